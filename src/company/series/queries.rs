//! Reads of number series.
use crate::company::series::NumberSeries;
use crate::ids::NumberSeriesId;
use crate::kernel::actor::Reach;
use crate::kernel::error::Error;
use crate::kernel::error::Result;
use crate::kernel::error::found;
use crate::kernel::list::ListQuery;
use crate::kernel::list::Sums;
use crate::sort_page;
use crate::within_companies;
use diesel::prelude::*;
use tenon_db::Conn;
use tenon_db::IgnoringCase;
use tenon_db::Sql;
use tenon_schema::company;
use tenon_schema::number_series;

/// A series, whoever asks.
pub fn row(conn: &mut Conn, id: NumberSeriesId) -> Result<NumberSeries> {
    let row = number_series::table
        .find(id)
        .select(NumberSeries::as_select())
        .first(conn);
    found(row, "number-series")
}

/// A series within the reader's reach.
pub fn get(conn: &mut Conn, reach: &Reach, id: NumberSeriesId) -> Result<NumberSeries> {
    let series = row(conn, id)?;
    if reach.companies().contains(&series.company_id.raw()) {
        Ok(series)
    } else {
        Err(Error::NotFound("number-series"))
    }
}

/// A row of the list.
#[derive(Debug, Clone)]
pub struct SeriesRow {
    pub series: NumberSeries,
    pub company: String,
}

macro_rules! matching {
    ($query:expr, $reach:expr, $list:expr) => {{
        let mut query = within_companies!($query, $reach, number_series);
        if let Some(pattern) = $list.starts_with() {
            query = query.filter(number_series::pattern.like_ignoring_case(pattern));
        }
        if let Some(kinds) = $list.choice("kind") {
            query = query.filter(number_series::kind.eq_any(kinds));
        }
        query
    }};
}

pub fn page(conn: &mut Conn, reach: &Reach, list: &ListQuery) -> Result<Vec<SeriesRow>> {
    let joined = number_series::table
        .inner_join(company::table)
        .select((NumberSeries::as_select(), company::code));
    let query = matching!(joined.into_boxed::<Sql>(), reach, list);
    let query = sort_page!(query, list, number_series::id, { "year" => number_series::year, i32; });
    let rows: Vec<(NumberSeries, String)> = query.load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(series, company)| SeriesRow { series, company })
        .collect())
}

pub fn sums(conn: &mut Conn, reach: &Reach, list: &ListQuery) -> Result<Sums> {
    let query = matching!(number_series::table.count().into_boxed::<Sql>(), reach, list);
    Ok(Sums::count(query.get_result(conn)?))
}
