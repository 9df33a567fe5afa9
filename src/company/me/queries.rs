//! Reads of one's own account.
use crate::company::me::OwnSession;
use crate::company::me::OwnToken;
use crate::company::sign_in::Account;
use crate::ids::ApiTokenId;
use crate::ids::SessionId;
use crate::ids::UserId;
use crate::kernel::actor::Reach;
use crate::kernel::error::Result;
use crate::kernel::error::found;
use crate::kernel::list::ListQuery;
use crate::kernel::list::Sums;
use crate::sort_page;
use chrono::NaiveDateTime;
use diesel::prelude::*;
use tenon_db::Conn;
use tenon_db::Sql;
use tenon_schema::api_token;
use tenon_schema::app_user;
use tenon_schema::recovery_code;
use tenon_schema::session;

/// The account with its secrets, for changing them.
pub fn account(conn: &mut Conn, user: UserId) -> Result<Account> {
    found(
        app_user::table.find(user).select(Account::as_select()).first(conn),
        "user",
    )
}

/// Recovery codes not used yet.
pub fn recovery_left(conn: &mut Conn, user: UserId) -> Result<i64> {
    let left = recovery_code::table
        .filter(recovery_code::user_id.eq(user))
        .filter(recovery_code::used_at.is_null());
    Ok(left.count().get_result(conn)?)
}

macro_rules! living {
    ($query:expr, $user:expr) => {
        $query
            .filter(session::user_id.eq($user))
            .filter(session::revoked_at.is_null())
            .filter(session::awaits_code.eq(false))
    };
}

/// One's living sessions.
pub fn sessions(conn: &mut Conn, reach: &Reach, list: &ListQuery) -> Result<Vec<OwnSession>> {
    let query = living!(
        session::table.select(OwnSession::as_select()).into_boxed::<Sql>(),
        reach.user
    );
    let query = sort_page!(query, list, session::id, { "last-seen" => session::last_seen_at, NaiveDateTime; });
    Ok(query.load(conn)?)
}

pub fn count_sessions(conn: &mut Conn, reach: &Reach, _: &ListQuery) -> Result<Sums> {
    let query = living!(session::table.count().into_boxed::<Sql>(), reach.user);
    Ok(Sums::count(query.get_result(conn)?))
}

/// One of one's living sessions.
pub fn session(conn: &mut Conn, user: UserId, id: SessionId) -> Result<OwnSession> {
    let query = living!(session::table.select(OwnSession::as_select()), user).filter(session::id.eq(id));
    found(query.first(conn), "session")
}

macro_rules! owned {
    ($query:expr, $user:expr, $list:expr) => {{
        let mut query = $query.filter(api_token::user_id.eq($user));
        match $list.flag("active") {
            Some(true) => query = query.filter(api_token::revoked_at.is_null()),
            Some(false) => query = query.filter(api_token::revoked_at.is_not_null()),
            None => {}
        }
        query
    }};
}

/// One's tokens, the revoked ones too.
pub fn tokens(conn: &mut Conn, reach: &Reach, list: &ListQuery) -> Result<Vec<OwnToken>> {
    let query = owned!(
        api_token::table.select(OwnToken::as_select()).into_boxed::<Sql>(),
        reach.user,
        list
    );
    let query = sort_page!(query, list, api_token::id, { "created" => api_token::created_at, NaiveDateTime; });
    Ok(query.load(conn)?)
}

pub fn count_tokens(conn: &mut Conn, reach: &Reach, list: &ListQuery) -> Result<Sums> {
    let query = owned!(api_token::table.count().into_boxed::<Sql>(), reach.user, list);
    Ok(Sums::count(query.get_result(conn)?))
}

/// One of one's tokens.
pub fn token(conn: &mut Conn, user: UserId, id: ApiTokenId) -> Result<OwnToken> {
    let query = api_token::table
        .filter(api_token::id.eq(id))
        .filter(api_token::user_id.eq(user))
        .select(OwnToken::as_select());
    found(query.first(conn), "token")
}

/// What is stored of a token's secret, to tell whether it was just made.
pub fn token_hash(conn: &mut Conn, id: ApiTokenId) -> Result<String> {
    found(
        api_token::table.find(id).select(api_token::token_hash).first(conn),
        "token",
    )
}
