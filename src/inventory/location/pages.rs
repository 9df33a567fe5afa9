//! Locations on both doors.
use crate::company::activity;
use crate::ids::LocationId;
use crate::ids::WarehouseId;
use crate::inventory::location::EditLocation;
use crate::inventory::location::Location;
use crate::inventory::location::LocationKind;
use crate::inventory::location::NewLocation;
use crate::inventory::location::ops;
use crate::inventory::location::queries;
use crate::inventory::location::queries::Row;
use crate::inventory::warehouse;
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
use crate::kernel::value::Kind;
use crate::kernel::value::Value;
use crate::kernel::value::usage;
use crate::kernel::view::Cell;
use crate::kernel::view::Fact;
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
use crate::permission::Permission::StockRead;
use crate::permission::Permission::WarehouseEdit;
use serde_json::json;
use tenon_db::Conn;

const URL: &str = "/setup/locations";

const PLACE: Place = Place {
    name: "locations",
    url: URL,
};

pub const ROUTES: &[Route] = &[
    get(URL, StockRead, list).lists(|| locations().described()),
    get("/setup/locations/new", WarehouseEdit, new),
    post(URL, WarehouseEdit, create).takes::<NewLocation>().again(new),
    get("/setup/locations/{id}", StockRead, show).gives::<Location>(),
    get("/setup/locations/{id}/edit", WarehouseEdit, edit),
    post("/setup/locations/{id}", WarehouseEdit, update)
        .takes::<EditLocation>()
        .again(edit),
    post("/setup/locations/{id}/archive", WarehouseEdit, archive)
        .api()
        .again(show),
    post("/setup/locations/{id}/restore", WarehouseEdit, restore)
        .api()
        .again(show),
    post("/setup/locations/{id}/delete", WarehouseEdit, delete)
        .api()
        .again(show),
];

/// Kinds of locations with their names.
fn kinds(_: &mut Conn, ctx: &Ctx) -> Result<Options> {
    Ok(ctx.options(LocationKind::ALL, LocationKind::code, LocationKind::message_key))
}

fn locations() -> List<Row> {
    List {
        name: "locations",
        url: URL,
        icon: "map-pin",
        permission: StockRead,
        columns: vec![
            column("code", Kind::Text, |row: &Row| Value::text(&row.location.code))
                .sorts()
                .phone(Phone::Name),
            column("name", Kind::Text, |row: &Row| Value::text(&row.location.name))
                .sorts()
                .phone(Phone::Partner),
            column("warehouse", Kind::Text, |row: &Row| match row.warehouse_id {
                Some(id) => {
                    let url = crate::ids::Subject::Warehouse(id).url();
                    Value::Link(row.warehouse_code.clone().unwrap_or_default(), url)
                }
                None => Value::Empty,
            }),
            column("kind", Kind::Text, |row: &Row| {
                Value::Code(row.location.kind.message_key(), row.location.kind.code().to_owned())
            }),
            column("default", Kind::Flag, |row: &Row| Value::Flag(row.location.is_default)),
            column("state", Kind::Text, |row: &Row| {
                Value::State(usage(row.location.is_active))
            })
            .phone(Phone::Status),
        ],
        filters: vec![
            filter("kind", FilterOf::Choice(kinds)),
            filter("warehouse", FilterOf::Choice(warehouse::queries::filter_options)),
            usage_filter(),
        ],
        views: usage_views(),
        sort: ("code", false),
        subject: |row| row.location.id.into(),
        new: Some(("/setup/locations/new", WarehouseEdit)),
        bulk: Vec::new(),
        fetch: queries::page,
        sums: queries::sums,
        peek: false,
    }
}

fn list(ctx: &Ctx, req: &Req) -> Result<Reply> {
    list::show(ctx, req, &locations())
}

fn head_of(row: &Location) -> Head {
    Head::new(row.id, &row.code, row.version, row.is_active)
}

fn show(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: LocationId = req.id()?;
    let row = ctx.read(|conn| queries::get(conn, id))?;
    ctx.visible(StockRead, row.company_id)?;
    if req.is_api() {
        return Reply::json(&row);
    }
    let warehouse = match row.warehouse_id {
        Some(warehouse) => Some(ctx.read(|conn| warehouse::queries::get(conn, warehouse))?),
        None => None,
    };
    let warehouse = warehouse.map_or(Cell::Empty, |one| Cell::link(one.label(), one.url()));
    let may_edit = ctx.actor.may(WarehouseEdit, row.company_id);
    let stock = format!("/inventory/stock?location={id}&view=all");
    let page = ObjectPage {
        facts: vec![
            Fact::text(ctx.text("field-name"), row.name.as_str()),
            Fact::new(ctx.text("field-warehouse"), warehouse),
            Fact::text(ctx.text("field-kind"), ctx.text(row.kind.message_key())),
            Fact::new(
                ctx.text("field-is-default"),
                Value::Flag(row.is_default).cell(ctx.messages, &ctx.formats),
            ),
            Fact::link(ctx.text("list-stock"), ctx.text("action-open"), stock),
        ],
        ..master::page(ctx, &head_of(&row), may_edit)
    };
    let page = activity::attach(ctx, page, id.into(), Some(row.company_id))?;
    answer::object(ctx, req, page, PLACE.crumbs(ctx, &row.code))
}

fn new(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let warehouse: Option<WarehouseId> = req.query("warehouse").parse().ok();
    let usual = json!({"kind": "internal", "warehouse_id": warehouse.map(|id| id.to_string())});
    let fields = Fields::new(ctx, req, &usual);
    let company = ctx.company.id;
    let warehouses = ctx.read(|conn| warehouse::queries::choices(conn, company))?;
    let kinds = ctx.read(|conn| kinds(conn, ctx))?;
    let page = FormPage::default().group(
        "",
        vec![
            fields.select("kind", &kinds, false),
            fields.select("warehouse_id", &warehouses, true),
            fields.text("code").width(3),
            fields.text("name").width(6),
            fields.check("is_default").width(3),
        ],
    );
    PLACE.new_form(ctx, req, page)
}

fn edit(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: LocationId = req.id()?;
    let row = ctx.read(|conn| queries::get(conn, id))?;
    ctx.require_on(StockRead, WarehouseEdit, row.company_id)?;
    let record = json!({"code": row.code, "name": row.name, "is_default": row.is_default});
    let fields = Fields::new(ctx, req, &record);
    let mut group = vec![fields.text("code").width(3), fields.text("name").width(6)];
    if row.kind.is_inside() {
        group.push(fields.check("is_default").width(3));
    }
    let page = FormPage::default().group("", group);
    PLACE.edit_form(ctx, req, &head_of(&row), &record, page)
}

fn create(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let new: NewLocation = req.command(ctx)?;
    let company = new.company_id.unwrap_or(ctx.company.id);
    ctx.done(req, "notice-created", move |tx| ops::create(tx, company, &new))
}

/// The location in the path, provided the reader may change it.
fn changed(ctx: &Ctx, req: &Req) -> Result<()> {
    let id: LocationId = req.id()?;
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
