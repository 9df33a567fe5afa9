//! Companies, users, roles, and what everybody has: own page, search, notes, files, notifications.
pub mod activity;
pub mod audit;
pub mod choice;
pub mod holiday;
pub mod home;
pub mod letterhead;
pub mod me;
pub mod notification;
pub mod ops;
pub mod pages;
pub mod queries;
pub mod reason;
pub mod role;
pub mod roles;
pub mod search;
pub mod series;
pub mod sign_in;
pub mod team;
pub mod user;

use crate::command;
use crate::ids::CompanyId;
use crate::kernel::draft;
use crate::kernel::list::views;
use crate::kernel::search::SearchKind;
use crate::kernel::web::Department;
use crate::permission::Permission;
use chrono::NaiveDateTime;
use diesel::prelude::*;
use serde::Serialize;
use tenon_schema::company as company_table;

const SEARCH: &[SearchKind] = &[
    SearchKind {
        kind: "user",
        label: "list-users",
        icon: "user",
        permission: Permission::UserRead,
    },
    SearchKind {
        kind: "company",
        label: "list-companies",
        icon: "building-2",
        permission: Permission::CompanyRead,
    },
];

pub const DEPARTMENT: Department = Department {
    in_rail: false,
    routes: &[
        sign_in::pages::ROUTES,
        home::pages::ROUTES,
        views::ROUTES,
        draft::ROUTES,
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
        pages::ROUTES,
        series::pages::ROUTES,
        holiday::pages::ROUTES,
        reason::pages::ROUTES,
        audit::pages::ROUTES,
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
        pub fiscal_year_start_month: i32,
    }
}

command! {
    /// The face of a company. Currency and start of the fiscal year cannot change once entries are posted.
    pub struct EditCompany {
        pub code: String,
        pub name: String,
        pub legal_name: String,
        pub tax_number: Option<String>,
        pub registration_number: Option<String>,
        pub country: String,
        pub street: Option<String>,
        pub postal_code: Option<String>,
        pub city: Option<String>,
        pub region: Option<String>,
        pub email: Option<String>,
        pub phone: Option<String>,
        pub bank_name: Option<String>,
        pub bank_account: Option<String>,
        pub time_zone: String,
        pub language: String,
        pub currency: String,
        pub fiscal_year_start_month: i32,
        /// Where taxes are rounded: `line` or `rate`.
        pub tax_rounding: String,
    }
}

/// Where a company may round its taxes.
pub const TAX_ROUNDINGS: [(&str, &str); 2] = [("line", "tax-rounding-line"), ("rate", "tax-rounding-rate")];

/// A company with everything on its letter-head and in its books' settings.
#[derive(Debug, Clone, Queryable, Selectable, Serialize, schemars::JsonSchema)]
#[diesel(table_name = company_table)]
pub struct Company {
    pub id: CompanyId,
    pub code: String,
    pub name: String,
    pub legal_name: String,
    pub tax_number: String,
    pub registration_number: String,
    pub currency: String,
    pub country: String,
    pub street: String,
    pub postal_code: String,
    pub city: String,
    pub region: String,
    pub email: String,
    pub phone: String,
    pub bank_name: String,
    pub bank_account: String,
    pub time_zone: String,
    pub language: String,
    pub fiscal_year_start_month: i32,
    pub tax_rounding: String,
    pub chart_source: String,
    pub is_active: bool,
    pub version: i32,
    pub created_at: NaiveDateTime,
}

impl Company {
    /// What the edit form is filled with.
    pub fn as_command(&self) -> EditCompany {
        let some = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
        EditCompany {
            code: self.code.clone(),
            name: self.name.clone(),
            legal_name: self.legal_name.clone(),
            tax_number: some(&self.tax_number),
            registration_number: some(&self.registration_number),
            country: self.country.clone(),
            street: some(&self.street),
            postal_code: some(&self.postal_code),
            city: some(&self.city),
            region: some(&self.region),
            email: some(&self.email),
            phone: some(&self.phone),
            bank_name: some(&self.bank_name),
            bank_account: some(&self.bank_account),
            time_zone: self.time_zone.clone(),
            language: self.language.clone(),
            currency: self.currency.clone(),
            fiscal_year_start_month: self.fiscal_year_start_month,
            tax_rounding: self.tax_rounding.clone(),
        }
    }
}
