//! Product categories: how the stock of their products is valued, which tax class new ones get, which accounts they post to.
pub mod ops;
pub mod pages;
pub mod queries;

use crate::command;
use crate::ids::AccountId;
use crate::ids::CompanyId;
use crate::ids::ProductCategoryId;
use crate::ids::Subject;
use crate::input_from_str;
use crate::kernel::input::LongText;
use diesel::prelude::*;
use serde::Serialize;
use tenon_schema::product_category;

tenon_db::code_enum! {
    /// How the cost of goods that leave is found.
    pub enum CostingMethod {
        MovingAverage = "moving-average",
        Fifo = "fifo",
    }
}

tenon_db::code_enum! {
    /// What a category may name accounts of its own for; without one the company's account of the same role is posted.
    pub enum CategoryRole {
        Revenue = "revenue",
        CostOfSales = "cost-of-sales",
        Inventory = "inventory",
        StockAdjustment = "stock-adjustment",
        GoodsReceivedNotBilled = "goods-received-not-billed",
        GoodsDeliveredNotInvoiced = "goods-delivered-not-invoiced",
    }
}
input_from_str!(CostingMethod, CategoryRole);

impl CostingMethod {
    pub fn message_key(self) -> &'static str {
        match self {
            CostingMethod::MovingAverage => "costing-method-moving-average",
            CostingMethod::Fifo => "costing-method-fifo",
        }
    }
}

impl CategoryRole {
    /// The ledger's own word for it.
    pub fn message_key(self) -> String {
        format!("account-role-{}", self.code())
    }
}

#[derive(Debug, Clone, Queryable, Selectable, Serialize, schemars::JsonSchema)]
#[diesel(table_name = product_category)]
pub struct ProductCategory {
    pub id: ProductCategoryId,
    pub code: String,
    pub name: String,
    pub description: String,
    pub costing_method: CostingMethod,
    /// What new products of the category get when none is chosen.
    pub tax_class: String,
    pub is_active: bool,
    pub version: i32,
}

impl ProductCategory {
    pub fn url(&self) -> String {
        Subject::ProductCategory(self.id).url()
    }
}

command! {
    /// A category of products, for all companies.
    pub struct NewCategory {
        pub code: String,
        pub name: String,
        pub description: LongText,
        pub costing_method: CostingMethod,
        /// "standard" when missing.
        pub tax_class: Option<String>,
    }
    /// The account for a role; none falls back to the company's.
    pub struct AccountOf { pub role: CategoryRole, pub account_id: Option<AccountId> }
    /// The accounts a category posts to in one company.
    pub struct SetAccounts { pub company_id: Option<CompanyId>, pub accounts: Vec<AccountOf> }
}

impl NewCategory {
    /// A category by the moving average, everything else empty: for programs that fill in the rest.
    pub fn named(code: impl Into<String>, name: impl Into<String>) -> NewCategory {
        NewCategory {
            code: code.into(),
            name: name.into(),
            description: LongText::default(),
            costing_method: CostingMethod::MovingAverage,
            tax_class: None,
        }
    }
}

impl From<&ProductCategory> for NewCategory {
    fn from(row: &ProductCategory) -> NewCategory {
        NewCategory {
            code: row.code.clone(),
            name: row.name.clone(),
            description: LongText(row.description.clone()),
            costing_method: row.costing_method,
            tax_class: Some(row.tax_class.clone()),
        }
    }
}
