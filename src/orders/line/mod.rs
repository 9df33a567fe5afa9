//! A line of a quotation or a sales order: what is asked, and how it is priced, discounted and taxed.
pub mod form;
pub mod grid;
pub mod preview;
pub mod queries;
pub mod table;

pub use crate::catalog::price::source::MANUAL;

use crate::catalog::product::ProductKind;
use crate::command;
use crate::ids::CompanyId;
use crate::ids::PartyId;
use crate::ids::PriceListId;
use crate::ids::ProductId;
use crate::ids::TaxCodeId;
use crate::ids::TaxPositionId;
use crate::ids::UnitId;
use crate::ledger::tax::ComponentTax;
use chrono::NaiveDate;
use tenon_db::Money;
use tenon_db::Percent;
use tenon_db::Quantity;
use tenon_db::UnitPrice;

command! {
    /// One line. What is left out comes from the product, the price lists and the customer's tax position.
    pub struct NewLine {
        pub product_id: ProductId,
        pub description: Option<String>,
        pub unit_id: Option<UnitId>,
        pub quantity: Quantity,
        pub unit_price: Option<UnitPrice>,
        pub discount_percent: Option<Percent>,
        pub tax_code_id: Option<TaxCodeId>,
        pub requested_date: Option<NaiveDate>,
    }
}

/// For whom, when and in which currency lines are priced.
#[derive(Debug, Clone)]
pub struct LineContext {
    pub company: CompanyId,
    pub party: Option<PartyId>,
    pub price_list: Option<PriceListId>,
    pub tax_position: Option<TaxPositionId>,
    pub currency: String,
    pub date: NaiveDate,
    /// Its code: a line without a description gets its product's name in it.
    pub language: String,
}

/// A line with everything filled in.
#[derive(Debug, Clone)]
pub struct PricedLine {
    pub product: ProductId,
    pub product_code: String,
    pub description: String,
    /// Goods are delivered from stock; services are only invoiced.
    pub kind: ProductKind,
    pub unit: UnitId,
    pub quantity: Quantity,
    /// The same in the product's base unit.
    pub base_quantity: Quantity,
    pub unit_price: UnitPrice,
    /// Which price list or rule gave the price, for `catalog::price::explain`.
    pub price_source: String,
    pub discount_percent: Percent,
    pub tax_code: Option<TaxCodeId>,
    /// Before the discount.
    pub gross: Money,
    /// After it; contains the tax where prices do.
    pub amount: Money,
    pub net: Money,
    pub tax: Money,
    pub requested_date: Option<NaiveDate>,
}

impl PricedLine {
    pub fn is_stocked(&self) -> bool {
        self.kind == ProductKind::Stocked
    }
}

/// The lines of a document with its totals, in its currency.
#[derive(Debug, Clone, Default)]
pub struct PricedLines {
    pub lines: Vec<PricedLine>,
    /// Before discounts.
    pub gross: Money,
    pub discount: Money,
    pub net: Money,
    pub tax: Money,
    pub total: Money,
    pub components: Vec<ComponentTax>,
}
