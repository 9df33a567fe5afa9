//! What a bulk action is for: the rows ticked, or all that match what the list is asked.
use crate::ids::Subject;
use crate::kernel::error::Result;
use crate::kernel::list::List;
use crate::kernel::list::address::query_of;
use crate::kernel::list::show::page;
use crate::kernel::web::Ctx;
use crate::kernel::web::Req;
use crate::refuse_unless;

/// Most records one bulk action takes.
const BULK_MAX: i64 = 5_000;

/// The records a bulk action is for: the ticked ones, or all that match the list's query, as far as the reader may.
pub fn selected<R>(ctx: &Ctx, req: &Req, list: &List<R>) -> Result<Vec<Subject>> {
    let chosen = chosen(ctx, req, list)?;
    Ok(chosen.into_iter().map(|(subject, _)| subject).collect())
}

/// The same with what each is called: its first column.
pub(super) fn chosen<R>(ctx: &Ctx, req: &Req, list: &List<R>) -> Result<Vec<(Subject, String)>> {
    let pairs: Vec<(String, String)> = form_urlencoded::parse(req.value("query").as_bytes())
        .into_owned()
        .collect();
    let mut query = if req.value("all") == "yes" {
        list.refuse_unknown(&pairs)?;
        query_of(ctx, list, &pairs)?
    } else {
        let mut ticked: Vec<i64> = req.value("id").split(',').filter_map(|id| id.parse().ok()).collect();
        refuse_unless!(!ticked.is_empty(), "bulk-nothing-selected");
        ticked.sort_unstable();
        ticked.dedup();
        ticked.truncate(usize::try_from(BULK_MAX + 1).unwrap_or(usize::MAX));
        let mut query = query_of(ctx, list, &[])?;
        query.ids = Some(ticked);
        query
    };
    query.limit = BULK_MAX;
    (query.after, query.before) = (None, None);
    let (rows, more) = ctx.read(|conn| page(conn, ctx, list, &query))?;
    refuse_unless!(!more, "bulk-too-many", max = BULK_MAX);
    let name = |row: &R| list.columns.first().map(|column| (column.value)(row).machine());
    let named = rows
        .iter()
        .map(|row| ((list.subject)(row), name(row).unwrap_or_default()));
    Ok(named.collect())
}
