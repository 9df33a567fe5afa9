//! Reads of deliveries and returns.
pub mod list;

use crate::ids::CarrierId;
use crate::ids::DeliveryId;
use crate::ids::DeliveryLineId;
use crate::ids::ProductId;
use crate::ids::SalesOrderId;
use crate::ids::Subject;
use crate::kernel::actor::Reach;
use crate::kernel::chain;
use crate::kernel::error::Result;
use crate::kernel::error::found;
use crate::orders::delivery::Delivery;
use crate::orders::delivery::DeliveryLine;
use crate::orders::delivery::Kind;
use crate::orders::delivery::ReadLine;
use crate::orders::delivery::State;
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
use tenon_schema::carrier;
use tenon_schema::delivery;
use tenon_schema::delivery_line;
use tenon_schema::document_link;
use tenon_schema::journal_entry;
use tenon_schema::location;
use tenon_schema::product;
use tenon_schema::sales_order;
use tenon_schema::stock_balance;
use tenon_schema::unit;
use tenon_schema::warehouse;

/// Most lines of one delivery.
pub const LINES_MAX: i64 = 2_000;
/// Most deliveries of one order that are shown.
const OF_ORDER_MAX: i64 = 200;

/// A delivery or return whose order a permission reaches; outside of it, it is not there.
pub fn get_within(conn: &mut Conn, reach: &Reach, id: DeliveryId) -> Result<Delivery> {
    let query = delivery::table
        .inner_join(sales_order::table)
        .select(Delivery::as_select())
        .filter(delivery::id.eq(id))
        .into_boxed::<Sql>();
    found(within!(query, reach, sales_order).first(conn), "delivery")
}

/// The lines in their order, with products and units.
pub fn lines(conn: &mut Conn, id: DeliveryId) -> Result<Vec<ReadLine>> {
    let rows: Vec<(DeliveryLine, String, String)> = delivery_line::table
        .inner_join(product::table)
        .inner_join(unit::table)
        .filter(delivery_line::delivery_id.eq(id))
        .order(delivery_line::position.asc())
        .limit(LINES_MAX)
        .select((DeliveryLine::as_select(), product::code, unit::code))
        .load(conn)?;
    let read = |(line, product_code, unit_code)| ReadLine {
        line,
        product_code,
        unit_code,
    };
    Ok(rows.into_iter().map(read).collect())
}

/// Deliveries and returns of an order, in order of making.
pub fn of_order(conn: &mut Conn, order: SalesOrderId) -> Result<Vec<Delivery>> {
    let rows = delivery::table
        .filter(delivery::sales_order_id.eq(order))
        .order(delivery::id.asc())
        .limit(OF_ORDER_MAX)
        .select(Delivery::as_select())
        .load(conn)?;
    Ok(rows)
}

pub fn carrier_exists(conn: &mut Conn, id: CarrierId) -> Result<bool> {
    let count: i64 = carrier::table.find(id).count().get_result(conn)?;
    Ok(count > 0)
}

/// Whether a return of this delivery is expected or received.
pub fn has_returns(conn: &mut Conn, id: DeliveryId) -> Result<bool> {
    let count: i64 = delivery::table
        .filter(delivery::returns_id.eq(id))
        .filter(delivery::state.ne(State::Reversed))
        .count()
        .get_result(conn)?;
    Ok(count > 0)
}

/// What came back of the lines of a delivery, or is expected to: base quantity and cost by line of the delivery.
pub fn returned(conn: &mut Conn, id: DeliveryId) -> Result<BTreeMap<DeliveryLineId, (Quantity, Money)>> {
    came_back(conn, id, &[State::Draft, State::Received])
}

type SumRow = (Option<DeliveryLineId>, Option<Quantity>, Option<Money>);

/// The same of returns in these states.
fn came_back(conn: &mut Conn, id: DeliveryId, states: &[State]) -> Result<BTreeMap<DeliveryLineId, (Quantity, Money)>> {
    let rows: Vec<SumRow> = delivery_line::table
        .inner_join(delivery::table)
        .filter(delivery::returns_id.eq(id))
        .filter(delivery::state.eq_any(states.to_vec()))
        .group_by(delivery_line::returns_line_id)
        .select((
            delivery_line::returns_line_id,
            exact_sum(delivery_line::base_quantity),
            exact_sum(delivery_line::cost_amount),
        ))
        .limit(LINES_MAX)
        .load(conn)?;
    Ok(rows.into_iter().filter_map(sums_of_line).collect())
}

fn sums_of_line((line, quantity, cost): SumRow) -> Option<(DeliveryLineId, (Quantity, Money))> {
    Some((line?, (quantity.unwrap_or_default(), cost.unwrap_or_default())))
}

/// Drafts of deliveries of an order. (The state is written out: bound, SQLite would plan anew on every call whether the index of
/// drafts will do.)
pub fn drafts_of_order(conn: &mut Conn, order: SalesOrderId) -> Result<Vec<Delivery>> {
    let rows = delivery::table
        .filter(delivery::sales_order_id.eq(order))
        .filter(delivery::kind.eq(Kind::Delivery))
        .filter(sql::<Bool>("delivery.state = 'draft'"))
        .limit(OF_ORDER_MAX)
        .select(Delivery::as_select())
        .load(conn)?;
    Ok(rows)
}

/// What has come back of the lines of a delivery: base quantity and cost by line of the delivery.
pub fn received(conn: &mut Conn, id: DeliveryId) -> Result<BTreeMap<DeliveryLineId, (Quantity, Money)>> {
    came_back(conn, id, &[State::Received])
}

/// Whether a credit note was made from this return.
pub fn is_credited(conn: &mut Conn, id: DeliveryId) -> Result<bool> {
    let return_id = Subject::GoodsReturn(id.raw().into());
    chain::bring_up_to_date(conn)?;
    let count: i64 = document_link::table
        .filter(document_link::from_kind.eq(return_id.code()))
        .filter(document_link::from_id.eq(return_id.raw()))
        .filter(document_link::to_kind.eq("customer-invoice"))
        .count()
        .get_result(conn)?;
    Ok(count > 0)
}

/// What the records a delivery names are called; empty where it names none.
#[derive(Debug, Clone, Default)]
pub struct Named {
    pub order_number: String,
    pub warehouse: String,
    pub carrier: String,
    pub backorder_of: String,
    pub returns: String,
    pub journal_entry: String,
}

/// The value of a column of a record that may not be named.
macro_rules! named {
    ($conn:ident, $id:expr, $table:ident, $column:ident) => {
        match $id {
            Some(id) => $table::table.find(id).select($table::$column).first($conn).optional()?,
            None => None,
        }
        .unwrap_or_default()
    };
}

pub fn named(conn: &mut Conn, one: &Delivery) -> Result<Named> {
    Ok(Named {
        order_number: named!(conn, Some(one.sales_order_id), sales_order, number),
        warehouse: named!(conn, Some(one.warehouse_id), warehouse, name),
        carrier: named!(conn, one.carrier_id, carrier, name),
        backorder_of: named!(conn, one.backorder_of, delivery, number),
        returns: named!(conn, one.returns_id, delivery, number),
        journal_entry: named!(conn, one.journal_entry_id, journal_entry, number),
    })
}

/// Whether something of the delivery's order is still to be invoiced.
pub fn can_be_invoiced(conn: &mut Conn, one: &Delivery) -> Result<bool> {
    let open: Money = sales_order::table
        .find(one.sales_order_id)
        .select(sales_order::uninvoiced_amount)
        .first(conn)?;
    Ok(open.is_positive())
}

/// Where products lie in the delivery's warehouse: codes of the locations that hold some.
pub fn places_of(conn: &mut Conn, one: &Delivery, products: &[ProductId]) -> Result<BTreeMap<ProductId, String>> {
    let rows: Vec<(ProductId, String)> = stock_balance::table
        .inner_join(location::table)
        .filter(location::warehouse_id.eq(one.warehouse_id))
        .filter(stock_balance::product_id.eq_any(products.to_vec()))
        .filter(stock_balance::on_hand.gt(Quantity::ZERO))
        .order((stock_balance::product_id.asc(), location::code.asc()))
        .limit(LINES_MAX)
        .select((stock_balance::product_id, location::code))
        .load(conn)?;
    let mut places: BTreeMap<ProductId, Vec<String>> = BTreeMap::new();
    for (product, code) in rows {
        let codes = places.entry(product).or_default();
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    Ok(places
        .into_iter()
        .map(|(product, codes)| (product, codes.join(", ")))
        .collect())
}
