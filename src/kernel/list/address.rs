//! The address of a list: everything that is asked of it stands there and can be kept, sent and changed part by part.
use crate::kernel::error::Result;
use crate::kernel::list::Filter;
use crate::kernel::list::FilterOf;
use crate::kernel::list::List;
use crate::kernel::list::ListQuery;
use crate::kernel::web::Ctx;
use crate::kernel::web::Req;

/// Says in the address of the totals that the rows end with a cell for actions.
pub(super) const ACTS: &str = "acts";

/// Says in the address of the totals how many rows a last page has.
pub(super) const AT_END: &str = "at-end";

/// Names and values as they stand in the address.
pub(super) type Pairs = Vec<(String, String)>;

/// The query string of pairs, without `?`.
pub fn query_string(pairs: &[(String, String)]) -> String {
    form_urlencoded::Serializer::new(String::new())
        .extend_pairs(pairs)
        .finish()
}

/// The address with some names dropped and others added.
pub(super) fn with(pairs: &[(String, String)], drop: &[&str], add: &[(&str, &str)]) -> String {
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
pub(super) fn asked<R>(ctx: &Ctx, list: &List<R>, req: &Req) -> Result<(Pairs, ListQuery)> {
    let mut pairs: Pairs = req
        .query
        .iter()
        .filter(|(name, value)| !value.is_empty() && !matches!(name.as_str(), "part" | "format" | ACTS | AT_END))
        .cloned()
        .collect();
    // People come by links that carry other things too, which are passed over; programs and files get exactly what they
    // asked for.
    if req.is_api() || !req.query("format").is_empty() {
        list.refuse_unknown(&pairs)?;
    } else {
        pairs.retain(|(name, _)| list.knows(name));
    }
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
    let query = query_of(ctx, list, &pairs)?;
    Ok((pairs, query))
}

/// What these names and values ask of the list, for this reader.
pub(super) fn query_of<R>(ctx: &Ctx, list: &List<R>, pairs: &[(String, String)]) -> Result<ListQuery> {
    list.refuse_unreadable(pairs)?;
    let sortable: Vec<&str> = list
        .columns
        .iter()
        .filter(|column| column.sorts)
        .map(|column| column.key)
        .collect();
    Ok(ListQuery {
        language: ctx.messages.language().code(),
        today: ctx.today(),
        zone: ctx.formats.zone,
        ..ListQuery::of(pairs, &sortable, list.sort)?
    })
}

/// The day typed into a filter of dates in the reader's own way, as the URL keeps it.
pub(super) fn typed_day<R>(ctx: &Ctx, list: &List<R>, name: &str, value: &str) -> Option<String> {
    let is_date = |known: &Filter| match known.of {
        FilterOf::Dates => name.split_once('.').is_some_and(|(filter, _)| filter == known.name),
        FilterOf::Date => name == known.name,
        FilterOf::States(_)
        | FilterOf::Choice(_)
        | FilterOf::Text
        | FilterOf::YesNo
        | FilterOf::Linked
        | FilterOf::Record { .. } => false,
    };
    list.filters.iter().find(|known| is_date(known))?;
    ctx.formats.parse_date(value).map(|day| day.to_string())
}
