//! The house's tests: they drive the product by its doors, each on a database of its own, on the engine DATABASE names.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::wildcard_enum_match_arm,
    reason = "a test stops where it is wrong"
)]

mod api;
mod backup;
mod bad_input;
mod bench;
#[path = "../browser/mod.rs"]
mod browser;
mod browser_walk;
mod catalog;
mod check;
mod client;
mod company;
mod conventions;
mod crash;
mod crawl;
mod entries;
mod finance;
mod group;
mod inventory;
mod ledger;
mod lists;
mod masters;
mod orders;
mod party;
mod people;
mod permissions;
mod place;
mod program;
mod property;
mod row_counts;
mod sales;
mod search;
mod setup;
mod start;
mod tidy;
mod tls;
mod world;
