//! Companies, users, roles, and what everybody has: own page, search, notes, files, notifications.
use crate::kernel::web::Department;

pub const DEPARTMENT: Department = Department {
    in_rail: false,
    routes: &[],
    menu: &[],
    create: &[],
    documents: &[],
    search: &[],
    ..Department::new("company", "house")
};
