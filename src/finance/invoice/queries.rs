//! Reads of invoices.
use crate::finance::invoice::Invoice;
use crate::finance::invoice::InvoiceLine;
use crate::finance::invoice::InvoiceTax;
use crate::ids::CustomerInvoiceId;
use crate::kernel::error::Result;
use crate::kernel::error::found;
use diesel::prelude::*;
use tenon_db::Conn;
use tenon_schema::customer_invoice;
use tenon_schema::customer_invoice_line;
use tenon_schema::customer_invoice_tax;

/// Most lines of one invoice.
pub const LINES_MAX: i64 = 2_000;

pub fn get(conn: &mut Conn, id: CustomerInvoiceId) -> Result<Invoice> {
    let row = customer_invoice::table
        .find(id)
        .select(Invoice::as_select())
        .first(conn);
    found(row, "customer-invoice")
}

/// The lines in their order.
pub fn lines(conn: &mut Conn, id: CustomerInvoiceId) -> Result<Vec<InvoiceLine>> {
    let rows = customer_invoice_line::table
        .filter(customer_invoice_line::customer_invoice_id.eq(id))
        .order(customer_invoice_line::position.asc())
        .limit(LINES_MAX)
        .select(InvoiceLine::as_select())
        .load(conn)?;
    Ok(rows)
}

/// The tax of each component, in order.
pub fn taxes(conn: &mut Conn, id: CustomerInvoiceId) -> Result<Vec<InvoiceTax>> {
    let rows = customer_invoice_tax::table
        .filter(customer_invoice_tax::customer_invoice_id.eq(id))
        .order(customer_invoice_tax::position.asc())
        .limit(LINES_MAX)
        .select(InvoiceTax::as_select())
        .load(conn)?;
    Ok(rows)
}
