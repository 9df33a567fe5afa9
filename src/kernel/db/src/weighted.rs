//! `SUM(x * weight)`, the weight of each row looked up by one of its columns: amounts of several currencies at their rates.

use diesel::QueryResult;
use diesel::expression::AppearsOnTable;
use diesel::expression::Expression;
use diesel::expression::ValidGrouping;
use diesel::expression::is_aggregate;
use diesel::query_builder::AstPass;
use diesel::query_builder::QueryFragment;
use diesel::query_builder::QueryId;
use diesel::sql_types::Double;
use diesel::sql_types::Text;

use crate::dialect::Sql;

/// The sum of `amount`, each times the weight of its `key`; a key without a weight counts for nothing. Near enough to sort
/// by, not to be shown: SQLite works it out in floats. Weights are decimals as text. Keys and weights are bound, so that the
/// statement stays the same when the weights change.
pub fn weighted_sum<A: Expression, K: Expression<SqlType = Text>>(
    amount: A,
    key: K,
    weights: impl IntoIterator<Item = (String, String)>,
) -> WeightedSum<A, K> {
    WeightedSum {
        amount,
        key,
        weights: weights.into_iter().collect(),
    }
}

/// See [`weighted_sum`].
#[derive(Debug, Clone)]
pub struct WeightedSum<A, K> {
    amount: A,
    key: K,
    weights: Vec<(String, String)>,
}

impl<A: Expression, K: Expression> Expression for WeightedSum<A, K> {
    type SqlType = Double;
}

impl<A, K, G> ValidGrouping<G> for WeightedSum<A, K> {
    type IsAggregate = is_aggregate::Yes;
}

impl<A: AppearsOnTable<S>, K: AppearsOnTable<S>, S> AppearsOnTable<S> for WeightedSum<A, K> {}

/// The text depends on how many weights there are.
impl<A, K> QueryId for WeightedSum<A, K> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<A: QueryFragment<Sql>, K: QueryFragment<Sql>> QueryFragment<Sql> for WeightedSum<A, K> {
    fn walk_ast<'b>(&'b self, mut pass: AstPass<'_, 'b, Sql>) -> QueryResult<()> {
        pass.unsafe_to_cache_prepared();
        pass.push_sql("SUM(");
        self.amount.walk_ast(pass.reborrow())?;
        pass.push_sql(" * CASE ");
        for (key, weight) in &self.weights {
            pass.push_sql("WHEN ");
            self.key.walk_ast(pass.reborrow())?;
            pass.push_sql(" = ");
            pass.push_bind_param::<Text, _>(key)?;
            pass.push_sql(" THEN CAST(");
            pass.push_bind_param::<Text, _>(weight)?;
            pass.push_sql(" AS NUMERIC) ");
        }
        // A CASE needs a branch also where nothing has a weight.
        pass.push_sql("WHEN 1 = 0 THEN 1 ELSE 0 END)");
        Ok(())
    }
}
