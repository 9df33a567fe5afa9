//! Keeping the sums of accounts: what all entries of a group of the lane move is added up and written once, right before
//! the commit, so that a row that every posting meets is written once for many of them.
use crate::ids::AccountId;
use crate::ids::CompanyId;
use crate::ids::FiscalPeriodId;
use crate::ledger::balance::Turnover;
use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::upsert::excluded;
use std::collections::BTreeMap;
use tenon_db::AtCommit;
use tenon_db::Conn;
use tenon_db::batches;
use tenon_schema::account_balance;
use tenon_schema::account_day_balance;

/// Columns of a row that are bound.
const COLUMNS: usize = 5;

/// What an entry's line moves.
pub struct Movement {
    pub company: CompanyId,
    pub account: AccountId,
    pub period: FiscalPeriodId,
    pub date: NaiveDate,
    pub turnover: Turnover,
}

impl AtCommit for Movement {
    /// Adds to the sums of periods and days, in the order of the accounts' ids.
    fn write(conn: &mut Conn, left: &[Movement]) -> QueryResult<()> {
        let mut of_period: BTreeMap<(AccountId, FiscalPeriodId), (CompanyId, Turnover)> = BTreeMap::new();
        let mut of_day: BTreeMap<(AccountId, NaiveDate), (CompanyId, Turnover)> = BTreeMap::new();
        for one in left {
            let period = of_period.entry((one.account, one.period));
            period.or_insert((one.company, Turnover::default())).1.add(one.turnover);
            let day = of_day.entry((one.account, one.date));
            day.or_insert((one.company, Turnover::default())).1.add(one.turnover);
        }
        add_to_periods(conn, of_period)?;
        add_to_days(conn, of_day)
    }
}

fn add_to_periods(
    conn: &mut Conn,
    sums: BTreeMap<(AccountId, FiscalPeriodId), (CompanyId, Turnover)>,
) -> QueryResult<()> {
    use account_balance as row;
    let rows: Vec<_> = sums
        .into_iter()
        .map(|((account, period), (company, sum))| {
            (
                row::account_id.eq(account),
                row::fiscal_period_id.eq(period),
                row::company_id.eq(company),
                row::debit.eq(sum.debit),
                row::credit.eq(sum.credit),
            )
        })
        .collect();
    for slice in batches(&rows, COLUMNS) {
        conn.later(
            &diesel::insert_into(row::table)
                .values(slice)
                .on_conflict((row::account_id, row::fiscal_period_id))
                .do_update()
                .set((
                    row::debit.eq(row::debit + excluded(row::debit)),
                    row::credit.eq(row::credit + excluded(row::credit)),
                )),
        )?;
    }
    Ok(())
}

fn add_to_days(conn: &mut Conn, sums: BTreeMap<(AccountId, NaiveDate), (CompanyId, Turnover)>) -> QueryResult<()> {
    use account_day_balance as row;
    let rows: Vec<_> = sums
        .into_iter()
        .map(|((account, date), (company, sum))| {
            (
                row::account_id.eq(account),
                row::posting_date.eq(date),
                row::company_id.eq(company),
                row::debit.eq(sum.debit),
                row::credit.eq(sum.credit),
            )
        })
        .collect();
    for slice in batches(&rows, COLUMNS) {
        conn.later(
            &diesel::insert_into(row::table)
                .values(slice)
                .on_conflict((row::account_id, row::posting_date))
                .do_update()
                .set((
                    row::debit.eq(row::debit + excluded(row::debit)),
                    row::credit.eq(row::credit + excluded(row::credit)),
                )),
        )?;
    }
    Ok(())
}

/// Writes what waits, before sums are read inside a write.
pub fn bring_up_to_date(conn: &mut Conn) -> QueryResult<()> {
    conn.write_waiting::<Movement>()
}
