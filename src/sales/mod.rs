//! Quotations.
pub mod quotation;

use crate::kernel::web::Department;
use crate::kernel::web::MenuItem;
use crate::permission::Permission::PartyRead;

pub const DEPARTMENT: Department = Department {
    in_rail: true,
    routes: &[],
    menu: &[MenuItem::new(
        "menu-masters",
        "list-parties",
        "users",
        "/parties",
        PartyRead,
    )],
    create: &[],
    documents: &[],
    search: &[],
    ..Department::new("sales", "handshake")
};
