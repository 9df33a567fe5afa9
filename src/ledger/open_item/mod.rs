//! Open items: what a party owes or is owed, document by document, and how debits and credits are set against each other.
pub mod ops;
pub mod queries;

use crate::ids::AccountId;
use crate::ids::AllocationId;
use crate::ids::CompanyId;
use crate::ids::JournalEntryId;
use crate::ids::OpenItemId;
use crate::ids::PartyId;
use crate::ids::Subject;
use chrono::NaiveDate;
use diesel::prelude::*;
use serde::Serialize;
use tenon_db::Money;
use tenon_schema::allocation;
use tenon_schema::open_item;

/// A line on a receivable or payable account that waits to be settled.
#[derive(Debug, Clone)]
pub struct NewOpenItem {
    pub company: CompanyId,
    pub party: PartyId,
    pub account: AccountId,
    /// Id of the `journal_entry_line`.
    pub line: i64,
    pub origin: Subject,
    pub number: String,
    pub posting_date: NaiveDate,
    pub due_date: NaiveDate,
    pub currency: String,
    /// Debit positive, in `currency`.
    pub amount: Money,
    /// The same in the company's currency.
    pub base_amount: Money,
}

#[derive(Debug, Clone, Queryable, Selectable, Insertable, Serialize, schemars::JsonSchema)]
#[diesel(table_name = open_item, treat_none_as_default_value = false)]
pub struct OpenItem {
    pub id: OpenItemId,
    pub company_id: CompanyId,
    pub party_id: PartyId,
    pub account_id: AccountId,
    pub journal_entry_line_id: i64,
    pub origin_kind: String,
    pub origin_id: i64,
    pub document_number: String,
    pub posting_date: NaiveDate,
    pub due_date: NaiveDate,
    pub currency: String,
    pub amount: Money,
    pub base_amount: Money,
    pub open_amount: Money,
    pub open_base_amount: Money,
    pub settled_date: Option<NaiveDate>,
}

impl OpenItem {
    pub fn origin(&self) -> Option<Subject> {
        Subject::from_parts(&self.origin_kind, self.origin_id)
    }

    /// What part of what is open in the company's currency (of so many decimals) an amount takes: all of it with the last
    /// cent, commercially rounded before.
    pub fn base_of(&self, amount: Money, decimals: u32) -> Money {
        let open = self.open_amount.abs();
        if amount >= open {
            return self.open_base_amount.abs();
        }
        let whole = self.open_base_amount.abs();
        let part = whole.times_ratio_to((amount.raw(), open.raw()), decimals, tenon_db::Rounding::HalfUp);
        part.unwrap_or(whole)
    }

    /// Takes an amount off it; both are without sign. Answers what it is in the company's currency.
    pub fn take(&mut self, amount: Money, decimals: u32) -> Money {
        let base = self.base_of(amount, decimals);
        if self.amount.is_negative() {
            self.open_amount += amount;
            self.open_base_amount += base;
        } else {
            self.open_amount -= amount;
            self.open_base_amount -= base;
        }
        base
    }

    /// Gives back what an allocation took.
    pub fn give_back(&mut self, amount: Money, base: Money) {
        if self.amount.is_negative() {
            self.open_amount -= amount;
            self.open_base_amount -= base;
        } else {
            self.open_amount += amount;
            self.open_base_amount += base;
        }
        self.settled_date = None;
    }
}

/// A debit and a credit to set against each other, with the amount in the items' own currency.
#[derive(Debug, Clone, Copy)]
pub struct Pair {
    pub debit: OpenItemId,
    pub credit: OpenItemId,
    pub amount: Money,
    /// What of the amount is a discount for paying early.
    pub discount: Money,
}

/// Debits to set against credits.
#[derive(Debug, Clone)]
pub struct Allocate {
    pub company: CompanyId,
    pub date: NaiveDate,
    /// What the day is called where it was asked for.
    pub date_field: &'static str,
    /// The document that settles was just posted on this day: its period is open.
    pub is_posted_day: bool,
    /// The document that settles, for the entry of an exchange difference.
    pub origin: Subject,
    pub pairs: Vec<Pair>,
}

#[derive(Debug, Clone, Queryable, Selectable, Insertable, Serialize, schemars::JsonSchema)]
#[diesel(table_name = allocation, treat_none_as_default_value = false)]
pub struct Allocation {
    pub id: AllocationId,
    pub company_id: CompanyId,
    pub allocation_date: NaiveDate,
    pub debit_item_id: OpenItemId,
    pub credit_item_id: OpenItemId,
    pub amount: Money,
    pub debit_base_amount: Money,
    pub credit_base_amount: Money,
    pub reverses_id: Option<AllocationId>,
    pub journal_entry_id: Option<JournalEntryId>,
    pub created_at: chrono::NaiveDateTime,
    /// What of the amount was a discount for paying early.
    pub discount_amount: Money,
}

/// Shares an amount out over open amounts, the first first; what is left over comes last.
pub fn oldest_first(amount: Money, open: &[Money]) -> (Vec<Money>, Money) {
    let mut left = amount;
    let parts = open
        .iter()
        .map(|open| {
            let part = left.min(*open).max(Money::ZERO);
            left -= part;
            part
        })
        .collect();
    (parts, left)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::AccountId;

    fn item(amount: i64, base: i64) -> OpenItem {
        let day = NaiveDate::default();
        let (amount, base) = (Money::whole(amount), Money::whole(base));
        OpenItem {
            id: OpenItemId::from(1),
            company_id: CompanyId::from(1),
            party_id: PartyId::from(1),
            account_id: AccountId::from(1),
            journal_entry_line_id: 1,
            origin_kind: String::new(),
            origin_id: 0,
            document_number: String::new(),
            posting_date: day,
            due_date: day,
            currency: "USD".to_owned(),
            amount,
            base_amount: base,
            open_amount: amount,
            open_base_amount: base,
            settled_date: None,
        }
    }

    #[test]
    fn the_last_part_takes_what_rounding_left() {
        // 100 USD stand for 91 EUR: 33 are 30.03, then 33 more 30.03, then 34 the rest.
        let mut item = item(100, 91);
        let parts = [33, 33, 34].map(|part| item.take(Money::whole(part), 2).to_string());
        assert_eq!(parts, ["30.03", "30.03", "30.94"]);
        assert!(item.open_amount.is_zero() && item.open_base_amount.is_zero());
    }

    #[test]
    fn a_credit_rises_to_zero_and_back() {
        let mut item = item(-100, -100);
        let base = item.take(Money::whole(40), 2);
        assert_eq!((item.open_amount, base), (Money::whole(-60), Money::whole(40)));
        item.give_back(Money::whole(40), base);
        assert_eq!(
            (item.open_amount, item.open_base_amount),
            (Money::whole(-100), Money::whole(-100))
        );
    }

    #[test]
    fn a_payment_settles_the_oldest_first() {
        let open = [30, 50, 20].map(Money::whole);
        let (parts, left) = oldest_first(Money::whole(60), &open);
        assert_eq!(parts, vec![Money::whole(30), Money::whole(30), Money::ZERO]);
        assert!(left.is_zero());
        assert_eq!(oldest_first(Money::whole(120), &open).1, Money::whole(20));
    }
}
