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
pub mod report;
pub mod tax;
pub mod term;

use crate::kernel::search::SearchKind;
use crate::kernel::web::Department;
use crate::kernel::web::Route;
use crate::permission::Permission::LedgerRead;

/// The pages of all concepts.
const ROUTES: &[&[Route]] = &[
    account::pages::ROUTES,
    entry::pages::ROUTES,
    report::pages::ROUTES,
    journal::pages::ROUTES,
    cost_center::pages::ROUTES,
    period::pages::ROUTES,
    tax::pages::ROUTES,
    tax::position::pages::ROUTES,
    currency::pages::ROUTES,
    currency::pages::rates::ROUTES,
    term::pages::ROUTES,
];

/// Accounts are found by code and name.
const SEARCH: &[SearchKind] = &[SearchKind {
    kind: "account",
    label: "list-accounts",
    icon: "list-tree",
    permission: LedgerRead,
}];

pub const DEPARTMENT: Department = Department {
    in_rail: false,
    routes: ROUTES,
    menu: &[],
    create: &[],
    documents: &[entry::pages::DOCUMENT],
    search: SEARCH,
    ..Department::new("ledger", "library")
};
