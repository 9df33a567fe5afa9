//! A rendered query: finished text and owned binds, handed to whichever engine's connection is inside.

use std::sync::Arc;

use chrono::DateTime;
use chrono::NaiveDate;
use chrono::NaiveDateTime;
use chrono::NaiveTime;
use chrono::Utc;
use diesel::QueryResult;
use diesel::pg::Pg;
use diesel::query_builder::AstPass;
use diesel::query_builder::Query;
use diesel::query_builder::QueryFragment;
use diesel::query_builder::QueryId;
use diesel::sql_types::*;
use diesel::sqlite::Sqlite;

use crate::values::Bind;
use crate::values::Kind;

/// One query ready to run on either engine.
#[derive(Debug, Clone)]
pub(crate) struct Rendered {
    pub sql: Arc<str>,
    pub binds: Vec<Bind>,
    /// Whether the engine's connection keeps the prepared statement, found again by its text.
    pub keep: bool,
}

impl QueryId for Rendered {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl Query for Rendered {
    type SqlType = Untyped;
}

macro_rules! runs_on {
    ($engine:ty, $timestamptz:ident) => {
        impl QueryFragment<$engine> for Rendered {
            fn walk_ast<'b>(&'b self, mut pass: AstPass<'_, 'b, $engine>) -> QueryResult<()> {
                pass.push_sql(&self.sql);
                if !self.keep {
                    pass.unsafe_to_cache_prepared();
                }
                for bind in &self.binds {
                    push(bind, pass.reborrow())?;
                }
                return Ok(());

                fn push<'b>(bind: &'b Bind, mut pass: AstPass<'_, 'b, $engine>) -> QueryResult<()> {
                    match bind {
                        Bind::I16(value) => pass.push_bind_param_value_only::<SmallInt, _>(value),
                        Bind::I32(value) => pass.push_bind_param_value_only::<Integer, _>(value),
                        Bind::I64(value) => pass.push_bind_param_value_only::<BigInt, _>(value),
                        Bind::F32(value) => pass.push_bind_param_value_only::<Float, _>(value),
                        Bind::F64(value) => pass.push_bind_param_value_only::<Double, _>(value),
                        Bind::Bool(value) => pass.push_bind_param_value_only::<Bool, _>(value),
                        Bind::Text(value) => pass.push_bind_param_value_only::<Text, _>(value.as_str()),
                        Bind::Bytes(value) => pass.push_bind_param_value_only::<Binary, _>(value.as_slice()),
                        Bind::Date(value) => pass.push_bind_param_value_only::<Date, _>(value),
                        Bind::Time(value) => pass.push_bind_param_value_only::<Time, _>(value),
                        Bind::Stamp(value) => pass.push_bind_param_value_only::<Timestamp, _>(value),
                        Bind::StampTz(value) => pass.push_bind_param_value_only::<$timestamptz, _>(value),
                        Bind::Null(kind) => push_null(*kind, pass),
                        Bind::Unset => Err(diesel::result::Error::SerializationError(
                            "a ToSql has set no value".into(),
                        )),
                    }
                }

                fn push_null(kind: Kind, mut pass: AstPass<'_, '_, $engine>) -> QueryResult<()> {
                    match kind {
                        Kind::I16 => pass.push_bind_param_value_only::<Nullable<SmallInt>, _>(&None::<i16>),
                        Kind::I32 => pass.push_bind_param_value_only::<Nullable<Integer>, _>(&None::<i32>),
                        Kind::I64 => pass.push_bind_param_value_only::<Nullable<BigInt>, _>(&None::<i64>),
                        Kind::F32 => pass.push_bind_param_value_only::<Nullable<Float>, _>(&None::<f32>),
                        Kind::F64 => pass.push_bind_param_value_only::<Nullable<Double>, _>(&None::<f64>),
                        Kind::Bool => pass.push_bind_param_value_only::<Nullable<Bool>, _>(&None::<bool>),
                        Kind::Text => pass.push_bind_param_value_only::<Nullable<Text>, _>(&None::<String>),
                        Kind::Bytes => pass.push_bind_param_value_only::<Nullable<Binary>, _>(&None::<Vec<u8>>),
                        Kind::Date => pass.push_bind_param_value_only::<Nullable<Date>, _>(&None::<NaiveDate>),
                        Kind::Time => pass.push_bind_param_value_only::<Nullable<Time>, _>(&None::<NaiveTime>),
                        Kind::Stamp => {
                            pass.push_bind_param_value_only::<Nullable<Timestamp>, _>(&None::<NaiveDateTime>)
                        }
                        Kind::StampTz => {
                            pass.push_bind_param_value_only::<Nullable<$timestamptz>, _>(&None::<DateTime<Utc>>)
                        }
                    }
                }
            }
        }
    };
}

runs_on!(Sqlite, TimestamptzSqlite);
runs_on!(Pg, Timestamptz);
