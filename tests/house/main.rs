//! The house's tests: they drive the product by its doors, each on a database of its own, on the engine DATABASE names.
mod backup;
mod client;
mod company;
mod finance;
mod party;
mod people;
mod setup;
mod start;
mod world;
