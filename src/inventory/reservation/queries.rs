//! Reads of reservations.
use crate::ids::Subject;
use crate::kernel::error::Result;
use diesel::prelude::*;
use std::collections::BTreeMap;
use tenon_db::Conn;
use tenon_db::Quantity;
use tenon_schema::reservation;

/// Most reservations of one order.
const OF_ORDER_MAX: i64 = 10_000;

/// What is reserved for each line of an order; lines without a reservation are absent.
pub fn reserved_of_lines(conn: &mut Conn, order: Subject) -> Result<BTreeMap<i64, Quantity>> {
    let rows: Vec<(i64, Quantity)> = reservation::table
        .filter(reservation::origin_kind.eq(order.code()))
        .filter(reservation::origin_id.eq(order.raw()))
        .limit(OF_ORDER_MAX)
        .select((reservation::origin_line_id, reservation::quantity))
        .load(conn)?;
    let mut sums: BTreeMap<i64, Quantity> = BTreeMap::new();
    for (line, quantity) in rows {
        *sums.entry(line).or_default() += quantity;
    }
    Ok(sums)
}
