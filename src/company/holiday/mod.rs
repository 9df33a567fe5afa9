//! The holidays of a company's calendar.
pub mod ops;
pub mod pages;
pub mod queries;

use crate::command;
use crate::ids::CompanyId;
use crate::ids::HolidayId;
use chrono::NaiveDate;
use diesel::prelude::*;
use serde::Serialize;
use tenon_schema::holiday;

#[derive(Debug, Clone, Queryable, Selectable, Serialize, schemars::JsonSchema)]
#[diesel(table_name = holiday)]
pub struct Holiday {
    pub id: HolidayId,
    pub company_id: CompanyId,
    pub holiday_date: NaiveDate,
    pub name: String,
    pub version: i32,
}

command! {
    /// A day on which a company does not work.
    pub struct NewHoliday {
        pub company_id: Option<CompanyId>,
        pub holiday_date: NaiveDate,
        pub name: String,
    }
}

impl Holiday {
    /// What the edit form is filled with.
    pub fn as_command(&self) -> NewHoliday {
        NewHoliday {
            company_id: Some(self.company_id),
            holiday_date: self.holiday_date,
            name: self.name.clone(),
        }
    }
}
