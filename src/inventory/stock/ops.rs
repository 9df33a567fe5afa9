//! Writing the shelf down.
use crate::ids::CompanyId;
use crate::ids::LotId;
use crate::inventory::stock::shelf::Shelf;
use crate::kernel::error::Result;
use crate::kernel::id;
use crate::kernel::tx::Tx;
use diesel::prelude::*;
use diesel::upsert::excluded;
use tenon_db::batches;
use tenon_schema::stock_balance;

/// Writes the places that changed, in one statement. They are set and not added to: both engines check a row's constraints
/// before they see that it is there already, so a decrease could not be inserted. The shelf was read in this transaction,
/// and writes come one after the other.
pub fn save(tx: &mut Tx<'_>, company: CompanyId, shelf: &Shelf) -> Result<()> {
    let rows: Vec<_> = shelf
        .changed()
        .map(|(place, slot)| {
            let allows_negative = shelf.spot(place.location).is_some_and(|spot| spot.allows_negative);
            (
                stock_balance::id.eq(slot.id.unwrap_or_else(id::new)),
                stock_balance::location_id.eq(place.location),
                stock_balance::product_id.eq(place.product),
                stock_balance::lot_id.eq(place.lot.map_or(0, LotId::raw)),
                stock_balance::company_id.eq(company),
                stock_balance::on_hand.eq(slot.on_hand),
                stock_balance::reserved.eq(slot.reserved),
                stock_balance::allows_negative.eq(allows_negative),
            )
        })
        .collect();
    for slice in batches(&rows, 8) {
        tx.conn.later(
            &diesel::insert_into(stock_balance::table)
                .values(slice)
                .on_conflict(stock_balance::id)
                .do_update()
                .set((
                    stock_balance::on_hand.eq(excluded(stock_balance::on_hand)),
                    stock_balance::reserved.eq(excluded(stock_balance::reserved)),
                    stock_balance::allows_negative.eq(excluded(stock_balance::allows_negative)),
                )),
        )?;
    }
    Ok(())
}
