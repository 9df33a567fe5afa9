//! The figures of the overview.
use crate::inventory::location::LocationKind;
use crate::kernel::actor::Reach;
use crate::kernel::error::Result;
use crate::within_companies;
use chrono::NaiveDate;
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use tenon_db::Conn;
use tenon_db::Quantity;
use tenon_db::Sql;
use tenon_schema::location;
use tenon_schema::product;
use tenon_schema::reservation;
use tenon_schema::stock_balance;
use tenon_schema::stock_move;

/// Days times places that a fortnight's moves are counted by.
const PLACES_MAX: i64 = 2_000;

/// How many there are of what the overview names.
#[derive(Debug, Clone, Copy, Default)]
pub struct Counts {
    /// Products of which something is there.
    pub products: i64,
    /// Places below zero.
    pub below_zero: i64,
    /// Products with less than their reorder quantity.
    pub low: i64,
    pub reservations: i64,
    /// Moves on the day.
    pub moves: i64,
}

pub fn counts(conn: &mut Conn, reach: &Reach, day: NaiveDate) -> Result<Counts> {
    let distinct = sql::<BigInt>("COUNT(DISTINCT stock_balance.product_id)");
    let products = within_companies!(
        stock_balance::table.select(distinct).into_boxed::<Sql>(),
        reach,
        stock_balance
    );
    let below = within_companies!(stock_balance::table.count().into_boxed::<Sql>(), reach, stock_balance);
    let held = within_companies!(reservation::table.count().into_boxed::<Sql>(), reach, reservation);
    let moved = within_companies!(stock_move::table.count().into_boxed::<Sql>(), reach, stock_move);
    Ok(Counts {
        products: products
            .filter(stock_balance::on_hand.ne(Quantity::ZERO))
            .get_result(conn)?,
        below_zero: below
            .filter(stock_balance::on_hand.lt(Quantity::ZERO))
            .get_result(conn)?,
        low: low_count(conn, reach)?,
        reservations: held.get_result(conn)?,
        moves: moved.filter(stock_move::move_date.eq(day)).get_result(conn)?,
    })
}

fn low_count(conn: &mut Conn, reach: &Reach) -> Result<i64> {
    let free = stock_balance::table
        .filter(stock_balance::product_id.eq(product::id))
        .filter(stock_balance::company_id.eq_any(reach.companies()))
        .select(sql::<BigInt>(
            "CAST(SUM(stock_balance.on_hand - stock_balance.reserved) AS BIGINT)",
        ));
    let count = product::table
        .filter(product::reorder_quantity.gt(Quantity::ZERO))
        .filter(product::reorder_quantity.nullable().gt(free.single_value()))
        .count()
        .get_result(conn)?;
    Ok(count)
}

/// Moves of a day, by the kind of place they went to.
pub fn moved(
    conn: &mut Conn,
    reach: &Reach,
    (first, last): (NaiveDate, NaiveDate),
) -> Result<Vec<(NaiveDate, LocationKind, i64)>> {
    let query = stock_move::table
        .filter(stock_move::move_date.between(first, last))
        .group_by((stock_move::move_date, stock_move::to_location_id))
        .select((
            stock_move::move_date,
            stock_move::to_location_id,
            diesel::dsl::count_star(),
        ))
        .into_boxed::<Sql>();
    let query = within_companies!(query, reach, stock_move);
    let rows: Vec<(NaiveDate, i64, i64)> = query.limit(PLACES_MAX).load(conn)?;
    let places: BTreeSet<i64> = rows.iter().map(|(_, place, _)| *place).collect();
    let kinds: Vec<(i64, LocationKind)> = location::table
        .filter(location::id.eq_any(places))
        .select((location::id, location::kind))
        .limit(PLACES_MAX)
        .load(conn)?;
    let kinds: BTreeMap<i64, LocationKind> = kinds.into_iter().collect();
    let row = |(day, place, count): (NaiveDate, i64, i64)| Some((day, *kinds.get(&place)?, count));
    Ok(rows.into_iter().filter_map(row).collect())
}
