//! Set-up pages, import, the demo group, the laws checked live.
use crate::kernel::web::Department;

pub const DEPARTMENT: Department = Department {
    in_rail: true,
    routes: &[],
    menu: &[],
    create: &[],
    documents: &[],
    search: &[],
    ..Department::new("setup", "settings")
};
