//! What one company agreed with one party: payment terms, credit limit, price list, tax position, blocked.
pub mod ops;
pub mod pages;
pub mod queries;

use crate::command;
use crate::ids::CompanyId;
use crate::ids::PartyId;
use crate::ids::PaymentTermId;
use crate::ids::PriceListId;
use crate::ids::TaxPositionId;
use diesel::prelude::*;
use serde::Serialize;
use tenon_db::Money;
use tenon_schema::party_terms;

#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Serialize, schemars::JsonSchema)]
#[diesel(table_name = party_terms)]
pub struct Terms {
    pub party_id: PartyId,
    pub company_id: CompanyId,
    pub payment_term_id: Option<PaymentTermId>,
    /// In the company's currency; none is no limit.
    pub credit_limit_amount: Option<Money>,
    pub price_list_id: Option<PriceListId>,
    pub tax_position_id: Option<TaxPositionId>,
    /// No new orders.
    pub is_blocked: bool,
    /// 0 while nothing was agreed.
    pub version: i32,
}

impl Terms {
    /// Nothing agreed: no limit, the company's usual terms.
    pub fn usual(party_id: PartyId, company_id: CompanyId) -> Terms {
        Terms {
            party_id,
            company_id,
            payment_term_id: None,
            credit_limit_amount: None,
            price_list_id: None,
            tax_position_id: None,
            is_blocked: false,
            version: 0,
        }
    }
}

command! {
    /// The terms of one company with a party. Limit and block need the permission to edit credit.
    pub struct SetTerms {
        pub company_id: Option<CompanyId>,
        pub payment_term_id: Option<PaymentTermId>,
        pub credit_limit_amount: Option<Money>,
        pub price_list_id: Option<PriceListId>,
        pub tax_position_id: Option<TaxPositionId>,
        pub is_blocked: bool,
    }
}

impl From<&Terms> for SetTerms {
    fn from(terms: &Terms) -> SetTerms {
        SetTerms {
            company_id: Some(terms.company_id),
            payment_term_id: terms.payment_term_id,
            credit_limit_amount: terms.credit_limit_amount,
            price_list_id: terms.price_list_id,
            tax_position_id: terms.tax_position_id,
            is_blocked: terms.is_blocked,
        }
    }
}

/// A row that terms choose from.
#[derive(Debug, Clone, Queryable)]
pub struct Offer {
    pub id: i64,
    pub code: String,
    pub name: String,
}

impl Offer {
    /// "N30 · 30 days net"
    pub fn label(&self) -> String {
        if self.code == self.name {
            self.name.clone()
        } else {
            format!("{} · {}", self.code, self.name)
        }
    }
}
