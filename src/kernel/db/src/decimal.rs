//! Decimal numbers as whole numbers of a fixed small unit: exact in the program, in both databases and in JSON (where
//! they are strings). Arithmetic never rounds by itself and never wraps: what does not fit is an error or a panic that
//! undoes the operation.

use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;

use crate::rounding::Rounding;

/// A result is too large for its type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("amount does not fit")]
pub struct DoesNotFit;

/// Why a text is no decimal number of its type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DecimalError {
    /// The text is empty.
    #[error("a number is missing")]
    Empty,
    /// Anything but an optional minus sign, digits, and a point with digits after it.
    #[error("not a number (write it like 1234.56)")]
    NotANumber,
    /// More digits after the point than the type has; they are not cut.
    #[error("too many decimals (at most {0})")]
    TooManyDecimals(u32),
    /// Too large.
    #[error("the number is too large")]
    DoesNotFit,
}

/// Reads a plain decimal as whole units of `10^-scale`.
pub(crate) fn parse(text: &str, scale: u32) -> Result<i64, DecimalError> {
    if text.is_empty() {
        return Err(DecimalError::Empty);
    }
    let (is_negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text),
    };
    let (whole, decimals) = match digits.split_once('.') {
        Some((_, "")) => return Err(DecimalError::NotANumber),
        Some(parts) => parts,
        None => (digits, ""),
    };
    let are_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !are_digits(whole) || !are_digits(decimals) {
        return Err(DecimalError::NotANumber);
    }
    let missing = usize::try_from(scale)
        .ok()
        .and_then(|scale| scale.checked_sub(decimals.len()));
    let Some(missing) = missing else {
        return Err(DecimalError::TooManyDecimals(scale));
    };
    let sign = if is_negative { "-" } else { "" };
    format!("{sign}{whole}{decimals}{}", "0".repeat(missing))
        .parse()
        .map_err(|_| DecimalError::DoesNotFit)
}

/// Writes units of `10^-scale` as a plain decimal with at least `decimals_min` decimals and no further trailing zeros.
pub(crate) fn write(f: &mut fmt::Formatter<'_>, units: i64, scale: u32, decimals_min: usize) -> fmt::Result {
    let power = power_of_ten(scale).unsigned_abs();
    let units_abs = u128::from(units.unsigned_abs());
    let width = usize::try_from(scale).unwrap_or_default();
    let mut decimals = format!("{:0width$}", units_abs % power);
    while decimals.len() > decimals_min && decimals.ends_with('0') {
        decimals.pop();
    }
    let point = if decimals.is_empty() { "" } else { "." };
    f.pad_integral(units >= 0, "", &format!("{}{point}{decimals}", units_abs / power))
}

/// 10 to the power of `scale`, at most 28 (the most a [`Decimal`] has).
pub(crate) fn power_of_ten(scale: u32) -> i128 {
    10_i128.pow(scale.min(28))
}

/// Units of `10^-scale` from a decimal, rounded by the rule.
pub(crate) fn from_decimal(value: Decimal, scale: u32, rounding: Rounding) -> Result<i64, DoesNotFit> {
    // At most 96 bits times 10⁶: an i128 holds it.
    let numerator = value.mantissa().checked_mul(power_of_ten(scale)).ok_or(DoesNotFit)?;
    fit(rounding.divide(numerator, power_of_ten(value.scale())))
}

pub(crate) fn fit(units: i128) -> Result<i64, DoesNotFit> {
    i64::try_from(units).map_err(|_| DoesNotFit)
}

/// Unwraps a result that the database could not hold either, with a panic that the lane turns into an undone job.
pub(crate) fn must_fit<T>(value: Option<T>) -> T {
    match value {
        Some(value) => value,
        None => panic!("amount does not fit"),
    }
}

/// Reads a decimal from a JSON string, or from a number by its shortest text.
pub(crate) fn deserialize<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: serde::Deserializer<'de>,
    T: FromStr<Err = DecimalError>,
{
    return deserializer.deserialize_any(DecimalVisitor(std::marker::PhantomData));

    struct DecimalVisitor<T>(std::marker::PhantomData<T>);

    impl<T: FromStr<Err = DecimalError>> serde::de::Visitor<'_> for DecimalVisitor<T> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a decimal number as a string, like \"1234.56\"")
        }

        fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<T, E> {
            text.parse().map_err(E::custom)
        }

        fn visit_i64<E: serde::de::Error>(self, number: i64) -> Result<T, E> {
            self.visit_str(&number.to_string())
        }

        fn visit_u64<E: serde::de::Error>(self, number: u64) -> Result<T, E> {
            self.visit_str(&number.to_string())
        }

        fn visit_f64<E: serde::de::Error>(self, number: f64) -> Result<T, E> {
            self.visit_str(&number.to_string())
        }
    }
}
