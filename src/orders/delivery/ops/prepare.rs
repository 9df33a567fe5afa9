//! Preparing deliveries: from an order's open lines, changed while they are picked, removed.
use crate::event::EventKind;
use crate::ids::CarrierId;
use crate::ids::DeliveryId;
use crate::ids::SalesOrderId;
use crate::ids::SalesOrderLineId;
use crate::inventory::reservation;
use crate::kernel::chain;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Problem;
use crate::kernel::error::Result;
use crate::kernel::id;
use crate::kernel::search;
use crate::kernel::sequence;
use crate::kernel::sequence::SeriesKind;
use crate::kernel::tx::Tx;
use crate::orders::delivery::Delivery;
use crate::orders::delivery::DeliveryLine;
use crate::orders::delivery::EditDelivery;
use crate::orders::delivery::Kind;
use crate::orders::delivery::NewDelivery;
use crate::orders::delivery::NewDeliveryLine;
use crate::orders::delivery::State;
use crate::orders::delivery::ops::LINE_COLUMNS;
use crate::orders::delivery::ops::about;
use crate::orders::delivery::ops::finish_new;
use crate::orders::delivery::ops::opened;
use crate::orders::delivery::ops::ship::send;
use crate::orders::delivery::queries;
use crate::orders::progress;
use crate::orders::progress::queries::ByLine;
use crate::orders::sales_order;
use crate::orders::sales_order::OrderLine;
use crate::orders::sales_order::SalesOrder;
use crate::permission::Permission;
use crate::refuse_unless;
use chrono::NaiveDate;
use diesel::prelude::*;
use tenon_db::Money;
use tenon_db::Quantity;
use tenon_db::batches;
use tenon_schema::delivery;
use tenon_schema::delivery_line;

/// Prepares a delivery: the lines given, or what is reserved, or all that is open when nothing is.
pub fn create(tx: &mut Tx<'_>, new: &NewDelivery) -> Result<DeliveryId> {
    let needs = Permission::DeliveryShip;
    let order = tx.actor.reached(Permission::SalesOrderRead, needs, |reach| {
        sales_order::queries::get_within(tx.conn, reach, new.sales_order_id)
    })?;
    refuse_unless!(
        order.state == sales_order::State::Confirmed,
        "order-not-confirmed",
        number = &order.number
    );
    let lines = sales_order::queries::lines(tx.conn, order.id)?;
    let on_drafts = progress::queries::on_draft_deliveries(tx.conn, order.id)?;
    let wanted = if new.lines.is_empty() {
        deliverable(tx, &order, &lines, &on_drafts)?
    } else {
        given(&lines, &on_drafts, &new.lines)?
    };
    refuse_unless!(!wanted.is_empty(), "order-nothing-to-deliver", number = &order.number);
    let date = match new.delivery_date {
        Some(date) => date,
        None => tx.today(order.company_id)?,
    };
    check_head(tx, &order, date, new.carrier_id)?;
    let mut delivery = of_order(&order, date);
    delivery.carrier_id = new.carrier_id.or(order.carrier_id);
    delivery.tracking_number = new.tracking_number.clone().unwrap_or_default();
    let (delivery, rows) = insert(tx, delivery, &wanted)?;
    let id = delivery.id;
    if new.ship {
        send(tx, &delivery, &order, lines, rows)?;
    }
    Ok(id)
}

fn check_head(tx: &mut Tx<'_>, order: &SalesOrder, date: NaiveDate, carrier: Option<CarrierId>) -> Result<()> {
    if date < order.order_date {
        let message = Message::new("delivery-before-order").with("date", order.order_date);
        return Err(Error::invalid("delivery_date", message));
    }
    if let Some(carrier) = carrier
        && !queries::carrier_exists(tx.conn, carrier)?
    {
        let message = Message::new("problem-not-a-choice").with("value", carrier.to_string());
        return Err(Error::invalid("carrier_id", message));
    }
    Ok(())
}

/// An order line and how much of it is delivered, in the base unit.
pub(super) type Wanted<'a> = Vec<(&'a OrderLine, Quantity)>;

/// What is reserved of the open lines; all that is open when nothing is reserved.
fn deliverable<'a>(
    tx: &mut Tx<'_>,
    order: &SalesOrder,
    lines: &'a [OrderLine],
    on_drafts: &ByLine,
) -> Result<Wanted<'a>> {
    let reserved = reservation::queries::reserved_of_lines(tx.conn, order.subject())?;
    let open: Wanted<'a> = lines
        .iter()
        .map(|line| (line, open_quantity(line, on_drafts)))
        .filter(|(_, open)| open.is_positive())
        .collect();
    let there: Wanted<'a> = open
        .iter()
        .map(|(line, open)| {
            let drafted = on_drafts.get(&line.line.id).copied().unwrap_or_default();
            let reserved = reserved.get(&line.line.id.raw()).copied().unwrap_or_default();
            (*line, (*open).min(reserved - drafted))
        })
        .filter(|(_, quantity)| quantity.is_positive())
        .collect();
    Ok(if there.is_empty() { open } else { there })
}

/// The lines as given, each at most what is open of it.
fn given<'a>(lines: &'a [OrderLine], on_drafts: &ByLine, given: &[NewDeliveryLine]) -> Result<Wanted<'a>> {
    let (mut wanted, mut problems): (Wanted<'a>, Vec<Problem>) = (Vec::new(), Vec::new());
    let mut seen: Vec<SalesOrderLineId> = Vec::new();
    for (index, new) in given.iter().enumerate() {
        let mut wrong = |field: &str, message: Message| {
            problems.push(Problem::new(format!("lines.{index}.{field}"), message));
        };
        let known = lines.iter().find(|line| line.line.id == new.sales_order_line_id);
        let Some(line) = known.filter(|line| line.tracked().is_stocked() && !seen.contains(&line.line.id)) else {
            let value = new.sales_order_line_id.to_string();
            wrong(
                "sales_order_line_id",
                Message::new("problem-not-a-choice").with("value", value),
            );
            continue;
        };
        seen.push(line.line.id);
        if new.quantity.is_negative() {
            wrong("quantity", Message::new("problem-not-positive"));
            continue;
        }
        let open = open_quantity(line, on_drafts);
        let base = line.in_base(new.quantity);
        if base > open {
            let message = Message::new("delivery-more-than-open")
                .with("code", &line.product_code)
                .with("open", line.in_unit(open))
                .with("wanted", new.quantity);
            wrong("quantity", message);
        } else if base.is_positive() {
            wanted.push((line, base));
        }
    }
    if problems.is_empty() {
        Ok(wanted)
    } else {
        Err(Error::Invalid(problems))
    }
}

/// The head of a delivery of an order.
pub(super) fn of_order(order: &SalesOrder, date: NaiveDate) -> Delivery {
    Delivery {
        id: id::new(),
        company_id: order.company_id,
        number: String::new(),
        kind: Kind::Delivery,
        sales_order_id: order.id,
        party_id: order.party_id,
        party_name: order.party_name.clone(),
        delivery_address: order.delivery_address.clone(),
        warehouse_id: order.warehouse_id,
        carrier_id: order.carrier_id,
        tracking_number: String::new(),
        delivery_date: date,
        state: State::Draft,
        reason: String::new(),
        backorder_of: None,
        returns_id: None,
        journal_entry_id: None,
        owner_id: order.owner_id,
        version: 1,
        created_at: order.created_at,
    }
}

/// Numbers and writes a delivery with its lines, links it to its order, makes it findable.
pub(super) fn insert(
    tx: &mut Tx<'_>,
    mut delivery: Delivery,
    wanted: &Wanted<'_>,
) -> Result<(Delivery, Vec<DeliveryLine>)> {
    delivery.number = sequence::draw(tx, delivery.company_id, SeriesKind::Delivery, delivery.delivery_date)?;
    delivery.created_at = tx.now;
    tx.conn.later(&diesel::insert_into(delivery::table).values(&delivery))?;
    let rows = insert_lines(tx, delivery.id, wanted)?;
    finish_new(tx, &delivery, EventKind::DeliveryCreated)?;
    Ok((delivery, rows))
}

/// What of an order line can stand on a further delivery: not delivered, and not on one that is being picked.
pub(super) fn open_quantity(line: &OrderLine, on_drafts: &ByLine) -> Quantity {
    let drafted = on_drafts.get(&line.line.id).copied().unwrap_or_default();
    (line.tracked().undelivered() - drafted).max(Quantity::ZERO)
}

fn insert_lines(tx: &mut Tx<'_>, delivery: DeliveryId, wanted: &Wanted<'_>) -> Result<Vec<DeliveryLine>> {
    let rows: Vec<DeliveryLine> = wanted
        .iter()
        .zip(1_i32..)
        .map(|((line, base), number)| DeliveryLine {
            id: id::new(),
            delivery_id: delivery,
            position: number * 10,
            sales_order_line_id: line.line.id,
            product_id: line.line.product_id,
            description: line.line.description.clone(),
            unit_id: line.line.unit_id,
            quantity: line.in_unit(*base),
            base_quantity: *base,
            lot_id: None,
            returns_line_id: None,
            stock_move_id: None,
            cost_amount: Money::ZERO,
        })
        .collect();
    for slice in batches(&rows, LINE_COLUMNS) {
        tx.conn
            .later(&diesel::insert_into(delivery_line::table).values(slice))?;
    }
    Ok(rows)
}

/// Changes a delivery that is being picked: date, carrier, tracking number, quantities.
pub fn update(tx: &mut Tx<'_>, id: DeliveryId, version: i32, edit: &EditDelivery) -> Result<()> {
    let delivery = opened(tx, id, Kind::Delivery, version)?;
    refuse_unless!(
        delivery.state == State::Draft,
        "delivery-not-a-draft",
        number = &delivery.number
    );
    let order = sales_order::queries::get(tx.conn, delivery.sales_order_id)?;
    check_head(tx, &order, edit.delivery_date, edit.carrier_id)?;
    let lines = sales_order::queries::lines(tx.conn, order.id)?;
    let mut on_drafts = progress::queries::on_draft_deliveries(tx.conn, order.id)?;
    for line in queries::lines(tx.conn, id)? {
        *on_drafts.entry(line.line.sales_order_line_id).or_default() -= line.line.base_quantity;
    }
    let wanted = given(&lines, &on_drafts, &edit.lines)?;
    refuse_unless!(!wanted.is_empty(), "delivery-has-no-lines", number = &delivery.number);
    diesel::delete(delivery_line::table.filter(delivery_line::delivery_id.eq(id))).execute(tx.conn)?;
    insert_lines(tx, id, &wanted)?;
    let tracking = edit.tracking_number.clone().unwrap_or_default();
    let changed = diesel::update(delivery::table.find(id).filter(delivery::version.eq(version)))
        .set((
            delivery::delivery_date.eq(edit.delivery_date),
            delivery::carrier_id.eq(edit.carrier_id),
            delivery::tracking_number.eq(&tracking),
            delivery::version.eq(version + 1),
        ))
        .execute(tx.conn)?;
    tx.stale_unless(changed, id)?;
    let event = about(EventKind::DeliveryChanged, &delivery)
        .change("delivery-date", delivery.delivery_date, edit.delivery_date)
        .change("tracking-number", &delivery.tracking_number, &tracking);
    tx.record(event);
    Ok(())
}

/// Removes the deliveries of an order that are still being picked: it is called off or ended.
pub fn drop_drafts(tx: &mut Tx<'_>, order: SalesOrderId) -> Result<()> {
    for delivery in queries::drafts_of_order(tx.conn, order)? {
        remove(tx, &delivery)?;
        tx.record(about(EventKind::DeliveryDeleted, &delivery));
    }
    Ok(())
}

/// Removes a delivery that was not shipped; its goods stay reserved for the order.
pub fn delete(tx: &mut Tx<'_>, id: DeliveryId, version: i32) -> Result<SalesOrderId> {
    let delivery = opened(tx, id, Kind::Delivery, version)?;
    remove(tx, &delivery)?;
    tx.record(about(EventKind::DeliveryDeleted, &delivery));
    Ok(delivery.sales_order_id)
}

/// Removes a draft with its lines and links.
pub fn remove(tx: &mut Tx<'_>, delivery: &Delivery) -> Result<()> {
    refuse_unless!(
        delivery.state == State::Draft,
        "delivery-not-a-draft",
        number = &delivery.number
    );
    diesel::delete(delivery_line::table.filter(delivery_line::delivery_id.eq(delivery.id))).execute(tx.conn)?;
    diesel::delete(delivery::table.find(delivery.id)).execute(tx.conn)?;
    chain::unlink(tx.conn, delivery.subject())?;
    search::remove(tx.conn, delivery.subject())
}
