//! Products: what is bought, stocked, sold or served. They belong to the group; prices and stock are the companies'.
pub mod barcode;
pub mod ops;
pub mod pages;
pub mod queries;
pub mod whole;

use crate::command;
use crate::ids::CompanyId;
use crate::ids::PartyId;
use crate::ids::ProductCategoryId;
use crate::ids::ProductId;
use crate::ids::Subject;
use crate::ids::UnitId;
use crate::input_from_str;
use crate::kernel::input::LongText;
use chrono::NaiveDateTime;
use diesel::prelude::*;
use serde::Serialize;
use tenon_db::Quantity;
use tenon_db::UnitPrice;
use tenon_schema::product;

tenon_db::code_enum! {
    pub enum ProductKind {
        /// Has stock, cost and moves.
        Stocked = "stocked",
        /// Is done, not stored.
        Service = "service",
    }
}

tenon_db::code_enum! {
    /// What is known about each piece in stock.
    pub enum Tracking {
        None = "none",
        /// Its batch.
        Lot = "lot",
        /// Itself.
        Serial = "serial",
    }
}
input_from_str!(ProductKind, Tracking);

impl ProductKind {
    pub fn message_key(self) -> &'static str {
        match self {
            ProductKind::Stocked => "product-kind-stocked",
            ProductKind::Service => "product-kind-service",
        }
    }
}

impl Tracking {
    pub fn message_key(self) -> &'static str {
        match self {
            Tracking::None => "tracking-none",
            Tracking::Lot => "tracking-lot",
            Tracking::Serial => "tracking-serial",
        }
    }
}

#[derive(Debug, Clone, Queryable, Selectable, Serialize, schemars::JsonSchema)]
#[diesel(table_name = product)]
pub struct Product {
    pub id: ProductId,
    pub code: String,
    /// In the group's own language; others stand among the translations.
    pub name: String,
    pub description: String,
    pub kind: ProductKind,
    pub category_id: ProductCategoryId,
    /// The base unit: stock and prices are kept in it.
    pub unit_id: UnitId,
    pub barcode: String,
    pub tax_class: String,
    /// Only for who may see prices, so it is said by the record of the API and not here.
    #[serde(skip)]
    pub list_price: UnitPrice,
    #[serde(skip)]
    pub list_currency: String,
    /// How it is packed, in words: "24 bottles of 355 ml".
    pub pack_text: String,
    pub supplier_id: Option<PartyId>,
    pub reorder_quantity: Quantity,
    pub tracking: Tracking,
    pub is_sold: bool,
    pub is_active: bool,
    pub version: i32,
    pub created_at: NaiveDateTime,
}

impl Product {
    pub fn url(&self) -> String {
        Subject::Product(self.id).url()
    }

    /// "WM-8020-W Washing machine 8 kg"
    pub fn label(&self) -> String {
        format!("{} {}", self.code, self.name)
    }

    pub fn is_stocked(&self) -> bool {
        self.kind == ProductKind::Stocked
    }
}

command! {
    /// Name and description in a further language.
    pub struct ProductText { pub language: String, pub name: Option<String>, pub description: LongText }
    /// A unit the product is also bought or sold in: one of it is so many base units (`numerator` for each `denominator`).
    pub struct ProductUnit { pub unit_id: UnitId, pub numerator: i64, pub denominator: Option<i64> }
    /// A product with all it says about itself; changing one sends all of it again.
    pub struct NewProduct {
        /// Where the permission is asked; products belong to all companies.
        pub company_id: Option<CompanyId>,
        pub code: String,
        pub name: String,
        pub description: LongText,
        pub kind: ProductKind,
        pub category_id: ProductCategoryId,
        pub unit_id: UnitId,
        pub barcode: Option<String>,
        /// The category's when missing.
        pub tax_class: Option<String>,
        pub list_price: Option<UnitPrice>,
        /// The company's when missing.
        pub list_currency: Option<String>,
        pub pack_text: Option<String>,
        pub supplier_id: Option<PartyId>,
        /// Order again when less than this is there.
        pub reorder_quantity: Option<Quantity>,
        pub tracking: Option<Tracking>,
        /// Yes when missing.
        pub is_sold: Option<bool>,
        pub texts: Vec<ProductText>,
        pub units: Vec<ProductUnit>,
    }
}

impl NewProduct {
    /// A stocked product, everything else empty: for programs that fill in the rest.
    pub fn named(
        code: impl Into<String>,
        name: impl Into<String>,
        category_id: ProductCategoryId,
        unit_id: UnitId,
    ) -> NewProduct {
        NewProduct {
            company_id: None,
            code: code.into(),
            name: name.into(),
            description: LongText::default(),
            kind: ProductKind::Stocked,
            category_id,
            unit_id,
            barcode: None,
            tax_class: None,
            list_price: None,
            list_currency: None,
            pack_text: None,
            supplier_id: None,
            reorder_quantity: None,
            tracking: None,
            is_sold: None,
            texts: Vec::new(),
            units: Vec::new(),
        }
    }
}
