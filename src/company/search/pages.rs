//! The search page and what the palette asks for.
use crate::company::activity::access;
use crate::company::search::Found;
use crate::company::search::HITS_MAX;
use crate::company::search::PALETTE_PAGES;
use crate::company::search::PALETTE_RECORDS;
use crate::company::search::QUERY_MAX;
use crate::company::search::SearchAnswer;
use crate::company::search::Wanted;
use crate::company::search::label_score;
use crate::company::search::queries;
use crate::company::search::wanted;
use crate::kernel::error::Result;
use crate::kernel::search;
use crate::kernel::search::SearchKind;
use crate::kernel::view::Cell;
use crate::kernel::view::ComboOption;
use crate::kernel::view::Crumb;
use crate::kernel::view::DataTable;
use crate::kernel::view::Empty;
use crate::kernel::view::FilterField;
use crate::kernel::view::FilterKind;
use crate::kernel::view::FilterOption;
use crate::kernel::view::PaletteAnswer;
use crate::kernel::view::PaletteGroup;
use crate::kernel::view::PaletteItem;
use crate::kernel::view::Phone;
use crate::kernel::view::ReportPage;
use crate::kernel::view::TableColumn;
use crate::kernel::view::TableRow;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::Route;
use crate::kernel::web::answer;
use crate::kernel::web::get;
use crate::permission::Permission;

pub const ROUTES: &[Route] = &[
    get("/search", Permission::Own, show).gives::<SearchAnswer>(),
    get("/search/palette", Permission::Own, palette),
    get("/search/records", Permission::Own, records_for_combo),
];

/// The kinds a query looks at, narrowed by its mark and by the kind chosen.
fn kinds(ctx: &Ctx, wanted: Wanted, chosen: &str) -> Vec<SearchKind> {
    let is_document = |kind: &SearchKind| ctx.house.app.documents().any(|document| document.kind == kind.kind);
    let all = ctx
        .house
        .app
        .search_kinds()
        .filter(|kind| ctx.actor.may_somewhere(kind.permission));
    let narrowed =
        all.filter(|kind| wanted.takes(kind, is_document(kind)) && (chosen.is_empty() || kind.kind == chosen));
    narrowed.copied().collect()
}

fn hits(ctx: &Ctx, kinds: &[SearchKind], query: &str, limit: usize) -> Result<Vec<Found>> {
    let hits = ctx.read(|conn| search::find(conn, &ctx.actor, kinds, query, limit, access::is_open))?;
    Ok(hits
        .into_iter()
        .map(|hit| Found::new(hit.subject, hit.title, hit.subtitle))
        .collect())
}

fn typed(req: &Req) -> String {
    req.query("q").chars().take(QUERY_MAX).collect()
}

fn show(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (text, chosen) = (typed(req), req.query("kind"));
    let (mark, query) = wanted(&text);
    let hits = hits(ctx, &kinds(ctx, mark, chosen), query, HITS_MAX)?;
    if req.is_api() {
        return Reply::json(&SearchAnswer { hits });
    }
    let title = ctx.text("search-title");
    let page = ReportPage {
        title: title.clone(),
        subtitle: subtitle(ctx, query, hits.len()),
        url: "/search".to_owned(),
        parameters: parameters(ctx, &text, chosen),
        empty: hits.is_empty().then(|| Empty {
            icon: "search",
            title: if query.is_empty() {
                ctx.text("search-ask")
            } else {
                ctx.text("search-none")
            },
            text: ctx.text("search-hint"),
            links: Vec::new(),
        }),
        table: table(ctx, &hits),
        ..ReportPage::default()
    };
    answer::report(ctx, req, &page, vec![Crumb::new(title, "")])
}

fn subtitle(ctx: &Ctx, query: &str, count: usize) -> String {
    if query.is_empty() {
        return String::new();
    }
    let count = i64::try_from(count).unwrap_or(0);
    ctx.say_with("search-count", &[("count", count.into()), ("text", query.into())])
}

fn parameters(ctx: &Ctx, text: &str, chosen: &str) -> Vec<FilterField> {
    let all = kinds(ctx, Wanted::Everything, "");
    let option = |kind: &SearchKind| FilterOption::new(kind.kind, ctx.text(kind.label), kind.kind == chosen);
    let everything = FilterOption::new("", ctx.text("search-everything"), chosen.is_empty());
    let query = FilterField {
        name: "q".to_owned(),
        label: ctx.text("search-query"),
        kind: FilterKind::Text(text.to_owned()),
        ..FilterField::default()
    };
    let kind = FilterField {
        name: "kind".to_owned(),
        label: ctx.text("column-record-kind"),
        kind: FilterKind::One(std::iter::once(everything).chain(all.iter().map(option)).collect()),
        ..FilterField::default()
    };
    vec![query, kind]
}

fn table(ctx: &Ctx, hits: &[Found]) -> DataTable {
    let row = |hit: &Found| {
        TableRow::new(vec![
            Cell::link(&hit.title, &hit.url),
            Cell::text(ctx.text(&format!("kind-{}", hit.kind))),
            Cell::Muted(hit.subtitle.clone()),
        ])
    };
    DataTable {
        columns: vec![
            TableColumn::text(ctx.text("column-record")).phone(Phone::Name),
            TableColumn::text(ctx.text("column-record-kind")).phone(Phone::Status),
            TableColumn::text(ctx.text("column-details")).phone(Phone::Partner),
        ],
        rows: hits.iter().map(row).collect(),
        ..DataTable::default()
    }
}

fn palette(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let text = typed(req);
    let (mark, query) = wanted(&text);
    let mut groups = Vec::new();
    if query.is_empty() && mark == Wanted::Everything {
        groups.push(group(ctx, "palette-recent", recent(ctx)?));
    }
    if matches!(mark, Wanted::Everything | Wanted::Actions) {
        groups.push(group(ctx, "palette-create", to_create(ctx, query)));
        groups.push(group(ctx, "palette-pages", to_open(ctx, query)));
    }
    if !query.is_empty() {
        groups.extend(records(ctx, mark, query)?);
    }
    groups.retain(|group| !group.items.is_empty());
    Reply::json(&PaletteAnswer { groups })
}

fn group(ctx: &Ctx, label: &str, items: Vec<PaletteItem>) -> PaletteGroup {
    PaletteGroup {
        label: ctx.text(label),
        items,
    }
}

fn icon_of(ctx: &Ctx, kind: &str) -> &'static str {
    ctx.house
        .app
        .search_kinds()
        .find(|known| known.kind == kind)
        .map_or("file-text", |known| known.icon)
}

/// The records one worked on last, as far as one may still open them.
fn recent(ctx: &Ctx) -> Result<Vec<PaletteItem>> {
    let found = ctx.read(|conn| queries::recent(conn, &ctx.actor, PALETTE_RECORDS))?;
    Ok(found.iter().map(|one| item(ctx, one)).collect())
}

fn item(ctx: &Ctx, found: &Found) -> PaletteItem {
    PaletteItem {
        icon: icon_of(ctx, &found.kind),
        text: found.title.clone(),
        meta: found.subtitle.clone(),
        url: found.url.clone(),
    }
}

/// The best of what matches, by how well it matches.
fn best(mut matches: Vec<(u8, PaletteItem)>) -> Vec<PaletteItem> {
    matches.sort_by_key(|(score, _)| *score);
    matches.into_iter().take(PALETTE_PAGES).map(|(_, item)| item).collect()
}

fn to_create(ctx: &Ctx, query: &str) -> Vec<PaletteItem> {
    let entries = ctx
        .house
        .app
        .departments
        .iter()
        .flat_map(|department| department.create);
    let matches = entries
        .filter(|entry| ctx.actor.may_somewhere(entry.permission))
        .filter_map(|entry| {
            let text = ctx.text(entry.label);
            let score = label_score(&text, query)?;
            Some((
                score,
                PaletteItem {
                    icon: entry.icon,
                    text,
                    meta: String::new(),
                    url: entry.url.to_owned(),
                },
            ))
        });
    best(matches.collect())
}

fn to_open(ctx: &Ctx, query: &str) -> Vec<PaletteItem> {
    let departments = ctx.house.app.departments.iter();
    let items = departments.flat_map(|department| department.menu.iter().map(move |item| (department.name, item)));
    let matches = items
        .filter(|(_, item)| ctx.actor.may_somewhere(item.permission))
        .filter_map(|(name, item)| {
            let (text, meta) = (ctx.text(item.label), ctx.text(&format!("department-{name}")));
            let score = label_score(&format!("{text} {meta}"), query)?;
            Some((
                score,
                PaletteItem {
                    icon: item.icon,
                    text,
                    meta,
                    url: item.url.to_owned(),
                },
            ))
        });
    best(matches.collect())
}

/// Any record as an option: its code and id are the value.
fn records_for_combo(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let text = typed(req);
    let (mark, query) = wanted(&text);
    let found = hits(ctx, &kinds(ctx, mark, ""), query, PALETTE_RECORDS)?;
    let option = |one: Found| ComboOption {
        id: format!("{}:{}", one.kind, one.id),
        text: one.title,
        right: ctx.text(&format!("kind-{}", one.kind)),
        sub: one.subtitle,
        ..ComboOption::default()
    };
    Reply::json(&found.into_iter().map(option).collect::<Vec<_>>())
}

/// Found records, grouped by kind in the order of the best hit of each.
fn records(ctx: &Ctx, mark: Wanted, query: &str) -> Result<Vec<PaletteGroup>> {
    let kinds = kinds(ctx, mark, "");
    let mut groups: Vec<(String, PaletteGroup)> = Vec::new();
    for found in hits(ctx, &kinds, query, PALETTE_RECORDS)? {
        let item = item(ctx, &found);
        match groups.iter_mut().find(|(kind, _)| *kind == found.kind) {
            Some((_, group)) => group.items.push(item),
            None => {
                let label = kinds
                    .iter()
                    .find(|kind| kind.kind == found.kind)
                    .map_or("column-record", |kind| kind.label);
                groups.push((found.kind.clone(), group(ctx, label, vec![item])));
            }
        }
    }
    Ok(groups.into_iter().map(|(_, group)| group).collect())
}
