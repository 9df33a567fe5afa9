//! Figures of quotations: for menu, overview and the customer's page.
use crate::kernel::actor::Reach;
use crate::kernel::error::Result;
use crate::orders::sales_order::State as OrderState;
use crate::sales::quotation::Quotation;
use crate::sales::quotation::State;
use crate::within;
use chrono::NaiveDate;
use diesel::prelude::*;
use std::collections::BTreeMap;
use tenon_db::Conn;
use tenon_db::Money;
use tenon_db::Sql;
use tenon_db::exact_sum;
use tenon_schema::quotation;
use tenon_schema::sales_order;

/// Most customers that are looked at for those who buy most; the rest bought least.
const BUYERS_MAX: i64 = 20_000;

/// How many and how much, in one currency and state.
#[derive(Debug, Clone)]
pub struct Sum {
    pub currency: String,
    pub state: State,
    pub count: i64,
    pub net: Money,
}

/// One day's quotations in one currency and state.
#[derive(Debug, Clone)]
pub struct Day {
    pub date: NaiveDate,
    pub sum: Sum,
}

/// A customer's orders in one currency.
#[derive(Debug, Clone)]
pub struct Bought {
    pub party: i64,
    pub name: String,
    pub currency: String,
    pub count: i64,
    pub net: Money,
}

/// Adds quotations up by currency and state.
macro_rules! sums {
    ($conn:expr, $reach:expr, $rows:expr) => {{
        let query = $rows
            .group_by((quotation::currency, quotation::state))
            .select((
                quotation::currency,
                quotation::state,
                diesel::dsl::count_star(),
                exact_sum(quotation::net_amount),
            ))
            .into_boxed::<Sql>();
        let rows: Vec<(String, State, i64, Option<Money>)> =
            within!(query, $reach, quotation).limit(500).load($conn)?;
        rows.into_iter().map(sum).collect()
    }};
}

/// Drafts and those with the customer.
pub fn open(conn: &mut Conn, reach: &Reach) -> Result<Vec<Sum>> {
    let open = quotation::table.filter(quotation::state.eq_any([State::Draft, State::Sent]));
    Ok(sums!(conn, reach, open))
}

fn sum((currency, state, count, net): (String, State, i64, Option<Money>)) -> Sum {
    Sum {
        currency,
        state,
        count,
        net: net.unwrap_or_default(),
    }
}

/// With the customer and over by that day.
pub fn sent_until(conn: &mut Conn, reach: &Reach, until: NaiveDate) -> Result<Vec<Sum>> {
    let sent = quotation::table.filter(quotation::state.eq(State::Sent));
    Ok(sums!(conn, reach, sent.filter(quotation::valid_until.le(until))))
}

/// Quotations of a stretch of days, by day, currency and state. A year of one company has at most some thousand rows.
pub fn days(conn: &mut Conn, reach: &Reach, (first, last): (NaiveDate, NaiveDate)) -> Result<Vec<Day>> {
    let query = quotation::table
        .filter(quotation::quotation_date.between(first, last))
        .group_by((quotation::quotation_date, quotation::currency, quotation::state))
        .select((
            quotation::quotation_date,
            quotation::currency,
            quotation::state,
            diesel::dsl::count_star(),
            exact_sum(quotation::net_amount),
        ))
        .into_boxed::<Sql>();
    type Row = (NaiveDate, String, State, i64, Option<Money>);
    let rows: Vec<Row> = within!(query, reach, quotation).limit(20_000).load(conn)?;
    let day = |(date, currency, state, count, net): Row| Day {
        date,
        sum: sum((currency, state, count, net)),
    };
    Ok(rows.into_iter().map(day).collect())
}

/// What customers ordered since a day: of each currency the largest so many.
pub fn bought(conn: &mut Conn, reach: &Reach, since: NaiveDate, limit: usize) -> Result<Vec<Bought>> {
    let query = sales_order::table
        .filter(sales_order::order_date.ge(since))
        .filter(sales_order::state.eq_any([OrderState::Confirmed, OrderState::Done]))
        .group_by((sales_order::party_id, sales_order::party_name, sales_order::currency))
        .select((
            sales_order::party_id,
            sales_order::party_name,
            sales_order::currency,
            diesel::dsl::count_star(),
            exact_sum(sales_order::net_amount),
        ))
        .order(exact_sum(sales_order::net_amount).desc())
        .into_boxed::<Sql>();
    type Row = (i64, String, String, i64, Option<Money>);
    let rows: Vec<Row> = within!(query, reach, sales_order).limit(BUYERS_MAX).load(conn)?;
    let mut taken: BTreeMap<String, usize> = BTreeMap::new();
    let mut all = Vec::new();
    for (party, name, currency, count, net) in rows {
        let taken = taken.entry(currency.clone()).or_default();
        if *taken < limit {
            *taken += 1;
            all.push(Bought {
                party,
                name,
                currency,
                count,
                net: net.unwrap_or_default(),
            });
        }
    }
    Ok(all)
}

/// The newest quotations of a customer.
pub fn of_party(conn: &mut Conn, reach: &Reach, party: i64, limit: i64) -> Result<Vec<Quotation>> {
    let query = quotation::table
        .filter(quotation::party_id.eq(party))
        .order((quotation::quotation_date.desc(), quotation::id.desc()))
        .select(Quotation::as_select())
        .into_boxed::<Sql>();
    Ok(within!(query, reach, quotation).limit(limit).load(conn)?)
}
