//! What the records a quotation names are called.
use crate::kernel::error::Result;
use crate::sales::quotation::Quotation;
use diesel::prelude::*;
use tenon_db::Conn;
use tenon_schema::app_user;
use tenon_schema::carrier;
use tenon_schema::company;
use tenon_schema::contact;
use tenon_schema::payment_term;
use tenon_schema::price_list;
use tenon_schema::tax_position;
use tenon_schema::warehouse;

/// Empty where the quotation names nothing.
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
}

/// The name of a record that may not be named.
macro_rules! named {
    ($conn:ident, $id:expr, $table:ident) => {
        match $id {
            Some(id) => $table::table
                .find(id)
                .select($table::name)
                .first($conn)
                .optional()?
                .unwrap_or_default(),
            None => String::new(),
        }
    };
}

pub fn of(conn: &mut Conn, row: &Quotation) -> Result<Names> {
    Ok(Names {
        company: named!(conn, Some(row.company_id), company),
        warehouse: named!(conn, Some(row.warehouse_id), warehouse),
        owner: named!(conn, Some(row.owner_id), app_user),
        payment_term: named!(conn, row.payment_term_id, payment_term),
        carrier: named!(conn, row.carrier_id, carrier),
        contact: named!(conn, row.contact_id, contact),
        price_list: named!(conn, row.price_list_id, price_list),
        tax_position: named!(conn, row.tax_position_id, tax_position),
    })
}
