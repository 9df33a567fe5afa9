//! From order to credit note through the doors, with figures worked out by hand.
mod at_once;
mod billing;
mod companies;
mod credit;
mod currencies;
mod delivery;
mod dinars;
mod doors;
mod order;
mod papers;
mod references;
mod returns;
pub mod shop;
mod speed;
mod to_invoice;
