//! The start of the department: what is offered, what is won, whom to call, who buys most.
pub mod pages;

use crate::sales::quotation::State;
use crate::sales::quotation::queries::figures::Day;
use chrono::Datelike;
use chrono::Months;
use chrono::NaiveDate;
use tenon_db::Money;
use tenon_db::Rounding;

/// A month of the chart, in the company's currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Month {
    pub start: NaiveDate,
    pub end: NaiveDate,
    /// Of the quotations dated in the month, whatever became of them.
    pub offered: Money,
    pub won: Money,
}

/// The last `count` months, the one that holds `today` last.
pub fn months(today: NaiveDate, count: u32) -> Vec<Month> {
    let this = today.with_day(1).unwrap_or(today);
    let month = |back: u32| {
        let start = this.checked_sub_months(Months::new(back))?;
        let end = start.checked_add_months(Months::new(1))?.pred_opt()?;
        Some(Month {
            start,
            end,
            offered: Money::ZERO,
            won: Money::ZERO,
        })
    };
    (0..count).rev().filter_map(month).collect()
}

/// Adds days, all in one currency, to their months.
pub fn fill(months: &mut [Month], days: &[Day]) {
    for day in days {
        let own = months
            .iter_mut()
            .find(|month| (month.start..=month.end).contains(&day.date));
        if let Some(month) = own {
            month.offered += day.sum.net;
            if day.sum.state == State::Won {
                month.won += day.sum.net;
            }
        }
    }
}

/// Won out of decided, in percent; none while nothing is decided.
pub fn win_rate(won: i64, lost: i64) -> Option<i64> {
    let decided = won + lost;
    (decided > 0).then(|| {
        let rate = Rounding::HalfUp.divide(i128::from(won) * 100, i128::from(decided));
        i64::try_from(rate).unwrap_or(0)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sales::quotation::queries::figures::Sum;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap_or_default()
    }

    #[test]
    fn months_end_with_the_present_one_and_cross_the_year() {
        let three = months(day("2026-01-31"), 3);
        let starts: Vec<String> = three.iter().map(|month| month.start.to_string()).collect();
        assert_eq!(starts, ["2025-11-01", "2025-12-01", "2026-01-01"]);
        assert_eq!(three.last().map(|month| month.end), Some(day("2026-01-31")));
    }

    #[test]
    fn days_go_to_their_month_and_only_won_ones_count_as_won() {
        let mut both = months(day("2026-02-10"), 2);
        let of = |date: &str, state: State, net: i64| Day {
            date: day(date),
            sum: Sum {
                currency: "EUR".to_owned(),
                state,
                count: 1,
                net: Money::whole(net),
            },
        };
        let days = [
            of("2026-01-31", State::Won, 100),
            of("2026-02-01", State::Lost, 40),
            of("2026-02-09", State::Sent, 2),
            of("2025-12-31", State::Won, 1_000),
        ];
        fill(&mut both, &days);
        let sums: Vec<(Money, Money)> = both.iter().map(|month| (month.offered, month.won)).collect();
        let whole = |offered, won| (Money::whole(offered), Money::whole(won));
        assert_eq!(sums, [whole(100, 100), whole(42, 0)]);
    }

    #[test]
    fn the_rate_counts_decided_ones_only() {
        assert_eq!(win_rate(2, 1), Some(67));
        assert_eq!(win_rate(0, 0), None);
    }
}
