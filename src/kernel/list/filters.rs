//! The filters of a list as its page shows them: what can be chosen, what is chosen, how to take it away.
use crate::kernel::error::Result;
use crate::kernel::list::Filter;
use crate::kernel::list::FilterOf;
use crate::kernel::list::List;
use crate::kernel::list::ListQuery;
use crate::kernel::list::Options;
use crate::kernel::list::address::with;
use crate::kernel::list::filter::text_of;
use crate::kernel::view::FilterField;
use crate::kernel::view::FilterKind;
use crate::kernel::view::FilterOption;
use crate::kernel::web::Ctx;
use tenon_db::Conn;

/// All filters of the list. What can be chosen stands in the page, so that it is filtered without scripts too: a small
/// query for each choice that is read from the database, in the read that gives the rows.
pub(super) fn filters<R>(
    conn: &mut Conn,
    ctx: &Ctx,
    list: &List<R>,
    query: &ListQuery,
    pairs: &[(String, String)],
) -> Result<Vec<FilterField>> {
    let shown = |filter: &&Filter| !matches!(filter.of, FilterOf::Linked);
    list.filters
        .iter()
        .filter(shown)
        .map(|filter| filter_field(conn, ctx, filter, (query, pairs)))
        .collect()
}

fn filter_field(
    conn: &mut Conn,
    ctx: &Ctx,
    filter: &Filter,
    (query, pairs): (&ListQuery, &[(String, String)]),
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
        let text = ctx.messages.joined(&labels);
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
        FilterOf::Choice(values) => options(values(conn, ctx)?),
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
        FilterOf::Text | FilterOf::Linked => (
            FilterKind::Text(chosen.first().cloned().unwrap_or_default()),
            ctx.messages.joined(&chosen),
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
                Some(id) => name_of(conn, ctx, id).unwrap_or_default(),
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
        &[name, &from, &to, &text_of(name), "after", "before", "view"],
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
