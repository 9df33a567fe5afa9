//! Who is asking: a session's cookie or an API token becomes an actor. Tokens are stored hashed; sessions end when idle,
//! when too old, when revoked, or when their user may no longer sign in.
use crate::ids::CompanyId;
use crate::ids::SessionId;
use crate::ids::TeamId;
use crate::ids::UserId;
use crate::kernel::actor::Actor;
use crate::kernel::actor::Grant;
use crate::kernel::error::Result;
use crate::kernel::log::hash_of;
use crate::kernel::log::hex;
use crate::kernel::message::Language;
use crate::kernel::web::ctx::CompanyFace;
use crate::permission::Permission;
use crate::permission::Scope;
use chrono::Duration;
use chrono::NaiveDateTime;
use diesel::prelude::*;
use rand::Rng;
use std::str::FromStr;
use tenon_db::Conn;
use tenon_schema::api_token;
use tenon_schema::app_user;
use tenon_schema::company;
use tenon_schema::role;
use tenon_schema::role_permission;
use tenon_schema::session;
use tenon_schema::user_role;

/// Without a request for this long, a session ends.
pub const IDLE_HOURS: i64 = 12;
/// However busy, a session ends after this.
pub const ABSOLUTE_DAYS: i64 = 7;
/// Last seen is written at most this often.
pub const SEEN_SECONDS: i64 = 60;
/// Prefix of an API token, so that leaked ones are recognised.
pub const TOKEN_PREFIX: &str = "tenon_";

/// The session of a request.
#[derive(Debug, Clone)]
pub struct Signed {
    pub session: SessionId,
    pub user: UserId,
    pub user_name: String,
    pub user_email: String,
    /// Hidden in every form.
    pub form_token: String,
    /// The company worked in; none yet, or all.
    pub company: Option<CompanyId>,
    pub language: Language,
    pub time_zone: String,
    pub number_format: String,
    pub single_keys: bool,
    /// Last seen is older than [`SEEN_SECONDS`].
    pub seen_is_old: bool,
}

/// A new secret of 256 bits, as text.
pub fn new_secret() -> String {
    hex(&rand::rng().random::<[u8; 32]>())
}

/// What is stored of a secret.
pub fn secret_hash(secret: &str) -> String {
    hash_of(&[secret])
}

#[derive(Queryable)]
struct SessionRow {
    id: i64,
    user_id: i64,
    form_token: String,
    company_id: Option<i64>,
    last_seen_at: NaiveDateTime,
    name: String,
    email: String,
    language: String,
    time_zone: String,
    number_format: String,
    single_keys: bool,
    team_id: Option<i64>,
}

/// The living session of a cookie, with its actor.
pub fn of_cookie(
    conn: &mut Conn,
    secret: &str,
    now: NaiveDateTime,
    companies: &[CompanyFace],
) -> Result<Option<(Signed, Actor)>> {
    let row: Option<SessionRow> = session::table
        .inner_join(app_user::table.on(app_user::id.eq(session::user_id)))
        .filter(session::token_hash.eq(secret_hash(secret)))
        .filter(session::awaits_code.eq(false))
        .filter(session::revoked_at.is_null())
        .filter(session::expires_at.gt(now))
        .filter(session::last_seen_at.gt(now - Duration::hours(IDLE_HOURS)))
        .filter(app_user::is_active.eq(true))
        .select((
            session::id,
            session::user_id,
            session::form_token,
            session::company_id,
            session::last_seen_at,
            app_user::name,
            app_user::email,
            app_user::language,
            app_user::time_zone,
            app_user::number_format,
            app_user::single_keys,
            app_user::team_id,
        ))
        .first(conn)
        .optional()?;
    let Some(row) = row else { return Ok(None) };
    let user = UserId::from(row.user_id);
    let actor = actor_of(conn, user, row.name.clone(), row.team_id.map(TeamId::from), companies)?;
    let signed = Signed {
        session: SessionId::from(row.id),
        user,
        user_name: row.name,
        user_email: row.email,
        form_token: row.form_token,
        company: row.company_id.map(CompanyId::from),
        language: Language::from_code(&row.language).unwrap_or_default(),
        time_zone: row.time_zone,
        number_format: row.number_format,
        single_keys: row.single_keys,
        seen_is_old: row.last_seen_at < now - Duration::seconds(SEEN_SECONDS),
    };
    Ok(Some((signed, actor)))
}

/// The actor of a bearer token, limited to the token's scopes; and the token's id.
pub fn of_token(
    conn: &mut Conn,
    secret: &str,
    now: NaiveDateTime,
    companies: &[CompanyFace],
) -> Result<Option<(i64, bool, Actor)>> {
    let row: Option<(i64, i64, String, Option<NaiveDateTime>, String, Option<i64>)> = api_token::table
        .inner_join(app_user::table.on(app_user::id.eq(api_token::user_id)))
        .filter(api_token::token_hash.eq(secret_hash(secret)))
        .filter(api_token::revoked_at.is_null())
        .filter(api_token::expires_at.gt(now))
        .filter(app_user::is_active.eq(true))
        .select((
            api_token::id,
            api_token::user_id,
            api_token::scopes,
            api_token::last_used_at,
            app_user::name,
            app_user::team_id,
        ))
        .first(conn)
        .optional()?;
    let Some((id, user, scopes, last_used, name, team)) = row else {
        return Ok(None);
    };
    let mut actor = actor_of(conn, UserId::from(user), name, team.map(TeamId::from), companies)?;
    actor.token_scopes = Some(
        scopes
            .split(' ')
            .filter_map(|code| Permission::from_str(code).ok())
            .collect(),
    );
    let used_is_old = last_used.is_none_or(|at| at < now - Duration::seconds(SEEN_SECONDS));
    Ok(Some((id, used_is_old, actor)))
}

/// A user with all grants of the active roles.
pub fn actor_of(
    conn: &mut Conn,
    user: UserId,
    name: String,
    team: Option<TeamId>,
    companies: &[CompanyFace],
) -> Result<Actor> {
    let rows: Vec<(String, String, Option<i64>, String)> = user_role::table
        .inner_join(role::table.on(role::id.eq(user_role::role_id)))
        .inner_join(role_permission::table.on(role_permission::role_id.eq(user_role::role_id)))
        .filter(user_role::user_id.eq(user.raw()))
        .filter(role::is_active.eq(true))
        .select((
            role_permission::permission,
            role_permission::scope,
            user_role::company_id,
            role::name,
        ))
        .limit(5_000)
        .load(conn)?;
    let grant = |(permission, scope, company, role): (String, String, Option<i64>, String)| {
        let permission = Permission::from_str(&permission).ok()?;
        let scope = Scope::from_str(&scope).ok()?;
        Some(Grant {
            permission,
            scope,
            company: company.map(CompanyId::from),
            role,
        })
    };
    let grants = rows.into_iter().filter_map(grant).collect();
    let companies = companies.iter().map(|company| company.id).collect();
    Ok(Actor {
        user,
        name,
        team,
        grants,
        companies,
        token_scopes: None,
    })
}

/// The active companies, by code.
pub fn companies(conn: &mut Conn) -> Result<Vec<CompanyFace>> {
    let rows: Vec<(i64, String, String, String, String)> = company::table
        .filter(company::is_active.eq(true))
        .order(company::code)
        .limit(500)
        .select((
            company::id,
            company::code,
            company::name,
            company::currency,
            company::time_zone,
        ))
        .load(conn)?;
    let face = |(id, code, name, currency, time_zone)| CompanyFace {
        id: CompanyId::from(id),
        code,
        name,
        currency,
        time_zone,
    };
    Ok(rows.into_iter().map(face).collect())
}

/// Notes that a session was seen.
pub fn seen(conn: &mut Conn, id: SessionId, now: NaiveDateTime) -> Result<()> {
    diesel::update(session::table.find(id.raw()))
        .set(session::last_seen_at.eq(now))
        .execute(conn)?;
    Ok(())
}

/// Notes that a token was used.
pub fn token_used(conn: &mut Conn, id: i64, now: NaiveDateTime) -> Result<()> {
    diesel::update(api_token::table.find(id))
        .set(api_token::last_used_at.eq(now))
        .execute(conn)?;
    Ok(())
}
