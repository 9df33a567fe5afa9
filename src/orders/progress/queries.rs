//! Reads of progress.
use crate::ids::SalesOrderId;
use crate::ids::SalesOrderLineId;
use crate::kernel::error::Result;
use crate::orders::delivery::queries::LINES_MAX;
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::Bool;
use std::collections::BTreeMap;
use tenon_db::Conn;
use tenon_db::Quantity;
use tenon_db::exact_sum;
use tenon_schema::customer_invoice;
use tenon_schema::delivery;
use tenon_schema::delivery_line;

// What stands on invoices that are not posted is finance's to say.
pub use crate::finance::invoice::queries::on_drafts as on_draft_invoices;

/// Base quantities by order line.
pub type ByLine = BTreeMap<SalesOrderLineId, Quantity>;

/// What stands on deliveries of an order that are not shipped yet.
pub fn on_draft_deliveries(conn: &mut Conn, order: SalesOrderId) -> Result<ByLine> {
    let rows: Vec<(SalesOrderLineId, Option<Quantity>)> = delivery_line::table
        .inner_join(delivery::table)
        .filter(delivery::sales_order_id.eq(order))
        .filter(delivery::kind.eq("delivery"))
        // Written out: bound, SQLite would plan anew on every call whether the index of drafts will do.
        .filter(sql::<Bool>("delivery.state = 'draft'"))
        .group_by(delivery_line::sales_order_line_id)
        .select((
            delivery_line::sales_order_line_id,
            exact_sum(delivery_line::base_quantity),
        ))
        .limit(LINES_MAX)
        .load(conn)?;
    Ok(rows
        .into_iter()
        .filter_map(|(line, quantity)| Some((line, quantity?)))
        .collect())
}

/// Deliveries, returns and invoices of an order that are drafts: what keeps it from being reopened, closed, cancelled.
pub fn draft_documents(conn: &mut Conn, order: SalesOrderId) -> Result<i64> {
    let deliveries: i64 = delivery::table
        .filter(delivery::sales_order_id.eq(order))
        .filter(delivery::state.eq("draft"))
        .count()
        .get_result(conn)?;
    let invoices: i64 = customer_invoice::table
        .filter(customer_invoice::sales_order_id.eq(order))
        .filter(customer_invoice::state.eq("draft"))
        .count()
        .get_result(conn)?;
    Ok(deliveries + invoices)
}
