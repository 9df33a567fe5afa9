//! Reads of valuation areas.
use crate::ids::CompanyId;
use crate::ids::ValuationAreaId;
use crate::inventory::valuation_area::ValuationArea;
use crate::kernel::actor::Reach;
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
use tenon_schema::valuation_area;
use tenon_schema::warehouse;

/// Most valuation areas of one company that are offered.
const CHOICES_MAX: i64 = 500;

pub fn get(conn: &mut Conn, id: ValuationAreaId) -> Result<ValuationArea> {
    let row = valuation_area::table
        .find(id)
        .select(ValuationArea::as_select())
        .first(conn);
    found(row, "valuation-area")
}

/// All of a company, the first one first.
pub fn of_company(conn: &mut Conn, company: CompanyId) -> Result<Vec<ValuationArea>> {
    let rows = valuation_area::table
        .filter(valuation_area::company_id.eq(company))
        .order(valuation_area::id.asc())
        .limit(CHOICES_MAX)
        .select(ValuationArea::as_select())
        .load(conn)?;
    Ok(rows)
}

pub fn choices(conn: &mut Conn, company: CompanyId) -> Result<Vec<(String, String)>> {
    let rows = of_company(conn, company)?;
    Ok(rows.into_iter().map(|row| (row.id.to_string(), row.name)).collect())
}

/// Whether any warehouse belongs to it.
pub fn is_used(conn: &mut Conn, id: ValuationAreaId) -> Result<bool> {
    let used = diesel::dsl::exists(warehouse::table.filter(warehouse::valuation_area_id.eq(id)));
    Ok(diesel::select(used).get_result(conn)?)
}

macro_rules! matching {
    ($query:expr, $reach:expr, $list:expr) => {{
        let mut query = within_companies!($query, $reach, valuation_area);
        if let Some(pattern) = $list.starts_with() {
            query = query.filter(valuation_area::name.like_ignoring_case(pattern));
        }
        query
    }};
}

pub fn page(conn: &mut Conn, reach: &Reach, list: &ListQuery) -> Result<Vec<ValuationArea>> {
    let query = valuation_area::table
        .select(ValuationArea::as_select())
        .into_boxed::<Sql>();
    let query = matching!(query, reach, list);
    let query = sort_page!(query, list, valuation_area::id, { "name" => valuation_area::name, String; });
    Ok(query.load(conn)?)
}

pub fn sums(conn: &mut Conn, reach: &Reach, list: &ListQuery) -> Result<Sums> {
    let query = matching!(valuation_area::table.count().into_boxed::<Sql>(), reach, list);
    Ok(Sums::count(query.get_result(conn)?))
}
