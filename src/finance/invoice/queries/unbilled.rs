//! What of an order may still be invoiced, for a draft that is copied from another invoice of it. Drafts count as invoiced.
use crate::finance::invoice::queries::LINES_MAX;
use crate::ids::SalesOrderId;
use crate::ids::SalesOrderLineId;
use crate::kernel::error::Result;
use diesel::prelude::*;
use std::collections::BTreeMap;
use tenon_db::Conn;
use tenon_db::Quantity;
use tenon_db::exact_sum;
use tenon_schema::customer_invoice;
use tenon_schema::customer_invoice_line;
use tenon_schema::product;
use tenon_schema::sales_order;
use tenon_schema::sales_order_line;
use tenon_schema::sales_order_line_progress as progress;

/// Ordered, delivered, returned, invoiced, credited.
type Figures = (Quantity, Quantity, Quantity, Quantity, Quantity);

/// By line, in the base unit; nothing of an order that is not in force. Of goods on an order that was ended early only
/// what was delivered is billed.
pub fn unbilled(conn: &mut Conn, order: SalesOrderId) -> Result<BTreeMap<SalesOrderLineId, Quantity>> {
    let rows: Vec<(SalesOrderLineId, (String, i32), String, Figures)> = sales_order_line::table
        .inner_join(sales_order::table)
        .inner_join(product::table)
        .inner_join(progress::table)
        .filter(sales_order_line::sales_order_id.eq(order))
        .filter(sales_order::state.eq_any(["confirmed", "done"]))
        .select((
            sales_order_line::id,
            (sales_order::state, sales_order::delivered_percent),
            product::kind,
            (
                sales_order_line::base_quantity,
                progress::delivered,
                progress::returned,
                progress::invoiced,
                progress::credited,
            ),
        ))
        .limit(LINES_MAX)
        .load(conn)?;
    let drafted = on_drafts(conn, order)?;
    let left = rows.into_iter().map(|(line, (state, percent), kind, figures)| {
        let (ordered, delivered, returned, invoiced, credited) = figures;
        let is_ended = state == "done" && percent < 100 && kind == "stocked";
        let wanted = if is_ended { delivered } else { ordered };
        let drafted = drafted.get(&line).copied().unwrap_or_default();
        let left = wanted - returned - (invoiced - credited) - drafted;
        (line, left.max(Quantity::ZERO))
    });
    Ok(left.collect())
}

/// What stands on invoices of an order that are not posted yet.
pub fn on_drafts(conn: &mut Conn, order: SalesOrderId) -> Result<BTreeMap<SalesOrderLineId, Quantity>> {
    let rows: Vec<(Option<SalesOrderLineId>, Option<Quantity>)> = customer_invoice_line::table
        .inner_join(customer_invoice::table)
        .filter(customer_invoice::sales_order_id.eq(Some(order)))
        .filter(customer_invoice::kind.eq("invoice"))
        .filter(customer_invoice::state.eq("draft"))
        .filter(customer_invoice_line::sales_order_line_id.is_not_null())
        .group_by(customer_invoice_line::sales_order_line_id)
        .select((
            customer_invoice_line::sales_order_line_id,
            exact_sum(customer_invoice_line::base_quantity),
        ))
        .limit(LINES_MAX)
        .load(conn)?;
    Ok(rows
        .into_iter()
        .filter_map(|(line, quantity)| Some((line?, quantity?)))
        .collect())
}
