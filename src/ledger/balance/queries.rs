//! Reads of kept balances and of the lines behind them.
use crate::ids::AccountId;
use crate::ids::JournalEntryId;
use crate::ids::Subject;
use crate::kernel::error::Result;
use crate::ledger::balance::BookLine;
use crate::ledger::balance::Place;
use crate::ledger::balance::Turnover;
use crate::ledger::balance::Turnovers;
use crate::ledger::balance::kept;
use chrono::NaiveDate;
use diesel::dsl::exists;
use diesel::dsl::not;
use diesel::prelude::*;
use std::collections::BTreeMap;
use tenon_db::Conn;
use tenon_db::Money;
use tenon_db::Sql;
use tenon_db::exact_sum;
use tenon_schema::account_balance;
use tenon_schema::account_day_balance;
use tenon_schema::fiscal_period;
use tenon_schema::fiscal_year;
use tenon_schema::journal_entry;
use tenon_schema::journal_entry_line;
use tenon_schema::party;

/// Most accounts of all companies together in one report.
const ACCOUNTS_MAX: i64 = 50_000;

/// Which balances are asked for.
#[derive(Debug, Clone)]
pub enum Of {
    Companies(Vec<i64>),
    Accounts(Vec<AccountId>),
}

type SumRow = (AccountId, Option<Money>, Option<Money>);

fn add(sums: &mut Turnovers, rows: Vec<SumRow>) {
    for (account, debit, credit) in rows {
        let sum = sums.entry(account).or_default();
        sum.debit += debit.unwrap_or_default();
        sum.credit += credit.unwrap_or_default();
    }
}

/// First and last day of the periods a day falls in; the day itself outside of all periods.
fn bounds(conn: &mut Conn, day: NaiveDate) -> Result<(NaiveDate, NaiveDate)> {
    use diesel::dsl::max;
    use diesel::dsl::min;
    let (first, last): (Option<NaiveDate>, Option<NaiveDate>) = fiscal_period::table
        .filter(fiscal_period::start_date.le(day))
        .filter(fiscal_period::end_date.ge(day))
        .select((min(fiscal_period::start_date), max(fiscal_period::end_date)))
        .first(conn)?;
    Ok((first.unwrap_or(day), last.unwrap_or(day)))
}

/// What was posted from a day (from the beginning, when there is none) to another, both included.
pub fn between(conn: &mut Conn, of: &Of, from: Option<NaiveDate>, to: NaiveDate) -> Result<Turnovers> {
    let mut sums = Turnovers::new();
    if from.is_some_and(|from| from > to) {
        return Ok(sums);
    }
    kept::bring_up_to_date(conn)?;
    let rows = whole_periods(conn, of, from, to)?;
    add(&mut sums, rows);
    let rows = days_at_the_ends(conn, of, from, to)?;
    add(&mut sums, rows);
    Ok(sums)
}

/// What was posted before the fiscal year that each company is in on a day; nothing of companies that are in none. Years
/// begin with a period, so whole periods tell all of it.
pub fn before_years(conn: &mut Conn, companies: &[i64], day: NaiveDate) -> Result<Turnovers> {
    kept::bring_up_to_date(conn)?;
    let year = fiscal_year::table
        .filter(fiscal_year::company_id.eq(account_balance::company_id))
        .filter(fiscal_year::start_date.le(day))
        .filter(fiscal_year::end_date.ge(day))
        .filter(fiscal_year::start_date.gt(fiscal_period::end_date));
    let rows: Vec<SumRow> = account_balance::table
        .inner_join(fiscal_period::table)
        .filter(account_balance::company_id.eq_any(companies.to_vec()))
        .filter(exists(year))
        .group_by(account_balance::account_id)
        .select((
            account_balance::account_id,
            exact_sum(account_balance::debit),
            exact_sum(account_balance::credit),
        ))
        .limit(ACCOUNTS_MAX)
        .load(conn)?;
    let mut sums = Turnovers::new();
    add(&mut sums, rows);
    Ok(sums)
}

fn whole_periods(conn: &mut Conn, of: &Of, from: Option<NaiveDate>, to: NaiveDate) -> Result<Vec<SumRow>> {
    let mut query = account_balance::table
        .inner_join(fiscal_period::table)
        .group_by(account_balance::account_id)
        .select((
            account_balance::account_id,
            exact_sum(account_balance::debit),
            exact_sum(account_balance::credit),
        ))
        .filter(fiscal_period::end_date.le(to))
        .limit(ACCOUNTS_MAX)
        .into_boxed::<Sql>();
    query = match of {
        Of::Companies(companies) => query.filter(account_balance::company_id.eq_any(companies.clone())),
        Of::Accounts(accounts) => query.filter(account_balance::account_id.eq_any(accounts.clone())),
    };
    if let Some(from) = from {
        query = query.filter(fiscal_period::start_date.ge(from));
    }
    Ok(query.load(conn)?)
}

/// Days that lie in no whole period: at most those of the first and the last period.
fn days_at_the_ends(conn: &mut Conn, of: &Of, from: Option<NaiveDate>, to: NaiveDate) -> Result<Vec<SumRow>> {
    let (last_start, _) = bounds(conn, to)?;
    let within = fiscal_period::table
        .filter(fiscal_period::company_id.eq(account_day_balance::company_id))
        .filter(fiscal_period::start_date.le(account_day_balance::posting_date))
        .filter(fiscal_period::end_date.ge(account_day_balance::posting_date))
        .filter(fiscal_period::end_date.le(to));
    let mut query = account_day_balance::table
        .group_by(account_day_balance::account_id)
        .select((
            account_day_balance::account_id,
            exact_sum(account_day_balance::debit),
            exact_sum(account_day_balance::credit),
        ))
        .filter(account_day_balance::posting_date.le(to))
        .limit(ACCOUNTS_MAX)
        .into_boxed::<Sql>();
    query = match of {
        Of::Companies(companies) => query.filter(account_day_balance::company_id.eq_any(companies.clone())),
        Of::Accounts(accounts) => query.filter(account_day_balance::account_id.eq_any(accounts.clone())),
    };
    query = match from {
        Some(from) => {
            let (_, first_end) = bounds(conn, from)?;
            let at_an_end = account_day_balance::posting_date
                .le(first_end)
                .or(account_day_balance::posting_date.ge(last_start));
            query
                .filter(account_day_balance::posting_date.ge(from))
                .filter(at_an_end)
                .filter(not(exists(within.filter(fiscal_period::start_date.ge(from)))))
        }
        None => query
            .filter(account_day_balance::posting_date.ge(last_start))
            .filter(not(exists(within))),
    };
    Ok(query.load(conn)?)
}

/// What an account had at the end of a day.
pub fn at(conn: &mut Conn, account: AccountId, day: NaiveDate) -> Result<Money> {
    let sums = between(conn, &Of::Accounts(vec![account]), None, day)?;
    Ok(sums.get(&account).copied().unwrap_or_default().net())
}

/// What an account had before a line of its book: the balance of the day before, and the lines of that day until it.
pub fn before(conn: &mut Conn, account: AccountId, place: Place) -> Result<Money> {
    let earlier = match place.date.pred_opt() {
        Some(day) => at(conn, account, day)?,
        None => Money::ZERO,
    };
    let same_day: (Option<Money>, Option<Money>) = journal_entry_line::table
        .filter(journal_entry_line::account_id.eq(account))
        .filter(journal_entry_line::posting_date.eq(place.date))
        .filter(journal_entry_line::id.lt(place.line))
        .select((
            exact_sum(journal_entry_line::debit),
            exact_sum(journal_entry_line::credit),
        ))
        .first(conn)?;
    Ok(earlier + same_day.0.unwrap_or_default() - same_day.1.unwrap_or_default())
}

/// Turnover of accounts by period, for periods that lie in the days given.
pub fn by_period(
    conn: &mut Conn,
    companies: &[i64],
    from: NaiveDate,
    to: NaiveDate,
) -> Result<BTreeMap<(AccountId, NaiveDate), Turnover>> {
    kept::bring_up_to_date(conn)?;
    let rows: Vec<(AccountId, NaiveDate, Money, Money)> = account_balance::table
        .inner_join(fiscal_period::table)
        .filter(account_balance::company_id.eq_any(companies.to_vec()))
        .filter(fiscal_period::start_date.ge(from))
        .filter(fiscal_period::end_date.le(to))
        .limit(ACCOUNTS_MAX)
        .select((
            account_balance::account_id,
            fiscal_period::start_date,
            account_balance::debit,
            account_balance::credit,
        ))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(account, start, debit, credit)| ((account, start), Turnover { debit, credit }))
        .collect())
}

/// A part of an account's book.
#[derive(Debug, Clone)]
pub struct Book {
    pub account: AccountId,
    pub from: Option<NaiveDate>,
    pub to: NaiveDate,
    /// Newest first.
    pub descends: bool,
    /// The line to go on from.
    pub after: Option<Place>,
    pub limit: i64,
}

type BookRow = (
    i64,
    AccountId,
    NaiveDate,
    (Money, Money, String),
    (JournalEntryId, String, String, i64, String),
    Option<String>,
);

/// The lines of an account in order of day and posting; at most one more than the limit.
pub fn book(conn: &mut Conn, book: &Book) -> Result<Vec<BookLine>> {
    use journal_entry_line as line;
    let mut query = line::table
        .inner_join(journal_entry::table)
        .left_join(party::table)
        .filter(line::account_id.eq(book.account))
        .filter(line::posting_date.le(book.to))
        .select((
            line::id,
            line::account_id,
            line::posting_date,
            (line::debit, line::credit, line::description),
            (
                journal_entry::id,
                journal_entry::number,
                journal_entry::origin_kind,
                journal_entry::origin_id,
                journal_entry::description,
            ),
            party::name.nullable(),
        ))
        .limit(book.limit + 1)
        .into_boxed::<Sql>();
    if let Some(from) = book.from {
        query = query.filter(line::posting_date.ge(from));
    }
    if let Some(place) = book.after {
        query = if book.descends {
            query
                .filter(line::posting_date.le(place.date))
                .filter(line::posting_date.lt(place.date).or(line::id.lt(place.line)))
        } else {
            query
                .filter(line::posting_date.ge(place.date))
                .filter(line::posting_date.gt(place.date).or(line::id.gt(place.line)))
        };
    }
    let rows: Vec<BookRow> = if book.descends {
        query.order((line::posting_date.desc(), line::id.desc())).load(conn)?
    } else {
        query.order((line::posting_date.asc(), line::id.asc())).load(conn)?
    };
    Ok(rows.into_iter().map(book_line).collect())
}

fn book_line(row: BookRow) -> BookLine {
    let (id, account, date, (debit, credit, own), (entry, number, origin_kind, origin_id, of_entry), party) = row;
    BookLine {
        id,
        account,
        entry,
        number,
        date,
        origin: Subject::from_parts(&origin_kind, origin_id),
        description: if own.is_empty() { of_entry } else { own },
        party,
        debit,
        credit,
    }
}
