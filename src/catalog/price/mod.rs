//! Price lists, and which price a line gets.
//!
//! The rule, in one place ([`choose`]): first the list agreed with the customer, then the lists of his group, then those for
//! everyone; among equals the lower priority number. Within a list the largest quantity break that is reached counts, then
//! the latest start. Without any, the product's own list price; each only in the document's currency.
pub mod choose;
pub mod ops;
pub mod pages;
pub mod queries;
pub mod source;

pub use source::PriceSource;
pub use source::explain;

use crate::command;
use crate::ids::CompanyId;
use crate::ids::PartyId;
use crate::ids::PriceListId;
use crate::ids::PriceListItemId;
use crate::ids::ProductId;
use crate::ids::Subject;
use crate::ids::UnitId;
use chrono::NaiveDate;
use diesel::prelude::*;
use serde::Serialize;
use tenon_db::Quantity;
use tenon_db::UnitPrice;
use tenon_schema::price_list;
use tenon_schema::price_list_item;

/// The place in line of a list for which none was chosen.
pub const PRIORITY_USUAL: i32 = 100;

#[derive(Debug, Clone, Queryable, Selectable, Serialize, schemars::JsonSchema)]
#[diesel(table_name = price_list)]
pub struct PriceList {
    pub id: PriceListId,
    pub code: String,
    pub name: String,
    pub currency: String,
    /// The one company it is for; none means all.
    pub company_id: Option<CompanyId>,
    /// The one customer group it is for; empty means everyone.
    pub customer_group: String,
    /// Lower numbers are asked first.
    pub priority: i32,
    pub is_active: bool,
    pub version: i32,
}

impl PriceList {
    pub fn url(&self) -> String {
        Subject::PriceList(self.id).url()
    }

    /// "DEALER Dealers 2026"
    pub fn label(&self) -> String {
        format!("{} {}", self.code, self.name)
    }
}

/// A price of a product in a list, for one base unit.
#[derive(Debug, Clone, Queryable, Selectable, Serialize, schemars::JsonSchema)]
#[diesel(table_name = price_list_item)]
pub struct PriceListItem {
    pub id: PriceListItemId,
    pub price_list_id: PriceListId,
    pub product_id: ProductId,
    /// In the base unit; the price holds from this quantity on.
    pub minimum_quantity: Quantity,
    pub start_date: Option<NaiveDate>,
    pub end_date: Option<NaiveDate>,
    pub unit_price: UnitPrice,
    pub version: i32,
}

impl PriceListItem {
    /// The address of its page.
    pub fn url(&self) -> String {
        Subject::PriceListItem(self.id).url()
    }
}

command! {
    /// A price of a product for one base unit, from a quantity on and within dates.
    pub struct PriceOf {
        pub product_id: ProductId,
        pub minimum_quantity: Option<Quantity>,
        pub start_date: Option<NaiveDate>,
        pub end_date: Option<NaiveDate>,
        pub unit_price: UnitPrice,
    }
    /// A price list with its prices.
    pub struct NewPriceList {
        /// Where the permission is asked.
        pub company_id: Option<CompanyId>,
        pub code: String,
        pub name: String,
        pub currency: String,
        /// For this company only; for all when missing.
        pub for_company_id: Option<CompanyId>,
        /// For this customer group only; for everyone when missing.
        pub customer_group: Option<String>,
        /// Lower numbers are asked first; 100 when missing.
        pub priority: Option<i32>,
        pub items: Vec<PriceOf>,
    }
    /// What a price list says about itself; its prices change by their own operations.
    pub struct EditPriceList {
        pub code: String,
        pub name: String,
        pub currency: String,
        pub for_company_id: Option<CompanyId>,
        pub customer_group: Option<String>,
        pub priority: Option<i32>,
    }
    /// All prices of a list, in place of those it had.
    pub struct SetPrices { pub items: Vec<PriceOf> }
    /// One more price in a list.
    pub struct NewPrice {
        pub price_list_id: PriceListId,
        pub product_id: ProductId,
        pub minimum_quantity: Option<Quantity>,
        pub start_date: Option<NaiveDate>,
        pub end_date: Option<NaiveDate>,
        pub unit_price: UnitPrice,
    }
    /// A price that changes; list and product stay.
    pub struct EditPrice {
        pub minimum_quantity: Option<Quantity>,
        pub start_date: Option<NaiveDate>,
        pub end_date: Option<NaiveDate>,
        pub unit_price: UnitPrice,
    }
}

impl From<&PriceList> for EditPriceList {
    fn from(row: &PriceList) -> EditPriceList {
        EditPriceList {
            code: row.code.clone(),
            name: row.name.clone(),
            currency: row.currency.clone(),
            for_company_id: row.company_id,
            customer_group: Some(row.customer_group.clone()).filter(|group| !group.is_empty()),
            priority: Some(row.priority),
        }
    }
}

impl From<&PriceListItem> for PriceOf {
    fn from(item: &PriceListItem) -> PriceOf {
        PriceOf {
            product_id: item.product_id,
            minimum_quantity: Some(item.minimum_quantity).filter(|minimum| !minimum.is_zero()),
            start_date: item.start_date,
            end_date: item.end_date,
            unit_price: item.unit_price,
        }
    }
}

/// What a document asks for all its lines at once.
#[derive(Debug, Clone)]
pub struct PriceQuestion {
    pub company: CompanyId,
    pub party: Option<PartyId>,
    /// The list agreed with the party, or chosen on the document.
    pub price_list: Option<PriceListId>,
    pub currency: String,
    pub date: NaiveDate,
    pub lines: Vec<PriceLine>,
}

#[derive(Debug, Clone)]
pub struct PriceLine {
    pub product: ProductId,
    pub unit: UnitId,
    pub quantity: Quantity,
}

/// The price of a line for one of its unit, and what `price_source` stores about where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Price {
    pub unit_price: UnitPrice,
    pub source: String,
}
