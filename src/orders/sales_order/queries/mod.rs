//! Reads of sales orders.
pub mod list;
pub mod names;
pub mod references;

use crate::catalog::product::ProductKind;
use crate::ids::CompanyId;
use crate::ids::PartyId;
use crate::ids::ProductId;
use crate::ids::SalesOrderId;
use crate::ids::WarehouseId;
use crate::kernel::actor::Reach;
use crate::kernel::error::Result;
use crate::kernel::error::found;
use crate::orders::progress::Progress;
use crate::orders::sales_order::OrderLine;
use crate::orders::sales_order::SalesOrder;
use crate::orders::sales_order::SalesOrderLine;
use crate::within;
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::Bool;
use std::collections::BTreeMap;
use tenon_db::Conn;
use tenon_db::Money;
use tenon_db::Quantity;
use tenon_db::Sql;
use tenon_db::exact_sum;
use tenon_schema::product;
use tenon_schema::sales_order;
use tenon_schema::sales_order_line;
use tenon_schema::sales_order_line_progress;
use tenon_schema::unit;
use tenon_schema::valuation_balance;
use tenon_schema::warehouse;

/// Most lines of one order.
pub const LINES_MAX: i64 = 2_000;

pub fn get(conn: &mut Conn, id: SalesOrderId) -> Result<SalesOrder> {
    let row = sales_order::table.find(id).select(SalesOrder::as_select()).first(conn);
    found(row, "sales-order")
}

/// An order within what a permission reaches; outside of it, it is not there.
pub fn get_within(conn: &mut Conn, reach: &Reach, id: SalesOrderId) -> Result<SalesOrder> {
    let query = sales_order::table
        .select(SalesOrder::as_select())
        .filter(sales_order::id.eq(id))
        .into_boxed::<Sql>();
    found(within!(query, reach, sales_order).first(conn), "sales-order")
}

type LineRow = (SalesOrderLine, (String, ProductKind), String, Option<Progress>);

/// The lines in their order, with products, units and progress: one statement.
pub fn lines(conn: &mut Conn, order: SalesOrderId) -> Result<Vec<OrderLine>> {
    let rows: Vec<LineRow> = sales_order_line::table
        .inner_join(product::table)
        .inner_join(unit::table)
        .left_join(sales_order_line_progress::table)
        .filter(sales_order_line::sales_order_id.eq(order))
        .order(sales_order_line::position.asc())
        .limit(LINES_MAX)
        .select((
            SalesOrderLine::as_select(),
            (product::code, product::kind),
            unit::code,
            Option::<Progress>::as_select(),
        ))
        .load(conn)?;
    Ok(rows.into_iter().map(order_line).collect())
}

fn order_line(row: LineRow) -> OrderLine {
    let (line, (product_code, product_kind), unit_code, progress) = row;
    OrderLine {
        progress: progress.unwrap_or_else(|| Progress::none(line.id, line.sales_order_id)),
        line,
        product_code,
        product_kind,
        unit_code,
        reserved: Quantity::ZERO,
    }
}

/// What confirmed orders of a customer will still add to his open items, by currency. (The condition is written out so that
/// both engines use the partial index.)
pub fn uninvoiced_of_party(conn: &mut Conn, company: CompanyId, party: PartyId) -> Result<Vec<(String, Money)>> {
    let rows: Vec<(String, Option<Money>)> = sales_order::table
        .filter(sales_order::party_id.eq(party))
        .filter(sales_order::company_id.eq(company))
        .filter(sql::<Bool>("uninvoiced_amount <> 0"))
        .group_by(sales_order::currency)
        .select((sales_order::currency, exact_sum(sales_order::uninvoiced_amount)))
        .limit(500)
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(currency, amount)| (currency, amount.unwrap_or_default()))
        .collect())
}

/// Quantity and value of products now in the valuation area of a warehouse: what one base unit is expected to cost.
pub fn valued(
    conn: &mut Conn,
    warehouse: WarehouseId,
    products: &[ProductId],
) -> Result<BTreeMap<ProductId, (Quantity, Money)>> {
    let rows: Vec<(ProductId, Quantity, Money)> = valuation_balance::table
        .inner_join(warehouse::table.on(warehouse::valuation_area_id.eq(valuation_balance::valuation_area_id)))
        .filter(warehouse::id.eq(warehouse))
        .filter(valuation_balance::product_id.eq_any(products.to_vec()))
        .limit(LINES_MAX)
        .select((
            valuation_balance::product_id,
            valuation_balance::quantity,
            valuation_balance::amount,
        ))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(product, quantity, amount)| (product, (quantity, amount)))
        .collect())
}
