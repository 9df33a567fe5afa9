//! Customer groups: what price lists and analyses tell customers apart by. A pick list among the choices.
pub mod ops;
pub mod pages;
pub mod queries;

use crate::command;
use crate::ids::ChoiceId;
use crate::ids::CompanyId;
use diesel::prelude::*;
use serde::Serialize;
use tenon_schema::choice;

/// Their kind among the choices.
pub const KIND: &str = "customer-group";

#[derive(Debug, Clone, Queryable, Selectable, Serialize, schemars::JsonSchema)]
#[diesel(table_name = choice)]
pub struct Group {
    pub id: ChoiceId,
    /// What parties and price lists keep; it stays.
    pub code: String,
    pub name: String,
    pub is_active: bool,
    pub version: i32,
}

command! {
    /// A customer group for all companies.
    pub struct NewGroup { pub company_id: Option<CompanyId>, pub code: String, pub name: String }
    /// Another name; the code stays.
    pub struct RenameGroup { pub company_id: Option<CompanyId>, pub name: String }
}
