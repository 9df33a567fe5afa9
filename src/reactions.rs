//! Consequences of events in later departments: the only place where left leads to right.
use crate::event::Event;
use crate::event::EventKind;
use crate::ids::Subject;
use crate::kernel::error::Result;
use crate::kernel::tx::Tx;
use crate::orders::billing;

/// Called with each recorded event, inside its transaction.
pub fn react(tx: &mut Tx<'_>, event: &Event) -> Result<()> {
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "most events have no consequence elsewhere"
    )]
    match event.kind {
        EventKind::InvoicePosted | EventKind::CreditNotePosted => billed(tx, event),
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
