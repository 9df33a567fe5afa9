//! Payment terms: instalments, each a share due so many days after the invoice, and a discount for early payment.
pub mod ops;
pub mod pages;
pub mod queries;

use crate::command;
use crate::ids::PaymentTermId;
use crate::kernel::translation;
use crate::kernel::translation::NameIn;
use chrono::Datelike;
use chrono::Days;
use chrono::Months;
use chrono::NaiveDate;
use diesel::prelude::*;
use serde::Serialize;
use std::collections::BTreeMap;
use tenon_db::Money;
use tenon_db::Percent;
use tenon_schema::payment_term;
use tenon_schema::payment_term_instalment;

#[derive(Debug, Clone, Queryable, Selectable, Serialize, schemars::JsonSchema)]
#[diesel(table_name = payment_term)]
pub struct PaymentTerm {
    pub id: PaymentTermId,
    pub code: String,
    pub name: String,
    pub discount_percent: Percent,
    pub discount_days: i32,
    pub is_active: bool,
    pub version: i32,
}

#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Serialize, schemars::JsonSchema)]
#[diesel(table_name = payment_term_instalment)]
pub struct Instalment {
    pub share_percent: Percent,
    /// Days after the invoice's.
    pub day_count: i32,
    /// Then on to the last day of that month.
    pub is_end_of_month: bool,
}

/// A term with its instalments in order.
#[derive(Debug, Clone, Serialize, schemars::JsonSchema)]
pub struct Term {
    #[serde(flatten)]
    pub term: PaymentTerm,
    pub instalments: Vec<Instalment>,
    /// By language code.
    pub names: BTreeMap<String, String>,
}

command! {
    /// One instalment.
    pub struct InstalmentOf { pub share_percent: Percent, pub day_count: i32, pub is_end_of_month: bool }
    /// Payment terms; the shares of the instalments are 100 % together.
    pub struct NewPaymentTerm {
        pub code: String,
        pub name: String,
        pub discount_percent: Option<Percent>,
        pub discount_days: Option<i32>,
        pub instalments: Vec<InstalmentOf>,
        pub names: Vec<NameIn>,
    }
}

impl Instalment {
    /// The day it is due: the invoice's plus its days, then the end of that month when it says so.
    pub fn due(&self, invoice_date: NaiveDate) -> NaiveDate {
        let days = Days::new(u64::try_from(self.day_count).unwrap_or(0));
        let due = invoice_date.checked_add_days(days).unwrap_or(NaiveDate::MAX);
        if self.is_end_of_month { end_of_month(due) } else { due }
    }
}

impl Term {
    /// What they are called in a language, for a document in it.
    pub fn name_in(&self, language: &str) -> &str {
        self.names.get(language).unwrap_or(&self.term.name)
    }

    /// The terms as their own form has them.
    pub fn as_command(&self) -> NewPaymentTerm {
        let instalments = self.instalments.iter().map(|instalment| InstalmentOf {
            share_percent: instalment.share_percent,
            day_count: instalment.day_count,
            is_end_of_month: instalment.is_end_of_month,
        });
        NewPaymentTerm {
            code: self.term.code.clone(),
            name: self.term.name.clone(),
            discount_percent: Some(self.term.discount_percent).filter(|percent| !percent.is_zero()),
            discount_days: Some(self.term.discount_days).filter(|days| *days > 0),
            instalments: instalments.collect(),
            names: translation::as_command(&self.names),
        }
    }
}

fn end_of_month(day: NaiveDate) -> NaiveDate {
    let first = day
        .with_day(1)
        .and_then(|first| first.checked_add_months(Months::new(1)));
    first.and_then(|next| next.pred_opt()).unwrap_or(day)
}

/// Days and amounts a total is due on; the amounts add up to it. Without instalments all is due at once.
pub fn due_amounts(
    instalments: &[Instalment],
    invoice_date: NaiveDate,
    total: Money,
    decimals: u32,
) -> Vec<(NaiveDate, Money)> {
    if instalments.is_empty() {
        return vec![(invoice_date, total)];
    }
    let shares: Vec<i64> = instalments
        .iter()
        .map(|instalment| instalment.share_percent.raw())
        .collect();
    let parts = total.split_to(&shares, decimals);
    instalments
        .iter()
        .zip(parts)
        .map(|(instalment, part)| (instalment.due(invoice_date), part))
        .collect()
}

impl Term {
    /// The last day all of it is due.
    pub fn due_date(&self, invoice_date: NaiveDate) -> NaiveDate {
        let last = self
            .instalments
            .iter()
            .map(|instalment| instalment.due(invoice_date))
            .max();
        last.unwrap_or(invoice_date)
    }

    /// Until when, and how much, may be taken off for paying early.
    pub fn discount(&self, invoice_date: NaiveDate, total: Money, decimals: u32) -> Option<(NaiveDate, Money)> {
        if !self.term.discount_percent.is_positive() {
            return None;
        }
        let days = Days::new(u64::try_from(self.term.discount_days).unwrap_or(0));
        let until = invoice_date.checked_add_days(days)?;
        let amount = self
            .term
            .discount_percent
            .of(total, decimals, tenon_db::Rounding::HalfUp)
            .ok()?;
        Some((until, amount))
    }
}

#[cfg(test)]
mod tests {
    use super::Instalment;
    use super::due_amounts;
    use chrono::NaiveDate;
    use tenon_db::Money;
    use tenon_db::Percent;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap_or_default()
    }

    fn instalment(share: &str, day_count: i32, is_end_of_month: bool) -> Instalment {
        Instalment {
            share_percent: share.parse::<Percent>().unwrap_or_default(),
            day_count,
            is_end_of_month,
        }
    }

    #[test]
    fn thirty_days_end_of_month_ends_with_the_month_reached() {
        let end = instalment("100", 30, true);
        assert_eq!(end.due(day("2026-01-15")), day("2026-02-28"));
        assert_eq!(end.due(day("2028-01-30")), day("2028-02-29"));
        assert_eq!(instalment("100", 14, false).due(day("2026-12-24")), day("2027-01-07"));
    }

    #[test]
    fn instalments_share_the_total_to_the_last_cent() {
        let thirds = [
            instalment("33.3333", 0, false),
            instalment("33.3333", 30, false),
            instalment("33.3334", 60, false),
        ];
        let due = due_amounts(&thirds, day("2026-03-01"), Money::whole(100), 2);
        let amounts: Vec<String> = due.iter().map(|(_, amount)| amount.to_string()).collect();
        assert_eq!(amounts, ["33.33", "33.33", "33.34"]);
        assert_eq!(due.last().map(|(day, _)| *day), Some(day("2026-04-30")));
    }

    #[test]
    fn without_instalments_all_is_due_at_once() {
        assert_eq!(
            due_amounts(&[], day("2026-03-01"), Money::whole(5), 2),
            vec![(day("2026-03-01"), Money::whole(5))]
        );
    }
}
