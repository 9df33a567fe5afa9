//! Changes of one's own account.
use crate::company;
use crate::company::me::NewToken;
use crate::company::me::OwnSettings;
use crate::company::me::TOKEN_DAYS;
use crate::company::me::queries;
use crate::company::user;
use crate::event::Event;
use crate::event::EventKind;
use crate::ids::ApiTokenId;
use crate::ids::CompanyId;
use crate::ids::SessionId;
use crate::ids::UserId;
use crate::kernel::error::Argument;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Result;
use crate::kernel::id;
use crate::kernel::session::secret_hash;
use crate::kernel::totp::RecoveryCode;
use crate::kernel::tx::Tx;
use crate::refuse_unless;
use chrono::Duration;
use diesel::prelude::*;
use tenon_schema::api_token;
use tenon_schema::app_user;
use tenon_schema::recovery_code;
use tenon_schema::session;

/// Most tokens that are not revoked one may have.
const TOKENS_MAX: i64 = 50;

fn yes_or_no(flag: bool) -> Argument {
    Argument::Key(if flag { "yes" } else { "no" }.to_owned())
}

/// Changes how one reads and works.
pub fn change_settings(tx: &mut Tx<'_>, user: UserId, version: i32, new: &OwnSettings) -> Result<()> {
    let old = user::queries::get(tx.conn, user)?;
    user::check_reading(&new.language, &new.time_zone, &new.number_format)?;
    company::queries::require_known(tx.conn, "default_company_id", new.default_company_id)?;
    if let Some(company) = new.default_company_id.filter(|company| !tx.actor.sees(*company)) {
        let message = Message::new("problem-not-a-choice").with("value", company.to_string());
        return Err(Error::invalid("default_company_id", message));
    }
    let changed = diesel::update(app_user::table.find(user).filter(app_user::version.eq(version)))
        .set((
            app_user::language.eq(&new.language),
            app_user::number_format.eq(&new.number_format),
            app_user::time_zone.eq(&new.time_zone),
            app_user::single_keys.eq(new.single_keys),
            app_user::default_company_id.eq(new.default_company_id.map(CompanyId::raw)),
            app_user::version.eq(version + 1),
        ))
        .execute(tx.conn)?;
    tx.stale_unless(changed, user)?;
    let event = Event::new(EventKind::UserChanged, None, user)
        .say("name", &old.name)
        .change("language", old.language, &new.language)
        .change("number_format", old.number_format, &new.number_format)
        .change("time_zone", old.time_zone, &new.time_zone)
        .change("single_keys", yes_or_no(old.single_keys), yes_or_no(new.single_keys));
    tx.record(event);
    Ok(())
}

/// Sets a new password, already checked and hashed, and ends all other sessions.
pub fn set_password(tx: &mut Tx<'_>, user: UserId, hash: &str, but: Option<SessionId>) -> Result<()> {
    let name = user::queries::get(tx.conn, user)?.name;
    diesel::update(app_user::table.find(user))
        .set(app_user::password_hash.eq(hash))
        .execute(tx.conn)?;
    end_sessions(tx, user, but)?;
    tx.record(Event::new(EventKind::PasswordChanged, None, user).say("name", name));
    Ok(())
}

/// Ends every session of a user but one.
pub fn end_sessions(tx: &mut Tx<'_>, user: UserId, but: Option<SessionId>) -> Result<()> {
    let kept = but.map_or(0, SessionId::raw);
    let living = session::table
        .filter(session::user_id.eq(user))
        .filter(session::id.ne(kept))
        .filter(session::revoked_at.is_null());
    diesel::update(living)
        .set(session::revoked_at.eq(tx.now))
        .execute(tx.conn)?;
    Ok(())
}

/// Ends sessions of one's own.
pub fn revoke_sessions(tx: &mut Tx<'_>, user: UserId, ids: &[SessionId]) -> Result<()> {
    let name = user::queries::get(tx.conn, user)?.name;
    let raw: Vec<i64> = ids.iter().map(|id| id.raw()).collect();
    let own = session::table
        .filter(session::user_id.eq(user))
        .filter(session::id.eq_any(raw))
        .filter(session::revoked_at.is_null());
    let ended = diesel::update(own)
        .set(session::revoked_at.eq(tx.now))
        .execute(tx.conn)?;
    refuse_unless!(ended > 0, "session-unknown");
    tx.record(Event::new(EventKind::SessionRevoked, None, user).say("name", name));
    Ok(())
}

/// Makes a token; only the hash of its secret is kept. It may use no permission that is not one's own.
pub fn create_token(tx: &mut Tx<'_>, user: UserId, new: &NewToken, secret: &str) -> Result<ApiTokenId> {
    if !TOKEN_DAYS.contains(&new.days) {
        let message = Message::new("problem-not-a-choice").with("value", new.days.to_string());
        return Err(Error::invalid("days", message));
    }
    if new.scopes.is_empty() {
        return Err(Error::invalid("scopes", Message::new("token-needs-scope")));
    }
    let missing = new
        .scopes
        .iter()
        .find(|scope| scope.is_free() || !tx.actor.may_somewhere(**scope));
    if let Some(scope) = missing {
        return Err(Error::invalid(
            "scopes",
            Message::new("problem-not-a-choice").with("value", scope.code()),
        ));
    }
    let count: i64 = api_token::table
        .filter(api_token::user_id.eq(user))
        .filter(api_token::revoked_at.is_null())
        .count()
        .get_result(tx.conn)?;
    refuse_unless!(count < TOKENS_MAX, "token-too-many", max = TOKENS_MAX);
    let scopes: Vec<&str> = new.scopes.iter().map(|scope| scope.code()).collect();
    let id: ApiTokenId = id::new();
    tx.conn.later(&diesel::insert_into(api_token::table).values((
        api_token::id.eq(id),
        api_token::user_id.eq(user),
        api_token::name.eq(&new.name),
        api_token::token_hash.eq(secret_hash(secret)),
        api_token::scopes.eq(scopes.join(" ")),
        api_token::created_at.eq(tx.now),
        api_token::last_used_at.eq(None::<chrono::NaiveDateTime>),
        api_token::expires_at.eq(tx.now + Duration::days(i64::from(new.days))),
        api_token::revoked_at.eq(None::<chrono::NaiveDateTime>),
    )))?;
    tx.record(
        Event::new(EventKind::TokenCreated, None, id)
            .with(user)
            .say("name", &new.name),
    );
    Ok(id)
}

/// Ends a token of one's own.
pub fn revoke_token(tx: &mut Tx<'_>, user: UserId, id: ApiTokenId) -> Result<()> {
    let token = queries::token(tx.conn, user, id)?;
    let living = api_token::table.find(id).filter(api_token::revoked_at.is_null());
    let ended = diesel::update(living)
        .set(api_token::revoked_at.eq(tx.now))
        .execute(tx.conn)?;
    refuse_unless!(ended == 1, "token-already-revoked", name = &token.name);
    tx.record(
        Event::new(EventKind::TokenRevoked, None, id)
            .with(user)
            .say("name", &token.name),
    );
    Ok(())
}

/// Ends every token of a user: whoever lost his password may have lost more.
pub fn revoke_tokens(tx: &mut Tx<'_>, user: UserId) -> Result<()> {
    let living = api_token::table
        .filter(api_token::user_id.eq(user))
        .filter(api_token::revoked_at.is_null());
    let tokens: Vec<(ApiTokenId, String)> = living
        .select((api_token::id, api_token::name))
        .limit(TOKENS_MAX)
        .load(tx.conn)?;
    diesel::update(living)
        .set(api_token::revoked_at.eq(tx.now))
        .execute(tx.conn)?;
    for (id, name) in tokens {
        tx.record(
            Event::new(EventKind::TokenRevoked, None, id)
                .with(user)
                .say("name", name),
        );
    }
    Ok(())
}

/// Turns the second factor on, with the step of the code that proved it, and a set of recovery codes.
pub fn start_second_factor(
    tx: &mut Tx<'_>,
    user: UserId,
    secret: &str,
    step: u64,
    codes: &[RecoveryCode],
) -> Result<()> {
    let old = user::queries::get(tx.conn, user)?;
    refuse_unless!(!old.totp_is_active, "second-factor-is-on");
    diesel::update(app_user::table.find(user))
        .set((
            app_user::totp_secret.eq(secret),
            app_user::totp_is_active.eq(true),
            app_user::totp_last_step.eq(i64::try_from(step).unwrap_or(i64::MAX)),
        ))
        .execute(tx.conn)?;
    replace_codes(tx, user, codes)?;
    let event = Event::new(EventKind::SecondFactorChanged, None, user)
        .say("name", &old.name)
        .change("second_factor", yes_or_no(false), yes_or_no(true));
    tx.record(event);
    Ok(())
}

/// Turns the second factor off and forgets its secret and codes.
pub fn stop_second_factor(tx: &mut Tx<'_>, user: UserId) -> Result<()> {
    let old = user::queries::get(tx.conn, user)?;
    refuse_unless!(old.totp_is_active, "second-factor-is-off");
    diesel::update(app_user::table.find(user))
        .set((
            app_user::totp_secret.eq(""),
            app_user::totp_is_active.eq(false),
            app_user::totp_last_step.eq(0_i64),
        ))
        .execute(tx.conn)?;
    replace_codes(tx, user, &[])?;
    let event = Event::new(EventKind::SecondFactorChanged, None, user)
        .say("name", &old.name)
        .change("second_factor", yes_or_no(true), yes_or_no(false));
    tx.record(event);
    Ok(())
}

/// A new set of recovery codes in place of the old one.
pub fn renew_codes(tx: &mut Tx<'_>, user: UserId, codes: &[RecoveryCode]) -> Result<()> {
    let old = user::queries::get(tx.conn, user)?;
    refuse_unless!(old.totp_is_active, "second-factor-is-off");
    replace_codes(tx, user, codes)?;
    tx.record(Event::new(EventKind::SecondFactorChanged, None, user).say("name", &old.name));
    Ok(())
}

fn replace_codes(tx: &mut Tx<'_>, user: UserId, codes: &[RecoveryCode]) -> Result<()> {
    diesel::delete(recovery_code::table.filter(recovery_code::user_id.eq(user))).execute(tx.conn)?;
    let row = |code: &RecoveryCode| {
        (
            recovery_code::id.eq(id::next()),
            recovery_code::user_id.eq(user),
            recovery_code::code_hash.eq(code.stored.clone()),
            recovery_code::used_at.eq(None::<chrono::NaiveDateTime>),
        )
    };
    let rows: Vec<_> = codes.iter().map(row).collect();
    if !rows.is_empty() {
        tx.conn
            .later(&diesel::insert_into(recovery_code::table).values(&rows))?;
    }
    Ok(())
}
