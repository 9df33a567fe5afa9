//! Taking a document's moves back at the cost they carried.
use super::write;
use super::write::Document;
use super::write::NewMove;
use crate::ids::JournalEntryId;
use crate::ids::LocationId;
use crate::ids::StockMoveId;
use crate::ids::Subject;
use crate::inventory::reservation::ops::distinct;
use crate::inventory::stock;
use crate::inventory::stock::shelf::Place;
use crate::inventory::stock::shelf::Shelf;
use crate::inventory::stock_move::Moved;
use crate::inventory::stock_move::MovedLine;
use crate::inventory::stock_move::queries;
use crate::inventory::stock_move::queries::OldMove;
use crate::inventory::valuation;
use crate::inventory::valuation::Worth;
use crate::inventory::valuation::account::Use;
use crate::inventory::valuation::book::Book;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Result;
use crate::kernel::id;
use crate::kernel::tx::Tx;
use crate::ledger::account::AccountRole;
use crate::ledger::entry;
use crate::ledger::entry::EntryLine;
use crate::ledger::entry::NewEntry;
use crate::refuse_unless;
use chrono::NaiveDate;
use std::collections::BTreeMap;
use tenon_db::Conn;

/// What is known of the old moves.
struct Past {
    moves: Vec<OldMove>,
    carried: BTreeMap<StockMoveId, Worth>,
    entry: Option<JournalEntryId>,
    uses: BTreeMap<StockMoveId, Vec<Use>>,
    layers: BTreeMap<StockMoveId, i64>,
}

/// Takes back all moves of a document, at the cost they carried and once; `by` is the document that says so. What was
/// issued is free again: the caller reserves anew for its order, then calls `reservation::ops::fill`.
pub fn reverse(tx: &mut Tx<'_>, origin: Subject, date: NaiveDate, by: Subject) -> Result<Moved> {
    let past = past(tx.conn, origin)?;
    let Some(newest) = past.moves.iter().map(|one| one.move_date).max() else {
        return Ok(Moved::default());
    };
    refuse_unless!(date >= newest, "reversal-before-moves", date = newest);
    let products = distinct(past.moves.iter().map(|one| one.product_id));
    let ends = past
        .moves
        .iter()
        .flat_map(|one| [one.from_location_id, one.to_location_id]);
    let locations: Vec<LocationId> = distinct(ends);
    let warehouses = stock::queries::warehouses_of(tx.conn, &locations)?;
    let Some(warehouse) = warehouses.first().copied() else {
        return Err(Error::NotFound("warehouse"));
    };
    let mut book = valuation::queries::book(tx.conn, warehouse, date, &products)?;
    let (mut shelf, _) = stock::queries::shelf(tx.conn, book.company, &[warehouse], &products, None)?;
    load_layers(tx.conn, &mut book, &past)?;
    let (mut moves, mut lines) = (Vec::new(), Vec::new());
    for old in &past.moves {
        let stock_move: StockMoveId = id::new();
        let cost = take_back(&mut book, &mut shelf, old, &past, stock_move)?;
        let what = (old.product_id, old.lot_id, old.quantity);
        let way = (old.to_location_id, old.from_location_id);
        moves.push(NewMove {
            reverses: Some(old.id),
            ..NewMove::new(stock_move, what, way, old.origin_line_id)
        });
        lines.push(MovedLine { stock_move, cost });
    }
    write::refuse_below_zero_later(tx.conn, &book, &shelf, &moves)?;
    let document = Document {
        company: book.company,
        date,
        origin: by,
    };
    write::moves(tx, &document, &moves)?;
    stock::ops::save(tx, book.company, &shelf)?;
    let entry = post(tx, &book, past.entry, &document)?;
    valuation::ops::save(tx, &book, entry)?;
    Ok(Moved { entry, lines })
}

fn past(conn: &mut Conn, origin: Subject) -> Result<Past> {
    let moves = queries::of_document(conn, origin)?;
    let ids: Vec<StockMoveId> = moves.iter().map(|one| one.id).collect();
    refuse_unless!(!queries::are_reversed(conn, &ids)?, "moves-already-reversed");
    let (carried, entries) = queries::carried(conn, &ids)?;
    Ok(Past {
        carried,
        entry: entries.first().copied(),
        uses: valuation::queries::uses_of_moves(conn, &ids)?,
        layers: valuation::queries::layers_of_moves(conn, &ids)?,
        moves,
    })
}

/// FIFO: the layers that were made or used, with what is left of them.
fn load_layers(conn: &mut Conn, book: &mut Book, past: &Past) -> Result<()> {
    let used = past.uses.values().flatten().map(|one| one.layer);
    let ids: Vec<i64> = distinct(used.chain(past.layers.values().copied()));
    if ids.is_empty() {
        return Ok(());
    }
    for (product, layer) in valuation::queries::layers(conn, &ids)? {
        book.page(product)?.account.layers.get_or_insert_default().push(layer);
    }
    Ok(())
}

/// Turns one move round. Answers the cost it carried.
fn take_back(
    book: &mut Book,
    shelf: &mut Shelf,
    old: &OldMove,
    past: &Past,
    stock_move: StockMoveId,
) -> Result<tenon_db::Money> {
    let carried = past.carried.get(&old.id).copied().unwrap_or_default();
    let (product, lot, quantity) = (old.product_id, old.lot_id, old.quantity);
    let at = |location: LocationId| Place { product, location, lot };
    if shelf.spot(old.from_location_id).is_some() {
        shelf.put(at(old.from_location_id), quantity);
        let used = past.uses.get(&old.id).map_or(&[][..], Vec::as_slice);
        let back = Worth::new(-carried.quantity, -carried.amount);
        book.give_back(product, stock_move, back, used, id::next())?;
    } else {
        let place = at(old.to_location_id);
        let free = shelf.slot(place).free();
        let below_zero = book.allows_negative && shelf.slot(place).reserved.is_zero();
        if free < quantity && !below_zero {
            let label = book.product(product)?.label();
            let message = Message::new("stock-not-enough")
                .with("product", label)
                .with("warehouse", &book.warehouse_name)
                .with("available", free)
                .with("wanted", quantity);
            return Err(Error::Refused(message));
        }
        shelf.take(place, quantity);
        book.take_back(product, stock_move, carried, past.layers.get(&old.id).copied())?;
    }
    Ok(carried.amount.abs())
}

/// The old entry with its sides changed, and what came as a difference.
fn post(
    tx: &mut Tx<'_>,
    book: &Book,
    old: Option<JournalEntryId>,
    document: &Document,
) -> Result<Option<JournalEntryId>> {
    let accounts = write::accounts(tx, book)?;
    let mut new = write::entry(document, "");
    if let Some(old) = old {
        let head = entry::queries::get(tx.conn, old)?;
        let lines = entry::queries::entry_lines(tx.conn, old)?;
        new = NewEntry {
            description: head.description,
            reverses: Some(old),
            lines: lines.into_iter().map(EntryLine::reversed).collect(),
            ..new
        };
    }
    new.lines
        .extend(book.entry_lines(&accounts, AccountRole::StockAdjustment, None)?);
    write::post(tx, &new)
}
