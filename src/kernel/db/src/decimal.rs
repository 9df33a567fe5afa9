//! Decimal numbers as whole numbers of a fixed small unit: exact in the program, in both databases and in JSON (where
//! they are strings). Arithmetic never rounds by itself and never wraps: what does not fit is an error or a panic, which
//! undoes the operation.

use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;

use crate::money::Money;
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

/// Defines a decimal column type: whole units of `10^-SCALE` in a BIGINT column.
macro_rules! decimal_type {
    ($(#[$meta:meta])* pub struct $name:ident, scale $scale:literal, shows $shows:literal, pattern $pattern:literal;) => {
        $(#[$meta])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default,
            diesel::expression::AsExpression, diesel::deserialize::FromSqlRow,
        )]
        #[diesel(sql_type = diesel::sql_types::BigInt)]
        pub struct $name(i64);

        impl $name {
            /// Nothing.
            pub const ZERO: $name = $name(0);
            /// The largest.
            pub const MAX: $name = $name(i64::MAX);
            /// Decimals kept.
            pub const SCALE: u32 = $scale;

            /// From the units the database keeps.
            pub const fn from_raw(units: i64) -> $name {
                $name(units)
            }

            /// The units the database keeps.
            pub const fn raw(self) -> i64 {
                self.0
            }

            /// A whole number; panics if it does not fit.
            pub const fn whole(number: i64) -> $name {
                match number.checked_mul(10_i64.pow($scale)) {
                    Some(units) => $name(units),
                    None => panic!("amount does not fit"),
                }
            }

            /// Exactly this value, for arithmetic.
            pub fn to_decimal(self) -> rust_decimal::Decimal {
                rust_decimal::Decimal::new(self.0, $scale)
            }

            /// The value fitted to this type's decimals by the rule.
            pub fn from_decimal_rounded(
                value: rust_decimal::Decimal,
                rounding: crate::rounding::Rounding,
            ) -> Result<$name, crate::decimal::DoesNotFit> {
                crate::decimal::from_decimal(value, $scale, rounding).map($name)
            }

            /// The sum, or nothing if it does not fit.
            pub const fn checked_add(self, other: $name) -> Option<$name> {
                match self.0.checked_add(other.0) {
                    Some(units) => Some($name(units)),
                    None => None,
                }
            }

            /// The difference, or nothing if it does not fit.
            pub const fn checked_sub(self, other: $name) -> Option<$name> {
                match self.0.checked_sub(other.0) {
                    Some(units) => Some($name(units)),
                    None => None,
                }
            }

            /// Without its sign.
            pub fn abs(self) -> $name {
                $name(crate::decimal::must_fit(self.0.checked_abs()))
            }

            /// Exactly zero.
            pub const fn is_zero(self) -> bool {
                self.0 == 0
            }

            /// Below zero.
            pub const fn is_negative(self) -> bool {
                self.0 < 0
            }

            /// Above zero.
            pub const fn is_positive(self) -> bool {
                self.0 > 0
            }

            /// Fewer decimals by the rule; the same if it has no more than that.
            pub fn rounded(self, decimals: u32, rounding: crate::rounding::Rounding) -> $name {
                let step = crate::decimal::power_of_ten(Self::SCALE.saturating_sub(decimals));
                let units = rounding.divide(i128::from(self.0), step) * step;
                $name(crate::decimal::must_fit(i64::try_from(units).ok()))
            }

            /// Times `numerator ÷ denominator`, rounded once at the end. The denominator must not be 0.
            pub fn times_ratio(
                self,
                numerator: i64,
                denominator: i64,
                rounding: crate::rounding::Rounding,
            ) -> Result<$name, crate::decimal::DoesNotFit> {
                let product = i128::from(self.0) * i128::from(numerator);
                crate::decimal::fit(rounding.divide(product, i128::from(denominator))).map($name)
            }
        }

        impl std::ops::Add for $name {
            type Output = $name;

            fn add(self, other: $name) -> $name {
                crate::decimal::must_fit(self.checked_add(other))
            }
        }

        impl std::ops::Sub for $name {
            type Output = $name;

            fn sub(self, other: $name) -> $name {
                crate::decimal::must_fit(self.checked_sub(other))
            }
        }

        impl std::ops::Neg for $name {
            type Output = $name;

            fn neg(self) -> $name {
                $name(crate::decimal::must_fit(self.0.checked_neg()))
            }
        }

        impl std::ops::AddAssign for $name {
            fn add_assign(&mut self, other: $name) {
                *self = *self + other;
            }
        }

        impl std::ops::SubAssign for $name {
            fn sub_assign(&mut self, other: $name) {
                *self = *self - other;
            }
        }

        impl std::iter::Sum for $name {
            fn sum<I: Iterator<Item = $name>>(values: I) -> $name {
                values.fold($name::ZERO, |sum, value| sum + value)
            }
        }

        impl<'a> std::iter::Sum<&'a $name> for $name {
            fn sum<I: Iterator<Item = &'a $name>>(values: I) -> $name {
                values.copied().sum()
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                crate::decimal::write(f, self.0, $scale, $shows)
            }
        }

        impl std::str::FromStr for $name {
            type Err = crate::decimal::DecimalError;

            fn from_str(text: &str) -> Result<$name, crate::decimal::DecimalError> {
                crate::decimal::parse(text, $scale).map($name)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<$name, D::Error> {
                crate::decimal::deserialize(deserializer)
            }
        }

        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                std::borrow::Cow::Borrowed(stringify!($name))
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({ "type": "string", "pattern": $pattern })
            }
        }

        impl<DB: diesel::backend::Backend> diesel::serialize::ToSql<diesel::sql_types::BigInt, DB> for $name
        where
            i64: diesel::serialize::ToSql<diesel::sql_types::BigInt, DB>,
        {
            fn to_sql<'b>(
                &'b self,
                out: &mut diesel::serialize::Output<'b, '_, DB>,
            ) -> diesel::serialize::Result {
                self.0.to_sql(out)
            }
        }

        impl<DB: diesel::backend::Backend> diesel::deserialize::FromSql<diesel::sql_types::BigInt, DB> for $name
        where
            i64: diesel::deserialize::FromSql<diesel::sql_types::BigInt, DB>,
        {
            fn from_sql(value: DB::RawValue<'_>) -> diesel::deserialize::Result<$name> {
                i64::from_sql(value).map($name)
            }
        }
    };
}
pub(crate) use decimal_type;

decimal_type! {
    /// How much of something, in millionths of its unit.
    pub struct Quantity, scale 6, shows 0, pattern r"^-?[0-9]+(\.[0-9]{1,6})?$";
}

decimal_type! {
    /// The price of one unit, in millionths of the currency.
    pub struct UnitPrice, scale 6, shows 0, pattern r"^-?[0-9]+(\.[0-9]{1,6})?$";
}

decimal_type! {
    /// Percent points to four decimals: 19 % is 19, kept as 190,000.
    pub struct Percent, scale 4, shows 0, pattern r"^-?[0-9]+(\.[0-9]{1,4})?$";
}

impl Quantity {
    /// Quantity × price, exactly; panics if not even a [`Decimal`] holds it (then no [`Money`] does).
    pub fn times(self, price: UnitPrice) -> Decimal {
        let product = i128::from(self.raw()) * i128::from(price.raw());
        must_fit(Decimal::try_from_i128_with_scale(product, Quantity::SCALE + UnitPrice::SCALE).ok())
    }

    /// Quantity × price as an amount of `decimals` decimals (the currency's), rounded once by the rule.
    pub fn amount(self, price: UnitPrice, decimals: u32, rounding: Rounding) -> Result<Money, DoesNotFit> {
        let product = i128::from(self.raw()) * i128::from(price.raw());
        let kept = decimals.min(Money::SCALE);
        let steps = rounding.divide(product, power_of_ten(Quantity::SCALE + UnitPrice::SCALE - kept));
        let units = steps.checked_mul(power_of_ten(Money::SCALE - kept)).ok_or(DoesNotFit)?;
        fit(units).map(Money::from_raw)
    }
}

impl Percent {
    /// One hundred percent.
    pub const HUNDRED: Percent = Percent::whole(100);

    /// As a fraction: 19 % is 0.19.
    pub fn to_fraction(self) -> Decimal {
        Decimal::new(self.raw(), Percent::SCALE + 2)
    }

    /// This part of an amount to `decimals` decimals (the currency's), rounded once by the rule.
    pub fn of(self, amount: Money, decimals: u32, rounding: Rounding) -> Result<Money, DoesNotFit> {
        let kept = decimals.min(Money::SCALE);
        let step = power_of_ten(Money::SCALE - kept);
        let product = i128::from(amount.raw()) * i128::from(self.raw());
        let steps = rounding.divide(product, power_of_ten(Percent::SCALE + 2) * step);
        fit(steps * step).map(Money::from_raw)
    }
}
