//! What every kind of document writes: its moves and its entry; and the look ahead for a back-dated one.
use crate::ids::CompanyId;
use crate::ids::JournalEntryId;
use crate::ids::LocationId;
use crate::ids::LotId;
use crate::ids::ProductCategoryId;
use crate::ids::ProductId;
use crate::ids::StockMoveId;
use crate::ids::Subject;
use crate::inventory::reservation::ops::distinct;
use crate::inventory::stock;
use crate::inventory::stock::queries::DayChange;
use crate::inventory::stock::shelf::Shelf;
use crate::inventory::valuation::book::Book;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Result;
use crate::kernel::tx::Tx;
use crate::ledger::account;
use crate::ledger::account::CategoryAccounts;
use crate::ledger::entry;
use crate::ledger::entry::JournalKind;
use crate::ledger::entry::NewEntry;
use chrono::NaiveDate;
use diesel::prelude::*;
use tenon_db::Conn;
use tenon_db::Quantity;
use tenon_db::batches;
use tenon_schema::stock_move;

/// Whose moves they are.
pub struct Document {
    pub company: CompanyId,
    pub date: NaiveDate,
    pub origin: Subject,
}

#[derive(Debug, Clone)]
pub struct NewMove {
    pub id: StockMoveId,
    pub product: ProductId,
    pub lot: Option<LotId>,
    pub quantity: Quantity,
    pub from: LocationId,
    pub to: LocationId,
    pub origin_line: i64,
    pub reverses: Option<StockMoveId>,
}

impl NewMove {
    pub fn new(
        id: StockMoveId,
        what: (ProductId, Option<LotId>, Quantity),
        way: (LocationId, LocationId),
        origin_line: i64,
    ) -> NewMove {
        NewMove {
            id,
            product: what.0,
            lot: what.1,
            quantity: what.2,
            from: way.0,
            to: way.1,
            origin_line,
            reverses: None,
        }
    }
}

/// Inserts the moves. Their sequence within the day is their id, so that another can be put between them later.
pub fn moves(tx: &mut Tx<'_>, document: &Document, moves: &[NewMove]) -> Result<()> {
    let now = tx.now;
    let rows: Vec<_> = moves
        .iter()
        .map(|one| {
            (
                stock_move::id.eq(one.id),
                stock_move::company_id.eq(document.company),
                stock_move::product_id.eq(one.product),
                stock_move::lot_id.eq(one.lot),
                stock_move::from_location_id.eq(one.from),
                stock_move::to_location_id.eq(one.to),
                stock_move::quantity.eq(one.quantity),
                stock_move::move_date.eq(document.date),
                stock_move::day_sequence.eq(one.id.raw()),
                stock_move::posting_date.eq(document.date),
                stock_move::origin_kind.eq(document.origin.code()),
                stock_move::origin_id.eq(document.origin.raw()),
                stock_move::origin_line_id.eq(one.origin_line),
                stock_move::reverses_id.eq(one.reverses),
                stock_move::created_at.eq(now),
            )
        })
        .collect();
    for slice in batches(&rows, 15) {
        tx.conn.later(&diesel::insert_into(stock_move::table).values(slice))?;
    }
    Ok(())
}

/// The accounts of the book's products.
pub fn accounts(tx: &mut Tx<'_>, book: &Book) -> Result<CategoryAccounts> {
    let categories: Vec<ProductCategoryId> = distinct(book.products.values().map(|page| page.category));
    account::queries::category_accounts(tx.conn, book.company, &categories)
}

/// The entry of a document, without its lines.
pub fn entry(document: &Document, description: &str) -> NewEntry {
    NewEntry {
        company: document.company,
        journal: JournalKind::Stock,
        posting_date: document.date,
        description: description.to_owned(),
        origin: document.origin,
        reverses: None,
        lines: Vec::new(),
    }
}

/// Posts an entry that has lines; what is worth nothing needs none.
pub fn post(tx: &mut Tx<'_>, new: &NewEntry) -> Result<Option<JournalEntryId>> {
    if new.lines.is_empty() {
        return Ok(None);
    }
    Ok(Some(entry::ops::post(tx, new)?.id))
}

/// Refuses a back-dated move that would leave a location with less than nothing on a later day, and names the day.
pub fn refuse_below_zero_later(conn: &mut Conn, book: &Book, shelf: &Shelf, moves: &[NewMove]) -> Result<()> {
    let is_late = |product: ProductId| {
        let page = book.products.get(&product);
        page.and_then(|page| page.last_date)
            .is_some_and(|last| last > book.date)
    };
    let leaving = || {
        moves
            .iter()
            .filter(|one| shelf.spot(one.from).is_some() && is_late(one.product))
    };
    let products = distinct(leaving().map(|one| one.product));
    if products.is_empty() || book.allows_negative {
        return Ok(());
    }
    let changes = stock::queries::changes_after(conn, &products, book.date)?;
    for (product, location) in distinct(leaving().map(|one| (one.product, one.from))) {
        let of_place = changes
            .iter()
            .filter(|one| one.product == product && one.location == location);
        let now = shelf.on_hand(product, location);
        if let Some(date) = first_below_zero(now, of_place.copied().collect(), book.date) {
            let message = Message::new("stock-below-zero-later")
                .with("product", book.product(product)?.label())
                .with("date", date);
            return Err(Error::Refused(message));
        }
    }
    Ok(())
}

/// The first day, from `from` on, at whose end less than nothing was there, given what is there now and what changed since.
fn first_below_zero(now: Quantity, mut changes: Vec<DayChange>, from: NaiveDate) -> Option<NaiveDate> {
    changes.sort_by_key(|change| change.date);
    let mut level = now - changes.iter().map(|change| change.quantity).sum::<Quantity>();
    let mut days: Vec<(NaiveDate, Quantity)> = vec![(from, level)];
    for change in changes {
        level += change.quantity;
        match days.last_mut().filter(|(date, _)| *date == change.date) {
            Some((_, known)) => *known = level,
            None => days.push((change.date, level)),
        }
    }
    days.into_iter()
        .find(|(_, level)| level.is_negative())
        .map(|(date, _)| date)
}

#[cfg(test)]
mod tests {
    use super::first_below_zero;
    use crate::ids::LocationId;
    use crate::ids::ProductId;
    use crate::inventory::stock::queries::DayChange;
    use chrono::NaiveDate;
    use tenon_db::Quantity;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    fn change(date: &str, quantity: i64) -> DayChange {
        DayChange {
            location: LocationId::new(1),
            product: ProductId::new(1),
            date: day(date),
            quantity: Quantity::whole(quantity),
        }
    }

    #[test]
    fn the_first_day_below_nothing_is_named() {
        // After the move 2 were left on the 3rd; −5 on the 5th and +10 on the 9th make 7 now.
        let changes = vec![change("2026-03-09", 10), change("2026-03-05", -5)];
        let found = first_below_zero(Quantity::whole(7), changes.clone(), day("2026-03-03"));
        assert_eq!(found, Some(day("2026-03-05")));
        assert_eq!(first_below_zero(Quantity::whole(10), changes, day("2026-03-03")), None);
    }

    #[test]
    fn only_the_end_of_a_day_counts() {
        let changes = vec![change("2026-03-05", -5), change("2026-03-05", 4)];
        assert_eq!(first_below_zero(Quantity::whole(0), changes, day("2026-03-03")), None);
    }
}
