//! Sales orders, deliveries and returns.
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
