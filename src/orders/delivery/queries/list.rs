//! Lists of deliveries and of returns: the same rows, one way and the other.
use crate::ids::DeliveryId;
use crate::ids::PartyId;
use crate::kernel::actor::Reach;
use crate::kernel::error::Result;
use crate::kernel::list::ListQuery;
use crate::kernel::list::Sums;
use crate::kernel::list::query::contains;
use crate::kernel::search_text;
use crate::orders::delivery::Delivery;
use crate::orders::delivery::Kind;
use crate::sort_page;
use crate::within;
use chrono::NaiveDate;
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::Bool;
use std::collections::BTreeMap;
use tenon_db::Conn;
use tenon_db::Sql;
use tenon_schema::company;
use tenon_schema::delivery;
use tenon_schema::party;
use tenon_schema::sales_order;
use tenon_schema::search_token;
use tenon_schema::warehouse;

/// A delivery or return as a list shows it.
pub struct DeliveryRow {
    pub delivery: Delivery,
    pub order_number: String,
    pub warehouse_code: String,
    pub company_code: String,
}

const HITS_MAX: i64 = 500;

struct Found {
    deliveries: Vec<i64>,
    parties: Vec<PartyId>,
}

/// By number or tracking number, and customers by name; both by index.
fn found(conn: &mut Conn, list: &ListQuery, kind: Kind) -> Result<Option<Found>> {
    let text = search_text::fold(&list.search);
    let token = text.trim();
    if token.is_empty() {
        return Ok(None);
    }
    let deliveries = search_token::table
        .filter(search_token::token.eq(token))
        .filter(search_token::subject_kind.eq(kind.code()))
        .limit(HITS_MAX)
        .select(search_token::subject_id)
        .load(conn)?;
    let parties = party::table
        .filter(party::search_text.like(contains(token)).escape('\\'))
        .limit(HITS_MAX)
        .select(party::id)
        .load(conn)?;
    Ok(Some(Found { deliveries, parties }))
}

macro_rules! matching {
    ($query:expr, $reach:expr, $list:expr, $kind:expr, $found:expr) => {{
        let list: &ListQuery = $list;
        let mut query = within!($query, $reach, delivery, sales_order).filter(delivery::kind.eq($kind));
        if let Some(Found { deliveries, parties }) = $found {
            query = query.filter(
                delivery::id
                    .eq_any(deliveries.clone())
                    .or(delivery::party_id.eq_any(parties.clone())),
            );
        }
        if let Some(states) = list.choice("state") {
            query = query.filter(delivery::state.eq_any(states));
        }
        if let Some(party) = list.id("customer") {
            query = query.filter(delivery::party_id.eq(party));
        }
        if let Some(from) = list.from_date("date") {
            query = query.filter(delivery::delivery_date.ge(from));
        }
        if let Some(to) = list.to_date("date") {
            query = query.filter(delivery::delivery_date.le(to));
        }
        query
    }};
}

fn page(conn: &mut Conn, reach: &Reach, list: &ListQuery, kind: Kind) -> Result<Vec<DeliveryRow>> {
    let found = found(conn, list, kind)?;
    let query = delivery::table
        .left_join(sales_order::table)
        .select((Delivery::as_select(), sales_order::number.assume_not_null()))
        .into_boxed::<Sql>();
    let query = matching!(query, reach, list, kind, &found);
    let query = sort_page!(query, list, delivery::id, {
        "number" => delivery::number, String;
        "date" => delivery::delivery_date, NaiveDate;
    });
    let rows: Vec<(Delivery, String)> = query.load(conn)?;
    let places = places(conn, &rows)?;
    let row = |(delivery, order_number): (Delivery, String)| {
        let place = places.get(&delivery.warehouse_id.raw()).cloned().unwrap_or_default();
        DeliveryRow {
            delivery,
            order_number,
            warehouse_code: place.0,
            company_code: place.1,
        }
    };
    Ok(rows.into_iter().map(row).collect())
}

/// Codes of the warehouses and their companies.
fn places(conn: &mut Conn, rows: &[(Delivery, String)]) -> Result<BTreeMap<i64, (String, String)>> {
    let ids: Vec<_> = rows.iter().map(|(delivery, _)| delivery.warehouse_id).collect();
    let rows: Vec<(i64, String, String)> = warehouse::table
        .inner_join(company::table)
        .filter(warehouse::id.eq_any(ids))
        .limit(HITS_MAX)
        .select((warehouse::id, warehouse::code, company::code))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(id, code, company)| (id, (code, company)))
        .collect())
}

fn sums(conn: &mut Conn, reach: &Reach, list: &ListQuery, kind: Kind) -> Result<Sums> {
    let found = found(conn, list, kind)?;
    let query = delivery::table
        .inner_join(sales_order::table)
        .count()
        .into_boxed::<Sql>();
    Ok(Sums {
        count: matching!(query, reach, list, kind, &found).get_result(conn)?,
        sums: Vec::new(),
    })
}

pub fn deliveries(conn: &mut Conn, reach: &Reach, list: &ListQuery) -> Result<Vec<DeliveryRow>> {
    page(conn, reach, list, Kind::Delivery)
}

pub fn delivery_sums(conn: &mut Conn, reach: &Reach, list: &ListQuery) -> Result<Sums> {
    sums(conn, reach, list, Kind::Delivery)
}

pub fn returns(conn: &mut Conn, reach: &Reach, list: &ListQuery) -> Result<Vec<DeliveryRow>> {
    page(conn, reach, list, Kind::Return)
}

pub fn return_sums(conn: &mut Conn, reach: &Reach, list: &ListQuery) -> Result<Sums> {
    sums(conn, reach, list, Kind::Return)
}

/// Drafts of a kind: what waits to be shipped or received.
pub fn drafts(conn: &mut Conn, reach: &Reach, kind: Kind) -> Result<i64> {
    let query = delivery::table
        .inner_join(sales_order::table)
        .filter(delivery::kind.eq(kind))
        .filter(sql::<Bool>("delivery.state = 'draft'"))
        .count()
        .into_boxed::<Sql>();
    Ok(within!(query, reach, delivery, sales_order).get_result(conn)?)
}

/// Some deliveries or returns with the teams of their orders, for the chain of documents.
pub fn many(conn: &mut Conn, ids: &[i64], kind: Kind) -> Result<Vec<(Delivery, Option<crate::ids::TeamId>)>> {
    let ids: Vec<DeliveryId> = ids.iter().copied().map(DeliveryId::from).collect();
    let rows = delivery::table
        .inner_join(sales_order::table)
        .filter(delivery::id.eq_any(ids))
        .filter(delivery::kind.eq(kind))
        .limit(HITS_MAX)
        .select((Delivery::as_select(), sales_order::team_id))
        .load(conn)?;
    Ok(rows)
}
