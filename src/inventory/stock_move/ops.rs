//! Receiving, issuing, taking back.
use crate::ids::Subject;
use crate::inventory::stock_move::Incoming;
use crate::inventory::stock_move::Moved;
use crate::inventory::stock_move::Outgoing;
use crate::kernel::error::Error;
use crate::kernel::error::Result;
use crate::kernel::tx::Tx;
use chrono::NaiveDate;

/// Takes goods in at their cost, posts the entry, and gives them to who waits for them.
pub fn receive(_tx: &mut Tx<'_>, _incoming: &Incoming) -> Result<Moved> {
    Err(Error::internal("not built yet"))
}

/// Takes goods out at what they cost, uses up the reservations named, posts the entry.
pub fn issue(_tx: &mut Tx<'_>, _outgoing: &Outgoing) -> Result<Moved> {
    Err(Error::internal("not built yet"))
}

/// Takes back all moves of a document at the cost they carried.
pub fn reverse(_tx: &mut Tx<'_>, _origin: Subject, _date: NaiveDate, _by: Subject) -> Result<Moved> {
    Err(Error::internal("not built yet"))
}
