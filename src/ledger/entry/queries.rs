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
use crate::kernel::error::Result;
use crate::kernel::error::found;
use crate::ledger::entry::EntryLine;
use crate::ledger::entry::JournalEntry;
use crate::ledger::entry::JournalKind;
use crate::ledger::entry::ReadLine;
use diesel::prelude::*;
use tenon_db::Conn;
use tenon_db::Money;
use tenon_schema::account;
use tenon_schema::journal;
use tenon_schema::journal_entry;
use tenon_schema::journal_entry_line;
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
    Option<PartyId>,
    Option<String>,
    String,
);

/// The lines with the names they show.
pub fn lines(conn: &mut Conn, id: JournalEntryId) -> Result<Vec<ReadLine>> {
    use journal_entry_line as line;
    let rows: Vec<ReadRow> = line::table
        .inner_join(account::table)
        .left_join(party::table)
        .filter(line::journal_entry_id.eq(id))
        .order(line::position.asc())
        .limit(LINES_MAX)
        .select((
            line::id,
            (account::id, account::code, account::name),
            (line::debit, line::credit, line::currency, line::currency_amount),
            line::party_id,
            party::name.nullable(),
            line::description,
        ))
        .load(conn)?;
    Ok(rows.into_iter().map(read_line).collect())
}

fn read_line(row: ReadRow) -> ReadLine {
    let (id, (account_id, account_code, account_name), amounts, party_id, party_name, description) = row;
    let (debit, credit, currency, currency_amount) = amounts;
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
        description,
    }
}
