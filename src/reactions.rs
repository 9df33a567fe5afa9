//! Consequences of events in later departments: the only place where left leads to right.
use crate::event::Event;
use crate::event::EventKind;
use crate::kernel::error::Result;
use crate::kernel::tx::Tx;

/// Called with each recorded event, inside its transaction.
pub fn react(_tx: &mut Tx<'_>, event: &Event) -> Result<()> {
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "most events have no consequence elsewhere"
    )]
    match event.kind {
        EventKind::CompanyCreated => Ok(()),
        _ => Ok(()),
    }
}
