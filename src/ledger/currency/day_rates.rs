//! The rates of a day for reports over several currencies: as published, turned round, or by way of a third currency. What is
//! posted takes only rates as published.
use crate::ledger::currency::Rate;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use std::collections::BTreeMap;
use std::collections::BTreeSet;

/// Units a rate is computed for, so that small ones keep their digits: a thousand.
const UNITS: i64 = 1_000_000_000_000;

/// What one unit of the first is worth of the second.
#[derive(Debug, Clone, Default)]
pub struct DayRates(BTreeMap<(String, String), Decimal>);

impl DayRates {
    /// From published rates, the newest of each pair first.
    pub fn new(published: impl IntoIterator<Item = (String, String, Rate)>) -> DayRates {
        let mut rates = BTreeMap::new();
        for (from, to, rate) in published {
            rates.entry((from, to)).or_insert(rate.per_unit());
        }
        let turned: Vec<((String, String), Decimal)> = rates
            .iter()
            .filter_map(|((from, to), rate)| Some(((to.clone(), from.clone()), Decimal::ONE.checked_div(*rate)?)))
            .collect();
        for (pair, rate) in turned {
            rates.entry(pair).or_insert(rate);
        }
        DayRates(rates)
    }

    fn direct(&self, from: &str, to: &str) -> Option<Decimal> {
        self.0.get(&(from.to_owned(), to.to_owned())).copied()
    }

    /// The rate from one currency to another; none when not even a third one joins them.
    pub fn find(&self, from: &str, to: &str) -> Option<Rate> {
        if from == to {
            return Some(Rate::ONE);
        }
        let between: BTreeSet<&str> = self.0.keys().map(|(_, to)| to.as_str()).collect();
        let via = || {
            let mut joined = between
                .into_iter()
                .filter_map(|third| self.direct(from, third)?.checked_mul(self.direct(third, to)?));
            joined.next()
        };
        let per_unit = self.direct(from, to).or_else(via)?;
        let amount = per_unit.checked_mul(Decimal::from(UNITS))?.round().to_i64()?;
        (amount > 0).then_some(Rate { units: UNITS, amount })
    }
}

#[cfg(test)]
mod tests {
    use super::DayRates;
    use crate::ledger::currency::Rate;
    use tenon_db::Money;

    fn rates() -> DayRates {
        let rate = |units: i64, amount: i64| Rate {
            units: units * 1_000_000_000,
            amount: amount * 1_000_000_000,
        };
        let published = [
            ("USD", "EUR", rate(10, 9)),
            ("USD", "EUR", rate(1, 7)),
            ("USD", "TWD", rate(1, 36)),
        ];
        DayRates::new(published.map(|(from, to, rate)| (from.to_owned(), to.to_owned(), rate)))
    }

    #[test]
    fn a_rate_is_turned_round_or_goes_by_a_third_currency() {
        let worth = |from: &str, to: &str, amount: i64| {
            let rate = rates().find(from, to)?;
            rate.convert(Money::whole(amount), 2)
                .ok()
                .map(|money| money.to_string())
        };
        assert_eq!(worth("USD", "EUR", 100).as_deref(), Some("90.00"), "the newest first");
        assert_eq!(worth("EUR", "USD", 90).as_deref(), Some("100.00"));
        // 90 EUR are 100 USD are 3,600 TWD.
        assert_eq!(worth("EUR", "TWD", 90).as_deref(), Some("3600.00"));
        assert_eq!(worth("TWD", "EUR", 3600).as_deref(), Some("90.00"));
        assert_eq!(worth("EUR", "EUR", 5).as_deref(), Some("5.00"));
        assert_eq!(worth("EUR", "NOK", 5), None);
    }
}
