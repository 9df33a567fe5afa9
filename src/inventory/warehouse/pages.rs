//! Warehouses on both doors.
use crate::company::activity;
use crate::ids::WarehouseId;
use crate::inventory::location;
use crate::inventory::valuation_area;
use crate::inventory::warehouse::EditWarehouse;
use crate::inventory::warehouse::NewWarehouse;
use crate::inventory::warehouse::Warehouse;
use crate::inventory::warehouse::ops;
use crate::inventory::warehouse::queries;
use crate::inventory::warehouse::queries::Row;
use crate::kernel::country;
use crate::kernel::error::Result;
use crate::kernel::fields::Fields;
use crate::kernel::list;
use crate::kernel::list::List;
use crate::kernel::list::column;
use crate::kernel::list::usage_filter;
use crate::kernel::list::usage_views;
use crate::kernel::value::Kind;
use crate::kernel::value::Value;
use crate::kernel::value::usage;
use crate::kernel::view::Action;
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
use serde::Serialize;
use serde_json::json;

const URL: &str = "/setup/warehouses";

const PLACE: Place = Place {
    name: "warehouses",
    url: URL,
};

pub const ROUTES: &[Route] = &[
    get(URL, StockRead, list).lists(|| warehouses().described()),
    get("/setup/warehouses/new", WarehouseEdit, new),
    post(URL, WarehouseEdit, create).takes::<NewWarehouse>().again(new),
    get("/setup/warehouses/{id}", StockRead, show).gives::<Warehouse>(),
    get("/setup/warehouses/{id}/edit", WarehouseEdit, edit),
    post("/setup/warehouses/{id}", WarehouseEdit, update)
        .takes::<EditWarehouse>()
        .again(edit),
    post("/setup/warehouses/{id}/archive", WarehouseEdit, archive)
        .api()
        .again(show),
    post("/setup/warehouses/{id}/restore", WarehouseEdit, restore)
        .api()
        .again(show),
    post("/setup/warehouses/{id}/delete", WarehouseEdit, delete)
        .api()
        .again(show),
];

fn warehouses() -> List<Row> {
    List {
        name: "warehouses",
        url: URL,
        icon: "warehouse",
        permission: StockRead,
        columns: vec![
            column("code", Kind::Text, |row: &Row| Value::text(&row.warehouse.code))
                .sorts()
                .phone(Phone::Name),
            column("name", Kind::Text, |row: &Row| Value::text(&row.warehouse.name))
                .sorts()
                .phone(Phone::Partner),
            column("city", Kind::Text, |row: &Row| Value::text(&row.warehouse.city)),
            column("valuation-area", Kind::Text, |row: &Row| Value::text(&row.area)),
            column("allows-negative", Kind::Flag, |row: &Row| {
                Value::Flag(row.warehouse.allows_negative)
            }),
            column("state", Kind::Text, |row: &Row| {
                Value::State(usage(row.warehouse.is_active))
            })
            .phone(Phone::Status),
        ],
        filters: vec![usage_filter()],
        views: usage_views(),
        sort: ("code", false),
        subject: |row| row.warehouse.id.into(),
        new: Some(("/setup/warehouses/new", WarehouseEdit)),
        bulk: Vec::new(),
        fetch: queries::page,
        sums: queries::sums,
        peek: false,
    }
}

fn list(ctx: &Ctx, req: &Req) -> Result<Reply> {
    list::show(ctx, req, &warehouses())
}

fn head_of(row: &Warehouse) -> Head {
    Head::new(row.id, row.label(), row.version, row.is_active)
}

fn show(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: WarehouseId = req.id()?;
    let row = ctx.read(|conn| queries::get(conn, id))?;
    ctx.visible(StockRead, row.company_id)?;
    if req.is_api() {
        return Reply::json(&row);
    }
    let area = ctx.read(|conn| valuation_area::queries::get(conn, row.valuation_area_id))?;
    let may_edit = ctx.actor.may(WarehouseEdit, row.company_id);
    let stock = format!("/inventory/stock?warehouse={id}&view=all");
    let page = ObjectPage {
        facts: vec![
            Fact::text(ctx.text("field-code"), row.code.as_str()),
            Fact::new(ctx.text("field-address"), address(ctx, &row)),
            Fact::link(ctx.text("field-valuation-area"), &area.name, area.url()),
            Fact::new(
                ctx.text("field-allows-negative"),
                Value::Flag(row.allows_negative).cell(ctx.messages, &ctx.formats),
            ),
            Fact::link(ctx.text("list-stock"), ctx.text("action-open"), stock),
        ],
        sections: vec![places(ctx, id, may_edit)?],
        ..master::page(ctx, &head_of(&row), may_edit)
    };
    let page = activity::attach(ctx, page, id.into(), Some(row.company_id))?;
    answer::object(ctx, req, page, PLACE.crumbs(ctx, &row.label()))
}

fn address(ctx: &Ctx, row: &Warehouse) -> Cell {
    let town = format!("{} {}", row.postal_code, row.city);
    let country = country::name(ctx.messages, &row.country);
    let lines = [row.street.clone(), town.trim().to_owned(), country];
    Cell::Lines(lines.into_iter().filter(|line| !line.is_empty()).collect())
}

/// The places of the warehouse.
fn places(ctx: &Ctx, id: WarehouseId, may_edit: bool) -> Result<Section> {
    let places = ctx.read(|conn| location::queries::of_warehouse(conn, id))?;
    let rows = places.iter().map(|place| {
        TableRow::new(vec![
            Cell::link(&place.code, place.url()),
            Cell::text(&place.name),
            Value::Flag(place.is_default).cell(ctx.messages, &ctx.formats),
            Value::State(usage(place.is_active)).cell(ctx.messages, &ctx.formats),
        ])
    });
    let table = DataTable {
        columns: vec![
            TableColumn::text(ctx.text("column-code")),
            TableColumn::text(ctx.text("column-name")),
            TableColumn::text(ctx.text("column-default")),
            TableColumn::text(ctx.text("column-state")),
        ],
        rows: rows.collect(),
        ..DataTable::default()
    };
    let mut section = Section::new("locations", ctx.text("list-locations"), SectionBody::Table(table));
    if may_edit {
        let url = format!("/setup/locations/new?warehouse={id}");
        section
            .actions
            .push(Action::get(ctx.text("new-locations"), "plus", url));
    }
    Ok(section)
}

fn form(ctx: &Ctx, req: &Req, record: &impl Serialize) -> Result<FormPage> {
    let fields = Fields::new(ctx, req, record);
    let company = ctx.company.id;
    let areas = ctx.read(|conn| valuation_area::queries::choices(conn, company))?;
    Ok(FormPage::default()
        .group(
            "",
            vec![
                fields.text("code").width(3),
                fields.text("name").width(6),
                fields.select("valuation_area_id", &areas, false),
                fields
                    .check("allows_negative")
                    .width(6)
                    .hint(ctx.text("field-allows-negative-hint")),
            ],
        )
        .group(
            ctx.text("field-address"),
            vec![
                fields.text("street").width(6).optional(),
                fields.text("postal_code").width(2).optional(),
                fields.text("city").optional(),
                fields.text("country").width(3).optional(),
            ],
        ))
}

fn new(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let page = form(ctx, req, &json!({}))?;
    PLACE.new_form(ctx, req, page)
}

fn edit(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: WarehouseId = req.id()?;
    let row = ctx.read(|conn| queries::get(conn, id))?;
    ctx.require_on(StockRead, WarehouseEdit, row.company_id)?;
    let page = form(ctx, req, &row)?;
    PLACE.edit_form(ctx, req, &head_of(&row), &row, page)
}

fn create(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let mut new: NewWarehouse = req.command(ctx)?;
    new.company_id = Some(new.company_id.unwrap_or(ctx.company.id));
    ctx.done(req, "notice-created", move |tx| ops::create(tx, &new))
}

/// The warehouse in the path, provided the reader may change it.
fn changed(ctx: &Ctx, req: &Req) -> Result<()> {
    let id: WarehouseId = req.id()?;
    let row = ctx.read(|conn| queries::get(conn, id))?;
    ctx.require_on(StockRead, WarehouseEdit, row.company_id)
}

fn update(ctx: &Ctx, req: &Req) -> Result<Reply> {
    changed(ctx, req)?;
    master::update(ctx, req, ops::update)
}

fn archive(ctx: &Ctx, req: &Req) -> Result<Reply> {
    changed(ctx, req)?;
    master::archive(ctx, req, ops::archive)
}

fn restore(ctx: &Ctx, req: &Req) -> Result<Reply> {
    changed(ctx, req)?;
    master::restore(ctx, req, ops::archive)
}

fn delete(ctx: &Ctx, req: &Req) -> Result<Reply> {
    changed(ctx, req)?;
    PLACE.delete(ctx, req, ops::delete)
}
