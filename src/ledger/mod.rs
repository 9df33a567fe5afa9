//! Accounts, journal entries, periods, taxes, open items, balances.
pub mod account;
pub mod balance;
pub mod chart;
pub mod cost_center;
pub mod currency;
pub mod entry;
pub mod journal;
pub mod open_item;
pub mod period;
pub mod tax;
pub mod term;

use crate::kernel::web::Department;
use crate::kernel::web::Route;

/// The pages of all concepts.
const ROUTES: &[&[Route]] = &[
    account::pages::ROUTES,
    journal::pages::ROUTES,
    cost_center::pages::ROUTES,
    period::pages::ROUTES,
    currency::pages::ROUTES,
    currency::pages::rates::ROUTES,
    term::pages::ROUTES,
];

pub const DEPARTMENT: Department = Department {
    in_rail: false,
    routes: ROUTES,
    menu: &[],
    create: &[],
    documents: &[],
    search: &[],
    ..Department::new("ledger", "landmark")
};
