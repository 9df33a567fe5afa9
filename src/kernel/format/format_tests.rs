use super::*;
use chrono::TimeZone;
use chrono::Utc;

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}

fn formats() -> Formats {
    Formats::new(Language::English, chrono_tz::Europe::Berlin, day(2026, 11, 23))
}

fn number(text: &str) -> Decimal {
    text.parse().unwrap_or_default()
}

/// Plain spaces, so that the expectations can be read.
fn spaced(text: String) -> String {
    text.replace(SPACE, " ")
}

#[test]
fn money_follows_currency_and_style() {
    let mut f = formats();
    assert_eq!(spaced(f.money(number("29575.81"), "EUR")), "€ 29,575.81");
    assert_eq!(spaced(f.money(number("-3"), "EUR")), "−€ 3.00");
    assert_eq!(spaced(f.money(number("1234.5"), "JPY")), "¥ 1,235");
    assert_eq!(spaced(f.money(number("1.5"), "KWD")), "KWD 1.500");
    assert_eq!(f.amount(number("-0.001"), 2), "0.00");
    f.numbers = NumberStyle::PointComma;
    assert_eq!(spaced(f.money(number("29575.81"), "EUR")), "29.575,81 €");
}

#[test]
fn quantities_and_percents_have_no_needless_zeros() {
    let f = formats();
    assert_eq!(f.quantity(number("24.000000"), 6), "24");
    assert_eq!(f.quantity(number("1.500"), 3), "1.5");
    assert_eq!(f.quantity(number("1200"), 3), "1,200");
    assert_eq!(f.unit_price(number("412"), "EUR"), "412.00");
    assert_eq!(f.unit_price(number("0.12345"), "EUR"), "0.12345");
    assert_eq!(spaced(f.percent(number("31.80"))), "31.8 %");
}

#[test]
fn key_figures_are_short() {
    let f = formats();
    let short = |text: &str| {
        let short = f.short(number(text));
        format!("{} {}", short.value, short.unit)
    };
    assert_eq!(short("1284310.55"), "1.284 M");
    assert_eq!(short("74310000"), "74.31 M");
    assert_eq!(short("846120"), "846 k");
    assert_eq!(short("9210"), "9,210 ");
    assert_eq!(spaced(f.money_short(number("1284310.55"), "EUR")), "€ 1.284 M");
    let chinese = Formats {
        language: Language::TraditionalChinese,
        ..formats()
    };
    assert_eq!(
        chinese.short(number("1284310")),
        Short {
            value: "128.4".into(),
            unit: "萬".into()
        }
    );
}

#[test]
fn dates_are_unambiguous() {
    let f = formats();
    assert_eq!(spaced(f.date(day(2026, 11, 3))), "03 Nov 2026");
    assert_eq!(spaced(f.date_short(day(2026, 11, 3))), "03 Nov");
    assert_eq!(spaced(f.date_short(day(2025, 11, 3))), "03 Nov 2025");
    assert_eq!(f.date_long(day(2026, 11, 23)), "Monday 23 November 2026");
    let chinese = Formats {
        language: Language::SimplifiedChinese,
        ..formats()
    };
    assert_eq!(chinese.date(day(2026, 11, 23)), "2026年11月23日");
    assert_eq!(chinese.date_long(day(2026, 11, 23)), "2026年11月23日 星期一");
}

#[test]
fn instants_are_shown_in_the_readers_zone() {
    let f = formats();
    let Some(instant) = Utc.with_ymd_and_hms(2026, 11, 23, 23, 30, 0).single() else {
        return;
    };
    assert_eq!(f.time(instant), "00:30");
    assert_eq!(spaced(f.when(instant)), "24 Nov");
    assert_eq!(spaced(f.date_time(instant)), "24 Nov 2026 00:30");
}

#[test]
fn typed_numbers_are_read_in_the_readers_format() {
    let mut f = formats();
    for (typed, read) in [
        ("1,234.50", "1234.50"),
        ("1234.5", "1234.5"),
        ("−3", "-3"),
        (".5", "0.5"),
        ("12 %", "12"),
    ] {
        assert_eq!(f.parse_decimal(typed), Some(number(read)), "{typed}");
    }
    for typed in ["1,5", "", "abc", "1.2.3", "12,34", "1e5", "-"] {
        assert_eq!(f.parse_decimal(typed), None, "{typed}");
    }
    f.numbers = NumberStyle::PointComma;
    for (typed, read) in [
        ("1.234,5", "1234.5"),
        ("1,234", "1.234"),
        ("1.234", "1234"),
        ("1.5", "1.5"),
    ] {
        assert_eq!(f.parse_decimal(typed), Some(number(read)), "{typed}");
    }
}

#[test]
fn typed_dates_are_understood() {
    let f = formats();
    let cases = [
        ("0412", day(2026, 12, 4)),
        ("4.12", day(2026, 12, 4)),
        ("4/12/26", day(2026, 12, 4)),
        ("04122027", day(2027, 12, 4)),
        ("+10", day(2026, 12, 3)),
        ("-3", day(2026, 11, 20)),
        ("fri", day(2026, 11, 27)),
        ("mon", day(2026, 11, 30)),
        ("t", day(2026, 11, 23)),
        ("m", day(2026, 11, 30)),
        ("2026-12-06", day(2026, 12, 6)),
        ("06 Dec 2026", day(2026, 12, 6)),
        ("Dec 6, 2026", day(2026, 12, 6)),
        ("6 dec", day(2026, 12, 6)),
        ("2026年12月6日", day(2026, 12, 6)),
        ("12月6日", day(2026, 12, 6)),
        ("周五", day(2026, 11, 27)),
        ("1.4", day(2027, 4, 1)),
    ];
    for (typed, read) in cases {
        assert_eq!(f.parse_date(typed), Some(read), "{typed}");
    }
    for typed in ["", "31.02", "hello", "99999999999", "3 foo"] {
        assert_eq!(f.parse_date(typed), None, "{typed}");
    }
    for date in [day(2026, 1, 9), day(2031, 12, 31)] {
        assert_eq!(f.parse_date(&f.date(date)), Some(date));
    }
    let american = Formats {
        date_order: DateOrder::MonthDayYear,
        ..formats()
    };
    assert_eq!(american.parse_date("0412"), Some(day(2027, 4, 12)));
    assert_eq!(
        american.parse_date(&american.date(day(2026, 12, 6))),
        Some(day(2026, 12, 6))
    );
}
