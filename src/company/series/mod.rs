//! Number series: how the documents of a company, a kind and a year are numbered.
pub mod ops;
pub mod pages;
pub mod queries;

use crate::command;
use crate::ids::CompanyId;
use crate::ids::NumberSeriesId;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Result;
use crate::kernel::sequence::SeriesKind;
use crate::kernel::sequence::WIDTH_MAX;
use crate::kernel::sequence::format_number;
use diesel::prelude::*;
use serde::Serialize;
use tenon_schema::number_series;

/// Longest pattern.
const PATTERN_MAX: usize = 40;

#[derive(Debug, Clone, Queryable, Selectable, Serialize, schemars::JsonSchema)]
#[diesel(table_name = number_series)]
pub struct NumberSeries {
    pub id: NumberSeriesId,
    pub company_id: CompanyId,
    pub kind: SeriesKind,
    pub year: i32,
    pub pattern: String,
    /// Where it began: 1, or what an authority allotted, or what follows another system's last.
    pub first_number: i64,
    pub next_number: i64,
    /// The last number an authority allotted; unlimited when absent.
    pub last_number: Option<i64>,
    pub version: i32,
}

command! {
    /// Opens the series of a year before its first document does.
    pub struct NewSeries {
        pub company_id: Option<CompanyId>,
        pub kind: SeriesKind,
        pub year: i32,
        /// `INV-{year}-{number:5}`: year (or `{yy}`) and number, padded to so many digits.
        pub pattern: String,
        pub next_number: Option<i64>,
        pub last_number: Option<i64>,
    }
    /// Changes how the next documents are numbered.
    pub struct EditSeries {
        pub pattern: String,
        pub next_number: i64,
        pub last_number: Option<i64>,
    }
}

impl NumberSeries {
    /// The number the next document gets.
    pub fn preview(&self) -> String {
        format_number(&self.pattern, self.year, self.next_number)
    }

    /// Whether a document has drawn from it.
    pub fn is_used(&self) -> bool {
        self.next_number > self.first_number
    }

    /// "Invoice 2026" without words: for crumbs and the log.
    pub fn label(&self) -> String {
        format!("{} {}", self.kind.prefix(), self.year)
    }

    /// What the edit form is filled with.
    pub fn as_command(&self) -> EditSeries {
        EditSeries {
            pattern: self.pattern.clone(),
            next_number: self.next_number,
            last_number: self.last_number,
        }
    }
}

/// The message that names a kind.
pub fn message_key(kind: SeriesKind) -> &'static str {
    match kind {
        SeriesKind::Quotation => "series-quotation",
        SeriesKind::SalesOrder => "series-sales-order",
        SeriesKind::Delivery => "series-delivery",
        SeriesKind::Return => "series-return",
        SeriesKind::GoodsReceipt => "series-goods-receipt",
        SeriesKind::Invoice => "series-invoice",
        SeriesKind::CreditNote => "series-credit-note",
        SeriesKind::Payment => "series-payment",
        SeriesKind::JournalEntry => "series-journal-entry",
    }
}

/// A pattern names year and number once each, and nothing else in braces, so that no number comes twice.
pub fn check_pattern(pattern: &str) -> Result<()> {
    let wrong = |key: &'static str| Err(Error::invalid("pattern", Message::new(key)));
    if pattern.chars().count() > PATTERN_MAX {
        return wrong("series-pattern-wrong");
    }
    let (mut years, mut numbers, mut rest) = (0, 0, pattern);
    while let Some((_, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else {
            return wrong("series-pattern-wrong");
        };
        match name.split_once(':') {
            None if matches!(name, "year" | "yy") => years += 1,
            None if name == "number" => numbers += 1,
            Some(("number", width)) if width.parse().is_ok_and(|width: usize| (1..=WIDTH_MAX).contains(&width)) => {
                numbers += 1
            }
            _ => return wrong("series-pattern-wrong"),
        }
        rest = after;
    }
    match (years, numbers) {
        (0, _) => wrong("series-pattern-needs-year"),
        (1, 1) => Ok(()),
        _ => wrong("series-pattern-wrong"),
    }
}

/// A gapless series in use keeps pattern and next number; another in use may only go on further up. One that no document
/// has drawn from can be corrected.
pub fn check_change(old: &NumberSeries, edit: &EditSeries) -> Result<()> {
    let wrong = |field: &'static str, key: &'static str| Err(Error::invalid(field, Message::new(key)));
    check_pattern(&edit.pattern)?;
    let is_fixed = old.kind.is_gapless() && old.is_used();
    if is_fixed && edit.pattern != old.pattern {
        return wrong("pattern", "series-in-use");
    }
    if is_fixed && edit.next_number != old.next_number {
        return wrong("next_number", "series-in-use");
    }
    let least = if old.is_used() { old.next_number } else { 1 };
    if edit.next_number < least.max(1) {
        return wrong("next_number", "series-only-up");
    }
    if edit.last_number.is_some_and(|last| last < edit.next_number - 1) {
        return wrong("last_number", "series-last-too-low");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn series(kind: SeriesKind, next_number: i64) -> NumberSeries {
        NumberSeries {
            id: NumberSeriesId::from(1),
            company_id: CompanyId::from(1),
            kind,
            year: 2026,
            pattern: "X-{year}-{number:4}".to_owned(),
            first_number: 1,
            next_number,
            last_number: None,
            version: 1,
        }
    }

    fn edit(pattern: &str, next_number: i64, last_number: Option<i64>) -> EditSeries {
        EditSeries {
            pattern: pattern.to_owned(),
            next_number,
            last_number,
        }
    }

    #[test]
    fn a_pattern_names_year_and_number_once() {
        for good in ["INV-{year}-{number:5}", "{yy}{number}", "A{number:1}/{year}"] {
            assert!(check_pattern(good).is_ok(), "{good}");
        }
        for bad in [
            "INV-{number}",
            "{year}",
            "{year}{number}{number}",
            "{year}{number:99}",
            "{year}{month}{number}",
            "{year",
        ] {
            assert!(check_pattern(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_gapless_series_in_use_does_not_jump() {
        let (used, fresh) = (series(SeriesKind::Invoice, 42), series(SeriesKind::Invoice, 1));
        assert!(check_change(&used, &edit("X-{year}-{number:4}", 43, None)).is_err());
        assert!(check_change(&used, &edit("Y-{year}-{number:4}", 42, None)).is_err());
        assert!(check_change(&used, &edit("X-{year}-{number:4}", 42, Some(99))).is_ok());
        assert!(check_change(&fresh, &edit("Y-{year}-{number:4}", 1_500, None)).is_ok());
        let mistyped = NumberSeries {
            first_number: 1_500,
            ..series(SeriesKind::Invoice, 1_500)
        };
        assert!(check_change(&mistyped, &edit("X-{year}-{number:4}", 15, None)).is_ok());
        assert!(check_change(&mistyped, &edit("X-{year}-{number:4}", 0, None)).is_err());
        let order = series(SeriesKind::SalesOrder, 42);
        assert!(check_change(&order, &edit("Y-{year}-{number:4}", 100, None)).is_ok());
        assert!(check_change(&order, &edit("X-{year}-{number:4}", 41, None)).is_err());
        assert!(check_change(&order, &edit("X-{year}-{number:4}", 42, Some(40))).is_err());
    }

    #[test]
    fn the_preview_is_the_next_number() {
        assert_eq!(series(SeriesKind::Invoice, 42).preview(), "X-2026-0042");
    }
}
