//! Fiscal years and their periods; a posting needs an open one.
pub mod ops;
pub mod pages;
pub mod queries;

use crate::command;
use crate::ids::CompanyId;
use crate::ids::FiscalPeriodId;
use crate::ids::FiscalYearId;
use crate::input_from_str;
use crate::kernel::value::StateLook;
use crate::kernel::view::Shape;
use crate::kernel::view::Tone;
use chrono::Months;
use chrono::NaiveDate;
use diesel::prelude::*;
use serde::Serialize;
use tenon_schema::fiscal_period;
use tenon_schema::fiscal_year;

tenon_db::code_enum! {
    pub enum PeriodState { Open = "open", Closed = "closed" }
}
input_from_str!(PeriodState);

impl PeriodState {
    pub const LOOKS: &'static [StateLook] = &[
        StateLook::new("open", "state-period-open", Shape::Open, Tone::Info),
        StateLook::new("closed", "state-period-closed", Shape::Done, Tone::Neutral),
    ];

    pub fn look(self) -> StateLook {
        match self {
            PeriodState::Open => StateLook::new("open", "state-period-open", Shape::Open, Tone::Info),
            PeriodState::Closed => StateLook::new("closed", "state-period-closed", Shape::Done, Tone::Neutral),
        }
    }
}

#[derive(Debug, Clone, Queryable, Selectable, Serialize, schemars::JsonSchema)]
#[diesel(table_name = fiscal_year)]
pub struct FiscalYear {
    pub id: FiscalYearId,
    pub company_id: CompanyId,
    pub name: String,
    pub start_date: NaiveDate,
    pub end_date: NaiveDate,
    pub version: i32,
}

#[derive(Debug, Clone, Queryable, Selectable, Serialize, schemars::JsonSchema)]
#[diesel(table_name = fiscal_period)]
pub struct FiscalPeriod {
    pub id: FiscalPeriodId,
    pub company_id: CompanyId,
    pub fiscal_year_id: FiscalYearId,
    pub name: String,
    pub start_date: NaiveDate,
    pub end_date: NaiveDate,
    pub state: PeriodState,
    pub version: i32,
}

command! {
    /// Opens a fiscal year of twelve periods that begins on this day.
    pub struct NewFiscalYear { pub company_id: Option<CompanyId>, pub name: Option<String>, pub start_date: NaiveDate }
}

/// A fiscal year with its periods.
#[derive(Debug, Clone, Serialize, schemars::JsonSchema)]
pub struct Year {
    #[serde(flatten)]
    pub year: FiscalYear,
    pub periods: Vec<FiscalPeriod>,
}

/// First and last day of each of the twelve periods of a year that begins on a first of a month.
pub fn twelve_periods(start: NaiveDate) -> Vec<(NaiveDate, NaiveDate)> {
    (0..12)
        .filter_map(|month| {
            let first = start.checked_add_months(Months::new(month))?;
            let next = start.checked_add_months(Months::new(month + 1))?;
            Some((first, next.pred_opt()?))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::twelve_periods;
    use chrono::NaiveDate;

    #[test]
    fn periods_follow_each_other_over_a_leap_february() {
        let start: NaiveDate = "2027-07-01".parse().unwrap_or_default();
        let periods = twelve_periods(start);
        assert_eq!(periods.len(), 12);
        let ends: Vec<String> = periods.iter().map(|(_, end)| end.to_string()).collect();
        assert_eq!(ends.get(7).map(String::as_str), Some("2028-02-29"));
        assert_eq!(ends.last().map(String::as_str), Some("2028-06-30"));
        let follows = periods.windows(2).all(|pair| match pair {
            [one, two] => one.1.succ_opt() == Some(two.0),
            _ => false,
        });
        assert!(follows);
    }
}
