//! Days and times as people read them.
use crate::kernel::format::DateOrder;
use crate::kernel::format::Formats;
use crate::kernel::format::SPACE;
use crate::kernel::message::Language;
use crate::kernel::message::accented;
use chrono::DateTime;
use chrono::Datelike;
use chrono::NaiveDate;
use chrono::Timelike;
use chrono::Utc;

impl Formats {
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
