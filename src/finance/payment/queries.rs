//! Reads of payments.
use crate::finance::payment::Payment;
use crate::ids::PaymentId;
use crate::kernel::actor::Reach;
use crate::kernel::chain::Summary;
use crate::kernel::error::Error;
use crate::kernel::error::Result;
use crate::kernel::error::found;
use crate::kernel::list::ListQuery;
use crate::kernel::list::Sums;
use crate::kernel::value::Value;
use crate::sort_page;
use crate::within;
use chrono::NaiveDate;
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::Bool;
use std::collections::BTreeMap;
use tenon_db::Conn;
use tenon_db::IgnoringCase;
use tenon_db::Money;
use tenon_db::Sql;
use tenon_db::exact_sum;
use tenon_schema::account;
use tenon_schema::company;
use tenon_schema::payment;

pub fn get(conn: &mut Conn, id: PaymentId) -> Result<Payment> {
    let row = payment::table.find(id).select(Payment::as_select()).first(conn);
    found(row, "payment")
}

/// A payment as far as the reader may see it; any other is not found.
pub fn visible(conn: &mut Conn, reach: &Reach, id: PaymentId) -> Result<Payment> {
    let payment = get(conn, id)?;
    if reach.covers(payment.company_id, Some(payment.owner_id), payment.team_id) {
        Ok(payment)
    } else {
        Err(Error::NotFound("payment"))
    }
}

/// How payments stand in the chain of documents.
pub fn describe(conn: &mut Conn, ids: &[i64]) -> Result<Vec<Summary>> {
    let ids: Vec<PaymentId> = ids.iter().copied().map(PaymentId::from).collect();
    let rows: Vec<Payment> = payment::table
        .filter(payment::id.eq_any(ids))
        .limit(100)
        .select(Payment::as_select())
        .load(conn)?;
    let summary = |row: Payment| Summary {
        label: "document-payment",
        subject: row.id.into(),
        company: row.company_id,
        owner: Some(row.owner_id),
        team: row.team_id,
        date: row.payment_date,
        state: row.look(),
        total: Some((row.amount, row.currency.clone())),
        number: row.number,
    };
    Ok(rows.into_iter().map(summary).collect())
}

/// A row of the list: the payment, its company's code, its account.
#[derive(Debug, Clone)]
pub struct PaymentRow {
    pub payment: Payment,
    pub company: String,
    pub account: String,
}

const IS_MONEY: &str = "payment.account_id IN (SELECT a.id FROM account a WHERE a.kind = 'asset')";
const IS_NO_MONEY: &str = "payment.account_id IN (SELECT a.id FROM account a WHERE a.kind <> 'asset')";

macro_rules! matching {
    ($query:expr, $reach:expr, $list:expr) => {{
        let mut query = within!($query, $reach, payment);
        if let Some(pattern) = $list.starts_with() {
            let in_name = format!("%{pattern}");
            query = query.filter(
                payment::number
                    .like_ignoring_case(pattern)
                    .or(payment::party_name.like_ignoring_case(in_name.clone()))
                    .or(payment::reference.like_ignoring_case(in_name)),
            );
        }
        if let Some(states) = $list.choice("state") {
            query = query.filter(payment::state.eq_any(states));
        }
        if let Some(directions) = $list.choice("direction") {
            query = query.filter(payment::direction.eq_any(directions));
        }
        if let Some(party) = $list.id("party") {
            query = query.filter(payment::party_id.eq(party));
        }
        if let Some(true) = $list.flag("on_account") {
            query = query.filter(sql::<Bool>("payment.open_amount <> 0"));
        }
        // What is written off brings or takes no money.
        match $list.flag("is_money") {
            Some(true) => query = query.filter(sql::<Bool>(IS_MONEY)),
            Some(false) => query = query.filter(sql::<Bool>(IS_NO_MONEY)),
            None => {}
        }
        if let Some(from) = $list.from_date("date") {
            query = query.filter(payment::payment_date.ge(from));
        }
        if let Some(to) = $list.to_date("date") {
            query = query.filter(payment::payment_date.le(to));
        }
        query
    }};
}

pub fn page(conn: &mut Conn, reach: &Reach, list: &ListQuery) -> Result<Vec<PaymentRow>> {
    let query = matching!(
        payment::table
            .left_join(company::table)
            .left_join(account::table)
            .select((
                Payment::as_select(),
                company::code.assume_not_null(),
                account::name.assume_not_null(),
            ))
            .into_boxed::<Sql>(),
        reach,
        list
    );
    let query = sort_page!(query, list, payment::id, {
        "date" => payment::payment_date, NaiveDate;
        "number" => payment::number, String;
        "amount" => payment::amount, Money;
    });
    let rows: Vec<(Payment, String, String)> = query.load(conn)?;
    let row = |(payment, company, account)| PaymentRow {
        payment,
        company,
        account,
    };
    Ok(rows.into_iter().map(row).collect())
}

/// Sums in the one currency all matches have; several are not added up. What went out is taken off; what was reversed
/// does not count.
pub fn sums(conn: &mut Conn, reach: &Reach, list: &ListQuery) -> Result<Sums> {
    type Row = (String, String, String, i64, Option<Money>, Option<Money>);
    let grouped = payment::table
        .group_by((payment::currency, payment::direction, payment::state))
        .select((
            payment::currency,
            payment::direction,
            payment::state,
            diesel::dsl::count_star(),
            exact_sum(payment::amount),
            exact_sum(payment::open_amount),
        ))
        .limit(500)
        .into_boxed::<Sql>();
    let rows: Vec<Row> = matching!(grouped, reach, list).load(conn)?;
    let mut by_currency: BTreeMap<&str, (Money, Money)> = BTreeMap::new();
    for (currency, direction, state, _, amount, open) in &rows {
        let sum = by_currency.entry(currency).or_default();
        let is_out = direction == "out";
        let signed = |amount: &Option<Money>| {
            let amount = amount.unwrap_or_default();
            if is_out { -amount } else { amount }
        };
        if state == "posted" {
            sum.0 += signed(amount);
            sum.1 += signed(open);
        }
    }
    let mut sums = Sums {
        count: rows.iter().map(|row| row.3).sum(),
        sums: Vec::new(),
    };
    if let (1, Some((currency, (amount, open)))) = (by_currency.len(), by_currency.into_iter().next()) {
        sums.sums = vec![
            ("amount", Value::Money(amount, currency.to_owned())),
            ("open", Value::Money(open, currency.to_owned())),
        ];
    }
    Ok(sums)
}
