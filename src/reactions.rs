//! Consequences of events in later departments: the only place where left leads to right.
use crate::company::activity::access;
use crate::company::notification;
use crate::company::notification::NotificationKind;
use crate::event::Event;
use crate::event::EventKind;
use crate::ids::Subject;
use crate::ids::UserId;
use crate::kernel::error::Result;
use crate::kernel::tx::Tx;
use crate::orders::billing;
use crate::permission::Permission;

/// Called with each recorded event, inside its transaction.
pub fn react(tx: &mut Tx<'_>, event: &Event) -> Result<()> {
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "most events have no consequence elsewhere"
    )]
    match event.kind {
        EventKind::InvoicePosted | EventKind::CreditNotePosted => billed(tx, event),
        EventKind::SalesOrderHeld => held(tx, event),
        EventKind::SalesOrderReleased => released(tx, event),
        _ => Ok(()),
    }
}

/// The order an invoice is of knows what was invoiced, and the cost of sales follows.
fn billed(tx: &mut Tx<'_>, event: &Event) -> Result<()> {
    match event.subjects.first() {
        Some(Subject::CustomerInvoice(invoice)) => billing::ops::settle(tx, *invoice),
        _ => Ok(()),
    }
}

/// Whoever may release it learns that an order waits.
fn held(tx: &mut Tx<'_>, event: &Event) -> Result<()> {
    let (Some(company), Some(order)) = (event.company, event.subjects.first()) else {
        return Ok(());
    };
    let mut users = notification::queries::holders(tx.conn, Permission::CreditRelease, company.raw())?;
    users.retain(|user| *user != tx.actor.user);
    notification::ops::notify(tx, &users, NotificationKind::OrderHeld, *order, &number(event))
}

/// Its owner learns that an order goes on.
fn released(tx: &mut Tx<'_>, event: &Event) -> Result<()> {
    let Some(order) = event.subjects.first() else {
        return Ok(());
    };
    let owner = access::owner(tx.conn, *order)?.filter(|owner| *owner != tx.actor.user);
    let users: Vec<UserId> = owner.into_iter().collect();
    notification::ops::notify(tx, &users, NotificationKind::OrderReleased, *order, &number(event))
}

/// The number the event names.
fn number(event: &Event) -> String {
    let named = event.arguments.iter().find(|(name, _)| *name == "number");
    named.map(|(_, value)| value.machine()).unwrap_or_default()
}
