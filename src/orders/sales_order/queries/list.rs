//! Lists of sales orders: one page by key, and count and sums of all that match.
use crate::ids::PartyId;
use crate::ids::ProductId;
use crate::ids::SalesOrderId;
use crate::kernel::actor::Reach;
use crate::kernel::error::Result;
use crate::kernel::list::ListQuery;
use crate::kernel::list::Sums;
use crate::kernel::list::query::contains;
use crate::kernel::search_text;
use crate::kernel::value::Value;
use crate::orders::sales_order::SalesOrder;
use crate::orders::sales_order::State;
use crate::sort_page;
use crate::within;
use chrono::NaiveDate;
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::Bool;
use std::collections::BTreeSet;
use tenon_db::Conn;
use tenon_db::Money;
use tenon_db::Quantity;
use tenon_db::Sql;
use tenon_db::exact_sum;
use tenon_schema::app_user;
use tenon_schema::company;
use tenon_schema::party;
use tenon_schema::sales_order;
use tenon_schema::sales_order_line;
use tenon_schema::sales_order_line_progress;
use tenon_schema::search_token;

/// An order as a list shows it.
pub struct OrderRow {
    pub order: SalesOrder,
    pub owner_name: String,
    pub company_code: String,
    /// The company's own.
    pub base: String,
    pub today: NaiveDate,
}

/// Most hits of a search that a list is narrowed to.
const HITS_MAX: i64 = 500;

/// What a search of a list finds: orders by number or reference, and customers by name; both by index.
struct Found {
    orders: Vec<i64>,
    parties: Vec<PartyId>,
}

fn found(conn: &mut Conn, list: &ListQuery) -> Result<Option<Found>> {
    let text = search_text::fold(&list.search);
    let token = text.trim();
    if token.is_empty() {
        return Ok(None);
    }
    let orders = search_token::table
        .filter(search_token::token.eq(token))
        .filter(search_token::subject_kind.eq("sales-order"))
        .limit(HITS_MAX)
        .select(search_token::subject_id)
        .load(conn)?;
    let parties = party::table
        .filter(party::search_text.like(contains(token)).escape('\\'))
        .limit(HITS_MAX)
        .select(party::id)
        .load(conn)?;
    Ok(Some(Found { orders, parties }))
}

macro_rules! searched {
    ($query:expr, $found:expr) => {
        match $found {
            None => $query,
            Some(Found { orders, parties }) => $query.filter(
                sales_order::id
                    .eq_any(orders.clone())
                    .or(sales_order::party_id.eq_any(parties.clone())),
            ),
        }
    };
}

/// The condition of the index over what is not finished, word for word.
const IS_OPEN: &str = "sales_order.state IN ('draft', 'held', 'confirmed')";

/// Whether exactly the states of [`IS_OPEN`] are asked for.
fn is_all_open(states: &[String]) -> bool {
    let open = [State::Draft, State::Held, State::Confirmed].map(State::code);
    let asked: BTreeSet<&str> = states.iter().map(String::as_str).collect();
    asked == BTreeSet::from(open)
}

macro_rules! matching {
    ($query:expr, $reach:expr, $list:expr, $found:expr) => {{
        let list: &ListQuery = $list;
        let mut query = searched!(within!($query, $reach, sales_order), $found);
        if let Some(states) = list.choice("state") {
            query = if is_all_open(&states) {
                query.filter(sql::<Bool>(IS_OPEN))
            } else {
                query.filter(sales_order::state.eq_any(states))
            };
        }
        if let Some(party) = list.id("customer") {
            query = query.filter(sales_order::party_id.eq(party));
        }
        if let Some(owner) = list.id("owner") {
            query = query.filter(sales_order::owner_id.eq(owner));
        }
        if let Some(from) = list.from_date("date") {
            query = query.filter(sales_order::order_date.ge(from));
        }
        if let Some(to) = list.to_date("date") {
            query = query.filter(sales_order::order_date.le(to));
        }
        if let Some(from) = list.from_date("requested") {
            query = query.filter(sales_order::requested_date.ge(from));
        }
        if let Some(to) = list.to_date("requested") {
            query = query.filter(sales_order::requested_date.le(to));
        }
        if let Some(late) = list.flag("late") {
            query = query.filter(sales_order::state.eq(State::Confirmed));
            query = if late {
                query
                    .filter(sql::<Bool>("sales_order.undelivered_amount <> 0"))
                    .filter(sales_order::requested_date.lt(list.today))
            } else {
                query.filter(
                    sales_order::requested_date
                        .ge(list.today)
                        .or(sales_order::undelivered_amount.eq(Money::ZERO)),
                )
            };
        }
        if let Some(billable) = list.flag("billable") {
            query = if billable {
                query.filter(sql::<Bool>("sales_order.billable_amount <> 0"))
            } else {
                query.filter(sales_order::billable_amount.eq(Money::ZERO))
            };
        }
        query
    }};
}

pub fn page(conn: &mut Conn, reach: &Reach, list: &ListQuery) -> Result<Vec<OrderRow>> {
    let found = found(conn, list)?;
    let query = sales_order::table
        .left_join(company::table)
        .left_join(app_user::table.on(app_user::id.eq(sales_order::owner_id)))
        .select((
            SalesOrder::as_select(),
            app_user::name.assume_not_null(),
            company::code.assume_not_null(),
            company::currency.assume_not_null(),
        ))
        .into_boxed::<Sql>();
    let query = matching!(query, reach, list, &found);
    let query = sort_page!(query, list, sales_order::id, {
        "number" => sales_order::number, String;
        "customer" => sales_order::party_name, String;
        "date" => sales_order::order_date, NaiveDate;
        "requested" => sales_order::requested_date, NaiveDate;
        "total" => sales_order::total_amount, Money;
    });
    let rows: Vec<(SalesOrder, String, String, String)> = query.load(conn)?;
    let row = |(order, owner_name, company_code, base)| OrderRow {
        order,
        owner_name,
        company_code,
        base,
        today: list.today,
    };
    Ok(rows.into_iter().map(row).collect())
}

type Sum = Option<Money>;
type SumRow = (String, i64, Sum, Sum, Sum, Sum, Sum);

/// Count and sums of all matches, by currency.
pub fn sums(conn: &mut Conn, reach: &Reach, list: &ListQuery) -> Result<Sums> {
    let found = found(conn, list)?;
    let query = sales_order::table
        .group_by(sales_order::currency)
        .select((
            sales_order::currency,
            diesel::dsl::count_star(),
            exact_sum(sales_order::net_amount),
            exact_sum(sales_order::total_amount),
            exact_sum(sales_order::undelivered_amount),
            exact_sum(sales_order::margin_amount),
            exact_sum(sales_order::billable_amount),
        ))
        .into_boxed::<Sql>();
    let rows: Vec<SumRow> = matching!(query, reach, list, &found).load(conn)?;
    let column = |value: fn(&SumRow) -> Option<Money>| -> Value {
        let parts: Vec<(Money, &str)> = rows
            .iter()
            .map(|row| (value(row).unwrap_or_default(), row.0.as_str()))
            .collect();
        in_currencies(&parts)
    };
    Ok(Sums {
        count: rows.iter().map(|row| row.1).sum(),
        sums: vec![
            ("net", column(|row| row.2)),
            ("total", column(|row| row.3)),
            ("undelivered", column(|row| row.4)),
            ("margin", column(|row| row.5)),
            ("billable", column(|row| row.6)),
        ],
    })
}

/// A sum where all is in one currency; else one for each, written out.
pub fn in_currencies(parts: &[(Money, &str)]) -> Value {
    match parts {
        [] => Value::Empty,
        [(amount, currency)] => Value::Money(*amount, (*currency).to_owned()),
        several => {
            let texts: Vec<String> = several
                .iter()
                .map(|(amount, code)| format!("{amount} {code}"))
                .collect();
            Value::Text(texts.join(" + "))
        }
    }
}

/// Open orders a reader may see: what the menu counts.
pub fn count(conn: &mut Conn, reach: &Reach, states: &[State]) -> Result<i64> {
    let query = sales_order::table
        .filter(sales_order::state.eq_any(states.to_vec()))
        .count()
        .into_boxed::<Sql>();
    Ok(within!(query, reach, sales_order).get_result(conn)?)
}

/// The newest orders of a customer, for his page.
pub fn of_party(conn: &mut Conn, reach: &Reach, party: i64, limit: i64) -> Result<Vec<SalesOrder>> {
    let query = sales_order::table
        .filter(sales_order::party_id.eq(party))
        .select(SalesOrder::as_select())
        .into_boxed::<Sql>();
    let query = within!(query, reach, sales_order);
    Ok(query
        .order((sales_order::order_date.desc(), sales_order::id.desc()))
        .limit(limit)
        .load(conn)?)
}

/// Ids of some orders, for the chain of documents.
pub fn many(conn: &mut Conn, ids: &[i64]) -> Result<Vec<SalesOrder>> {
    let ids: Vec<SalesOrderId> = ids.iter().copied().map(SalesOrderId::from).collect();
    let rows = sales_order::table
        .filter(sales_order::id.eq_any(ids))
        .limit(500)
        .select(SalesOrder::as_select())
        .load(conn)?;
    Ok(rows)
}

/// Confirmed orders that still wait for a product, the earliest promise first, with the base quantity of each line.
pub fn open_of_product(
    conn: &mut Conn,
    reach: &Reach,
    product: ProductId,
    limit: i64,
) -> Result<Vec<(SalesOrder, Quantity)>> {
    let query = sales_order_line::table
        .inner_join(sales_order::table)
        .inner_join(sales_order_line_progress::table)
        .filter(sales_order_line::product_id.eq(product))
        .filter(sales_order::state.eq(State::Confirmed))
        .filter(sales_order_line_progress::delivered.lt(sales_order_line::base_quantity))
        .select((
            SalesOrder::as_select(),
            sales_order_line::base_quantity,
            sales_order_line_progress::delivered,
        ))
        .order((sales_order_line::requested_date.asc(), sales_order_line::id.asc()))
        .limit(limit)
        .into_boxed::<Sql>();
    let rows: Vec<(SalesOrder, Quantity, Quantity)> = within!(query, reach, sales_order).load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(order, ordered, delivered)| (order, ordered - delivered))
        .collect())
}
