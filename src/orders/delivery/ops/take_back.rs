//! Taking a shipped delivery back.
use crate::event::EventKind;
use crate::ids::DeliveryId;
use crate::inventory::reservation;
use crate::inventory::stock_move;
use crate::kernel::error::Result;
use crate::kernel::tx::Tx;
use crate::orders::delivery::FLOW;
use crate::orders::delivery::Kind;
use crate::orders::delivery::ReadLine;
use crate::orders::delivery::ops::about;
use crate::orders::delivery::ops::opened;
use crate::orders::delivery::ops::prepare::Wanted;
use crate::orders::delivery::ops::turn;
use crate::orders::delivery::queries;
use crate::orders::progress;
use crate::orders::progress::ops::Cause;
use crate::orders::sales_order;
use crate::orders::sales_order::OrderLine;
use crate::orders::sales_order::SalesOrder;
use crate::refuse_unless;
use chrono::NaiveDate;
use tenon_db::Quantity;

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
