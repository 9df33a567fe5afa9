//! Reads of roles.
use crate::company::role::Allowed;
use crate::company::role::Role;
use crate::company::role::RoleDetails;
use crate::ids::CompanyId;
use crate::ids::RoleId;
use crate::ids::UserId;
use crate::kernel::actor::Reach;
use crate::kernel::error::Result;
use crate::kernel::error::found;
use crate::kernel::list::ListQuery;
use crate::kernel::list::Options;
use crate::kernel::list::Sums;
use crate::permission::Permission;
use crate::permission::Scope;
use crate::sort_page;
use diesel::prelude::*;
use std::collections::BTreeMap;
use std::str::FromStr;
use tenon_db::Conn;
use tenon_db::IgnoringCase;
use tenon_db::Sql;
use tenon_schema::app_user;
use tenon_schema::role;
use tenon_schema::role_permission;
use tenon_schema::user_role;

/// Most holders shown on a role's page.
const HOLDERS_MAX: i64 = 200;

/// A role with its permissions; codes this program does not know are left out.
pub fn get(conn: &mut Conn, id: RoleId) -> Result<RoleDetails> {
    let role: Role = found(role::table.find(id).select(Role::as_select()).first(conn), "role")?;
    let rows: Vec<(String, String)> = role_permission::table
        .filter(role_permission::role_id.eq(id))
        .order(role_permission::permission)
        .limit(500)
        .select((role_permission::permission, role_permission::scope))
        .load(conn)?;
    let known = rows.into_iter().filter_map(|(permission, scope)| {
        let permission = Permission::from_str(&permission).ok()?;
        Some(Allowed {
            permission,
            scope: Scope::from_str(&scope).ok(),
        })
    });
    Ok(RoleDetails {
        role,
        permissions: known.collect(),
    })
}

/// Active roles by name, for forms and filters.
pub fn choices(conn: &mut Conn) -> Result<Options> {
    let rows: Vec<(RoleId, String)> = role::table
        .filter(role::is_active.eq(true))
        .order((role::name, role::id))
        .limit(500)
        .select((role::id, role::name))
        .load(conn)?;
    Ok(rows.into_iter().map(|(id, name)| (id.to_string(), name)).collect())
}

/// Active roles that have a permission.
pub fn granting(conn: &mut Conn, permission: Permission) -> Result<Vec<(RoleId, String)>> {
    let rows = role::table
        .inner_join(role_permission::table)
        .filter(role_permission::permission.eq(permission))
        .filter(role::is_active.eq(true))
        .order((role::name, role::id))
        .limit(50)
        .select((role::id, role::name))
        .load(conn)?;
    Ok(rows)
}

/// A row of the list of roles.
#[derive(Debug, Clone)]
pub struct RoleRow {
    pub role: Role,
    pub user_count: i64,
    pub permission_count: i64,
}

macro_rules! matching {
    ($query:expr, $list:expr) => {{
        let mut query = $query;
        if let Some(pattern) = $list.starts_with() {
            let in_name = format!("%{pattern}");
            let by_code = role::code.like_ignoring_case(pattern);
            query = query.filter(by_code.or(role::name.like_ignoring_case(in_name)));
        }
        if let Some(active) = $list.flag("active") {
            query = query.filter(role::is_active.eq(active));
        }
        query
    }};
}

pub fn page(conn: &mut Conn, _: &Reach, list: &ListQuery) -> Result<Vec<RoleRow>> {
    let query = matching!(role::table.select(Role::as_select()).into_boxed::<Sql>(), list);
    let query = sort_page!(query, list, role::id, { "code" => role::code, String; });
    let roles: Vec<Role> = query.load(conn)?;
    let ids: Vec<RoleId> = roles.iter().map(|role| role.id).collect();
    let users: Vec<(RoleId, i64)> = user_role::table
        .filter(user_role::role_id.eq_any(ids.clone()))
        .group_by(user_role::role_id)
        .select((user_role::role_id, diesel::dsl::count_star()))
        .limit(500)
        .load(conn)?;
    let permissions: Vec<(RoleId, i64)> = role_permission::table
        .filter(role_permission::role_id.eq_any(ids))
        .group_by(role_permission::role_id)
        .select((role_permission::role_id, diesel::dsl::count_star()))
        .limit(500)
        .load(conn)?;
    let (users, permissions): (BTreeMap<_, _>, BTreeMap<_, _>) =
        (users.into_iter().collect(), permissions.into_iter().collect());
    let count = |counts: &BTreeMap<RoleId, i64>, id: RoleId| counts.get(&id).copied().unwrap_or(0);
    let row = |role: Role| RoleRow {
        user_count: count(&users, role.id),
        permission_count: count(&permissions, role.id),
        role,
    };
    Ok(roles.into_iter().map(row).collect())
}

pub fn sums(conn: &mut Conn, _: &Reach, list: &ListQuery) -> Result<Sums> {
    let query = matching!(role::table.count().into_boxed::<Sql>(), list);
    Ok(Sums::count(query.get_result(conn)?))
}

/// Who holds a role, and where.
pub fn holders(conn: &mut Conn, id: RoleId) -> Result<Vec<(UserId, String, bool, Option<CompanyId>)>> {
    let rows = user_role::table
        .inner_join(app_user::table)
        .filter(user_role::role_id.eq(id))
        .order((app_user::name, user_role::id))
        .limit(HOLDERS_MAX)
        .select((app_user::id, app_user::name, app_user::is_active, user_role::company_id))
        .load(conn)?;
    Ok(rows)
}

/// Active users who may change users in all companies.
pub fn administrators(conn: &mut Conn) -> Result<i64> {
    let count = user_role::table
        .inner_join(app_user::table)
        .inner_join(role::table)
        .inner_join(role_permission::table.on(role_permission::role_id.eq(user_role::role_id)))
        .filter(role_permission::permission.eq(Permission::UserEdit))
        .filter(user_role::company_id.is_null())
        .filter(app_user::is_active.eq(true))
        .filter(role::is_active.eq(true))
        .count()
        .get_result(conn)?;
    Ok(count)
}
