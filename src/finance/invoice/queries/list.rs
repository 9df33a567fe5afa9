//! The list of invoices.
use crate::finance::invoice::Invoice;
use crate::finance::invoice::InvoiceKind;
use crate::finance::invoice::InvoiceState;
use crate::kernel::actor::Reach;
use crate::kernel::error::Result;
use crate::kernel::list::ListQuery;
use crate::kernel::list::Sums;
use crate::kernel::value::Value;
use crate::sort_page;
use crate::within;
use chrono::NaiveDate;
use diesel::prelude::*;
use std::collections::BTreeMap;
use tenon_db::Conn;
use tenon_db::IgnoringCase;
use tenon_db::Money;
use tenon_db::Sql;
use tenon_db::exact_sum;
use tenon_schema::company;
use tenon_schema::customer_invoice;

/// A row of the list: the invoice, and its company's code.
#[derive(Debug, Clone)]
pub struct InvoiceRow {
    pub invoice: Invoice,
    pub company: String,
    /// The reader's day: what was due before it is overdue.
    pub today: NaiveDate,
}

macro_rules! matching {
    ($query:expr, $reach:expr, $list:expr) => {{
        let mut query = within!($query, $reach, customer_invoice);
        if let Some(pattern) = $list.starts_with() {
            let in_name = format!("%{pattern}");
            query = query.filter(
                customer_invoice::number
                    .like_ignoring_case(pattern.clone())
                    .or(customer_invoice::external_number.like_ignoring_case(pattern))
                    .or(customer_invoice::party_name.like_ignoring_case(in_name.clone()))
                    .or(customer_invoice::customer_reference.like_ignoring_case(in_name)),
            );
        }
        if let Some(states) = $list.choice("state") {
            query = query.filter(customer_invoice::state.eq_any(states));
        }
        if let Some(kinds) = $list.choice("kind") {
            query = query.filter(customer_invoice::kind.eq_any(kinds));
        }
        if let Some(party) = $list.id("party") {
            query = query.filter(customer_invoice::party_id.eq(party));
        }
        if let Some(order) = $list.id("sales_order") {
            query = query.filter(customer_invoice::sales_order_id.eq(order));
        }
        if let Some(from) = $list.from_date("date") {
            query = query.filter(customer_invoice::invoice_date.ge(from));
        }
        if let Some(to) = $list.to_date("date") {
            query = query.filter(customer_invoice::invoice_date.le(to));
        }
        if let Some(from) = $list.from_date("due") {
            query = query.filter(customer_invoice::due_date.ge(from));
        }
        if let Some(to) = $list.to_date("due") {
            query = query.filter(customer_invoice::due_date.le(to));
        }
        query
    }};
}

pub fn page(conn: &mut Conn, reach: &Reach, list: &ListQuery) -> Result<Vec<InvoiceRow>> {
    let query = matching!(
        customer_invoice::table
            .left_join(company::table)
            .select((Invoice::as_select(), company::code.assume_not_null()))
            .into_boxed::<Sql>(),
        reach,
        list
    );
    let query = sort_page!(query, list, customer_invoice::id, {
        "date" => customer_invoice::invoice_date, NaiveDate;
        "due" => customer_invoice::due_date, NaiveDate;
        "number" => customer_invoice::number, String;
        "total" => customer_invoice::total_amount, Money;
    });
    let rows: Vec<(Invoice, String)> = query.load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(invoice, company)| InvoiceRow {
            invoice,
            company,
            today: list.today,
        })
        .collect())
}

/// Sums in the one currency all matches have; several currencies are not added up. Credit notes are taken off; nothing is
/// open of drafts.
pub fn sums(conn: &mut Conn, reach: &Reach, list: &ListQuery) -> Result<Sums> {
    type Row = (
        (String, String, String),
        i64,
        (Option<Money>, Option<Money>, Option<Money>),
    );
    let grouped = customer_invoice::table
        .group_by((
            customer_invoice::currency,
            customer_invoice::kind,
            customer_invoice::state,
        ))
        .select((
            (
                customer_invoice::currency,
                customer_invoice::kind,
                customer_invoice::state,
            ),
            diesel::dsl::count_star(),
            (
                exact_sum(customer_invoice::net_amount),
                exact_sum(customer_invoice::total_amount),
                exact_sum(customer_invoice::open_amount),
            ),
        ))
        .limit(500)
        .into_boxed::<Sql>();
    let rows: Vec<Row> = matching!(grouped, reach, list).load(conn)?;
    let mut by_currency: BTreeMap<String, [Money; 3]> = BTreeMap::new();
    for ((currency, kind, state), _, (net, total, open)) in &rows {
        let is_credit = kind == InvoiceKind::CreditNote.code();
        let open = open.filter(|_| state != InvoiceState::Draft.code());
        let sum = by_currency.entry(currency.clone()).or_default();
        for (sum, amount) in sum.iter_mut().zip([*net, *total, open]) {
            let amount = amount.unwrap_or_default();
            *sum += if is_credit { -amount } else { amount };
        }
    }
    let mut sums = Sums {
        count: rows.iter().map(|row| row.1).sum(),
        sums: Vec::new(),
    };
    if let (1, Some((currency, amounts))) = (by_currency.len(), by_currency.into_iter().next()) {
        let keys = ["net", "total", "open"];
        sums.sums = keys
            .into_iter()
            .zip(amounts)
            .map(|(key, amount)| (key, Value::Money(amount, currency.clone())))
            .collect();
    }
    Ok(sums)
}
