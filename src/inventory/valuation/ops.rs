//! Writing a book down: the changes of value, the kept sums, and FIFO's layers; a statement each.
use crate::ids::JournalEntryId;
use crate::ids::ProductId;
use crate::inventory::valuation::Worth;
use crate::inventory::valuation::book::Book;
use crate::inventory::valuation::book::ProductPage;
use crate::inventory::valuation::queries;
use crate::inventory::valuation::queries::Closing;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Result;
use crate::kernel::id;
use crate::kernel::tx::Tx;
use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::upsert::excluded;
use tenon_db::batches;
use tenon_schema::valuation_balance;
use tenon_schema::valuation_day_balance;
use tenon_schema::valuation_entry;
use tenon_schema::valuation_layer;
use tenon_schema::valuation_layer_rest;
use tenon_schema::valuation_layer_use;

/// Writes what a document changed. Kept sums are set and not added to: the book was read in this transaction, and writes
/// come one after the other.
pub fn save(tx: &mut Tx<'_>, book: &Book, entry: Option<JournalEntryId>) -> Result<()> {
    let days = days_to_keep(tx, book)?;
    insert_entries(tx, book, entry)?;
    keep_balances(tx, book)?;
    keep_days(tx, book, &days)?;
    if !book.new_layers.is_empty() {
        insert_layers(tx, book)?;
    }
    if !book.uses.is_empty() {
        insert_uses(tx, book)?;
    }
    if !book.new_layers.is_empty() || !book.uses.is_empty() {
        keep_rests(tx, book)?;
    }
    Ok(())
}

fn moved(book: &Book) -> impl Iterator<Item = (&ProductId, &ProductPage)> {
    book.products
        .iter()
        .filter(|(id, _)| book.rows.iter().any(|row| row.product == **id))
}

fn insert_entries(tx: &mut Tx<'_>, book: &Book, entry: Option<JournalEntryId>) -> Result<()> {
    let rows: Vec<_> = book
        .rows
        .iter()
        .map(|row| {
            (
                valuation_entry::id.eq(id::next()),
                valuation_entry::company_id.eq(book.company),
                valuation_entry::valuation_area_id.eq(book.area),
                valuation_entry::product_id.eq(row.product),
                valuation_entry::stock_move_id.eq(row.stock_move),
                valuation_entry::kind.eq(row.kind),
                valuation_entry::quantity.eq(row.change.quantity),
                valuation_entry::amount.eq(row.change.amount),
                valuation_entry::move_date.eq(book.date),
                valuation_entry::posting_date.eq(book.date),
                valuation_entry::journal_entry_id.eq(entry),
            )
        })
        .collect();
    for slice in batches(&rows, 11) {
        tx.conn
            .later(&diesel::insert_into(valuation_entry::table).values(slice))?;
    }
    Ok(())
}

fn keep_balances(tx: &mut Tx<'_>, book: &Book) -> Result<()> {
    let rows: Vec<_> = moved(book)
        .map(|(product, page)| {
            let last_date = page.last_date.map_or(book.date, |last| last.max(book.date));
            (
                valuation_balance::id.eq(page.balance.unwrap_or_else(id::new)),
                valuation_balance::valuation_area_id.eq(book.area),
                valuation_balance::product_id.eq(*product),
                valuation_balance::company_id.eq(book.company),
                valuation_balance::quantity.eq(page.account.worth.quantity),
                valuation_balance::amount.eq(page.account.worth.amount),
                valuation_balance::last_date.eq(last_date),
            )
        })
        .collect();
    for slice in batches(&rows, 7) {
        tx.conn.later(
            &diesel::insert_into(valuation_balance::table)
                .values(slice)
                .on_conflict(valuation_balance::id)
                .do_update()
                .set((
                    valuation_balance::quantity.eq(excluded(valuation_balance::quantity)),
                    valuation_balance::amount.eq(excluded(valuation_balance::amount)),
                    valuation_balance::last_date.eq(excluded(valuation_balance::last_date)),
                )),
        )?;
    }
    Ok(())
}

/// The closing of each product on the book's day and, when it is back-dated, on each later day. Refuses what would make a
/// later day fall below nothing.
fn days_to_keep(tx: &mut Tx<'_>, book: &Book) -> Result<Vec<Closing>> {
    let is_late = |page: &ProductPage| page.last_date.is_some_and(|last| last > book.date);
    let late: Vec<ProductId> = moved(book)
        .filter(|(_, page)| is_late(page))
        .map(|(id, _)| *id)
        .collect();
    let mut days: Vec<Closing> = moved(book)
        .filter(|(_, page)| !is_late(page))
        .map(|(product, page)| closing(*product, book.date, page.account.worth))
        .collect();
    if late.is_empty() {
        return Ok(days);
    }
    let known = queries::closings_from(tx.conn, book.area, &late, book.date)?;
    for product in &late {
        let page = book.product(*product)?;
        let of_product = known.iter().filter(|day| day.product == *product);
        let (on, after): (Vec<Closing>, Vec<Closing>) = of_product.copied().partition(|day| day.date <= book.date);
        let before = on.last().map_or(Worth::default(), |day| day.worth);
        let mut moved: Vec<Closing> = vec![closing(*product, book.date, before)];
        moved.extend(after);
        for day in &mut moved {
            day.worth.add(page.delta);
            refuse_below_zero(book, page, day)?;
        }
        days.extend(moved);
    }
    Ok(days)
}

fn closing(product: ProductId, date: NaiveDate, worth: Worth) -> Closing {
    Closing { product, date, worth }
}

/// Only what goes out can make a later day wrong: there were not so many then, or they were not worth so much.
fn refuse_below_zero(book: &Book, page: &ProductPage, day: &Closing) -> Result<()> {
    let goes_out = page.delta.quantity.is_negative() || page.delta.amount.is_negative();
    let key = if day.worth.quantity.is_negative() {
        "stock-below-zero-later"
    } else {
        "stock-value-below-zero-later"
    };
    let below = day.worth.quantity.is_negative() || day.worth.amount.is_negative();
    if goes_out && below && !book.allows_negative {
        let message = Message::new(key).with("product", page.label()).with("date", day.date);
        return Err(Error::Refused(message));
    }
    Ok(())
}

fn keep_days(tx: &mut Tx<'_>, book: &Book, days: &[Closing]) -> Result<()> {
    let rows: Vec<_> = days
        .iter()
        .map(|day| {
            (
                valuation_day_balance::valuation_area_id.eq(book.area),
                valuation_day_balance::product_id.eq(day.product),
                valuation_day_balance::posting_date.eq(day.date),
                valuation_day_balance::company_id.eq(book.company),
                valuation_day_balance::quantity.eq(day.worth.quantity),
                valuation_day_balance::amount.eq(day.worth.amount),
            )
        })
        .collect();
    for slice in batches(&rows, 6) {
        tx.conn.later(
            &diesel::insert_into(valuation_day_balance::table)
                .values(slice)
                .on_conflict((
                    valuation_day_balance::valuation_area_id,
                    valuation_day_balance::product_id,
                    valuation_day_balance::posting_date,
                ))
                .do_update()
                .set((
                    valuation_day_balance::quantity.eq(excluded(valuation_day_balance::quantity)),
                    valuation_day_balance::amount.eq(excluded(valuation_day_balance::amount)),
                )),
        )?;
    }
    Ok(())
}

fn insert_layers(tx: &mut Tx<'_>, book: &Book) -> Result<()> {
    let rows: Vec<_> = book
        .new_layers
        .iter()
        .map(|(product, stock_move, new)| {
            (
                valuation_layer::id.eq(new.layer.id),
                valuation_layer::valuation_area_id.eq(book.area),
                valuation_layer::product_id.eq(*product),
                valuation_layer::stock_move_id.eq(*stock_move),
                valuation_layer::layer_date.eq(new.layer.date),
                valuation_layer::quantity.eq(new.whole.quantity),
                valuation_layer::amount.eq(new.whole.amount),
            )
        })
        .collect();
    for slice in batches(&rows, 7) {
        tx.conn
            .later(&diesel::insert_into(valuation_layer::table).values(slice))?;
    }
    Ok(())
}

fn insert_uses(tx: &mut Tx<'_>, book: &Book) -> Result<()> {
    let rows: Vec<_> = book
        .uses
        .iter()
        .map(|(stock_move, one)| {
            (
                valuation_layer_use::id.eq(id::next()),
                valuation_layer_use::valuation_layer_id.eq(one.layer),
                valuation_layer_use::stock_move_id.eq(*stock_move),
                valuation_layer_use::quantity.eq(one.taken.quantity),
                valuation_layer_use::amount.eq(one.taken.amount),
            )
        })
        .collect();
    for slice in batches(&rows, 5) {
        tx.conn
            .later(&diesel::insert_into(valuation_layer_use::table).values(slice))?;
    }
    Ok(())
}

/// What is left of each layer that was made or used.
fn keep_rests(tx: &mut Tx<'_>, book: &Book) -> Result<()> {
    let is_touched = |layer: i64| {
        book.uses.iter().any(|(_, one)| one.layer == layer)
            || book.new_layers.iter().any(|(_, _, new)| new.layer.id == layer)
    };
    let mut rows = Vec::new();
    for (product, page) in &book.products {
        let layers = page.account.layers.iter().flatten();
        rows.extend(layers.filter(|layer| is_touched(layer.id)).map(|layer| {
            (
                valuation_layer_rest::valuation_layer_id.eq(layer.id),
                valuation_layer_rest::valuation_area_id.eq(book.area),
                valuation_layer_rest::product_id.eq(*product),
                valuation_layer_rest::layer_date.eq(layer.date),
                valuation_layer_rest::quantity.eq(layer.rest.quantity),
                valuation_layer_rest::amount.eq(layer.rest.amount),
            )
        }));
    }
    for slice in batches(&rows, 6) {
        tx.conn.later(
            &diesel::insert_into(valuation_layer_rest::table)
                .values(slice)
                .on_conflict(valuation_layer_rest::valuation_layer_id)
                .do_update()
                .set((
                    valuation_layer_rest::quantity.eq(excluded(valuation_layer_rest::quantity)),
                    valuation_layer_rest::amount.eq(excluded(valuation_layer_rest::amount)),
                )),
        )?;
    }
    Ok(())
}
