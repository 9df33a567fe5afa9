//! What is done with deliveries: prepared, shipped, taken back; and what returns share with them.
mod prepare;
mod ship;
mod take_back;

pub use prepare::create;
pub use prepare::delete;
pub use prepare::drop_drafts;
pub use prepare::remove;
pub use prepare::update;
pub use ship::ship;
pub use take_back::reverse;

use crate::event::Event;
use crate::event::EventKind;
use crate::ids::DeliveryId;
use crate::kernel::error::Error;
use crate::kernel::error::Result;
use crate::kernel::search;
use crate::kernel::tx::Tx;
use crate::orders::delivery::Delivery;
use crate::orders::delivery::DeliveryLine;
use crate::orders::delivery::Kind;
use crate::orders::delivery::State;
use crate::orders::delivery::queries;
use crate::permission::Permission;
use diesel::prelude::*;
use diesel::upsert::excluded;
use tenon_db::batches;
use tenon_schema::delivery;
use tenon_schema::delivery_line;

/// Columns of a line that are bound.
const LINE_COLUMNS: usize = 13;

/// An event about a delivery or return, its order and its customer.
pub fn about(kind: EventKind, delivery: &Delivery) -> Event {
    Event::new(kind, Some(delivery.company_id), delivery.subject())
        .with(delivery.sales_order_id)
        .with(delivery.party_id)
        .say("number", &delivery.number)
}

/// A delivery or return as its reader saw it, if he may send it or take it back.
pub fn opened(tx: &mut Tx<'_>, id: DeliveryId, kind: Kind, version: i32) -> Result<Delivery> {
    let (reads, needs) = (Permission::DeliveryRead, Permission::DeliveryShip);
    let delivery = tx.actor.reached(reads, needs, |reach| {
        let delivery = queries::get_within(tx.conn, reach, id)?;
        (delivery.kind == kind)
            .then_some(delivery)
            .ok_or(Error::NotFound("delivery"))
    })?;
    tx.stale_unless(usize::from(delivery.version == version), delivery.subject())?;
    Ok(delivery)
}

/// Chain, search and event of a new delivery or return.
pub fn finish_new(tx: &mut Tx<'_>, delivery: &Delivery, kind: EventKind) -> Result<()> {
    let before = match (delivery.returns_id, delivery.backorder_of) {
        (Some(returned), _) => crate::ids::Subject::Delivery(returned),
        (None, _) => crate::ids::Subject::SalesOrder(delivery.sales_order_id),
    };
    tx.link(before, delivery.subject());
    let entry = search::Entry {
        subject: delivery.subject(),
        company: Some(delivery.company_id),
        owner: Some(delivery.owner_id),
        title: &delivery.number,
        subtitle: &delivery.party_name,
        words: &delivery.tracking_number,
    };
    search::put_document(tx.conn, &entry)?;
    tx.record(about(kind, delivery));
    Ok(())
}

/// Writes move and cost of each line, in one statement.
pub fn store_moves(tx: &mut Tx<'_>, lines: &[DeliveryLine]) -> Result<()> {
    for slice in batches(lines, LINE_COLUMNS) {
        tx.conn.later(
            &diesel::insert_into(delivery_line::table)
                .values(slice)
                .on_conflict(delivery_line::id)
                .do_update()
                .set((
                    delivery_line::stock_move_id.eq(excluded(delivery_line::stock_move_id)),
                    delivery_line::cost_amount.eq(excluded(delivery_line::cost_amount)),
                )),
        )?;
    }
    Ok(())
}

/// Moves a delivery or return on.
pub fn turn(
    tx: &mut Tx<'_>,
    delivery: &Delivery,
    state: State,
    entry: Option<crate::ids::JournalEntryId>,
) -> Result<()> {
    let row = delivery::table.find(delivery.id);
    let changed = diesel::update(row.filter(delivery::version.eq(delivery.version)))
        .set((
            delivery::state.eq(state),
            delivery::journal_entry_id.eq(entry),
            delivery::version.eq(delivery.version + 1),
        ))
        .execute(tx.conn)?;
    tx.stale_unless(changed, delivery.subject())
}
