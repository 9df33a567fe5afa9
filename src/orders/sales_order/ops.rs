//! What is done with sales orders. Each step can be taken back while nothing follows it.
use crate::event::Event;
use crate::event::EventKind;
use crate::finance::credit;
use crate::ids::CompanyId;
use crate::ids::PartyId;
use crate::ids::SalesOrderId;
use crate::ids::Subject;
use crate::inventory::reservation;
use crate::inventory::reservation::Demand;
use crate::kernel::chain;
use crate::kernel::error::Error;
use crate::kernel::error::Result;
use crate::kernel::search;
use crate::kernel::tx::Tx;
use crate::ledger::currency;
use crate::ledger::currency::CompanyCurrency;
use crate::orders::delivery;
use crate::orders::progress;
use crate::orders::progress::Tracked;
use crate::orders::sales_order::FLOW;
use crate::orders::sales_order::OrderLine;
use crate::orders::sales_order::SalesOrder;
use crate::orders::sales_order::State;
use crate::orders::sales_order::hold::Exposure;
use crate::orders::sales_order::hold::Hold;
use crate::orders::sales_order::queries;
use crate::permission::Permission;
use crate::refuse_unless;
use chrono::NaiveDate;
use diesel::prelude::*;
use tenon_db::Conn;
use tenon_db::Money;
use tenon_db::Quantity;
use tenon_schema::sales_order;
use tenon_schema::sales_order_line;

pub use crate::orders::sales_order::draft::create;
pub use crate::orders::sales_order::draft::update;

/// The order in the state its reader saw, with its lines, if he may do this with it.
fn opened(tx: &mut Tx<'_>, id: SalesOrderId, version: i32, needs: Permission) -> Result<(SalesOrder, Vec<OrderLine>)> {
    let order = tx.actor.reached(Permission::SalesOrderRead, needs, |reach| {
        queries::get_within(tx.conn, reach, id)
    })?;
    tx.stale_unless(usize::from(order.version == version), id)?;
    let lines = queries::lines(tx.conn, id)?;
    Ok((order, lines))
}

/// What a customer owes and will owe in a company, in its currency.
pub fn exposure(
    conn: &mut Conn,
    company: CompanyId,
    party: PartyId,
    day: NaiveDate,
    money: &CompanyCurrency,
) -> Result<Exposure> {
    let standing = credit::queries::standing(conn, company, party, day)?;
    let mut orders = Money::ZERO;
    for (code, amount) in queries::uninvoiced_of_party(conn, company, party)? {
        orders += currency::queries::rate(conn, &code, &money.code, day)?.convert(amount, money.decimals)?;
    }
    Ok(Exposure {
        limit: standing.limit,
        open: standing.open,
        orders,
        is_blocked: standing.is_blocked,
    })
}

/// What keeps an order from being confirmed, if anything does.
fn credit_hold(tx: &mut Tx<'_>, order: &SalesOrder, money: &CompanyCurrency) -> Result<Option<Hold>> {
    let exposure = exposure(tx.conn, order.company_id, order.party_id, order.order_date, money)?;
    let rate = currency::queries::rate(tx.conn, &order.currency, &money.code, order.order_date)?;
    Ok(exposure.check(rate.convert(order.total_amount, money.decimals)?))
}

/// Promises the goods to the customer: what is there is reserved, the rest waits. An order over the credit limit is held
/// instead, until somebody releases it.
pub fn confirm(tx: &mut Tx<'_>, id: SalesOrderId, version: i32) -> Result<()> {
    let (order, lines) = opened(tx, id, version, Permission::SalesOrderConfirm)?;
    FLOW.next(order.state, "confirm")?;
    refuse_unless!(!lines.is_empty(), "order-has-no-lines", number = order.number);
    let money = currency::queries::of_company(tx.conn, order.company_id)?;
    let Some(hold) = credit_hold(tx, &order, &money)? else {
        return promise(tx, &order, &lines, &money, EventKind::SalesOrderConfirmed);
    };
    if order.state == State::Held {
        return Err(Error::Refused(hold.message(&money.code)));
    }
    store_held(tx, &order, &hold)
}

/// Lets a held order go: whoever may takes the risk.
pub fn release(tx: &mut Tx<'_>, id: SalesOrderId, version: i32) -> Result<()> {
    let (order, lines) = opened(tx, id, version, Permission::CreditRelease)?;
    FLOW.next(order.state, "release")?;
    let money = currency::queries::of_company(tx.conn, order.company_id)?;
    promise(tx, &order, &lines, &money, EventKind::SalesOrderReleased)
}

fn store_held(tx: &mut Tx<'_>, order: &SalesOrder, hold: &Hold) -> Result<()> {
    let changed = diesel::update(sales_order::table.find(order.id))
        .filter(sales_order::version.eq(order.version))
        .set((
            sales_order::state.eq(State::Held),
            sales_order::hold_reason.eq(hold.to_text()),
            sales_order::delivered_percent.eq(0),
            sales_order::undelivered_amount.eq(Money::ZERO),
            sales_order::uninvoiced_amount.eq(Money::ZERO),
            sales_order::billable_amount.eq(Money::ZERO),
            sales_order::version.eq(order.version + 1),
        ))
        .execute(tx.conn)?;
    tx.stale_unless(changed, order.id)?;
    let event = about(EventKind::SalesOrderHeld, order);
    tx.record(event.say("total", (order.total_amount, &order.currency)));
    Ok(())
}

/// An event about an order and its customer.
pub fn about(kind: EventKind, order: &SalesOrder) -> Event {
    Event::new(kind, Some(order.company_id), order.id)
        .with(order.party_id)
        .say("number", &order.number)
}

/// Reserves these quantities (in base units) for lines of an order; answers how many are short.
pub fn reserve(tx: &mut Tx<'_>, order: &SalesOrder, wanted: &[(&OrderLine, Quantity)]) -> Result<i64> {
    let demands: Vec<Demand> = wanted
        .iter()
        .map(|(line, quantity)| Demand {
            company: order.company_id,
            warehouse: order.warehouse_id,
            product: line.line.product_id,
            order: order.subject(),
            line: line.line.id.raw(),
            quantity: *quantity,
            promise_date: line.line.requested_date,
        })
        .collect();
    if demands.is_empty() {
        return Ok(0);
    }
    let reserved = reservation::ops::reserve(tx, &demands)?;
    let short = demands
        .iter()
        .zip(&reserved)
        .filter(|(demand, got)| **got < demand.quantity);
    Ok(i64::try_from(short.count()).unwrap_or(i64::MAX))
}

fn promise(
    tx: &mut Tx<'_>,
    order: &SalesOrder,
    lines: &[OrderLine],
    money: &CompanyCurrency,
    kind: EventKind,
) -> Result<()> {
    progress::ops::begin(tx, order.id, lines)?;
    let open: Vec<(&OrderLine, Quantity)> = lines
        .iter()
        .map(|line| (line, line.tracked().undelivered()))
        .filter(|(_, open)| open.is_positive())
        .collect();
    let short = reserve(tx, order, &open)?;
    let tracked: Vec<Tracked> = lines.iter().map(OrderLine::tracked).collect();
    let decimals = progress::ops::decimals_of(tx, order, money)?;
    let sums = progress::ops::sums(State::Confirmed, false, &tracked, decimals);
    let margin = order.net_amount - progress::ops::in_currency_of(tx, order, sums.cost, money, decimals)?;
    let changed = diesel::update(sales_order::table.find(order.id))
        .filter(sales_order::version.eq(order.version))
        .set((
            sales_order::state.eq(State::Confirmed),
            sales_order::hold_reason.eq(""),
            sales_order::confirmed_at.eq(tx.now),
            sales_order::confirmed_by.eq(tx.actor.user),
            sales_order::delivered_percent.eq(sums.delivered_percent),
            sales_order::invoiced_percent.eq(sums.invoiced_percent),
            sales_order::undelivered_amount.eq(sums.undelivered),
            sales_order::uninvoiced_amount.eq(sums.uninvoiced),
            sales_order::billable_amount.eq(sums.billable),
            sales_order::margin_amount.eq(margin),
            sales_order::version.eq(order.version + 1),
        ))
        .execute(tx.conn)?;
    tx.stale_unless(changed, order.id)?;
    let event = about(kind, order).say("total", (order.total_amount, &order.currency));
    tx.record(event.say("short", short));
    Ok(())
}

/// Refuses while documents made from the order are there.
fn nothing_follows(tx: &mut Tx<'_>, order: &SalesOrder, lines: &[OrderLine]) -> Result<()> {
    let begun = lines.iter().any(|line| line.progress.has_begun());
    refuse_unless!(!begun, "order-has-begun", number = &order.number);
    let drafts = progress::queries::draft_documents(tx.conn, order.id)?;
    refuse_unless!(drafts == 0, "order-has-drafts", number = &order.number, count = drafts);
    Ok(())
}

/// Gives up what was reserved.
fn give_up(tx: &mut Tx<'_>, order: &SalesOrder) -> Result<()> {
    if order.state == State::Confirmed {
        reservation::ops::release(tx, order.subject(), None)?;
    }
    Ok(())
}

/// Moves an order on without more ado than its state, and records it.
fn turn(tx: &mut Tx<'_>, order: &SalesOrder, state: State, kind: EventKind, reason: &str) -> Result<()> {
    let changed = diesel::update(sales_order::table.find(order.id))
        .filter(sales_order::version.eq(order.version))
        .set((
            sales_order::state.eq(state),
            sales_order::hold_reason.eq(""),
            sales_order::confirmed_at.eq(None::<chrono::NaiveDateTime>),
            sales_order::delivered_percent.eq(0),
            sales_order::undelivered_amount.eq(Money::ZERO),
            sales_order::uninvoiced_amount.eq(Money::ZERO),
            sales_order::billable_amount.eq(Money::ZERO),
            sales_order::version.eq(order.version + 1),
        ))
        .execute(tx.conn)?;
    tx.stale_unless(changed, order.id)?;
    tx.record(about(kind, order).say("reason", reason));
    Ok(())
}

/// Stops a confirmed order of which nothing has been delivered or invoiced.
pub fn hold(tx: &mut Tx<'_>, id: SalesOrderId, version: i32, reason: &str) -> Result<()> {
    let (order, lines) = opened(tx, id, version, Permission::CreditRelease)?;
    FLOW.next(order.state, "hold")?;
    nothing_follows(tx, &order, &lines)?;
    give_up(tx, &order)?;
    store_held(tx, &order, &Hold::ByHand(reason.trim().to_owned()))
}

/// Makes an order a draft again while nothing follows it; what was reserved goes to others.
pub fn reopen(tx: &mut Tx<'_>, id: SalesOrderId, version: i32) -> Result<()> {
    let (order, lines) = opened(tx, id, version, Permission::SalesOrderConfirm)?;
    let state = FLOW.next(order.state, "reopen")?;
    nothing_follows(tx, &order, &lines)?;
    give_up(tx, &order)?;
    progress::ops::forget(tx, id)?;
    turn(tx, &order, state, EventKind::SalesOrderReopened, "")
}

/// Calls an order off. Of a confirmed one, what was delivered and invoiced must have been taken back before.
pub fn cancel(tx: &mut Tx<'_>, id: SalesOrderId, version: i32, reason: &str) -> Result<()> {
    let (order, lines) = opened(tx, id, version, Permission::SalesOrderEdit)?;
    let state = FLOW.next(order.state, "cancel")?;
    let stands = |line: &OrderLine| !line.progress.kept().is_zero() || !line.progress.billed().is_zero();
    refuse_unless!(!lines.iter().any(stands), "order-has-begun", number = &order.number);
    delivery::ops::drop_drafts(tx, id)?;
    let drafts = progress::queries::draft_documents(tx.conn, order.id)?;
    refuse_unless!(drafts == 0, "order-has-drafts", number = &order.number, count = drafts);
    give_up(tx, &order)?;
    turn(tx, &order, state, EventKind::SalesOrderCancelled, reason.trim())
}

/// Ends an order of which the rest will not be delivered any more; all that was delivered is invoiced.
pub fn close(tx: &mut Tx<'_>, id: SalesOrderId, version: i32) -> Result<()> {
    let (order, lines) = opened(tx, id, version, Permission::SalesOrderConfirm)?;
    FLOW.next(order.state, "close")?;
    let begun = lines.iter().any(|line| line.progress.has_begun());
    refuse_unless!(begun, "order-close-not-begun", number = &order.number);
    delivery::ops::drop_drafts(tx, id)?;
    let drafts = progress::queries::draft_documents(tx.conn, order.id)?;
    refuse_unless!(drafts == 0, "order-has-drafts", number = &order.number, count = drafts);
    let unbilled = lines.iter().any(|line| line.tracked().uninvoiced(true).is_positive());
    refuse_unless!(!unbilled, "order-close-not-invoiced", number = &order.number);
    give_up(tx, &order)?;
    let changed = diesel::update(sales_order::table.find(id))
        .filter(sales_order::version.eq(order.version))
        .set((
            sales_order::state.eq(State::Done),
            sales_order::undelivered_amount.eq(Money::ZERO),
            sales_order::uninvoiced_amount.eq(Money::ZERO),
            sales_order::billable_amount.eq(Money::ZERO),
            sales_order::version.eq(order.version + 1),
        ))
        .execute(tx.conn)?;
    tx.stale_unless(changed, id)?;
    let rest: Quantity = lines.iter().map(|line| line.tracked().undelivered()).sum();
    tx.record(about(EventKind::SalesOrderClosed, &order).say("quantity", rest));
    Ok(())
}

/// Removes a draft.
pub fn delete(tx: &mut Tx<'_>, id: SalesOrderId, version: i32) -> Result<()> {
    let (order, _) = opened(tx, id, version, Permission::SalesOrderEdit)?;
    refuse_unless!(order.state == State::Draft, "order-not-a-draft", number = &order.number);
    diesel::delete(sales_order_line::table.filter(sales_order_line::sales_order_id.eq(id))).execute(tx.conn)?;
    diesel::delete(sales_order::table.find(id)).execute(tx.conn)?;
    chain::unlink(tx.conn, id)?;
    search::remove(tx.conn, Subject::SalesOrder(id))?;
    tx.record(about(EventKind::SalesOrderDeleted, &order));
    Ok(())
}
