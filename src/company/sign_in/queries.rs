//! Reads of signing in.
use crate::company::sign_in::Account;
use crate::company::sign_in::Waiting;
use crate::ids::SessionId;
use crate::kernel::error::Result;
use crate::kernel::session::secret_hash;
use chrono::NaiveDateTime;
use diesel::prelude::*;
use tenon_db::Conn;
use tenon_schema::app_user;
use tenon_schema::recovery_code;
use tenon_schema::session;

/// Kind of users that sign in at the staff's door.
pub const STAFF: &str = "staff";

/// The active member of staff with this e-mail.
pub fn find_account(conn: &mut Conn, email: &str) -> Result<Option<Account>> {
    let account = app_user::table
        .filter(app_user::email.eq(email))
        .filter(app_user::kind.eq(STAFF))
        .filter(app_user::is_active.eq(true))
        .filter(app_user::password_hash.ne(""))
        .select(Account::as_select())
        .first(conn)
        .optional()?;
    Ok(account)
}

/// The session of a cookie that still waits for its second factor.
pub fn find_waiting(conn: &mut Conn, secret: &str, now: NaiveDateTime) -> Result<Option<Waiting>> {
    let row: Option<(SessionId, Account)> = session::table
        .inner_join(app_user::table)
        .filter(session::token_hash.eq(secret_hash(secret)))
        .filter(session::awaits_code.eq(true))
        .filter(session::revoked_at.is_null())
        .filter(session::expires_at.gt(now))
        .filter(app_user::is_active.eq(true))
        .select((session::id, Account::as_select()))
        .first(conn)
        .optional()?;
    Ok(row.map(|(session, account)| Waiting { session, account }))
}

/// The unused recovery code with this hash.
pub fn find_recovery_code(conn: &mut Conn, user: i64, stored: &str) -> Result<Option<i64>> {
    let id = recovery_code::table
        .filter(recovery_code::user_id.eq(user))
        .filter(recovery_code::code_hash.eq(stored))
        .filter(recovery_code::used_at.is_null())
        .select(recovery_code::id)
        .first(conn)
        .optional()?;
    Ok(id)
}
