//! Reserving and releasing.
use crate::event::Event;
use crate::event::EventKind;
use crate::ids::CompanyId;
use crate::ids::LocationId;
use crate::ids::LotId;
use crate::ids::ProductId;
use crate::ids::ReservationId;
use crate::ids::StockShortageId;
use crate::ids::Subject;
use crate::ids::WarehouseId;
use crate::inventory::reservation::Demand;
use crate::inventory::reservation::Held;
use crate::inventory::reservation::Owner;
use crate::inventory::reservation::Waiting;
use crate::inventory::reservation::queries;
use crate::inventory::reservation::serve;
use crate::inventory::stock;
use crate::inventory::stock::shelf::Piece;
use crate::inventory::stock::shelf::Shelf;
use crate::kernel::error::Result;
use crate::kernel::id;
use crate::kernel::tx::Tx;
use diesel::prelude::*;
use diesel::upsert::excluded;
use std::collections::BTreeMap;
use tenon_db::Quantity;
use tenon_db::batches;
use tenon_schema::reservation;
use tenon_schema::stock_shortage;

/// Reserves what is free, demand by demand; the rest of each becomes a shortage. Answers what was reserved. Four statements.
pub fn reserve(tx: &mut Tx<'_>, demands: &[Demand]) -> Result<Vec<Quantity>> {
    let Some(company) = demands.first().map(|demand| demand.company) else {
        return Ok(Vec::new());
    };
    let warehouses = distinct(demands.iter().map(|demand| demand.warehouse));
    let products = distinct(demands.iter().map(|demand| demand.product));
    let (mut shelf, _) = stock::queries::shelf(tx.conn, company, &warehouses, &products, None)?;
    let (mut reserved, mut new, mut short) = (Vec::new(), Vec::new(), Vec::new());
    for demand in demands {
        let pieces = shelf.reserve(demand.warehouse, demand.product, demand.quantity);
        let found: Quantity = pieces.iter().map(|(_, part)| *part).sum();
        let owner = Owner {
            order: demand.order,
            line: demand.line,
        };
        if found < demand.quantity {
            short.push((demand, demand.quantity - found));
        }
        new.push((owner, pieces));
        reserved.push(found);
    }
    insert(tx, company, &new)?;
    stock::ops::save(tx, company, &shelf)?;
    insert_shortages(tx, &short)?;
    Ok(reserved)
}

/// Each once, in order.
pub fn distinct<T: Ord>(values: impl Iterator<Item = T>) -> Vec<T> {
    let all: std::collections::BTreeSet<T> = values.collect();
    all.into_iter().collect()
}

fn insert(tx: &mut Tx<'_>, company: CompanyId, new: &[(Owner, Vec<Piece>)]) -> Result<()> {
    let now = tx.now;
    let pieces = new
        .iter()
        .flat_map(|(owner, pieces)| pieces.iter().map(move |piece| (owner, piece)));
    let rows: Vec<_> = pieces
        .map(|(owner, (place, quantity))| {
            (
                reservation::id.eq(id::new::<ReservationId>()),
                reservation::company_id.eq(company),
                reservation::product_id.eq(place.product),
                reservation::location_id.eq(place.location),
                reservation::lot_id.eq(place.lot.map_or(0, LotId::raw)),
                reservation::origin_kind.eq(owner.order.code()),
                reservation::origin_id.eq(owner.order.raw()),
                reservation::origin_line_id.eq(owner.line),
                reservation::quantity.eq(*quantity),
                reservation::created_at.eq(now),
            )
        })
        .collect();
    for slice in batches(&rows, 10) {
        tx.conn.later(&diesel::insert_into(reservation::table).values(slice))?;
    }
    Ok(())
}

/// A line that is short already waits for more.
fn insert_shortages(tx: &mut Tx<'_>, short: &[(&Demand, Quantity)]) -> Result<()> {
    let rows: Vec<_> = short
        .iter()
        .map(|(demand, quantity)| {
            (
                stock_shortage::id.eq(id::new::<StockShortageId>()),
                stock_shortage::company_id.eq(demand.company),
                stock_shortage::product_id.eq(demand.product),
                stock_shortage::warehouse_id.eq(demand.warehouse),
                stock_shortage::origin_kind.eq(demand.order.code()),
                stock_shortage::origin_id.eq(demand.order.raw()),
                stock_shortage::origin_line_id.eq(demand.line),
                stock_shortage::promise_date.eq(demand.promise_date),
                stock_shortage::quantity.eq(*quantity),
            )
        })
        .collect();
    for slice in batches(&rows, 9) {
        tx.conn.later(
            &diesel::insert_into(stock_shortage::table)
                .values(slice)
                .on_conflict((stock_shortage::origin_kind, stock_shortage::origin_line_id))
                .do_update()
                .set((
                    stock_shortage::quantity.eq(stock_shortage::quantity + excluded(stock_shortage::quantity)),
                    stock_shortage::promise_date.eq(excluded(stock_shortage::promise_date)),
                )),
        )?;
    }
    Ok(())
}

/// Gives up reservations and shortages of an order, of some lines or of all; what becomes free goes to who waits.
pub fn release(tx: &mut Tx<'_>, order: Subject, lines: Option<&[i64]>) -> Result<()> {
    let is_meant = |owner: Owner| lines.is_none_or(|lines| lines.contains(&owner.line));
    let mut waiting = queries::shortages_of(tx.conn, &[order])?;
    for one in waiting.iter_mut().filter(|one| is_meant(one.owner)) {
        one.quantity = Quantity::ZERO;
        one.is_changed = true;
    }
    save_waiting(tx, &waiting)?;
    let mut held = queries::of_orders(tx.conn, &[order])?;
    held.retain(|one| is_meant(one.owner));
    let Some(company) = held.first().map(|one| one.company) else {
        return Ok(());
    };
    let locations: Vec<LocationId> = distinct(held.iter().map(|one| one.place.location));
    let products: Vec<ProductId> = distinct(held.iter().map(|one| one.place.product));
    let warehouses = stock::queries::warehouses_of(tx.conn, &locations)?;
    let (mut shelf, _) = stock::queries::shelf(tx.conn, company, &warehouses, &products, None)?;
    for one in &mut held {
        shelf.unreserve(one.place, one.quantity);
        one.quantity = Quantity::ZERO;
        one.is_changed = true;
    }
    save_held(tx, &held)?;
    fill_from(tx, company, &mut shelf, &products)?;
    stock::ops::save(tx, company, &shelf)
}

/// Gives free stock of these products to who waits for it, by promise date. Receiving and releasing do it themselves;
/// call it after a reversed delivery, once its order has reserved again.
pub fn fill(tx: &mut Tx<'_>, company: CompanyId, warehouse: WarehouseId, products: &[ProductId]) -> Result<()> {
    let (mut shelf, _) = stock::queries::shelf(tx.conn, company, &[warehouse], products, None)?;
    fill_from(tx, company, &mut shelf, products)?;
    stock::ops::save(tx, company, &shelf)
}

/// The same on a shelf that the caller saves.
pub fn fill_from(tx: &mut Tx<'_>, company: CompanyId, shelf: &mut Shelf, products: &[ProductId]) -> Result<()> {
    let warehouses = shelf.warehouses();
    let mut free: Vec<ProductId> = products.to_vec();
    free.retain(|product| {
        warehouses
            .iter()
            .any(|one| shelf.free(*one, *product, None).is_positive())
    });
    if free.is_empty() {
        return Ok(());
    }
    let mut waiting = queries::waiting_for(tx.conn, &warehouses, &free)?;
    if waiting.is_empty() {
        return Ok(());
    }
    let labels: BTreeMap<ProductId, String> = waiting
        .iter()
        .map(|one| (one.product, one.product_label.clone()))
        .collect();
    let served = serve(&mut waiting, shelf);
    for (owner, product, pieces) in &served {
        let quantity: Quantity = pieces.iter().map(|(_, part)| *part).sum();
        let label = labels.get(product).map_or("", String::as_str);
        let event = Event::new(EventKind::StockReserved, Some(company), owner.order).with(*product);
        tx.record(event.say("product", label).say("quantity", quantity));
    }
    let new: Vec<(Owner, Vec<Piece>)> = served.into_iter().map(|(owner, _, pieces)| (owner, pieces)).collect();
    insert(tx, company, &new)?;
    save_waiting(tx, &waiting)
}

/// Writes what is left of reservations that were used.
pub fn save_held(tx: &mut Tx<'_>, held: &[Held]) -> Result<()> {
    let changed = || held.iter().filter(|one| one.is_changed);
    let gone: Vec<ReservationId> = changed()
        .filter(|one| one.quantity.is_zero())
        .map(|one| one.id)
        .collect();
    if !gone.is_empty() {
        diesel::delete(reservation::table.filter(reservation::id.eq_any(gone))).execute(tx.conn)?;
    }
    let now = tx.now;
    let rows: Vec<_> = changed()
        .filter(|one| one.quantity.is_positive())
        .map(|one| {
            (
                reservation::id.eq(one.id),
                reservation::company_id.eq(one.company),
                reservation::product_id.eq(one.place.product),
                reservation::location_id.eq(one.place.location),
                reservation::lot_id.eq(one.place.lot.map_or(0, LotId::raw)),
                reservation::origin_kind.eq(one.owner.order.code()),
                reservation::origin_id.eq(one.owner.order.raw()),
                reservation::origin_line_id.eq(one.owner.line),
                reservation::quantity.eq(one.quantity),
                reservation::created_at.eq(now),
            )
        })
        .collect();
    for slice in batches(&rows, 10) {
        tx.conn.later(
            &diesel::insert_into(reservation::table)
                .values(slice)
                .on_conflict(reservation::id)
                .do_update()
                .set(reservation::quantity.eq(excluded(reservation::quantity))),
        )?;
    }
    Ok(())
}

/// Takes off the shortages of lines what was delivered to them without a reservation.
pub fn reduce_shortages(tx: &mut Tx<'_>, delivered: &[(Owner, Quantity)]) -> Result<()> {
    let orders = distinct(delivered.iter().map(|(owner, _)| owner.order));
    if orders.is_empty() {
        return Ok(());
    }
    let mut waiting = queries::shortages_of(tx.conn, &orders)?;
    for (owner, quantity) in delivered {
        for one in waiting.iter_mut().filter(|one| one.owner == *owner) {
            one.quantity -= one.quantity.min(*quantity);
            one.is_changed = true;
        }
    }
    save_waiting(tx, &waiting)
}

fn save_waiting(tx: &mut Tx<'_>, waiting: &[Waiting]) -> Result<()> {
    let changed = || waiting.iter().filter(|one| one.is_changed);
    let gone: Vec<StockShortageId> = changed()
        .filter(|one| one.quantity.is_zero())
        .map(|one| one.id)
        .collect();
    if !gone.is_empty() {
        diesel::delete(stock_shortage::table.filter(stock_shortage::id.eq_any(gone))).execute(tx.conn)?;
    }
    let rows: Vec<_> = changed()
        .filter(|one| one.quantity.is_positive())
        .map(|one| {
            (
                stock_shortage::id.eq(one.id),
                stock_shortage::company_id.eq(one.company),
                stock_shortage::product_id.eq(one.product),
                stock_shortage::warehouse_id.eq(one.warehouse),
                stock_shortage::origin_kind.eq(one.owner.order.code()),
                stock_shortage::origin_id.eq(one.owner.order.raw()),
                stock_shortage::origin_line_id.eq(one.owner.line),
                stock_shortage::promise_date.eq(one.promise_date),
                stock_shortage::quantity.eq(one.quantity),
            )
        })
        .collect();
    for slice in batches(&rows, 9) {
        tx.conn.later(
            &diesel::insert_into(stock_shortage::table)
                .values(slice)
                .on_conflict(stock_shortage::id)
                .do_update()
                .set(stock_shortage::quantity.eq(excluded(stock_shortage::quantity))),
        )?;
    }
    Ok(())
}
