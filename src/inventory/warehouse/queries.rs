//! Reads of warehouses.
use crate::ids::CompanyId;
use crate::ids::ValuationAreaId;
use crate::ids::WarehouseId;
use crate::inventory::warehouse::Warehouse;
use crate::kernel::actor::Reach;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Result;
use crate::kernel::error::found;
use crate::kernel::list::ListQuery;
use crate::kernel::list::Options;
use crate::kernel::list::Sums;
use crate::kernel::web::Ctx;
use crate::matching_master;
use crate::permission::Permission;
use crate::sort_page;
use crate::within_companies;
use diesel::dsl::exists;
use diesel::prelude::*;
use tenon_db::Conn;
use tenon_db::Quantity;
use tenon_db::Sql;
use tenon_schema::delivery;
use tenon_schema::goods_receipt;
use tenon_schema::location;
use tenon_schema::quotation;
use tenon_schema::sales_order;
use tenon_schema::stock_balance;
use tenon_schema::stock_shortage;
use tenon_schema::valuation_area;
use tenon_schema::warehouse;

/// Most warehouses of one company that are offered.
const CHOICES_MAX: i64 = 500;

pub fn get(conn: &mut Conn, id: WarehouseId) -> Result<Warehouse> {
    let row = warehouse::table.find(id).select(Warehouse::as_select()).first(conn);
    found(row, "warehouse")
}

fn in_use(conn: &mut Conn, companies: &[i64]) -> Result<Vec<Warehouse>> {
    let rows = warehouse::table
        .filter(warehouse::company_id.eq_any(companies.to_vec()))
        .filter(warehouse::is_active.eq(true))
        .order((warehouse::code.asc(), warehouse::id.asc()))
        .limit(CHOICES_MAX)
        .select(Warehouse::as_select())
        .load(conn)?;
    Ok(rows)
}

/// Ids and labels of the warehouses in use, by code.
pub fn choices(conn: &mut Conn, company: CompanyId) -> Result<Vec<(String, String)>> {
    let rows = in_use(conn, &[company.raw()])?;
    Ok(rows.into_iter().map(|row| (row.id.to_string(), row.label())).collect())
}

/// The choices of a list's filter: those of the companies looked at.
pub fn filter_options(conn: &mut Conn, ctx: &Ctx) -> Result<Options> {
    let rows = in_use(conn, &ctx.reach(Permission::StockRead).companies())?;
    Ok(rows.into_iter().map(|row| (row.id.to_string(), row.label())).collect())
}

/// The company's first warehouse in use: what documents propose.
pub fn default_of(conn: &mut Conn, company: CompanyId) -> Result<WarehouseId> {
    let row = conn.remembered(("default-warehouse", company), |conn, _| {
        let row = warehouse::table
            .filter(warehouse::company_id.eq(company))
            .filter(warehouse::is_active.eq(true))
            .order(warehouse::id.asc())
            .select(warehouse::id)
            .first::<WarehouseId>(conn);
        Ok::<_, Error>(row.optional()?)
    })?;
    row.ok_or_else(|| Error::Refused(Message::new("company-without-warehouse")))
}

/// The warehouses that share an area.
pub fn of_area(conn: &mut Conn, area: ValuationAreaId) -> Result<Vec<Warehouse>> {
    let rows = warehouse::table
        .filter(warehouse::valuation_area_id.eq(area))
        .order(warehouse::code.asc())
        .limit(CHOICES_MAX)
        .select(Warehouse::as_select())
        .load(conn)?;
    Ok(rows)
}

/// Whether anything is in any of its locations, or below zero there.
pub fn has_stock(conn: &mut Conn, id: WarehouseId) -> Result<bool> {
    let stock = stock_balance::table
        .inner_join(location::table)
        .filter(location::warehouse_id.eq(Some(id)))
        .filter(stock_balance::on_hand.ne(Quantity::ZERO));
    Ok(diesel::select(exists(stock)).get_result(conn)?)
}

pub fn is_below_zero(conn: &mut Conn, id: WarehouseId) -> Result<bool> {
    let stock = stock_balance::table
        .inner_join(location::table)
        .filter(location::warehouse_id.eq(Some(id)))
        .filter(stock_balance::on_hand.lt(Quantity::ZERO));
    Ok(diesel::select(exists(stock)).get_result(conn)?)
}

/// Whether a document names it or anything was ever moved there.
pub fn is_used(conn: &mut Conn, id: WarehouseId) -> Result<bool> {
    let stock = stock_balance::table
        .inner_join(location::table)
        .filter(location::warehouse_id.eq(Some(id)));
    let used = exists(stock)
        .or(exists(goods_receipt::table.filter(goods_receipt::warehouse_id.eq(id))))
        .or(exists(sales_order::table.filter(sales_order::warehouse_id.eq(id))))
        .or(exists(quotation::table.filter(quotation::warehouse_id.eq(id))))
        .or(exists(delivery::table.filter(delivery::warehouse_id.eq(id))))
        .or(exists(
            stock_shortage::table.filter(stock_shortage::warehouse_id.eq(id)),
        ));
    Ok(diesel::select(used).get_result(conn)?)
}

/// A row of the list.
#[derive(Debug, Clone)]
pub struct Row {
    pub warehouse: Warehouse,
    pub area: String,
}

pub fn page(conn: &mut Conn, reach: &Reach, list: &ListQuery) -> Result<Vec<Row>> {
    let query = warehouse::table
        .inner_join(valuation_area::table)
        .select((Warehouse::as_select(), valuation_area::name))
        .into_boxed::<Sql>();
    let query = matching_master!(within_companies!(query, reach, warehouse), list, warehouse);
    let query = sort_page!(query, list, warehouse::id, {
        "code" => warehouse::code, String; "name" => warehouse::name, String;
    });
    let rows: Vec<(Warehouse, String)> = query.load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(warehouse, area)| Row { warehouse, area })
        .collect())
}

pub fn sums(conn: &mut Conn, reach: &Reach, list: &ListQuery) -> Result<Sums> {
    let query = matching_master!(
        within_companies!(warehouse::table.count().into_boxed::<Sql>(), reach, warehouse),
        list,
        warehouse
    );
    Ok(Sums::count(query.get_result(conn)?))
}
