//! `id!`: a type of its own for the ids of each table, so that a party's id is never taken for a product's.

/// Defines id types: whole numbers in the database, in JSON and in addresses.
///
/// ```
/// tenon_db::id! { pub struct PartyId; pub struct ProductId; }
/// let id: PartyId = "42".parse().expect("a number");
/// assert_eq!(id.raw(), 42);
/// assert_eq!(id.to_string(), "42");
/// ```
#[macro_export]
macro_rules! id {
    ($($(#[$meta:meta])* $vis:vis struct $name:ident;)+) => {$(
        $(#[$meta])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash,
            $crate::diesel::expression::AsExpression, $crate::diesel::deserialize::FromSqlRow,
        )]
        #[diesel(sql_type = $crate::diesel::sql_types::BigInt)]
        $vis struct $name(i64);

        #[allow(dead_code)]
        impl $name {
            /// The id with this number.
            pub const fn new(raw: i64) -> Self {
                Self(raw)
            }

            /// The number itself, as the database has it.
            pub const fn raw(self) -> i64 {
                self.0
            }
        }

        impl From<i64> for $name {
            fn from(raw: i64) -> Self {
                Self(raw)
            }
        }

        impl From<$name> for i64 {
            fn from(id: $name) -> i64 {
                id.0
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Display::fmt(&self.0, f)
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = ::std::num::ParseIntError;

            fn from_str(text: &str) -> ::std::result::Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }

        impl<DB: $crate::diesel::backend::Backend>
            $crate::diesel::serialize::ToSql<$crate::diesel::sql_types::BigInt, DB> for $name
        where
            i64: $crate::diesel::serialize::ToSql<$crate::diesel::sql_types::BigInt, DB>,
        {
            fn to_sql<'b>(
                &'b self,
                out: &mut $crate::diesel::serialize::Output<'b, '_, DB>,
            ) -> $crate::diesel::serialize::Result {
                <i64 as $crate::diesel::serialize::ToSql<$crate::diesel::sql_types::BigInt, DB>>::to_sql(&self.0, out)
            }
        }

        impl<DB: $crate::diesel::backend::Backend>
            $crate::diesel::deserialize::FromSql<$crate::diesel::sql_types::BigInt, DB> for $name
        where
            i64: $crate::diesel::deserialize::FromSql<$crate::diesel::sql_types::BigInt, DB>,
        {
            fn from_sql(value: DB::RawValue<'_>) -> $crate::diesel::deserialize::Result<Self> {
                <i64 as $crate::diesel::deserialize::FromSql<$crate::diesel::sql_types::BigInt, DB>>::from_sql(value)
                    .map(Self)
            }
        }

        impl $crate::serde::Serialize for $name {
            fn serialize<S: $crate::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                serializer.serialize_i64(self.0)
            }
        }

        impl<'de> $crate::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                $crate::deserialize_id(deserializer).map(Self)
            }
        }

        impl $crate::schemars::JsonSchema for $name {
            fn schema_name() -> ::std::borrow::Cow<'static, str> {
                ::std::borrow::Cow::Borrowed(stringify!($name))
            }

            fn json_schema(_: &mut $crate::schemars::SchemaGenerator) -> $crate::schemars::Schema {
                $crate::schemars::json_schema!({ "type": "integer", "format": "int64" })
            }
        }
    )+};
}

/// Reads an id from a number, or from a string as forms send it.
#[doc(hidden)]
pub fn deserialize_id<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<i64, D::Error> {
    return deserializer.deserialize_any(IdVisitor);

    struct IdVisitor;

    impl serde::de::Visitor<'_> for IdVisitor {
        type Value = i64;

        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("an id, a whole number")
        }

        fn visit_i64<E: serde::de::Error>(self, number: i64) -> Result<i64, E> {
            Ok(number)
        }

        fn visit_u64<E: serde::de::Error>(self, number: u64) -> Result<i64, E> {
            i64::try_from(number).map_err(E::custom)
        }

        fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<i64, E> {
            text.parse().map_err(E::custom)
        }
    }
}
