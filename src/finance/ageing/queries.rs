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
use std::collections::BTreeMap;
use tenon_db::Conn;
use tenon_db::Money;
use tenon_schema::allocation;
use tenon_schema::open_item;

/// Most items of one party that are listed.
pub const ITEMS_MAX: i64 = 1_000;

/// Sums of one party, each of all that is due from a day on: one walk over an index by party gives them, where groups of party
/// and age would be sorted.
#[derive(QueryableByName)]
struct Sums {
    #[diesel(sql_type = BigInt)]
    party_id: i64,
    #[diesel(sql_type = BigInt)]
    total: i64,
    #[diesel(sql_type = BigInt)]
    credits: i64,
    #[diesel(sql_type = BigInt)]
    not_due: i64,
    #[diesel(sql_type = BigInt)]
    since_30: i64,
    #[diesel(sql_type = BigInt)]
    since_60: i64,
    #[diesel(sql_type = BigInt)]
    since_90: i64,
}

impl Sums {
    fn buckets(&self) -> [Money; BUCKETS] {
        let debits = self.total - self.credits;
        [
            self.credits,
            self.not_due,
            self.since_30 - self.not_due,
            self.since_60 - self.since_30,
            self.since_90 - self.since_60,
            debits - self.since_90,
        ]
        .map(Money::from_raw)
    }
}

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
    let rows = |and: &str| {
        format!(
            "SELECT i.party_id, i.amount, i.due_date, {rest} AS rest FROM open_item i \
             WHERE i.company_id = $5 AND i.posting_date <= $1 AND {and}"
        )
    };
    let mut rows_open = rows("i.open_amount <> 0");
    if has_later {
        rows_open += " UNION ALL ";
        rows_open += &rows("i.settled_date > $1 AND i.open_amount = 0");
    }
    let sum = |when: &str| format!("CAST(SUM(CASE WHEN {when} THEN o.rest ELSE 0 END) AS BIGINT)");
    let due_from = |day: &str| sum(&format!("o.amount >= 0 AND o.due_date >= {day}"));
    let text = format!(
        "SELECT o.party_id, CAST(SUM(o.rest) AS BIGINT) AS total, {} AS credits, {} AS not_due, {} AS since_30, \
         {} AS since_60, {} AS since_90 FROM ({rows_open}) o GROUP BY o.party_id",
        sum("o.amount < 0"),
        due_from("$1"),
        due_from("$2"),
        due_from("$3"),
        due_from("$4"),
    );
    let [one, two, three] = bounds(day);
    let sums: Vec<Sums> = diesel::sql_query(text)
        .bind::<Date, _>(day)
        .bind::<Date, _>(one)
        .bind::<Date, _>(two)
        .bind::<Date, _>(three)
        .bind::<BigInt, _>(company.raw())
        .load(conn)?;
    let mut rows: Vec<AgeRow> = sums
        .into_iter()
        .map(|sums| AgeRow {
            party: Some(PartyId::from(sums.party_id)),
            name: String::new(),
            amounts: sums.buckets(),
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
