//! Count and sums of a list: they come after its rows, so that no page waits for them.
use crate::kernel::error::Result;
use crate::kernel::list::Column;
use crate::kernel::list::List;
use crate::kernel::list::ListQuery;
use crate::kernel::list::address::ACTS;
use crate::kernel::list::address::AT_END;
use crate::kernel::list::address::with;
use crate::kernel::list::pager::range_text;
use crate::kernel::list::views;
use crate::kernel::value::Value;
use crate::kernel::view::ListTotals;
use crate::kernel::web::Ctx;
use std::collections::BTreeMap;

/// Where the sums of the columns shown come from.
pub(super) fn totals_url<R>(
    pairs: &[(String, String)],
    shown: &[&Column<R>],
    has_acts: bool,
    rows_at_end: Option<i64>,
) -> String {
    let mut added = vec![("part", "totals"), (ACTS, if has_acts { "yes" } else { "no" })];
    let rows_at_end = rows_at_end.map(|rows| rows.to_string());
    added.extend(rows_at_end.iter().map(|rows| (AT_END, rows.as_str())));
    added.extend(shown.iter().map(|column| ("columns", column.key)));
    with(pairs, &["after", "before", "columns"], &added)
}

/// Count and sums of all matches, exact.
pub(super) fn totals<R>(ctx: &Ctx, list: &List<R>, query: &ListQuery, rows_at_end: Option<i64>) -> Result<ListTotals> {
    let reach = ctx.reach(list.permission);
    let sums = ctx.read(|conn| (list.sums)(conn, &reach, query))?;
    let shown = list.shown(ctx, query);
    let by_key: BTreeMap<&str, &Value> = sums.sums.iter().map(|(key, value)| (*key, value)).collect();
    let total = ctx.formats.integer(sums.count);
    let companies = reach.companies();
    Ok(ListTotals {
        rows_text: ctx.say_with("list-count", &[("count", sums.count.into())]),
        all_text: String::new(),
        sums: shown
            .iter()
            .map(|column| {
                by_key
                    .get(column.key)
                    .filter(|_| column.is_summed(ctx, &companies))
                    .map_or(String::new(), |value| sum_text(ctx, value))
            })
            .collect(),
        of_text: ctx.say_with("list-of", &[("count", sums.count.into())]),
        total: Some(total),
        // Rows that came or went since the first page move the last one.
        range_text: rows_at_end
            .filter(|rows| (1..=sums.count).contains(rows))
            .map_or(String::new(), |rows| range_text(ctx, sums.count - rows, rows)),
        views: views::counts(ctx, list, query, sums.count)?,
    })
}

#[expect(clippy::wildcard_enum_match_arm, reason = "only figures are summed")]
fn sum_text(ctx: &Ctx, value: &Value) -> String {
    match value {
        Value::Money(amount, currency) => ctx.formats.amount_in(amount.to_decimal(), currency),
        Value::Quantity(quantity) => ctx.formats.quantity(quantity.to_decimal(), 6),
        Value::Number(number) => ctx.formats.integer(*number),
        other => other.machine(),
    }
}
