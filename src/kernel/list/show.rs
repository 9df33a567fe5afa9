//! A list on every door: the page with its parts, CSV, XLSX, and rows for the API.
use crate::ids::Subject;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Result;
use crate::kernel::list::FilterOf;
use crate::kernel::list::List;
use crate::kernel::list::ListQuery;
use crate::kernel::list::Options;
use crate::kernel::list::export;
use crate::kernel::list::query::PAGE_SIZES;
use crate::kernel::list::views;
use crate::kernel::value::Value;
use crate::kernel::view::Action;
use crate::kernel::view::ColumnChoice;
use crate::kernel::view::Crumb;
use crate::kernel::view::Empty;
use crate::kernel::view::FilterField;
use crate::kernel::view::FilterKind;
use crate::kernel::view::FilterOption;
use crate::kernel::view::Link;
use crate::kernel::view::ListColumn;
use crate::kernel::view::ListPage;
use crate::kernel::view::ListRow;
use crate::kernel::view::ListTotals;
use crate::kernel::view::PageSize;
use crate::kernel::view::Pager;
use crate::kernel::view::Sorted;
use crate::kernel::view::Totals;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::answer;
use crate::kernel::web::frame;
use crate::refuse_unless;
use serde_json::json;
use std::collections::BTreeMap;
use std::collections::BTreeSet;

/// Says in the address of the totals that the rows end with a cell for actions.
const ACTS: &str = "acts";
/// Most records one bulk action takes.
const BULK_MAX: usize = 5_000;

type Pairs = Vec<(String, String)>;

/// The query string of pairs, without `?`.
pub fn query_string(pairs: &[(String, String)]) -> String {
    form_urlencoded::Serializer::new(String::new())
        .extend_pairs(pairs)
        .finish()
}

fn with(pairs: &[(String, String)], drop: &[&str], add: &[(&str, &str)]) -> String {
    let mut kept: Pairs = pairs
        .iter()
        .filter(|(name, _)| !drop.contains(&name.as_str()))
        .cloned()
        .collect();
    kept.extend(
        add.iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned())),
    );
    format!("?{}", query_string(&kept))
}

/// The query as asked, or as the chosen view or the first view has it.
fn asked<R>(ctx: &Ctx, list: &List<R>, req: &Req) -> (Pairs, ListQueryResult) {
    let mut pairs: Pairs = req
        .query
        .iter()
        .filter(|(name, value)| !value.is_empty() && !matches!(name.as_str(), "part" | "format" | ACTS))
        .cloned()
        .collect();
    let is_plain = pairs
        .iter()
        .all(|(name, _)| matches!(name.as_str(), "view" | "company" | "rows" | "after" | "before" | "sort"));
    if is_plain && !req.is_api() {
        let name = pairs
            .iter()
            .find(|(name, _)| name == "view")
            .map(|(_, value)| value.clone());
        let view = match &name {
            Some(name) => list.views.iter().find(|view| view.name == name),
            None => list.views.first(),
        };
        let kept: Vec<String> = pairs.iter().map(|(name, _)| name.clone()).collect();
        let added = view
            .into_iter()
            .flat_map(|view| form_urlencoded::parse(view.query.as_bytes()).into_owned());
        pairs.extend(added.filter(|(name, _)| !kept.contains(name)));
    }
    for (name, value) in &mut pairs {
        if let Some(day) = typed_day(ctx, list, name, value) {
            *value = day;
        }
    }
    let sortable: Vec<&str> = list
        .columns
        .iter()
        .filter(|column| column.sorts)
        .map(|column| column.key)
        .collect();
    let query = ListQuery::of(&pairs, &sortable, list.sort);
    let (language, today) = (ctx.messages.language().code(), ctx.today());
    let query = query.map(|query| ListQuery {
        language,
        today,
        ..query
    });
    (pairs, query)
}

/// The day typed into a filter of dates in the reader's own way, as the URL keeps it.
fn typed_day<R>(ctx: &Ctx, list: &List<R>, name: &str, value: &str) -> Option<String> {
    let is_date = |known: &super::Filter| match known.of {
        FilterOf::Dates => name.split_once('.').is_some_and(|(filter, _)| filter == known.name),
        FilterOf::Date => name == known.name,
        FilterOf::States(_) | FilterOf::Choice(_) | FilterOf::Text | FilterOf::YesNo | FilterOf::Record { .. } => false,
    };
    list.filters.iter().find(|known| is_date(known))?;
    ctx.formats.parse_date(value).map(|day| day.to_string())
}

type ListQueryResult = Result<ListQuery>;

/// One page of rows in reading order, and whether there are more in the direction read.
fn page<R>(ctx: &Ctx, list: &List<R>, query: &ListQuery) -> Result<(Vec<R>, bool)> {
    let reach = ctx.reach(list.permission);
    let mut rows = ctx.read(|conn| (list.fetch)(conn, &reach, query))?;
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
    let (pairs, query) = asked(ctx, list, req);
    let query = query?;
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
            let totals = totals(ctx, list, &query)?;
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
    let (rows, more) = page(ctx, list, query)?;
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
                    .map(|column| (column.key.to_owned(), (column.value)(row).json_as(column.kind))),
            );
            serde_json::Value::Object(members)
        })
        .collect();
    Reply::json(&json!({"rows": rows, "next": next}))
}

/// The columns with their heads; where all amounts of a column are in one currency, its head names it.
fn columns<R>(
    ctx: &Ctx,
    shown: &[&super::Column<R>],
    query: &ListQuery,
    pairs: &[(String, String)],
    rows: &[R],
) -> Vec<ListColumn> {
    let label = |column: &super::Column<R>| {
        let label = ctx.text(&format!("column-{}", column.key));
        match currencies(column, rows).as_slice() {
            [currency] => ctx.say_with("head-in", &[("label", label.into()), ("unit", currency.into())]),
            _ => label,
        }
    };
    let column = |column: &&super::Column<R>| {
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
fn currencies<R>(column: &super::Column<R>, rows: &[R]) -> Vec<String> {
    let values = rows.iter().map(column.value);
    let found: BTreeSet<String> = values.filter_map(|value| value.currency().map(str::to_owned)).collect();
    found.into_iter().collect()
}

/// The columns of a page: unless the reader chose them, the currency has its own only where amounts are in several.
fn shown_here<'a, R>(ctx: &'a Ctx, list: &'a List<R>, query: &ListQuery, rows: &[R]) -> Vec<&'a super::Column<R>> {
    let mut shown = list.shown(ctx, query);
    let counts: Vec<usize> = shown.iter().map(|column| currencies(column, rows).len()).collect();
    if !query.columns.is_empty() || counts.iter().all(|count| *count == 0) {
        return shown;
    }
    let is_mixed = counts.iter().any(|count| *count > 1);
    let own = |column: &&super::Column<R>| column.key == "currency";
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
    let (rows, more) = page(ctx, list, query)?;
    let shown = shown_here(ctx, list, query, &rows);
    let filters = filters(ctx, list, query, pairs)?;
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
            .map(|column| (column.value)(row).cell(ctx.messages, &ctx.formats))
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
        views: views::tabs(ctx, list, query, &base)?,
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
        totals: Totals::Later(totals_url(pairs, &shown, has_acts)),
        pager: Some(pager(list, query, pairs, &rows, more, ctx)),
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

/// Where the sums of the columns shown come from.
fn totals_url<R>(pairs: &[(String, String)], shown: &[&super::Column<R>], has_acts: bool) -> String {
    let mut added = vec![("part", "totals"), (ACTS, if has_acts { "yes" } else { "no" })];
    added.extend(shown.iter().map(|column| ("columns", column.key)));
    with(pairs, &["after", "before", "columns"], &added)
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

fn pager<R>(list: &List<R>, query: &ListQuery, pairs: &[(String, String)], rows: &[R], more: bool, ctx: &Ctx) -> Pager {
    let moved = |name: &str, row: &R| with(pairs, &["after", "before"], &[(name, &list.cursor(query, row))]);
    let is_first = query.after.is_none() && (query.before.is_none() || !more);
    let has_next = if query.before.is_some() { true } else { more };
    Pager {
        range_text: ctx.say_with("list-rows", &[("count", i64::try_from(rows.len()).unwrap_or(0).into())]),
        first_url: if is_first {
            String::new()
        } else {
            with(pairs, &["after", "before"], &[])
        },
        previous_url: rows
            .first()
            .filter(|_| !is_first)
            .map(|row| moved("before", row))
            .unwrap_or_default(),
        next_url: rows
            .last()
            .filter(|_| has_next)
            .map(|row| moved("after", row))
            .unwrap_or_default(),
        sizes: PAGE_SIZES
            .iter()
            .map(|size| PageSize {
                rows: size.to_string(),
                current: *size == query.limit,
            })
            .collect(),
    }
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

/// Count and sums of all matches, exact.
fn totals<R>(ctx: &Ctx, list: &List<R>, query: &ListQuery) -> Result<ListTotals> {
    let reach = ctx.reach(list.permission);
    let sums = ctx.read(|conn| (list.sums)(conn, &reach, query))?;
    let shown = list.shown(ctx, query);
    let by_key: BTreeMap<&str, &Value> = sums.sums.iter().map(|(key, value)| (*key, value)).collect();
    let total = ctx.formats.integer(sums.count);
    Ok(ListTotals {
        rows_text: ctx.say_with("list-count", &[("count", sums.count.into())]),
        all_text: String::new(),
        sums: shown
            .iter()
            .map(|column| {
                by_key
                    .get(column.key)
                    .map_or(String::new(), |value| sum_text(ctx, value))
            })
            .collect(),
        of_text: ctx.say_with("list-of", &[("count", sums.count.into())]),
        total: Some(total),
        views: views::counts(ctx, list)?,
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

fn filters<R>(ctx: &Ctx, list: &List<R>, query: &ListQuery, pairs: &[(String, String)]) -> Result<Vec<FilterField>> {
    list.filters
        .iter()
        .map(|filter| filter_field(ctx, filter, query, pairs))
        .collect()
}

fn filter_field(
    ctx: &Ctx,
    filter: &super::Filter,
    query: &ListQuery,
    pairs: &[(String, String)],
) -> Result<FilterField> {
    let name = filter.name;
    let (from, to) = (format!("{name}.from"), format!("{name}.to"));
    let chosen = query.choice(name).unwrap_or_default();
    let options = |options: Options| -> (FilterKind, String) {
        let labels: Vec<&str> = options
            .iter()
            .filter(|(value, _)| chosen.contains(value))
            .map(|(_, label)| label.as_str())
            .collect();
        let text = labels.join(", ");
        (
            FilterKind::Choice(
                options
                    .iter()
                    .map(|(value, label)| FilterOption::new(value, label, chosen.contains(value)))
                    .collect(),
            ),
            text,
        )
    };
    let (kind, value_text) = match filter.of {
        FilterOf::States(states) => options(
            states
                .iter()
                .map(|look| (look.code.to_owned(), ctx.text(look.key)))
                .collect(),
        ),
        FilterOf::Choice(values) => options(ctx.read(|conn| values(conn, ctx))?),
        FilterOf::Dates => {
            let show = |date: Option<chrono::NaiveDate>| date.map(|date| ctx.formats.date(date)).unwrap_or_default();
            let (first, last) = (query.from_date(name), query.to_date(name));
            let text = if first.is_none() && last.is_none() {
                String::new()
            } else {
                format!("{} – {}", show(first), show(last))
            };
            (
                FilterKind::DateRange {
                    from: show(first),
                    to: show(last),
                    presets: Vec::new(),
                },
                text,
            )
        }
        FilterOf::Date => {
            let day = query.day(name).map(|date| ctx.formats.date(date)).unwrap_or_default();
            (FilterKind::Date(day.clone()), day)
        }
        FilterOf::Text => (
            FilterKind::Text(chosen.first().cloned().unwrap_or_default()),
            chosen.join(", "),
        ),
        FilterOf::YesNo => {
            let flag = query.flag(name);
            let text = flag
                .map(|flag| ctx.text(if flag { "yes" } else { "no" }))
                .unwrap_or_default();
            (FilterKind::YesNo(flag), text)
        }
        FilterOf::Record {
            search_url,
            name: name_of,
        } => {
            let text = match query.id(name) {
                Some(id) => ctx.read(|conn| name_of(conn, id)).unwrap_or_default(),
                None => String::new(),
            };
            let id = query.id(name).map(|id| id.to_string()).unwrap_or_default();
            (
                FilterKind::Lookup {
                    search_url: search_url.to_owned(),
                    id,
                    text: text.clone(),
                },
                text,
            )
        }
    };
    let remove_url = with(
        pairs,
        &[name, &from, &to, "after", "before", "view"],
        &[("view", "all")],
    );
    Ok(FilterField {
        name: name.to_owned(),
        label: ctx.text(&format!("column-{name}")),
        kind,
        value_text,
        remove_url,
    })
}

/// The records a bulk action is for: the checked ones, or all that match the list's query, as far as the reader may.
pub fn selected<R>(ctx: &Ctx, req: &Req, list: &List<R>) -> Result<Vec<Subject>> {
    let chosen = chosen(ctx, req, list)?;
    Ok(chosen.into_iter().map(|(subject, _)| subject).collect())
}

/// The same with what each is called: its first column.
pub(super) fn chosen<R>(ctx: &Ctx, req: &Req, list: &List<R>) -> Result<Vec<(Subject, String)>> {
    let checked: Vec<i64> = req.value("id").split(',').filter_map(|id| id.parse().ok()).collect();
    let reach = ctx.reach(list.permission);
    let everything = req.value("all") == "yes";
    refuse_unless!(everything || !checked.is_empty(), "bulk-nothing-selected");
    let pairs: Pairs = if everything {
        form_urlencoded::parse(req.value("query").as_bytes())
            .into_owned()
            .collect()
    } else {
        vec![("view".to_owned(), "all".to_owned())]
    };
    let sortable: Vec<&str> = list
        .columns
        .iter()
        .filter(|column| column.sorts)
        .map(|column| column.key)
        .collect();
    let mut query = ListQuery::of(&pairs, &sortable, list.sort)?;
    query.limit = 200;
    query.language = ctx.messages.language().code();
    query.today = ctx.today();
    let mut found = Vec::new();
    loop {
        let (rows, more) = page(ctx, list, &query)?;
        let name = |row: &R| list.columns.first().map(|column| (column.value)(row).machine());
        let named = rows
            .iter()
            .map(|row| ((list.subject)(row), name(row).unwrap_or_default()));
        found.extend(named.filter(|(subject, _)| everything || checked.contains(&subject.raw())));
        if found.len() > BULK_MAX {
            let most = i64::try_from(BULK_MAX).unwrap_or(0);
            return Err(Error::Refused(Message::new("bulk-too-many").with("max", most)));
        }
        let enough = !everything && found.len() >= checked.len();
        match rows.last().filter(|_| more && !enough) {
            Some(row) => query.after = Some(list.cursor(&query, row)),
            None => break,
        }
    }
    let reachable = !reach.is_empty();
    Ok(if reachable { found } else { Vec::new() })
}
