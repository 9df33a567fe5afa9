//! Setting open items against each other after the fact, and undoing that.
use crate::event::Event;
use crate::event::EventKind;
use crate::finance::open_item;
use crate::finance::payment::AllocateTo;
use crate::finance::payment::NewAllocation;
use crate::finance::payment::ops::targets;
use crate::finance::payment::ops::targets::Source;
use crate::finance::payment::queries;
use crate::ids::AllocationId;
use crate::ids::OpenItemId;
use crate::ids::Subject;
use crate::kernel::chain;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Result;
use crate::kernel::tx::Tx;
use crate::ledger;
use crate::ledger::open_item::Allocate;
use crate::ledger::open_item::Allocation;
use crate::ledger::open_item::OpenItem;
use crate::permission::Permission;
use crate::refuse_unless;
use chrono::NaiveDate;
use tenon_db::Money;

/// Sets an open item against others of its party: those named, or the oldest first.
pub fn allocate(tx: &mut Tx<'_>, id: OpenItemId, new: &NewAllocation) -> Result<()> {
    let item = reachable(tx, id)?;
    tx.require(Permission::PaymentPost, item.company_id)?;
    let open = item.open_amount.abs();
    refuse_unless!(
        open.is_positive(),
        "open-item-is-settled",
        number = item.document_number
    );
    let source = Source {
        company: item.company_id,
        party: item.party_id,
        currency: &item.currency,
        is_credit: item.amount.is_negative(),
        available: open,
    };
    let chosen = targets::choose(tx, &source, &new.allocations, new.oldest_first)?;
    refuse_unless!(
        chosen.iter().all(|target| target.discount.is_zero()),
        "discount-only-with-payment"
    );
    refuse_unless!(!chosen.is_empty(), "nothing-to-allocate", number = item.document_number);
    let date = match new.allocation_date {
        Some(date) => date,
        None => tx.today(item.company_id)?,
    };
    let origin = item.origin().ok_or(Error::NotFound("open-item"))?;
    let what = Allocate {
        company: item.company_id,
        date,
        date_field: "allocation_date",
        is_posted_day: false,
        origin,
        pairs: chosen.iter().map(|target| source.pair(id, target)).collect(),
    };
    ledger::open_item::ops::allocate(tx, &what)?;
    refresh(tx, chosen.iter().map(|target| target.item.id).chain([id]).collect())?;
    targets::link(tx, &chosen, origin);
    let settled: Money = chosen.iter().map(|target| target.amount).sum();
    let mut event = Event::new(EventKind::PaymentAllocated, Some(item.company_id), origin).with(item.party_id);
    for document in targets::documents(&chosen) {
        event = event.with(document);
    }
    let numbers: Vec<&str> = chosen
        .iter()
        .map(|target| target.item.document_number.as_str())
        .collect();
    let event = event
        .say("number", &item.document_number)
        .say("amount", (settled, &item.currency))
        .say("documents", numbers.join(", "));
    tx.record(event);
    Ok(())
}

/// Sets a credit against what it most likely pays: what its reference names, else what has the same amount, else the
/// oldest.
pub fn settle(tx: &mut Tx<'_>, id: OpenItemId) -> Result<()> {
    let item = reachable(tx, id)?;
    tx.require(Permission::PaymentPost, item.company_id)?;
    refuse_unless!(
        !item.open_amount.is_zero(),
        "open-item-is-settled",
        number = item.document_number
    );
    let proposal = open_item::queries::waiting::proposal(tx.conn, &item)?;
    refuse_unless!(
        item.amount.is_negative() && !proposal.items.is_empty(),
        "nothing-to-allocate",
        number = item.document_number
    );
    let to = |id: &OpenItemId| AllocateTo {
        id: *id,
        amount: None,
        discount_amount: None,
    };
    let new = NewAllocation {
        allocation_date: None,
        oldest_first: false,
        allocations: proposal.items.iter().map(to).collect(),
    };
    allocate(tx, id, &new)
}

/// Takes back what was set against a credit last: all that one act allocated.
pub fn unsettle(tx: &mut Tx<'_>, id: OpenItemId) -> Result<()> {
    let credit = reachable(tx, id)?;
    tx.require(Permission::PaymentPost, credit.company_id)?;
    let origin = credit.origin().ok_or(Error::NotFound("open-item"))?;
    let standing = ledger::open_item::queries::standing(tx.conn, &[id])?;
    let own: Vec<&Allocation> = standing.iter().filter(|row| row.credit_item_id == id).collect();
    let last = own.iter().map(|row| row.created_at).max();
    let (taken, kept): (Vec<&Allocation>, Vec<&Allocation>) =
        own.into_iter().partition(|row| Some(row.created_at) == last);
    let debit_ids = standing.iter().map(|row| row.debit_item_id).collect::<Vec<_>>();
    let debits = ledger::open_item::queries::get_many(tx.conn, credit.company_id, &debit_ids)?;
    // A payment and its reversal belong together.
    let is_reversed = debits.values().any(|debit| debit.origin() == credit.origin());
    refuse_unless!(
        !taken.is_empty() && !is_reversed,
        "nothing-to-take-back",
        number = credit.document_number
    );
    keep_discount(tx, &credit)?;
    let date = tx.today(credit.company_id)?;
    let ids: Vec<AllocationId> = taken.iter().map(|row| row.id).collect();
    let touched = ledger::open_item::ops::undo(tx, &ids, (date, "undo_date"), origin)?;
    refresh(tx, touched)?;
    let document = |row: &&Allocation| debits.get(&row.debit_item_id).and_then(OpenItem::origin);
    let still: Vec<Subject> = kept.iter().filter_map(document).collect();
    let mut freed: Vec<Subject> = taken.iter().filter_map(document).collect();
    freed.retain(|one| !still.contains(one));
    chain::unlink_all(tx.conn, &freed, origin)?;
    let amount: Money = taken.iter().map(|row| row.amount).sum();
    let numbers: Vec<&str> = taken
        .iter()
        .filter_map(|row| debits.get(&row.debit_item_id))
        .map(|debit| debit.document_number.as_str())
        .collect();
    let mut event = Event::new(EventKind::AllocationUndone, Some(credit.company_id), origin).with(credit.party_id);
    for document in &freed {
        event = event.with(*document);
    }
    let event = event
        .say("number", &credit.document_number)
        .say("document", numbers.join(", "))
        .say("amount", (amount, &credit.currency));
    tx.record(event);
    Ok(())
}

/// The item, if the actor may see and post all payments in its company: items have no owner.
fn reachable(tx: &mut Tx<'_>, id: OpenItemId) -> Result<OpenItem> {
    let item = ledger::open_item::queries::get(tx.conn, id)?;
    let may_all = |permission| tx.actor.may_all(permission, item.company_id);
    // Without the permission at all the refusal names it.
    let may_post = may_all(Permission::PaymentPost) || !tx.actor.may(Permission::PaymentPost, item.company_id);
    if may_all(Permission::PaymentRead) && may_post {
        Ok(item)
    } else {
        Err(Error::NotFound("open-item"))
    }
}

fn refresh(tx: &mut Tx<'_>, items: Vec<OpenItemId>) -> Result<()> {
    open_item::ops::refresh_invoices(tx, &items)?;
    open_item::ops::refresh_payments(tx, &items)
}

/// Opens again what an allocation settled, from the day given or today on.
pub fn undo(tx: &mut Tx<'_>, id: AllocationId, date: Option<NaiveDate>) -> Result<()> {
    let found = ledger::open_item::queries::allocations(tx.conn, &[id])?;
    let Some(allocation) = found.into_iter().next() else {
        let (reads, needs) = (Permission::PaymentRead, Permission::PaymentPost);
        tx.actor
            .reached(reads, needs, |reach| open_item::queries::allocation(tx.conn, reach, id))?;
        return Err(Error::Refused(Message::new("allocation-already-undone")));
    };
    let (debit, credit) = (allocation.debit_item_id, allocation.credit_item_id);
    let debit = reachable(tx, debit)?;
    let credit = reachable(tx, credit)?;
    tx.require(Permission::PaymentPost, allocation.company_id)?;
    // A payment and its reversal belong together.
    refuse_unless!(
        debit.origin() != credit.origin(),
        "allocation-of-reversal",
        number = debit.document_number
    );
    keep_discount(tx, &credit)?;
    let date = match date {
        Some(date) => date,
        None => tx.today(allocation.company_id)?,
    };
    let origin = credit.origin().ok_or(Error::NotFound("open-item"))?;
    let touched = ledger::open_item::ops::undo(tx, &[id], (date, "undo_date"), origin)?;
    refresh(tx, touched)?;
    unlink(tx, &allocation, (&debit, &credit))?;
    let mut event = Event::new(EventKind::AllocationUndone, Some(allocation.company_id), origin).with(credit.party_id);
    event = debit.origin().map_or(event.clone(), |document| event.with(document));
    let event = event
        .say("number", &credit.document_number)
        .say("document", &debit.document_number)
        .say("amount", (allocation.amount, &debit.currency));
    tx.record(event);
    Ok(())
}

/// A discount was booked for what the payment settled: it goes back with the payment as a whole.
fn keep_discount(tx: &mut Tx<'_>, credit: &OpenItem) -> Result<()> {
    if let Some(Subject::Payment(id)) = credit.origin() {
        let payment = queries::get(tx.conn, id)?;
        refuse_unless!(
            payment.discount_amount.is_zero(),
            "allocation-with-discount",
            number = payment.number
        );
    }
    Ok(())
}

/// Takes the two documents out of each other's chain, unless something else still holds them together.
fn unlink(tx: &mut Tx<'_>, undone: &Allocation, (debit, credit): (&OpenItem, &OpenItem)) -> Result<()> {
    let (Some(one), Some(other)) = (debit.origin(), credit.origin()) else {
        return Ok(());
    };
    let is_credit_note = |subject: Subject| matches!(subject, Subject::CustomerInvoice(_));
    let standing = ledger::open_item::queries::standing(tx.conn, &[undone.debit_item_id])?;
    let still = standing.iter().any(|row| row.credit_item_id == undone.credit_item_id);
    if still || (is_credit_note(one) && is_credit_note(other)) {
        return Ok(());
    }
    chain::unlink_all(tx.conn, &[one], other)?;
    chain::unlink_all(tx.conn, &[other], one)
}
