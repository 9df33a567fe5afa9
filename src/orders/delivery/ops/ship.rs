//! Shipping: goods, reservation, entry, progress and backorder in one step.
use crate::event::EventKind;
use crate::ids::DeliveryId;
use crate::inventory::location::LocationKind;
use crate::inventory::stock_move;
use crate::inventory::stock_move::OutLine;
use crate::inventory::stock_move::Outgoing;
use crate::kernel::error::Result;
use crate::kernel::tx::Tx;
use crate::ledger::account::AccountRole;
use crate::orders::delivery::Delivery;
use crate::orders::delivery::DeliveryLine;
use crate::orders::delivery::FLOW;
use crate::orders::delivery::Kind;
use crate::orders::delivery::ops::about;
use crate::orders::delivery::ops::opened;
use crate::orders::delivery::ops::prepare::Wanted;
use crate::orders::delivery::ops::prepare::insert;
use crate::orders::delivery::ops::prepare::of_order;
use crate::orders::delivery::ops::prepare::open_quantity;
use crate::orders::delivery::ops::store_moves;
use crate::orders::delivery::ops::turn;
use crate::orders::delivery::queries;
use crate::orders::progress;
use crate::orders::progress::ops::Cause;
use crate::orders::sales_order;
use crate::orders::sales_order::OrderLine;
use crate::orders::sales_order::SalesOrder;
use crate::refuse_unless;

/// Sends the goods: they leave the stock at what they cost, the reservation is used up, the entry is posted, what is
/// already invoiced becomes cost of sales, and what is left of the order waits on a further delivery.
pub fn ship(tx: &mut Tx<'_>, id: DeliveryId, version: i32) -> Result<()> {
    let delivery = opened(tx, id, Kind::Delivery, version)?;
    FLOW.next(delivery.state, "ship")?;
    let order = sales_order::queries::get(tx.conn, delivery.sales_order_id)?;
    refuse_unless!(
        order.state == sales_order::State::Confirmed,
        "order-not-confirmed",
        number = &order.number
    );
    let sent = queries::lines(tx.conn, id)?.into_iter().map(|read| read.line).collect();
    let lines = sales_order::queries::lines(tx.conn, order.id)?;
    send(tx, &delivery, &order, lines, sent)
}

/// The same for a delivery, its order and the lines of both as they are at hand.
pub(super) fn send(
    tx: &mut Tx<'_>,
    delivery: &Delivery,
    order: &SalesOrder,
    mut lines: Vec<OrderLine>,
    mut sent: Vec<DeliveryLine>,
) -> Result<()> {
    let state = FLOW.next(delivery.state, "ship")?;
    let moved = stock_move::ops::issue(tx, &outgoing(delivery, &sent))?;
    for (line, moved) in sent.iter_mut().zip(&moved.lines) {
        line.stock_move_id = Some(moved.stock_move);
        line.cost_amount = moved.cost;
        if let Some(of_order) = lines.iter_mut().find(|of| of.line.id == line.sales_order_line_id) {
            of_order.progress.delivered += line.base_quantity;
            of_order.progress.delivered_cost_amount += moved.cost;
        }
    }
    store_moves(tx, &sent)?;
    turn(tx, delivery, state, moved.entry)?;
    let cause = Cause {
        origin: delivery.subject(),
        number: &delivery.number,
        date: delivery.delivery_date,
    };
    progress::ops::apply(tx, order, &mut lines, &cause)?;
    let backorder = backorder(tx, order, delivery, &lines)?;
    let event = about(EventKind::DeliveryShipped, delivery).say("lines", count(&sent));
    tx.record(event.say("backorder", backorder));
    Ok(())
}

fn count<T>(items: &[T]) -> i64 {
    i64::try_from(items.len()).unwrap_or(i64::MAX)
}

fn outgoing(delivery: &Delivery, lines: &[DeliveryLine]) -> Outgoing {
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
                origin_line: line.id.raw(),
                product: line.product_id,
                lot: line.lot_id,
                quantity: line.base_quantity,
                reserved_for: Some((order, line.sales_order_line_id.raw())),
            })
            .collect(),
    }
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
    let (delivery, _) = insert(tx, delivery, &rest)?;
    Ok(Some(delivery.number))
}
