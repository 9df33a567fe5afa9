//! Companies, users, roles, and what everybody has: own page, search, notes, files, notifications.
pub mod activity;
pub mod home;
pub mod notification;
pub mod sign_in;

use crate::kernel::web::Department;

pub const DEPARTMENT: Department = Department {
    in_rail: false,
    routes: &[
        sign_in::pages::ROUTES,
        home::pages::ROUTES,
        activity::pages::ROUTES,
        notification::pages::ROUTES,
    ],
    menu: &[],
    create: &[],
    documents: &[],
    search: &[],
    ..Department::new("company", "house")
};
