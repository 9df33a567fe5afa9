//! Reads of fiscal years and periods.
use crate::ids::CompanyId;
use crate::ids::FiscalPeriodId;
use crate::ids::FiscalYearId;
use crate::kernel::actor::Reach;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Result;
use crate::kernel::error::found;
use crate::kernel::list::ListQuery;
use crate::kernel::list::Sums;
use crate::ledger::period::FiscalPeriod;
use crate::ledger::period::FiscalYear;
use crate::ledger::period::PeriodState;
use crate::refuse_unless;
use crate::sort_page;
use crate::within_companies;
use chrono::NaiveDate;
use diesel::prelude::*;
use tenon_db::Conn;
use tenon_db::Sql;
use tenon_schema::fiscal_period;
use tenon_schema::fiscal_year;

/// Most periods that a report spans.
const PERIODS_MAX: i64 = 500;

pub fn get(conn: &mut Conn, id: FiscalPeriodId) -> Result<FiscalPeriod> {
    let row = fiscal_period::table
        .find(id)
        .select(FiscalPeriod::as_select())
        .first(conn);
    found(row, "fiscal-period")
}

pub fn year(conn: &mut Conn, id: FiscalYearId) -> Result<FiscalYear> {
    found(
        fiscal_year::table.find(id).select(FiscalYear::as_select()).first(conn),
        "fiscal-year",
    )
}

pub fn of_year(conn: &mut Conn, id: FiscalYearId) -> Result<Vec<FiscalPeriod>> {
    let rows = fiscal_period::table
        .filter(fiscal_period::fiscal_year_id.eq(id))
        .order(fiscal_period::start_date.asc())
        .limit(100)
        .select(FiscalPeriod::as_select())
        .load(conn)?;
    Ok(rows)
}

/// The oldest open period before a day.
pub fn open_before(conn: &mut Conn, company: CompanyId, day: NaiveDate) -> Result<Option<FiscalPeriod>> {
    let row = fiscal_period::table
        .filter(fiscal_period::company_id.eq(company))
        .filter(fiscal_period::end_date.lt(day))
        .filter(fiscal_period::state.eq(PeriodState::Open))
        .order(fiscal_period::end_date.asc())
        .select(FiscalPeriod::as_select())
        .first(conn)
        .optional()?;
    Ok(row)
}

/// The fiscal years of companies that a day falls in.
pub fn years_of_date(conn: &mut Conn, companies: &[i64], date: NaiveDate) -> Result<Vec<FiscalYear>> {
    let rows = fiscal_year::table
        .filter(fiscal_year::company_id.eq_any(companies.to_vec()))
        .filter(fiscal_year::start_date.le(date))
        .filter(fiscal_year::end_date.ge(date))
        .order((fiscal_year::company_id.asc(), fiscal_year::id.asc()))
        .limit(PERIODS_MAX)
        .select(FiscalYear::as_select())
        .load(conn)?;
    Ok(rows)
}

/// The fiscal year a day falls in.
pub fn year_of_date(conn: &mut Conn, company: CompanyId, date: NaiveDate) -> Result<Option<FiscalYear>> {
    let row = fiscal_year::table
        .filter(fiscal_year::company_id.eq(company))
        .filter(fiscal_year::start_date.le(date))
        .filter(fiscal_year::end_date.ge(date))
        .select(FiscalYear::as_select())
        .first(conn)
        .optional()?;
    Ok(row)
}

/// The day after a company's last fiscal year.
pub fn next_start(conn: &mut Conn, company: CompanyId) -> Result<Option<NaiveDate>> {
    let last: Option<NaiveDate> = fiscal_year::table
        .filter(fiscal_year::company_id.eq(company))
        .select(diesel::dsl::max(fiscal_year::end_date))
        .first(conn)?;
    Ok(last.and_then(|last| last.succ_opt()))
}

/// The periods of companies that touch the days given, first first.
pub fn between(conn: &mut Conn, companies: &[i64], from: NaiveDate, to: NaiveDate) -> Result<Vec<FiscalPeriod>> {
    let rows = fiscal_period::table
        .filter(fiscal_period::company_id.eq_any(companies.to_vec()))
        .filter(fiscal_period::end_date.ge(from))
        .filter(fiscal_period::start_date.le(to))
        .order((fiscal_period::start_date.asc(), fiscal_period::id.asc()))
        .limit(PERIODS_MAX)
        .select(FiscalPeriod::as_select())
        .load(conn)?;
    Ok(rows)
}

/// Refuses a day without an open period, and says which period and which day.
pub fn require_open(conn: &mut Conn, company: CompanyId, date: NaiveDate) -> Result<()> {
    require_all_open(conn, company, &[date])
}

/// The same for several days; the first of them that has none is named.
pub fn require_all_open(conn: &mut Conn, company: CompanyId, dates: &[NaiveDate]) -> Result<()> {
    let (Some(first), Some(last)) = (dates.iter().min(), dates.iter().max()) else {
        return Ok(());
    };
    let periods = between(conn, &[company.raw()], *first, *last)?;
    for date in dates {
        let of_date = periods
            .iter()
            .find(|period| (period.start_date..=period.end_date).contains(date));
        let Some(period) = of_date else {
            return Err(Error::Refused(Message::new("period-missing").with("date", *date)));
        };
        let is_open = period.state == PeriodState::Open;
        refuse_unless!(is_open, "period-closed", period = &period.name, date = *date);
    }
    Ok(())
}

pub fn page(conn: &mut Conn, reach: &Reach, list: &ListQuery) -> Result<Vec<FiscalYear>> {
    let query = fiscal_year::table.select(FiscalYear::as_select()).into_boxed::<Sql>();
    let query = within_companies!(query, reach, fiscal_year);
    let query = sort_page!(query, list, fiscal_year::id, {
        "start" => fiscal_year::start_date, NaiveDate; "name" => fiscal_year::name, String;
    });
    Ok(query.load(conn)?)
}

pub fn sums(conn: &mut Conn, reach: &Reach, _: &ListQuery) -> Result<Sums> {
    let query = within_companies!(fiscal_year::table.count().into_boxed::<Sql>(), reach, fiscal_year);
    Ok(Sums::count(query.get_result(conn)?))
}
