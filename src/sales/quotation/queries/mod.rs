//! Reads of quotations.
pub mod figures;
pub mod names;

use crate::ids::QuotationId;
use crate::kernel::actor::Actor;
use crate::kernel::actor::Reach;
use crate::kernel::chain::Summary;
use crate::kernel::error::Result;
use crate::kernel::error::found;
use crate::kernel::list::ListQuery;
use crate::kernel::list::Options;
use crate::kernel::list::Sums;
use crate::kernel::value::Value;
use crate::kernel::web::Ctx;
use crate::orders::sales_order;
use crate::permission::Permission;
use crate::sales::quotation::Quotation;
use crate::sales::quotation::QuotationLine;
use crate::sales::quotation::ReadLine;
use crate::sales::quotation::State;
use crate::sales::quotation::look;
use crate::sort_page;
use crate::within;
use chrono::NaiveDate;
use diesel::prelude::*;
use tenon_db::Conn;
use tenon_db::IgnoringCase;
use tenon_db::Money;
use tenon_db::Sql;
use tenon_db::exact_sum;
use tenon_schema::product;
use tenon_schema::quotation;
use tenon_schema::quotation_line;
use tenon_schema::sales_order as order_table;
use tenon_schema::unit;

/// A quotation within a reach; outside of it there is none.
pub fn get_within(conn: &mut Conn, reach: &Reach, id: QuotationId) -> Result<Quotation> {
    let query = quotation::table
        .filter(quotation::id.eq(id))
        .select(Quotation::as_select())
        .into_boxed::<Sql>();
    found(within!(query, reach, quotation).first(conn), "quotation")
}

/// A quotation that the actor may change.
pub fn editable(conn: &mut Conn, actor: &Actor, id: QuotationId) -> Result<Quotation> {
    actor.reached(Permission::QuotationRead, Permission::QuotationEdit, |reach| {
        get_within(conn, reach, id)
    })
}

/// The lines in their order, with product and unit codes.
pub fn lines(conn: &mut Conn, id: QuotationId) -> Result<Vec<ReadLine>> {
    let rows: Vec<(QuotationLine, String, String)> = quotation_line::table
        .inner_join(product::table.on(product::id.eq(quotation_line::product_id)))
        .inner_join(unit::table.on(unit::id.eq(quotation_line::unit_id)))
        .filter(quotation_line::quotation_id.eq(id))
        .order(quotation_line::position.asc())
        .select((QuotationLine::as_select(), product::code, unit::code))
        .limit(2_000)
        .load(conn)?;
    let read = |(line, product_code, unit_code)| ReadLine {
        line,
        product_code,
        unit_code,
    };
    Ok(rows.into_iter().map(read).collect())
}

pub fn count_lines(conn: &mut Conn, id: QuotationId) -> Result<i64> {
    let lines = quotation_line::table.filter(quotation_line::quotation_id.eq(id));
    Ok(lines.count().get_result(conn)?)
}

/// Number of an order made from it that was not called off.
pub fn standing_order(conn: &mut Conn, id: QuotationId) -> Result<Option<String>> {
    let number = order_table::table
        .filter(order_table::quotation_id.eq(id))
        .filter(order_table::state.ne(sales_order::State::Cancelled))
        .select(order_table::number)
        .order(order_table::id.asc())
        .first(conn)
        .optional()?;
    Ok(number)
}

/// Whether any order names it, called off or not.
pub fn has_orders(conn: &mut Conn, id: QuotationId) -> Result<bool> {
    let named = order_table::table.filter(order_table::quotation_id.eq(id));
    Ok(diesel::select(diesel::dsl::exists(named)).get_result(conn)?)
}

/// How quotations stand in the chain of documents.
pub fn describe(conn: &mut Conn, ids: &[i64]) -> Result<Vec<Summary>> {
    let rows: Vec<Quotation> = quotation::table
        .filter(quotation::id.eq_any(ids.to_vec()))
        .select(Quotation::as_select())
        .limit(500)
        .load(conn)?;
    Ok(rows.into_iter().map(summary).collect())
}

fn summary(row: Quotation) -> Summary {
    Summary {
        label: "kind-quotation",
        subject: row.subject(),
        company: row.company_id,
        owner: Some(row.owner_id),
        team: row.team_id,
        number: row.number,
        date: row.quotation_date,
        state: look(row.state),
        total: Some((row.total_amount, row.currency)),
    }
}

/// The filters of the list on a boxed query.
macro_rules! matching {
    ($query:expr, $reach:expr, $list:expr) => {{
        let mut query = within!($query, $reach, quotation);
        if let Some(pattern) = $list.starts_with() {
            let in_name = format!("%{pattern}");
            let number = quotation::number.like_ignoring_case(pattern.clone());
            let name = quotation::party_name.like_ignoring_case(in_name);
            let reference = quotation::customer_reference.like_ignoring_case(pattern);
            query = query.filter(number.or(name).or(reference));
        }
        if let Some(states) = $list.choice("state") {
            query = query.filter(quotation::state.eq_any(states));
        }
        if let Some(party) = $list.id("customer") {
            query = query.filter(quotation::party_id.eq(party));
        }
        if let Some(owner) = $list.id("owner") {
            query = query.filter(quotation::owner_id.eq(owner));
        }
        if let Some(expired) = $list.flag("expired") {
            query = if expired {
                query
                    .filter(quotation::state.eq(State::Sent))
                    .filter(quotation::valid_until.lt($list.today))
            } else {
                query.filter(
                    quotation::state
                        .ne(State::Sent)
                        .or(quotation::valid_until.ge($list.today)),
                )
            };
        }
        if let Some(first) = $list.from_date("date") {
            query = query.filter(quotation::quotation_date.ge(first));
        }
        if let Some(last) = $list.to_date("date") {
            query = query.filter(quotation::quotation_date.le(last));
        }
        if let Some(first) = $list.from_date("valid-until") {
            query = query.filter(quotation::valid_until.ge(first));
        }
        if let Some(last) = $list.to_date("valid-until") {
            query = query.filter(quotation::valid_until.le(last));
        }
        query
    }};
}

/// A row of the list, on the day it is looked at.
pub struct Row {
    pub quotation: Quotation,
    pub today: NaiveDate,
    pub owner_name: String,
    pub company_code: String,
}

pub fn page(conn: &mut Conn, reach: &Reach, list: &ListQuery) -> Result<Vec<Row>> {
    use tenon_schema::app_user;
    use tenon_schema::company;
    let query = matching!(
        quotation::table
            .left_join(app_user::table.on(app_user::id.eq(quotation::owner_id)))
            .left_join(company::table.on(company::id.eq(quotation::company_id)))
            .select((
                Quotation::as_select(),
                app_user::name.assume_not_null(),
                company::code.assume_not_null(),
            ))
            .into_boxed::<Sql>(),
        reach,
        list
    );
    let query = sort_page!(query, list, quotation::id, {
        "number" => quotation::number, String;
        "date" => quotation::quotation_date, NaiveDate;
        "valid-until" => quotation::valid_until, NaiveDate;
        "total" => quotation::total_amount, Money;
    });
    let rows: Vec<(Quotation, String, String)> = query.load(conn)?;
    let row = |(quotation, owner_name, company_code)| Row {
        quotation,
        today: list.today,
        owner_name,
        company_code,
    };
    Ok(rows.into_iter().map(row).collect())
}

/// Count of all matches; net and total only where all are in one currency.
pub fn sums(conn: &mut Conn, reach: &Reach, list: &ListQuery) -> Result<Sums> {
    let query = matching!(
        quotation::table
            .group_by(quotation::currency)
            .select((
                quotation::currency,
                diesel::dsl::count_star(),
                exact_sum(quotation::net_amount),
                exact_sum(quotation::total_amount),
            ))
            .into_boxed::<Sql>(),
        reach,
        list
    );
    let rows: Vec<(String, i64, Option<Money>, Option<Money>)> = query.limit(500).load(conn)?;
    let count = rows.iter().map(|row| row.1).sum();
    let sums = match rows.as_slice() {
        [(currency, _, net, total)] => vec![
            ("net", Value::Money(net.unwrap_or_default(), currency.clone())),
            ("total", Value::Money(total.unwrap_or_default(), currency.clone())),
        ],
        _ => Vec::new(),
    };
    Ok(Sums { count, sums })
}

/// Whose quotations there are, for the filter.
pub fn owners(conn: &mut Conn, ctx: &Ctx) -> Result<Options> {
    use tenon_schema::app_user;
    let query = quotation::table
        .inner_join(app_user::table.on(app_user::id.eq(quotation::owner_id)))
        .select((app_user::id, app_user::name))
        .distinct()
        .order(app_user::name)
        .limit(200)
        .into_boxed::<Sql>();
    let rows: Vec<(i64, String)> = within!(query, &ctx.reach(Permission::QuotationRead), quotation).load(conn)?;
    Ok(rows.into_iter().map(|(id, name)| (id.to_string(), name)).collect())
}
