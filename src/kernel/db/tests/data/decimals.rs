//! Decimal types: what they read, write, round, share and refuse.

use rust_decimal::Decimal;
use tenon_db::DecimalError;
use tenon_db::DoesNotFit;
use tenon_db::Money;
use tenon_db::Percent;
use tenon_db::Quantity;
use tenon_db::Rounding;
use tenon_db::UnitPrice;

fn money(text: &str) -> Money {
    text.parse().unwrap()
}

fn quantity(text: &str) -> Quantity {
    text.parse().unwrap()
}

fn texts(amounts: &[Money]) -> Vec<String> {
    amounts.iter().map(Money::to_string).collect()
}

#[test]
fn text_there_and_back() {
    let amounts = [
        ("0", "0.00"),
        ("1", "1.00"),
        ("-0.5", "-0.50"),
        ("0.0001", "0.0001"),
        ("12.3400", "12.34"),
        ("-1234567.891", "-1234567.891"),
        ("007", "7.00"),
        ("-0", "0.00"),
        ("922337203685477.5807", "922337203685477.5807"),
        ("-922337203685477.5808", "-922337203685477.5808"),
    ];
    for (text, shown) in amounts {
        assert_eq!(money(text).to_string(), shown);
        assert_eq!(money(shown), money(text));
    }
    for (text, shown) in [
        ("3", "3"),
        ("3.500000", "3.5"),
        ("-0.000001", "-0.000001"),
        ("100", "100"),
    ] {
        assert_eq!(quantity(text).to_string(), shown);
    }
    assert_eq!("19".parse::<Percent>().unwrap().raw(), 190_000);
    assert_eq!("0.045".parse::<UnitPrice>().unwrap().to_string(), "0.045");
    assert_eq!(format!("[{:>8}]", money("1.5")), "[    1.50]");
}

#[test]
fn anything_else_is_refused() {
    assert_eq!("".parse::<Money>(), Err(DecimalError::Empty));
    for text in [
        "-", ".", "1.", ".5", "+1", "1,5", "1e3", "--1", "1.2.3", " 1", "1 000", "٣", "0x1", "1.-5", "NaN",
    ] {
        assert_eq!(text.parse::<Money>(), Err(DecimalError::NotANumber), "{text}");
    }
    assert_eq!("1.00000".parse::<Money>(), Err(DecimalError::TooManyDecimals(4)));
    assert_eq!("1.0000001".parse::<Quantity>(), Err(DecimalError::TooManyDecimals(6)));
    for text in [
        "922337203685477.5808",
        "-922337203685477.5809",
        "99999999999999999999999999999999999999999",
    ] {
        assert_eq!(text.parse::<Money>(), Err(DecimalError::DoesNotFit));
    }
}

#[test]
fn arithmetic_is_exact_or_fails() {
    let amounts = [money("0.1"), money("0.2"), money("-0.05")];
    assert_eq!(amounts.iter().sum::<Money>(), money("0.25"));
    assert_eq!(-amounts[0] - amounts[1], money("-0.3"));
    let mut sum = Money::ZERO;
    sum += money("5");
    sum -= money("7");
    assert_eq!(
        (sum, sum.abs(), sum.is_negative(), sum.is_positive(), sum.is_zero()),
        (money("-2"), money("2"), true, false, false)
    );
    assert_eq!(Money::MAX.checked_add(Money::from_raw(1)), None);
    assert_eq!(Money::from_raw(i64::MIN).checked_sub(Money::from_raw(1)), None);
    assert_eq!(money("12.34").to_decimal().to_string(), "12.3400");
}

#[test]
fn what_does_not_fit_panics() {
    let least = Money::from_raw(i64::MIN);
    let wrongs: [fn(Money) -> Money; 5] = [
        |least| Money::MAX + Money::MAX - least,
        |least| least - Money::from_raw(1),
        |least| -least,
        |least| least.abs(),
        |least| [least, least].iter().sum(),
    ];
    for wrong in wrongs {
        let message = std::panic::catch_unwind(|| wrong(least)).unwrap_err();
        assert_eq!(message.downcast_ref::<&str>(), Some(&"amount does not fit"));
    }
}

#[test]
fn decimals_are_fitted_by_the_rule() {
    let fit = |text: &str, rule| Money::from_decimal_rounded(text.parse::<Decimal>().unwrap(), rule);
    for (text, rule, expected) in [
        ("1.00005", Rounding::HalfUp, "1.0001"),
        ("-1.00005", Rounding::HalfUp, "-1.0001"),
        ("1.00005", Rounding::HalfEven, "1"),
        ("1.00015", Rounding::HalfEven, "1.0002"),
        ("1.00001", Rounding::Up, "1.0001"),
        ("1.00009", Rounding::Down, "1"),
        ("79228162514264337593543950335", Rounding::Down, ""),
        ("-1000000000000000", Rounding::Up, ""),
        ("0.0000000000000000000000000001", Rounding::HalfUp, "0"),
    ] {
        let expected = if expected.is_empty() {
            Err(DoesNotFit)
        } else {
            Ok(money(expected))
        };
        assert_eq!(fit(text, rule), expected, "{text} {rule:?}");
    }
    assert_eq!(money("2.345").round_to(2), money("2.35"));
    assert_eq!(money("-2.345").round_to(2), money("-2.35"));
    assert_eq!(money("1234.5").round_to(0), money("1235"));
    assert_eq!(money("1.2345").round_to(9), money("1.2345"));
    assert_eq!(quantity("1.01").rounded(0, Rounding::Up), quantity("2"));
}

#[test]
fn quantity_times_price() {
    let price: UnitPrice = "0.333333".parse().unwrap();
    assert_eq!(quantity("1.5").times(price).to_string(), "0.499999500000");
    assert_eq!(quantity("1.5").amount(price, 2, Rounding::HalfUp), Ok(money("0.5")));
    assert_eq!(quantity("1.5").amount(price, 4, Rounding::Down), Ok(money("0.4999")));
    assert_eq!(
        quantity("-3").amount(UnitPrice::whole(1000), 0, Rounding::HalfUp),
        Ok(money("-3000"))
    );
    assert_eq!(
        Quantity::MAX.amount(UnitPrice::MAX, 2, Rounding::HalfUp),
        Err(DoesNotFit)
    );
    // Rounded once: by way of four decimals 0.00495 would become 0.0050 and then 0.01.
    assert_eq!(
        quantity("1").amount("0.00495".parse().unwrap(), 2, Rounding::HalfUp),
        Ok(money("0"))
    );
    // A dozen: 12 to 1, as two whole numbers.
    assert_eq!(quantity("30").times_ratio(1, 12, Rounding::HalfUp), Ok(quantity("2.5")));
}

#[test]
fn percentages() {
    let rate: Percent = "19".parse().unwrap();
    assert_eq!(rate.to_fraction().to_string(), "0.190000");
    assert_eq!(rate.of(money("99.99"), 2, Rounding::HalfUp), Ok(money("19.00")));
    assert_eq!(rate.of(money("-0.5"), 2, Rounding::HalfUp), Ok(money("-0.10")));
    assert_eq!(Percent::HUNDRED.of(Money::MAX, 4, Rounding::HalfUp), Ok(Money::MAX));
    assert_eq!(
        "200".parse::<Percent>().unwrap().of(Money::MAX, 4, Rounding::HalfUp),
        Err(DoesNotFit)
    );
}

#[test]
fn shares_of_an_amount() {
    assert_eq!(money("10").share(quantity("1"), quantity("3")), money("3.3333"));
    assert_eq!(money("-10").share(quantity("2"), quantity("3")), money("-6.6667"));
    assert_eq!(Money::MAX.share(Quantity::MAX, Quantity::MAX), Money::MAX);
}

#[test]
fn parts_add_up() {
    assert_eq!(texts(&money("10").split_to(&[1, 1, 1], 2)), ["3.34", "3.33", "3.33"]);
    assert_eq!(
        texts(&money("-10").split_to(&[1, 1, 1], 2)),
        ["-3.33", "-3.33", "-3.34"]
    );
    assert_eq!(
        texts(&money("100").split_to(&[1, 1, 1], 0)),
        ["34.00", "33.00", "33.00"]
    );
    assert_eq!(texts(&money("0.05").split_to(&[7, 3], 2)), ["0.04", "0.01"]);
    assert_eq!(texts(&money("1").split(&[1, 2])), ["0.3333", "0.6667"]);
    assert_eq!(texts(&money("5").split(&[0, 0])), ["2.50", "2.50"]);
    assert_eq!(texts(&money("5").split(&[2, 0, -1])), ["10.00", "0.00", "-5.00"]);
    assert_eq!(money("5").split(&[]), []);
    for raw in [0_i64, 1, -1, 99_999, -123_457, i64::MAX, i64::MIN] {
        for weights in [
            vec![1, 1, 1],
            vec![5, 0, 7, 11],
            vec![1],
            vec![i64::MAX, 1, i64::MAX],
            vec![3, -1, 2],
            vec![-1, -2],
        ] {
            for decimals in 0..=4 {
                let amount = Money::from_raw(raw);
                if raw.unsigned_abs() < 1_000_000 || weights.iter().all(|weight| *weight >= 0) {
                    let parts = amount.split_to(&weights, decimals);
                    assert_eq!(parts.len(), weights.len());
                    let sum: i128 = parts.iter().map(|part| i128::from(part.raw())).sum();
                    assert_eq!(sum, i128::from(raw), "{amount} by {weights:?}");
                }
            }
        }
    }
}

#[test]
fn a_line_is_rounded_once_after_its_discount() {
    let net = |quantity: &str, price: &str, discount: &str| {
        let quantity: Quantity = quantity.parse().expect("a quantity");
        let price: UnitPrice = price.parse().expect("a price");
        let discount: Percent = discount.parse().expect("a percentage");
        quantity.amount_less(price, discount, 2).map(|net| net.to_string())
    };
    // 24 × 412.00 less 8 % = 9,888.00 − 791.04; 3 × 0.333333 = 0.999999; 1 × 0.0099 less 50 % = 0.00495, not 0.005.
    assert_eq!(net("24", "412", "8").as_deref(), Ok("9096.96"));
    assert_eq!(net("3", "0.333333", "0").as_deref(), Ok("1.00"));
    assert_eq!(net("1", "0.0099", "50").as_deref(), Ok("0.00"));
    assert_eq!(net("5", "10", "100").as_deref(), Ok("0.00"));
    assert!(net("9000000000000", "9000000000000", "0").is_err());
}
