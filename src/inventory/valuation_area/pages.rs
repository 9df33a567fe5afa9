//! Valuation areas on both doors.
use crate::company::activity;
use crate::ids::ValuationAreaId;
use crate::inventory::valuation_area::NewValuationArea;
use crate::inventory::valuation_area::ValuationArea;
use crate::inventory::valuation_area::ops;
use crate::inventory::valuation_area::queries;
use crate::inventory::warehouse;
use crate::kernel::error::Result;
use crate::kernel::fields::Fields;
use crate::kernel::list;
use crate::kernel::list::List;
use crate::kernel::list::column;
use crate::kernel::value::Kind;
use crate::kernel::value::Value;
use crate::kernel::view::Cell;
use crate::kernel::view::DataTable;
use crate::kernel::view::Fact;
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
use crate::kernel::web::post;
use crate::permission::Permission::StockRead;
use crate::permission::Permission::WarehouseEdit;
use serde_json::json;

const URL: &str = "/setup/valuation-areas";

const PLACE: Place = Place {
    name: "valuation-areas",
    url: URL,
};

pub const ROUTES: &[Route] = &[
    get(URL, StockRead, list).lists(|| areas().described()),
    get("/setup/valuation-areas/new", WarehouseEdit, new),
    post(URL, WarehouseEdit, create).takes::<NewValuationArea>().again(new),
    get("/setup/valuation-areas/{id}", StockRead, show).gives::<ValuationArea>(),
    get("/setup/valuation-areas/{id}/edit", WarehouseEdit, edit),
    post("/setup/valuation-areas/{id}", WarehouseEdit, update)
        .takes::<NewValuationArea>()
        .again(edit),
    post("/setup/valuation-areas/{id}/delete", WarehouseEdit, delete)
        .api()
        .again(show),
];

fn areas() -> List<ValuationArea> {
    List {
        name: "valuation-areas",
        url: URL,
        icon: "scale",
        permission: StockRead,
        columns: vec![
            column("name", Kind::Text, |row: &ValuationArea| Value::text(&row.name))
                .sorts()
                .phone(Phone::Name),
        ],
        filters: Vec::new(),
        views: Vec::new(),
        sort: ("name", false),
        subject: |row| row.id.into(),
        new: Some(("/setup/valuation-areas/new", WarehouseEdit)),
        bulk: Vec::new(),
        fetch: queries::page,
        sums: queries::sums,
        peek: false,
    }
}

fn list(ctx: &Ctx, req: &Req) -> Result<Reply> {
    list::show(ctx, req, &areas())
}

fn head_of(row: &ValuationArea) -> Head {
    Head::lasting(row.id, &row.name, row.version)
}

fn show(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: ValuationAreaId = req.id()?;
    let area = ctx.read(|conn| queries::get(conn, id))?;
    ctx.visible(StockRead, area.company_id)?;
    if req.is_api() {
        return Reply::json(&area);
    }
    let may_edit = ctx.actor.may(WarehouseEdit, area.company_id);
    let company = ctx.company_name(area.company_id);
    let page = ObjectPage {
        facts: vec![Fact::text(ctx.text("field-company"), company)],
        sections: vec![Section::new(
            "warehouses",
            ctx.text("list-warehouses"),
            SectionBody::Table(warehouses(ctx, id)?),
        )],
        ..master::page(ctx, &head_of(&area), may_edit)
    };
    let page = activity::attach(ctx, page, id.into(), Some(area.company_id))?;
    answer::object(ctx, req, page, PLACE.crumbs(ctx, &area.name))
}

fn warehouses(ctx: &Ctx, id: ValuationAreaId) -> Result<DataTable> {
    let rows = ctx.read(|conn| warehouse::queries::of_area(conn, id))?;
    let rows = rows
        .iter()
        .map(|row| TableRow::new(vec![Cell::link(&row.code, row.url()), Cell::text(&row.name)]));
    Ok(DataTable {
        columns: vec![
            TableColumn::text(ctx.text("column-code")),
            TableColumn::text(ctx.text("column-name")),
        ],
        rows: rows.collect(),
        empty: ctx.text("none"),
        ..DataTable::default()
    })
}

fn form(ctx: &Ctx, req: &Req, record: &impl serde::Serialize) -> FormPage {
    let fields = Fields::new(ctx, req, record);
    FormPage::default().group("", vec![fields.text("name").width(6)])
}

fn new(ctx: &Ctx, req: &Req) -> Result<Reply> {
    PLACE.new_form(ctx, req, form(ctx, req, &json!({})))
}

fn edit(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: ValuationAreaId = req.id()?;
    let area = ctx.read(|conn| queries::get(conn, id))?;
    ctx.require_on(StockRead, WarehouseEdit, area.company_id)?;
    let record = json!({"name": area.name});
    PLACE.edit_form(ctx, req, &head_of(&area), &record, form(ctx, req, &record))
}

fn create(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let new: NewValuationArea = req.command(ctx)?;
    let company = new.company_id.unwrap_or(ctx.company.id);
    ctx.done(req, "notice-created", move |tx| ops::create(tx, company, &new.name))
}

/// The area in the path, provided the reader may change it.
fn changed(ctx: &Ctx, req: &Req) -> Result<()> {
    let id: ValuationAreaId = req.id()?;
    let area = ctx.read(|conn| queries::get(conn, id))?;
    ctx.require_on(StockRead, WarehouseEdit, area.company_id)
}

fn update(ctx: &Ctx, req: &Req) -> Result<Reply> {
    changed(ctx, req)?;
    master::update(ctx, req, |tx, id, version, edit: &NewValuationArea| {
        ops::update(tx, id, version, &edit.name)
    })
}

fn delete(ctx: &Ctx, req: &Req) -> Result<Reply> {
    changed(ctx, req)?;
    PLACE.delete(ctx, req, ops::delete)
}
