//! The start of the department: what came in, what waits, what needs somebody now.
mod figures;
pub mod pages;
pub mod queries;

use chrono::Datelike;
use chrono::Months;
use chrono::NaiveDate;
use std::collections::BTreeMap;
use tenon_db::Money;

/// Months of the chart.
pub const MONTHS: u32 = 12;

tenon_db::code_enum! {
    /// What the first figure covers.
    pub enum Period { Month = "month", Quarter = "quarter", Year = "year" }
}

/// First day of the month, quarter or year a day is in.
pub fn start_of(period: Period, day: NaiveDate) -> NaiveDate {
    let month = match period {
        Period::Month => day.month(),
        Period::Quarter => (day.month0() / 3) * 3 + 1,
        Period::Year => 1,
    };
    NaiveDate::from_ymd_opt(day.year(), month, 1).unwrap_or(day)
}

/// The same day a year before.
pub fn year_before(day: NaiveDate) -> NaiveDate {
    day.checked_sub_months(Months::new(12)).unwrap_or(day)
}

/// First days of the last twelve months, the running one last.
pub fn months(today: NaiveDate) -> Vec<NaiveDate> {
    let this = start_of(Period::Month, today);
    (0..MONTHS)
        .rev()
        .filter_map(|back| this.checked_sub_months(Months::new(back)))
        .collect()
}

/// Last day of a month.
pub fn end_of(month: NaiveDate) -> NaiveDate {
    let next = month.checked_add_months(Months::new(1));
    next.and_then(|next| next.pred_opt()).unwrap_or(month)
}

/// Sums by day, added up by month.
pub fn by_month(days: &BTreeMap<NaiveDate, Money>) -> BTreeMap<NaiveDate, Money> {
    let mut months: BTreeMap<NaiveDate, Money> = BTreeMap::new();
    for (day, amount) in days {
        *months.entry(start_of(Period::Month, *day)).or_default() += *amount;
    }
    months
}

/// What falls on the days from one to another, both included.
pub fn between(days: &BTreeMap<NaiveDate, Money>, from: NaiveDate, to: NaiveDate) -> Money {
    days.range(from..=to).map(|(_, amount)| *amount).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
    }

    #[test]
    fn periods_begin_on_their_first_day() {
        let today = day(2026, 8, 17);
        assert_eq!(start_of(Period::Month, today), day(2026, 8, 1));
        assert_eq!(start_of(Period::Quarter, today), day(2026, 7, 1));
        assert_eq!(start_of(Period::Year, today), day(2026, 1, 1));
        assert_eq!(months(today).first(), Some(&day(2025, 9, 1)));
        assert_eq!(months(today).last(), Some(&day(2026, 8, 1)));
        assert_eq!(end_of(day(2026, 2, 1)), day(2026, 2, 28));
    }

    #[test]
    fn days_add_up_to_months() {
        let days = BTreeMap::from([
            (day(2026, 7, 31), Money::whole(1)),
            (day(2026, 8, 1), Money::whole(2)),
            (day(2026, 8, 31), Money::whole(3)),
        ]);
        let months = by_month(&days);
        assert_eq!(months.get(&day(2026, 8, 1)), Some(&Money::whole(5)));
        assert_eq!(between(&days, day(2026, 7, 31), day(2026, 8, 1)), Money::whole(3));
    }
}
