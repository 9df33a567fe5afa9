//! Reads of locations.
use crate::ids::CompanyId;
use crate::ids::LocationId;
use crate::ids::WarehouseId;
use crate::inventory::chosen;
use crate::inventory::location::Location;
use crate::kernel::actor::Reach;
use crate::kernel::error::Result;
use crate::kernel::error::found;
use crate::kernel::list::ListQuery;
use crate::kernel::list::Sums;
use crate::matching_master;
use crate::sort_page;
use crate::within_companies;
use diesel::prelude::*;
use std::collections::BTreeMap;
use tenon_db::Conn;
use tenon_db::Quantity;
use tenon_db::Sql;
use tenon_schema::location;
use tenon_schema::stock_balance;
use tenon_schema::stock_move;
use tenon_schema::warehouse;

/// Most locations of one warehouse shown on its page.
const OF_WAREHOUSE_MAX: i64 = 1_000;

pub fn get(conn: &mut Conn, id: LocationId) -> Result<Location> {
    let row = location::table.find(id).select(Location::as_select()).first(conn);
    found(row, "location")
}

pub fn get_many(conn: &mut Conn, ids: &[LocationId]) -> Result<BTreeMap<LocationId, Location>> {
    let rows: Vec<Location> = location::table
        .filter(location::id.eq_any(ids.to_vec()))
        .limit(OF_WAREHOUSE_MAX)
        .select(Location::as_select())
        .load(conn)?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// The places of a warehouse by code.
pub fn of_warehouse(conn: &mut Conn, warehouse: WarehouseId) -> Result<Vec<Location>> {
    let rows = location::table
        .filter(location::warehouse_id.eq(Some(warehouse)))
        .order(location::code.asc())
        .limit(OF_WAREHOUSE_MAX)
        .select(Location::as_select())
        .load(conn)?;
    Ok(rows)
}

/// Whether the company has its locations outside the warehouses.
pub fn has_outside(conn: &mut Conn, company: CompanyId) -> Result<bool> {
    let outside = location::table
        .filter(location::company_id.eq(company))
        .filter(location::warehouse_id.is_null());
    Ok(diesel::select(diesel::dsl::exists(outside)).get_result(conn)?)
}

/// Whether anything is there, or below zero there.
pub fn has_stock(conn: &mut Conn, id: LocationId) -> Result<bool> {
    let stock = stock_balance::table
        .filter(stock_balance::location_id.eq(id))
        .filter(stock_balance::on_hand.ne(Quantity::ZERO));
    Ok(diesel::select(diesel::dsl::exists(stock)).get_result(conn)?)
}

/// Whether anything ever came or went.
pub fn is_used(conn: &mut Conn, id: LocationId) -> Result<bool> {
    let moved = stock_move::table.filter(
        stock_move::from_location_id
            .eq(id)
            .or(stock_move::to_location_id.eq(id)),
    );
    Ok(diesel::select(diesel::dsl::exists(moved)).get_result(conn)?)
}

/// A row of the list.
#[derive(Debug, Clone)]
pub struct Row {
    pub location: Location,
    pub warehouse_code: Option<String>,
    pub warehouse_id: Option<WarehouseId>,
}

macro_rules! matching {
    ($query:expr, $reach:expr, $list:expr) => {{
        let mut query = matching_master!(within_companies!($query, $reach, location), $list, location);
        if let Some(kinds) = $list.choice("kind") {
            query = query.filter(location::kind.eq_any(kinds));
        }
        if let Some(warehouses) = chosen($list, "warehouse") {
            query = query.filter(location::warehouse_id.assume_not_null().eq_any(warehouses));
        }
        query
    }};
}

pub fn page(conn: &mut Conn, reach: &Reach, list: &ListQuery) -> Result<Vec<Row>> {
    let query = location::table
        .left_join(warehouse::table)
        .select((
            Location::as_select(),
            warehouse::code.nullable(),
            warehouse::id.nullable(),
        ))
        .into_boxed::<Sql>();
    let query = matching!(query, reach, list);
    let query = sort_page!(query, list, location::id, {
        "code" => location::code, String; "name" => location::name, String;
    });
    let rows: Vec<(Location, Option<String>, Option<WarehouseId>)> = query.load(conn)?;
    let row = |(location, warehouse_code, warehouse_id)| Row {
        location,
        warehouse_code,
        warehouse_id,
    };
    Ok(rows.into_iter().map(row).collect())
}

pub fn sums(conn: &mut Conn, reach: &Reach, list: &ListQuery) -> Result<Sums> {
    let query = matching!(location::table.count().into_boxed::<Sql>(), reach, list);
    Ok(Sums::count(query.get_result(conn)?))
}
