//! Cost centres: where in the company something was spent or earned; a line of an entry may name one.
pub mod ops;
pub mod pages;
pub mod queries;

use crate::command;
use crate::ids::CompanyId;
use crate::ids::CostCenterId;
use diesel::prelude::*;
use serde::Serialize;
use tenon_schema::cost_center;

#[derive(Debug, Clone, Queryable, Selectable, Serialize, schemars::JsonSchema)]
#[diesel(table_name = cost_center)]
pub struct CostCenter {
    pub id: CostCenterId,
    pub company_id: CompanyId,
    pub code: String,
    pub name: String,
    pub is_active: bool,
    pub version: i32,
}

impl CostCenter {
    /// "100 Workshop"
    pub fn label(&self) -> String {
        format!("{} {}", self.code, self.name)
    }
}

command! {
    /// A cost centre of a company.
    pub struct NewCostCenter { pub company_id: Option<CompanyId>, pub code: String, pub name: String }
    /// Code and name of a cost centre.
    pub struct EditCostCenter { pub code: String, pub name: String }
}
