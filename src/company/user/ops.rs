//! Making users and the standard roles.
use crate::company::roles::STANDARD;
use crate::company::roles::StandardRole;
use crate::company::user::NewUser;
use crate::event::Event;
use crate::event::EventKind;
use crate::ids::CompanyId;
use crate::ids::RoleId;
use crate::ids::UserId;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Result;
use crate::kernel::id;
use crate::kernel::tx::Tx;
use crate::permission::Permission;
use crate::permission::Scope;
use diesel::prelude::*;
use tenon_schema::app_user;
use tenon_schema::role;
use tenon_schema::role_permission;
use tenon_schema::user_role;

/// Makes the standard roles that are not there yet.
pub fn ensure_roles(tx: &mut Tx<'_>) -> Result<()> {
    let known: Vec<String> = role::table.select(role::code).limit(500).load(tx.conn)?;
    let missing: Vec<(RoleId, &StandardRole)> = STANDARD
        .iter()
        .filter(|one| known.iter().all(|code| code != one.code))
        .map(|one| (id::new(), one))
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let roles: Vec<_> = missing
        .iter()
        .map(|(id, one)| {
            (
                role::id.eq(*id),
                role::code.eq(one.code),
                role::name.eq(one.name),
                role::is_active.eq(true),
                role::version.eq(1),
            )
        })
        .collect();
    diesel::insert_into(role::table).values(&roles).execute(tx.conn)?;
    let mut permissions = Vec::new();
    for (id, one) in &missing {
        let all: Vec<(Permission, Scope)> = match one.permissions {
            [] => Permission::ALL
                .iter()
                .filter(|permission| !permission.is_free())
                .map(|permission| (*permission, Scope::All))
                .collect(),
            some => some.to_vec(),
        };
        permissions.extend(all.into_iter().map(|(permission, scope)| {
            (
                role_permission::role_id.eq(*id),
                role_permission::permission.eq(permission),
                role_permission::scope.eq(scope),
            )
        }));
        tx.record(Event::new(EventKind::RoleChanged, None, *id).say("name", one.name));
    }
    diesel::insert_into(role_permission::table)
        .values(&permissions)
        .execute(tx.conn)?;
    Ok(())
}

/// Adds a user with roles; the password is already checked and hashed, outside the lane.
pub fn create(tx: &mut Tx<'_>, new: &NewUser, password_hash: &str) -> Result<UserId> {
    let email = new.email.trim().to_lowercase();
    if !email.contains('@') {
        return Err(Error::invalid(
            "email",
            Message::new("problem-not-an-email").with("value", &new.email),
        ));
    }
    let known: i64 = app_user::table
        .filter(app_user::email.eq(&email))
        .count()
        .get_result(tx.conn)?;
    if known > 0 {
        return Err(Error::invalid(
            "email",
            Message::new("user-email-taken").with("email", &email),
        ));
    }
    let roles: Vec<(i64, String)> = role::table
        .filter(role::code.eq_any(&new.roles))
        .select((role::id, role::code))
        .limit(500)
        .load(tx.conn)?;
    if let Some(unknown) = new
        .roles
        .iter()
        .find(|code| roles.iter().all(|(_, known)| known != *code))
    {
        return Err(Error::invalid(
            "roles",
            Message::new("problem-not-a-choice").with("value", unknown),
        ));
    }
    let id: UserId = id::new();
    diesel::insert_into(app_user::table)
        .values((
            app_user::id.eq(id),
            app_user::email.eq(&email),
            app_user::name.eq(&new.name),
            app_user::kind.eq("staff"),
            app_user::password_hash.eq(password_hash),
            app_user::language.eq(new.language.as_deref().unwrap_or("en")),
            app_user::time_zone.eq("Europe/Berlin"),
            app_user::number_format.eq("comma-point"),
            app_user::team_id.eq(None::<i64>),
            app_user::default_company_id.eq(new.company_id.map(CompanyId::raw)),
            app_user::totp_secret.eq(""),
            app_user::totp_is_active.eq(false),
            app_user::totp_last_step.eq(0_i64),
            app_user::single_keys.eq(true),
            app_user::is_active.eq(true),
            app_user::version.eq(1),
            app_user::created_at.eq(tx.now),
        ))
        .execute(tx.conn)?;
    let held: Vec<_> = roles
        .iter()
        .map(|(role, _)| {
            (
                user_role::id.eq(id::next()),
                user_role::user_id.eq(id),
                user_role::role_id.eq(*role),
                user_role::company_id.eq(new.company_id.map(CompanyId::raw)),
            )
        })
        .collect();
    diesel::insert_into(user_role::table).values(&held).execute(tx.conn)?;
    tx.record(Event::new(EventKind::UserCreated, new.company_id, id).say("name", &new.name));
    Ok(id)
}

/// The row of the program itself, which the log names; nobody can sign in as it.
pub fn ensure_system(tx: &mut Tx<'_>) -> Result<()> {
    diesel::insert_into(app_user::table)
        .values((
            app_user::id.eq(crate::company::user::SYSTEM),
            app_user::email.eq("system"),
            app_user::name.eq("Tenon"),
            app_user::kind.eq("system"),
            app_user::password_hash.eq(""),
            app_user::language.eq("en"),
            app_user::time_zone.eq("UTC"),
            app_user::number_format.eq("comma-point"),
            app_user::totp_secret.eq(""),
            app_user::totp_is_active.eq(false),
            app_user::totp_last_step.eq(0_i64),
            app_user::single_keys.eq(false),
            app_user::is_active.eq(false),
            app_user::version.eq(1),
            app_user::created_at.eq(tx.now),
        ))
        .on_conflict_do_nothing()
        .execute(tx.conn)?;
    Ok(())
}
