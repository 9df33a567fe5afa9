//! Rows and fields of either engine under one name.

use std::ops::Range;

use diesel::QueryResult;
use diesel::connection::LoadConnection;
use diesel::pg::Pg;
use diesel::pg::PgConnection;
use diesel::row::Field;
use diesel::row::PartialRow;
use diesel::row::Row;
use diesel::row::RowIndex;
use diesel::row::RowSealed;
use diesel::sqlite::Sqlite;
use diesel::sqlite::SqliteConnection;

use crate::dialect::Sql;
use crate::values::Value;

type SqliteRow<'c, 'q> = <SqliteConnection as LoadConnection>::Row<'c, 'q>;
type PostgresRow<'c, 'q> = <PgConnection as LoadConnection>::Row<'c, 'q>;

/// The rows of a running query.
pub enum Cursor<'c, 'q> {
    /// From SQLite, one row at a time.
    Sqlite(<SqliteConnection as LoadConnection>::Cursor<'c, 'q>),
    /// From PostgreSQL, all rows already here.
    Postgres(<PgConnection as LoadConnection>::Cursor<'c, 'q>),
}

/// One row of either engine.
pub enum AnyRow<'c, 'q> {
    /// From SQLite.
    Sqlite(SqliteRow<'c, 'q>),
    /// From PostgreSQL.
    Postgres(PostgresRow<'c, 'q>),
}

/// One field of a row of either engine.
pub enum AnyField<'c: 'q, 'q> {
    /// From SQLite.
    Sqlite(<SqliteRow<'c, 'q> as Row<'c, Sqlite>>::Field<'q>),
    /// From PostgreSQL.
    Postgres(<PostgresRow<'c, 'q> as Row<'c, Pg>>::Field<'q>),
}

impl<'c, 'q> Iterator for Cursor<'c, 'q> {
    type Item = QueryResult<AnyRow<'c, 'q>>;

    fn next(&mut self) -> Option<Self::Item> {
        match self {
            Cursor::Sqlite(rows) => Some(rows.next()?.map(AnyRow::Sqlite)),
            Cursor::Postgres(rows) => Some(rows.next()?.map(AnyRow::Postgres)),
        }
    }
}

impl<'c> Field<'c, Sql> for AnyField<'c, '_> {
    fn field_name(&self) -> Option<&str> {
        match self {
            AnyField::Sqlite(field) => field.field_name(),
            AnyField::Postgres(field) => field.field_name(),
        }
    }

    fn value(&self) -> Option<Value<'_>> {
        match self {
            AnyField::Sqlite(field) => field.value().map(Value::Sqlite),
            AnyField::Postgres(field) => field.value().map(Value::Postgres),
        }
    }
}

impl RowSealed for AnyRow<'_, '_> {}

impl<'x> RowIndex<&'x str> for AnyRow<'_, '_> {
    fn idx(&self, name: &'x str) -> Option<usize> {
        match self {
            AnyRow::Sqlite(row) => row.idx(name),
            AnyRow::Postgres(row) => row.idx(name),
        }
    }
}

impl RowIndex<usize> for AnyRow<'_, '_> {
    fn idx(&self, position: usize) -> Option<usize> {
        match self {
            AnyRow::Sqlite(row) => row.idx(position),
            AnyRow::Postgres(row) => row.idx(position),
        }
    }
}

impl<'c, 'q> Row<'c, Sql> for AnyRow<'c, 'q> {
    type Field<'a>
        = AnyField<'a, 'a>
    where
        'c: 'a,
        Self: 'a;
    type InnerPartialRow = Self;

    fn field_count(&self) -> usize {
        match self {
            AnyRow::Sqlite(row) => row.field_count(),
            AnyRow::Postgres(row) => row.field_count(),
        }
    }

    fn get<'b, I>(&'b self, index: I) -> Option<Self::Field<'b>>
    where
        'c: 'b,
        Self: RowIndex<I>,
    {
        let position = self.idx(index)?;
        match self {
            AnyRow::Sqlite(row) => row.get(position).map(AnyField::Sqlite),
            AnyRow::Postgres(row) => row.get(position).map(AnyField::Postgres),
        }
    }

    fn partial_row(&self, range: Range<usize>) -> PartialRow<'_, Self> {
        PartialRow::new(self, range)
    }
}
