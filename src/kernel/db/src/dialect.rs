//! `Sql`, the one diesel backend of the house: the part of SQL that SQLite and PostgreSQL share.

use diesel::backend::Backend;
use diesel::backend::DieselReserveSpecialization;
use diesel::backend::SqlDialect;
use diesel::backend::TrustedBackend;
use diesel::backend::sql_dialect;
use diesel::query_builder::All;
use diesel::query_builder::Distinct;
use diesel::query_builder::Except;
use diesel::query_builder::Intersect;
use diesel::query_builder::SupportsCombinationClause;
use diesel::query_builder::Union;

use crate::text::SqlText;
use crate::values::Binds;
use crate::values::Value;

/// The dialect of both engines. Queries are rendered with double-quoted names and numbered binds, which both take.
#[derive(Debug, Clone, Copy, Default)]
pub struct Sql;

/// `ON CONFLICT (..) DO UPDATE / DO NOTHING`, the same words on both engines.
#[derive(Debug, Clone, Copy)]
pub struct OnConflict;

impl sql_dialect::on_conflict_clause::SupportsOnConflictClause for OnConflict {}
impl sql_dialect::on_conflict_clause::SupportsOnConflictClauseWhere for OnConflict {}
impl sql_dialect::on_conflict_clause::PgLikeOnConflictClause for OnConflict {}

impl SqlDialect for Sql {
    type ReturningClause = sql_dialect::returning_clause::PgLikeReturningClause;
    type OnConflictClause = OnConflict;
    type InsertWithDefaultKeyword = sql_dialect::default_keyword_for_insert::IsoSqlDefaultKeyword;
    type BatchInsertSupport = sql_dialect::batch_insert_support::PostgresLikeBatchInsertSupport;
    type ConcatClause = sql_dialect::concat_clause::ConcatWithPipesClause;
    type DefaultValueClauseForInsert = sql_dialect::default_value_clause::AnsiDefaultValueClause;
    type EmptyFromClauseSyntax = sql_dialect::from_clause_syntax::AnsiSqlFromClauseSyntax;
    type SelectStatementSyntax = sql_dialect::select_statement_syntax::AnsiSqlSelectStatement;
    type ExistsSyntax = sql_dialect::exists_syntax::AnsiSqlExistsSyntax;
    type ArrayComparison = sql_dialect::array_comparison::AnsiSqlArrayComparison;
    type AliasSyntax = sql_dialect::alias_syntax::AsAliasSyntax;
    type WindowFrameClauseGroupSupport = sql_dialect::window_frame_clause_group_support::IsoGroupWindowFrameUnit;
    type WindowFrameExclusionSupport = sql_dialect::window_frame_exclusion_support::FrameExclusionSupport;
    type AggregateFunctionExpressions =
        sql_dialect::aggregate_function_expressions::PostgresLikeAggregateFunctionExpressions;
    type BuiltInWindowFunctionRequireOrder = sql_dialect::built_in_window_function_require_order::NoOrderRequired;
}

impl DieselReserveSpecialization for Sql {}
impl TrustedBackend for Sql {}

impl Backend for Sql {
    type QueryBuilder = SqlText;
    type RawValue<'a> = Value<'a>;
    type BindCollector<'a> = Binds;
}

impl SupportsCombinationClause<Union, Distinct> for Sql {}
impl SupportsCombinationClause<Union, All> for Sql {}
impl SupportsCombinationClause<Except, Distinct> for Sql {}
impl SupportsCombinationClause<Intersect, Distinct> for Sql {}
