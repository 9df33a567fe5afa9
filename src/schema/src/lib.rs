//! Diesel's view of the tables, one file for each area; the migrations are the source, a test compares the two.

mod catalog;
mod companies;
mod finance;
mod inventory;
mod ledger;
mod ledger_masters;
mod orders;
mod parties;
mod records;
mod users;

pub use catalog::*;
pub use companies::*;
pub use finance::*;
pub use inventory::*;
pub use ledger::*;
pub use ledger_masters::*;
pub use orders::*;
pub use parties::*;
pub use records::*;
pub use users::*;

mod joins;
