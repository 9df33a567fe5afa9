//! Currencies and their dated rates. A rate is kept as published: so many units are worth so much.
pub mod day_rates;
pub mod ops;
pub mod pages;
pub mod queries;
pub mod standard;
pub mod worth;

use crate::command;
use crate::ids::CurrencyId;
use crate::ids::ExchangeRateId;
use crate::kernel::error::Result;
use chrono::NaiveDate;
use diesel::prelude::*;
use rust_decimal::Decimal;
use serde::Serialize;
use tenon_db::Money;
use tenon_db::Rounding;
use tenon_db::UnitPrice;
use tenon_schema::currency;
use tenon_schema::exchange_rate;

/// Decimals of both parts of a rate in the database.
const RATE_SCALE: u32 = 9;

/// A currency with how its amounts are written.
#[derive(Debug, Clone, Queryable, Selectable, Serialize, schemars::JsonSchema)]
#[diesel(table_name = currency)]
pub struct Currency {
    pub id: CurrencyId,
    pub code: String,
    pub name: String,
    pub symbol: String,
    pub decimals: i32,
    pub is_active: bool,
    pub version: i32,
}

/// A company's own currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompanyCurrency {
    pub code: String,
    pub decimals: u32,
}

/// `units` of a currency are worth `amount` of another, each times 10⁹.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    pub units: i64,
    pub amount: i64,
}

impl Rate {
    /// A currency against itself.
    pub const ONE: Rate = Rate {
        units: 1_000_000_000,
        amount: 1_000_000_000,
    };

    /// An amount at this rate, commercially rounded to the decimals of the target currency.
    pub fn convert(self, amount: Money, decimals: u32) -> Result<Money> {
        if self.units == self.amount {
            return Ok(amount);
        }
        Ok(amount.times_ratio_to((self.amount, self.units), decimals, Rounding::HalfUp)?)
    }

    /// What one unit is worth.
    pub fn per_unit(self) -> Decimal {
        Decimal::from(self.amount)
            .checked_div(Decimal::from(self.units))
            .unwrap_or_default()
    }

    /// The published figures: units and amount.
    pub fn published(self) -> (Decimal, Decimal) {
        (
            Decimal::new(self.units, RATE_SCALE).normalize(),
            Decimal::new(self.amount, RATE_SCALE).normalize(),
        )
    }
}

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = exchange_rate)]
pub struct ExchangeRate {
    pub id: ExchangeRateId,
    pub currency: String,
    pub base_currency: String,
    pub rate_date: NaiveDate,
    pub unit_count: i64,
    pub amount: i64,
    pub version: i32,
}

impl ExchangeRate {
    pub fn rate(&self) -> Rate {
        Rate {
            units: self.unit_count,
            amount: self.amount,
        }
    }
}

/// A rate as it was published.
#[derive(Debug, Clone, Serialize, schemars::JsonSchema)]
pub struct PublishedRate {
    pub id: ExchangeRateId,
    pub currency: String,
    pub base_currency: String,
    pub rate_date: NaiveDate,
    /// Decimal: 1, 100 …
    pub unit_count: String,
    /// Decimal: what so many units are worth.
    pub amount: String,
    pub version: i32,
}

impl From<ExchangeRate> for PublishedRate {
    fn from(row: ExchangeRate) -> PublishedRate {
        let (units, amount) = row.rate().published();
        PublishedRate {
            id: row.id,
            currency: row.currency,
            base_currency: row.base_currency,
            rate_date: row.rate_date,
            unit_count: units.to_string(),
            amount: amount.to_string(),
            version: row.version,
        }
    }
}

command! {
    /// A currency; its decimals stay.
    pub struct NewCurrency { pub code: String, pub name: String, pub symbol: String, pub decimals: i32 }
    /// Name and symbol of a currency.
    pub struct EditCurrency { pub name: String, pub symbol: String }
    /// So many units of a currency are worth so much of another from a day on.
    pub struct NewExchangeRate {
        pub currency: String,
        pub base_currency: String,
        pub rate_date: NaiveDate,
        /// 1, 100 …
        pub unit_count: UnitPrice,
        pub amount: UnitPrice,
    }
    /// What a rate should have been on its day.
    pub struct EditExchangeRate { pub unit_count: UnitPrice, pub amount: UnitPrice }
}

impl From<&ExchangeRate> for NewExchangeRate {
    fn from(row: &ExchangeRate) -> NewExchangeRate {
        // Rates come in with the decimals of a price.
        let figure = |kept: i64| UnitPrice::from_raw(kept.checked_div(1_000).unwrap_or_default());
        NewExchangeRate {
            currency: row.currency.clone(),
            base_currency: row.base_currency.clone(),
            rate_date: row.rate_date,
            unit_count: figure(row.unit_count),
            amount: figure(row.amount),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Rate;
    use tenon_db::Money;

    #[test]
    fn a_rate_converts_once_and_rounds_once() {
        // 100 JPY = 0.6123 EUR; 12,345 JPY = 75.588… EUR.
        let rate = Rate {
            units: 100_000_000_000,
            amount: 612_300_000,
        };
        let converted = rate.convert(Money::whole(12_345), 2).ok();
        assert_eq!(converted.map(|money| money.to_string()).as_deref(), Some("75.59"));
        assert_eq!(Rate::ONE.convert(Money::whole(7), 0).ok(), Some(Money::whole(7)));
        // 1 USD = 0.124996 EUR: nearer to 0.12 than to 0.13, however many decimals lie between.
        let rate = Rate {
            units: 1_000_000_000,
            amount: 124_996_000,
        };
        let converted = rate.convert(Money::whole(1), 2).ok();
        assert_eq!(converted.map(|money| money.to_string()).as_deref(), Some("0.12"));
    }
}
