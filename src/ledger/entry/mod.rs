//! Journal entries: lines that balance, posted once and for all; what is wrong is reversed by another entry.
pub mod ops;
pub mod queries;

use crate::ids::AccountId;
use crate::ids::CompanyId;
use crate::ids::CostCenterId;
use crate::ids::FiscalPeriodId;
use crate::ids::JournalEntryId;
use crate::ids::JournalId;
use crate::ids::PartyId;
use crate::ids::ProductId;
use crate::ids::Subject;
use crate::ids::TaxComponentId;
use crate::ids::ValuationAreaId;
use crate::input_from_str;
use chrono::NaiveDate;
use chrono::NaiveDateTime;
use diesel::prelude::*;
use serde::Serialize;
use tenon_db::Money;
use tenon_schema::journal_entry;

tenon_db::code_enum! {
    /// The books of original entry; a company has one journal of each kind at least.
    pub enum JournalKind {
        Sales = "sales",
        Cash = "cash",
        Stock = "stock",
        General = "general",
    }
}
input_from_str!(JournalKind);

impl JournalKind {
    pub fn message_key(self) -> &'static str {
        match self {
            JournalKind::Sales => "journal-kind-sales",
            JournalKind::Cash => "journal-kind-cash",
            JournalKind::Stock => "journal-kind-stock",
            JournalKind::General => "journal-kind-general",
        }
    }
}

/// What is to be posted. The lines must balance in the company's currency.
#[derive(Debug, Clone)]
pub struct NewEntry {
    pub company: CompanyId,
    pub journal: JournalKind,
    pub posting_date: NaiveDate,
    pub description: String,
    /// The document it comes from.
    pub origin: Subject,
    pub reverses: Option<JournalEntryId>,
    pub lines: Vec<EntryLine>,
}

/// One line: debit or credit in the company's currency, and the same in the currency of the transaction.
#[derive(Debug, Clone)]
pub struct EntryLine {
    pub account: AccountId,
    pub debit: Money,
    pub credit: Money,
    pub currency: String,
    /// Debit positive, credit negative.
    pub currency_amount: Money,
    pub party: Option<PartyId>,
    pub product: Option<ProductId>,
    pub valuation_area: Option<ValuationAreaId>,
    pub cost_center: Option<CostCenterId>,
    pub tax_component: Option<TaxComponentId>,
    /// What the tax of this line was computed from, in the company's currency; signed like the line.
    pub tax_base: Money,
    pub description: String,
}

impl EntryLine {
    /// A line by its sign: debit positive. In the company's currency.
    pub fn signed(account: AccountId, amount: Money, currency: &str) -> EntryLine {
        let zero = Money::ZERO;
        EntryLine {
            account,
            debit: if amount.is_negative() { zero } else { amount },
            credit: if amount.is_negative() { -amount } else { zero },
            currency: currency.to_owned(),
            currency_amount: amount,
            party: None,
            product: None,
            valuation_area: None,
            cost_center: None,
            tax_component: None,
            tax_base: zero,
            description: String::new(),
        }
    }

    /// A debit in the company's currency; a negative amount becomes a credit.
    pub fn debit(account: AccountId, amount: Money, currency: &str) -> EntryLine {
        EntryLine::signed(account, amount, currency)
    }

    /// A credit in the company's currency; a negative amount becomes a debit.
    pub fn credit(account: AccountId, amount: Money, currency: &str) -> EntryLine {
        EntryLine::signed(account, -amount, currency)
    }

    /// Debit less credit.
    pub fn amount(&self) -> Money {
        self.debit - self.credit
    }

    /// The same in the currency of the document, debit positive.
    pub fn in_currency(mut self, currency: &str, amount: Money) -> EntryLine {
        currency.clone_into(&mut self.currency);
        self.currency_amount = amount;
        self
    }
    pub fn party(mut self, party: PartyId) -> EntryLine {
        self.party = Some(party);
        self
    }
    pub fn product(mut self, product: ProductId) -> EntryLine {
        self.product = Some(product);
        self
    }
    pub fn area(mut self, area: ValuationAreaId) -> EntryLine {
        self.valuation_area = Some(area);
        self
    }
    pub fn tax(mut self, component: TaxComponentId, base: Money) -> EntryLine {
        self.tax_component = Some(component);
        self.tax_base = base;
        self
    }
    pub fn about(mut self, description: impl Into<String>) -> EntryLine {
        self.description = description.into();
        self
    }

    /// The same line the other way round.
    pub fn reversed(mut self) -> EntryLine {
        std::mem::swap(&mut self.debit, &mut self.credit);
        self.currency_amount = -self.currency_amount;
        self.tax_base = -self.tax_base;
        self
    }
}

/// What became of a posting: the entry and its lines in the order they were given.
#[derive(Debug, Clone)]
pub struct Posted {
    pub id: JournalEntryId,
    pub number: String,
    /// Ids of `journal_entry_line`.
    pub lines: Vec<i64>,
}

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = journal_entry)]
pub struct JournalEntry {
    pub id: JournalEntryId,
    pub company_id: CompanyId,
    pub journal_id: JournalId,
    pub fiscal_period_id: FiscalPeriodId,
    pub number: String,
    pub posting_date: NaiveDate,
    pub description: String,
    pub origin_kind: String,
    pub origin_id: i64,
    pub reverses_id: Option<JournalEntryId>,
    pub total_amount: Money,
    pub created_at: NaiveDateTime,
}

impl JournalEntry {
    /// The document it comes from; itself when it was posted by hand.
    pub fn origin(&self) -> Option<Subject> {
        Subject::from_parts(&self.origin_kind, self.origin_id)
    }

    /// Posted by hand, so reversed by hand; others are taken back by their documents.
    pub fn is_manual(&self) -> bool {
        self.origin_kind == Subject::JournalEntry(self.id).code()
    }
}

/// A line as it is read back, with the names it shows.
#[derive(Debug, Clone, Serialize, schemars::JsonSchema)]
pub struct ReadLine {
    pub id: i64,
    pub account_id: AccountId,
    pub account_code: String,
    pub account_name: String,
    pub debit: Money,
    pub credit: Money,
    pub currency: String,
    pub currency_amount: Money,
    pub party_id: Option<PartyId>,
    pub party_name: Option<String>,
    pub description: String,
}

/// Debits less credits of the lines; zero when they balance.
pub fn difference(lines: &[EntryLine]) -> Money {
    lines.iter().map(EntryLine::amount).sum()
}

#[cfg(test)]
mod tests {
    use super::EntryLine;
    use super::difference;
    use crate::ids::AccountId;
    use tenon_db::Money;

    #[test]
    fn a_negative_debit_is_a_credit_and_a_reversal_undoes_it() {
        let account = AccountId::from(1);
        let line = EntryLine::debit(account, Money::whole(-5), "EUR");
        assert_eq!((line.debit, line.credit), (Money::ZERO, Money::whole(5)));
        let lines = [line.clone(), line.reversed()];
        assert_eq!(difference(&lines), Money::ZERO);
    }
}
