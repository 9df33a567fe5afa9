//! Announcing, receiving and taking back returns.
use crate::event::EventKind;
use crate::ids::DeliveryId;
use crate::ids::DeliveryLineId;
use crate::inventory::location::LocationKind;
use crate::inventory::stock_move;
use crate::inventory::stock_move::InLine;
use crate::inventory::stock_move::Incoming;
use crate::inventory::warehouse;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Problem;
use crate::kernel::error::Result;
use crate::kernel::id;
use crate::kernel::sequence;
use crate::kernel::sequence::SeriesKind;
use crate::kernel::tx::Tx;
use crate::ledger::account::AccountRole;
use crate::ledger::currency;
use crate::orders::delivery;
use crate::orders::delivery::Delivery;
use crate::orders::delivery::DeliveryLine;
use crate::orders::delivery::Kind;
use crate::orders::delivery::ReadLine;
use crate::orders::delivery::State;
use crate::orders::delivery::ops::about;
use crate::orders::delivery::ops::opened;
use crate::orders::progress;
use crate::orders::progress::ops::Cause;
use crate::orders::returns::FLOW;
use crate::orders::returns::NewReturn;
use crate::orders::sales_order;
use crate::permission::Permission;
use crate::refuse_unless;
use chrono::NaiveDate;
use std::collections::BTreeMap;
use tenon_db::Money;
use tenon_db::Quantity;
use tenon_db::Rounding;
use tenon_db::batches;
use tenon_schema::delivery as delivery_table;
use tenon_schema::delivery_line;

/// Columns of a line that are bound.
const LINE_COLUMNS: usize = 13;

/// Announces a return of a shipped delivery.
pub fn create(tx: &mut Tx<'_>, new: &NewReturn) -> Result<DeliveryId> {
    let needs = Permission::DeliveryShip;
    let shipped = tx.actor.reached(Permission::DeliveryRead, needs, |reach| {
        delivery::queries::get_within(tx.conn, reach, new.delivery_id)
    })?;
    refuse_unless!(
        shipped.kind == Kind::Delivery && shipped.state == State::Shipped,
        "delivery-not-shipped",
        number = &shipped.number
    );
    let sent = delivery::queries::lines(tx.conn, shipped.id)?;
    let returned = delivery::queries::returned(tx.conn, shipped.id)?;
    let wanted = wanted(&sent, &returned, new)?;
    refuse_unless!(
        !wanted.is_empty(),
        "delivery-nothing-to-return",
        number = &shipped.number
    );
    let date = match new.return_date {
        Some(date) => date,
        None => tx.today(shipped.company_id)?.max(shipped.delivery_date),
    };
    if date < shipped.delivery_date {
        let message = Message::new("return-before-delivery").with("date", shipped.delivery_date);
        return Err(Error::invalid("return_date", message));
    }
    let warehouse_id = match new.warehouse_id {
        Some(id) => warehouse::queries::get(tx.conn, id)
            .ok()
            .filter(|warehouse| warehouse.company_id == shipped.company_id)
            .map(|warehouse| warehouse.id)
            .ok_or_else(|| {
                let message = Message::new("problem-not-a-choice").with("value", id.to_string());
                Error::invalid("warehouse_id", message)
            })?,
        None => shipped.warehouse_id,
    };
    let goods_return = Delivery {
        id: id::new(),
        number: sequence::draw(tx, shipped.company_id, SeriesKind::Return, date)?,
        kind: Kind::Return,
        warehouse_id,
        carrier_id: None,
        tracking_number: String::new(),
        delivery_date: date,
        state: State::Draft,
        reason: new.reason.clone().unwrap_or_default(),
        backorder_of: None,
        returns_id: Some(shipped.id),
        journal_entry_id: None,
        version: 1,
        created_at: tx.now,
        ..shipped
    };
    tx.conn
        .later(&diesel::insert_into(delivery_table::table).values(&goods_return))?;
    insert_lines(tx, goods_return.id, &wanted)?;
    delivery::ops::finish_new(tx, &goods_return, EventKind::ReturnCreated)?;
    Ok(goods_return.id)
}

/// What is left of a delivered line, in the base unit.
fn left(line: &ReadLine, returned: &BTreeMap<DeliveryLineId, (Quantity, Money)>) -> Quantity {
    let back = returned.get(&line.line.id).map_or(Quantity::ZERO, |back| back.0);
    line.line.base_quantity - back
}

/// A quantity of a delivered line's unit in the base unit.
fn in_base(line: &DeliveryLine, quantity: Quantity) -> Quantity {
    quantity
        .times_ratio(line.base_quantity.raw(), line.quantity.raw(), Rounding::HalfUp)
        .unwrap_or(quantity)
}

/// The lines as given, each at most what is left of it; all that is left when none is given.
fn wanted<'a>(
    sent: &'a [ReadLine],
    returned: &BTreeMap<DeliveryLineId, (Quantity, Money)>,
    new: &NewReturn,
) -> Result<Vec<(&'a DeliveryLine, Quantity)>> {
    if new.lines.is_empty() {
        let all = sent.iter().map(|line| (&line.line, left(line, returned)));
        return Ok(all.filter(|(_, left)| left.is_positive()).collect());
    }
    let (mut wanted, mut problems): (Vec<(&DeliveryLine, Quantity)>, Vec<Problem>) = (Vec::new(), Vec::new());
    for (index, given) in new.lines.iter().enumerate() {
        let mut wrong = |field: &str, message: Message| {
            problems.push(Problem::new(format!("lines.{index}.{field}"), message));
        };
        let is_new = wanted.iter().all(|(line, _)| line.id != given.delivery_line_id);
        let Some(line) = sent
            .iter()
            .find(|line| line.line.id == given.delivery_line_id && is_new)
        else {
            let value = given.delivery_line_id.to_string();
            wrong(
                "delivery_line_id",
                Message::new("problem-not-a-choice").with("value", value),
            );
            continue;
        };
        let base = in_base(&line.line, given.quantity);
        if given.quantity.is_negative() {
            wrong("quantity", Message::new("problem-not-positive"));
        } else if base > left(line, returned) {
            let message = Message::new("return-more-than-left")
                .with("code", &line.product_code)
                .with("left", line.line.in_unit(left(line, returned)))
                .with("unit", &line.unit_code);
            wrong("quantity", message);
        } else if base.is_positive() {
            wanted.push((&line.line, base));
        }
    }
    if problems.is_empty() {
        Ok(wanted)
    } else {
        Err(Error::Invalid(problems))
    }
}

fn insert_lines(tx: &mut Tx<'_>, goods_return: DeliveryId, wanted: &[(&DeliveryLine, Quantity)]) -> Result<()> {
    let rows: Vec<DeliveryLine> = wanted
        .iter()
        .zip(1_i32..)
        .map(|((line, base), number)| DeliveryLine {
            id: id::new(),
            delivery_id: goods_return,
            position: number * 10,
            quantity: line.in_unit(*base),
            base_quantity: *base,
            returns_line_id: Some(line.id),
            stock_move_id: None,
            cost_amount: Money::ZERO,
            ..(*line).clone()
        })
        .collect();
    for slice in batches(&rows, LINE_COLUMNS) {
        tx.conn
            .later(&diesel::insert_into(delivery_line::table).values(slice))?;
    }
    Ok(())
}

/// Takes the goods in again at what they cost when they left: the last part of a line carries the rest of its cost.
pub fn receive(tx: &mut Tx<'_>, id: DeliveryId, version: i32) -> Result<()> {
    let goods_return = opened(tx, id, Kind::Return, version)?;
    let state = FLOW.next(goods_return.state, "receive")?;
    let Some(shipped) = goods_return.returns_id else {
        return Err(Error::NotFound("delivery"));
    };
    let sent = delivery::queries::lines(tx.conn, shipped)?;
    let others = delivery::queries::received(tx.conn, shipped)?;
    let decimals = currency::queries::of_company(tx.conn, goods_return.company_id)?.decimals;
    let back: Vec<DeliveryLine> = delivery::queries::lines(tx.conn, id)?
        .into_iter()
        .map(|line| at_original_cost(line.line, &sent, &others, decimals))
        .collect::<Result<_>>()?;
    let moved = stock_move::ops::receive(tx, &incoming(&goods_return, &back))?;
    let done: Vec<DeliveryLine> = back
        .into_iter()
        .zip(&moved.lines)
        .map(|(line, moved)| DeliveryLine {
            stock_move_id: Some(moved.stock_move),
            cost_amount: moved.cost,
            ..line
        })
        .collect();
    delivery::ops::store_moves(tx, &done)?;
    delivery::ops::turn(tx, &goods_return, state, moved.entry)?;
    keep_progress(tx, &goods_return, &done, goods_return.delivery_date, false)?;
    tx.record(about(EventKind::GoodsReturned, &goods_return).say("reason", &goods_return.reason));
    Ok(())
}

/// The line with its part of what the delivered line cost, to the decimals of the company's currency.
fn at_original_cost(
    line: DeliveryLine,
    sent: &[ReadLine],
    others: &BTreeMap<DeliveryLineId, (Quantity, Money)>,
    decimals: u32,
) -> Result<DeliveryLine> {
    let Some(original) = sent.iter().find(|sent| Some(sent.line.id) == line.returns_line_id) else {
        return Ok(DeliveryLine {
            cost_amount: Money::ZERO,
            ..line
        });
    };
    let (gone, gone_cost) = others.get(&original.line.id).copied().unwrap_or_default();
    let (left, left_cost) = (
        original.line.base_quantity - gone,
        original.line.cost_amount - gone_cost,
    );
    let cost_amount = if line.base_quantity >= left {
        left_cost
    } else {
        let share = (line.base_quantity.raw(), left.raw());
        left_cost.times_ratio_to(share, decimals, Rounding::HalfUp)?
    };
    Ok(DeliveryLine { cost_amount, ..line })
}

fn incoming(goods_return: &Delivery, lines: &[DeliveryLine]) -> Incoming {
    Incoming {
        company: goods_return.company_id,
        warehouse: goods_return.warehouse_id,
        date: goods_return.delivery_date,
        origin: goods_return.subject(),
        description: goods_return.number.clone(),
        counter: AccountRole::GoodsDeliveredNotInvoiced,
        party: Some(goods_return.party_id),
        from: LocationKind::Customer,
        lines: lines
            .iter()
            .map(|line| InLine {
                origin_line: line.id.raw(),
                product: line.product_id,
                lot: line.lot_id,
                quantity: line.base_quantity,
                cost: line.cost_amount,
            })
            .collect(),
    }
}

/// Writes down what came back, or that it did not after all.
fn keep_progress(
    tx: &mut Tx<'_>,
    goods_return: &Delivery,
    back: &[DeliveryLine],
    date: NaiveDate,
    is_undone: bool,
) -> Result<()> {
    let order = sales_order::queries::get(tx.conn, goods_return.sales_order_id)?;
    let mut lines = sales_order::queries::lines(tx.conn, order.id)?;
    for line in back {
        let Some(of_order) = lines.iter_mut().find(|of| of.line.id == line.sales_order_line_id) else {
            continue;
        };
        let progress = &mut of_order.progress;
        if is_undone {
            progress.returned -= line.base_quantity;
            progress.delivered_cost_amount += line.cost_amount;
        } else {
            progress.returned += line.base_quantity;
            progress.delivered_cost_amount -= line.cost_amount;
        }
    }
    let cause = Cause {
        origin: goods_return.subject(),
        number: &goods_return.number,
        date,
    };
    progress::ops::apply(tx, &order, &mut lines, &cause)
}

/// Takes a return back while nothing of it is credited: the goods are with the customer after all.
pub fn reverse(tx: &mut Tx<'_>, id: DeliveryId, version: i32, date: Option<NaiveDate>) -> Result<()> {
    let goods_return = opened(tx, id, Kind::Return, version)?;
    let state = FLOW.next(goods_return.state, "reverse")?;
    let credited = delivery::queries::is_credited(tx.conn, id)?;
    refuse_unless!(!credited, "return-is-credited", number = &goods_return.number);
    let date = match date {
        Some(date) => date,
        None => tx.today(goods_return.company_id)?.max(goods_return.delivery_date),
    };
    stock_move::ops::reverse(tx, goods_return.subject(), date, goods_return.subject())?;
    delivery::ops::turn(tx, &goods_return, state, goods_return.journal_entry_id)?;
    let back: Vec<DeliveryLine> = delivery::queries::lines(tx.conn, id)?
        .into_iter()
        .map(|line| line.line)
        .collect();
    keep_progress(tx, &goods_return, &back, date, true)?;
    tx.record(about(EventKind::ReturnReversed, &goods_return));
    Ok(())
}

/// Removes a return that was not received.
pub fn delete(tx: &mut Tx<'_>, id: DeliveryId, version: i32) -> Result<DeliveryId> {
    let goods_return = opened(tx, id, Kind::Return, version)?;
    delivery::ops::remove(tx, &goods_return)?;
    tx.record(about(EventKind::ReturnDeleted, &goods_return));
    Ok(goods_return.returns_id.unwrap_or(id))
}
