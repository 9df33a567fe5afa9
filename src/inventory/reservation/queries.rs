//! Reads of reservations and shortages.
use crate::ids::CompanyId;
use crate::ids::LocationId;
use crate::ids::LotId;
use crate::ids::ProductId;
use crate::ids::ReservationId;
use crate::ids::StockShortageId;
use crate::ids::Subject;
use crate::ids::WarehouseId;
use crate::inventory::reservation::Held;
use crate::inventory::reservation::Owner;
use crate::inventory::reservation::Waiting;
use crate::inventory::stock::shelf::Place;
use crate::kernel::error::Result;
use chrono::NaiveDate;
use diesel::prelude::*;
use std::collections::BTreeMap;
use tenon_db::Conn;
use tenon_db::Quantity;
use tenon_schema::product;
use tenon_schema::reservation;
use tenon_schema::stock_shortage;

/// Most reservations of the orders of one operation.
const OF_ORDERS_MAX: i64 = 20_000;
/// Most shortages that one receipt looks at.
const WAITING_MAX: i64 = 5_000;

/// What is reserved for each line of an order; lines without a reservation are absent.
pub fn reserved_of_lines(conn: &mut Conn, order: Subject) -> Result<BTreeMap<i64, Quantity>> {
    let rows: Vec<(i64, Quantity)> = reservation::table
        .filter(reservation::origin_kind.eq(order.code()))
        .filter(reservation::origin_id.eq(order.raw()))
        .limit(OF_ORDERS_MAX)
        .select((reservation::origin_line_id, reservation::quantity))
        .load(conn)?;
    let mut sums: BTreeMap<i64, Quantity> = BTreeMap::new();
    for (line, quantity) in rows {
        *sums.entry(line).or_default() += quantity;
    }
    Ok(sums)
}

type HeldRow = (
    ReservationId,
    CompanyId,
    (ProductId, LocationId, i64),
    (String, i64, i64),
    Quantity,
);

/// The reservations of these orders, oldest first.
pub fn of_orders(conn: &mut Conn, orders: &[Subject]) -> Result<Vec<Held>> {
    let kinds: Vec<&str> = orders.iter().map(|order| order.code()).collect();
    let ids: Vec<i64> = orders.iter().map(|order| order.raw()).collect();
    let rows: Vec<HeldRow> = reservation::table
        .filter(reservation::origin_kind.eq_any(kinds))
        .filter(reservation::origin_id.eq_any(ids))
        .order(reservation::id.asc())
        .limit(OF_ORDERS_MAX)
        .select((
            reservation::id,
            reservation::company_id,
            (reservation::product_id, reservation::location_id, reservation::lot_id),
            (
                reservation::origin_kind,
                reservation::origin_id,
                reservation::origin_line_id,
            ),
            reservation::quantity,
        ))
        .load(conn)?;
    Ok(rows.into_iter().filter_map(held).collect())
}

fn held(row: HeldRow) -> Option<Held> {
    let (id, company, (product, location, lot), (kind, order, line), quantity) = row;
    let lot = (lot != 0).then(|| LotId::from(lot));
    Some(Held {
        id,
        company,
        place: Place { product, location, lot },
        owner: Owner {
            order: Subject::from_parts(&kind, order)?,
            line,
        },
        quantity,
        is_changed: false,
    })
}

type WaitingRow = (
    (StockShortageId, CompanyId),
    (ProductId, String, String),
    WarehouseId,
    (String, i64, i64),
    NaiveDate,
    Quantity,
);

macro_rules! waiting_columns {
    () => {
        (
            (stock_shortage::id, stock_shortage::company_id),
            (product::id, product::code, product::name),
            stock_shortage::warehouse_id,
            (
                stock_shortage::origin_kind,
                stock_shortage::origin_id,
                stock_shortage::origin_line_id,
            ),
            stock_shortage::promise_date,
            stock_shortage::quantity,
        )
    };
}

fn waiting(row: WaitingRow) -> Option<Waiting> {
    let ((id, company), (product, code, name), warehouse, (kind, order, line), promise_date, quantity) = row;
    Some(Waiting {
        id,
        company,
        product,
        product_label: format!("{code} {name}"),
        warehouse,
        owner: Owner {
            order: Subject::from_parts(&kind, order)?,
            line,
        },
        promise_date,
        quantity,
        is_changed: false,
    })
}

/// Who waits for these products in some warehouses, the earliest promise first.
pub fn waiting_for(conn: &mut Conn, warehouses: &[WarehouseId], products: &[ProductId]) -> Result<Vec<Waiting>> {
    let rows: Vec<WaitingRow> = stock_shortage::table
        .inner_join(product::table)
        .filter(stock_shortage::product_id.eq_any(products.to_vec()))
        .filter(stock_shortage::warehouse_id.eq_any(warehouses.to_vec()))
        .order((stock_shortage::promise_date.asc(), stock_shortage::id.asc()))
        .limit(WAITING_MAX)
        .select(waiting_columns!())
        .load(conn)?;
    Ok(rows.into_iter().filter_map(waiting).collect())
}

/// The shortages of these orders.
pub fn shortages_of(conn: &mut Conn, orders: &[Subject]) -> Result<Vec<Waiting>> {
    let kinds: Vec<&str> = orders.iter().map(|order| order.code()).collect();
    let ids: Vec<i64> = orders.iter().map(|order| order.raw()).collect();
    let rows: Vec<WaitingRow> = stock_shortage::table
        .inner_join(product::table)
        .filter(stock_shortage::origin_kind.eq_any(kinds))
        .filter(stock_shortage::origin_id.eq_any(ids))
        .order(stock_shortage::id.asc())
        .limit(OF_ORDERS_MAX)
        .select(waiting_columns!())
        .load(conn)?;
    Ok(rows.into_iter().filter_map(waiting).collect())
}
