//! Reads of what is invoiced of an order.
use crate::finance::invoice::InvoiceKind;
use crate::finance::invoice::InvoiceState;
use crate::ids::CustomerInvoiceId;
use crate::ids::CustomerInvoiceLineId;
use crate::ids::SalesOrderId;
use crate::ids::SalesOrderLineId;
use crate::kernel::error::Result;
use crate::orders::billing::Creditable;
use crate::orders::delivery::Kind;
use crate::orders::delivery::State;
use chrono::NaiveDate;
use diesel::prelude::*;
use std::collections::BTreeMap;
use tenon_db::Conn;
use tenon_db::Quantity;
use tenon_db::exact_sum;
use tenon_schema::customer_invoice;
use tenon_schema::customer_invoice_line;
use tenon_schema::delivery;

/// Most invoice lines of one order.
const LINES_MAX: i64 = 10_000;

/// The day the last goods of an order left; none has when nothing was shipped.
pub fn last_shipped(conn: &mut Conn, order: SalesOrderId) -> Result<Option<NaiveDate>> {
    let row = delivery::table
        .filter(delivery::sales_order_id.eq(order))
        .filter(delivery::kind.eq(Kind::Delivery))
        .filter(delivery::state.eq(State::Shipped))
        .order(delivery::delivery_date.desc())
        .select(delivery::delivery_date)
        .first(conn)
        .optional()?;
    Ok(row)
}

type PostedRow = (
    CustomerInvoiceId,
    CustomerInvoiceLineId,
    Option<SalesOrderLineId>,
    Quantity,
);

/// Posted invoice lines of these order lines, newest first, with what of each is not on a credit note yet.
pub fn creditable(conn: &mut Conn, order: SalesOrderId, lines: &[SalesOrderLineId]) -> Result<Vec<Creditable>> {
    let posted: Vec<PostedRow> = customer_invoice_line::table
        .inner_join(customer_invoice::table)
        .filter(customer_invoice::sales_order_id.eq(order))
        .filter(customer_invoice::kind.eq(InvoiceKind::Invoice))
        .filter(customer_invoice::state.ne(InvoiceState::Draft))
        .filter(customer_invoice_line::sales_order_line_id.eq_any(lines.iter().copied().map(Some).collect::<Vec<_>>()))
        .order((customer_invoice::id.desc(), customer_invoice_line::position.asc()))
        .limit(LINES_MAX)
        .select((
            customer_invoice::id,
            customer_invoice_line::id,
            customer_invoice_line::sales_order_line_id,
            customer_invoice_line::base_quantity,
        ))
        .load(conn)?;
    let ids: Vec<Option<CustomerInvoiceLineId>> = posted.iter().map(|row| Some(row.1)).collect();
    let credited: Vec<(Option<CustomerInvoiceLineId>, Option<Quantity>)> = customer_invoice_line::table
        .filter(customer_invoice_line::credits_line_id.eq_any(ids))
        .group_by(customer_invoice_line::credits_line_id)
        .limit(LINES_MAX)
        .select((
            customer_invoice_line::credits_line_id,
            exact_sum(customer_invoice_line::base_quantity),
        ))
        .load(conn)?;
    let credited: BTreeMap<CustomerInvoiceLineId, Quantity> = credited
        .into_iter()
        .filter_map(|(line, quantity)| Some((line?, quantity?)))
        .collect();
    let left = |(invoice, line, order_line, quantity): PostedRow| {
        Some(Creditable {
            invoice,
            line,
            order_line: order_line?,
            left: quantity - credited.get(&line).copied().unwrap_or_default(),
        })
    };
    Ok(posted.into_iter().filter_map(left).collect())
}
