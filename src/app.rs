//! The whole program as a table: its departments in the order of the layering rule.
use crate::api;
use crate::catalog;
use crate::company;
use crate::finance;
use crate::inventory;
use crate::kernel::web::App;
use crate::kernel::web::Department;
use crate::ledger;
use crate::orders;
use crate::party;
use crate::people;
use crate::reactions;
use crate::sales;
use crate::setup;

/// Left may not use right; the rail shows them in its own order.
pub const DEPARTMENTS: &[Department] = &[
    company::DEPARTMENT,
    party::DEPARTMENT,
    people::DEPARTMENT,
    catalog::DEPARTMENT,
    ledger::DEPARTMENT,
    inventory::DEPARTMENT,
    finance::DEPARTMENT,
    orders::DEPARTMENT,
    sales::DEPARTMENT,
    setup::DEPARTMENT,
    api::DEPARTMENT,
];

pub static APP: App = App {
    departments: DEPARTMENTS,
    rail: &["sales", "orders", "inventory", "finance", "people"],
    react: reactions::react,
};
