//! A list on every door: the page with its parts, CSV, XLSX, and rows for the API.
use crate::kernel::error::Result;
use crate::kernel::list::Column;
use crate::kernel::list::List;
use crate::kernel::list::ListQuery;
use crate::kernel::list::address::ACTS;
use crate::kernel::list::address::AT_END;
use crate::kernel::list::address::Pairs;
use crate::kernel::list::address::asked;
use crate::kernel::list::address::with;
use crate::kernel::list::export;
use crate::kernel::list::filters::filters;
use crate::kernel::list::pager::Place;
use crate::kernel::list::totals::totals;
use crate::kernel::list::totals::totals_url;
use crate::kernel::list::views;
use crate::kernel::view::Action;
use crate::kernel::view::ColumnChoice;
use crate::kernel::view::Crumb;
use crate::kernel::view::Empty;
use crate::kernel::view::FilterField;
use crate::kernel::view::Link;
use crate::kernel::view::ListColumn;
use crate::kernel::view::ListPage;
use crate::kernel::view::ListRow;
use crate::kernel::view::Sorted;
use crate::kernel::view::Totals;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::answer;
use crate::kernel::web::frame;
use serde_json::json;
use std::collections::BTreeSet;
use tenon_db::Conn;

/// One page of rows in reading order, and whether there are more in the direction read.
pub(super) fn page<R>(conn: &mut Conn, ctx: &Ctx, list: &List<R>, query: &ListQuery) -> Result<(Vec<R>, bool)> {
    let reach = ctx.reach(list.permission);
    let mut rows = (list.fetch)(conn, &reach, query)?;
    let wanted = usize::try_from(query.limit).unwrap_or(usize::MAX);
    let more = rows.len() > wanted;
    rows.truncate(wanted);
    if query.before.is_some() {
        rows.reverse();
    }
    Ok((rows, more))
}

/// The buttons on a row of a worklist.
pub type Decisions<R> = fn(&Ctx, &R) -> Vec<Action>;

/// Answers a list route.
pub fn show<R>(ctx: &Ctx, req: &Req, list: &List<R>) -> Result<Reply> {
    show_with(ctx, req, list, |_, _| Vec::new())
}

/// Answers the route of a worklist: a list whose rows can be decided on the spot.
pub fn show_with<R>(ctx: &Ctx, req: &Req, list: &List<R>, decisions: Decisions<R>) -> Result<Reply> {
    let (pairs, query) = asked(ctx, list, req)?;
    match (req.is_api(), req.query("format"), req.part()) {
        (true, _, _) => rows_for_api(ctx, list, &query),
        (_, "csv", _) => export::csv(ctx, list, &query),
        (_, "xlsx", _) => export::xlsx(ctx, list, &query),
        (_, _, "totals") => {
            let page = ListPage {
                columns: columns(ctx, &list.shown(ctx, &query), &query, &pairs, &[]),
                selectable: !list.bulk.is_empty(),
                peek: req.query(ACTS) == "yes",
                ..ListPage::default()
            };
            let totals = totals(ctx, list, &query, req.query(AT_END).parse().ok())?;
            let shell = frame::bare(ctx, "");
            Ok(Reply::html(page.render_totals(&totals, &shell)))
        }
        _ => {
            let page = list_page(ctx, list, &query, &pairs, decisions)?;
            answer::list(ctx, req, &page, vec![Crumb::new(page.title.clone(), "")])
        }
    }
}

fn rows_for_api<R>(ctx: &Ctx, list: &List<R>, query: &ListQuery) -> Result<Reply> {
    let (rows, more) = ctx.read(|conn| page(conn, ctx, list, query))?;
    let columns: Vec<_> = list.allowed(ctx).collect();
    let next = rows.last().filter(|_| more).map(|row| list.cursor(query, row));
    let rows: Vec<serde_json::Value> = rows
        .iter()
        .map(|row| {
            let subject = (list.subject)(row);
            let mut members = serde_json::Map::from_iter([("id".to_owned(), json!(subject.raw()))]);
            members.extend(
                columns
                    .iter()
                    .map(|column| (column.key.to_owned(), column.seen(ctx, row).json_as(column.kind))),
            );
            serde_json::Value::Object(members)
        })
        .collect();
    Reply::json(&json!({"rows": rows, "next": next}))
}

/// The columns with their heads; where all amounts of a column are in one currency, its head names it.
fn columns<R>(
    ctx: &Ctx,
    shown: &[&Column<R>],
    query: &ListQuery,
    pairs: &[(String, String)],
    rows: &[R],
) -> Vec<ListColumn> {
    let label = |column: &Column<R>| {
        let label = ctx.text(&format!("column-{}", column.key));
        match currencies(column, rows).as_slice() {
            [currency] => ctx.say_with("head-in", &[("label", label.into()), ("unit", currency.into())]),
            _ => label,
        }
    };
    let column = |column: &&Column<R>| {
        let is_current = column.key == query.sort;
        let turned = if is_current && !query.descends {
            format!("-{}", column.key)
        } else {
            column.key.to_owned()
        };
        ListColumn {
            key: column.key.to_owned(),
            label: label(column),
            numeric: column.kind.is_numeric(),
            sort_url: if column.sorts {
                with(pairs, &["sort", "after", "before"], &[("sort", &turned)])
            } else {
                String::new()
            },
            sorted: match (is_current, query.descends) {
                (false, _) => Sorted::No,
                (true, true) => Sorted::Descending,
                (true, false) => Sorted::Ascending,
            },
            phone: column.phone,
        }
    };
    shown.iter().map(column).collect()
}

/// The currencies of a column's amounts.
fn currencies<R>(column: &Column<R>, rows: &[R]) -> Vec<String> {
    let values = rows.iter().map(column.value);
    let found: BTreeSet<String> = values.filter_map(|value| value.currency().map(str::to_owned)).collect();
    found.into_iter().collect()
}

/// The columns of a page: unless the reader chose them, the currency has its own only where amounts are in several.
fn shown_here<'a, R>(ctx: &'a Ctx, list: &'a List<R>, query: &ListQuery, rows: &[R]) -> Vec<&'a Column<R>> {
    let mut shown = list.shown(ctx, query);
    let counts: Vec<usize> = shown.iter().map(|column| currencies(column, rows).len()).collect();
    if !query.columns.is_empty() || counts.iter().all(|count| *count == 0) {
        return shown;
    }
    let is_mixed = counts.iter().any(|count| *count > 1);
    let own = |column: &&Column<R>| column.key == "currency";
    match (is_mixed, list.allowed(ctx).find(own)) {
        (true, Some(column)) if !shown.iter().any(own) => shown.push(column),
        (true, _) => {}
        (false, _) => shown.retain(|column| column.key != "currency"),
    }
    shown
}

fn list_page<R>(
    ctx: &Ctx,
    list: &List<R>,
    query: &ListQuery,
    pairs: &[(String, String)],
    decisions: Decisions<R>,
) -> Result<ListPage> {
    let ((rows, more), filters) =
        ctx.read(|conn| Ok((page(conn, ctx, list, query)?, filters(conn, ctx, list, query, pairs)?)))?;
    let place = Place::new(query, rows.len(), more);
    let shown = shown_here(ctx, list, query, &rows);
    let is_filtered = !query.search.is_empty() || filters.iter().any(FilterField::is_active);
    let clear_url = if is_filtered {
        "?view=all".to_owned()
    } else {
        String::new()
    };
    let view_rows = rows.iter().map(|row| {
        let subject = (list.subject)(row);
        let cells = shown
            .iter()
            .map(|column| column.seen(ctx, row).cell(ctx.messages, &ctx.formats))
            .collect();
        let name = shown
            .first()
            .map(|column| (column.value)(row).machine())
            .unwrap_or_default();
        ListRow {
            id: subject.raw().to_string(),
            name,
            url: subject.url(),
            cells,
            decisions: decisions(ctx, row),
        }
    });
    let view_rows: Vec<ListRow> = view_rows.collect();
    let has_acts = list.peek || view_rows.iter().any(|row| !row.decisions.is_empty());
    let title = ctx.text(&format!("list-{}", list.name));
    let may_new = list.new.filter(|(_, needs)| ctx.actor.may_somewhere(*needs));
    let primary = may_new.map(|(url, _)| Action::get(ctx.text(&format!("new-{}", list.name)), "plus", url));
    let exported = |format: &str| with(pairs, &["after", "before"], &[("format", format)]);
    let base: Pairs = pairs
        .iter()
        .filter(|(name, _)| !matches!(name.as_str(), "after" | "before"))
        .cloned()
        .collect();
    let bulk = list.bulk.iter().filter(|bulk| ctx.actor.may_somewhere(bulk.needs));
    let bulk: Vec<Action> = bulk
        .map(|bulk| {
            Action::post(
                ctx.text(&format!("action-{}", bulk.action)),
                bulk.icon,
                format!("{}/bulk/{}", list.url, bulk.action),
            )
        })
        .collect();
    Ok(ListPage {
        url: list.url.to_owned(),
        csv_url: exported("csv"),
        xlsx_url: exported("xlsx"),
        views: views::tabs(ctx, list, query)?,
        save_view: Some(views::save_view(ctx, list, query, &base)?),
        search: query.search.clone(),
        search_hint: ctx.text(&format!("list-{}-hint", list.name)),
        clear_url: clear_url.clone(),
        columns: columns(ctx, &shown, query, pairs, &rows),
        column_choices: column_choices(ctx, list, query),
        rows: view_rows,
        selectable: !bulk.is_empty(),
        bulk,
        peek: list.peek,
        totals: Totals::Later(totals_url(pairs, &shown, has_acts, place.rows_at_end())),
        pager: Some(place.pager(ctx, list, query, pairs, &rows)),
        empty: rows
            .is_empty()
            .then(|| empty(ctx, list, query, is_filtered, primary.as_ref())),
        caption: title.clone(),
        primary,
        query: base,
        filters,
        title,
        ..ListPage::default()
    })
}

fn column_choices<R>(ctx: &Ctx, list: &List<R>, query: &ListQuery) -> Vec<ColumnChoice> {
    let shown: Vec<&str> = list.shown(ctx, query).iter().map(|column| column.key).collect();
    let rest = list
        .allowed(ctx)
        .map(|column| column.key)
        .filter(|key| !shown.contains(key));
    let order: Vec<&str> = shown.iter().copied().chain(rest).collect();
    let choice = |(index, key): (usize, &&str)| ColumnChoice {
        key: (*key).to_owned(),
        label: ctx.text(&format!("column-{key}")),
        shown: shown.contains(key),
        locked: index == 0,
    };
    order.iter().enumerate().map(choice).collect()
}

fn empty<R>(ctx: &Ctx, list: &List<R>, query: &ListQuery, is_filtered: bool, primary: Option<&Action>) -> Empty {
    let own = Link::new(ctx.text("list-show-all"), "?view=all");
    let new = || primary.map(|action| Link::new(action.label.clone(), action.url.clone()));
    if list.is_worklist() && query.search.is_empty() {
        return Empty {
            icon: "circle-check",
            title: ctx.text("kernel-all-clear"),
            text: ctx.text(&format!("list-{}-empty", list.name)),
            links: Vec::new(),
        };
    }
    if let Some(view) = list.view_of(query).filter(|_| is_filtered) {
        let name = ctx.text(&format!("view-{}", view.name));
        return Empty {
            icon: list.icon,
            title: ctx.say_with("list-view-empty", &[("view", name.into())]),
            text: ctx.text(&format!("list-{}-empty", list.name)),
            links: new().into_iter().chain([own]).collect(),
        };
    }
    if is_filtered {
        let clear = Link::new(ctx.text("list-clear"), "?view=all");
        return Empty {
            icon: list.icon,
            title: ctx.text("list-no-match"),
            text: ctx.text("list-no-match-text"),
            links: vec![clear],
        };
    }
    Empty {
        icon: list.icon,
        title: ctx.text("list-first-use"),
        text: ctx.text(&format!("list-{}-empty", list.name)),
        links: new().into_iter().collect(),
    }
}
