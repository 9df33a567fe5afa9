//! Figures of the overview.
use crate::ids::CompanyId;
use crate::kernel::error::Result;
use crate::ledger::account::AccountKind;
use chrono::NaiveDate;
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::Bool;
use std::collections::BTreeMap;
use tenon_db::Conn;
use tenon_db::Money;
use tenon_db::exact_sum;
use tenon_schema::account;
use tenon_schema::customer_invoice;
use tenon_schema::open_item;
use tenon_schema::payment;

/// How many, and how much in the company's currency.
#[derive(Debug, Clone, Copy, Default)]
pub struct Figure {
    pub count: i64,
    pub amount: Money,
}

/// Drafts that wait to be posted; their amounts may be of several currencies, so only their number is told.
pub fn drafts(conn: &mut Conn, company: CompanyId) -> Result<i64> {
    let count = customer_invoice::table
        .filter(customer_invoice::company_id.eq(company))
        .filter(customer_invoice::state.eq("draft"))
        .count()
        .get_result(conn)?;
    Ok(count)
}

/// Items due from one day to another.
pub fn due_between(conn: &mut Conn, company: CompanyId, from: NaiveDate, to: NaiveDate) -> Result<Figure> {
    let row: (i64, Option<Money>) = open_item::table
        .filter(open_item::company_id.eq(company))
        .filter(sql::<Bool>("open_item.open_amount <> 0"))
        .filter(open_item::amount.gt(Money::ZERO))
        .filter(open_item::due_date.ge(from))
        .filter(open_item::due_date.le(to))
        .select((diesel::dsl::count_star(), exact_sum(open_item::open_base_amount)))
        .first(conn)?;
    Ok(Figure {
        count: row.0,
        amount: row.1.unwrap_or_default(),
    })
}

/// Credits that are not set against anything yet: payments on account, credit notes.
pub fn unallocated(conn: &mut Conn, company: CompanyId) -> Result<Figure> {
    let row: (i64, Option<Money>) = open_item::table
        .filter(open_item::company_id.eq(company))
        .filter(sql::<Bool>("open_item.open_amount <> 0"))
        .filter(open_item::amount.lt(Money::ZERO))
        .select((diesel::dsl::count_star(), exact_sum(open_item::open_base_amount)))
        .first(conn)?;
    Ok(Figure {
        count: row.0,
        amount: -row.1.unwrap_or_default(),
    })
}

/// Money in and out by day, without what was reversed; a claim that is written off brings no money.
pub fn cash(
    conn: &mut Conn,
    company: CompanyId,
    (from, to): (NaiveDate, NaiveDate),
) -> Result<BTreeMap<NaiveDate, (Money, Money)>> {
    let rows: Vec<(NaiveDate, String, Option<Money>)> = payment::table
        .inner_join(account::table)
        .filter(account::kind.eq(AccountKind::Asset))
        .filter(payment::company_id.eq(company))
        .filter(payment::state.eq("posted"))
        .filter(payment::payment_date.ge(from))
        .filter(payment::payment_date.le(to))
        .group_by((payment::payment_date, payment::direction))
        .select((
            payment::payment_date,
            payment::direction,
            exact_sum(payment::base_amount),
        ))
        .limit(5_000)
        .load(conn)?;
    let mut days: BTreeMap<NaiveDate, (Money, Money)> = BTreeMap::new();
    for (day, direction, amount) in rows {
        let sums = days.entry(day).or_default();
        let amount = amount.unwrap_or_default();
        if direction == "in" {
            sums.0 += amount;
        } else {
            sums.1 += amount;
        }
    }
    Ok(days)
}
