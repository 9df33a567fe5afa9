//! The forms of a delivery: the open lines of its order with what is reserved, and how much of each is sent.
use crate::ids::DeliveryId;
use crate::ids::SalesOrderId;
use crate::inventory::reservation;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Result;
use crate::kernel::fields::Fields;
use crate::kernel::input::Input;
use crate::kernel::view::FormPage;
use crate::kernel::view::LineCell;
use crate::kernel::view::LineColumn;
use crate::kernel::view::LineKind;
use crate::kernel::view::LinesGrid;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::answer;
use crate::kernel::web::conflict;
use crate::orders::delivery::EditDelivery;
use crate::orders::delivery::Kind;
use crate::orders::delivery::NewDelivery;
use crate::orders::delivery::State;
use crate::orders::delivery::ops;
use crate::orders::delivery::pages::list::URL;
use crate::orders::delivery::pages::show;
use crate::orders::delivery::queries;
use crate::orders::progress;
use crate::orders::progress::queries::ByLine;
use crate::orders::sales_order;
use crate::orders::sales_order::OrderLine;
use crate::orders::sales_order::SalesOrder;
use crate::party;
use crate::permission::Permission;
use serde::Serialize;
use serde_json::Value;
use serde_json::json;
use tenon_db::Quantity;

/// A line that can be sent, in the unit it is sold in.
struct Sendable {
    line: OrderLine,
    open: Quantity,
    reserved: Quantity,
}

/// An order with what of it can be sent. `on_drafts` stands on other deliveries already.
fn sendable(ctx: &Ctx, id: SalesOrderId, but: Option<DeliveryId>) -> Result<(SalesOrder, Vec<Sendable>)> {
    let (reads, needs) = (Permission::SalesOrderRead, Permission::DeliveryShip);
    ctx.read(|conn| {
        let order = ctx
            .actor
            .reached(reads, needs, |reach| sales_order::queries::get_within(conn, reach, id))?;
        let lines = sales_order::queries::lines(conn, id)?;
        let mut on_drafts: ByLine = progress::queries::on_draft_deliveries(conn, id)?;
        if let Some(but) = but {
            for line in queries::lines(conn, but)? {
                *on_drafts.entry(line.line.sales_order_line_id).or_default() -= line.line.base_quantity;
            }
        }
        let reserved = reservation::queries::reserved_of_lines(conn, order.subject())?;
        let sendable = lines.into_iter().filter_map(|line| {
            let drafted = on_drafts.get(&line.line.id).copied().unwrap_or_default();
            let open = line.tracked().undelivered() - drafted;
            let reserved = reserved.get(&line.line.id.raw()).copied().unwrap_or_default() - drafted;
            open.is_positive().then(|| Sendable {
                open: line.in_unit(open),
                reserved: line.in_unit(reserved.max(Quantity::ZERO).min(open)),
                line,
            })
        });
        Ok((order, sendable.collect()))
    })
}

fn grid(ctx: &Ctx, fields: &Fields<'_>, lines: &[Sendable]) -> LinesGrid {
    let output =
        |name: &str, width: u16| LineColumn::new(name, ctx.text(&format!("field-{name}")), LineKind::Output, width);
    let columns = vec![
        output("product", 40),
        LineColumn::new("description", ctx.text("field-description"), LineKind::Output, 0),
        output("ordered", 28),
        output("open", 28),
        output("reserved", 28),
        LineColumn::new("quantity", ctx.text("field-carries"), LineKind::Number, 28),
        LineColumn::new("unit", ctx.text("field-unit"), LineKind::Output, 20),
    ];
    let mut grid = fields.grid("lines", columns, &|_, _| String::new());
    grid.fixed = true;
    let figure = |quantity: Quantity| ctx.formats.quantity(quantity.to_decimal(), 6);
    for row in &mut grid.rows {
        let Some(line) = lines.iter().find(|line| line.line.line.id.to_string() == row.id) else {
            continue;
        };
        for (cell, column) in row.cells.iter_mut().zip(&grid.columns) {
            let text = match column.name.as_str() {
                "product" => line.line.product_code.clone(),
                "description" => line.line.line.description.clone(),
                "ordered" => figure(line.line.line.quantity),
                "open" => figure(line.open),
                "reserved" => figure(line.reserved),
                "unit" => line.line.unit_code.clone(),
                _ => continue,
            };
            *cell = LineCell::new(text);
        }
    }
    grid
}

fn form(ctx: &Ctx, req: &Req, lines: &[Sendable], record: &impl Serialize) -> Result<FormPage> {
    let fields = Fields::new(ctx, req, record);
    let carriers = ctx.read(party::carrier::queries::choices)?;
    let carriers: Vec<(String, String)> = carriers
        .iter()
        .map(|one| (one.id.to_string(), one.name.clone()))
        .collect();
    let head = vec![
        fields.date("delivery_date"),
        fields.select("carrier_id", &carriers, true).width(3),
        fields.text("tracking_number").optional().width(3),
        fields.hidden("sales_order_id"),
    ];
    Ok(FormPage::default().group("", head).lines(grid(ctx, &fields, lines)))
}

/// The form of a new delivery of the order named in the query, or in the form when it is shown again.
pub fn new(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let typed = req.value("sales_order_id");
    let order = if typed.is_empty() {
        req.query("order").to_owned()
    } else {
        typed
    };
    let id: SalesOrderId = order.parse().map_err(|_| Error::NotFound("sales-order"))?;
    let (order, lines) = sendable(ctx, id, None)?;
    let is_reserved = lines.iter().any(|line| line.reserved.is_positive());
    let proposed = |line: &Sendable| {
        let quantity = if is_reserved { line.reserved } else { line.open };
        json!({"id": line.line.line.id.to_string(), "quantity": quantity})
    };
    let usual = json!({
        "sales_order_id": order.id.to_string(),
        "delivery_date": ctx.today_in(order.company_id).max(order.order_date),
        "carrier_id": order.carrier_id.map(|id| id.to_string()),
        "lines": lines.iter().map(proposed).collect::<Vec<_>>(),
    });
    let title = ctx.text("new-deliveries");
    let mut page = form(ctx, req, &lines, &usual)?;
    page.title.clone_from(&title);
    page.subtitle = format!("{} · {}", order.number, order.party_name);
    page.action = URL.to_owned();
    page.discard_url = order.url();
    answer::form(ctx, req, page, show::crumbs(ctx, Kind::Delivery, &title))
}

pub fn edit(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let whole = show::read(ctx, req.id()?, Kind::Delivery)?;
    let delivery = &whole.delivery;
    ctx.require_on(Permission::DeliveryRead, Permission::DeliveryShip, delivery.company_id)?;
    if delivery.state != State::Draft {
        let message = Message::new("delivery-not-a-draft").with("number", &delivery.number);
        return Err(Error::Refused(message));
    }
    let (order, lines) = sendable(ctx, delivery.sales_order_id, Some(delivery.id))?;
    let carried = |line: &Sendable| {
        let own = whole
            .lines
            .iter()
            .find(|own| own.line.sales_order_line_id == line.line.line.id);
        let quantity = own.map_or(Quantity::ZERO, |own| own.line.quantity);
        json!({"id": line.line.line.id.to_string(), "quantity": quantity})
    };
    let record = json!({
        "sales_order_id": order.id.to_string(),
        "delivery_date": delivery.delivery_date,
        "carrier_id": delivery.carrier_id.map(|id| id.to_string()),
        "tracking_number": delivery.tracking_number,
        "lines": lines.iter().map(carried).collect::<Vec<_>>(),
    });
    let title = ctx.say_with("edit-title", &[("name", (&delivery.number).into())]);
    let mut page = form(ctx, req, &lines, &record)?;
    page.title.clone_from(&title);
    page.subtitle = format!("{} · {}", order.number, order.party_name);
    page.action = delivery.url();
    let page = conflict::edit_form(ctx, req, delivery.id, delivery.version, &record, page)?;
    answer::form(ctx, req, page, show::crumbs(ctx, Kind::Delivery, &title))
}

/// A command out of a form or a body. In a form the line's own id says which line is meant, and empty quantities are none.
pub fn command<C: Input>(ctx: &Ctx, req: &Req, line: &str) -> Result<C> {
    let mut req = req.clone();
    if !req.is_api()
        && let Some(items) = req.body.get_mut("lines").and_then(Value::as_array_mut)
    {
        for item in items.iter_mut() {
            if let Some(members) = item.as_object_mut()
                && let Some(id) = members.remove("id")
            {
                members.insert(line.to_owned(), id);
                members
                    .entry("quantity")
                    .or_insert_with(|| Value::String(String::new()));
                if let Some(Value::String(quantity)) = members.get_mut("quantity")
                    && quantity.trim().is_empty()
                {
                    "0".clone_into(quantity);
                }
            }
        }
    }
    req.command(ctx)
}

pub fn create(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let new: NewDelivery = command(ctx, req, "sales_order_line_id")?;
    ctx.done(req, "notice-created", move |tx| ops::create(tx, &new))
}

pub fn update(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (id, version): (DeliveryId, _) = (req.id()?, req.required_version()?);
    let edit: EditDelivery = command(ctx, req, "sales_order_line_id")?;
    ctx.done(req, "notice-saved", move |tx| {
        ops::update(tx, id, version, &edit)?;
        Ok(id)
    })
}
