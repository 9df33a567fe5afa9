//! Figures and dates as people read and type them. The server formats everything; negative numbers carry U+2212,
//! spaces inside figures do not break.
use crate::kernel::message::Language;
use crate::kernel::message::accented;
use crate::kernel::message::group_digits;
use chrono::DateTime;
use chrono::Datelike;
use chrono::NaiveDate;
use chrono::Timelike;
use chrono::Utc;
use chrono_tz::Tz;
use rust_decimal::Decimal;
use rust_decimal::RoundingStrategy;

/// Space that does not break.
const SPACE: char = '\u{a0}';
const MINUS: char = '\u{2212}';

/// How digits are grouped and decimals marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum NumberStyle {
    /// 1,234.56
    #[default]
    CommaPoint,
    /// 1.234,56; currency after the figure
    PointComma,
    /// 1 234,56; currency after the figure
    SpaceComma,
    /// 1’234.56
    ApostrophePoint,
}

impl NumberStyle {
    pub const ALL: [NumberStyle; 4] = [
        NumberStyle::CommaPoint,
        NumberStyle::PointComma,
        NumberStyle::SpaceComma,
        NumberStyle::ApostrophePoint,
    ];

    /// As stored in the user's settings.
    pub fn code(self) -> &'static str {
        match self {
            NumberStyle::CommaPoint => "comma-point",
            NumberStyle::PointComma => "point-comma",
            NumberStyle::SpaceComma => "space-comma",
            NumberStyle::ApostrophePoint => "apostrophe-point",
        }
    }
    pub fn from_code(code: &str) -> Option<NumberStyle> {
        NumberStyle::ALL.into_iter().find(|style| style.code() == code)
    }
    pub fn example(self) -> &'static str {
        match self {
            NumberStyle::CommaPoint => "1,234.56",
            NumberStyle::PointComma => "1.234,56",
            NumberStyle::SpaceComma => "1\u{a0}234,56",
            NumberStyle::ApostrophePoint => "1’234.56",
        }
    }
    pub(crate) fn decimal(self) -> char {
        match self {
            NumberStyle::CommaPoint | NumberStyle::ApostrophePoint => '.',
            NumberStyle::PointComma | NumberStyle::SpaceComma => ',',
        }
    }
    pub(crate) fn group(self) -> &'static str {
        match self {
            NumberStyle::CommaPoint => ",",
            NumberStyle::PointComma => ".",
            NumberStyle::SpaceComma => "\u{a0}",
            NumberStyle::ApostrophePoint => "’",
        }
    }
    fn currency_last(self) -> bool {
        matches!(self, NumberStyle::PointComma | NumberStyle::SpaceComma)
    }
}

/// Which part of a date is typed first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DateOrder {
    #[default]
    DayMonthYear,
    MonthDayYear,
    YearMonthDay,
}

impl DateOrder {
    pub const ALL: [DateOrder; 3] = [
        DateOrder::DayMonthYear,
        DateOrder::MonthDayYear,
        DateOrder::YearMonthDay,
    ];

    pub fn code(self) -> &'static str {
        match self {
            DateOrder::DayMonthYear => "dmy",
            DateOrder::MonthDayYear => "mdy",
            DateOrder::YearMonthDay => "ymd",
        }
    }
    pub fn from_code(code: &str) -> Option<DateOrder> {
        DateOrder::ALL.into_iter().find(|order| order.code() == code)
    }
}

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
        let units: &[(i64, &str)] = match self.language {
            Language::English | Language::Pseudo => &[(1_000_000_000, "bn"), (1_000_000, "M"), (1_000, "k")],
            Language::TraditionalChinese => &[(100_000_000, "億"), (10_000, "萬")],
            Language::SimplifiedChinese => &[(100_000_000, "亿"), (10_000, "万")],
        };
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

    /// "23 Nov 2026", "2026年11月23日"
    pub fn date(&self, date: NaiveDate) -> String {
        let (year, month, day) = (date.year(), date.month(), date.day());
        if self.language.is_chinese() {
            return format!("{year}年{month}月{day}日");
        }
        let name = self.month_name(month, SHORT);
        match self.date_order {
            DateOrder::DayMonthYear => format!("{day:02}{SPACE}{name}{SPACE}{year}"),
            DateOrder::MonthDayYear => format!("{name}{SPACE}{day},{SPACE}{year}"),
            DateOrder::YearMonthDay => format!("{year}-{month:02}-{day:02}"),
        }
    }

    /// Without the year when it is this year: "23 Nov", "11月23日".
    pub fn date_short(&self, date: NaiveDate) -> String {
        if date.year() != self.today.year() {
            return self.date(date);
        }
        let (month, day) = (date.month(), date.day());
        if self.language.is_chinese() {
            return format!("{month}月{day}日");
        }
        let name = self.month_name(month, SHORT);
        match self.date_order {
            DateOrder::DayMonthYear => format!("{day:02}{SPACE}{name}"),
            DateOrder::MonthDayYear => format!("{name}{SPACE}{day}"),
            DateOrder::YearMonthDay => format!("{month:02}-{day:02}"),
        }
    }

    /// "Monday 23 November 2026", "2026年11月23日 星期一"
    pub fn date_long(&self, date: NaiveDate) -> String {
        let weekday = self.weekday(date);
        if self.language.is_chinese() {
            return format!("{} {weekday}", self.date(date));
        }
        let month = self.month_name(date.month(), LONG);
        format!("{weekday} {} {month} {}", date.day(), date.year())
    }

    /// "Nov 2026", "2026年11月"
    pub fn month(&self, date: NaiveDate) -> String {
        if self.language.is_chinese() {
            return format!("{}年{}月", date.year(), date.month());
        }
        format!("{}{SPACE}{}", self.month_name(date.month(), SHORT), date.year())
    }

    /// "Nov", "11月": ticks of a chart.
    pub fn month_short(&self, date: NaiveDate) -> String {
        if self.language.is_chinese() {
            format!("{}月", date.month())
        } else {
            self.month_name(date.month(), SHORT)
        }
    }

    pub fn weekday(&self, date: NaiveDate) -> String {
        let index = usize::try_from(date.weekday().num_days_from_monday()).unwrap_or_default();
        let names = if self.language.is_chinese() {
            CHINESE_WEEKDAYS
        } else {
            WEEKDAYS
        };
        self.word(names.get(index).copied().unwrap_or_default())
    }

    /// Machine form for `<time datetime>` and the API.
    pub fn iso(&self, date: NaiveDate) -> String {
        date.format("%Y-%m-%d").to_string()
    }

    /// "13:04" in the reader's zone.
    pub fn time(&self, instant: DateTime<Utc>) -> String {
        let local = instant.with_timezone(&self.zone);
        if !self.twelve_hours {
            return format!("{:02}:{:02}", local.hour(), local.minute());
        }
        let (afternoon, hour) = local.hour12();
        format!(
            "{hour}:{:02}{SPACE}{}",
            local.minute(),
            self.word(if afternoon { "pm" } else { "am" })
        )
    }

    /// "23 Nov 2026 13:04"
    pub fn date_time(&self, instant: DateTime<Utc>) -> String {
        format!("{} {}", self.date(self.day(instant)), self.time(instant))
    }

    /// The time when it was today, else the day: for timelines.
    pub fn when(&self, instant: DateTime<Utc>) -> String {
        let day = self.day(instant);
        if day == self.today {
            self.time(instant)
        } else {
            self.date_short(day)
        }
    }

    /// The day of an instant in the reader's zone.
    pub fn day(&self, instant: DateTime<Utc>) -> NaiveDate {
        instant.with_timezone(&self.zone).date_naive()
    }

    fn month_name(&self, month: u32, names: [&str; 12]) -> String {
        let index = usize::try_from(month).unwrap_or_default().saturating_sub(1);
        self.word(names.get(index).copied().unwrap_or_default())
    }

    fn word(&self, word: &str) -> String {
        if self.language == Language::Pseudo {
            accented(word).into_owned()
        } else {
            word.to_string()
        }
    }
}

pub(crate) const SHORT: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];
const LONG: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
pub(crate) const WEEKDAYS: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];
const CHINESE_WEEKDAYS: [&str; 7] = ["星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日"];

/// Decimals of a currency (ISO 4217); two unless listed.
pub fn currency_decimals(code: &str) -> u32 {
    match code {
        "JPY" | "TWD" | "KRW" | "VND" | "CLP" | "ISK" | "PYG" | "UGX" | "XAF" | "XOF" | "XPF" | "RWF" | "KMF"
        | "GNF" => 0,
        "KWD" | "BHD" | "OMR" | "JOD" | "TND" | "LYD" | "IQD" => 3,
        _ => 2,
    }
}

/// The symbol where it is unambiguous, else the code.
pub fn currency_symbol(code: &str) -> &str {
    match code {
        "EUR" => "€",
        "GBP" => "£",
        "USD" => "$",
        "JPY" => "¥",
        "CNY" => "CN¥",
        "TWD" => "NT$",
        "HKD" => "HK$",
        "INR" => "₹",
        "KRW" => "₩",
        "AUD" => "A$",
        "CAD" => "CA$",
        "BRL" => "R$",
        "VND" => "₫",
        "ILS" => "₪",
        other => other,
    }
}

#[path = "format_parse.rs"]
mod parse;

#[cfg(test)]
#[path = "format_tests.rs"]
mod tests;
