//! Valuation areas: one or more warehouses of a company that share one cost.
pub mod ops;
pub mod pages;
pub mod queries;

use crate::command;
use crate::ids::CompanyId;
use crate::ids::Subject;
use crate::ids::ValuationAreaId;
use diesel::prelude::*;
use serde::Serialize;
use tenon_schema::valuation_area;

#[derive(Debug, Clone, Queryable, Selectable, Serialize, schemars::JsonSchema)]
#[diesel(table_name = valuation_area)]
pub struct ValuationArea {
    pub id: ValuationAreaId,
    pub company_id: CompanyId,
    pub name: String,
    pub version: i32,
}

impl ValuationArea {
    pub fn url(&self) -> String {
        Subject::ValuationArea(self.id).url()
    }
}

command! {
    /// A valuation area; a company has one by default, which its warehouses share.
    pub struct NewValuationArea { pub company_id: Option<CompanyId>, pub name: String }
}
