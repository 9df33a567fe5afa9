//! The OpenAPI document.
use crate::kernel::web::Department;

pub const DEPARTMENT: Department = Department {
    in_rail: false,
    routes: &[],
    menu: &[],
    create: &[],
    documents: &[],
    search: &[],
    ..Department::new("api", "link")
};
