//! Reads of cost centres.
use crate::ids::CompanyId;
use crate::ids::CostCenterId;
use crate::kernel::actor::Reach;
use crate::kernel::error::Result;
use crate::kernel::error::found;
use crate::kernel::list::ListQuery;
use crate::kernel::list::Sums;
use crate::ledger::cost_center::CostCenter;
use crate::matching_master;
use crate::sort_page;
use crate::within_companies;
use diesel::dsl::exists;
use diesel::prelude::*;
use tenon_db::Conn;
use tenon_db::Sql;
use tenon_schema::cost_center;
use tenon_schema::journal_entry_line;

pub fn get(conn: &mut Conn, id: CostCenterId) -> Result<CostCenter> {
    let row = cost_center::table.find(id).select(CostCenter::as_select()).first(conn);
    found(row, "cost-center")
}

/// Cost centres in use of a company, by code.
pub fn choices(conn: &mut Conn, company: CompanyId) -> Result<Vec<CostCenter>> {
    let rows = cost_center::table
        .filter(cost_center::company_id.eq(company))
        .filter(cost_center::is_active.eq(true))
        .order(cost_center::code.asc())
        .limit(500)
        .select(CostCenter::as_select())
        .load(conn)?;
    Ok(rows)
}

/// Those of these that are a company's own.
pub fn of_company(conn: &mut Conn, company: CompanyId, ids: &[CostCenterId]) -> Result<Vec<CostCenterId>> {
    let known = cost_center::table
        .filter(cost_center::id.eq_any(ids.to_vec()))
        .filter(cost_center::company_id.eq(company))
        .select(cost_center::id)
        .load(conn)?;
    Ok(known)
}

/// Whether a posting names it.
pub fn is_used(conn: &mut Conn, id: CostCenterId) -> Result<bool> {
    let lines = journal_entry_line::table.filter(journal_entry_line::cost_center_id.eq(Some(id)));
    Ok(diesel::select(exists(lines)).get_result(conn)?)
}

pub fn page(conn: &mut Conn, reach: &Reach, list: &ListQuery) -> Result<Vec<CostCenter>> {
    let query = cost_center::table.select(CostCenter::as_select()).into_boxed::<Sql>();
    let query = matching_master!(within_companies!(query, reach, cost_center), list, cost_center);
    let query = sort_page!(query, list, cost_center::id, {
        "code" => cost_center::code, String; "name" => cost_center::name, String;
    });
    Ok(query.load(conn)?)
}

pub fn sums(conn: &mut Conn, reach: &Reach, list: &ListQuery) -> Result<Sums> {
    let query = matching_master!(
        within_companies!(cost_center::table.count().into_boxed::<Sql>(), reach, cost_center),
        list,
        cost_center
    );
    Ok(Sums::count(query.get_result(conn)?))
}
