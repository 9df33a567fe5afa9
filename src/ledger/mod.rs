//! Accounts, journal entries, periods, taxes, open items, balances.
pub mod account;
pub mod chart;
pub mod currency;
pub mod entry;
pub mod open_item;
pub mod period;
pub mod tax;
pub mod term;

use crate::kernel::web::Department;
use crate::kernel::web::Route;

/// The pages of all concepts.
const ROUTES: &[&[Route]] = &[term::pages::ROUTES];

pub const DEPARTMENT: Department = Department {
    in_rail: false,
    routes: ROUTES,
    menu: &[],
    create: &[],
    documents: &[],
    search: &[],
    ..Department::new("ledger", "landmark")
};
