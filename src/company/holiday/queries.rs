//! Reads of holidays.
use crate::company::holiday::Holiday;
use crate::ids::CompanyId;
use crate::ids::HolidayId;
use crate::kernel::actor::Reach;
use crate::kernel::error::Error;
use crate::kernel::error::Result;
use crate::kernel::error::found;
use crate::kernel::list::ListQuery;
use crate::kernel::list::Sums;
use crate::sort_page;
use crate::within_companies;
use chrono::NaiveDate;
use diesel::prelude::*;
use tenon_db::Conn;
use tenon_db::IgnoringCase;
use tenon_db::Sql;
use tenon_schema::company;
use tenon_schema::holiday;

/// A holiday, whoever asks.
pub fn row(conn: &mut Conn, id: HolidayId) -> Result<Holiday> {
    let row = holiday::table.find(id).select(Holiday::as_select()).first(conn);
    found(row, "holiday")
}

/// A holiday within the reader's reach.
pub fn get(conn: &mut Conn, reach: &Reach, id: HolidayId) -> Result<Holiday> {
    let holiday = row(conn, id)?;
    if reach.companies().contains(&holiday.company_id.raw()) {
        Ok(holiday)
    } else {
        Err(Error::NotFound("holiday"))
    }
}

/// The holidays of a company from one day to another, both included.
pub fn between(conn: &mut Conn, company: CompanyId, first: NaiveDate, last: NaiveDate) -> Result<Vec<Holiday>> {
    let rows = holiday::table
        .filter(holiday::company_id.eq(company))
        .filter(holiday::holiday_date.between(first, last))
        .order(holiday::holiday_date)
        .limit(500)
        .select(Holiday::as_select())
        .load(conn)?;
    Ok(rows)
}

/// A row of the list.
#[derive(Debug, Clone)]
pub struct HolidayRow {
    pub holiday: Holiday,
    pub company: String,
}

macro_rules! matching {
    ($query:expr, $reach:expr, $list:expr) => {{
        let mut query = within_companies!($query, $reach, holiday);
        if let Some(pattern) = $list.starts_with() {
            query = query.filter(holiday::name.like_ignoring_case(format!("%{pattern}")));
        }
        if let Some(first) = $list.from_date("date") {
            query = query.filter(holiday::holiday_date.ge(first));
        }
        if let Some(last) = $list.to_date("date") {
            query = query.filter(holiday::holiday_date.le(last));
        }
        query
    }};
}

pub fn page(conn: &mut Conn, reach: &Reach, list: &ListQuery) -> Result<Vec<HolidayRow>> {
    let joined = holiday::table
        .inner_join(company::table)
        .select((Holiday::as_select(), company::code));
    let query = matching!(joined.into_boxed::<Sql>(), reach, list);
    let query = sort_page!(query, list, holiday::id, { "date" => holiday::holiday_date, NaiveDate; });
    let rows: Vec<(Holiday, String)> = query.load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(holiday, company)| HolidayRow { holiday, company })
        .collect())
}

pub fn sums(conn: &mut Conn, reach: &Reach, list: &ListQuery) -> Result<Sums> {
    let query = matching!(holiday::table.count().into_boxed::<Sql>(), reach, list);
    Ok(Sums::count(query.get_result(conn)?))
}
