//! Preparing, shipping and taking back deliveries.
use crate::event::Event;
use crate::event::EventKind;
use crate::ids::CarrierId;
use crate::ids::DeliveryId;
use crate::ids::SalesOrderId;
use crate::ids::SalesOrderLineId;
use crate::inventory::location::LocationKind;
use crate::inventory::reservation;
use crate::inventory::stock_move;
use crate::inventory::stock_move::OutLine;
use crate::inventory::stock_move::Outgoing;
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
use crate::ledger::account::AccountRole;
use crate::orders::delivery::Delivery;
use crate::orders::delivery::DeliveryLine;
use crate::orders::delivery::EditDelivery;
use crate::orders::delivery::FLOW;
use crate::orders::delivery::Kind;
use crate::orders::delivery::NewDelivery;
use crate::orders::delivery::NewDeliveryLine;
use crate::orders::delivery::ReadLine;
use crate::orders::delivery::State;
use crate::orders::delivery::queries;
use crate::orders::progress;
use crate::orders::progress::ops::Cause;
use crate::orders::progress::queries::ByLine;
use crate::orders::sales_order;
use crate::orders::sales_order::OrderLine;
use crate::orders::sales_order::SalesOrder;
use crate::permission::Permission;
use crate::refuse_unless;
use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::upsert::excluded;
use tenon_db::Money;
use tenon_db::Quantity;
use tenon_db::batches;
use tenon_schema::delivery;
use tenon_schema::delivery_line;

/// Columns of a line that are bound.
const LINE_COLUMNS: usize = 13;

/// An event about a delivery or return, its order and its customer.
pub fn about(kind: EventKind, delivery: &Delivery) -> Event {
    Event::new(kind, Some(delivery.company_id), delivery.subject())
        .with(delivery.sales_order_id)
        .with(delivery.party_id)
        .say("number", &delivery.number)
}

/// A delivery or return as its reader saw it; the permission is asked in its company.
pub fn opened(tx: &mut Tx<'_>, id: DeliveryId, kind: Kind, version: i32) -> Result<Delivery> {
    let needs = Permission::DeliveryShip;
    let delivery = queries::get_within(tx.conn, &tx.actor.reach(needs), id)?;
    if delivery.kind != kind {
        return Err(Error::NotFound("delivery"));
    }
    tx.require(needs, delivery.company_id)?;
    tx.stale_unless(usize::from(delivery.version == version), delivery.subject())?;
    Ok(delivery)
}

/// What of an order line can stand on a further delivery: not delivered, and not on one that is being picked.
fn open_quantity(line: &OrderLine, on_drafts: &ByLine) -> Quantity {
    let drafted = on_drafts.get(&line.line.id).copied().unwrap_or_default();
    (line.tracked().undelivered() - drafted).max(Quantity::ZERO)
}

/// Prepares a delivery: the lines given, or what is reserved, or all that is open when nothing is.
pub fn create(tx: &mut Tx<'_>, new: &NewDelivery) -> Result<DeliveryId> {
    let needs = Permission::DeliveryShip;
    let order = sales_order::queries::get_within(tx.conn, &tx.actor.reach(needs), new.sales_order_id)?;
    tx.require(needs, order.company_id)?;
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
    insert(tx, delivery, &wanted)
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
type Wanted<'a> = Vec<(&'a OrderLine, Quantity)>;

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
fn of_order(order: &SalesOrder, date: NaiveDate) -> Delivery {
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
fn insert(tx: &mut Tx<'_>, mut delivery: Delivery, wanted: &Wanted<'_>) -> Result<DeliveryId> {
    delivery.number = sequence::draw(tx, delivery.company_id, SeriesKind::Delivery, delivery.delivery_date)?;
    delivery.created_at = tx.now;
    diesel::insert_into(delivery::table)
        .values(&delivery)
        .execute(tx.conn)?;
    insert_lines(tx, delivery.id, wanted)?;
    finish_new(tx, &delivery, EventKind::DeliveryCreated)?;
    Ok(delivery.id)
}

/// Chain, search and event of a new delivery or return.
pub fn finish_new(tx: &mut Tx<'_>, delivery: &Delivery, kind: EventKind) -> Result<()> {
    let before = match (delivery.returns_id, delivery.backorder_of) {
        (Some(returned), _) => crate::ids::Subject::Delivery(returned),
        (None, _) => crate::ids::Subject::SalesOrder(delivery.sales_order_id),
    };
    chain::link(tx.conn, before, delivery.subject())?;
    let entry = search::Entry {
        subject: delivery.subject(),
        company: Some(delivery.company_id),
        owner: Some(delivery.owner_id),
        title: &delivery.number,
        subtitle: &delivery.party_name,
        words: &delivery.tracking_number,
    };
    search::put_document(tx.conn, &entry)?;
    tx.record(about(kind, delivery));
    Ok(())
}

fn insert_lines(tx: &mut Tx<'_>, delivery: DeliveryId, wanted: &Wanted<'_>) -> Result<()> {
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
        diesel::insert_into(delivery_line::table)
            .values(slice)
            .execute(tx.conn)?;
    }
    Ok(())
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

/// Sends the goods: they leave the stock at what they cost, the reservation is used up, the entry is posted, what is
/// already invoiced becomes cost of sales, and what is left of the order waits on a further delivery.
pub fn ship(tx: &mut Tx<'_>, id: DeliveryId, version: i32) -> Result<()> {
    let delivery = opened(tx, id, Kind::Delivery, version)?;
    let state = FLOW.next(delivery.state, "ship")?;
    let order = sales_order::queries::get(tx.conn, delivery.sales_order_id)?;
    refuse_unless!(
        order.state == sales_order::State::Confirmed,
        "order-not-confirmed",
        number = &order.number
    );
    let sent = queries::lines(tx.conn, id)?;
    let mut lines = sales_order::queries::lines(tx.conn, order.id)?;
    let moved = stock_move::ops::issue(tx, &outgoing(&delivery, &sent))?;
    let costs: Vec<Money> = moved.lines.iter().map(|line| line.cost).collect();
    let done: Vec<DeliveryLine> = sent
        .iter()
        .zip(&moved.lines)
        .map(|(line, moved)| DeliveryLine {
            stock_move_id: Some(moved.stock_move),
            cost_amount: moved.cost,
            ..line.line.clone()
        })
        .collect();
    store_moves(tx, &done)?;
    for (line, cost) in done.iter().zip(&costs) {
        if let Some(of_order) = lines.iter_mut().find(|of| of.line.id == line.sales_order_line_id) {
            of_order.progress.delivered += line.base_quantity;
            of_order.progress.delivered_cost_amount += *cost;
        }
    }
    turn(tx, &delivery, state, moved.entry)?;
    let cause = Cause {
        origin: delivery.subject(),
        number: &delivery.number,
        date: delivery.delivery_date,
    };
    progress::ops::apply(tx, &order, &mut lines, &cause)?;
    let backorder = backorder(tx, &order, &delivery, &lines)?;
    let event = about(EventKind::DeliveryShipped, &delivery).say("lines", count(&sent));
    tx.record(event.say("backorder", backorder));
    Ok(())
}

fn count<T>(items: &[T]) -> i64 {
    i64::try_from(items.len()).unwrap_or(i64::MAX)
}

fn outgoing(delivery: &Delivery, lines: &[ReadLine]) -> Outgoing {
    let order = crate::ids::Subject::SalesOrder(delivery.sales_order_id);
    Outgoing {
        company: delivery.company_id,
        warehouse: delivery.warehouse_id,
        date: delivery.delivery_date,
        origin: delivery.subject(),
        description: delivery.number.clone(),
        counter: AccountRole::GoodsDeliveredNotInvoiced,
        party: Some(delivery.party_id),
        to: LocationKind::Customer,
        lines: lines
            .iter()
            .map(|line| OutLine {
                origin_line: line.line.id.raw(),
                product: line.line.product_id,
                lot: line.line.lot_id,
                quantity: line.line.base_quantity,
                reserved_for: Some((order, line.line.sales_order_line_id.raw())),
            })
            .collect(),
    }
}

/// Writes move and cost of each line, in one statement.
pub fn store_moves(tx: &mut Tx<'_>, lines: &[DeliveryLine]) -> Result<()> {
    for slice in batches(lines, LINE_COLUMNS) {
        diesel::insert_into(delivery_line::table)
            .values(slice)
            .on_conflict(delivery_line::id)
            .do_update()
            .set((
                delivery_line::stock_move_id.eq(excluded(delivery_line::stock_move_id)),
                delivery_line::cost_amount.eq(excluded(delivery_line::cost_amount)),
            ))
            .execute(tx.conn)?;
    }
    Ok(())
}

/// Moves a delivery or return on.
pub fn turn(
    tx: &mut Tx<'_>,
    delivery: &Delivery,
    state: State,
    entry: Option<crate::ids::JournalEntryId>,
) -> Result<()> {
    let row = delivery::table.find(delivery.id);
    let changed = diesel::update(row.filter(delivery::version.eq(delivery.version)))
        .set((
            delivery::state.eq(state),
            delivery::journal_entry_id.eq(entry),
            delivery::version.eq(delivery.version + 1),
        ))
        .execute(tx.conn)?;
    tx.stale_unless(changed, delivery.subject())
}

/// A further delivery for what is left of the order, unless one is being picked already; answers its number.
fn backorder(tx: &mut Tx<'_>, order: &SalesOrder, shipped: &Delivery, lines: &[OrderLine]) -> Result<Option<String>> {
    if lines.iter().all(|line| line.tracked().undelivered().is_zero()) {
        return Ok(None);
    }
    let on_drafts = progress::queries::on_draft_deliveries(tx.conn, order.id)?;
    let rest: Wanted<'_> = lines
        .iter()
        .map(|line| (line, open_quantity(line, &on_drafts)))
        .filter(|(_, open)| open.is_positive())
        .collect();
    if rest.is_empty() {
        return Ok(None);
    }
    let date = shipped.delivery_date.max(order.requested_date);
    let mut delivery = of_order(order, date);
    delivery.carrier_id = shipped.carrier_id;
    delivery.backorder_of = Some(shipped.id);
    let id = insert(tx, delivery, &rest)?;
    let number = queries::number(tx.conn, id)?;
    Ok(Some(number))
}

/// Takes a shipped delivery back at the cost it carried, while nothing of it is invoiced; afterwards goods come back by a
/// return. The order has them reserved again.
pub fn reverse(tx: &mut Tx<'_>, id: DeliveryId, version: i32, date: Option<NaiveDate>) -> Result<()> {
    let delivery = opened(tx, id, Kind::Delivery, version)?;
    let state = FLOW.next(delivery.state, "reverse")?;
    let returned = queries::has_returns(tx.conn, id)?;
    refuse_unless!(!returned, "delivery-has-returns", number = &delivery.number);
    let order = sales_order::queries::get(tx.conn, delivery.sales_order_id)?;
    let sent = queries::lines(tx.conn, id)?;
    let mut lines = sales_order::queries::lines(tx.conn, order.id)?;
    for line in &sent {
        let Some(of_order) = lines.iter_mut().find(|of| of.line.id == line.line.sales_order_line_id) else {
            continue;
        };
        of_order.progress.delivered -= line.line.base_quantity;
        of_order.progress.delivered_cost_amount -= line.line.cost_amount;
        let billed = of_order.progress.billed() > of_order.progress.kept();
        refuse_unless!(!billed, "delivery-is-invoiced", number = &delivery.number);
    }
    let date = match date {
        Some(date) => date,
        None => tx.today(delivery.company_id)?.max(delivery.delivery_date),
    };
    stock_move::ops::reverse(tx, delivery.subject(), date, delivery.subject())?;
    turn(tx, &delivery, state, delivery.journal_entry_id)?;
    let cause = Cause {
        origin: delivery.subject(),
        number: &delivery.number,
        date,
    };
    progress::ops::apply(tx, &order, &mut lines, &cause)?;
    reserve_again(tx, &order, &lines, &sent)?;
    tx.record(about(EventKind::DeliveryReversed, &delivery));
    Ok(())
}

/// The goods are there again: the order has the first claim on them, then whoever waits.
fn reserve_again(tx: &mut Tx<'_>, order: &SalesOrder, lines: &[OrderLine], sent: &[ReadLine]) -> Result<()> {
    let mut wanted: Wanted<'_> = Vec::new();
    for line in lines {
        let of_line = sent.iter().filter(|sent| sent.line.sales_order_line_id == line.line.id);
        let back: Quantity = of_line.map(|sent| sent.line.base_quantity).sum();
        if back.is_positive() {
            wanted.push((line, back.min(line.tracked().undelivered())));
        }
    }
    if !order.is_closed() {
        sales_order::ops::reserve(tx, order, &wanted)?;
    }
    let products: Vec<_> = sent.iter().map(|line| line.line.product_id).collect();
    reservation::ops::fill(tx, order.company_id, order.warehouse_id, &products)
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
