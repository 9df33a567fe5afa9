//! Warehouses, stock moves, valuation, reservations, receipts. Stock moves are the only way a quantity changes, and each
//! document posts its own entry, so that stock value equals the inventory accounts at every posting date.
pub mod location;
pub mod reservation;
pub mod stock;
pub mod stock_move;
pub mod valuation;
pub mod warehouse;

use crate::kernel::web::Department;

pub const DEPARTMENT: Department = Department {
    in_rail: true,
    routes: &[],
    menu: &[],
    create: &[],
    documents: &[],
    search: &[],
    ..Department::new("inventory", "warehouse")
};
