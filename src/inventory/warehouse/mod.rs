//! Warehouses: where goods are kept, which valuation area they share a cost in, and whether stock may go below zero.
pub mod ops;
pub mod pages;
pub mod queries;

use crate::command;
use crate::ids::CompanyId;
use crate::ids::Subject;
use crate::ids::ValuationAreaId;
use crate::ids::WarehouseId;
use crate::kernel::country::Country;
use diesel::prelude::*;
use serde::Serialize;
use tenon_schema::warehouse;

#[derive(Debug, Clone, Queryable, Selectable, Serialize, schemars::JsonSchema)]
#[diesel(table_name = warehouse)]
pub struct Warehouse {
    pub id: WarehouseId,
    pub company_id: CompanyId,
    pub valuation_area_id: ValuationAreaId,
    pub code: String,
    pub name: String,
    pub street: String,
    pub postal_code: String,
    pub city: String,
    pub country: String,
    pub allows_negative: bool,
    pub is_active: bool,
    pub version: i32,
}

impl Warehouse {
    pub fn url(&self) -> String {
        Subject::Warehouse(self.id).url()
    }

    /// "WH1 Main warehouse"
    pub fn label(&self) -> String {
        format!("{} {}", self.code, self.name)
    }
}

command! {
    /// Opens a warehouse with its stock location. Without a valuation area it joins the company's first one, which is
    /// made with the first warehouse; so are the company's locations for customers, suppliers, adjustments, scrap, transit.
    pub struct NewWarehouse {
        pub company_id: Option<CompanyId>,
        pub code: String,
        pub name: String,
        pub valuation_area_id: Option<ValuationAreaId>,
        pub street: Option<String>,
        pub postal_code: Option<String>,
        pub city: Option<String>,
        /// The company's own when absent.
        pub country: Option<Country>,
        pub allows_negative: bool,
    }
    /// The valuation area stays as it is once something was moved.
    pub struct EditWarehouse {
        pub code: String,
        pub name: String,
        pub valuation_area_id: ValuationAreaId,
        pub street: Option<String>,
        pub postal_code: Option<String>,
        pub city: Option<String>,
        pub country: Option<Country>,
        pub allows_negative: bool,
    }
}
