//! Credits that wait to be set against something, each with what it most likely pays.
use crate::finance::open_item::proposal::Proposal;
use crate::finance::open_item::proposal::propose;
use crate::finance::open_item::queries;
use crate::finance::open_item::queries::ItemRow;
use crate::ids::OpenItemId;
use crate::ids::PaymentId;
use crate::ids::Subject;
use crate::kernel::actor::Reach;
use crate::kernel::error::Result;
use crate::kernel::list::ListQuery;
use crate::kernel::list::Sums;
use crate::kernel::value::Value;
use crate::ledger::open_item::OpenItem;
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::Bool;
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use tenon_db::Conn;
use tenon_db::Money;
use tenon_schema::open_item;
use tenon_schema::payment;

/// Most items that the proposals of one page are made from.
const PAYABLE_MAX: i64 = 5_000;

/// A credit, what was written with it, and what it most likely pays.
#[derive(Debug, Clone)]
pub struct Waiting {
    pub row: ItemRow,
    pub reference: String,
    pub proposal: Proposal,
}

fn of_credits(list: &ListQuery) -> ListQuery {
    let mut list = list.clone();
    for (name, value) in [("state", "open"), ("side", "credit")] {
        list.filters.insert(name.to_owned(), vec![value.to_owned()]);
    }
    list
}

pub fn page(conn: &mut Conn, reach: &Reach, list: &ListQuery) -> Result<Vec<Waiting>> {
    let rows = queries::page(conn, reach, &of_credits(list))?;
    let credits: Vec<&OpenItem> = rows.iter().map(|row| &row.item).collect();
    let payable = payable_by(conn, &credits)?;
    let references = references(conn, &credits)?;
    let one = |row: ItemRow| {
        let reference = references.get(&row.item.id).cloned().unwrap_or_default();
        Waiting {
            proposal: propose(&row.item, &reference, &payable),
            reference,
            row,
        }
    };
    Ok(rows.into_iter().map(one).collect())
}

pub fn sums(conn: &mut Conn, reach: &Reach, list: &ListQuery) -> Result<Sums> {
    let mut sums = queries::sums(conn, reach, &of_credits(list))?;
    sums.sums.retain(|(name, _)| *name == "open");
    for (_, value) in &mut sums.sums {
        if let Value::Money(amount, _) = value {
            *amount = -*amount;
        }
    }
    Ok(sums)
}

pub fn count(conn: &mut Conn, reach: &Reach) -> Result<i64> {
    let credits = open_item::table
        .filter(open_item::company_id.eq_any(reach.wide.clone()))
        .filter(sql::<Bool>("open_item.open_amount <> 0 AND open_item.amount < 0"));
    Ok(credits.count().get_result(conn)?)
}

/// What is open of the partners of these credits, earliest due first.
fn payable_by(conn: &mut Conn, credits: &[&OpenItem]) -> Result<Vec<OpenItem>> {
    let parties: BTreeSet<i64> = credits.iter().map(|item| item.party_id.raw()).collect();
    let companies: BTreeSet<i64> = credits.iter().map(|item| item.company_id.raw()).collect();
    let rows = open_item::table
        .filter(open_item::party_id.eq_any(parties))
        .filter(open_item::company_id.eq_any(companies))
        .filter(open_item::amount.gt(Money::ZERO))
        .filter(sql::<Bool>("open_item.open_amount <> 0"))
        .order((open_item::due_date.asc(), open_item::id.asc()))
        .limit(PAYABLE_MAX)
        .select(OpenItem::as_select())
        .load(conn)?;
    Ok(rows)
}

/// What was written with the payments among these credits.
fn references(conn: &mut Conn, credits: &[&OpenItem]) -> Result<BTreeMap<OpenItemId, String>> {
    let of_payment = |item: &&OpenItem| match item.origin() {
        Some(Subject::Payment(id)) => Some((id, item.id)),
        _ => None,
    };
    let items: BTreeMap<PaymentId, OpenItemId> = credits.iter().filter_map(of_payment).collect();
    let ids: Vec<PaymentId> = items.keys().copied().collect();
    let rows: Vec<(PaymentId, String)> = payment::table
        .filter(payment::id.eq_any(ids))
        .select((payment::id, payment::reference))
        .load(conn)?;
    let row = |(id, reference)| Some((*items.get(&id)?, reference));
    Ok(rows.into_iter().filter_map(row).collect())
}

/// What one credit most likely pays.
pub fn proposal(conn: &mut Conn, credit: &OpenItem) -> Result<Proposal> {
    let payable = payable_by(conn, &[credit])?;
    let references = references(conn, &[credit])?;
    let reference = references.get(&credit.id).map(String::as_str).unwrap_or_default();
    Ok(propose(credit, reference, &payable))
}
