//! Making and changing roles. They count in all companies, so only who may change users in all of them may change roles.
use crate::company::role::EditRole;
use crate::company::role::queries;
use crate::company::roles::STANDARD;
use crate::company::roles::StandardRole;
use crate::event::Event;
use crate::event::EventKind;
use crate::ids::RoleId;
use crate::kernel::error::Argument;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Result;
use crate::kernel::id;
use crate::kernel::tx::Tx;
use crate::kernel::tx::refuse_taken;
use crate::permission::Permission;
use crate::permission::Scope;
use crate::refuse_unless;
use crate::set_active;
use diesel::prelude::*;
use tenon_schema::role;
use tenon_schema::role_permission;
use tenon_schema::saved_view;
use tenon_schema::user_role;

/// Longest code of a role.
const CODE_MAX: usize = 40;

/// The actor holds it in every company there is.
pub fn require_everywhere(tx: &Tx<'_>, permission: Permission) -> Result<()> {
    // Before the first company there is only the program itself.
    if tx.actor.companies.is_empty() || tx.actor.may_everywhere(permission) {
        Ok(())
    } else {
        Err(Error::Forbidden(permission))
    }
}

/// Somebody must be left who may change users in all companies.
pub fn require_administrator(tx: &mut Tx<'_>) -> Result<()> {
    refuse_unless!(queries::administrators(tx.conn)? > 0, "last-administrator");
    Ok(())
}

/// Makes the standard roles that are not there yet.
pub fn ensure_roles(tx: &mut Tx<'_>) -> Result<()> {
    let known: Vec<String> = role::table.select(role::code).limit(500).load(tx.conn)?;
    let is_missing = |one: &&StandardRole| known.iter().all(|code| code != one.code);
    let missing: Vec<(RoleId, &StandardRole)> =
        STANDARD.iter().filter(is_missing).map(|one| (id::new(), one)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let roles: Vec<_> = missing
        .iter()
        .map(|(id, one)| new_row(*id, one.code, one.name))
        .collect();
    tx.conn.later(&diesel::insert_into(role::table).values(&roles))?;
    for (id, one) in &missing {
        tx.record(Event::new(EventKind::RoleChanged, None, *id).say("name", one.name));
    }
    let permissions: Vec<_> = missing.iter().flat_map(|(id, one)| standard(*id, one)).collect();
    tx.conn
        .later(&diesel::insert_into(role_permission::table).values(&permissions))?;
    Ok(())
}

type NewRole = (
    diesel::dsl::Eq<role::id, RoleId>,
    diesel::dsl::Eq<role::code, String>,
    diesel::dsl::Eq<role::name, String>,
    diesel::dsl::Eq<role::is_active, bool>,
    diesel::dsl::Eq<role::version, i32>,
);

fn new_row(id: RoleId, code: &str, name: &str) -> NewRole {
    (
        role::id.eq(id),
        role::code.eq(code.to_owned()),
        role::name.eq(name.to_owned()),
        role::is_active.eq(true),
        role::version.eq(1),
    )
}

type NewPermission = (
    diesel::dsl::Eq<role_permission::role_id, RoleId>,
    diesel::dsl::Eq<role_permission::permission, Permission>,
    diesel::dsl::Eq<role_permission::scope, Scope>,
);

fn permission_row(id: RoleId, permission: Permission, scope: Scope) -> NewPermission {
    (
        role_permission::role_id.eq(id),
        role_permission::permission.eq(permission),
        role_permission::scope.eq(scope),
    )
}

/// The permissions of a standard role; one without a list has all there are.
fn standard(id: RoleId, one: &StandardRole) -> Vec<NewPermission> {
    let all: Vec<(Permission, Scope)> = match one.permissions {
        [] => Permission::ALL
            .iter()
            .filter(|one| !one.is_free())
            .map(|one| (*one, Scope::All))
            .collect(),
        some => some.to_vec(),
    };
    all.into_iter()
        .map(|(permission, scope)| permission_row(id, permission, scope))
        .collect()
}

fn check(tx: &mut Tx<'_>, new: &EditRole, but: Option<RoleId>) -> Result<()> {
    let is_code = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
    if new.code.len() > CODE_MAX || !new.code.chars().all(is_code) {
        return Err(Error::invalid("code", Message::new("role-code-wrong")));
    }
    let holder: Option<RoleId> = role::table
        .filter(role::code.eq(&new.code))
        .select(role::id)
        .first(tx.conn)
        .optional()?;
    refuse_taken(holder, but, &new.code)?;
    for (row, allowed) in new.permissions.iter().enumerate() {
        let is_twice = new
            .permissions
            .iter()
            .take(row)
            .any(|before| before.permission == allowed.permission);
        if allowed.permission.is_free() || is_twice {
            let message = Message::new("problem-not-a-choice").with("value", allowed.permission.code());
            return Err(Error::invalid(format!("permissions.{row}.permission"), message));
        }
    }
    Ok(())
}

fn put_permissions(tx: &mut Tx<'_>, id: RoleId, new: &EditRole) -> Result<()> {
    diesel::delete(role_permission::table.filter(role_permission::role_id.eq(id))).execute(tx.conn)?;
    let given = new
        .permissions
        .iter()
        .filter_map(|allowed| Some((allowed.permission, allowed.scope?)));
    let rows: Vec<_> = given
        .map(|(permission, scope)| permission_row(id, permission, scope))
        .collect();
    if !rows.is_empty() {
        tx.conn
            .later(&diesel::insert_into(role_permission::table).values(&rows))?;
    }
    Ok(())
}

/// Makes a role.
pub fn create(tx: &mut Tx<'_>, new: &EditRole) -> Result<RoleId> {
    require_everywhere(tx, Permission::UserEdit)?;
    check(tx, new, None)?;
    let id: RoleId = id::new();
    tx.conn
        .later(&diesel::insert_into(role::table).values(new_row(id, &new.code, &new.name)))?;
    put_permissions(tx, id, new)?;
    tx.record(Event::new(EventKind::MasterCreated, None, id).say("name", &new.name));
    Ok(id)
}

fn scope_word(scope: Option<Scope>) -> Argument {
    scope.map_or(Argument::Nothing, |scope| {
        Argument::Key(format!("scope-{}", scope.code()))
    })
}

/// Changes a role for everybody who holds it, at once.
pub fn update(tx: &mut Tx<'_>, id: RoleId, version: i32, new: &EditRole) -> Result<()> {
    require_everywhere(tx, Permission::UserEdit)?;
    let old = queries::get(tx.conn, id)?;
    check(tx, new, Some(id))?;
    let changed = diesel::update(role::table.find(id).filter(role::version.eq(version)))
        .set((
            role::code.eq(&new.code),
            role::name.eq(&new.name),
            role::version.eq(version + 1),
        ))
        .execute(tx.conn)?;
    tx.stale_unless(changed, id)?;
    put_permissions(tx, id, new)?;
    require_administrator(tx)?;
    let mut event = Event::new(EventKind::RoleChanged, None, id)
        .say("name", &new.name)
        .change("code", &old.role.code, &new.code)
        .change("name", &old.role.name, &new.name);
    for permission in Permission::ALL {
        let given = new.permissions.iter().find(|allowed| allowed.permission == *permission);
        let after = given.and_then(|allowed| allowed.scope);
        event = event.change(permission.code(), scope_word(old.scope(*permission)), scope_word(after));
    }
    tx.record(event);
    Ok(())
}

/// Grants nothing any more, or again.
pub fn archive(tx: &mut Tx<'_>, id: RoleId, version: i32, is_active: bool) -> Result<()> {
    require_everywhere(tx, Permission::UserEdit)?;
    let old = queries::get(tx.conn, id)?.role;
    set_active!(tx, role, id, version, is_active);
    require_administrator(tx)?;
    tx.record(Event::new(EventKind::of_usage(is_active), None, id).say("name", old.name));
    Ok(())
}

/// Removes a role nobody holds and no view is shared with.
pub fn delete(tx: &mut Tx<'_>, id: RoleId, version: i32) -> Result<()> {
    require_everywhere(tx, Permission::UserEdit)?;
    let old = queries::get(tx.conn, id)?.role;
    let holders: i64 = user_role::table
        .filter(user_role::role_id.eq(id))
        .count()
        .get_result(tx.conn)?;
    let views: i64 = saved_view::table
        .filter(saved_view::role_id.eq(id.raw()))
        .count()
        .get_result(tx.conn)?;
    refuse_unless!(holders + views == 0, "master-in-use", name = &old.name);
    diesel::delete(role_permission::table.filter(role_permission::role_id.eq(id))).execute(tx.conn)?;
    let deleted = diesel::delete(role::table.find(id).filter(role::version.eq(version))).execute(tx.conn)?;
    tx.stale_unless(deleted, id)?;
    tx.record(Event::new(EventKind::MasterDeleted, None, id).say("name", old.name));
    Ok(())
}
