//! Reads of employees, within the companies one may see.
use crate::ids::CompanyId;
use crate::ids::EmployeeId;
use crate::ids::UserId;
use crate::kernel::actor::Reach;
use crate::kernel::error::Result;
use crate::kernel::error::found;
use crate::kernel::list::ListQuery;
use crate::kernel::list::Sums;
use crate::kernel::list::query::contains;
use crate::kernel::list::query::starts_with;
use crate::kernel::search_text::fold;
use crate::people::employee::Employee;
use crate::sort_page;
use crate::within_companies;
use diesel::prelude::*;
use std::collections::BTreeMap;
use tenon_db::Conn;
use tenon_db::IgnoringCase;
use tenon_db::Sql;
use tenon_schema::employee;

/// Most levels of managers above one employee.
const LEVELS_MAX: usize = 30;

pub fn get(conn: &mut Conn, id: EmployeeId) -> Result<Employee> {
    found(
        employee::table.find(id).select(Employee::as_select()).first(conn),
        "employee",
    )
}

/// The employee, if within reach.
pub fn visible(conn: &mut Conn, reach: &Reach, id: EmployeeId) -> Result<Employee> {
    let query = employee::table.filter(employee::id.eq(id)).into_boxed::<Sql>();
    let row = within_companies!(query, reach, employee)
        .select(Employee::as_select())
        .first(conn);
    found(row, "employee")
}

/// Names by id.
pub fn names(conn: &mut Conn, ids: &[EmployeeId]) -> Result<BTreeMap<EmployeeId, String>> {
    let rows: Vec<(EmployeeId, String)> = employee::table
        .filter(employee::id.eq_any(ids.to_vec()))
        .select((employee::id, employee::name))
        .limit(500)
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

/// The employee a user is, in a company.
pub fn of_user(conn: &mut Conn, company: CompanyId, user: UserId) -> Result<Option<Employee>> {
    let row = employee::table
        .filter(employee::user_id.eq(user))
        .filter(employee::company_id.eq(company))
        .select(Employee::as_select())
        .first(conn)
        .optional()?;
    Ok(row)
}

/// Those who report to this one.
pub fn reports(conn: &mut Conn, id: EmployeeId) -> Result<Vec<Employee>> {
    let rows = employee::table
        .filter(employee::manager_id.eq(id))
        .filter(employee::is_active.eq(true))
        .order(employee::id.asc())
        .limit(200)
        .select(Employee::as_select())
        .load(conn)?;
    Ok(rows)
}

/// Whether `boss` is the employee or reports to him, directly or not: making him the manager would go in a circle.
pub fn is_below(conn: &mut Conn, id: EmployeeId, boss: EmployeeId) -> Result<bool> {
    let mut at = Some(boss);
    for _ in 0..LEVELS_MAX {
        match at {
            None => return Ok(false),
            Some(one) if one == id => return Ok(true),
            Some(one) => at = get(conn, one)?.manager_id,
        }
    }
    Ok(true)
}

/// Whether anybody reports to the employee.
pub fn is_manager(conn: &mut Conn, id: EmployeeId) -> Result<bool> {
    let those = employee::table.filter(employee::manager_id.eq(id));
    Ok(diesel::select(diesel::dsl::exists(those)).get_result(conn)?)
}

/// Employees of a company in use, by name or number.
pub fn search(conn: &mut Conn, company: CompanyId, text: &str, limit: i64) -> Result<Vec<Employee>> {
    let mut query = employee::table
        .filter(employee::company_id.eq(company))
        .filter(employee::is_active.eq(true))
        .into_boxed::<Sql>();
    for word in fold(text).split_whitespace().take(6) {
        let in_name = employee::sort_name.like(contains(word)).escape('\\');
        query = query.filter(in_name.or(employee::number.like_ignoring_case(starts_with(word))));
    }
    let rows = query
        .order((employee::sort_name.asc(), employee::id.asc()))
        .limit(limit)
        .select(Employee::as_select())
        .load(conn)?;
    Ok(rows)
}

/// A row of the list: the employee and the manager's name.
#[derive(Debug, Clone)]
pub struct Row {
    pub employee: Employee,
    pub manager: String,
}

macro_rules! matching {
    ($query:expr, $reach:expr, $list:expr) => {{
        let mut query = within_companies!($query, $reach, employee);
        for word in fold(&$list.search).split_whitespace().take(6) {
            let in_name = employee::sort_name.like(contains(word)).escape('\\');
            query = query.filter(in_name.or(employee::number.like_ignoring_case(starts_with(word))));
        }
        if let Some(manager) = $list.id("manager") {
            query = query.filter(employee::manager_id.eq(manager));
        }
        if let Some(first) = $list.from_date("hired") {
            query = query.filter(employee::hire_date.ge(first));
        }
        if let Some(last) = $list.to_date("hired") {
            query = query.filter(employee::hire_date.le(last));
        }
        if let Some(active) = $list.flag("active") {
            query = query.filter(employee::is_active.eq(active));
        }
        query
    }};
}

pub fn page(conn: &mut Conn, reach: &Reach, list: &ListQuery) -> Result<Vec<Row>> {
    let query = employee::table.select(Employee::as_select()).into_boxed::<Sql>();
    let query = matching!(query, reach, list);
    let query = sort_page!(query, list, employee::id, {
        "name" => employee::sort_name, String; "number" => employee::number, String;
    });
    let rows: Vec<Employee> = query.load(conn)?;
    let managers: Vec<EmployeeId> = rows.iter().filter_map(|row| row.manager_id).collect();
    let names = names(conn, &managers)?;
    let name = |id: Option<EmployeeId>| id.and_then(|id| names.get(&id).cloned()).unwrap_or_default();
    let row = |employee: Employee| Row {
        manager: name(employee.manager_id),
        employee,
    };
    Ok(rows.into_iter().map(row).collect())
}

pub fn sums(conn: &mut Conn, reach: &Reach, list: &ListQuery) -> Result<Sums> {
    let query = matching!(employee::table.count().into_boxed::<Sql>(), reach, list);
    Ok(Sums::count(query.get_result(conn)?))
}
