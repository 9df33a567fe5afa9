//! Units of measure on both doors: the list, one unit with what it converts into, its form.
use crate::catalog::unit::Dimension;
use crate::catalog::unit::NewConversion;
use crate::catalog::unit::NewUnit;
use crate::catalog::unit::Unit;
use crate::catalog::unit::ops;
use crate::catalog::unit::queries;
use crate::catalog::unit::queries::General;
use crate::company::activity;
use crate::ids::UnitId;
use crate::kernel::error::Result;
use crate::kernel::fields::Fields;
use crate::kernel::list;
use crate::kernel::list::FilterOf;
use crate::kernel::list::List;
use crate::kernel::list::Options;
use crate::kernel::list::column;
use crate::kernel::list::filter;
use crate::kernel::list::usage_filter;
use crate::kernel::list::usage_views;
use crate::kernel::translation;
use crate::kernel::value::Kind;
use crate::kernel::value::Value;
use crate::kernel::value::usage;
use crate::kernel::view::Action;
use crate::kernel::view::Cell;
use crate::kernel::view::ComboOption;
use crate::kernel::view::DataTable;
use crate::kernel::view::Fact;
use crate::kernel::view::Field;
use crate::kernel::view::FormPage;
use crate::kernel::view::ObjectPage;
use crate::kernel::view::Phone;
use crate::kernel::view::Section;
use crate::kernel::view::SectionBody;
use crate::kernel::view::TableColumn;
use crate::kernel::view::TableRow;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::Route;
use crate::kernel::web::answer;
use crate::kernel::web::get;
use crate::kernel::web::master;
use crate::kernel::web::master::Head;
use crate::kernel::web::master::Place;
use crate::kernel::web::master::shared;
use crate::kernel::web::post;
use crate::permission::Permission::ProductEdit;
use crate::permission::Permission::ProductRead;
use serde::Serialize;
use serde_json::json;
use tenon_db::Conn;

const URL: &str = "/setup/units";

const PLACE: Place = Place {
    name: "units",
    url: URL,
};
pub const SEARCH_URL: &str = "/setup/units/search";

pub const ROUTES: &[Route] = &[
    get(URL, ProductRead, list).lists(|| units().described()),
    get(SEARCH_URL, ProductRead, search),
    get("/setup/units/new", ProductEdit, new),
    post(URL, ProductEdit, create).takes::<NewUnit>().again(new),
    get("/setup/units/{id}", ProductRead, show).gives::<UnitRecord>(),
    get("/setup/units/{id}/edit", ProductEdit, edit),
    post("/setup/units/{id}", ProductEdit, |ctx, req| {
        shared::update(ctx, req, ops::update)
    })
    .takes::<NewUnit>()
    .again(edit),
    post("/setup/units/{id}/archive", ProductEdit, |ctx, req| {
        shared::archive(ctx, req, ops::archive)
    })
    .api()
    .again(show),
    post("/setup/units/{id}/restore", ProductEdit, |ctx, req| {
        shared::restore(ctx, req, ops::archive)
    })
    .api()
    .again(show),
    post("/setup/units/{id}/delete", ProductEdit, |ctx, req| {
        shared::delete(&PLACE, ctx, req, ops::delete)
    })
    .api()
    .again(show),
    get("/setup/units/{id}/conversions/new", ProductEdit, new_conversion),
    post("/setup/units/{id}/conversions", ProductEdit, add_conversion)
        .takes::<NewConversion>()
        .again(new_conversion),
    post(
        "/setup/units/{id}/conversions/{conversion}/delete",
        ProductEdit,
        remove_conversion,
    )
    .api()
    .again(show),
];

fn dimensions(ctx: &Ctx) -> Options {
    ctx.options(Dimension::ALL, Dimension::code, Dimension::message_key)
}

fn units() -> List<Unit> {
    List {
        name: "units",
        url: URL,
        icon: "ruler",
        permission: ProductRead,
        columns: vec![
            column("code", Kind::Text, |row: &Unit| Value::text(&row.code))
                .sorts()
                .phone(Phone::Name),
            column("name", Kind::Text, |row: &Unit| Value::text(&row.name)).phone(Phone::Partner),
            column("dimension", Kind::Text, |row: &Unit| {
                Value::Code(row.dimension.message_key(), row.dimension.code().to_owned())
            }),
            column("decimals", Kind::Number, |row: &Unit| {
                Value::Number(i64::from(row.decimals))
            }),
            column("state", Kind::Text, |row: &Unit| Value::State(usage(row.is_active))).phone(Phone::Status),
        ],
        filters: vec![
            filter("dimension", FilterOf::Choice(|_, ctx| Ok(dimensions(ctx)))),
            usage_filter(),
        ],
        views: usage_views(),
        sort: ("code", false),
        subject: |row| row.id.into(),
        new: Some(("/setup/units/new", ProductEdit)),
        bulk: Vec::new(),
        fetch: queries::page,
        sums: queries::sums,
        peek: false,
    }
}

fn list(ctx: &Ctx, req: &Req) -> Result<Reply> {
    list::show(ctx, req, &units())
}

/// Options of a combobox: units in use by code or name.
fn search(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let found = ctx.read(|conn| queries::search(conn, req.query("q"), 30))?;
    let option = |unit: Unit| ComboOption {
        id: unit.id.to_string(),
        text: unit.code,
        sub: unit.name,
        ..ComboOption::default()
    };
    Reply::json(&found.into_iter().map(option).collect::<Vec<_>>())
}

/// The code of a unit, for a combobox that holds its id.
pub fn code_of(conn: &mut Conn, id: Option<i64>) -> Result<String> {
    match id {
        Some(id) => Ok(queries::get(conn, UnitId::from(id))
            .map(|unit| unit.code)
            .unwrap_or_default()),
        None => Ok(String::new()),
    }
}

/// A unit with what it converts into.
#[derive(Serialize, schemars::JsonSchema)]
struct UnitRecord {
    #[serde(flatten)]
    unit: Unit,
    conversions: Vec<General>,
}

fn head_of(row: &Unit) -> Head {
    Head::new(row.id, &row.name, row.version, row.is_active)
}

fn show(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: UnitId = req.id()?;
    let unit = ctx.read(|conn| queries::get(conn, id))?;
    if req.is_api() {
        let conversions = ctx.read(|conn| queries::general_of(conn, id))?;
        return Reply::json(&UnitRecord { unit, conversions });
    }
    let may_edit = ctx.may(ProductEdit);
    let names = ctx.read(|conn| translation::names_of(conn, id))?;
    let mut facts = vec![
        Fact::text(ctx.text("field-code"), unit.code.as_str()),
        Fact::text(ctx.text("field-dimension"), ctx.text(unit.dimension.message_key())),
        Fact::text(
            ctx.text("field-decimals"),
            ctx.formats.integer(i64::from(unit.decimals)),
        ),
    ];
    facts.extend(master::names(&names));
    let page = ObjectPage {
        facts,
        sections: vec![conversions_of(ctx, &unit, may_edit)?],
        ..master::page(ctx, &head_of(&unit), may_edit)
    };
    let page = activity::attach(ctx, page, id.into(), None)?;
    answer::object(ctx, req, page, PLACE.crumbs(ctx, &unit.name))
}

/// "1 doz = 12 pcs", each with a button that takes it back.
fn conversions_of(ctx: &Ctx, unit: &Unit, may_edit: bool) -> Result<Section> {
    let id = unit.id;
    let (known, units) = ctx.read(|conn| Ok((queries::general_of(conn, id)?, queries::all(conn)?)))?;
    let side = |count: i64, unit: UnitId| Cell::Quantity {
        figure: ctx.formats.integer(count),
        unit: units.get(&unit).map(|unit| unit.code.clone()).unwrap_or_default(),
    };
    let rows = known.iter().map(|general| {
        TableRow::new(vec![
            side(general.ratio.denominator, general.ratio.from),
            Cell::Muted("=".to_owned()),
            side(general.ratio.numerator, general.ratio.to),
        ])
    });
    let table = DataTable {
        columns: vec![
            TableColumn::number(ctx.text("field-from-unit")),
            TableColumn::text(""),
            TableColumn::number(ctx.text("field-to-unit")),
        ],
        rows: rows.collect(),
        empty: ctx.text("unit-no-conversions"),
        ..DataTable::default()
    };
    let mut section = Section::new("conversions", ctx.text("unit-conversions"), SectionBody::Table(table));
    if may_edit {
        let url = format!("{URL}/{id}/conversions");
        section.actions = vec![Action::get(
            ctx.text("action-add-conversion"),
            "plus",
            format!("{url}/new"),
        )];
        section.actions.extend(known.iter().map(|general| {
            let other = if general.ratio.from == id {
                general.ratio.to
            } else {
                general.ratio.from
            };
            let other = units.get(&other).map(|unit| unit.code.clone()).unwrap_or_default();
            let label = ctx.say_with("action-remove-conversion", &[("unit", other.into())]);
            Action::post(label, "trash-2", format!("{url}/{}/delete", general.id))
        }));
    }
    Ok(section)
}

fn form(ctx: &Ctx, req: &Req, record: &impl Serialize) -> FormPage {
    let fields = Fields::new(ctx, req, record);
    let head = vec![
        fields.text("code").width(3).hint(ctx.text("unit-code-hint")),
        fields.text("name").width(6),
        fields.select("dimension", &dimensions(ctx), false).width(3),
        fields.number("decimals").hint(ctx.text("unit-decimals-hint")),
    ];
    FormPage::default()
        .group("", head)
        .group(ctx.text("names-in-languages"), fields.names())
}

fn new(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let usual = json!({"dimension": "count", "decimals": 0});
    PLACE.new_form(ctx, req, form(ctx, req, &usual))
}

fn edit(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: UnitId = req.id()?;
    let (unit, names) = ctx.read(|conn| Ok((queries::get(conn, id)?, translation::names_of(conn, id)?)))?;
    let record = unit.as_command(&names);
    PLACE.edit_form(ctx, req, &head_of(&unit), &record, form(ctx, req, &record))
}

fn create(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (new, company): (NewUnit, _) = (req.command(ctx)?, ctx.company.id);
    ctx.done(req, "notice-created", move |tx| ops::create(tx, company, &new))
}

fn new_conversion(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: UnitId = req.id()?;
    let unit = ctx.read(|conn| queries::get(conn, id))?;
    let usual = json!({"from_unit_id": id.to_string(), "denominator": 1});
    let fields = Fields::new(ctx, req, &usual);
    let others = |name: &str| -> Result<Field> {
        let text = ctx.read(|conn| code_of(conn, fields.id(name)))?;
        Ok(fields.combo(name, SEARCH_URL, "ruler", text).width(3))
    };
    let title = ctx.say_with("unit-new-conversion", &[("name", (&unit.name).into())]);
    let page = FormPage {
        title: title.clone(),
        action: format!("{URL}/{id}/conversions"),
        discard_url: unit.url(),
        ..FormPage::default()
    };
    let page = page.group(
        "",
        vec![
            fields.number("denominator"),
            others("from_unit_id")?,
            fields.number("numerator"),
            others("to_unit_id")?,
        ],
    );
    answer::form(ctx, req, page, PLACE.crumbs(ctx, &title))
}

fn add_conversion(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (id, company): (UnitId, _) = (req.id()?, ctx.company.id);
    let new: NewConversion = req.command(ctx)?;
    ctx.done(req, "notice-saved", move |tx| {
        ops::add_conversion(tx, company, &new)?;
        Ok(id)
    })
}

fn remove_conversion(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (id, company): (UnitId, _) = (req.id()?, ctx.company.id);
    let conversion: i64 = req.param_id("conversion")?;
    ctx.done(req, "notice-deleted", move |tx| {
        ops::remove_conversion(tx, company, id, conversion)?;
        Ok(id)
    })
}
