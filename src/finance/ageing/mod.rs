//! How old the open items are at any day, by party and by days overdue.
pub mod pages;
pub mod queries;

use crate::ids::PartyId;
use crate::ledger::open_item::OpenItem;
use chrono::Days;
use chrono::NaiveDate;
use tenon_db::Money;

/// Columns of the report: what is owed to the party, what is not due yet, and four spans of days overdue.
pub const BUCKETS: usize = 6;

/// Message keys of the columns: `column-<key>`.
pub const KEYS: [&str; BUCKETS] = ["credits", "not-due", "days-30", "days-60", "days-90", "days-over"];

/// One party's figures in the company's currency.
#[derive(Debug, Clone, Default)]
pub struct AgeRow {
    pub party: Option<PartyId>,
    pub name: String,
    pub amounts: [Money; BUCKETS],
}

impl AgeRow {
    pub fn total(&self) -> Money {
        self.amounts.iter().sum()
    }

    /// What is overdue, without credits.
    pub fn overdue(&self) -> Money {
        self.amounts.iter().skip(2).sum()
    }
}

/// An item with what was open of it at a day, in its own currency.
#[derive(Debug, Clone)]
pub struct OpenAt {
    pub item: OpenItem,
    pub open: Money,
}

/// The last days of the spans: what is due from a day on, thirty, sixty, ninety days before.
pub fn bounds(day: NaiveDate) -> [NaiveDate; 3] {
    [30, 60, 90].map(|days| day.checked_sub_days(Days::new(days)).unwrap_or(day))
}

/// Days overdue; none before and on the due day.
pub fn days_overdue(due: NaiveDate, day: NaiveDate) -> i64 {
    (day - due).num_days().max(0)
}

#[cfg(test)]
mod tests {
    use super::bounds;
    use super::days_overdue;
    use chrono::NaiveDate;

    #[test]
    fn what_is_due_today_is_not_overdue() {
        let day: NaiveDate = "2026-03-31".parse().unwrap_or_default();
        assert_eq!(days_overdue(day, day), 0);
        let texts = bounds(day).map(|bound| bound.to_string());
        assert_eq!(texts, ["2026-03-01", "2026-01-30", "2025-12-31"]);
    }
}
