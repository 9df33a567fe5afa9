//! How invoices stand in the chain of documents.
use crate::finance::invoice::Invoice;
use crate::ids::CustomerInvoiceId;
use crate::kernel::chain::Summary;
use crate::kernel::error::Result;
use diesel::prelude::*;
use tenon_db::Conn;
use tenon_schema::customer_invoice;

pub fn describe(conn: &mut Conn, ids: &[i64]) -> Result<Vec<Summary>> {
    let ids: Vec<CustomerInvoiceId> = ids.iter().copied().map(CustomerInvoiceId::from).collect();
    let rows: Vec<Invoice> = customer_invoice::table
        .filter(customer_invoice::id.eq_any(ids))
        .limit(100)
        .select(Invoice::as_select())
        .load(conn)?;
    let summary = |row: Invoice| Summary {
        subject: row.id.into(),
        label: row.kind.message_key(),
        company: row.company_id,
        owner: Some(row.owner_id),
        team: row.team_id,
        date: row.invoice_date,
        state: row.state.look(),
        total: Some((row.kind.signed(row.total_amount), row.currency.clone())),
        number: row.number,
    };
    Ok(rows.into_iter().map(summary).collect())
}
