//! Number series on both doors, with the number the next document gets.
use crate::company::activity;
use crate::company::series::EditSeries;
use crate::company::series::NewSeries;
use crate::company::series::NumberSeries;
use crate::company::series::message_key;
use crate::company::series::ops;
use crate::company::series::queries;
use crate::company::series::queries::SeriesRow;
use crate::ids::NumberSeriesId;
use crate::kernel::error::Result;
use crate::kernel::fields::Fields;
use crate::kernel::list;
use crate::kernel::list::FilterOf;
use crate::kernel::list::List;
use crate::kernel::list::Options;
use crate::kernel::list::column;
use crate::kernel::list::filter;
use crate::kernel::sequence::SeriesKind;
use crate::kernel::sequence::format_number;
use crate::kernel::sequence::usual_pattern;
use crate::kernel::value::Kind;
use crate::kernel::value::Value;
use crate::kernel::view::Cell;
use crate::kernel::view::Fact;
use crate::kernel::view::Field;
use crate::kernel::view::FieldKind;
use crate::kernel::view::FormPage;
use crate::kernel::view::ObjectPage;
use crate::kernel::view::Phone;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::Route;
use crate::kernel::web::answer;
use crate::kernel::web::get;
use crate::kernel::web::master;
use crate::kernel::web::master::Head;
use crate::kernel::web::master::Place;
use crate::kernel::web::post;
use crate::permission::Permission::CompanyEdit;
use crate::permission::Permission::CompanyRead;
use chrono::Datelike;
use serde_json::json;

const URL: &str = "/setup/number-series";

const PLACE: Place = Place {
    name: "number-series",
    url: URL,
};

pub const ROUTES: &[Route] = &[
    get(URL, CompanyRead, list).lists(|| series_list().described()),
    get("/setup/number-series/new", CompanyEdit, new),
    post(URL, CompanyEdit, create).takes::<NewSeries>().again(new),
    get("/setup/number-series/{id}", CompanyRead, show).gives::<NumberSeries>(),
    get("/setup/number-series/{id}/edit", CompanyEdit, edit),
    post("/setup/number-series/{id}", CompanyEdit, |ctx, req| {
        master::update(ctx, req, ops::update)
    })
    .takes::<EditSeries>()
    .again(edit),
];

fn kinds(ctx: &Ctx) -> Options {
    SeriesKind::ALL
        .iter()
        .map(|kind| (kind.code().to_owned(), ctx.text(message_key(*kind))))
        .collect()
}

fn series_list() -> List<SeriesRow> {
    List {
        name: "number-series",
        url: URL,
        icon: "list-ordered",
        permission: CompanyRead,
        columns: vec![
            column("kind", Kind::Text, |row: &SeriesRow| {
                Value::Code(message_key(row.series.kind), row.series.kind.code().to_owned())
            })
            .phone(Phone::Name),
            column("year", Kind::Number, |row: &SeriesRow| {
                Value::text(row.series.year.to_string())
            })
            .sorts()
            .phone(Phone::Date),
            column("company", Kind::Text, |row: &SeriesRow| Value::text(&row.company)).phone(Phone::Partner),
            column("pattern", Kind::Text, |row: &SeriesRow| {
                Value::text(&row.series.pattern)
            }),
            column("next-number", Kind::Text, |row: &SeriesRow| {
                Value::text(row.series.preview())
            })
            .phone(Phone::Amount),
            column("last-number", Kind::Number, |row: &SeriesRow| {
                row.series.last_number.map_or(Value::Empty, Value::Number)
            })
            .hidden(),
        ],
        filters: vec![filter("kind", FilterOf::Choice(|_, ctx| Ok(kinds(ctx))))],
        views: Vec::new(),
        sort: ("year", true),
        subject: |row| row.series.id.into(),
        new: Some(("/setup/number-series/new", CompanyEdit)),
        bulk: Vec::new(),
        fetch: queries::page,
        sums: queries::sums,
        peek: false,
    }
}

fn list(ctx: &Ctx, req: &Req) -> Result<Reply> {
    list::show(ctx, req, &series_list())
}

fn title_of(ctx: &Ctx, series: &NumberSeries) -> String {
    format!("{} {}", ctx.text(message_key(series.kind)), series.year)
}

fn head_of(ctx: &Ctx, series: &NumberSeries) -> Head {
    Head::lasting(series.id, title_of(ctx, series), series.version)
}

fn found(ctx: &Ctx, req: &Req) -> Result<NumberSeries> {
    let id: NumberSeriesId = req.id()?;
    ctx.read(|conn| queries::get(conn, &ctx.full_reach(CompanyRead), id))
}

fn show(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let series = found(ctx, req)?;
    if req.is_api() {
        return Reply::json(&series);
    }
    let company = ctx.company_name(series.company_id);
    let last = series
        .last_number
        .map_or("–".to_owned(), |last| ctx.formats.integer(last));
    let may_edit = ctx.actor.may(CompanyEdit, series.company_id);
    let gapless = if series.kind.is_gapless() { "yes" } else { "no" };
    let page = ObjectPage {
        // What was numbered keeps its series: nothing to delete.
        menu: Vec::new(),
        facts: vec![
            Fact::text(ctx.text("field-company"), company),
            Fact::new(ctx.text("field-pattern"), Cell::Code(series.pattern.clone())),
            Fact::text(ctx.text("field-preview"), series.preview()),
            Fact::text(ctx.text("field-last-number"), last),
            Fact::text(ctx.text("series-gapless"), ctx.text(gapless)),
        ],
        ..master::page(ctx, &head_of(ctx, &series), may_edit)
    };
    let page = activity::attach(ctx, page, series.id.into(), Some(series.company_id))?;
    answer::object(ctx, req, page, PLACE.crumbs(ctx, &title_of(ctx, &series)))
}

/// Pattern, next and last number, and what the next document would be numbered with them.
fn numbering(ctx: &Ctx, fields: &Fields<'_>, year: i32) -> Vec<Field> {
    let (pattern, next) = (
        fields.value("pattern", &FieldKind::Text),
        fields.value("next_number", &FieldKind::Text),
    );
    let preview = format_number(&pattern, year, whole(ctx, &next));
    let mut pattern = fields.text("pattern").width(6).hint(ctx.text("field-pattern-hint"));
    pattern.refreshes = true;
    vec![
        pattern,
        fields.number("next_number"),
        fields.number("last_number").optional(),
        Field::new("preview", ctx.text("field-preview"), FieldKind::ReadOnly)
            .value(preview)
            .width(6),
    ]
}

fn new(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let year = ctx.today().year() + 1;
    let usual = json!({"kind": "invoice", "year": year.to_string(), "pattern": usual_pattern(SeriesKind::Invoice), "next_number": 1});
    let fields = Fields::new(ctx, req, &usual);
    let typed: i32 = fields.value("year", &FieldKind::Text).parse().unwrap_or(year);
    let page = FormPage::default()
        .group(
            "",
            vec![
                fields.select("kind", &kinds(ctx), false).width(6),
                fields.text("year").width(3),
            ],
        )
        .group("", numbering(ctx, &fields, typed));
    PLACE.new_form(ctx, req, page)
}

fn edit(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let series = found(ctx, req)?;
    ctx.require_on(CompanyRead, CompanyEdit, series.company_id)?;
    let record = series.as_command();
    let fields = Fields::new(ctx, req, &record);
    let page = FormPage::default().group("", numbering(ctx, &fields, series.year));
    PLACE.edit_form(ctx, req, &head_of(ctx, &series), &record, page)
}

fn create(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (new, company): (NewSeries, _) = (req.command(ctx)?, ctx.company.id);
    ctx.done(req, "notice-created", move |tx| ops::create(tx, company, &new))
}

/// A typed whole number; one when it is none.
fn whole(ctx: &Ctx, typed: &str) -> i64 {
    let number = ctx.formats.parse_decimal(typed);
    number
        .and_then(|number| number.normalize().to_string().parse().ok())
        .unwrap_or(1)
}
