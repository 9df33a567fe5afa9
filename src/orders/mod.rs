//! Sales orders, deliveries and returns.
pub mod billing;
pub mod delivery;
pub mod line;
pub mod progress;
pub mod returns;
pub mod sales_order;

use crate::kernel::web::Department;

pub const DEPARTMENT: Department = Department {
    in_rail: true,
    routes: &[],
    menu: &[],
    create: &[],
    documents: &[],
    search: &[],
    ..Department::new("orders", "receipt-text")
};
