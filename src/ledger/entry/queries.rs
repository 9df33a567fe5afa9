//! Reads of journal entries.
use crate::ids::AccountId;
use crate::ids::CostCenterId;
use crate::ids::JournalEntryId;
use crate::ids::JournalId;
use crate::ids::PartyId;
use crate::ids::ProductId;
use crate::ids::Subject;
use crate::ids::TaxComponentId;
use crate::ids::ValuationAreaId;
use crate::kernel::actor::Reach;
use crate::kernel::chain::Summary;
use crate::kernel::error::Result;
use crate::kernel::error::found;
use crate::kernel::list::ListQuery;
use crate::kernel::list::Sums;
use crate::kernel::sequence::SeriesKind;
use crate::kernel::value::Value;
use crate::ledger::entry::EntryLine;
use crate::ledger::entry::EntryRow;
use crate::ledger::entry::JournalEntry;
use crate::ledger::entry::JournalKind;
use crate::ledger::entry::ReadLine;
use crate::ledger::entry::Standing;
use crate::sort_page;
use crate::within_companies;
use chrono::NaiveDate;
use diesel::dsl::count_star;
use diesel::prelude::*;
use std::collections::BTreeSet;
use tenon_db::Conn;
use tenon_db::IgnoringCase;
use tenon_db::Money;
use tenon_db::Sql;
use tenon_db::exact_sum;
use tenon_schema::account;
use tenon_schema::account_balance;
use tenon_schema::app_user;
use tenon_schema::company;
use tenon_schema::cost_center;
use tenon_schema::event_link;
use tenon_schema::event_log;
use tenon_schema::journal;
use tenon_schema::journal_entry;
use tenon_schema::journal_entry_line;
use tenon_schema::number_series;
use tenon_schema::party;

/// Most lines of one entry that are shown or reversed at once.
const LINES_MAX: i64 = 10_000;

pub fn get(conn: &mut Conn, id: JournalEntryId) -> Result<JournalEntry> {
    let row = journal_entry::table
        .find(id)
        .select(JournalEntry::as_select())
        .first(conn);
    found(row, "journal-entry")
}

pub fn journal_kind(conn: &mut Conn, id: JournalId) -> Result<JournalKind> {
    found(journal::table.find(id).select(journal::kind).first(conn), "journal")
}

/// The entry that takes this one back.
pub fn reversal_of(conn: &mut Conn, id: JournalEntryId) -> Result<Option<JournalEntryId>> {
    let row = journal_entry::table
        .filter(journal_entry::reverses_id.eq(Some(id)))
        .filter(journal_entry::reverses_id.is_not_null())
        .select(journal_entry::id)
        .first(conn)
        .optional()?;
    Ok(row)
}

/// Who posted an entry: whoever did to it, or to the document it comes from, what happened in the moment it was written.
pub fn posted_by(conn: &mut Conn, entry: &JournalEntry) -> Result<Option<String>> {
    let of_entry = event_link::subject_kind
        .eq(Subject::JournalEntry(entry.id).code())
        .and(event_link::subject_id.eq(entry.id.raw()));
    let of_origin = event_link::subject_kind
        .eq(&entry.origin_kind)
        .and(event_link::subject_id.eq(entry.origin_id));
    let name = event_link::table
        .inner_join(event_log::table)
        .inner_join(app_user::table.on(app_user::id.eq(event_log::actor_id)))
        .filter(of_entry.or(of_origin))
        .filter(event_log::happened_at.eq(entry.created_at))
        .order(event_link::position.asc())
        .select(app_user::name)
        .first(conn)
        .optional()?;
    Ok(name)
}

/// The entries of a document, oldest first.
pub fn of_origin(conn: &mut Conn, origin: Subject) -> Result<Vec<JournalEntry>> {
    let rows = journal_entry::table
        .filter(journal_entry::origin_kind.eq(origin.code()))
        .filter(journal_entry::origin_id.eq(origin.raw()))
        .order(journal_entry::id.asc())
        .limit(200)
        .select(JournalEntry::as_select())
        .load(conn)?;
    Ok(rows)
}

type LineRow = (
    AccountId,
    Money,
    Money,
    String,
    Money,
    Option<PartyId>,
    Option<ProductId>,
    Option<ValuationAreaId>,
    Option<CostCenterId>,
    Option<TaxComponentId>,
    Money,
    String,
);

/// The lines as they were posted, in their order.
pub fn entry_lines(conn: &mut Conn, id: JournalEntryId) -> Result<Vec<EntryLine>> {
    use journal_entry_line as line;
    let rows: Vec<LineRow> = line::table
        .filter(line::journal_entry_id.eq(id))
        .order(line::position.asc())
        .limit(LINES_MAX)
        .select((
            line::account_id,
            line::debit,
            line::credit,
            line::currency,
            line::currency_amount,
            line::party_id,
            line::product_id,
            line::valuation_area_id,
            line::cost_center_id,
            line::tax_component_id,
            line::tax_base_amount,
            line::description,
        ))
        .load(conn)?;
    Ok(rows.into_iter().map(entry_line).collect())
}

fn entry_line(row: LineRow) -> EntryLine {
    EntryLine {
        account: row.0,
        debit: row.1,
        credit: row.2,
        currency: row.3,
        currency_amount: row.4,
        party: row.5,
        product: row.6,
        valuation_area: row.7,
        cost_center: row.8,
        tax_component: row.9,
        tax_base: row.10,
        description: row.11,
    }
}

type ReadRow = (
    i64,
    (AccountId, String, String),
    (Money, Money, String, Money),
    (Option<PartyId>, Option<String>),
    (Option<String>, Option<String>),
    String,
);

/// The lines with the names they show.
pub fn lines(conn: &mut Conn, id: JournalEntryId) -> Result<Vec<ReadLine>> {
    use journal_entry_line as line;
    let rows: Vec<ReadRow> = line::table
        .inner_join(account::table)
        .left_join(party::table)
        .left_join(cost_center::table)
        .filter(line::journal_entry_id.eq(id))
        .order(line::position.asc())
        .limit(LINES_MAX)
        .select((
            line::id,
            (account::id, account::code, account::name),
            (line::debit, line::credit, line::currency, line::currency_amount),
            (line::party_id, party::name.nullable()),
            (cost_center::code.nullable(), cost_center::name.nullable()),
            line::description,
        ))
        .load(conn)?;
    Ok(rows.into_iter().map(read_line).collect())
}

fn read_line(row: ReadRow) -> ReadLine {
    let (id, (account_id, account_code, account_name), amounts, (party_id, party_name), center, description) = row;
    let (debit, credit, currency, currency_amount) = amounts;
    let cost_center = center.0.zip(center.1).map(|(code, name)| format!("{code} {name}"));
    ReadLine {
        id,
        account_id,
        account_code,
        account_name,
        debit,
        credit,
        currency,
        currency_amount,
        party_id,
        party_name,
        cost_center,
        description,
    }
}

/// Those of these parties that there are.
pub fn known_parties(conn: &mut Conn, ids: &[PartyId]) -> Result<Vec<PartyId>> {
    Ok(party::table
        .filter(party::id.eq_any(ids.to_vec()))
        .select(party::id)
        .load(conn)?)
}

macro_rules! matching {
    ($query:expr, $reach:expr, $list:expr) => {{
        let mut query = within_companies!($query, $reach, journal_entry);
        if let Some(pattern) = $list.starts_with() {
            query = query.filter(journal_entry::number.like_ignoring_case(pattern));
        }
        if let Some(journals) = $list.choice("journal") {
            let ids: Vec<i64> = journals.iter().filter_map(|id| id.parse().ok()).collect();
            query = query.filter(journal_entry::journal_id.eq_any(ids));
        }
        if let Some(kinds) = $list.choice("document") {
            query = query.filter(journal_entry::origin_kind.eq_any(kinds));
        }
        if let Some(from) = $list.from_date("date") {
            query = query.filter(journal_entry::posting_date.ge(from));
        }
        if let Some(to) = $list.to_date("date") {
            query = query.filter(journal_entry::posting_date.le(to));
        }
        query
    }};
}

pub fn page(conn: &mut Conn, reach: &Reach, list: &ListQuery) -> Result<Vec<EntryRow>> {
    let query = journal_entry::table
        .left_join(journal::table)
        .left_join(company::table)
        .select((
            JournalEntry::as_select(),
            journal::name.assume_not_null(),
            company::code.assume_not_null(),
            company::currency.assume_not_null(),
        ));
    let query = matching!(query.into_boxed::<Sql>(), reach, list);
    let query = sort_page!(query, list, journal_entry::id, {
        "date" => journal_entry::posting_date, NaiveDate; "number" => journal_entry::number, String;
    });
    let rows: Vec<(JournalEntry, String, String, String)> = query.load(conn)?;
    let ids: Vec<JournalEntryId> = rows.iter().map(|row| row.0.id).collect();
    let reversed = reversed_of(conn, &ids)?;
    let row = |(entry, journal, company_code, currency): (JournalEntry, String, String, String)| EntryRow {
        standing: Standing::of(&entry, reversed.contains(&entry.id)),
        entry,
        journal,
        company_code,
        currency,
    };
    Ok(rows.into_iter().map(row).collect())
}

/// Those of the entries that another one takes back.
fn reversed_of(conn: &mut Conn, ids: &[JournalEntryId]) -> Result<BTreeSet<JournalEntryId>> {
    let of_page: Vec<Option<JournalEntryId>> = ids.iter().copied().map(Some).collect();
    let rows: Vec<Option<JournalEntryId>> = journal_entry::table
        .filter(journal_entry::reverses_id.eq_any(of_page))
        .filter(journal_entry::reverses_id.is_not_null())
        .select(journal_entry::reverses_id)
        .limit(LINES_MAX)
        .load(conn)?;
    Ok(rows.into_iter().flatten().collect())
}

/// Count and total. Unfiltered they are read from the number series, which has no gaps, and from the kept balances.
pub fn sums(conn: &mut Conn, reach: &Reach, list: &ListQuery) -> Result<Sums> {
    let is_plain = list.search.trim().is_empty() && list.filters.is_empty();
    let (count, total) = if is_plain {
        (posted_count(conn, reach)?, posted_total(conn, reach)?)
    } else {
        let query = journal_entry::table
            .select((count_star(), exact_sum(journal_entry::total_amount)))
            .into_boxed::<Sql>();
        let (count, total): (i64, Option<Money>) = matching!(query, reach, list).first(conn)?;
        (count, total.unwrap_or_default())
    };
    let currencies: Vec<String> = company::table
        .filter(company::id.eq_any(reach.companies()))
        .select(company::currency)
        .distinct()
        .limit(2)
        .load(conn)?;
    let sums = match currencies.as_slice() {
        [currency] => vec![("total", Value::Money(total, currency.clone()))],
        _ => Vec::new(),
    };
    Ok(Sums { count, sums })
}

/// Numbers drawn: each series without what it began with, be that 1 or another.
fn posted_count(conn: &mut Conn, reach: &Reach) -> Result<i64> {
    let series = number_series::table
        .filter(number_series::company_id.eq_any(reach.companies()))
        .filter(number_series::kind.eq(SeriesKind::JournalEntry.code()));
    let (next, first): (Option<i64>, Option<i64>) = series
        .select((
            exact_sum(number_series::next_number),
            exact_sum(number_series::first_number),
        ))
        .first(conn)?;
    Ok(next.unwrap_or(0) - first.unwrap_or(0))
}

fn posted_total(conn: &mut Conn, reach: &Reach) -> Result<Money> {
    let total: Option<Money> = account_balance::table
        .filter(account_balance::company_id.eq_any(reach.companies()))
        .select(exact_sum(account_balance::debit))
        .first(conn)?;
    Ok(total.unwrap_or_default())
}

/// Entries as the chain of documents shows them.
pub fn describe(conn: &mut Conn, ids: &[i64]) -> Result<Vec<Summary>> {
    let rows: Vec<(JournalEntry, String)> = journal_entry::table
        .inner_join(company::table)
        .filter(journal_entry::id.eq_any(ids.to_vec()))
        .limit(500)
        .select((JournalEntry::as_select(), company::currency))
        .load(conn)?;
    let ids: Vec<JournalEntryId> = rows.iter().map(|row| row.0.id).collect();
    let reversed = reversed_of(conn, &ids)?;
    let summary = |(entry, currency): (JournalEntry, String)| Summary {
        label: "kind-journal-entry",
        subject: entry.id.into(),
        company: entry.company_id,
        owner: None,
        team: None,
        state: Standing::of(&entry, reversed.contains(&entry.id)).look(),
        number: entry.number,
        date: entry.posting_date,
        total: Some((entry.total_amount, currency)),
    };
    Ok(rows.into_iter().map(summary).collect())
}
