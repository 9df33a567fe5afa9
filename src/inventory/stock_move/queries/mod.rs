//! Reads of stock moves.
mod lists;

pub use lists::MoveRow;
pub use lists::at;
pub use lists::get;
pub use lists::of_lot;
pub use lists::of_product;
pub use lists::page;
pub use lists::sums;

use crate::ids::JournalEntryId;
use crate::ids::LocationId;
use crate::ids::LotId;
use crate::ids::ProductId;
use crate::ids::StockMoveId;
use crate::ids::Subject;
use crate::inventory::valuation::Worth;
use crate::kernel::error::Result;
use chrono::NaiveDate;
use diesel::prelude::*;
use std::collections::BTreeMap;
use tenon_db::Conn;
use tenon_db::Money;
use tenon_db::Quantity;
use tenon_schema::stock_move;
use tenon_schema::valuation_entry;

/// Most moves of one document.
const MOVES_MAX: i64 = 50_000;

/// A move as it is taken back.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = stock_move)]
pub struct OldMove {
    pub id: StockMoveId,
    pub product_id: ProductId,
    pub lot_id: Option<LotId>,
    pub from_location_id: LocationId,
    pub to_location_id: LocationId,
    pub quantity: Quantity,
    pub move_date: NaiveDate,
    pub origin_line_id: i64,
}

/// The moves of a document in their order, without those that took moves back.
pub fn of_document(conn: &mut Conn, origin: Subject) -> Result<Vec<OldMove>> {
    let rows = stock_move::table
        .filter(stock_move::origin_kind.eq(origin.code()))
        .filter(stock_move::origin_id.eq(origin.raw()))
        .filter(stock_move::reverses_id.is_null())
        .order(stock_move::id.asc())
        .limit(MOVES_MAX)
        .select(OldMove::as_select())
        .load(conn)?;
    Ok(rows)
}

/// Whether any of these moves was taken back.
pub fn are_reversed(conn: &mut Conn, moves: &[StockMoveId]) -> Result<bool> {
    let ids: Vec<Option<StockMoveId>> = moves.iter().copied().map(Some).collect();
    let reversed = diesel::select(diesel::dsl::exists(
        stock_move::table
            .filter(stock_move::reverses_id.is_not_null())
            .filter(stock_move::reverses_id.eq_any(ids)),
    ))
    .get_result(conn)?;
    Ok(reversed)
}

/// What each move changed of the stock value, and the entries that posted it.
pub fn carried(conn: &mut Conn, moves: &[StockMoveId]) -> Result<(BTreeMap<StockMoveId, Worth>, Vec<JournalEntryId>)> {
    let rows: Vec<(StockMoveId, Quantity, Money, Option<JournalEntryId>)> = valuation_entry::table
        .filter(valuation_entry::stock_move_id.eq_any(moves.to_vec()))
        .limit(MOVES_MAX)
        .select((
            valuation_entry::stock_move_id,
            valuation_entry::quantity,
            valuation_entry::amount,
            valuation_entry::journal_entry_id,
        ))
        .load(conn)?;
    let (mut worths, mut entries): (BTreeMap<StockMoveId, Worth>, Vec<JournalEntryId>) = Default::default();
    for (stock_move, quantity, amount, entry) in rows {
        worths.entry(stock_move).or_default().add(Worth::new(quantity, amount));
        entries.extend(entry.filter(|entry| !entries.contains(entry)));
    }
    Ok((worths, entries))
}
