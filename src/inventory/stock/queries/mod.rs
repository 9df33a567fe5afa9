//! Reads of stock on hand.
mod lists;

pub use lists::Row;
pub use lists::page;
pub use lists::places_of_lot;
pub use lists::places_of_product;
pub use lists::position;
pub use lists::positions;
pub use lists::positions_sums;
pub use lists::sums;

use crate::ids::CompanyId;
use crate::ids::LocationId;
use crate::ids::LotId;
use crate::ids::ProductId;
use crate::ids::StockBalanceId;
use crate::ids::WarehouseId;
use crate::inventory::location::LocationKind;
use crate::inventory::stock::Availability;
use crate::inventory::stock::shelf::Place;
use crate::inventory::stock::shelf::Shelf;
use crate::inventory::stock::shelf::Slot;
use crate::inventory::stock::shelf::Spot;
use crate::kernel::error::Result;
use chrono::NaiveDate;
use diesel::prelude::*;
use std::collections::BTreeMap;
use tenon_db::Conn;
use tenon_db::Quantity;
use tenon_db::exact_sum;
use tenon_schema::location;
use tenon_schema::stock_balance;
use tenon_schema::stock_move;
use tenon_schema::warehouse;

/// Most places that the products of one document are in.
const SLOTS_MAX: i64 = 100_000;

/// What a company has and has promised of these products, over all its locations; products it never had are absent.
pub fn available(
    conn: &mut Conn,
    company: CompanyId,
    products: &[ProductId],
) -> Result<BTreeMap<ProductId, Availability>> {
    let rows: Vec<(ProductId, Option<Quantity>, Option<Quantity>)> = stock_balance::table
        .filter(stock_balance::company_id.eq(company))
        .filter(stock_balance::product_id.eq_any(products.to_vec()))
        .group_by(stock_balance::product_id)
        .select((
            stock_balance::product_id,
            exact_sum(stock_balance::on_hand),
            exact_sum(stock_balance::reserved),
        ))
        .load(conn)?;
    let availability = |on_hand: Option<Quantity>, reserved: Option<Quantity>| Availability {
        on_hand: on_hand.unwrap_or_default(),
        reserved: reserved.unwrap_or_default(),
    };
    Ok(rows
        .into_iter()
        .map(|(product, on_hand, reserved)| (product, availability(on_hand, reserved)))
        .collect())
}

type SlotRow = (StockBalanceId, ProductId, i64, Quantity, Quantity);

/// What some warehouses have of some products, and the company's outside location of a kind, in one statement. Locations
/// that never had any of them are left out, but for the default ones, where goods arrive.
pub fn shelf(
    conn: &mut Conn,
    company: CompanyId,
    warehouses: &[WarehouseId],
    products: &[ProductId],
    outside: Option<LocationKind>,
) -> Result<(Shelf, Option<LocationId>)> {
    let of_products = stock_balance::location_id
        .eq(location::id)
        .and(stock_balance::product_id.eq_any(products.to_vec()));
    let inside = location::warehouse_id
        .eq_any(warehouses.iter().copied().map(Some).collect::<Vec<_>>())
        .assume_not_null()
        .and(location::kind.eq(LocationKind::Internal))
        .and(location::is_default.eq(true).or(stock_balance::id.is_not_null()));
    let outside_kind = outside.unwrap_or(LocationKind::Internal);
    let beyond = location::warehouse_id
        .is_null()
        .and(location::kind.eq(outside_kind))
        .and(location::is_active.eq(true));
    let rows: Vec<(LocationId, Option<WarehouseId>, bool, Option<bool>, Option<SlotRow>)> = location::table
        .left_join(warehouse::table)
        .left_join(stock_balance::table.on(of_products))
        .filter(location::company_id.eq(company))
        .filter(inside.or(beyond))
        .order(location::id.asc())
        .limit(SLOTS_MAX)
        .select((
            location::id,
            location::warehouse_id,
            location::is_default,
            warehouse::allows_negative.nullable(),
            (
                stock_balance::id,
                stock_balance::product_id,
                stock_balance::lot_id,
                stock_balance::on_hand,
                stock_balance::reserved,
            )
                .nullable(),
        ))
        .load(conn)?;
    let (mut spots, mut slots, mut beyond) = (Vec::new(), BTreeMap::new(), None);
    for (location, warehouse, is_default, allows_negative, slot) in rows {
        let Some(warehouse) = warehouse else {
            beyond = beyond.or(Some(location));
            continue;
        };
        spots.push(Spot {
            location,
            warehouse,
            is_default,
            allows_negative: allows_negative.unwrap_or_default(),
        });
        if let Some((id, product, lot, on_hand, reserved)) = slot {
            let lot = (lot != 0).then(|| LotId::from(lot));
            let place = Place { product, location, lot };
            slots.insert(
                place,
                Slot {
                    id: Some(id),
                    on_hand,
                    reserved,
                    is_changed: false,
                },
            );
        }
    }
    Ok((Shelf::new(spots, slots), beyond))
}

/// The warehouses that locations stand in.
pub fn warehouses_of(conn: &mut Conn, locations: &[LocationId]) -> Result<Vec<WarehouseId>> {
    let rows: Vec<Option<WarehouseId>> = location::table
        .filter(location::id.eq_any(locations.to_vec()))
        .filter(location::warehouse_id.is_not_null())
        .distinct()
        .limit(SLOTS_MAX)
        .select(location::warehouse_id)
        .load(conn)?;
    Ok(rows.into_iter().flatten().collect())
}

/// A change of one product at one location on one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayChange {
    pub location: LocationId,
    pub product: ProductId,
    pub date: NaiveDate,
    pub quantity: Quantity,
}

/// What came to and left the locations of these products after a day, day by day.
pub fn changes_after(conn: &mut Conn, products: &[ProductId], date: NaiveDate) -> Result<Vec<DayChange>> {
    let moves = || {
        stock_move::table
            .filter(stock_move::product_id.eq_any(products.to_vec()))
            .filter(stock_move::move_date.gt(date))
    };
    let came: Vec<(LocationId, ProductId, NaiveDate, Option<Quantity>)> = moves()
        .group_by((
            stock_move::to_location_id,
            stock_move::product_id,
            stock_move::move_date,
        ))
        .limit(SLOTS_MAX)
        .select((
            stock_move::to_location_id,
            stock_move::product_id,
            stock_move::move_date,
            exact_sum(stock_move::quantity),
        ))
        .load(conn)?;
    let left: Vec<(LocationId, ProductId, NaiveDate, Option<Quantity>)> = moves()
        .group_by((
            stock_move::from_location_id,
            stock_move::product_id,
            stock_move::move_date,
        ))
        .limit(SLOTS_MAX)
        .select((
            stock_move::from_location_id,
            stock_move::product_id,
            stock_move::move_date,
            exact_sum(stock_move::quantity),
        ))
        .load(conn)?;
    let change =
        |sign: i64, (location, product, date, quantity): (LocationId, ProductId, NaiveDate, Option<Quantity>)| {
            let quantity = Quantity::from_raw(sign * quantity.unwrap_or_default().raw());
            DayChange {
                location,
                product,
                date,
                quantity,
            }
        };
    let came = came.into_iter().map(|row| change(1, row));
    Ok(came.chain(left.into_iter().map(|row| change(-1, row))).collect())
}
