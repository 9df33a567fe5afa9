//! Employees and carriers.
use crate::kernel::web::Department;

pub const DEPARTMENT: Department = Department {
    in_rail: true,
    routes: &[],
    menu: &[],
    create: &[],
    documents: &[],
    search: &[],
    ..Department::new("people", "id-card")
};
