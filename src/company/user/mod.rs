//! People who sign in, and the roles they hold.
pub mod ops;
pub mod pages;
pub mod queries;
pub mod why;

use crate::command;
use crate::ids::CompanyId;
use crate::ids::RoleId;
use crate::ids::TeamId;
use crate::ids::UserId;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Problem;
use crate::kernel::error::Result;
use crate::kernel::format::NumberStyle;
use crate::kernel::message::Language;
use crate::kernel::password;
use chrono::NaiveDateTime;
use diesel::prelude::*;
use serde::Serialize;
use tenon_schema::app_user;

/// The program itself, in the log of what happened.
pub const SYSTEM: UserId = UserId::new(1);

/// Somebody who signs in, without what is secret.
#[derive(Debug, Clone, Queryable, Selectable, Serialize, schemars::JsonSchema)]
#[diesel(table_name = app_user)]
pub struct User {
    pub id: UserId,
    pub email: String,
    pub name: String,
    #[serde(skip)]
    pub search_text: String,
    pub kind: String,
    pub language: String,
    pub time_zone: String,
    pub number_format: String,
    pub team_id: Option<TeamId>,
    pub default_company_id: Option<CompanyId>,
    pub totp_is_active: bool,
    pub single_keys: bool,
    pub is_active: bool,
    pub version: i32,
    pub created_at: NaiveDateTime,
}

command! {
    /// Somebody who may sign in. The password goes beside it, hashed before the write.
    pub struct NewUser {
        pub email: String,
        pub name: String,
        /// Codes of the roles.
        pub roles: Vec<String>,
        /// The company the roles are held in; all companies when absent.
        pub company_id: Option<CompanyId>,
        pub language: Option<String>,
    }
    /// A role held in one company, or in all of them.
    pub struct RoleHeld {
        pub role_id: RoleId,
        pub company_id: Option<CompanyId>,
    }
    /// A member of staff, with the roles held company by company.
    pub struct EditUser {
        pub name: String,
        pub email: String,
        pub language: String,
        pub time_zone: String,
        pub number_format: String,
        pub team_id: Option<TeamId>,
        pub default_company_id: Option<CompanyId>,
        pub roles: Vec<RoleHeld>,
    }
    /// A new member of staff. Without a password, a reset link lets the person choose one.
    pub struct NewStaff {
        pub name: String,
        pub email: String,
        pub language: String,
        pub time_zone: String,
        pub number_format: String,
        pub team_id: Option<TeamId>,
        pub default_company_id: Option<CompanyId>,
        pub roles: Vec<RoleHeld>,
        pub initial_password: Option<String>,
    }
}

impl NewStaff {
    /// What of it can be changed later.
    pub fn as_edit(&self) -> EditUser {
        EditUser {
            name: self.name.clone(),
            email: self.email.clone(),
            language: self.language.clone(),
            time_zone: self.time_zone.clone(),
            number_format: self.number_format.clone(),
            team_id: self.team_id,
            default_company_id: self.default_company_id,
            roles: self.roles.clone(),
        }
    }
}

impl User {
    /// What the edit form is filled with.
    pub fn as_command(&self, roles: Vec<RoleHeld>) -> EditUser {
        EditUser {
            name: self.name.clone(),
            email: self.email.clone(),
            language: self.language.clone(),
            time_zone: self.time_zone.clone(),
            number_format: self.number_format.clone(),
            team_id: self.team_id,
            default_company_id: self.default_company_id,
            roles,
        }
    }
}

/// The problem with a new password, if there is one: the sentence names the bounds.
pub fn password_problem(field: &str, password: &str, own: &[&str]) -> Result<()> {
    let bound = |bound: usize| i64::try_from(bound).unwrap_or(i64::MAX);
    password::check(password, own).map_err(|weakness| {
        let message = Message::new(weakness.key())
            .with("min", bound(password::LENGTH_MIN))
            .with("max", bound(password::LENGTH_MAX));
        Error::invalid(field, message)
    })
}

/// Language, time zone and number format must be among those there are.
pub fn check_reading(language: &str, time_zone: &str, number_format: &str) -> Result<()> {
    let wrong =
        |field: &str, value: &str| Problem::new(field, Message::new("problem-not-a-choice").with("value", value));
    let mut problems = Vec::new();
    if Language::from_code(language).is_none() {
        problems.push(wrong("language", language));
    }
    if time_zone.parse::<chrono_tz::Tz>().is_err() {
        problems.push(wrong("time_zone", time_zone));
    }
    if NumberStyle::from_code(number_format).is_none() {
        problems.push(wrong("number_format", number_format));
    }
    if problems.is_empty() {
        Ok(())
    } else {
        Err(Error::Invalid(problems))
    }
}
