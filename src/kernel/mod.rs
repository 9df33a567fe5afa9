//! The kernel knows no business: it runs the tables of the departments.
pub mod actor;
pub mod assets;
pub mod chain;
pub mod chart;
pub mod clock;
pub mod error;
pub mod fields;
pub mod flow;
pub mod format;
pub mod id;
pub mod idempotency;
pub mod input;
pub mod list;
pub mod log;
pub mod message;
pub mod metrics;
pub mod password;
pub mod search;
pub mod search_text;
pub mod sequence;
pub mod session;
pub mod totp;
pub mod tx;
pub mod value;
pub mod view;
pub mod web;

pub use tenon_db as db;
