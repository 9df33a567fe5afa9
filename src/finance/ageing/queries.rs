//! Reads of the ageing, from the items that are not settled at the day, by index: today's from the open ones alone; an
//! earlier day's from those that were settled later too, with what was allocated since given back.
use crate::finance::ageing::AgeRow;
use crate::finance::ageing::BUCKETS;
use crate::finance::ageing::OpenAt;
use crate::finance::ageing::bounds;
use crate::ids::CompanyId;
use crate::ids::OpenItemId;
use crate::ids::PartyId;
use crate::kernel::error::Result;
use crate::ledger::open_item::OpenItem;
use crate::ledger::open_item::queries as ledger_items;
use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use diesel::sql_types::Date;
use diesel::sql_types::Integer;
use std::collections::BTreeMap;
use tenon_db::Conn;
use tenon_db::Money;
use tenon_schema::allocation;
use tenon_schema::open_item;

/// Most items of one party that are listed.
pub const ITEMS_MAX: i64 = 1_000;

#[derive(QueryableByName)]
struct Sum {
    #[diesel(sql_type = BigInt)]
    party_id: i64,
    #[diesel(sql_type = Integer)]
    bucket: i32,
    #[diesel(sql_type = BigInt)]
    amount: i64,
}

const BUCKET: &str = "CASE WHEN i.amount < 0 THEN 0 WHEN i.due_date >= $1 THEN 1 WHEN i.due_date >= $2 THEN 2 \
     WHEN i.due_date >= $3 THEN 3 WHEN i.due_date >= $4 THEN 4 ELSE 5 END";

/// What was allocated after the day is open at it.
const SINCE: &str = "COALESCE((SELECT SUM(a.debit_base_amount) FROM allocation a WHERE a.debit_item_id = i.id AND a.allocation_date > $1), 0) \
     - COALESCE((SELECT SUM(a.credit_base_amount) FROM allocation a WHERE a.credit_item_id = i.id AND a.allocation_date > $1), 0)";

/// Each party's open items of a company at a day, the largest total first.
pub fn ageing(conn: &mut Conn, company: CompanyId, day: NaiveDate) -> Result<Vec<AgeRow>> {
    let later = allocation::table
        .filter(allocation::company_id.eq(company))
        .filter(allocation::allocation_date.gt(day));
    let has_later: bool = diesel::select(diesel::dsl::exists(later)).get_result(conn)?;
    let rest = if has_later {
        format!("i.open_base_amount + {SINCE}")
    } else {
        "i.open_base_amount".to_owned()
    };
    let open = format!(
        "SELECT i.party_id AS party_id, {BUCKET} AS bucket, {rest} AS amount FROM open_item i \
         WHERE i.company_id = $5 AND i.open_amount <> 0 AND i.posting_date <= $1"
    );
    let settled_later = format!(
        " UNION ALL SELECT i.party_id AS party_id, {BUCKET} AS bucket, {rest} AS amount FROM open_item i \
         WHERE i.company_id = $5 AND i.settled_date > $1 AND i.open_amount = 0 AND i.posting_date <= $1"
    );
    let also = if has_later { settled_later.as_str() } else { "" };
    let text = format!(
        "SELECT party_id, CAST(bucket AS INTEGER) AS bucket, CAST(SUM(amount) AS BIGINT) AS amount FROM ({open}{also}) o \
         GROUP BY party_id, bucket"
    );
    let [one, two, three] = bounds(day);
    let sums: Vec<Sum> = diesel::sql_query(text)
        .bind::<Date, _>(day)
        .bind::<Date, _>(one)
        .bind::<Date, _>(two)
        .bind::<Date, _>(three)
        .bind::<BigInt, _>(company.raw())
        .load(conn)?;
    let mut rows: BTreeMap<i64, [Money; BUCKETS]> = BTreeMap::new();
    for sum in sums {
        let amounts = rows.entry(sum.party_id).or_default();
        let place = usize::try_from(sum.bucket).unwrap_or_default();
        if let Some(amount) = amounts.get_mut(place) {
            *amount += Money::from_raw(sum.amount);
        }
    }
    let mut rows: Vec<AgeRow> = rows
        .into_iter()
        .map(|(party, amounts)| AgeRow {
            party: Some(PartyId::from(party)),
            name: String::new(),
            amounts,
        })
        .filter(|row| row.amounts.iter().any(|amount| !amount.is_zero()))
        .collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.total()));
    Ok(rows)
}

/// The items of one party at a day, earliest due first.
pub fn items(conn: &mut Conn, company: CompanyId, party: PartyId, day: NaiveDate) -> Result<Vec<OpenAt>> {
    let was_open = open_item::settled_date.is_null().or(open_item::settled_date.gt(day));
    let items: Vec<OpenItem> = open_item::table
        .filter(open_item::party_id.eq(party))
        .filter(open_item::company_id.eq(company))
        .filter(open_item::posting_date.le(day))
        .filter(was_open)
        .order((open_item::due_date.asc(), open_item::id.asc()))
        .limit(ITEMS_MAX)
        .select(OpenItem::as_select())
        .load(conn)?;
    let ids: Vec<OpenItemId> = items.iter().map(|item| item.id).collect();
    let mut since: BTreeMap<OpenItemId, Money> = BTreeMap::new();
    if !ids.is_empty() {
        let rows = ledger_items::of_items(conn, &ids)?;
        for row in rows.iter().filter(|row| row.allocation_date > day) {
            *since.entry(row.debit_item_id).or_default() += row.amount;
            *since.entry(row.credit_item_id).or_default() += -row.amount;
        }
    }
    let at = |item: OpenItem| OpenAt {
        open: item.open_amount + since.get(&item.id).copied().unwrap_or_default(),
        item,
    };
    Ok(items.into_iter().map(at).filter(|one| !one.open.is_zero()).collect())
}
