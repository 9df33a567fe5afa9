//! Reads of reservations and shortages.
use crate::catalog::product::queries::call_in;
use crate::ids::CompanyId;
use crate::ids::LocationId;
use crate::ids::LotId;
use crate::ids::ProductId;
use crate::ids::ReservationId;
use crate::ids::StockShortageId;
use crate::ids::Subject;
use crate::ids::WarehouseId;
use crate::inventory::chosen;
use crate::inventory::reservation::Held;
use crate::inventory::reservation::Owner;
use crate::inventory::reservation::Waiting;
use crate::inventory::stock::Position;
use crate::inventory::stock::shelf::Place;
use crate::kernel::actor::Reach;
use crate::kernel::error::Result;
use crate::kernel::error::found;
use crate::kernel::list::ListQuery;
use crate::kernel::list::Sums;
use crate::sort_page;
use crate::within_companies;
use chrono::NaiveDate;
use diesel::prelude::*;
use std::collections::BTreeMap;
use tenon_db::Conn;
use tenon_db::Quantity;
use tenon_db::Sql;
use tenon_schema::location;
use tenon_schema::product;
use tenon_schema::reservation;
use tenon_schema::sales_order;
use tenon_schema::stock_shortage;
use tenon_schema::unit;
use tenon_schema::warehouse;

/// Most reservations of the orders of one operation.
const OF_ORDERS_MAX: i64 = 20_000;
/// Most shortages that one receipt looks at.
const WAITING_MAX: i64 = 5_000;
/// Most promises shown inside the page of another record.
const SHOWN_MAX: i64 = 50;

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

/// What is promised, with the words it shows.
#[derive(Debug, Clone)]
pub struct PromiseRow {
    /// Id of the reservation or shortage.
    pub id: i64,
    pub company_id: CompanyId,
    pub product_id: ProductId,
    pub product_code: String,
    pub product_name: String,
    pub unit_code: String,
    pub quantity: Quantity,
    /// Code of the location or warehouse.
    pub place: String,
    pub origin: Option<Subject>,
    /// Number and customer of the order.
    pub order_number: String,
    pub customer: String,
    /// Of a shortage.
    pub promise_date: Option<NaiveDate>,
}

type PromiseColumns = (
    (i64, CompanyId),
    (ProductId, String, String, String),
    Quantity,
    String,
    (String, i64),
    (Option<String>, Option<String>),
);

fn promise(row: PromiseColumns, promise_date: Option<NaiveDate>) -> PromiseRow {
    let ((id, company_id), product, quantity, place, (kind, order), (number, customer)) = row;
    PromiseRow {
        id,
        company_id,
        product_id: product.0,
        product_code: product.1,
        product_name: product.2,
        unit_code: product.3,
        quantity,
        place,
        origin: Subject::from_parts(&kind, order),
        order_number: number.unwrap_or_else(|| format!("{kind} {order}")),
        customer: customer.unwrap_or_default(),
        promise_date,
    }
}

macro_rules! reservations {
    () => {
        reservation::table
            .inner_join(product::table.inner_join(unit::table))
            .inner_join(location::table)
            .left_join(
                sales_order::table.on(sales_order::id
                    .eq(reservation::origin_id)
                    .and(reservation::origin_kind.eq("sales-order"))),
            )
            .select((
                (reservation::id, reservation::company_id),
                (product::id, product::code, product::name, unit::code),
                reservation::quantity,
                location::code,
                (reservation::origin_kind, reservation::origin_id),
                (sales_order::number.nullable(), sales_order::party_name.nullable()),
            ))
    };
}

macro_rules! shortages {
    () => {
        stock_shortage::table
            .inner_join(product::table.inner_join(unit::table))
            .inner_join(warehouse::table)
            .left_join(
                sales_order::table.on(sales_order::id
                    .eq(stock_shortage::origin_id)
                    .and(stock_shortage::origin_kind.eq("sales-order"))),
            )
            .select((
                (
                    (stock_shortage::id, stock_shortage::company_id),
                    (product::id, product::code, product::name, unit::code),
                    stock_shortage::quantity,
                    warehouse::code,
                    (stock_shortage::origin_kind, stock_shortage::origin_id),
                    (sales_order::number.nullable(), sales_order::party_name.nullable()),
                ),
                stock_shortage::promise_date,
            ))
    };
}

/// Who was promised what is at a place.
pub fn at(conn: &mut Conn, place: &Position) -> Result<Vec<PromiseRow>> {
    let rows: Vec<PromiseColumns> = reservations!()
        .filter(reservation::product_id.eq(place.product_id))
        .filter(reservation::location_id.eq(place.location_id))
        .filter(reservation::lot_id.eq(place.lot_id.map_or(0, LotId::raw)))
        .order(reservation::id.asc())
        .limit(SHOWN_MAX)
        .load(conn)?;
    Ok(rows.into_iter().map(|row| promise(row, None)).collect())
}

/// Who waits for a product, in these companies.
pub fn waiting_of_product(conn: &mut Conn, companies: &[i64], product: ProductId) -> Result<Vec<PromiseRow>> {
    let rows: Vec<(PromiseColumns, NaiveDate)> = shortages!()
        .filter(stock_shortage::product_id.eq(product))
        .filter(stock_shortage::company_id.eq_any(companies.to_vec()))
        .order((stock_shortage::promise_date.asc(), stock_shortage::id.asc()))
        .limit(SHOWN_MAX)
        .load(conn)?;
    Ok(rows.into_iter().map(|(row, date)| promise(row, Some(date))).collect())
}

macro_rules! matching {
    ($query:expr, $reach:expr, $list:expr, $table:ident) => {{
        let mut query = within_companies!($query, $reach, $table);
        if let Some(product) = $list.id("product") {
            query = query.filter($table::product_id.eq(product));
        }
        if let Some((kind, id)) = $list.one("document").and_then(|text| text.split_once(':')) {
            let id = id.parse().unwrap_or(0_i64);
            query = query
                .filter($table::origin_kind.eq(kind.to_owned()))
                .filter($table::origin_id.eq(id));
        }
        query
    }};
}

pub fn page(conn: &mut Conn, reach: &Reach, list: &ListQuery) -> Result<Vec<PromiseRow>> {
    let query = matching!(reservations!().into_boxed::<Sql>(), reach, list, reservation);
    let query = sort_page!(query, list, reservation::id, { "product" => product::code, String; });
    let rows: Vec<PromiseColumns> = query.load(conn)?;
    let mut rows: Vec<PromiseRow> = rows.into_iter().map(|row| promise(row, None)).collect();
    call_in(conn, list.language, &mut rows, |row| {
        (row.product_id, &mut row.product_name)
    })?;
    Ok(rows)
}

pub fn sums(conn: &mut Conn, reach: &Reach, list: &ListQuery) -> Result<Sums> {
    let query = matching!(reservation::table.count().into_boxed::<Sql>(), reach, list, reservation);
    Ok(Sums::count(query.get_result(conn)?))
}

macro_rules! short {
    ($query:expr, $reach:expr, $list:expr) => {{
        let mut query = matching!($query, $reach, $list, stock_shortage);
        if let Some(warehouses) = chosen($list, "warehouse") {
            query = query.filter(stock_shortage::warehouse_id.eq_any(warehouses));
        }
        if let Some(first) = $list.from_date("promise") {
            query = query.filter(stock_shortage::promise_date.ge(first));
        }
        if let Some(last) = $list.to_date("promise") {
            query = query.filter(stock_shortage::promise_date.le(last));
        }
        query
    }};
}

/// Shortages, the earliest promise first.
pub fn shortages(conn: &mut Conn, reach: &Reach, list: &ListQuery) -> Result<Vec<PromiseRow>> {
    let query = short!(shortages!().into_boxed::<Sql>(), reach, list);
    let query = sort_page!(query, list, stock_shortage::id, { "promise" => stock_shortage::promise_date, NaiveDate; });
    let rows = query.load::<(PromiseColumns, NaiveDate)>(conn)?.into_iter();
    let mut rows: Vec<PromiseRow> = rows.map(|(row, date)| promise(row, Some(date))).collect();
    call_in(conn, list.language, &mut rows, |row| {
        (row.product_id, &mut row.product_name)
    })?;
    Ok(rows)
}

pub fn shortage_sums(conn: &mut Conn, reach: &Reach, list: &ListQuery) -> Result<Sums> {
    let query = short!(stock_shortage::table.count().into_boxed::<Sql>(), reach, list);
    Ok(Sums::count(query.get_result(conn)?))
}

/// The company and the order of a reservation.
pub fn order_of(conn: &mut Conn, id: ReservationId) -> Result<(CompanyId, Option<Subject>)> {
    let row: (CompanyId, String, i64) = found(
        reservation::table
            .find(id)
            .select((
                reservation::company_id,
                reservation::origin_kind,
                reservation::origin_id,
            ))
            .first(conn),
        "reservation",
    )?;
    Ok((row.0, Subject::from_parts(&row.1, row.2)))
}

/// The company and the order of a shortage.
pub fn order_short(conn: &mut Conn, id: StockShortageId) -> Result<(CompanyId, Option<Subject>)> {
    let row: (CompanyId, String, i64) = found(
        stock_shortage::table
            .find(id)
            .select((
                stock_shortage::company_id,
                stock_shortage::origin_kind,
                stock_shortage::origin_id,
            ))
            .first(conn),
        "stock-shortage",
    )?;
    Ok((row.0, Subject::from_parts(&row.1, row.2)))
}

/// How many shortages there are, and how many of them are promised for before a day.
pub fn shortage_counts(conn: &mut Conn, reach: &Reach, day: NaiveDate) -> Result<(i64, i64)> {
    let all = within_companies!(stock_shortage::table.count().into_boxed::<Sql>(), reach, stock_shortage);
    let late = within_companies!(stock_shortage::table.count().into_boxed::<Sql>(), reach, stock_shortage);
    let late = late.filter(stock_shortage::promise_date.lt(day));
    Ok((all.get_result(conn)?, late.get_result(conn)?))
}
