//! Writes of signing in: housekeeping, without an event, but for what changes an account.
use crate::company::sign_in::Account;
use crate::company::sign_in::SECOND_STEP_MINUTES;
use crate::company::sign_in::Throttle;
use crate::company::sign_in::Waiting;
use crate::company::sign_in::account_subject;
use crate::company::sign_in::address_subject;
use crate::company::sign_in::queries;
use crate::ids::SessionId;
use crate::ids::UserId;
use crate::kernel::error::Error;
use crate::kernel::error::Result;
use crate::kernel::id;
use crate::kernel::session;
use crate::kernel::totp;
use crate::kernel::tx::Tx;
use chrono::Duration;
use diesel::prelude::*;
use diesel::upsert::excluded;
use tenon_schema::app_user;
use tenon_schema::recovery_code;
use tenon_schema::session as session_table;
use tenon_schema::sign_in_throttle;

/// Hours after which a throttle that blocks nobody is forgotten.
const FORGET_HOURS: i64 = 24;

/// Counts a try before it is made, so that many at once do not slip through; refuses with the seconds to wait.
pub fn begin_try(tx: &mut Tx<'_>, email: &str, address: &str) -> Result<()> {
    let subjects = [account_subject(email), address_subject(address)];
    let rows: Vec<(String, Throttle)> = sign_in_throttle::table
        .filter(sign_in_throttle::subject.eq_any(&subjects))
        .limit(2)
        .select((sign_in_throttle::subject, Throttle::as_select()))
        .load(tx.conn)?;
    if let Some(seconds) = rows.iter().filter_map(|(_, throttle)| throttle.wait(tx.now)).max() {
        return Err(Error::Throttled(seconds));
    }
    let after = |subject: &String| {
        let old = rows
            .iter()
            .find(|(known, _)| known == subject)
            .map(|(_, throttle)| throttle);
        let throttle = Throttle::after_try(old, subject, tx.now);
        (
            sign_in_throttle::subject.eq(subject.clone()),
            sign_in_throttle::failure_count.eq(throttle.failure_count),
            sign_in_throttle::window_started_at.eq(throttle.window_started_at),
            sign_in_throttle::blocked_until.eq(throttle.blocked_until),
        )
    };
    let counted: Vec<_> = subjects.iter().map(after).collect();
    tx.conn.later(
        &diesel::insert_into(sign_in_throttle::table)
            .values(&counted)
            .on_conflict(sign_in_throttle::subject)
            .do_update()
            .set((
                sign_in_throttle::failure_count.eq(excluded(sign_in_throttle::failure_count)),
                sign_in_throttle::window_started_at.eq(excluded(sign_in_throttle::window_started_at)),
                sign_in_throttle::blocked_until.eq(excluded(sign_in_throttle::blocked_until)),
            )),
    )?;
    let old =
        sign_in_throttle::table.filter(sign_in_throttle::window_started_at.lt(tx.now - Duration::hours(FORGET_HOURS)));
    diesel::delete(old).execute(tx.conn)?;
    Ok(())
}

/// The try was no failure: the account starts anew, and the address gets its try back.
pub fn forgive(tx: &mut Tx<'_>, email: &str, address: &str) -> Result<()> {
    let account = sign_in_throttle::table.filter(sign_in_throttle::subject.eq(account_subject(email)));
    diesel::delete(account).execute(tx.conn)?;
    let place = sign_in_throttle::table
        .filter(sign_in_throttle::subject.eq(address_subject(address)))
        .filter(sign_in_throttle::failure_count.gt(0));
    diesel::update(place)
        .set((
            sign_in_throttle::failure_count.eq(sign_in_throttle::failure_count - 1),
            sign_in_throttle::blocked_until.eq(None::<chrono::NaiveDateTime>),
        ))
        .execute(tx.conn)?;
    Ok(())
}

/// Forgets the sessions that have ended.
pub fn forget_old(tx: &mut Tx<'_>) -> Result<()> {
    let ended = session_table::expires_at
        .lt(tx.now)
        .or(session_table::revoked_at.is_not_null());
    diesel::delete(session_table::table.filter(ended)).execute(tx.conn)?;
    Ok(())
}

/// Where a session is opened.
#[derive(Debug, Clone)]
pub struct Place {
    pub address: String,
    pub agent: String,
}

/// Opens a session and gives its secret, which only the cookie keeps. With a second factor it waits for the code.
pub fn open_session(tx: &mut Tx<'_>, account: &Account, place: &Place, awaits_code: bool) -> Result<String> {
    let secret = session::new_secret();
    let lasts = if awaits_code {
        Duration::minutes(SECOND_STEP_MINUTES)
    } else {
        Duration::days(session::ABSOLUTE_DAYS)
    };
    let id: SessionId = id::new();
    tx.conn.later(&diesel::insert_into(session_table::table).values((
        session_table::id.eq(id),
        session_table::user_id.eq(account.id),
        session_table::token_hash.eq(session::secret_hash(&secret)),
        session_table::form_token.eq(session::new_secret()),
        session_table::company_id.eq(account.default_company_id),
        session_table::awaits_code.eq(awaits_code),
        session_table::address.eq(&place.address),
        session_table::agent.eq(&place.agent),
        session_table::created_at.eq(tx.now),
        session_table::last_seen_at.eq(tx.now),
        session_table::expires_at.eq(tx.now + lasts),
        session_table::revoked_at.eq(None::<chrono::NaiveDateTime>),
    )))?;
    if !awaits_code {
        forgive(tx, &account.email, &place.address)?;
    }
    Ok(secret)
}

/// Keeps the password's hash in today's parameters.
pub fn renew_hash(tx: &mut Tx<'_>, user: UserId, old: &str, new: &str) -> Result<()> {
    diesel::update(app_user::table.find(user).filter(app_user::password_hash.eq(old)))
        .set(app_user::password_hash.eq(new))
        .execute(tx.conn)?;
    Ok(())
}

/// The second step: a code of the app, or a recovery code, each good once. The waiting session gives way to a real one.
pub fn finish_session(tx: &mut Tx<'_>, secret: &str, code: &str, place: &Place) -> Result<Option<String>> {
    let waiting = queries::find_waiting(tx.conn, secret, tx.now)?.ok_or(Error::Unauthenticated)?;
    if !accept_code(tx, &waiting, code)? {
        return Ok(None);
    }
    end_session(tx, waiting.session)?;
    open_session(tx, &waiting.account, place, false).map(Some)
}

fn accept_code(tx: &mut Tx<'_>, waiting: &Waiting, code: &str) -> Result<bool> {
    let account = &waiting.account;
    let now = u64::try_from(tx.now.and_utc().timestamp()).unwrap_or(0);
    let last = u64::try_from(account.totp_last_step).ok();
    let step = totp::verify(&account.totp_secret, code, now, last).map_err(|error| Error::Internal(Box::new(error)))?;
    if let Some(step) = step {
        let step = i64::try_from(step).unwrap_or(i64::MAX);
        diesel::update(app_user::table.find(account.id))
            .set(app_user::totp_last_step.eq(step))
            .execute(tx.conn)?;
        return Ok(true);
    }
    let Some(stored) = totp::recovery_stored(code) else {
        return Ok(false);
    };
    let Some(id) = queries::find_recovery_code(tx.conn, account.id.raw(), &stored)? else {
        return Ok(false);
    };
    diesel::update(recovery_code::table.find(id))
        .set(recovery_code::used_at.eq(tx.now))
        .execute(tx.conn)?;
    Ok(true)
}

/// Ends a session.
pub fn end_session(tx: &mut Tx<'_>, id: SessionId) -> Result<()> {
    diesel::update(
        session_table::table
            .find(id)
            .filter(session_table::revoked_at.is_null()),
    )
    .set(session_table::revoked_at.eq(tx.now))
    .execute(tx.conn)?;
    Ok(())
}
