//! The OpenAPI document.
pub mod openapi;

use crate::kernel::web::Department;

pub const DEPARTMENT: Department = Department {
    in_rail: false,
    routes: &[openapi::ROUTES],
    ..Department::new("api", "link")
};
