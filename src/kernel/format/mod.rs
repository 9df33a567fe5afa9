//! Figures and dates as people read and type them. The server formats everything; negative numbers carry U+2212,
//! spaces inside figures do not break.
mod currency;
mod dates;
mod parse;
mod style;

pub use currency::currency_decimals;
pub use currency::currency_symbol;
pub use style::DateOrder;
pub use style::NumberStyle;

use crate::kernel::message::Language;
use crate::kernel::message::group_digits;
use chrono::NaiveDate;
use chrono_tz::Tz;
use rust_decimal::Decimal;
use rust_decimal::RoundingStrategy;

/// Space that does not break.
const SPACE: char = '\u{a0}';
const MINUS: char = '\u{2212}';

/// A reader's formats. Made once per request; `today` is the business day in the reader's zone.
#[derive(Debug, Clone, PartialEq)]
pub struct Formats {
    pub language: Language,
    pub numbers: NumberStyle,
    pub date_order: DateOrder,
    pub zone: Tz,
    pub today: NaiveDate,
    pub twelve_hours: bool,
}

/// A figure cut short for a key figure: "1.284" and "M".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Short {
    pub value: String,
    /// Empty below ten thousand.
    pub unit: String,
}

/// What a language counts large figures in, the largest first: English in thousands, Chinese in ten thousands.
pub fn short_units(language: Language) -> &'static [(i64, &'static str)] {
    match language {
        Language::English | Language::Pseudo => &[(1_000_000_000, "bn"), (1_000_000, "M"), (1_000, "k")],
        Language::TraditionalChinese => &[(100_000_000, "億"), (10_000, "萬")],
        Language::SimplifiedChinese => &[(100_000_000, "亿"), (10_000, "万")],
    }
}

impl Formats {
    /// The usual formats of a language; users may change each.
    pub fn new(language: Language, zone: Tz, today: NaiveDate) -> Formats {
        let date_order = if language.is_chinese() {
            DateOrder::YearMonthDay
        } else {
            DateOrder::DayMonthYear
        };
        Formats {
            language,
            numbers: NumberStyle::default(),
            date_order,
            zone,
            today,
            twelve_hours: false,
        }
    }

    /// Exactly so many decimals, commercial rounding: "29,575.81".
    pub fn amount(&self, value: Decimal, decimals: u32) -> String {
        let rounded = value.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero);
        let plain = format!("{:.*}", usize::try_from(decimals).unwrap_or_default(), rounded.abs());
        let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
        let mut text = String::new();
        if rounded.is_sign_negative() && !rounded.is_zero() {
            text.push(MINUS);
        }
        text.push_str(&group_digits(whole, self.numbers.group()));
        if !fraction.is_empty() {
            text.push(self.numbers.decimal());
            text.push_str(fraction);
        }
        text
    }

    /// With the decimals of the currency, without its symbol: for columns whose head names the currency.
    pub fn amount_in(&self, value: Decimal, currency: &str) -> String {
        self.amount(value, currency_decimals(currency))
    }

    /// With the symbol, for prose and facts: "€ 29,575.81", "−€ 3.00", "29.575,81 €".
    pub fn money(&self, value: Decimal, currency: &str) -> String {
        self.with_symbol(&self.amount_in(value, currency), currency)
    }

    /// "€ 1.284 M"
    pub fn money_short(&self, value: Decimal, currency: &str) -> String {
        let short = self.short(value);
        let figure = if short.unit.is_empty() {
            short.value
        } else {
            format!("{}{SPACE}{}", short.value, short.unit)
        };
        self.with_symbol(&figure, currency)
    }

    fn with_symbol(&self, figure: &str, currency: &str) -> String {
        let symbol = currency_symbol(currency);
        match (self.numbers.currency_last(), figure.strip_prefix(MINUS)) {
            (true, _) => format!("{figure}{SPACE}{symbol}"),
            (false, Some(positive)) => format!("{MINUS}{symbol}{SPACE}{positive}"),
            (false, None) => format!("{symbol}{SPACE}{figure}"),
        }
    }

    /// At most so many decimals, no trailing zeros: "24", "1.5".
    pub fn quantity(&self, value: Decimal, max_decimals: u32) -> String {
        let rounded = value
            .round_dp_with_strategy(max_decimals, RoundingStrategy::MidpointAwayFromZero)
            .normalize();
        self.amount(rounded, rounded.scale())
    }

    /// At least the currency's decimals, at most six.
    pub fn unit_price(&self, value: Decimal, currency: &str) -> String {
        let plain = value
            .round_dp_with_strategy(6, RoundingStrategy::MidpointAwayFromZero)
            .normalize();
        self.amount(plain, plain.scale().max(currency_decimals(currency)))
    }

    /// Percent points: 8 → "8 %" (Chinese without the space).
    pub fn percent(&self, value: Decimal) -> String {
        let figure = self.quantity(value, 2);
        if self.language.is_chinese() {
            format!("{figure}%")
        } else {
            format!("{figure}{SPACE}%")
        }
    }

    pub fn integer(&self, value: i64) -> String {
        self.amount(Decimal::from(value), 0)
    }

    /// Four digits and a unit: 1.284 M, 846 k; Chinese counts in ten thousands.
    pub fn short(&self, value: Decimal) -> Short {
        let units = short_units(self.language);
        let size = value.abs();
        if size < Decimal::from(10_000) {
            return Short {
                value: self.amount(value, 0),
                unit: String::new(),
            };
        }
        let found = units.iter().find(|(unit, _)| size >= Decimal::from(*unit));
        let Some((unit, name)) = found else {
            return Short {
                value: self.amount(value, 0),
                unit: String::new(),
            };
        };
        let cut = value / Decimal::from(*unit);
        let decimals = match cut.abs() {
            _ if *unit == 1_000 => 0,
            cut if cut >= Decimal::from(1_000) => 0,
            cut if cut >= Decimal::from(100) => 1,
            cut if cut >= Decimal::from(10) => 2,
            _ => 3,
        };
        Short {
            value: self.amount(cut, decimals),
            unit: (*name).to_string(),
        }
    }
}

#[cfg(test)]
#[path = "format_tests.rs"]
mod tests;
