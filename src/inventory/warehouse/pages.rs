//! Warehouses on both doors.
use crate::company::activity;
use crate::ids::WarehouseId;
use crate::inventory::location;
use crate::inventory::seen;
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
use crate::kernel::list::Filter;
use crate::kernel::list::FilterOf;
use crate::kernel::list::List;
use crate::kernel::list::View;
use crate::kernel::list::column;
use crate::kernel::value::Kind;
use crate::kernel::value::Value;
use crate::kernel::value::usage;
use crate::kernel::view::Action;
use crate::kernel::view::Cell;
use crate::kernel::view::Crumb;
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
use crate::kernel::web::post;
use crate::permission::Permission::StockRead;
use crate::permission::Permission::WarehouseEdit;
use serde::Serialize;
use serde_json::json;

const URL: &str = "/setup/warehouses";

pub const ROUTES: &[Route] = &[
    get(URL, StockRead, list).lists(),
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
        filters: vec![Filter {
            name: "active",
            of: FilterOf::YesNo,
        }],
        views: vec![
            View {
                name: "active",
                query: "active=yes",
            },
            View {
                name: "archived",
                query: "active=no",
            },
        ],
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

fn crumbs(ctx: &Ctx, title: &str) -> Vec<Crumb> {
    vec![Crumb::new(ctx.text("list-warehouses"), URL), Crumb::new(title, "")]
}

fn show(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: WarehouseId = req.id()?;
    let row = ctx.read(|conn| queries::get(conn, id))?;
    seen(ctx, StockRead, row.company_id, "warehouse")?;
    if req.is_api() {
        return Reply::json(&row);
    }
    let area = ctx.read(|conn| valuation_area::queries::get(conn, row.valuation_area_id))?;
    let may_edit = ctx.actor.may(WarehouseEdit, row.company_id);
    let stock = format!("/inventory/stock?warehouse={id}&view=all");
    let page = ObjectPage {
        title: row.label(),
        status: Some(usage(row.is_active).status(ctx.messages)),
        subtitle: ctx.text("kind-warehouse"),
        version: row.version.to_string(),
        edit_url: may_edit.then(|| format!("{URL}/{id}/edit")),
        menu: if may_edit {
            master::menu(ctx, id, &row.label(), row.is_active)
        } else {
            Vec::new()
        },
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
        ..ObjectPage::default()
    };
    let page = activity::attach(ctx, page, id.into(), Some(row.company_id))?;
    answer::object(ctx, req, page, crumbs(ctx, &row.label()))
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

fn form(ctx: &Ctx, req: &Req, title: String, action: String, record: &impl Serialize) -> Result<FormPage> {
    let fields = Fields::new(ctx, req, record);
    let company = ctx.company.id;
    let areas = ctx.read(|conn| valuation_area::queries::choices(conn, company))?;
    Ok(FormPage {
        title,
        action,
        ..FormPage::default()
    }
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
    let title = ctx.text("new-warehouses");
    let mut page = form(ctx, req, title.clone(), URL.to_owned(), &json!({}))?;
    page.discard_url = URL.to_owned();
    answer::form(ctx, req, page, crumbs(ctx, &title))
}

fn edit(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: WarehouseId = req.id()?;
    let row = ctx.read(|conn| queries::get(conn, id))?;
    seen(ctx, WarehouseEdit, row.company_id, "warehouse")?;
    let title = ctx.say_with("edit-title", &[("name", row.label().into())]);
    let page = form(ctx, req, title.clone(), format!("{URL}/{id}"), &row)?;
    let page = master::edit_form(ctx, req, id, row.version, &row, page)?;
    answer::form(ctx, req, page, crumbs(ctx, &title))
}

fn create(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let mut new: NewWarehouse = req.command(ctx)?;
    new.company_id = Some(new.company_id.unwrap_or(ctx.company.id));
    ctx.done(req, "notice-created", move |tx| ops::create(tx, &new))
}

/// The warehouse in the path, provided the reader may change it.
fn changed(ctx: &Ctx, req: &Req) -> Result<(WarehouseId, i32)> {
    let (id, version): (WarehouseId, _) = (req.id()?, req.required_version()?);
    let row = ctx.read(|conn| queries::get(conn, id))?;
    seen(ctx, WarehouseEdit, row.company_id, "warehouse")?;
    Ok((id, version))
}

fn update(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (id, version) = changed(ctx, req)?;
    let edit: EditWarehouse = req.command(ctx)?;
    ctx.done(req, "notice-saved", move |tx| {
        ops::update(tx, id, version, &edit)?;
        Ok(id)
    })
}

fn set_active(ctx: &Ctx, req: &Req, is_active: bool, notice: &'static str) -> Result<Reply> {
    let (id, version) = changed(ctx, req)?;
    ctx.done(req, notice, move |tx| {
        ops::archive(tx, id, version, is_active)?;
        Ok(id)
    })
}

fn archive(ctx: &Ctx, req: &Req) -> Result<Reply> {
    set_active(ctx, req, false, "notice-archived")
}

fn restore(ctx: &Ctx, req: &Req) -> Result<Reply> {
    set_active(ctx, req, true, "notice-restored")
}

fn delete(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (id, version) = changed(ctx, req)?;
    let door = req.door;
    ctx.write(req, move |tx| {
        ops::delete(tx, id, version)?;
        Ok(Reply::gone(door, id, URL))
    })
}
