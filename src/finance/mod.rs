//! Invoices, payments, allocation and the reports of the books.
pub mod credit;
pub mod invoice;
pub mod open_item;
pub mod payment;

use crate::kernel::web::Department;

pub const DEPARTMENT: Department = Department {
    in_rail: true,
    routes: &[],
    menu: &[],
    create: &[],
    documents: &[],
    search: &[],
    ..Department::new("finance", "landmark")
};
