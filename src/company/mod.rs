//! Companies, users, roles, and what everybody has: own page, search, notes, files, notifications.
pub mod activity;
pub mod home;
pub mod letterhead;
pub mod me;
pub mod notification;
pub mod ops;
pub mod role;
pub mod roles;
pub mod search;
pub mod sign_in;
pub mod team;
pub mod user;

use crate::command;
use crate::kernel::list::views;
use crate::kernel::search::SearchKind;
use crate::kernel::web::Department;
use crate::permission::Permission;

const SEARCH: &[SearchKind] = &[SearchKind {
    kind: "user",
    label: "list-users",
    icon: "user",
    permission: Permission::UserRead,
}];

pub const DEPARTMENT: Department = Department {
    in_rail: false,
    routes: &[
        sign_in::pages::ROUTES,
        home::pages::ROUTES,
        views::ROUTES,
        activity::pages::ROUTES,
        notification::pages::ROUTES,
        search::pages::ROUTES,
        me::pages::ROUTES,
        me::pages::password::ROUTES,
        me::pages::second_factor::ROUTES,
        me::pages::sessions::ROUTES,
        me::pages::tokens::ROUTES,
        user::pages::ROUTES,
        user::pages::reset::ROUTES,
        role::pages::ROUTES,
        team::pages::ROUTES,
    ],
    search: SEARCH,
    ..Department::new("company", "house")
};

command! {
    /// A new company. Currency and start of the fiscal year cannot change once entries are posted.
    pub struct NewCompany {
        pub code: String,
        pub name: String,
        pub currency: String,
        pub country: String,
        pub street: Option<String>,
        pub postal_code: Option<String>,
        pub city: Option<String>,
        pub tax_number: Option<String>,
        pub time_zone: String,
        pub language: String,
    }
}
