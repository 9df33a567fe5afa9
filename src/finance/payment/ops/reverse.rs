//! Taking a payment back.
use crate::event::Event;
use crate::event::EventKind;
use crate::finance::open_item;
use crate::finance::payment::Payment;
use crate::finance::payment::PaymentState;
use crate::finance::payment::ReversePayment;
use crate::finance::payment::queries;
use crate::ids::AllocationId;
use crate::ids::OpenItemId;
use crate::ids::PaymentId;
use crate::ids::Subject;
use crate::kernel::chain;
use crate::kernel::error::Error;
use crate::kernel::error::Result;
use crate::kernel::tx::Tx;
use crate::ledger;
use crate::ledger::entry::Posted;
use crate::ledger::open_item::Allocate;
use crate::ledger::open_item::NewOpenItem;
use crate::ledger::open_item::OpenItem;
use crate::ledger::open_item::Pair;
use crate::permission::Permission;
use crate::refuse_unless;
use chrono::NaiveDate;
use diesel::prelude::*;
use tenon_db::Money;
use tenon_schema::payment;

/// Takes a payment back: undoes what it settled, posts the opposite entry, and closes both against each other.
pub fn reverse(tx: &mut Tx<'_>, id: PaymentId, version: i32, how: &ReversePayment) -> Result<()> {
    let reach = tx.actor.reach(Permission::PaymentRead);
    let payment = queries::visible(tx.conn, &reach, id)?;
    tx.require(Permission::PaymentPost, payment.company_id)?;
    let reach = tx.actor.reach(Permission::PaymentPost);
    if !reach.covers(payment.company_id, Some(payment.owner_id), payment.team_id) {
        return Err(Error::NotFound("payment"));
    }
    refuse_unless!(
        payment.state == PaymentState::Posted,
        "payment-already-reversed",
        number = payment.number
    );
    let date = match how.reversal_date {
        Some(date) => date,
        None => tx.today(payment.company_id)?.max(payment.payment_date),
    };
    let changed = diesel::update(payment::table.find(id).filter(payment::version.eq(version)))
        .set((
            payment::state.eq(PaymentState::Reversed),
            payment::open_amount.eq(Money::ZERO),
            payment::version.eq(version + 1),
        ))
        .execute(tx.conn)?;
    tx.stale_unless(changed, id)?;
    let item = ledger::open_item::queries::of_origin(tx.conn, id.into())?
        .into_iter()
        .next()
        .ok_or(Error::NotFound("open-item"))?;
    let touched = undo_all(tx, &item, date, id)?;
    let entry = payment.journal_entry_id.ok_or(Error::NotFound("journal-entry"))?;
    let posted = ledger::entry::ops::reverse(tx, entry, date, id.into()).map_err(|error| error.at("reversal_date"))?;
    close(tx, &payment, &item, (&posted, date))?;
    let documents = documents(tx, &item, &touched)?;
    open_item::ops::refresh_invoices(tx, &touched)?;
    open_item::ops::refresh_payments(tx, &touched)?;
    chain::unlink_all(tx.conn, &documents, id)?;
    let mut event = Event::new(EventKind::PaymentReversed, Some(payment.company_id), id).with(payment.party_id);
    for document in documents {
        event = event.with(document);
    }
    let event = event
        .say("number", &payment.number)
        .say("amount", (payment.amount, &payment.currency))
        .say("reason", how.reason.clone());
    tx.record(event);
    Ok(())
}

/// Opens again all that the payment settled. Answers the items touched.
fn undo_all(tx: &mut Tx<'_>, item: &OpenItem, date: NaiveDate, by: PaymentId) -> Result<Vec<OpenItemId>> {
    let standing = ledger::open_item::queries::standing(tx.conn, &[item.id])?;
    let ids: Vec<AllocationId> = standing.iter().map(|row| row.id).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    ledger::open_item::ops::undo(tx, &ids, (date, "reversal_date"), by.into())
}

/// The reversal's own item, set against the payment's.
fn close(tx: &mut Tx<'_>, payment: &Payment, item: &OpenItem, (posted, date): (&Posted, NaiveDate)) -> Result<()> {
    let opposite = NewOpenItem {
        company: payment.company_id,
        party: payment.party_id,
        account: item.account_id,
        line: posted.lines.first().copied().unwrap_or_default(),
        origin: payment.id.into(),
        number: payment.number.clone(),
        posting_date: date,
        due_date: date,
        currency: item.currency.clone(),
        amount: -item.amount,
        base_amount: -item.base_amount,
    };
    let opened = ledger::open_item::ops::open(tx, &[opposite])?;
    let other = opened.first().copied().ok_or(Error::NotFound("open-item"))?;
    let (debit, credit) = if item.amount.is_negative() {
        (other, item.id)
    } else {
        (item.id, other)
    };
    let what = Allocate {
        company: payment.company_id,
        date,
        date_field: "reversal_date",
        is_posted_day: true,
        origin: payment.id.into(),
        pairs: vec![Pair {
            debit,
            credit,
            amount: item.amount.abs(),
            discount: Money::ZERO,
        }],
    };
    ledger::open_item::ops::allocate(tx, &what)?;
    Ok(())
}

/// The documents that are open again.
fn documents(tx: &mut Tx<'_>, item: &OpenItem, touched: &[OpenItemId]) -> Result<Vec<Subject>> {
    let items = ledger::open_item::queries::get_many(tx.conn, item.company_id, touched)?;
    let mut documents: Vec<Subject> = items.values().filter_map(OpenItem::origin).collect();
    documents.retain(|document| Some(*document) != item.origin());
    documents.sort_unstable();
    documents.dedup();
    Ok(documents)
}
