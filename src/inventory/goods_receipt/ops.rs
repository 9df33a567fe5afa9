//! Taking receipts down, posting them, taking them back.
mod complete;
mod costs;

use crate::event::Event;
use crate::event::EventKind;
use crate::ids::GoodsReceiptId;
use crate::ids::LotId;
use crate::inventory::goods_receipt::FLOW;
use crate::inventory::goods_receipt::GoodsReceipt;
use crate::inventory::goods_receipt::NewGoodsReceipt;
use crate::inventory::goods_receipt::ReceiptLine;
use crate::inventory::goods_receipt::ReceiptState;
use crate::inventory::goods_receipt::queries;
use crate::inventory::lot;
use crate::inventory::stock_move;
use crate::inventory::stock_move::InLine;
use crate::inventory::stock_move::Incoming;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Result;
use crate::kernel::id;
use crate::kernel::search;
use crate::kernel::sequence;
use crate::kernel::sequence::SeriesKind;
use crate::kernel::tx::Tx;
use crate::permission::Permission;
use crate::refuse_unless;
use chrono::NaiveDate;
use complete::Full;
use complete::complete;
use diesel::prelude::*;
use tenon_db::batches;
use tenon_schema::goods_receipt;
use tenon_schema::goods_receipt_line;

/// Takes a receipt down as a draft.
pub fn create(tx: &mut Tx<'_>, new: &NewGoodsReceipt) -> Result<GoodsReceiptId> {
    let Some(company) = new.company_id else {
        return Err(Error::invalid("company_id", Message::new("problem-required")));
    };
    tx.require(Permission::StockMove, company)?;
    let full = complete(tx, company, new, &[])?;
    let id: GoodsReceiptId = id::new();
    let number = sequence::draw(tx, company, SeriesKind::GoodsReceipt, full.date)?;
    let reference = new.supplier_reference.clone().unwrap_or_default();
    tx.conn.later(&diesel::insert_into(goods_receipt::table).values((
        goods_receipt::id.eq(id),
        goods_receipt::company_id.eq(company),
        goods_receipt::number.eq(&number),
        goods_receipt::kind.eq(new.kind),
        goods_receipt::party_id.eq(new.party_id),
        goods_receipt::warehouse_id.eq(full.warehouse),
        goods_receipt::receipt_date.eq(full.date),
        goods_receipt::supplier_reference.eq(&reference),
        goods_receipt::state.eq(ReceiptState::Draft),
        goods_receipt::total_amount.eq(full.total()),
        goods_receipt::created_by.eq(tx.actor.user),
        goods_receipt::version.eq(1),
        goods_receipt::created_at.eq(tx.now),
    )))?;
    put_lines(tx, id, &full)?;
    let entry = search::Entry {
        subject: id.into(),
        company: Some(company),
        owner: None,
        title: &number,
        subtitle: "",
        words: &reference,
    };
    search::put_document(tx.conn, &entry)?;
    let mut event = Event::new(EventKind::GoodsReceiptCreated, Some(company), id).say("number", number);
    if let Some(party) = new.party_id {
        event = event.with(party);
    }
    tx.record(event);
    Ok(id)
}

fn put_lines(tx: &mut Tx<'_>, id: GoodsReceiptId, full: &Full) -> Result<()> {
    use goods_receipt_line as line;
    let rows: Vec<_> = full
        .lines
        .iter()
        .zip(1_i32..)
        .map(|(one, position)| {
            (
                line::id.eq(id::next()),
                line::goods_receipt_id.eq(id),
                line::position.eq(position * 10),
                line::product_id.eq(one.product),
                line::unit_id.eq(one.unit),
                line::unit_quantity.eq(one.quantity),
                line::base_quantity.eq(one.base),
                line::unit_cost.eq(one.unit_cost),
                line::amount.eq(one.amount),
                line::lot_id.eq(one.lot),
            )
        })
        .collect();
    for slice in batches(&rows, 10) {
        tx.conn.later(&diesel::insert_into(line::table).values(slice))?;
    }
    Ok(())
}

/// Changes a draft.
pub fn update(tx: &mut Tx<'_>, id: GoodsReceiptId, version: i32, new: &NewGoodsReceipt) -> Result<()> {
    let old = draft(tx, id)?;
    let kept = if tx.actor.may(Permission::CostRead, old.company_id) {
        Vec::new()
    } else {
        queries::lines(tx.conn, id)?
    };
    let full = complete(tx, old.company_id, new, &kept)?;
    let reference = new.supplier_reference.clone().unwrap_or_default();
    let changed = diesel::update(goods_receipt::table.find(id).filter(goods_receipt::version.eq(version)))
        .set((
            goods_receipt::kind.eq(new.kind),
            goods_receipt::party_id.eq(new.party_id),
            goods_receipt::warehouse_id.eq(full.warehouse),
            goods_receipt::receipt_date.eq(full.date),
            goods_receipt::supplier_reference.eq(&reference),
            goods_receipt::total_amount.eq(full.total()),
            goods_receipt::version.eq(version + 1),
        ))
        .execute(tx.conn)?;
    tx.stale_unless(changed, id)?;
    let lines = goods_receipt_line::table.filter(goods_receipt_line::goods_receipt_id.eq(id));
    diesel::delete(lines).execute(tx.conn)?;
    put_lines(tx, id, &full)?;
    let event = Event::new(EventKind::GoodsReceiptChanged, Some(old.company_id), id)
        .say("number", old.number)
        .change("kind", old.kind.code(), new.kind.code())
        .change("receipt_date", old.receipt_date, full.date)
        .change("supplier_reference", old.supplier_reference, reference);
    tx.record(event);
    Ok(())
}

/// A draft that the actor may change.
fn draft(tx: &mut Tx<'_>, id: GoodsReceiptId) -> Result<GoodsReceipt> {
    let receipt = queries::get(tx.conn, id)?;
    tx.require_on(Permission::StockRead, Permission::StockMove, receipt.company_id)?;
    let is_draft = receipt.state == ReceiptState::Draft;
    refuse_unless!(is_draft, "not-in-this-state");
    Ok(receipt)
}

/// Removes a draft.
pub fn delete(tx: &mut Tx<'_>, id: GoodsReceiptId, version: i32) -> Result<()> {
    let old = draft(tx, id)?;
    let lines = goods_receipt_line::table.filter(goods_receipt_line::goods_receipt_id.eq(id));
    diesel::delete(lines).execute(tx.conn)?;
    search::remove(tx.conn, id.into())?;
    let deleted =
        diesel::delete(goods_receipt::table.find(id).filter(goods_receipt::version.eq(version))).execute(tx.conn)?;
    tx.stale_unless(deleted, id)?;
    let event = Event::new(EventKind::GoodsReceiptDeleted, Some(old.company_id), id);
    tx.record(event.say("number", old.number));
    Ok(())
}

/// The goods are there: stock, value and entry change, and who waits for them gets them.
pub fn post(tx: &mut Tx<'_>, id: GoodsReceiptId, version: i32) -> Result<()> {
    let receipt = queries::get(tx.conn, id)?;
    tx.require_on(Permission::StockRead, Permission::StockMove, receipt.company_id)?;
    let state = FLOW.next(receipt.state, "post")?;
    let lines = queries::lines(tx.conn, id)?;
    refuse_unless!(!lines.is_empty(), "receipt-without-lines", number = receipt.number);
    refuse_serials_in_stock(tx, &lines)?;
    let incoming = Incoming {
        company: receipt.company_id,
        warehouse: receipt.warehouse_id,
        date: receipt.receipt_date,
        origin: id.into(),
        description: receipt.number.clone(),
        counter: receipt.kind.counter(),
        party: receipt.party_id,
        from: receipt.kind.from(),
        lines: lines
            .iter()
            .map(|line| InLine {
                origin_line: line.id.raw(),
                product: line.product_id,
                lot: line.lot_id,
                quantity: line.base_quantity,
                cost: line.amount.unwrap_or_default(),
            })
            .collect(),
    };
    let moved = stock_move::ops::receive(tx, &incoming)?;
    let changed = diesel::update(goods_receipt::table.find(id).filter(goods_receipt::version.eq(version)))
        .set((
            goods_receipt::state.eq(state),
            goods_receipt::journal_entry_id.eq(moved.entry),
            goods_receipt::version.eq(version + 1),
        ))
        .execute(tx.conn)?;
    tx.stale_unless(changed, id)?;
    let mut event = Event::new(EventKind::GoodsReceived, Some(receipt.company_id), id).say("number", receipt.number);
    if let Some(party) = receipt.party_id {
        event = event.with(party);
    }
    tx.record(event);
    Ok(())
}

/// A piece is in one place only.
fn refuse_serials_in_stock(tx: &mut Tx<'_>, lines: &[ReceiptLine]) -> Result<()> {
    let lots: Vec<LotId> = lines.iter().filter_map(|line| line.lot_id).collect();
    if lots.is_empty() {
        return Ok(());
    }
    let there = lot::queries::serials_in_stock(tx.conn, &lots)?;
    let wrong = lines
        .iter()
        .zip(1_i64..)
        .find(|(line, _)| line.lot_id.is_some_and(|lot| there.contains(&lot)));
    if let Some((line, place)) = wrong {
        let message = Message::new("serial-in-stock").with("line", place);
        return Err(Error::Refused(message.with("code", line.lot_code.clone())));
    }
    Ok(())
}

/// Takes a posted receipt back at its cost, as long as the goods are there and free.
pub fn reverse(tx: &mut Tx<'_>, id: GoodsReceiptId, version: i32, date: Option<NaiveDate>) -> Result<()> {
    let receipt = queries::get(tx.conn, id)?;
    tx.require_on(Permission::StockRead, Permission::StockMove, receipt.company_id)?;
    let state = FLOW.next(receipt.state, "reverse")?;
    let date = match date {
        Some(date) => date,
        None => tx.today(receipt.company_id)?.max(receipt.receipt_date),
    };
    stock_move::ops::reverse(tx, id.into(), date, id.into())?;
    let changed = diesel::update(goods_receipt::table.find(id).filter(goods_receipt::version.eq(version)))
        .set((goods_receipt::state.eq(state), goods_receipt::version.eq(version + 1)))
        .execute(tx.conn)?;
    tx.stale_unless(changed, id)?;
    let event = Event::new(EventKind::GoodsReceiptReversed, Some(receipt.company_id), id);
    tx.record(event.say("number", receipt.number).say("date", date));
    Ok(())
}
