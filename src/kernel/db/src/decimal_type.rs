//! `decimal_type!`, from which every decimal column type is made.

/// Defines a decimal column type: whole units of `10^-SCALE` in a BIGINT column.
macro_rules! decimal_type {
    (
        $(#[$meta:meta])*
        pub struct $name:ident, scale $scale:literal, shows $shows:literal, pattern $pattern:literal;
    ) => {
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

            /// Times `numerator ÷ denominator`, rounded once at the end, to so many decimals: rounding to this type's own
            /// first and then again would turn 0.124996 into 0.125 and that into 0.13. The denominator must not be 0.
            pub fn times_ratio_to(
                self,
                (numerator, denominator): (i64, i64),
                decimals: u32,
                rounding: crate::rounding::Rounding,
            ) -> Result<$name, crate::decimal::DoesNotFit> {
                let step = crate::decimal::power_of_ten(Self::SCALE.saturating_sub(decimals));
                let product = i128::from(self.0) * i128::from(numerator);
                let steps = rounding.divide(product, i128::from(denominator) * step);
                let units = steps.checked_mul(step).ok_or(crate::decimal::DoesNotFit)?;
                crate::decimal::fit(units).map($name)
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
