//! Amounts of several currencies in one, at the rates of a day, for overviews: what has no rate is left out and named.
use crate::kernel::error::Result;
use crate::ledger::currency::CompanyCurrency;
use crate::ledger::currency::Rate;
use crate::ledger::currency::queries;
use chrono::NaiveDate;
use diesel::expression::Expression;
use diesel::sql_types::Text;
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use tenon_db::Conn;
use tenon_db::Money;
use tenon_db::WeightedSum;
use tenon_db::weighted_sum;

/// What currencies are worth in one of them.
#[derive(Debug)]
pub struct Worth {
    rates: BTreeMap<String, Rate>,
    decimals: u32,
    /// Currencies without a rate, by code.
    pub left_out: Vec<String>,
}

impl Worth {
    /// What these currencies are worth in another on a day.
    pub fn read<'a>(
        conn: &mut Conn,
        to: &CompanyCurrency,
        day: NaiveDate,
        codes: impl IntoIterator<Item = &'a String>,
    ) -> Result<Worth> {
        let found = queries::day_rates(conn, day)?;
        let codes: BTreeSet<&String> = codes.into_iter().collect();
        let mut worth = Worth {
            rates: BTreeMap::new(),
            decimals: to.decimals,
            left_out: Vec::new(),
        };
        for code in codes {
            match found.find(code, &to.code) {
                Some(rate) => {
                    worth.rates.insert(code.clone(), rate);
                }
                None => worth.left_out.push(code.clone()),
            }
        }
        Ok(worth)
    }

    /// The sum of amounts in the currency of their row, near enough to sort by; what is shown is converted by [`Worth::of`].
    pub fn sum<A: Expression, C: Expression<SqlType = Text>>(&self, amount: A, currency: C) -> WeightedSum<A, C> {
        let rates = self.rates.iter();
        weighted_sum(
            amount,
            currency,
            rates.map(|(code, rate)| (code.clone(), rate.per_unit().to_string())),
        )
    }

    /// An amount at its rate; nothing of a currency that is left out.
    pub fn of(&self, currency: &str, amount: Money) -> Result<Money> {
        self.rates
            .get(currency)
            .map_or(Ok(Money::ZERO), |rate| rate.convert(amount, self.decimals))
    }
}
