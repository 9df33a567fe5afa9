//! Reads of the journal report; balances are read by [`crate::ledger::balance::queries`].
use crate::ids::AccountId;
use crate::ids::CompanyId;
use crate::ids::JournalEntryId;
use crate::ids::JournalId;
use crate::ids::Subject;
use crate::kernel::error::Result;
use crate::ledger::report::JournalLine;
use crate::ledger::report::JournalRow;
use chrono::NaiveDate;
use diesel::prelude::*;
use tenon_db::Conn;
use tenon_db::Money;
use tenon_db::Sql;
use tenon_schema::account;
use tenon_schema::journal;
use tenon_schema::journal_entry;
use tenon_schema::journal_entry_line;
use tenon_schema::party;

/// Most lines read for one part of the report.
const LINES_MAX: i64 = 50_000;

/// Which entries are asked for.
#[derive(Debug, Clone)]
pub struct Journals {
    pub companies: Vec<i64>,
    pub journal: Option<JournalId>,
    pub from: NaiveDate,
    pub to: NaiveDate,
    /// The entry to go on from.
    pub after: Option<(NaiveDate, i64)>,
    pub limit: i64,
}

type EntryRow = (
    JournalEntryId,
    CompanyId,
    (String, NaiveDate, String),
    (String, i64),
    String,
);

/// Entries in order of day and posting, at most one more than the limit.
pub fn entries(conn: &mut Conn, asked: &Journals) -> Result<Vec<JournalRow>> {
    let mut query = journal_entry::table
        .inner_join(journal::table)
        .filter(journal_entry::company_id.eq_any(asked.companies.clone()))
        .filter(journal_entry::posting_date.ge(asked.from))
        .filter(journal_entry::posting_date.le(asked.to))
        .order((journal_entry::posting_date.asc(), journal_entry::id.asc()))
        .limit(asked.limit + 1)
        .select((
            journal_entry::id,
            journal_entry::company_id,
            (
                journal_entry::number,
                journal_entry::posting_date,
                journal_entry::description,
            ),
            (journal_entry::origin_kind, journal_entry::origin_id),
            journal::name,
        ))
        .into_boxed::<Sql>();
    if let Some(journal) = asked.journal {
        query = query.filter(journal_entry::journal_id.eq(journal));
    }
    if let Some((date, id)) = asked.after {
        query = query
            .filter(journal_entry::posting_date.ge(date))
            .filter(journal_entry::posting_date.gt(date).or(journal_entry::id.gt(id)));
    }
    let rows: Vec<EntryRow> = query.load(conn)?;
    let row = |(id, company, (number, date, description), (kind, origin), journal): EntryRow| JournalRow {
        id,
        company,
        number,
        date,
        journal,
        description,
        origin: Subject::from_parts(&kind, origin),
    };
    Ok(rows.into_iter().map(row).collect())
}

type LineRow = (
    JournalEntryId,
    (AccountId, String, String),
    Option<String>,
    (String, Money, Money),
);

/// The lines of entries in their order.
pub fn lines(conn: &mut Conn, ids: &[JournalEntryId]) -> Result<Vec<JournalLine>> {
    use journal_entry_line as line;
    let rows: Vec<LineRow> = line::table
        .inner_join(account::table)
        .left_join(party::table)
        .filter(line::journal_entry_id.eq_any(ids.to_vec()))
        .order((line::journal_entry_id.asc(), line::position.asc()))
        .limit(LINES_MAX)
        .select((
            line::journal_entry_id,
            (account::id, account::code, account::name),
            party::name.nullable(),
            (line::description, line::debit, line::credit),
        ))
        .load(conn)?;
    let row =
        |(entry, (account, account_code, account_name), party, (description, debit, credit)): LineRow| JournalLine {
            entry,
            account,
            account_code,
            account_name,
            party,
            description,
            debit,
            credit,
        };
    Ok(rows.into_iter().map(row).collect())
}
