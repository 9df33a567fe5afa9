//! Parties in every role: addresses, contacts, bank accounts, terms for each company.
use crate::kernel::web::Department;

pub const DEPARTMENT: Department = Department {
    in_rail: false,
    routes: &[],
    menu: &[],
    create: &[],
    documents: &[],
    search: &[],
    ..Department::new("party", "users")
};
