//! The clauses diesel leaves to each dialect, and the few of our own: exact sums, ILIKE, FOR UPDATE, batches.

use diesel::QueryResult;
use diesel::backend::Backend;
use diesel::expression::AppearsOnTable;
use diesel::expression::AsExpression;
use diesel::expression::Expression;
use diesel::expression::KnownCastSqlTypeName;
use diesel::expression::SelectableExpression;
use diesel::expression::ValidGrouping;
use diesel::expression::is_aggregate;
use diesel::query_builder::AstPass;
use diesel::query_builder::BoxedLimitOffsetClause;
use diesel::query_builder::IntoBoxedClause;
use diesel::query_builder::LimitOffsetClause;
use diesel::query_builder::ParenthesisWrapper;
use diesel::query_builder::Query;
use diesel::query_builder::QueryFragment;
use diesel::query_builder::QueryId;
use diesel::sql_types::BigInt;
use diesel::sql_types::Bool;
use diesel::sql_types::Double;
use diesel::sql_types::Integer;
use diesel::sql_types::Nullable;
use diesel::sql_types::SmallInt;
use diesel::sql_types::Text;

use crate::conn::Conn;
use crate::dialect::Sql;

/// Both engines take more binds in one statement (SQLite 32,766, PostgreSQL 65,535).
const BATCH_BINDS_MAX: usize = 32_000;

/// Cuts rows into batches that fit one INSERT each, given how many columns a row binds.
pub fn batches<T>(rows: &[T], columns: usize) -> std::slice::Chunks<'_, T> {
    rows.chunks((BATCH_BINDS_MAX / columns.max(1)).max(1))
}

/// The sum of whole numbers as a whole number: `CAST(SUM(x) AS BIGINT)`, NULL over no rows. diesel's own `sum` of a
/// BIGINT is NUMERIC on PostgreSQL. A sum that does not fit is an error of the query.
pub fn exact_sum<E: Expression>(expression: E) -> ExactSum<E> {
    ExactSum(expression)
}

/// See [`exact_sum`].
#[derive(Debug, Clone, Copy, QueryId)]
pub struct ExactSum<E>(E);

impl<E: Expression> Expression for ExactSum<E> {
    type SqlType = Nullable<BigInt>;
}

impl<E, G> ValidGrouping<G> for ExactSum<E> {
    type IsAggregate = is_aggregate::Yes;
}

impl<E: SelectableExpression<S>, S> SelectableExpression<S> for ExactSum<E> where Self: AppearsOnTable<S> {}
impl<E: AppearsOnTable<S>, S> AppearsOnTable<S> for ExactSum<E> {}

impl<E: QueryFragment<DB>, DB: Backend> QueryFragment<DB> for ExactSum<E> {
    fn walk_ast<'b>(&'b self, mut pass: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        pass.push_sql("CAST(SUM(");
        self.0.walk_ast(pass.reborrow())?;
        pass.push_sql(") AS BIGINT)");
        Ok(())
    }
}

/// See [`IgnoringCase::like_ignoring_case`].
#[derive(Debug, Clone, Copy, QueryId, ValidGrouping)]
pub struct IgnoresCase<L, R> {
    text: L,
    pattern: R,
}

impl<L: Expression, R: Expression> Expression for IgnoresCase<L, R> {
    type SqlType = Bool;
}

impl<L: SelectableExpression<S>, R: SelectableExpression<S>, S> SelectableExpression<S> for IgnoresCase<L, R> where
    Self: AppearsOnTable<S>
{
}
impl<L: AppearsOnTable<S>, R: AppearsOnTable<S>, S> AppearsOnTable<S> for IgnoresCase<L, R> {}

impl<L: QueryFragment<Sql>, R: QueryFragment<Sql>> QueryFragment<Sql> for IgnoresCase<L, R> {
    fn walk_ast<'b>(&'b self, mut pass: AstPass<'_, 'b, Sql>) -> QueryResult<()> {
        self.text.walk_ast(pass.reborrow())?;
        pass.push_sql(" ILIKE ");
        self.pattern.walk_ast(pass.reborrow())?;
        pass.push_sql(" ESCAPE '\\'");
        Ok(())
    }
}

/// A match in plain columns: codes, numbers, names. The case of ASCII letters is ignored, that of others is not, on both
/// engines; search a folded `search_text` column instead where there is one.
pub trait IgnoringCase: Expression<SqlType = Text> + Sized {
    /// True where the text matches the LIKE pattern, whatever the case of its ASCII letters. A backslash in the pattern
    /// makes the next character stand for itself.
    fn like_ignoring_case<T: AsExpression<Text>>(self, pattern: T) -> IgnoresCase<Self, T::Expression> {
        IgnoresCase {
            text: self,
            pattern: pattern.as_expression(),
        }
    }
}

impl<T: Expression<SqlType = Text>> IgnoringCase for T {}

/// `FOR UPDATE` on PostgreSQL, nothing on SQLite, whose lane holds the only lock. Rarely needed: writes come one after
/// the other on both engines.
#[derive(Debug, Clone, Copy, QueryId)]
pub struct Locked<Q>(Q);

/// Adds `.locked()` to every query, as its last call.
pub trait LockRows: Query + Sized {
    /// Holds the rows this query reads until the transaction ends.
    fn locked(self) -> Locked<Self> {
        Locked(self)
    }
}

impl<Q: Query> LockRows for Q {}

impl<Q: Query> Query for Locked<Q> {
    type SqlType = Q::SqlType;
}

impl<Q: QueryFragment<Sql>> QueryFragment<Sql> for Locked<Q> {
    fn walk_ast<'b>(&'b self, mut pass: AstPass<'_, 'b, Sql>) -> QueryResult<()> {
        self.0.walk_ast(pass.reborrow())?;
        pass.push_sql(" FOR UPDATE");
        Ok(())
    }
}

impl<Q> diesel::RunQueryDsl<Conn> for Locked<Q> {}

impl<L: QueryFragment<Sql>, O: QueryFragment<Sql>> QueryFragment<Sql> for LimitOffsetClause<L, O> {
    fn walk_ast<'b>(&'b self, mut pass: AstPass<'_, 'b, Sql>) -> QueryResult<()> {
        self.limit_clause.walk_ast(pass.reborrow())?;
        self.offset_clause.walk_ast(pass)
    }
}

impl QueryFragment<Sql> for BoxedLimitOffsetClause<'_, Sql> {
    fn walk_ast<'b>(&'b self, mut pass: AstPass<'_, 'b, Sql>) -> QueryResult<()> {
        if let Some(limit) = &self.limit {
            limit.walk_ast(pass.reborrow())?;
        }
        if let Some(offset) = &self.offset {
            offset.walk_ast(pass.reborrow())?;
        }
        Ok(())
    }
}

impl<'a, L, O> IntoBoxedClause<'a, Sql> for LimitOffsetClause<L, O>
where
    L: QueryFragment<Sql> + Send + 'a,
    O: QueryFragment<Sql> + Send + 'a,
{
    type BoxedClause = BoxedLimitOffsetClause<'a, Sql>;

    fn into_boxed(self) -> Self::BoxedClause {
        BoxedLimitOffsetClause {
            limit: Some(Box::new(self.limit_clause)),
            offset: Some(Box::new(self.offset_clause)),
        }
    }
}

/// SQLite takes no parentheses around the parts of a UNION.
impl<T: QueryFragment<Sql>> QueryFragment<Sql> for ParenthesisWrapper<T> {
    fn walk_ast<'b>(&'b self, pass: AstPass<'_, 'b, Sql>) -> QueryResult<()> {
        self.inner.walk_ast(pass)
    }
}

macro_rules! casts {
    ($($sql_type:ident => $name:literal),* $(,)?) => {$(
        impl KnownCastSqlTypeName<Sql> for $sql_type {
            const SQL_TYPE_NAME: &'static str = $name;
        }
    )*};
}

casts! {
    SmallInt => "SMALLINT",
    Integer => "INTEGER",
    BigInt => "BIGINT",
    Double => "DOUBLE PRECISION",
    Text => "TEXT",
    Bool => "BOOLEAN",
}
