//! Teams: whose records a permission with team scope reaches.
pub mod ops;
pub mod pages;
pub mod queries;

use crate::command;
use crate::ids::CompanyId;
use crate::ids::TeamId;
use diesel::prelude::*;
use serde::Serialize;
use tenon_schema::team;

#[derive(Debug, Clone, Queryable, Selectable, Serialize, schemars::JsonSchema)]
#[diesel(table_name = team)]
pub struct Team {
    pub id: TeamId,
    pub company_id: CompanyId,
    pub name: String,
    pub is_active: bool,
    pub version: i32,
}

command! {
    /// A team of a company.
    pub struct NewTeam {
        pub company_id: Option<CompanyId>,
        pub name: String,
    }
}

impl Team {
    /// What the edit form is filled with.
    pub fn as_command(&self) -> NewTeam {
        NewTeam {
            company_id: Some(self.company_id),
            name: self.name.clone(),
        }
    }
}
