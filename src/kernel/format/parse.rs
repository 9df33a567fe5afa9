//! Reading what people type: numbers with their separators, dates in short.
use crate::kernel::format::DateOrder;
use crate::kernel::format::Formats;
use crate::kernel::format::dates::SHORT;
use crate::kernel::format::dates::WEEKDAYS;
use chrono::Datelike;
use chrono::Days;
use chrono::NaiveDate;
use rust_decimal::Decimal;

impl Formats {
    /// The reader's own separators first, plain machine format second; anything else is not a number.
    /// "1,234" is one thousand for a reader who groups with commas, 1.234 for one who marks decimals with them.
    pub fn parse_decimal(&self, input: &str) -> Option<Decimal> {
        let typed: String = input
            .trim()
            .trim_end_matches('%')
            .chars()
            .filter(|letter| !letter.is_whitespace() && !matches!(letter, '\u{a0}' | '\u{202f}' | '’' | '\''))
            .map(|letter| if letter == '\u{2212}' { '-' } else { letter })
            .collect();
        let (sign, digits) = typed.strip_prefix('-').map_or(("", typed.as_str()), |rest| ("-", rest));
        let digits = digits.strip_prefix('+').unwrap_or(digits);
        let plain = self.without_groups(digits).or_else(|| machine(digits))?;
        format!("{sign}{plain}").parse().ok()
    }

    /// The number with a point for decimals, if its groups are well formed in the reader's style.
    fn without_groups(&self, typed: &str) -> Option<String> {
        let mark = self.numbers.decimal();
        let group = if mark == '.' { ',' } else { '.' };
        let (whole, fraction) = typed.split_once(mark).unwrap_or((typed, ""));
        let mut parts = whole.split(group);
        let first = parts.next()?;
        let rest: Vec<&str> = parts.collect();
        let grouped = rest.iter().all(|part| part.len() == 3 && is_digits(part));
        let first_fits = is_digits(first) && (rest.is_empty() || (1..=3).contains(&first.len()));
        let empty = first.is_empty() && rest.is_empty() && !fraction.is_empty();
        if !(grouped && (first_fits || empty) && (fraction.is_empty() || is_digits(fraction))) {
            return None;
        }
        let whole = if first.is_empty() {
            "0".to_string()
        } else {
            format!("{first}{}", rest.concat())
        };
        Some(if fraction.is_empty() {
            whole
        } else {
            format!("{whole}.{fraction}")
        })
    }

    /// Understands 0412, 4.12, 4/12/26, 04122026, +10, -3, fri, t, m, 2026-12-04, 06 Dec 2026, 12月6日.
    /// A date without a year is the nearest one to today.
    pub fn parse_date(&self, input: &str) -> Option<NaiveDate> {
        let typed = input.trim().replace(['\u{a0}', '\u{202f}'], " ").to_lowercase();
        if let Ok(date) = NaiveDate::parse_from_str(&typed, "%Y-%m-%d") {
            return Some(date);
        }
        self.relative(&typed)
            .or_else(|| self.weekday_named(&typed))
            .or_else(|| self.written(&typed))
    }

    fn relative(&self, typed: &str) -> Option<NaiveDate> {
        match typed {
            "t" => return Some(self.today),
            "m" => return month_end(self.today),
            _ => {}
        }
        let typed = typed.replace('\u{2212}', "-");
        let forward = typed.strip_prefix('+').and_then(|days| days.parse().ok());
        let back = typed.strip_prefix('-').and_then(|days| days.parse().ok());
        match (forward, back) {
            (Some(days), _) => self.today.checked_add_days(Days::new(days)),
            (None, Some(days)) => self.today.checked_sub_days(Days::new(days)),
            (None, None) => None,
        }
    }

    /// The next such weekday after today.
    fn weekday_named(&self, typed: &str) -> Option<NaiveDate> {
        let latin = typed.len() >= 2 && typed.chars().all(|letter| letter.is_ascii_alphabetic());
        let chinese = ["星期", "周", "週", "礼拜", "禮拜"]
            .iter()
            .find_map(|start| typed.strip_prefix(start));
        let wanted = if latin {
            WEEKDAYS
                .iter()
                .position(|name| name.to_lowercase().starts_with(typed))?
        } else {
            let day = chinese?;
            ["一", "二", "三", "四", "五", "六", "日"]
                .iter()
                .position(|name| *name == day || (*name == "日" && day == "天"))?
        };
        let wanted = u64::try_from(wanted).ok()?;
        let now = u64::from(self.today.weekday().num_days_from_monday());
        let ahead = (wanted + 7 - now) % 7;
        self.today
            .checked_add_days(Days::new(if ahead == 0 { 7 } else { ahead }))
    }

    fn written(&self, typed: &str) -> Option<NaiveDate> {
        let named = named_month(typed);
        let numbers: Vec<u32> = typed
            .split(|letter: char| !letter.is_ascii_digit())
            .filter(|part| !part.is_empty())
            .map(|part| part.parse().ok())
            .collect::<Option<_>>()?;
        let chinese = typed.contains('月');
        let letters = typed.chars().any(char::is_alphabetic);
        match (named, numbers.as_slice()) {
            (Some(month), [day]) => self.nearest(month, *day),
            (Some(month), [day, year]) => dated(*year, month, *day),
            (None, _) if letters && !chinese => None,
            (None, [year, month, day]) if chinese || *year >= 1000 => dated(*year, *month, *day),
            (None, [month, day]) if chinese => self.nearest(*month, *day),
            (None, [one]) => self.digits_only(typed, *one),
            (None, [first, second]) => {
                let (month, day) = self.ordered(*first, *second);
                self.nearest(month, day)
            }
            (None, [first, second, third]) if self.date_order == DateOrder::YearMonthDay => {
                dated(*first, *second, *third)
            }
            (None, [first, second, year]) => {
                let (month, day) = self.ordered(*first, *second);
                dated(*year, month, day)
            }
            (Some(_) | None, _) => None,
        }
    }

    /// 0412, 041226, 04122026 in the reader's order.
    fn digits_only(&self, typed: &str, number: u32) -> Option<NaiveDate> {
        let year_first = self.date_order == DateOrder::YearMonthDay;
        match typed.trim().len() {
            3 | 4 => {
                let (month, day) = self.ordered(number / 100, number % 100);
                self.nearest(month, day)
            }
            6 if year_first => dated(number / 10_000, number / 100 % 100, number % 100),
            8 if year_first => dated(number / 10_000, number / 100 % 100, number % 100),
            6 => {
                let (month, day) = self.ordered(number / 10_000, number / 100 % 100);
                dated(number % 100, month, day)
            }
            8 => {
                let (month, day) = self.ordered(number / 1_000_000, number / 10_000 % 100);
                dated(number % 10_000, month, day)
            }
            _ => None,
        }
    }

    /// (month, day) from the two numbers in the order they are typed.
    fn ordered(&self, first: u32, second: u32) -> (u32, u32) {
        match self.date_order {
            DateOrder::DayMonthYear => (second, first),
            DateOrder::MonthDayYear | DateOrder::YearMonthDay => (first, second),
        }
    }

    fn nearest(&self, month: u32, day: u32) -> Option<NaiveDate> {
        let year = self.today.year();
        [year - 1, year, year + 1]
            .into_iter()
            .filter_map(|year| NaiveDate::from_ymd_opt(year, month, day))
            .min_by_key(|date| (*date - self.today).num_days().abs())
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Digits with at most one point.
fn machine(typed: &str) -> Option<String> {
    let (whole, fraction) = typed.split_once('.').unwrap_or((typed, ""));
    let fits = is_digits(whole) && (fraction.is_empty() || is_digits(fraction));
    fits.then(|| typed.trim_end_matches('.').to_string())
}

/// Years of two digits are of this century.
fn dated(year: u32, month: u32, day: u32) -> Option<NaiveDate> {
    let year = if year < 100 { year + 2000 } else { year };
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
}

fn month_end(date: NaiveDate) -> Option<NaiveDate> {
    let first = date.with_day(1)?;
    first.checked_add_months(chrono::Months::new(1))?.pred_opt()
}

/// The month whose English name a word of the text begins with.
fn named_month(typed: &str) -> Option<u32> {
    let words = typed
        .split(|letter: char| !letter.is_alphabetic())
        .filter(|word| word.len() >= 3);
    let mut found = words.filter_map(|word| {
        SHORT
            .iter()
            .position(|name| word.is_ascii() && word.starts_with(&name.to_lowercase()))
    });
    u32::try_from(found.next()? + 1).ok()
}
