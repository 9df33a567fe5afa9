//! Reads of open items for lists and pages.
pub mod waiting;

use crate::finance::open_item::Settlement;
use crate::ids::AllocationId;
use crate::ids::OpenItemId;
use crate::kernel::actor::Reach;
use crate::kernel::error::Error;
use crate::kernel::error::Result;
use crate::kernel::list::ListQuery;
use crate::kernel::list::Sums;
use crate::kernel::value::Value;
use crate::ledger::open_item::Allocation;
use crate::ledger::open_item::OpenItem;
use crate::ledger::open_item::queries as ledger_items;
use crate::sort_page;
use chrono::NaiveDate;
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::Bool;
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use tenon_db::Conn;
use tenon_db::IgnoringCase;
use tenon_db::Money;
use tenon_db::Sql;
use tenon_db::exact_sum;
use tenon_schema::allocation;
use tenon_schema::company;
use tenon_schema::open_item;
use tenon_schema::party;

/// An item in the list, with its partner and its company.
#[derive(Debug, Clone)]
pub struct ItemRow {
    pub item: OpenItem,
    pub party: String,
    pub company: String,
    pub company_currency: String,
    /// The reader's day: what was due before it is overdue.
    pub today: NaiveDate,
}

/// An item as far as the reader may see it; any other is not found. Items have no owner: he must be allowed to see all of
/// the company's.
pub fn visible(conn: &mut Conn, reach: &Reach, id: OpenItemId) -> Result<OpenItem> {
    let item = ledger_items::get(conn, id)?;
    if reach.wide.contains(&item.company_id.raw()) {
        Ok(item)
    } else {
        Err(Error::NotFound("open-item"))
    }
}

/// An allocation with its two items, as far as the reader may see it.
pub fn allocation(conn: &mut Conn, reach: &Reach, id: AllocationId) -> Result<(Allocation, OpenItem, OpenItem)> {
    let row: Option<Allocation> = allocation::table
        .find(id)
        .select(Allocation::as_select())
        .first(conn)
        .optional()?;
    let row = row
        .filter(|row| reach.wide.contains(&row.company_id.raw()))
        .ok_or(Error::NotFound("allocation"))?;
    let debit = ledger_items::get(conn, row.debit_item_id)?;
    let credit = ledger_items::get(conn, row.credit_item_id)?;
    Ok((row, debit, credit))
}

/// The allocation that undoes this one.
pub fn undone_by(conn: &mut Conn, id: AllocationId, debit: OpenItemId) -> Result<Option<AllocationId>> {
    let row = allocation::table
        .filter(allocation::debit_item_id.eq(debit))
        .filter(allocation::reverses_id.eq(Some(id)))
        .select(allocation::id)
        .first(conn)
        .optional()?;
    Ok(row)
}

/// What was set against these items, in order of time.
pub fn settlements(conn: &mut Conn, items: &[OpenItem]) -> Result<Vec<Settlement>> {
    let Some(first) = items.first() else {
        return Ok(Vec::new());
    };
    let own: BTreeSet<OpenItemId> = items.iter().map(|item| item.id).collect();
    let ids: Vec<OpenItemId> = own.iter().copied().collect();
    let rows = ledger_items::of_items(conn, &ids)?;
    let undone: BTreeSet<AllocationId> = rows.iter().filter_map(|row| row.reverses_id).collect();
    let other = |row: &Allocation| {
        if own.contains(&row.debit_item_id) {
            row.credit_item_id
        } else {
            row.debit_item_id
        }
    };
    let others: Vec<OpenItemId> = rows.iter().map(other).collect();
    let others = ledger_items::get_many(conn, first.company_id, &others)?;
    let settlement = |row: &Allocation| {
        let item = others.get(&other(row))?;
        Some(Settlement {
            allocation: row.id,
            date: row.allocation_date,
            amount: row.amount,
            currency: item.currency.clone(),
            document_number: item.document_number.clone(),
            origin_kind: item.origin_kind.clone(),
            origin_id: item.origin_id,
            is_undone: row.reverses_id.is_some() || undone.contains(&row.id),
        })
    };
    Ok(rows.iter().filter_map(settlement).collect())
}

macro_rules! matching {
    ($query:expr, $reach:expr, $list:expr) => {{
        let mut query = $query.filter(open_item::company_id.eq_any($reach.wide.clone()));
        if let Some(pattern) = $list.starts_with() {
            query = query.filter(open_item::document_number.like_ignoring_case(pattern));
        }
        if let Some(party) = $list.id("party") {
            query = query.filter(open_item::party_id.eq(party));
        }
        // Both engines use the partial index only where the condition is written out.
        match $list.one("state") {
            Some("open") => query = query.filter(sql::<Bool>("open_item.open_amount <> 0")),
            Some("settled") => query = query.filter(open_item::settled_date.is_not_null()),
            Some(_) | None => {}
        }
        match $list.one("side") {
            Some("debit") => query = query.filter(open_item::amount.ge(Money::ZERO)),
            Some("credit") => query = query.filter(open_item::amount.lt(Money::ZERO)),
            Some(_) | None => {}
        }
        if let Some(from) = $list.from_date("due") {
            query = query.filter(open_item::due_date.ge(from));
        }
        if let Some(to) = $list.to_date("due") {
            query = query.filter(open_item::due_date.le(to));
        }
        if let Some(from) = $list.from_date("date") {
            query = query.filter(open_item::posting_date.ge(from));
        }
        if let Some(to) = $list.to_date("date") {
            query = query.filter(open_item::posting_date.le(to));
        }
        query
    }};
}

pub fn page(conn: &mut Conn, reach: &Reach, list: &ListQuery) -> Result<Vec<ItemRow>> {
    let query = matching!(
        open_item::table
            .left_join(company::table)
            .left_join(party::table)
            .select((
                OpenItem::as_select(),
                party::name.assume_not_null(),
                company::code.assume_not_null(),
                company::currency.assume_not_null(),
            ))
            .into_boxed::<Sql>(),
        reach,
        list
    );
    let query = sort_page!(query, list, open_item::id, {
        "due" => open_item::due_date, NaiveDate;
        "date" => open_item::posting_date, NaiveDate;
    });
    let rows: Vec<(OpenItem, String, String, String)> = query.load(conn)?;
    let row = |(item, party, company, company_currency)| ItemRow {
        item,
        party,
        company,
        company_currency,
        today: list.today,
    };
    Ok(rows.into_iter().map(row).collect())
}

/// Sums in the one currency all matches have; several currencies are not added up.
pub fn sums(conn: &mut Conn, reach: &Reach, list: &ListQuery) -> Result<Sums> {
    type Row = (String, i64, Option<Money>, Option<Money>);
    let grouped = open_item::table
        .group_by(open_item::currency)
        .select((
            open_item::currency,
            diesel::dsl::count_star(),
            exact_sum(open_item::amount),
            exact_sum(open_item::open_amount),
        ))
        .limit(500)
        .into_boxed::<Sql>();
    let rows: Vec<Row> = matching!(grouped, reach, list).load(conn)?;
    let mut sums = Sums {
        count: rows.iter().map(|row| row.1).sum(),
        sums: Vec::new(),
    };
    let by_currency: BTreeMap<String, (Money, Money)> = rows
        .into_iter()
        .map(|(currency, _, amount, open)| (currency, (amount.unwrap_or_default(), open.unwrap_or_default())))
        .collect();
    if let (1, Some((currency, (amount, open)))) = (by_currency.len(), by_currency.into_iter().next()) {
        sums.sums = vec![
            ("amount", Value::Money(amount, currency.clone())),
            ("open", Value::Money(open, currency)),
        ];
    }
    Ok(sums)
}
