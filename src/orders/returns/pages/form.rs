//! The form of a return: the lines of its delivery with what is still with the customer, and how much of each comes back.
use crate::company::reason;
use crate::company::reason::ReasonFor;
use crate::ids::DeliveryId;
use crate::ids::GoodsReturnId;
use crate::inventory::warehouse;
use crate::kernel::error::Error;
use crate::kernel::error::Result;
use crate::kernel::fields::Fields;
use crate::kernel::view::FormPage;
use crate::kernel::view::LineCell;
use crate::kernel::view::LineColumn;
use crate::kernel::view::LineKind;
use crate::kernel::view::LinesGrid;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::answer;
use crate::orders::delivery::Kind;
use crate::orders::delivery::pages::form::command;
use crate::orders::delivery::pages::list::RETURNS_URL;
use crate::orders::delivery::pages::show;
use crate::orders::delivery::pages::show::Whole;
use crate::orders::delivery::queries;
use crate::orders::returns::NewReturn;
use crate::orders::returns::ops;
use serde_json::json;
use std::collections::BTreeMap;
use tenon_db::Quantity;

/// What is left of each line with the customer, in the unit it was delivered in, by the line's id.
fn left(ctx: &Ctx, whole: &Whole) -> Result<BTreeMap<String, Quantity>> {
    let back = ctx.read(|conn| queries::returned(conn, whole.delivery.id))?;
    let left = whole.lines.iter().map(|line| {
        let row = &line.line;
        let gone = back.get(&row.id).map_or(Quantity::ZERO, |back| back.0);
        (row.id.to_string(), row.in_unit(row.base_quantity - gone))
    });
    Ok(left.collect())
}

fn grid(ctx: &Ctx, fields: &Fields<'_>, whole: &Whole, left: &BTreeMap<String, Quantity>) -> LinesGrid {
    let output = |name: &str, key: &str, width: u16| LineColumn::new(name, ctx.text(key), LineKind::Output, width);
    let columns = vec![
        output("product", "field-product", 40),
        output("description", "field-description", 0),
        output("delivered", "field-delivered", 28),
        output("open", "field-open", 28),
        LineColumn::new("quantity", ctx.text("field-quantity"), LineKind::Number, 28),
        output("unit", "field-unit", 20),
    ];
    let mut grid = fields.grid("lines", columns, &|_, _| String::new());
    grid.fixed = true;
    let figure = |quantity: Quantity| ctx.formats.quantity(quantity.to_decimal(), 6);
    for row in &mut grid.rows {
        let Some(line) = whole.lines.iter().find(|line| line.line.id.to_string() == row.id) else {
            continue;
        };
        for (cell, column) in row.cells.iter_mut().zip(&grid.columns) {
            let text = match column.name.as_str() {
                "product" => line.product_code.clone(),
                "description" => line.line.description.clone(),
                "delivered" => figure(line.line.quantity),
                "open" => figure(left.get(&row.id).copied().unwrap_or_default()),
                "unit" => line.unit_code.clone(),
                _ => continue,
            };
            *cell = LineCell::new(text);
        }
    }
    grid
}

/// The form for the delivery named in the query, or in the form when it is shown again.
pub fn new(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let typed = req.value("delivery_id");
    let delivery = if typed.is_empty() {
        req.query("delivery").to_owned()
    } else {
        typed
    };
    let id: DeliveryId = delivery.parse().map_err(|_| Error::NotFound("delivery"))?;
    let whole = show::read(ctx, id, Kind::Delivery)?;
    let shipped = &whole.delivery;
    let left = left(ctx, &whole)?;
    let proposed = |line: &crate::orders::delivery::ReadLine| {
        let id = line.line.id.to_string();
        let quantity = left.get(&id).copied().unwrap_or_default();
        json!({"id": id, "quantity": quantity})
    };
    let usual = json!({
        "delivery_id": shipped.id.to_string(),
        "return_date": ctx.today_in(shipped.company_id).max(shipped.delivery_date),
        "warehouse_id": shipped.warehouse_id.to_string(),
        "lines": whole.lines.iter().map(proposed).collect::<Vec<_>>(),
    });
    let fields = Fields::new(ctx, req, &usual);
    let warehouses = ctx.read(|conn| warehouse::queries::choices(conn, shipped.company_id))?;
    let head = vec![
        fields.date("return_date"),
        fields.select("warehouse_id", &warehouses, false).width(3),
        fields
            .text("reason")
            .optional()
            .width(6)
            .suggest(reason::offered(ctx, ReasonFor::Return)),
        fields.hidden("delivery_id"),
    ];
    let title = ctx.text("new-returns");
    let mut page = FormPage::default()
        .group("", head)
        .lines(grid(ctx, &fields, &whole, &left));
    page.title.clone_from(&title);
    page.subtitle = format!("{} · {}", shipped.number, shipped.party_name);
    page.action = RETURNS_URL.to_owned();
    page.discard_url = shipped.url();
    answer::form(ctx, req, page, show::crumbs(ctx, Kind::Return, &title))
}

pub fn create(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let new: NewReturn = command(ctx, req, "delivery_line_id")?;
    ctx.done(req, "notice-created", move |tx| {
        ops::create(tx, &new).map(|id| GoodsReturnId::from(id.raw()))
    })
}
