//! Reads of open items and allocations.
use crate::ids::AllocationId;
use crate::ids::CompanyId;
use crate::ids::OpenItemId;
use crate::ids::PartyId;
use crate::ids::Subject;
use crate::kernel::error::Result;
use crate::kernel::error::found;
use crate::kernel::whole::whole;
use crate::ledger::open_item::Allocation;
use crate::ledger::open_item::OpenItem;
use chrono::NaiveDate;
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::Bool;
use std::collections::BTreeMap;
use tenon_db::Conn;
use tenon_db::Money;
use tenon_db::exact_sum;
use tenon_schema::allocation;
use tenon_schema::open_item;

/// Most open items of one party that are offered for settling.
pub const ITEMS_MAX: i64 = 500;
/// Most allocations that are read at once: fifty for each of a thousand items. Of more nothing is said, since what is left
/// of an item would be wrong without the rest.
const ALLOCATIONS_MAX: i64 = 50_000;

pub fn get(conn: &mut Conn, id: OpenItemId) -> Result<OpenItem> {
    found(
        open_item::table.find(id).select(OpenItem::as_select()).first(conn),
        "open-item",
    )
}

pub fn get_many(conn: &mut Conn, company: CompanyId, ids: &[OpenItemId]) -> Result<BTreeMap<OpenItemId, OpenItem>> {
    let rows: Vec<OpenItem> = open_item::table
        .filter(open_item::id.eq_any(ids.to_vec()))
        .filter(open_item::company_id.eq(company))
        .select(OpenItem::as_select())
        .load(conn)?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// What is open with a party, earliest due first. (The condition is written out so that both engines use the partial
/// index.)
pub fn open_of_party(conn: &mut Conn, company: CompanyId, party: PartyId) -> Result<Vec<OpenItem>> {
    let rows = open_item::table
        .filter(open_item::party_id.eq(party))
        .filter(open_item::company_id.eq(company))
        .filter(sql::<Bool>("open_amount <> 0"))
        .order((open_item::due_date.asc(), open_item::id.asc()))
        .limit(ITEMS_MAX)
        .select(OpenItem::as_select())
        .load(conn)?;
    Ok(rows)
}

/// What a party owes in the company's currency; below zero, what it is owed.
pub fn balance_of_party(conn: &mut Conn, company: CompanyId, party: PartyId) -> Result<Money> {
    let sum: Option<Money> = open_item::table
        .filter(open_item::party_id.eq(party))
        .filter(open_item::company_id.eq(company))
        .filter(sql::<Bool>("open_amount <> 0"))
        .select(exact_sum(open_item::open_base_amount))
        .get_result(conn)?;
    Ok(sum.unwrap_or_default())
}

/// What of that was due before a day.
pub fn overdue_of_party(conn: &mut Conn, company: CompanyId, party: PartyId, day: NaiveDate) -> Result<Money> {
    let sum: Option<Money> = open_item::table
        .filter(open_item::party_id.eq(party))
        .filter(open_item::company_id.eq(company))
        .filter(open_item::due_date.lt(day))
        .filter(sql::<Bool>("open_amount <> 0"))
        .select(exact_sum(open_item::open_base_amount))
        .get_result(conn)?;
    Ok(sum.unwrap_or_default())
}

/// The items of a document, first due first.
pub fn of_origin(conn: &mut Conn, origin: Subject) -> Result<Vec<OpenItem>> {
    let rows = open_item::table
        .filter(open_item::origin_kind.eq(origin.code()))
        .filter(open_item::origin_id.eq(origin.raw()))
        .order((open_item::due_date.asc(), open_item::id.asc()))
        .limit(ITEMS_MAX)
        .select(OpenItem::as_select())
        .load(conn)?;
    Ok(rows)
}

/// The last day on which each item was allocated and that was not undone.
pub fn last_allocations(conn: &mut Conn, ids: &[OpenItemId]) -> Result<BTreeMap<OpenItemId, NaiveDate>> {
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let rows = of_items(conn, ids)?;
    let mut last: BTreeMap<OpenItemId, NaiveDate> = BTreeMap::new();
    for row in rows {
        for id in [row.debit_item_id, row.credit_item_id] {
            let day = last.entry(id).or_insert(row.allocation_date);
            *day = row.allocation_date.max(*day);
        }
    }
    Ok(last)
}

/// The discounts for paying early that stand on the items of these documents of a kind, by the document's id.
pub fn discounts_of(conn: &mut Conn, kind: &str, ids: &[i64]) -> Result<BTreeMap<i64, Money>> {
    let rows: Vec<(i64, Option<Money>)> = allocation::table
        .inner_join(open_item::table.on(open_item::id.eq(allocation::debit_item_id)))
        .filter(open_item::origin_kind.eq(kind))
        .filter(open_item::origin_id.eq_any(ids.to_vec()))
        .group_by(open_item::origin_id)
        .select((open_item::origin_id, exact_sum(allocation::discount_amount)))
        .limit(ITEMS_MAX)
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(id, sum)| (id, sum.unwrap_or_default()))
        .collect())
}

/// Every allocation of these items, undone ones and what undid them too, in order.
pub fn of_items(conn: &mut Conn, ids: &[OpenItemId]) -> Result<Vec<Allocation>> {
    let touches = allocation::debit_item_id
        .eq_any(ids.to_vec())
        .or(allocation::credit_item_id.eq_any(ids.to_vec()));
    let rows = allocation::table
        .filter(touches)
        .order((allocation::allocation_date.asc(), allocation::id.asc()))
        .limit(ALLOCATIONS_MAX + 1)
        .select(Allocation::as_select())
        .load(conn)?;
    whole(rows, ALLOCATIONS_MAX)
}

/// Of these items, the allocations that stand.
pub fn standing(conn: &mut Conn, ids: &[OpenItemId]) -> Result<Vec<Allocation>> {
    let rows = of_items(conn, ids)?;
    let undone: Vec<AllocationId> = rows.iter().filter_map(|row| row.reverses_id).collect();
    Ok(rows
        .into_iter()
        .filter(|row| row.reverses_id.is_none() && !undone.contains(&row.id))
        .collect())
}

/// These allocations, without any that is undone or undoes another.
pub fn allocations(conn: &mut Conn, ids: &[AllocationId]) -> Result<Vec<Allocation>> {
    let rows: Vec<Allocation> = allocation::table
        .filter(allocation::id.eq_any(ids.to_vec()))
        .filter(allocation::reverses_id.is_null())
        .order(allocation::id.asc())
        .select(Allocation::as_select())
        .load(conn)?;
    let items: Vec<OpenItemId> = rows.iter().map(|row| row.debit_item_id).collect();
    let undone: Vec<Option<AllocationId>> = allocation::table
        .filter(allocation::debit_item_id.eq_any(items))
        .filter(allocation::reverses_id.is_not_null())
        .limit(ALLOCATIONS_MAX + 1)
        .select(allocation::reverses_id)
        .load(conn)?;
    let undone = whole(undone, ALLOCATIONS_MAX)?;
    Ok(rows.into_iter().filter(|row| !undone.contains(&Some(row.id))).collect())
}
