//! Reads of payments.
use crate::finance::payment::Payment;
use crate::ids::PaymentId;
use crate::kernel::error::Result;
use crate::kernel::error::found;
use diesel::prelude::*;
use tenon_db::Conn;
use tenon_schema::payment;

pub fn get(conn: &mut Conn, id: PaymentId) -> Result<Payment> {
    let row = payment::table.find(id).select(Payment::as_select()).first(conn);
    found(row, "payment")
}
