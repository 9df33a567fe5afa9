//! The people of the companies.
pub mod employee;

use crate::kernel::web::Department;
use crate::kernel::web::MenuItem;
use crate::permission::Permission::EmployeeRead;

pub const DEPARTMENT: Department = Department {
    in_rail: true,
    routes: &[employee::pages::ROUTES],
    menu: &[MenuItem::new(
        "menu-masters",
        "list-employees",
        "id-card",
        "/people/employees",
        EmployeeRead,
    )],
    create: &[],
    documents: &[],
    search: &[employee::SEARCH],
    ..Department::new("people", "id-card")
};
