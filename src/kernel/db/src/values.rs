//! Values on their way into a query (`Bind`) and out of a row (`Value`), for every column type the house uses.

use chrono::DateTime;
use chrono::NaiveDate;
use chrono::NaiveDateTime;
use chrono::NaiveTime;
use chrono::Utc;
use diesel::QueryResult;
use diesel::backend::Backend;
use diesel::deserialize;
use diesel::deserialize::FromSql;
use diesel::pg::Pg;
use diesel::query_builder::BindCollector;
use diesel::serialize;
use diesel::serialize::IsNull;
use diesel::serialize::Output;
use diesel::serialize::ToSql;
use diesel::sql_types::*;
use diesel::sqlite::Sqlite;

use crate::dialect::Sql;

/// The kind of a column, so that a NULL reaches PostgreSQL with its type.
#[allow(missing_docs, reason = "each is named after the Rust type it stands for")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    I16,
    I32,
    I64,
    F32,
    F64,
    Bool,
    Text,
    Bytes,
    Date,
    Time,
    Stamp,
    StampTz,
}

/// One value bound to a query.
#[allow(missing_docs, reason = "each is named after the Rust type it holds")]
#[derive(Debug, Clone)]
pub enum Bind {
    /// A `ToSql` that set no value; refused when the query runs.
    Unset,
    Null(Kind),
    I16(i16),
    I32(i32),
    I64(i64),
    F32(f32),
    F64(f64),
    Bool(bool),
    Text(String),
    Bytes(Vec<u8>),
    Date(NaiveDate),
    Time(NaiveTime),
    Stamp(NaiveDateTime),
    StampTz(DateTime<Utc>),
}

/// The binds of one query in their order.
#[derive(Debug, Default)]
pub struct Binds {
    pub(crate) values: Vec<Bind>,
}

impl TypeMetadata for Sql {
    type TypeMetadata = Kind;
    type MetadataLookup = ();
}

impl<'a> BindCollector<'a, Sql> for Binds {
    type Buffer = Bind;

    fn push_bound_value<T, U>(&mut self, bind: &'a U, lookup: &mut ()) -> QueryResult<()>
    where
        Sql: HasSqlType<T>,
        U: ToSql<T, Sql> + ?Sized + 'a,
    {
        let mut out = Output::<Sql>::new(Bind::Unset, lookup);
        let is_null = bind
            .to_sql(&mut out)
            .map_err(diesel::result::Error::SerializationError)?;
        let value = out.into_inner();
        self.values.push(match is_null {
            IsNull::Yes => Bind::Null(<Sql as HasSqlType<T>>::metadata(lookup)),
            IsNull::No => value,
        });
        Ok(())
    }

    fn push_null_value(&mut self, kind: Kind) -> QueryResult<()> {
        self.values.push(Bind::Null(kind));
        Ok(())
    }
}

/// A value of a row, still in its engine's own form.
pub enum Value<'a> {
    /// From SQLite.
    Sqlite(<Sqlite as Backend>::RawValue<'a>),
    /// From PostgreSQL.
    Postgres(<Pg as Backend>::RawValue<'a>),
}

macro_rules! column_kinds {
    ($($sql_type:ident, $given:ty, $owned:ty, $kind:ident, |$value:ident| $bound:expr, $on_sqlite:ident;)*) => {$(
        impl HasSqlType<$sql_type> for Sql {
            fn metadata(_: &mut ()) -> Kind {
                Kind::$kind
            }
        }
        impl ToSql<$sql_type, Sql> for $given {
            fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sql>) -> serialize::Result {
                let $value = self;
                out.set_value(Bind::$kind($bound));
                Ok(IsNull::No)
            }
        }
        impl FromSql<$sql_type, Sql> for $owned {
            fn from_sql(value: Value<'_>) -> deserialize::Result<Self> {
                match value {
                    Value::Sqlite(value) => <$owned as FromSql<$on_sqlite, Sqlite>>::from_sql(value),
                    Value::Postgres(value) => <$owned as FromSql<$sql_type, Pg>>::from_sql(value),
                }
            }
        }
    )*};
}

column_kinds! {
    SmallInt, i16, i16, I16, |x| *x, SmallInt;
    Integer, i32, i32, I32, |x| *x, Integer;
    BigInt, i64, i64, I64, |x| *x, BigInt;
    Float, f32, f32, F32, |x| *x, Float;
    Double, f64, f64, F64, |x| *x, Double;
    Bool, bool, bool, Bool, |x| *x, Bool;
    Text, str, String, Text, |x| x.to_owned(), Text;
    Binary, [u8], Vec<u8>, Bytes, |x| x.to_owned(), Binary;
    Date, NaiveDate, NaiveDate, Date, |x| *x, Date;
    Time, NaiveTime, NaiveTime, Time, |x| *x, Time;
    Timestamp, NaiveDateTime, NaiveDateTime, Stamp, |x| *x, Timestamp;
    Timestamptz, DateTime<Utc>, DateTime<Utc>, StampTz, |x| *x, TimestamptzSqlite;
}
