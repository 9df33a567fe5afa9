//! Posting. A document calls `post` inside its own operation and has checked its own permission; only `post_by_hand` and
//! `reverse_by_hand` are operations of people.
use crate::event::Event;
use crate::event::EventKind;
use crate::ids::AccountId;
use crate::ids::CompanyId;
use crate::ids::CostCenterId;
use crate::ids::FiscalPeriodId;
use crate::ids::JournalEntryId;
use crate::ids::JournalId;
use crate::ids::PartyId;
use crate::ids::Subject;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Problem;
use crate::kernel::error::Result;
use crate::kernel::id;
use crate::kernel::sequence;
use crate::kernel::sequence::SeriesKind;
use crate::kernel::tx::Tx;
use crate::ledger::account;
use crate::ledger::account::Control;
use crate::ledger::balance::Turnover;
use crate::ledger::balance::kept::Movement;
use crate::ledger::cost_center;
use crate::ledger::currency;
use crate::ledger::entry::EntryLine;
use crate::ledger::entry::JournalKind;
use crate::ledger::entry::NewEntry;
use crate::ledger::entry::NewManualEntry;
use crate::ledger::entry::Posted;
use crate::ledger::entry::difference;
use crate::ledger::entry::manual_lines;
use crate::ledger::entry::queries;
use crate::ledger::period;
use crate::permission::Permission;
use crate::refuse_unless;
use chrono::NaiveDate;
use diesel::prelude::*;
use tenon_db::Money;
use tenon_db::batches;
use tenon_schema::fiscal_period;
use tenon_schema::journal;
use tenon_schema::journal_entry;
use tenon_schema::journal_entry_line;

/// Columns of a line that are bound.
const LINE_COLUMNS: usize = 17;

/// Posts a balanced entry on an open day: five statements, whatever its length.
pub fn post(tx: &mut Tx<'_>, new: &NewEntry) -> Result<Posted> {
    post_as(tx, id::new(), new)
}

fn post_as(tx: &mut Tx<'_>, id: JournalEntryId, new: &NewEntry) -> Result<Posted> {
    assert!(new.lines.len() > 1, "a journal entry has two lines at least");
    assert!(difference(&new.lines).is_zero(), "a journal entry balances");
    let (period, journal) = open_period(tx, new.company, new.posting_date, new.journal)?;
    let number = sequence::draw(tx, new.company, SeriesKind::JournalEntry, new.posting_date)?;
    tx.conn.later(&diesel::insert_into(journal_entry::table).values((
        journal_entry::id.eq(id),
        journal_entry::company_id.eq(new.company),
        journal_entry::journal_id.eq(journal),
        journal_entry::fiscal_period_id.eq(period),
        journal_entry::number.eq(&number),
        journal_entry::posting_date.eq(new.posting_date),
        journal_entry::description.eq(&new.description),
        journal_entry::origin_kind.eq(new.origin.code()),
        journal_entry::origin_id.eq(new.origin.raw()),
        journal_entry::reverses_id.eq(new.reverses),
        journal_entry::total_amount.eq(new.lines.iter().map(|line| line.debit).sum::<Money>()),
        journal_entry::state.eq("building"),
        journal_entry::created_at.eq(tx.now),
    )))?;
    let lines = insert_lines(tx, id, new)?;
    diesel::update(journal_entry::table.find(id))
        .set(journal_entry::state.eq("posted"))
        .execute(tx.conn)?;
    keep_balances(tx, period, new);
    if new.origin != Subject::JournalEntry(id) {
        tx.link(new.origin, id);
    }
    Ok(Posted { id, number, lines })
}

/// The open period of a day and the company's journal of a kind, in one statement; else a refusal that says which day.
fn open_period(
    tx: &mut Tx<'_>,
    company: CompanyId,
    date: NaiveDate,
    kind: JournalKind,
) -> Result<(FiscalPeriodId, JournalId)> {
    let row = tx
        .conn
        .remembered(("period-and-journal", company, date, kind.code()), |conn, _| {
            let row = fiscal_period::table
                .inner_join(journal::table.on(journal::company_id.eq(fiscal_period::company_id)))
                .filter(fiscal_period::company_id.eq(company))
                .filter(fiscal_period::end_date.ge(date))
                .filter(fiscal_period::start_date.le(date))
                .filter(journal::kind.eq(kind))
                .order((fiscal_period::end_date.asc(), journal::id.asc()))
                .select((
                    fiscal_period::id,
                    fiscal_period::state,
                    fiscal_period::name,
                    journal::id,
                ))
                .first::<(FiscalPeriodId, String, String, JournalId)>(conn);
            Ok::<_, Error>(row.optional()?)
        })?;
    match row {
        Some((period, state, name, journal)) => {
            let is_open = state == period::PeriodState::Open.code();
            refuse_unless!(is_open, "period-closed", period = name, date = date);
            Ok((period, journal))
        }
        None => {
            period::queries::require_open(tx.conn, company, date)?;
            let kind = crate::kernel::error::Argument::Key(kind.message_key().to_owned());
            Err(Error::Refused(Message::new("journal-missing").with("kind", kind)))
        }
    }
}

fn insert_lines(tx: &mut Tx<'_>, entry: JournalEntryId, new: &NewEntry) -> Result<Vec<i64>> {
    let ids: Vec<i64> = new.lines.iter().map(|_| id::next()).collect();
    let rows: Vec<_> = new
        .lines
        .iter()
        .zip(&ids)
        .zip(1_i32..)
        .map(|((line, id), position)| {
            (
                journal_entry_line::id.eq(*id),
                journal_entry_line::journal_entry_id.eq(entry),
                journal_entry_line::company_id.eq(new.company),
                journal_entry_line::posting_date.eq(new.posting_date),
                journal_entry_line::position.eq(position),
                journal_entry_line::account_id.eq(line.account),
                journal_entry_line::debit.eq(line.debit),
                journal_entry_line::credit.eq(line.credit),
                journal_entry_line::currency.eq(&line.currency),
                journal_entry_line::currency_amount.eq(line.currency_amount),
                journal_entry_line::party_id.eq(line.party),
                journal_entry_line::product_id.eq(line.product),
                journal_entry_line::valuation_area_id.eq(line.valuation_area),
                journal_entry_line::cost_center_id.eq(line.cost_center),
                journal_entry_line::tax_component_id.eq(line.tax_component),
                journal_entry_line::tax_base_amount.eq(line.tax_base),
                journal_entry_line::description.eq(&line.description),
            )
        })
        .collect();
    for slice in batches(&rows, LINE_COLUMNS) {
        tx.conn
            .later(&diesel::insert_into(journal_entry_line::table).values(slice))?;
    }
    Ok(ids)
}

/// Leaves what the lines move to be added to the kept sums.
fn keep_balances(tx: &mut Tx<'_>, period: FiscalPeriodId, new: &NewEntry) {
    for line in &new.lines {
        tx.conn.at_commit(Movement {
            company: new.company,
            account: line.account,
            period,
            date: new.posting_date,
            turnover: Turnover {
                debit: line.debit,
                credit: line.credit,
            },
        });
    }
}

/// Posts the opposite of an entry, line by line. An entry is reversed once.
pub fn reverse(tx: &mut Tx<'_>, id: JournalEntryId, date: NaiveDate, origin: Subject) -> Result<Posted> {
    reverse_as(tx, id::new(), id, date, origin)
}

fn reverse_as(
    tx: &mut Tx<'_>,
    new_id: JournalEntryId,
    id: JournalEntryId,
    date: NaiveDate,
    origin: Subject,
) -> Result<Posted> {
    let entry = queries::get(tx.conn, id)?;
    let reversal = queries::reversal_of(tx.conn, id)?;
    refuse_unless!(reversal.is_none(), "entry-already-reversed", number = entry.number);
    refuse_unless!(
        date >= entry.posting_date,
        "reversal-before-entry",
        number = entry.number,
        date = entry.posting_date
    );
    let lines = queries::entry_lines(tx.conn, id)?;
    let new = NewEntry {
        company: entry.company_id,
        journal: queries::journal_kind(tx.conn, entry.journal_id)?,
        posting_date: date,
        description: entry.description,
        origin,
        reverses: Some(id),
        lines: lines.into_iter().map(EntryLine::reversed).collect(),
    };
    post_as(tx, new_id, &new)
}

/// An accountant's own entry. Control accounts are posted by their documents only.
pub fn post_by_hand(
    tx: &mut Tx<'_>,
    company: CompanyId,
    date: NaiveDate,
    description: &str,
    lines: &[EntryLine],
) -> Result<JournalEntryId> {
    tx.require(Permission::LedgerPost, company)?;
    refuse_unless!(lines.len() > 1, "entry-needs-two-lines");
    let difference = difference(lines);
    let currency = lines.first().map_or("", |line| line.currency.as_str());
    refuse_unless!(
        difference.is_zero(),
        "entry-not-balanced",
        difference = (difference, currency)
    );
    let ids: Vec<AccountId> = lines.iter().map(|line| line.account).collect();
    let accounts = account::queries::get_many(tx.conn, &ids)?;
    let wrong = |line: &EntryLine| {
        let known = accounts
            .get(&line.account)
            .filter(|account| account.company_id == company);
        let Some(account) = known else {
            return Some(Message::new("problem-not-offered"));
        };
        let key = match account.control {
            Control::None if account.is_active => return None,
            Control::None => "account-archived",
            Control::Receivable | Control::Payable | Control::Inventory | Control::Interim => "account-is-controlled",
        };
        Some(Message::new(key).with("name", account.label()))
    };
    at_lines("account_id", lines, wrong)?;
    let id: JournalEntryId = id::new();
    let entry = NewEntry {
        company,
        journal: JournalKind::General,
        posting_date: date,
        description: description.to_owned(),
        origin: Subject::JournalEntry(id),
        reverses: None,
        lines: lines.to_vec(),
    };
    let posted = post_as(tx, id, &entry).map_err(|error| error.at("posting_date"))?;
    let total: Money = lines.iter().map(|line| line.debit).sum();
    let event = Event::new(EventKind::EntryPosted, Some(company), id);
    tx.record(event.say("number", posted.number).say("amount", (total, currency)));
    Ok(id)
}

/// An accountant's own entry as it is typed.
pub fn post_manual(tx: &mut Tx<'_>, company: CompanyId, new: &NewManualEntry) -> Result<JournalEntryId> {
    tx.require(Permission::LedgerPost, company)?;
    let currency = currency::queries::of_company(tx.conn, company)?;
    let lines = manual_lines(&new.lines, &currency)?;
    let unknown = |is_unknown: bool| is_unknown.then(|| Message::new("problem-not-offered"));
    let centers: Vec<CostCenterId> = lines.iter().filter_map(|line| line.cost_center).collect();
    let centers = cost_center::queries::of_company(tx.conn, company, &centers)?;
    at_lines("cost_center_id", &lines, |line| {
        unknown(line.cost_center.is_some_and(|center| !centers.contains(&center)))
    })?;
    let parties: Vec<PartyId> = lines.iter().filter_map(|line| line.party).collect();
    let parties = queries::known_parties(tx.conn, &parties)?;
    at_lines("party_id", &lines, |line| {
        unknown(line.party.is_some_and(|party| !parties.contains(&party)))
    })?;
    post_by_hand(tx, company, new.posting_date, &new.description, &lines)
}

/// Refuses the lines with something wrong in a field, each at its place.
fn at_lines(field: &str, lines: &[EntryLine], wrong: impl Fn(&EntryLine) -> Option<Message>) -> Result<()> {
    let problems = lines.iter().enumerate().filter_map(|(place, line)| {
        let message = wrong(line)?;
        Some(Problem::new(format!("lines.{place}.{field}"), message))
    });
    let problems: Vec<Problem> = problems.collect();
    if problems.is_empty() {
        Ok(())
    } else {
        Err(Error::Invalid(problems))
    }
}

/// Takes back an entry that was posted by hand.
pub fn reverse_by_hand(tx: &mut Tx<'_>, id: JournalEntryId, date: NaiveDate) -> Result<JournalEntryId> {
    let entry = queries::get(tx.conn, id)?;
    tx.require_on(Permission::LedgerRead, Permission::LedgerPost, entry.company_id)?;
    refuse_unless!(
        entry.is_manual() && entry.reverses_id.is_none(),
        "entry-of-document",
        number = entry.number
    );
    let new_id: JournalEntryId = id::new();
    let posted = reverse_as(tx, new_id, id, date, Subject::JournalEntry(new_id));
    let posted = posted.map_err(|error| error.at("posting_date"))?;
    let event = Event::new(EventKind::EntryReversed, Some(entry.company_id), id).with(new_id);
    tx.record(event.say("number", entry.number).say("reversal", posted.number));
    Ok(new_id)
}
