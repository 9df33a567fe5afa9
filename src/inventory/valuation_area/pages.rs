//! Valuation areas on both doors.
use crate::company::activity;
use crate::ids::ValuationAreaId;
use crate::inventory::seen;
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
use serde_json::json;

const URL: &str = "/setup/valuation-areas";

pub const ROUTES: &[Route] = &[
    get(URL, StockRead, list).lists(),
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

fn crumbs(ctx: &Ctx, title: &str) -> Vec<Crumb> {
    vec![Crumb::new(ctx.text("list-valuation-areas"), URL), Crumb::new(title, "")]
}

fn show(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: ValuationAreaId = req.id()?;
    let area = ctx.read(|conn| queries::get(conn, id))?;
    seen(ctx, StockRead, area.company_id, "valuation-area")?;
    if req.is_api() {
        return Reply::json(&area);
    }
    let may_edit = ctx.actor.may(WarehouseEdit, area.company_id);
    let named = ctx.say_with("delete-title", &[("name", (&area.name).into())]);
    let delete = Action::post(ctx.text("action-delete"), "trash-2", format!("{URL}/{id}/delete"))
        .danger()
        .confirm(named, ctx.text("delete-text"), ctx.text("action-delete"));
    let company = ctx.company_of(area.company_id).map(|company| company.name.clone());
    let page = ObjectPage {
        title: area.name.clone(),
        subtitle: ctx.text("kind-valuation-area"),
        version: area.version.to_string(),
        edit_url: may_edit.then(|| format!("{URL}/{id}/edit")),
        menu: if may_edit { vec![delete] } else { Vec::new() },
        facts: vec![Fact::text(ctx.text("field-company"), company.unwrap_or_default())],
        sections: vec![Section::new(
            "warehouses",
            ctx.text("list-warehouses"),
            SectionBody::Table(warehouses(ctx, id)?),
        )],
        ..ObjectPage::default()
    };
    let page = activity::attach(ctx, page, id.into(), Some(area.company_id))?;
    answer::object(ctx, req, page, crumbs(ctx, &area.name))
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

fn form(ctx: &Ctx, req: &Req, title: String, action: String, record: &impl serde::Serialize) -> FormPage {
    let fields = Fields::new(ctx, req, record);
    FormPage {
        title,
        action,
        ..FormPage::default()
    }
    .group("", vec![fields.text("name").width(6)])
}

fn new(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let title = ctx.text("new-valuation-areas");
    let mut page = form(ctx, req, title.clone(), URL.to_owned(), &json!({}));
    page.discard_url = URL.to_owned();
    answer::form(ctx, req, page, crumbs(ctx, &title))
}

fn edit(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: ValuationAreaId = req.id()?;
    let area = ctx.read(|conn| queries::get(conn, id))?;
    seen(ctx, WarehouseEdit, area.company_id, "valuation-area")?;
    let title = ctx.say_with("edit-title", &[("name", (&area.name).into())]);
    let record = json!({"name": area.name});
    let page = form(ctx, req, title.clone(), format!("{URL}/{id}"), &record);
    let page = master::edit_form(ctx, req, id, area.version, &record, page)?;
    answer::form(ctx, req, page, crumbs(ctx, &title))
}

fn create(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let new: NewValuationArea = req.command(ctx)?;
    let company = new.company_id.unwrap_or(ctx.company.id);
    ctx.done(req, "notice-created", move |tx| ops::create(tx, company, &new.name))
}

fn update(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (id, version): (ValuationAreaId, _) = (req.id()?, req.required_version()?);
    let edit: NewValuationArea = req.command(ctx)?;
    let area = ctx.read(|conn| queries::get(conn, id))?;
    seen(ctx, WarehouseEdit, area.company_id, "valuation-area")?;
    ctx.done(req, "notice-saved", move |tx| {
        ops::update(tx, id, version, &edit.name)?;
        Ok(id)
    })
}

fn delete(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (id, version): (ValuationAreaId, _) = (req.id()?, req.required_version()?);
    let area = ctx.read(|conn| queries::get(conn, id))?;
    seen(ctx, WarehouseEdit, area.company_id, "valuation-area")?;
    let door = req.door;
    ctx.write(req, move |tx| {
        ops::delete(tx, id, version)?;
        Ok(Reply::gone(door, id, URL))
    })
}
