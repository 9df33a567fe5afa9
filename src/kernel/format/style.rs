//! How a reader likes figures and dates written; kept in the user's settings.

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
    pub(crate) fn currency_last(self) -> bool {
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
