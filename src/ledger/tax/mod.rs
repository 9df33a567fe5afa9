//! Taxes: codes of one or more components, each with its account and its rates by date, and how they are computed.
//!
//! Rounding is commercial, to the currency's decimals, in one of two places: each line by itself (`Line`), or once for
//! each tax code and component over all its lines (`Rate`); then the lines share the result so that they add up to it.
pub mod compute;
pub mod ops;
pub mod pages;
pub mod position;
pub mod queries;

use crate::command;
use crate::ids::AccountId;
use crate::ids::CompanyId;
use crate::ids::TaxCodeId;
use crate::ids::TaxComponentId;
use crate::ids::TaxPositionId;
use crate::input_from_str;
use chrono::NaiveDate;
use diesel::prelude::*;
use serde::Serialize;
use std::collections::BTreeMap;
use tenon_db::Money;
use tenon_db::Percent;
use tenon_schema::tax_code;
use tenon_schema::tax_position;

tenon_db::code_enum! {
    /// Where a company rounds its taxes; `company.tax_rounding`.
    pub enum TaxRounding { Line = "line", Rate = "rate" }
}

tenon_db::code_enum! {
    pub enum TaxKind { Sale = "sale", Purchase = "purchase" }
}
input_from_str!(TaxRounding, TaxKind);

impl TaxKind {
    pub fn message_key(self) -> &'static str {
        match self {
            TaxKind::Sale => "tax-kind-sale",
            TaxKind::Purchase => "tax-kind-purchase",
        }
    }
}

#[derive(Debug, Clone, Queryable, Selectable, Serialize, schemars::JsonSchema)]
#[diesel(table_name = tax_code)]
pub struct TaxCode {
    pub id: TaxCodeId,
    pub company_id: CompanyId,
    pub code: String,
    pub name: String,
    pub kind: TaxKind,
    pub is_inclusive: bool,
    pub note_on_invoice: String,
    pub is_active: bool,
    pub version: i32,
}

#[derive(Debug, Clone, Queryable, Selectable, Serialize, schemars::JsonSchema)]
#[diesel(table_name = tax_position)]
pub struct TaxPosition {
    pub id: TaxPositionId,
    pub company_id: CompanyId,
    pub code: String,
    pub name: String,
    pub is_active: bool,
    pub version: i32,
}

/// A rate of a component and the day it begins.
#[derive(Debug, Clone, Serialize, schemars::JsonSchema)]
pub struct RateRow {
    pub start_date: NaiveDate,
    pub rate_percent: Percent,
}

/// A component with its account and all its rates, the newest first.
#[derive(Debug, Clone, Serialize, schemars::JsonSchema)]
pub struct ComponentRow {
    pub id: TaxComponentId,
    pub name: String,
    pub account_id: AccountId,
    pub account_code: String,
    pub account_name: String,
    pub is_compound: bool,
    pub rates: Vec<RateRow>,
}

/// A tax code with its components in order.
#[derive(Debug, Clone, Serialize, schemars::JsonSchema)]
pub struct FullTaxCode {
    #[serde(flatten)]
    pub code: TaxCode,
    pub components: Vec<ComponentRow>,
}

/// A rule of a position with the code it names.
#[derive(Debug, Clone, Serialize, schemars::JsonSchema)]
pub struct RuleRow {
    pub tax_class: String,
    pub tax_code_id: TaxCodeId,
    pub code: String,
    pub name: String,
}

/// A tax position with its rules by class.
#[derive(Debug, Clone, Serialize, schemars::JsonSchema)]
pub struct FullTaxPosition {
    #[serde(flatten)]
    pub position: TaxPosition,
    pub rules: Vec<RuleRow>,
}

command! {
    /// One rate of a component, valid from a day on.
    pub struct RateOf { pub start_date: NaiveDate, pub rate_percent: Percent }
    /// A component of a tax code: its own account, its own rates; compound ones are computed on top of those before.
    pub struct ComponentOf {
        pub name: String,
        pub account_id: AccountId,
        pub is_compound: bool,
        pub rates: Vec<RateOf>,
    }
    /// A tax code with all its components.
    pub struct NewTaxCode {
        pub company_id: Option<CompanyId>,
        pub code: String,
        pub name: String,
        pub kind: TaxKind,
        /// Prices contain the tax.
        pub is_inclusive: bool,
        pub note_on_invoice: Option<String>,
        pub components: Vec<ComponentOf>,
    }
    /// Texts of a tax code; components and rates change by their own actions.
    pub struct EditTaxCode { pub code: String, pub name: String, pub note_on_invoice: Option<String> }
    /// A further rate of a component, from a day on.
    pub struct NewRate { pub tax_component_id: TaxComponentId, pub start_date: NaiveDate, pub rate_percent: Percent }
    /// Which tax code a class of products gets.
    pub struct RuleOf { pub tax_class: String, pub tax_code_id: TaxCodeId }
    /// A tax position with its rules: where a customer stands towards the company's taxes.
    pub struct NewTaxPosition {
        pub company_id: Option<CompanyId>,
        pub code: String,
        pub name: String,
        pub rules: Vec<RuleOf>,
    }
}

impl FullTaxCode {
    /// The code as the command that made it, with every rate there is by now.
    pub fn as_command(&self) -> NewTaxCode {
        let components = self.components.iter().map(|component| ComponentOf {
            name: component.name.clone(),
            account_id: component.account_id,
            is_compound: component.is_compound,
            rates: component
                .rates
                .iter()
                .map(|rate| RateOf {
                    start_date: rate.start_date,
                    rate_percent: rate.rate_percent,
                })
                .collect(),
        });
        NewTaxCode {
            company_id: Some(self.code.company_id),
            code: self.code.code.clone(),
            name: self.code.name.clone(),
            kind: self.code.kind,
            is_inclusive: self.code.is_inclusive,
            note_on_invoice: Some(self.code.note_on_invoice.clone()).filter(|note| !note.is_empty()),
            components: components.collect(),
        }
    }
}

impl FullTaxPosition {
    /// The position as its own form has it.
    pub fn as_command(&self) -> NewTaxPosition {
        let rules = self.rules.iter().map(|rule| RuleOf {
            tax_class: rule.tax_class.clone(),
            tax_code_id: rule.tax_code_id,
        });
        NewTaxPosition {
            company_id: None,
            code: self.position.code.clone(),
            name: self.position.name.clone(),
            rules: rules.collect(),
        }
    }
}

/// A line to be taxed: quantity × price − discount, rounded to the currency.
#[derive(Debug, Clone, Copy)]
pub struct TaxedLine {
    pub amount: Money,
    pub tax_code: Option<TaxCodeId>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LineTax {
    pub net: Money,
    pub tax: Money,
}

/// One component's tax over the whole document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComponentTax {
    pub component: TaxComponentId,
    pub account: AccountId,
    pub name: String,
    pub rate: Percent,
    pub base: Money,
    pub tax: Money,
    /// What the law wants said on the document.
    pub note: String,
}

/// The taxes of a document.
#[derive(Debug, Clone, Default)]
pub struct Taxed {
    pub lines: Vec<LineTax>,
    pub components: Vec<ComponentTax>,
    pub net: Money,
    pub tax: Money,
    pub total: Money,
}

/// A component with the rate of the document's day.
#[derive(Debug, Clone)]
pub struct Component {
    pub id: TaxComponentId,
    pub account: AccountId,
    pub name: String,
    pub rate: Percent,
    pub is_compound: bool,
}

/// A code with its components in order.
#[derive(Debug, Clone)]
pub struct Code {
    pub code: String,
    pub name: String,
    pub is_inclusive: bool,
    pub note: String,
    pub is_active: bool,
    pub components: Vec<Component>,
}

/// The code a line names. A line taken over from a document keeps its code, also once that is archived.
#[derive(Debug, Clone, Copy)]
pub struct CodeOfLine {
    pub code: Option<TaxCodeId>,
    pub is_new: bool,
}

/// The tax codes of a document as they are on its day.
#[derive(Debug, Clone, Default)]
pub struct TaxTable {
    pub codes: BTreeMap<TaxCodeId, Code>,
}
