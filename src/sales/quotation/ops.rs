//! What is done with quotations. Each step can be taken back while nothing follows it.
use crate::event::Event;
use crate::event::EventKind;
use crate::ids::QuotationId;
use crate::ids::SalesOrderId;
use crate::ids::Subject;
use crate::kernel::chain;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Result;
use crate::kernel::search;
use crate::kernel::tx::Tx;
use crate::orders::sales_order;
use crate::permission::Permission;
use crate::refuse_unless;
use crate::sales::quotation::FLOW;
use crate::sales::quotation::Lose;
use crate::sales::quotation::Quotation;
use crate::sales::quotation::QuotationWithLines;
use crate::sales::quotation::State;
use crate::sales::quotation::Win;
use crate::sales::quotation::queries;
use chrono::NaiveDateTime;
use diesel::prelude::*;
use tenon_schema::quotation;
use tenon_schema::quotation_line;

pub use crate::sales::quotation::draft::create;
pub use crate::sales::quotation::draft::update;

/// The quotation in the state its reader saw, if he may change it.
fn opened(tx: &mut Tx<'_>, id: QuotationId, version: i32) -> Result<Quotation> {
    let row = queries::editable(tx.conn, tx.actor, id)?;
    tx.stale_unless(usize::from(row.version == version), id)?;
    Ok(row)
}

/// An event about a quotation and its customer.
pub fn about(kind: EventKind, row: &Quotation) -> Event {
    Event::new(kind, Some(row.company_id), row.id)
        .with(row.party_id)
        .say("number", &row.number)
}

/// Moves a quotation on; what came before stands in `keeps`.
fn turn(
    tx: &mut Tx<'_>,
    row: &Quotation,
    state: State,
    times: (Option<NaiveDateTime>, Option<NaiveDateTime>),
    reason: &str,
) -> Result<()> {
    let changed = diesel::update(quotation::table.find(row.id).filter(quotation::version.eq(row.version)))
        .set((
            quotation::state.eq(state),
            quotation::sent_at.eq(times.0),
            quotation::decided_at.eq(times.1),
            quotation::lost_reason.eq(reason),
            quotation::version.eq(row.version + 1),
        ))
        .execute(tx.conn)?;
    tx.stale_unless(changed, row.id)
}

/// The customer has it now: it stays as it is until it is opened again.
pub fn send(tx: &mut Tx<'_>, id: QuotationId, version: i32) -> Result<()> {
    let row = opened(tx, id, version)?;
    let state = FLOW.next(row.state, "send")?;
    let lines = queries::count_lines(tx.conn, id)?;
    refuse_unless!(lines > 0, "quotation-has-no-lines", number = &row.number);
    turn(tx, &row, state, (Some(tx.now), None), "")?;
    let event = about(EventKind::QuotationSent, &row);
    tx.record(event.say("total", (row.total_amount, &row.currency)));
    Ok(())
}

/// The customer takes it: the sales order is made at the prices that were offered.
pub fn win(tx: &mut Tx<'_>, id: QuotationId, version: i32, win: &Win) -> Result<SalesOrderId> {
    let row = opened(tx, id, version)?;
    let state = FLOW.next(row.state, "win")?;
    let lines = queries::lines(tx.conn, id)?;
    refuse_unless!(!lines.is_empty(), "quotation-has-no-lines", number = &row.number);
    let today = tx.today(row.company_id)?;
    let order_date = win.order_date.unwrap_or(today);
    tx.warn_unless(order_date <= row.valid_until, || {
        Message::new("quotation-is-expired")
            .with("number", &row.number)
            .with("date", row.valid_until)
    })?;
    turn(tx, &row, state, (row.sent_at, Some(tx.now)), "")?;
    let whole = QuotationWithLines {
        quotation: row.clone(),
        lines,
    };
    let order = sales_order::ops::create(tx, &whole.won_order(order_date, win))?;
    let event = about(EventKind::QuotationWon, &row).with(order);
    tx.record(event.say("total", (row.total_amount, &row.currency)));
    Ok(order)
}

/// The customer does not take it. Why is asked, for the next time.
pub fn lose(tx: &mut Tx<'_>, id: QuotationId, version: i32, lose: &Lose) -> Result<()> {
    let row = opened(tx, id, version)?;
    let state = FLOW.next(row.state, "lose")?;
    let reason = lose.reason.as_deref().unwrap_or("").trim().to_owned();
    if reason.is_empty() {
        return Err(Error::invalid("reason", Message::new("problem-required")));
    }
    turn(tx, &row, state, (row.sent_at, Some(tx.now)), &reason)?;
    tx.record(about(EventKind::QuotationLost, &row).say("reason", reason));
    Ok(())
}

/// Makes it a draft again. A won one only once its order is gone or called off.
pub fn reopen(tx: &mut Tx<'_>, id: QuotationId, version: i32) -> Result<()> {
    let row = opened(tx, id, version)?;
    let state = FLOW.next(row.state, "reopen")?;
    let standing = queries::standing_order(tx.conn, id)?;
    refuse_unless!(
        standing.is_none(),
        "quotation-has-order",
        number = &row.number,
        order = standing.unwrap_or_default()
    );
    turn(tx, &row, state, (None, None), "")?;
    tx.record(about(EventKind::QuotationReopened, &row));
    Ok(())
}

/// A new quotation like this one, of today and at today's prices.
pub fn copy(tx: &mut Tx<'_>, id: QuotationId) -> Result<QuotationId> {
    let quotation = queries::get_within(tx.conn, &tx.actor.reach(Permission::QuotationRead), id)?;
    let lines = queries::lines(tx.conn, id)?;
    let whole = QuotationWithLines { quotation, lines };
    create(tx, &whole.copied())
}

/// Removes a draft from which nothing came.
pub fn delete(tx: &mut Tx<'_>, id: QuotationId, version: i32) -> Result<()> {
    let row = opened(tx, id, version)?;
    refuse_unless!(row.state == State::Draft, "quotation-not-a-draft", number = &row.number);
    let is_named = queries::has_orders(tx.conn, id)?;
    refuse_unless!(!is_named, "quotation-is-named", number = &row.number);
    diesel::delete(quotation_line::table.filter(quotation_line::quotation_id.eq(id))).execute(tx.conn)?;
    diesel::delete(quotation::table.find(id)).execute(tx.conn)?;
    chain::unlink(tx.conn, id)?;
    search::remove(tx.conn, Subject::Quotation(id))?;
    tx.record(about(EventKind::QuotationDeleted, &row));
    Ok(())
}
