//! How stock value went month by month: from the kept sums of the inventory accounts, which it equals.
use crate::ids::CompanyId;
use crate::kernel::error::Result;
use crate::ledger::account::Control;
use chrono::NaiveDate;
use diesel::prelude::*;
use tenon_db::Conn;
use tenon_db::Money;
use tenon_db::exact_sum;
use tenon_schema::account;
use tenon_schema::account_balance;
use tenon_schema::fiscal_period;

/// Most fiscal periods that are summed up.
const PERIODS_MAX: i64 = 1_200;

/// A fiscal period: what came in, what went out, and the value at its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Month {
    pub start: NaiveDate,
    pub end: NaiveDate,
    pub came: Money,
    pub left: Money,
    pub value: Money,
}

/// The periods of a company up to a day, oldest first, at most so many of the newest.
pub fn months(conn: &mut Conn, company: CompanyId, until: NaiveDate, count: usize) -> Result<Vec<Month>> {
    let rows: Vec<(NaiveDate, NaiveDate, Option<Money>, Option<Money>)> = account_balance::table
        .inner_join(account::table.on(account::id.eq(account_balance::account_id)))
        .inner_join(fiscal_period::table.on(fiscal_period::id.eq(account_balance::fiscal_period_id)))
        .filter(account_balance::company_id.eq(company))
        .filter(account::control.eq(Control::Inventory))
        .filter(fiscal_period::start_date.le(until))
        .group_by((fiscal_period::start_date, fiscal_period::end_date))
        .order(fiscal_period::start_date.asc())
        .limit(PERIODS_MAX)
        .select((
            fiscal_period::start_date,
            fiscal_period::end_date,
            exact_sum(account_balance::debit),
            exact_sum(account_balance::credit),
        ))
        .load(conn)?;
    let mut value = Money::ZERO;
    let mut months: Vec<Month> = Vec::new();
    for (start, end, debit, credit) in rows {
        let (came, left) = (debit.unwrap_or_default(), credit.unwrap_or_default());
        value += came - left;
        months.push(Month {
            start,
            end,
            came,
            left,
            value,
        });
    }
    let first = months.len().saturating_sub(count);
    Ok(months.split_off(first))
}
