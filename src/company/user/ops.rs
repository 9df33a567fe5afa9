//! Making and changing users. Whoever changes what somebody may has to hold that right wherever it reaches.
use crate::company::me;
use crate::company::role;
use crate::company::sign_in::normal_email;
use crate::company::user;
use crate::company::user::EditUser;
use crate::company::user::NewUser;
use crate::company::user::RoleHeld;
use crate::company::user::User;
use crate::company::user::queries;
use crate::event::Event;
use crate::event::EventKind;
use crate::ids::CompanyId;
use crate::ids::RoleId;
use crate::ids::UserId;
use crate::kernel::actor::Actor;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Result;
use crate::kernel::id;
use crate::kernel::search;
use crate::kernel::search::Entry;
use crate::kernel::search_text::fold;
use crate::kernel::session::new_secret;
use crate::kernel::session::secret_hash;
use crate::kernel::tx::Tx;
use crate::permission::Permission;
use crate::refuse_unless;
use crate::set_active;
use chrono::Duration;
use diesel::prelude::*;
use tenon_schema::app_user;
use tenon_schema::company;
use tenon_schema::reset_link;
use tenon_schema::role as role_table;
use tenon_schema::team;
use tenon_schema::user_role;

pub use crate::company::role::ops::ensure_roles;

/// Hours a reset link is good for.
pub const RESET_HOURS: i64 = 24;

/// Adds a user with roles by code; the password is already checked and hashed, outside the lane. Used by the program
/// itself: the demo, the command line, import.
pub fn create(tx: &mut Tx<'_>, new: &NewUser, password_hash: &str) -> Result<UserId> {
    let edit = completed(tx, new)?;
    add(tx, &edit, password_hash)
}

/// Roles by their codes, held in one company or in all of them.
pub fn held_by_code(tx: &mut Tx<'_>, codes: &[String], company: Option<CompanyId>) -> Result<Vec<RoleHeld>> {
    let roles: Vec<(RoleId, String)> = role_table::table
        .filter(role_table::code.eq_any(codes))
        .select((role_table::id, role_table::code))
        .limit(500)
        .load(tx.conn)?;
    let unknown = codes.iter().find(|code| roles.iter().all(|(_, known)| known != *code));
    if let Some(unknown) = unknown {
        let message = Message::new("problem-not-a-choice").with("value", unknown);
        return Err(Error::invalid("roles", message));
    }
    let held = roles.iter().map(|(role, _)| RoleHeld {
        role_id: *role,
        company_id: company,
    });
    Ok(held.collect())
}

/// A user as he or she is to be, with what is usual where nothing is said.
pub fn completed(tx: &mut Tx<'_>, new: &NewUser) -> Result<EditUser> {
    let held = held_by_code(tx, &new.roles, new.company_id)?;
    let time_zone: Option<String> = match new.company_id {
        Some(id) => company::table
            .find(id)
            .select(company::time_zone)
            .first(tx.conn)
            .optional()?,
        None => None,
    };
    Ok(EditUser {
        name: new.name.clone(),
        email: new.email.clone(),
        language: new.language.clone().unwrap_or_else(|| "en".to_owned()),
        time_zone: time_zone.unwrap_or_else(|| "UTC".to_owned()),
        number_format: "comma-point".to_owned(),
        team_id: None,
        default_company_id: new.company_id,
        roles: held,
    })
}

/// Adds a member of staff, who may sign in once there is a password.
pub fn add(tx: &mut Tx<'_>, new: &EditUser, password_hash: &str) -> Result<UserId> {
    let email = check(tx, new, None)?;
    require_over(tx.actor, &new.roles)?;
    let id: UserId = id::new();
    tx.conn.later(&diesel::insert_into(app_user::table).values((
        app_user::id.eq(id),
        app_user::email.eq(&email),
        app_user::name.eq(&new.name),
        app_user::search_text.eq(search_text(&new.name, &email)),
        app_user::kind.eq("staff"),
        app_user::password_hash.eq(password_hash),
        app_user::language.eq(&new.language),
        app_user::time_zone.eq(&new.time_zone),
        app_user::number_format.eq(&new.number_format),
        app_user::team_id.eq(new.team_id),
        app_user::default_company_id.eq(new.default_company_id),
        app_user::totp_secret.eq(""),
        app_user::totp_is_active.eq(false),
        app_user::totp_last_step.eq(0_i64),
        app_user::single_keys.eq(true),
        app_user::is_active.eq(true),
        app_user::version.eq(1),
        app_user::created_at.eq(tx.now),
    )))?;
    put_roles(tx, id, &new.roles)?;
    index(tx, id, &new.name, &email)?;
    tx.record(Event::new(EventKind::UserCreated, None, id).say("name", &new.name));
    Ok(id)
}

/// What lists search and sort users by.
fn search_text(name: &str, email: &str) -> String {
    fold(&format!("{name} {email}"))
}

fn index(tx: &mut Tx<'_>, id: UserId, name: &str, email: &str) -> Result<()> {
    let entry = Entry {
        subject: id.into(),
        company: None,
        owner: None,
        title: name,
        subtitle: email,
        words: "",
    };
    search::put(tx.conn, &entry)
}

fn put_roles(tx: &mut Tx<'_>, id: UserId, roles: &[RoleHeld]) -> Result<()> {
    let held: Vec<_> = roles
        .iter()
        .map(|held| {
            (
                user_role::id.eq(id::next()),
                user_role::user_id.eq(id),
                user_role::role_id.eq(held.role_id),
                user_role::company_id.eq(held.company_id),
            )
        })
        .collect();
    if !held.is_empty() {
        tx.conn.later(&diesel::insert_into(user_role::table).values(&held))?;
    }
    Ok(())
}

/// The e-mail as stored, when everything about the user fits.
fn check(tx: &mut Tx<'_>, new: &EditUser, but: Option<UserId>) -> Result<String> {
    let email = normal_email(&new.email);
    let has_parts = email
        .split_once('@')
        .is_some_and(|(name, host)| !name.is_empty() && !host.is_empty());
    if !has_parts || email.contains(char::is_whitespace) {
        return Err(Error::invalid(
            "email",
            Message::new("problem-email").with("value", &new.email),
        ));
    }
    let holder: Option<UserId> = app_user::table
        .filter(app_user::email.eq(&email))
        .select(app_user::id)
        .first(tx.conn)
        .optional()?;
    if holder.is_some() && holder != but {
        return Err(Error::invalid(
            "email",
            Message::new("user-email-taken").with("email", &email),
        ));
    }
    user::check_reading(&new.language, &new.time_zone, &new.number_format)?;
    crate::company::queries::require_known(tx.conn, "default_company_id", new.default_company_id)?;
    check_team(tx, new)?;
    check_roles(tx, &new.roles)?;
    Ok(email)
}

fn check_team(tx: &mut Tx<'_>, new: &EditUser) -> Result<()> {
    let Some(id) = new.team_id else { return Ok(()) };
    let known: i64 = team::table.filter(team::id.eq(id)).count().get_result(tx.conn)?;
    if known == 0 {
        let message = Message::new("problem-not-a-choice").with("value", id.to_string());
        return Err(Error::invalid("team_id", message));
    }
    Ok(())
}

fn check_roles(tx: &mut Tx<'_>, held: &[RoleHeld]) -> Result<()> {
    let roles: Vec<RoleId> = role_table::table
        .filter(role_table::id.eq_any(held.iter().map(|held| held.role_id).collect::<Vec<_>>()))
        .filter(role_table::is_active.eq(true))
        .select(role_table::id)
        .limit(500)
        .load(tx.conn)?;
    let companies: Vec<CompanyId> = company::table.select(company::id).limit(500).load(tx.conn)?;
    for (row, one) in held.iter().enumerate() {
        let wrong = |name: &str, value: String| {
            Error::invalid(
                format!("roles.{row}.{name}"),
                Message::new("problem-not-a-choice").with("value", value),
            )
        };
        if !roles.contains(&one.role_id) {
            return Err(wrong("role_id", one.role_id.to_string()));
        }
        if let Some(company) = one.company_id.filter(|company| !companies.contains(company)) {
            return Err(wrong("company_id", company.to_string()));
        }
        if held
            .iter()
            .take(row)
            .any(|before| before.role_id == one.role_id && before.company_id == one.company_id)
        {
            return Err(Error::invalid(
                format!("roles.{row}.role_id"),
                Message::new("user-role-twice"),
            ));
        }
    }
    Ok(())
}

/// The actor may change users wherever these roles are held.
pub fn require_over(actor: &Actor, held: &[RoleHeld]) -> Result<()> {
    // Before the first company there is only the program itself.
    if actor.companies.is_empty() {
        return Ok(());
    }
    let may = match held {
        [] => actor.may_somewhere(Permission::UserEdit),
        _ => held.iter().all(|one| match one.company_id {
            Some(company) => actor.may(Permission::UserEdit, company),
            None => actor.may_everywhere(Permission::UserEdit),
        }),
    };
    // A company in which he holds nothing is as unknown to him.
    let unseen = held
        .iter()
        .filter_map(|one| one.company_id)
        .any(|company| !actor.sees(company));
    match (may, unseen) {
        (true, _) => Ok(()),
        (false, true) => Err(Error::NotFound("record")),
        (false, false) => Err(Error::Forbidden(Permission::UserEdit)),
    }
}

/// Changes a user. The actor must be allowed to wherever the user held or is to hold a role.
pub fn update(tx: &mut Tx<'_>, id: UserId, version: i32, edit: &EditUser) -> Result<()> {
    let old = require_over_user(tx, id)?;
    let email = check(tx, edit, Some(id))?;
    require_over(tx.actor, &edit.roles)?;
    let changed = diesel::update(app_user::table.find(id).filter(app_user::version.eq(version)))
        .set((
            app_user::name.eq(&edit.name),
            app_user::search_text.eq(search_text(&edit.name, &email)),
            app_user::email.eq(&email),
            app_user::language.eq(&edit.language),
            app_user::time_zone.eq(&edit.time_zone),
            app_user::number_format.eq(&edit.number_format),
            app_user::team_id.eq(edit.team_id),
            app_user::default_company_id.eq(edit.default_company_id),
            app_user::version.eq(version + 1),
        ))
        .execute(tx.conn)?;
    tx.stale_unless(changed, id)?;
    let old_roles = queries::roles_text(tx.conn, id)?;
    diesel::delete(user_role::table.filter(user_role::user_id.eq(id))).execute(tx.conn)?;
    put_roles(tx, id, &edit.roles)?;
    role::ops::require_administrator(tx)?;
    index(tx, id, &edit.name, &email)?;
    let new_roles = queries::roles_text(tx.conn, id)?;
    let event = Event::new(EventKind::UserChanged, None, id)
        .say("name", &edit.name)
        .change("name", old.name, &edit.name)
        .change("email", old.email, &email)
        .change("language", old.language, &edit.language)
        .change("time_zone", old.time_zone, &edit.time_zone)
        .change("roles", old_roles, new_roles);
    tx.record(event);
    Ok(())
}

/// A user of the staff: the program's own row is nobody's to change.
fn staff(tx: &mut Tx<'_>, id: UserId) -> Result<User> {
    let user = queries::get(tx.conn, id)?;
    if user.kind == "staff" {
        Ok(user)
    } else {
        Err(Error::NotFound("user"))
    }
}

fn require_over_user(tx: &mut Tx<'_>, id: UserId) -> Result<User> {
    let user = staff(tx, id)?;
    let held = queries::roles_held(tx.conn, id)?;
    require_over(tx.actor, &held)?;
    Ok(user)
}

/// Lets somebody in no more, or again. His sessions end at once; his records stay.
pub fn archive(tx: &mut Tx<'_>, id: UserId, version: i32, is_active: bool) -> Result<()> {
    let old = require_over_user(tx, id)?;
    refuse_unless!(is_active || id != tx.actor.user, "user-is-yourself");
    set_active!(tx, app_user, id, version, is_active);
    if !is_active {
        me::ops::end_sessions(tx, id, None)?;
        role::ops::require_administrator(tx)?;
    }
    tx.record(Event::new(EventKind::of_usage(is_active), None, id).say("name", old.name));
    Ok(())
}

/// Issues a link with which the user chooses a new password; earlier ones end. Only its hash is kept.
pub fn issue_reset_link(tx: &mut Tx<'_>, id: UserId, secret: &str) -> Result<()> {
    let user = require_over_user(tx, id)?;
    refuse_unless!(user.is_active, "user-not-active", name = &user.name);
    let open = reset_link::table
        .filter(reset_link::user_id.eq(id))
        .filter(reset_link::used_at.is_null());
    diesel::update(open)
        .set(reset_link::used_at.eq(tx.now))
        .execute(tx.conn)?;
    tx.conn.later(&diesel::insert_into(reset_link::table).values((
        reset_link::id.eq(id::next()),
        reset_link::user_id.eq(id),
        reset_link::token_hash.eq(secret_hash(secret)),
        reset_link::issued_by.eq(tx.actor.user),
        reset_link::expires_at.eq(tx.now + Duration::hours(RESET_HOURS)),
        reset_link::used_at.eq(None::<chrono::NaiveDateTime>),
    )))?;
    tx.record(Event::new(EventKind::ResetLinkIssued, None, id).say("name", user.name));
    Ok(())
}

/// A fresh secret for a link.
pub fn reset_secret() -> String {
    new_secret()
}

/// The link's user sets a password, once. His sessions and tokens end.
pub fn use_reset_link(tx: &mut Tx<'_>, link: i64, user: UserId, hash: &str) -> Result<()> {
    let open = reset_link::table
        .find(link)
        .filter(reset_link::used_at.is_null())
        .filter(reset_link::expires_at.gt(tx.now));
    let used = diesel::update(open)
        .set(reset_link::used_at.eq(tx.now))
        .execute(tx.conn)?;
    refuse_unless!(used == 1, "reset-link-ended");
    me::ops::revoke_tokens(tx, user)?;
    me::ops::set_password(tx, user, hash, None)
}

/// Takes the second factor away from somebody who lost phone and codes, and ends the sessions.
pub fn reset_second_factor(tx: &mut Tx<'_>, id: UserId) -> Result<()> {
    require_over_user(tx, id)?;
    me::ops::stop_second_factor(tx, id)?;
    me::ops::end_sessions(tx, id, None)
}

/// Ends every session of a user.
pub fn end_sessions(tx: &mut Tx<'_>, id: UserId) -> Result<()> {
    let user = require_over_user(tx, id)?;
    me::ops::end_sessions(tx, id, None)?;
    tx.record(Event::new(EventKind::SessionRevoked, None, id).say("name", user.name));
    Ok(())
}

/// The row of the program itself, which the log names; nobody can sign in as it.
pub fn ensure_system(tx: &mut Tx<'_>) -> Result<()> {
    tx.conn.later(
        &diesel::insert_into(app_user::table)
            .values((
                app_user::id.eq(user::SYSTEM),
                app_user::email.eq("system"),
                app_user::name.eq("Tenon"),
                app_user::search_text.eq("tenon"),
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
            .on_conflict_do_nothing(),
    )?;
    Ok(())
}

/// Forgets the reset links that can no longer be used.
pub fn forget_old_links(tx: &mut Tx<'_>) -> Result<()> {
    let old = reset_link::table.filter(reset_link::expires_at.lt(tx.now));
    diesel::delete(old).execute(tx.conn)?;
    Ok(())
}
