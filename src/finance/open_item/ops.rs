//! Keeps on invoices and payments what their open items say: how much is open, what is due next, whether all is settled.
use crate::ids::CustomerInvoiceId;
use crate::ids::OpenItemId;
use crate::ids::PaymentId;
use crate::ids::Subject;
use crate::kernel::error::Result;
use crate::kernel::tx::Tx;
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use diesel::sql_types::Date;
use diesel::sql_types::Text;
use tenon_schema::customer_invoice;
use tenon_schema::open_item;
use tenon_schema::payment;

const INVOICE_OPEN: &str = "COALESCE((SELECT CAST(ABS(SUM(o.open_amount)) AS BIGINT) FROM open_item o \
     WHERE o.origin_kind = 'customer-invoice' AND o.origin_id = customer_invoice.id), 0)";
const INVOICE_DUE: &str = "COALESCE((SELECT MIN(o.due_date) FROM open_item o \
     WHERE o.origin_kind = 'customer-invoice' AND o.origin_id = customer_invoice.id AND o.open_amount <> 0), due_date)";
const INVOICE_STATE: &str = "CASE WHEN EXISTS (SELECT 1 FROM open_item o \
     WHERE o.origin_kind = 'customer-invoice' AND o.origin_id = customer_invoice.id AND o.open_amount <> 0) \
     THEN 'posted' ELSE 'paid' END";
const PAYMENT_OPEN: &str = "COALESCE((SELECT CAST(ABS(SUM(o.open_amount)) AS BIGINT) FROM open_item o \
     WHERE o.origin_kind = 'payment' AND o.origin_id = payment.id), 0)";

/// After items were allocated or opened again: the invoices among their documents, in one statement.
pub fn refresh_invoices(tx: &mut Tx<'_>, items: &[OpenItemId]) -> Result<()> {
    let kind = Subject::CustomerInvoice(CustomerInvoiceId::from(0)).code();
    let documents = open_item::table
        .filter(open_item::id.eq_any(items.to_vec()))
        .filter(open_item::origin_kind.eq(kind))
        .select(open_item::origin_id);
    diesel::update(customer_invoice::table.filter(customer_invoice::id.eq_any(documents)))
        .set((
            customer_invoice::open_amount.eq(sql::<BigInt>(INVOICE_OPEN)),
            customer_invoice::due_date.eq(sql::<Date>(INVOICE_DUE)),
            customer_invoice::state.eq(sql::<Text>(INVOICE_STATE)),
        ))
        .execute(tx.conn)?;
    Ok(())
}

/// The same for payments.
pub fn refresh_payments(tx: &mut Tx<'_>, items: &[OpenItemId]) -> Result<()> {
    let kind = Subject::Payment(PaymentId::from(0)).code();
    let documents = open_item::table
        .filter(open_item::id.eq_any(items.to_vec()))
        .filter(open_item::origin_kind.eq(kind))
        .select(open_item::origin_id);
    diesel::update(payment::table.filter(payment::id.eq_any(documents)))
        .set(payment::open_amount.eq(sql::<BigInt>(PAYMENT_OPEN)))
        .execute(tx.conn)?;
    Ok(())
}
