//! Reads of users.
use crate::company::user::RoleHeld;
use crate::company::user::User;
use crate::company::user::why::Fact;
use crate::ids::CompanyId;
use crate::ids::RoleId;
use crate::ids::TeamId;
use crate::ids::UserId;
use crate::kernel::actor::Reach;
use crate::kernel::error::Result;
use crate::kernel::error::found;
use crate::kernel::list::ListQuery;
use crate::kernel::list::Sums;
use crate::kernel::list::query::contains;
use crate::kernel::search_text::fold;
use crate::kernel::session::secret_hash;
use crate::permission::Permission;
use crate::permission::Scope;
use crate::sort_page;
use chrono::NaiveDateTime;
use diesel::prelude::*;
use std::collections::BTreeMap;
use tenon_db::Conn;
use tenon_db::Sql;
use tenon_schema::app_user;
use tenon_schema::company;
use tenon_schema::reset_link;
use tenon_schema::role;
use tenon_schema::role_permission;
use tenon_schema::team;
use tenon_schema::user_role;

/// Most names read at once.
const NAMES_MAX: i64 = 5_000;
/// Most roles of the users of one page.
const ROLES_MAX: i64 = 5_000;

/// One user.
pub fn get(conn: &mut Conn, id: UserId) -> Result<User> {
    found(app_user::table.find(id).select(User::as_select()).first(conn), "user")
}

/// One member of staff.
pub fn staff(conn: &mut Conn, id: UserId) -> Result<User> {
    let user = app_user::table.find(id).filter(app_user::kind.eq("staff"));
    found(user.select(User::as_select()).first(conn), "user")
}

/// Names by id.
pub fn names(conn: &mut Conn, ids: &[UserId]) -> Result<BTreeMap<UserId, String>> {
    let rows: Vec<(UserId, String)> = app_user::table
        .filter(app_user::id.eq_any(ids.to_vec()))
        .select((app_user::id, app_user::name))
        .limit(NAMES_MAX)
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

/// Active members of staff whose name or e-mail holds this text, by name.
pub fn search(conn: &mut Conn, text: &str, limit: i64) -> Result<Vec<User>> {
    let pattern = contains(&fold(text.trim()));
    let rows = app_user::table
        .filter(app_user::kind.eq("staff"))
        .filter(app_user::is_active.eq(true))
        .filter(app_user::search_text.like(pattern).escape('\\'))
        .order((app_user::search_text, app_user::id))
        .limit(limit)
        .select(User::as_select())
        .load(conn)?;
    Ok(rows)
}

/// A row of the list of users.
#[derive(Debug, Clone)]
pub struct UserRow {
    pub user: User,
    pub team: Option<String>,
    /// Roles, with the company where they are held in one only.
    pub roles: String,
}

macro_rules! matching {
    ($query:expr, $list:expr) => {{
        let mut query = $query.filter(app_user::kind.eq("staff"));
        if let Some(pattern) = $list.contains() {
            query = query.filter(app_user::search_text.like(pattern).escape('\\'));
        }
        if let Some(active) = $list.flag("active") {
            query = query.filter(app_user::is_active.eq(active));
        }
        if let Some(on) = $list.flag("second-factor") {
            query = query.filter(app_user::totp_is_active.eq(on));
        }
        if let Some(roles) = $list.choice("role") {
            let ids: Vec<i64> = roles.iter().filter_map(|id| id.parse().ok()).collect();
            let holders = user_role::table
                .filter(user_role::role_id.eq_any(ids))
                .select(user_role::user_id);
            query = query.filter(app_user::id.eq_any(holders));
        }
        query
    }};
}

/// Users belong to the group: whoever may see users sees them all.
pub fn page(conn: &mut Conn, _: &Reach, list: &ListQuery) -> Result<Vec<UserRow>> {
    let joined = app_user::table
        .left_join(team::table)
        .select((User::as_select(), team::name.nullable()));
    let query = matching!(joined.into_boxed::<Sql>(), list);
    let query = sort_page!(query, list, app_user::id, {
        "name" => app_user::search_text, String; "email" => app_user::email, String;
    });
    let rows: Vec<(User, Option<String>)> = query.load(conn)?;
    let ids: Vec<UserId> = rows.iter().map(|(user, _)| user.id).collect();
    let mut roles = roles_of(conn, &ids)?;
    let row = |(user, team): (User, Option<String>)| UserRow {
        roles: roles.remove(&user.id).unwrap_or_default(),
        user,
        team,
    };
    Ok(rows.into_iter().map(row).collect())
}

pub fn sums(conn: &mut Conn, _: &Reach, list: &ListQuery) -> Result<Sums> {
    let query = matching!(app_user::table.count().into_boxed::<Sql>(), list);
    Ok(Sums::count(query.get_result(conn)?))
}

/// "Sales (NW), Administrator" by user.
fn roles_of(conn: &mut Conn, ids: &[UserId]) -> Result<BTreeMap<UserId, String>> {
    let rows: Vec<(UserId, String, Option<String>)> = user_role::table
        .inner_join(role::table)
        .left_join(company::table)
        .filter(user_role::user_id.eq_any(ids.to_vec()))
        .order((role::name, user_role::id))
        .limit(ROLES_MAX)
        .select((user_role::user_id, role::name, company::code.nullable()))
        .load(conn)?;
    let mut texts: BTreeMap<UserId, String> = BTreeMap::new();
    for (user, role, company) in rows {
        let text = company.map_or_else(|| role.clone(), |code| format!("{role} ({code})"));
        let known = texts.entry(user).or_default();
        if !known.is_empty() {
            known.push_str(", ");
        }
        known.push_str(&text);
    }
    Ok(texts)
}

/// The roles of one user as text, for the log.
pub fn roles_text(conn: &mut Conn, id: UserId) -> Result<String> {
    Ok(roles_of(conn, &[id])?.remove(&id).unwrap_or_default())
}

/// The roles of a user, as they are edited.
pub fn roles_held(conn: &mut Conn, id: UserId) -> Result<Vec<RoleHeld>> {
    let rows: Vec<(RoleId, Option<CompanyId>)> = user_role::table
        .filter(user_role::user_id.eq(id))
        .order(user_role::id)
        .limit(500)
        .select((user_role::role_id, user_role::company_id))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(role_id, company_id)| RoleHeld { role_id, company_id })
        .collect())
}

/// The roles of a user with their names.
pub fn roles_named(conn: &mut Conn, id: UserId) -> Result<Vec<(RoleId, String, bool, Option<CompanyId>)>> {
    let rows = user_role::table
        .inner_join(role::table)
        .filter(user_role::user_id.eq(id))
        .order((role::name, user_role::id))
        .limit(500)
        .select((role::id, role::name, role::is_active, user_role::company_id))
        .load(conn)?;
    Ok(rows)
}

/// Where a permission of a user comes from, inactive roles included.
pub fn facts(conn: &mut Conn, id: UserId, permission: Permission) -> Result<Vec<Fact>> {
    let rows: Vec<(RoleId, String, bool, Scope, Option<CompanyId>)> = user_role::table
        .inner_join(role::table)
        .inner_join(role_permission::table.on(role_permission::role_id.eq(user_role::role_id)))
        .filter(user_role::user_id.eq(id))
        .filter(role_permission::permission.eq(permission))
        .order((role::name, user_role::id))
        .limit(500)
        .select((
            role::id,
            role::name,
            role::is_active,
            role_permission::scope,
            user_role::company_id,
        ))
        .load(conn)?;
    let fact = |(role, name, is_active, scope, company)| Fact {
        role,
        name,
        is_active,
        scope,
        company,
    };
    Ok(rows.into_iter().map(fact).collect())
}

/// When a user was last seen.
pub fn last_seen(conn: &mut Conn, id: UserId) -> Result<Option<NaiveDateTime>> {
    use tenon_schema::session;
    let last = session::table
        .filter(session::user_id.eq(id))
        .order(session::last_seen_at.desc())
        .select(session::last_seen_at)
        .first(conn)
        .optional()?;
    Ok(last)
}

/// The open reset link of a secret: its id and user.
pub fn find_reset_link(conn: &mut Conn, secret: &str, now: NaiveDateTime) -> Result<Option<(i64, User)>> {
    let row = reset_link::table
        .inner_join(app_user::table.on(app_user::id.eq(reset_link::user_id)))
        .filter(reset_link::token_hash.eq(secret_hash(secret)))
        .filter(reset_link::used_at.is_null())
        .filter(reset_link::expires_at.gt(now))
        .filter(app_user::is_active.eq(true))
        .select((reset_link::id, User::as_select()))
        .first(conn)
        .optional()?;
    Ok(row)
}

/// Whether this secret's link is the one just made.
pub fn is_reset_link(conn: &mut Conn, secret: &str) -> Result<bool> {
    let count: i64 = reset_link::table
        .filter(reset_link::token_hash.eq(secret_hash(secret)))
        .count()
        .get_result(conn)?;
    Ok(count > 0)
}

/// Name of a team.
pub fn team_name(conn: &mut Conn, id: TeamId) -> Result<String> {
    found(team::table.find(id).select(team::name).first(conn), "team")
}

/// Whether somebody has no password yet.
pub fn has_no_password(conn: &mut Conn, id: UserId) -> Result<bool> {
    let count: i64 = app_user::table
        .filter(app_user::id.eq(id))
        .filter(app_user::password_hash.eq(""))
        .count()
        .get_result(conn)?;
    Ok(count > 0)
}
