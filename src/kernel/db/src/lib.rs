//! The data layer: one SQL dialect for SQLite and PostgreSQL, the lane every write goes through, a pool of readers, the
//! migration runner and the column types. It knows diesel and both engines and no business at all.
//!
//! The rest of the house names only [`Db`], [`Conn`] and [`Sql`] (and the column types), so that the way back to
//! another data layer stays open.

#![warn(missing_docs)]

mod at_commit;
pub mod clauses;
mod code_enum;
mod conn;
mod db;
pub mod decimal;
mod decimal_type;
mod dialect;
mod error;
mod group;
mod id;
mod lane;
mod later;
mod memo;
pub mod migrate;
pub mod money;
mod pool;
pub mod quantity;
mod queue;
mod record;
mod rendered;
pub mod rounding;
mod row;
mod settings;
mod text;
mod values;
mod weighted;

pub use at_commit::AtCommit;
pub use clauses::ExactSum;
pub use clauses::IgnoringCase;
pub use clauses::LockRows;
pub use clauses::batches;
pub use clauses::exact_sum;
pub use code_enum::UnknownCode;
pub use conn::Conn;
pub use db::Db;
pub use db::Statistics;
pub use decimal::DecimalError;
pub use decimal::DoesNotFit;
pub use dialect::Sql;
pub use error::OpenError;
pub use error::WriteFailure;
#[doc(hidden)]
pub use id::deserialize_id;
pub use migrate::Migration;
pub use migrate::Schema;
pub use money::Money;
pub use quantity::Percent;
pub use quantity::Quantity;
pub use quantity::UnitPrice;
pub use record::Recorder;
pub use record::Recorders;
pub use record::Recording;
pub use rounding::Rounding;
pub use settings::Engine;
pub use settings::Settings;
pub use values::Bind;
pub use values::Binds;
pub use values::Kind;
pub use values::Value;
pub use weighted::WeightedSum;
pub use weighted::weighted_sum;

// What the exported macros refer to, so that their users need no imports.
pub use diesel;
pub use schemars;
pub use serde;

// Only linked: SQLite and libpq are built from source, libpq with TLS.
use libsqlite3_sys as _;
use openssl_sys as _;
use pq_sys as _;
