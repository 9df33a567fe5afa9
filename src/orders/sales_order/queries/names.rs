//! What the records an order names are called, and what of its invoices is paid.
use crate::finance::invoice::InvoiceKind;
use crate::finance::invoice::InvoiceState;
use crate::ids::SalesOrderId;
use crate::kernel::error::Result;
use crate::orders::sales_order::SalesOrder;
use diesel::prelude::*;
use tenon_db::Conn;
use tenon_db::Money;
use tenon_db::exact_sum;
use tenon_schema::app_user;
use tenon_schema::carrier;
use tenon_schema::company;
use tenon_schema::contact;
use tenon_schema::customer_invoice;
use tenon_schema::payment_term;
use tenon_schema::price_list;
use tenon_schema::tax_position;
use tenon_schema::warehouse;

/// Empty where the order names nothing.
#[derive(Debug, Clone, Default)]
pub struct Names {
    pub company: String,
    pub warehouse: String,
    pub owner: String,
    pub payment_term: String,
    pub carrier: String,
    pub contact: String,
    pub price_list: String,
    pub tax_position: String,
    pub confirmed_by: String,
}

/// The name of a record that may not be named.
macro_rules! named {
    ($conn:ident, $id:expr, $table:ident) => {
        match $id {
            Some(id) => $table::table.find(id).select($table::name).first($conn).optional()?,
            None => None,
        }
        .unwrap_or_default()
    };
}

pub fn of(conn: &mut Conn, order: &SalesOrder) -> Result<Names> {
    let (company, warehouse): (String, String) = warehouse::table
        .inner_join(company::table)
        .filter(warehouse::id.eq(order.warehouse_id))
        .select((company::name, warehouse::code))
        .first(conn)?;
    Ok(Names {
        company,
        warehouse,
        owner: named!(conn, Some(order.owner_id), app_user),
        payment_term: named!(conn, order.payment_term_id, payment_term),
        carrier: named!(conn, order.carrier_id, carrier),
        contact: named!(conn, order.contact_id, contact),
        price_list: named!(conn, order.price_list_id, price_list),
        tax_position: named!(conn, order.tax_position_id, tax_position),
        confirmed_by: named!(conn, order.confirmed_by, app_user),
    })
}

/// Total and open amount of the posted invoices of an order, less those of its credit notes: what was credited is not paid.
pub fn billed(conn: &mut Conn, order: SalesOrderId) -> Result<(Money, Money)> {
    type Row = (InvoiceKind, Option<Money>, Option<Money>);
    let rows: Vec<Row> = customer_invoice::table
        .filter(customer_invoice::sales_order_id.eq(order))
        .filter(customer_invoice::state.ne(InvoiceState::Draft))
        .group_by(customer_invoice::kind)
        .select((
            customer_invoice::kind,
            exact_sum(customer_invoice::total_amount),
            exact_sum(customer_invoice::open_amount),
        ))
        .load(conn)?;
    let mut sums = (Money::ZERO, Money::ZERO);
    for (kind, total, open) in rows {
        let (total, open) = (total.unwrap_or_default(), open.unwrap_or_default());
        let (total, open) = match kind {
            InvoiceKind::Invoice => (total, open),
            InvoiceKind::CreditNote => (-total, -open),
        };
        sums = (sums.0 + total, sums.1 + open);
    }
    Ok(sums)
}
