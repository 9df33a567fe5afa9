//! The data layer on both engines. PostgreSQL is reached through `TENON_TEST_POSTGRES`, the URL of a server on which
//! databases may be created, or `none` to leave it out on purpose.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::disallowed_methods,
    reason = "a test says what it expects by failing"
)]

mod at_commit;
mod changes;
mod columns;
mod decimals;
mod engine;
mod failures;
mod lane;
mod later;
mod memo;
mod migrations;
mod parts;
mod readers;
mod reports;
mod walk;
mod warnings;
mod world;
