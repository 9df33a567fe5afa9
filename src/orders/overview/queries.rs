//! Figures of the overview, within what the reader may see of one company.
use crate::ids::PartyId;
use crate::kernel::actor::Reach;
use crate::kernel::error::Result;
use crate::ledger::currency::worth::Worth;
use crate::orders::sales_order::SalesOrder;
use crate::orders::sales_order::State;
use crate::within;
use chrono::NaiveDate;
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::Bool;
use tenon_db::Conn;
use tenon_db::Money;
use tenon_db::Sql;
use tenon_db::exact_sum;
use tenon_schema::sales_order;

/// Most rows of one figure.
const ROWS_MAX: i64 = 5_000;

/// Net of confirmed and finished orders by day and currency.
pub fn intake(
    conn: &mut Conn,
    reach: &Reach,
    from: NaiveDate,
    to: NaiveDate,
) -> Result<Vec<(NaiveDate, String, Money)>> {
    let query = sales_order::table
        .filter(sales_order::state.eq_any([State::Confirmed, State::Done]))
        .filter(sales_order::order_date.ge(from))
        .filter(sales_order::order_date.le(to))
        .group_by((sales_order::order_date, sales_order::currency))
        .select((
            sales_order::order_date,
            sales_order::currency,
            exact_sum(sales_order::net_amount),
        ))
        .limit(ROWS_MAX)
        .into_boxed::<Sql>();
    let rows: Vec<(NaiveDate, String, Option<Money>)> = within!(query, reach, sales_order).load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(day, currency, amount)| (day, currency, amount.unwrap_or_default()))
        .collect())
}

/// How many orders, and amounts by currency.
#[derive(Debug, Clone, Default)]
pub struct Figure {
    pub count: i64,
    pub amounts: Vec<(String, Money)>,
    /// The earliest promise among them.
    pub oldest: Option<NaiveDate>,
}

type FigureRow = (String, i64, Option<Money>, Option<NaiveDate>);

fn figure(rows: Vec<FigureRow>) -> Figure {
    Figure {
        count: rows.iter().map(|row| row.1).sum(),
        oldest: rows.iter().filter_map(|row| row.3).min(),
        amounts: rows
            .into_iter()
            .map(|(currency, _, amount, _)| (currency, amount.unwrap_or_default()))
            .collect(),
    }
}

macro_rules! figure_of {
    ($conn:ident, $reach:ident, $amount:expr, $($filter:expr),+ $(,)?) => {{
        let query = sales_order::table
            $(.filter($filter))+
            .group_by(sales_order::currency)
            .select((
                sales_order::currency,
                diesel::dsl::count_star(),
                exact_sum($amount),
                diesel::dsl::min(sales_order::requested_date),
            ))
            .into_boxed::<Sql>();
        Ok(figure(within!(query, $reach, sales_order).load($conn)?))
    }};
}

/// Held orders with their totals.
pub fn held(conn: &mut Conn, reach: &Reach) -> Result<Figure> {
    figure_of!(
        conn,
        reach,
        sales_order::total_amount,
        sales_order::state.eq(State::Held)
    )
}

/// Confirmed orders with net value still to deliver.
pub fn backlog(conn: &mut Conn, reach: &Reach) -> Result<Figure> {
    figure_of!(
        conn,
        reach,
        sales_order::undelivered_amount,
        sql::<Bool>("sales_order.undelivered_amount <> 0"),
        sales_order::state.eq(State::Confirmed),
    )
}

/// The part of the backlog that was promised for a day before this one.
pub fn late(conn: &mut Conn, reach: &Reach, today: NaiveDate) -> Result<Figure> {
    figure_of!(
        conn,
        reach,
        sales_order::undelivered_amount,
        sql::<Bool>("sales_order.undelivered_amount <> 0"),
        sales_order::state.eq(State::Confirmed),
        sales_order::requested_date.lt(today),
    )
}

/// Orders with goods delivered and not yet invoiced.
pub fn billable(conn: &mut Conn, reach: &Reach) -> Result<Figure> {
    figure_of!(
        conn,
        reach,
        sales_order::billable_amount,
        sql::<Bool>("sales_order.billable_amount <> 0"),
    )
}

/// The latest of the late orders.
pub fn late_orders(conn: &mut Conn, reach: &Reach, today: NaiveDate, limit: i64) -> Result<Vec<SalesOrder>> {
    let query = sales_order::table
        .filter(sql::<Bool>("sales_order.undelivered_amount <> 0"))
        .filter(sales_order::state.eq(State::Confirmed))
        .filter(sales_order::requested_date.lt(today))
        .select(SalesOrder::as_select())
        .order((sales_order::requested_date.asc(), sales_order::id.asc()))
        .limit(limit)
        .into_boxed::<Sql>();
    Ok(within!(query, reach, sales_order).load(conn)?)
}

/// The customers with most order value from one day to another, with what they ordered in each currency. Which are first is
/// decided by what the currencies are worth.
pub fn top_customers(
    conn: &mut Conn,
    reach: &Reach,
    (from, to): (NaiveDate, NaiveDate),
    worth: &Worth,
    limit: i64,
) -> Result<Vec<(PartyId, String, String, Money)>> {
    let all = sales_order::table
        .filter(sales_order::state.eq_any([State::Confirmed, State::Done]))
        .filter(sales_order::order_date.ge(from))
        .filter(sales_order::order_date.le(to));
    let first = all
        .clone()
        .group_by(sales_order::party_id)
        .select(sales_order::party_id)
        .order(worth.sum(sales_order::net_amount, sales_order::currency).desc())
        .limit(limit)
        .into_boxed::<Sql>();
    let first: Vec<PartyId> = within!(first, reach, sales_order).load(conn)?;
    let rows = all
        .filter(sales_order::party_id.eq_any(first))
        .group_by((sales_order::party_id, sales_order::currency))
        .select((
            sales_order::party_id,
            diesel::dsl::max(sales_order::party_name),
            sales_order::currency,
            exact_sum(sales_order::net_amount),
        ))
        .limit(ROWS_MAX)
        .into_boxed::<Sql>();
    let rows: Vec<(PartyId, Option<String>, String, Option<Money>)> = within!(rows, reach, sales_order).load(conn)?;
    let row = |(party, name, currency, amount): (PartyId, Option<String>, String, Option<Money>)| {
        (party, name.unwrap_or_default(), currency, amount.unwrap_or_default())
    };
    Ok(rows.into_iter().map(row).collect())
}
