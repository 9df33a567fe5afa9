//! The rendering layer: departments fill these plain structs and call `.render(&shell)`; nobody else writes HTML.
//! Every text arrives translated, every figure formatted; templates escape everything and decide nothing.
pub mod action;
pub mod answers;
pub mod filter;
pub mod form;
pub mod lines;
pub mod list;
pub mod object;
pub mod overview;
pub mod parts;
pub mod plain;
pub mod print;
mod render;
pub mod report;
pub mod shell;
pub mod status;
pub mod table;
pub(crate) mod ui;

pub use action::*;
pub use answers::*;
pub use filter::*;
pub use form::*;
pub use lines::*;
pub use list::*;
pub use object::*;
pub use overview::*;
pub use parts::*;
pub use plain::*;
pub use print::*;
pub use report::*;
pub use shell::*;
pub use status::*;
pub use table::*;

/// Names of the hidden fields every form carries.
pub mod names {
    /// Token against forged requests.
    pub const CSRF: &str = "_csrf";
    /// Idempotency key: the same form sent twice acts once.
    pub const KEY: &str = "_key";
    /// Version of the record the form was filled from.
    pub const VERSION: &str = "_version";
    /// The company written in.
    pub const COMPANY: &str = "_company";
    /// "yes": save in spite of warnings.
    pub const ANYWAY: &str = "_anyway";
    /// Why, when a warning asks.
    pub const REASON: &str = "_reason";
    /// "new": open an empty form after saving.
    pub const THEN: &str = "_then";
}
