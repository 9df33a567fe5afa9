//! The reception: who asks, may they, which handler; and how the answer goes out. Everything here is synchronous.
use crate::ids::CompanyId;
use crate::ids::UserId;
use crate::kernel::actor::Actor;
use crate::kernel::clock::today_in;
use crate::kernel::draft;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Result;
use crate::kernel::format::Formats;
use crate::kernel::format::NumberStyle;
use crate::kernel::message;
use crate::kernel::message::Messages;
use crate::kernel::session;
use crate::kernel::session::Signed;
use crate::kernel::view::names;
use crate::kernel::web::Ctx;
use crate::kernel::web::Door;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::Route;
use crate::kernel::web::body;
use crate::kernel::web::combo;
use crate::kernel::web::ctx::CompanyFace;
use crate::kernel::web::frame;
use crate::kernel::web::problem;
use crate::kernel::web::req::Outcome;
use crate::kernel::web::req::Upload;
use crate::kernel::web::route::Method;
use crate::kernel::web::router::API_PREFIX;
use crate::kernel::web::router::Match;
use crate::kernel::web::serve::Desk;
use crate::permission::Permission;
use percent_encoding::NON_ALPHANUMERIC;
use percent_encoding::percent_decode_str;
use percent_encoding::utf8_percent_encode;
use std::collections::BTreeMap;
use std::panic::AssertUnwindSafe;
use std::panic::catch_unwind;
use std::sync::Arc;

pub const SESSION_COOKIE: &str = "tenon_session";
const NOTICE_COOKIE: &str = "tenon_notice";
const POLICY: &str = "default-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

/// A request as it arrived, without actix.
#[derive(Debug, Default)]
pub struct Envelope {
    pub method: Option<Method>,
    pub path: String,
    pub query: Vec<(String, String)>,
    pub cookies: Vec<(String, String)>,
    pub authorization: String,
    pub accept_language: String,
    pub fetch_site: String,
    pub origin: String,
    pub host: String,
    pub is_part: bool,
    pub idempotency_key: String,
    pub if_match: String,
    pub content_type: String,
    pub agent: String,
    pub address: String,
    pub pairs: Vec<(String, String)>,
    pub json: Vec<u8>,
    pub files: Vec<Upload>,
    /// The body could not be read.
    pub trouble: Option<Error>,
}

/// An answer ready to go out.
#[derive(Debug)]
pub struct Sent {
    pub status: u16,
    pub headers: Vec<(&'static str, String)>,
    pub body: Vec<u8>,
}

impl Sent {
    pub fn plain(status: u16, text: &str) -> Sent {
        Sent {
            status,
            headers: vec![("content-type", "text/plain; charset=utf-8".to_owned())],
            body: text.as_bytes().to_vec(),
        }
    }
}

/// An envelope whose body was too large or broken: answered like any other error.
pub fn unreadable(head: &Envelope, error: Error) -> Envelope {
    Envelope {
        method: head.method,
        path: head.path.clone(),
        cookies: head.cookies.clone(),
        authorization: head.authorization.clone(),
        accept_language: head.accept_language.clone(),
        trouble: Some(error),
        ..Envelope::default()
    }
}

/// Answers one request. A panic of a handler becomes a 500 with a number to quote.
pub fn answer(desk: &Desk, mut envelope: Envelope) -> Sent {
    match envelope.path.as_str() {
        "/healthz" => return Sent::plain(200, "alive"),
        "/readyz" => return ready(desk),
        "/metrics" => return Sent::plain(200, &desk.metrics.text(&desk.house.db)),
        _ => {}
    }
    let request_id = format!("{:x}", crate::kernel::id::next());
    let door = if envelope.path.starts_with(API_PREFIX) {
        Door::Api
    } else {
        Door::Page
    };
    let path = envelope
        .path
        .strip_prefix(API_PREFIX)
        .unwrap_or(&envelope.path)
        .to_owned();
    let found = match envelope.method {
        Some(method) => desk.router.find(door, method, &path),
        None => Match::WrongMethod,
    };
    let (route, params, missing) = match found {
        Match::Route(route, params) => (route, params, None),
        Match::WrongMethod => (&NO_ROUTE, BTreeMap::new(), Some(405)),
        Match::None => (&NO_ROUTE, BTreeMap::new(), Some(404)),
    };
    let ctx = match context(desk, &envelope, door, route, &request_id) {
        Ok(ctx) => ctx,
        Err(error) => {
            tracing::error!(request_id, %error, "no context");
            return Sent::plain(500, &format!("The server cannot answer now. Quote {request_id}."));
        }
    };
    let head = Req {
        path: path.clone(),
        is_part: envelope.is_part,
        ..Req::empty(door)
    };
    // Nothing is worked out of a body before its sender is known to be allowed here.
    let req = match (missing, envelope.trouble.take()) {
        (Some(_), _) => Err(Error::NotFound("page")),
        (None, Some(error)) => Err(error),
        (None, None) => admitted(&ctx, door, &envelope).and_then(|()| {
            if door == Door::Page && ctx.actor.user.raw() != 0 {
                envelope.pairs = combo::resolved(&desk.router, &ctx, std::mem::take(&mut envelope.pairs));
            }
            request(&mut envelope, door, path, params)
        }),
    };
    let mut sent = match req.map(|req| (guarded(&ctx, &req), req)) {
        Ok((Ok(reply), req)) => outgoing(&ctx, &req, reply),
        Ok((Err(error), req)) => refused(&ctx, &req, error),
        Err(error) => refused(&ctx, &head, error),
    };
    if missing == Some(405) {
        sent.status = 405;
    }
    sent.headers.push(("x-request-id", request_id));
    sent
}

const NO_ROUTE: Route = crate::kernel::web::get("", Permission::Public, |_, _| Err(Error::NotFound("page")));

fn ready(desk: &Desk) -> Sent {
    match desk.house.db.read(session::companies) {
        Ok(_) => Sent::plain(200, "ready"),
        Err(error) => {
            tracing::error!(%error, "not ready");
            Sent::plain(503, "the database does not answer")
        }
    }
}

fn cookie<'a>(envelope: &'a Envelope, name: &str) -> Option<&'a str> {
    envelope
        .cookies
        .iter()
        .find(|(key, _)| key == name)
        .map(|(_, value)| value.as_str())
}

/// Who asks, in which company, language and formats.
fn context(desk: &Desk, envelope: &Envelope, door: Door, route: &'static Route, request_id: &str) -> Result<Ctx> {
    let now = desk.house.clock.now();
    let bearer = envelope
        .authorization
        .strip_prefix("Bearer ")
        .filter(|_| door == Door::Api);
    let secret = cookie(envelope, SESSION_COOKIE).filter(|_| door == Door::Page);
    let mut token_used = None;
    let (companies, signed, actor) =
        desk.house
            .db
            .read(|conn| -> Result<(Vec<CompanyFace>, Option<Signed>, Option<Actor>)> {
                let companies = session::companies(conn)?;
                if let Some(secret) = secret
                    && let Some((signed, actor)) = session::of_cookie(conn, secret, now, &companies)?
                {
                    return Ok((companies, Some(signed), Some(actor)));
                }
                if let Some(secret) = bearer
                    && let Some((id, used_is_old, actor)) = session::of_token(conn, secret, now, &companies)?
                {
                    token_used = used_is_old.then_some(id);
                    return Ok((companies, None, Some(actor)));
                }
                Ok((companies, None, None))
            })?;
    let nobody = || Actor {
        user: UserId::from(0),
        name: String::new(),
        team: None,
        grants: Vec::new(),
        companies: Vec::new(),
        token_scopes: None,
    };
    let actor = Arc::new(actor.unwrap_or_else(nobody));
    if let Some(signed) = signed.as_ref().filter(|signed| signed.seen_is_old) {
        let id = signed.session;
        desk.house
            .note(&actor, request_id, move |tx| session::seen(tx.conn, id, tx.now))?;
    }
    if let Some(id) = token_used {
        desk.house
            .note(&actor, request_id, move |tx| session::token_used(tx.conn, id, tx.now))?;
    }
    let language = signed.as_ref().map_or_else(
        || frame::guest_language(&envelope.accept_language),
        |signed| signed.language,
    );
    let company = working_company(
        named_company(envelope),
        &companies,
        signed.as_ref(),
        &actor,
        route.permission,
    );
    let zone_name = signed.as_ref().map_or("UTC", |signed| signed.time_zone.as_str());
    let mut formats = Formats::new(
        language,
        zone_name.parse().unwrap_or(chrono_tz::UTC),
        today_in(&company.time_zone, now),
    );
    if let Some(style) = signed
        .as_ref()
        .and_then(|signed| NumberStyle::from_code(&signed.number_format))
    {
        formats.numbers = style;
    }
    let all_companies = signed
        .as_ref()
        .is_some_and(|signed| signed.company == Some(CompanyId::from(0)))
        || (door == Door::Api && query(envelope, "company").is_empty());
    let messages = Messages::get(language);
    Ok(Ctx {
        house: desk.house.clone(),
        route,
        actor,
        signed,
        company,
        companies: Arc::new(companies),
        all_companies,
        messages,
        formats,
        now,
        request_id: request_id.to_owned(),
        notice: notice(envelope, messages),
    })
}

fn query<'a>(envelope: &'a Envelope, name: &str) -> &'a str {
    envelope
        .query
        .iter()
        .find(|(key, _)| key == name)
        .map_or("", |(_, value)| value.as_str())
}

/// The company the form or the address names, by id or code; empty when neither names one.
fn named_company(envelope: &Envelope) -> &str {
    let in_form = envelope
        .pairs
        .iter()
        .find(|(name, _)| name == names::COMPANY)
        .map(|(_, value)| value.as_str());
    in_form.unwrap_or_else(|| query(envelope, "company"))
}

/// The company named, else the session's, else the first: each only where the reader holds what the page asks for, so that
/// no page has to ask again. Whoever holds it nowhere is turned away, in the frame of a company he sees.
fn working_company(
    named: &str,
    companies: &[CompanyFace],
    signed: Option<&Signed>,
    actor: &Actor,
    permission: Permission,
) -> CompanyFace {
    if actor.user.raw() == 0 {
        return companies.first().cloned().unwrap_or_else(CompanyFace::none);
    }
    let seen: Vec<&CompanyFace> = companies.iter().filter(|company| actor.sees(company.id)).collect();
    let of_session = |company: &&CompanyFace| signed.is_some_and(|signed| signed.company == Some(company.id));
    let ranked = |company: &&CompanyFace| {
        (
            actor.may(permission, company.id),
            company.is_named(named),
            of_session(company),
        )
    };
    // Of equal ones the first is meant, and max_by_key takes the last.
    let best = seen.into_iter().rev().max_by_key(ranked);
    best.cloned().unwrap_or_else(CompanyFace::none)
}

fn notice(envelope: &Envelope, messages: &Messages) -> Option<String> {
    let text = percent_decode_str(cookie(envelope, NOTICE_COOKIE)?)
        .decode_utf8()
        .ok()?
        .into_owned();
    let mut parts = text.split('\u{1f}');
    let key = parts.next().filter(|key| messages.has(key))?;
    let values: Vec<(&str, message::Value)> = parts
        .filter_map(|part| part.split_once('='))
        .map(|(name, value)| (name, value.into()))
        .collect();
    Some(messages.with(key, &values))
}

impl Req {
    pub(super) fn empty(door: Door) -> Req {
        Req {
            door,
            path: String::new(),
            params: BTreeMap::new(),
            query: Vec::new(),
            body: serde_json::Value::Null,
            body_hash: String::new(),
            files: Vec::new(),
            is_part: false,
            key: None,
            version: None,
            anyway: false,
            then_new: false,
            outcome: Outcome::default(),
            address: String::new(),
            host: String::new(),
            agent: String::new(),
            session_token: None,
        }
    }
}

fn request(envelope: &mut Envelope, door: Door, path: String, params: BTreeMap<String, String>) -> Result<Req> {
    let pairs = std::mem::take(&mut envelope.pairs);
    let hidden = |name: &str| {
        pairs
            .iter()
            .rev()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.clone())
            .filter(|value| !value.is_empty())
    };
    let body = match (door, envelope.json.is_empty()) {
        (Door::Api, false) => serde_json::from_slice(&envelope.json)
            .map_err(|_| Error::Malformed(Message::new("problem-body-malformed")))?,
        (Door::Api, true) => serde_json::Value::Object(serde_json::Map::new()),
        (Door::Page, _) => body::tree(&body::settled(&pairs))?,
    };
    // No text in a database has a zero in it: PostgreSQL would stop at the question.
    let asked = envelope.query.iter().map(|(_, value)| value).chain(params.values());
    if asked.into_iter().any(|value| value.contains('\0')) {
        return Err(Error::Malformed(Message::new("problem-control-character")));
    }
    let text = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let version = hidden(names::VERSION)
        .or_else(|| text(envelope.if_match.trim_matches('"')))
        .or_else(|| text(query(envelope, names::VERSION)));
    let full_path = format!("{}?{}", path, query(envelope, "company"));
    let said_anyway = query(envelope, "anyway") == "yes";
    let req = Req {
        door,
        body_hash: body::hash(&full_path, &body, &envelope.files),
        body,
        path,
        params,
        query: std::mem::take(&mut envelope.query),
        files: std::mem::take(&mut envelope.files),
        is_part: envelope.is_part,
        key: hidden(names::KEY).or_else(|| text(&envelope.idempotency_key)),
        version: version.and_then(|version| version_of(&version)),
        anyway: said_anyway || hidden(names::ANYWAY).as_deref() == Some("yes"),
        then_new: hidden(names::THEN).as_deref() == Some("new"),
        outcome: Outcome::default(),
        address: envelope.address.clone(),
        host: envelope.host.clone(),
        agent: envelope.agent.clone(),
        session_token: cookie(envelope, SESSION_COOKIE).map(str::to_owned),
    };
    if req.key.as_ref().is_some_and(|key| key.len() > 200) {
        return Err(Error::Malformed(Message::new("problem-key-too-long")));
    }
    Ok(req)
}

/// The version a change is based on. One that no record can have, since it could not be counted on, is read as one that
/// none ever has: whoever sends it is told that somebody saved first.
fn version_of(text: &str) -> Option<i32> {
    const NEVER: i32 = -1;
    let number: i64 = text.parse().ok()?;
    let version = i32::try_from(number).ok();
    Some(
        version
            .filter(|version| (0..i32::MAX).contains(version))
            .unwrap_or(NEVER),
    )
}

/// Signed in where it is needed, allowed, and sent from our own pages.
fn admitted(ctx: &Ctx, door: Door, envelope: &Envelope) -> Result<()> {
    let route = ctx.route;
    if route.permission != Permission::Public && ctx.actor.user.raw() == 0 {
        return Err(Error::Unauthenticated);
    }
    if door == Door::Page && route.method == Method::Post {
        same_origin(ctx, envelope)?;
    }
    if door == Door::Api && route.method == Method::Post && envelope.idempotency_key.is_empty() {
        return Err(Error::Malformed(Message::new("problem-key-required")));
    }
    if !ctx.actor.may_somewhere(route.permission) {
        return Err(Error::Forbidden(route.permission));
    }
    if ctx.actor.user.raw() == 0 {
        return Ok(());
    }
    in_named_company(ctx, named_company(envelope))
}

/// A company the request names is one the reader sees, and one in which he holds what the page asks for.
fn in_named_company(ctx: &Ctx, named: &str) -> Result<()> {
    if named.is_empty() {
        return Ok(());
    }
    let known = ctx.companies.iter().find(|company| company.is_named(named));
    match known.filter(|company| ctx.actor.sees(company.id)) {
        None => Err(Error::NotFound("company")),
        Some(company) if !ctx.actor.may(ctx.route.permission, company.id) => {
            Err(Error::Forbidden(ctx.route.permission))
        }
        Some(_) => Ok(()),
    }
}

fn same_origin(ctx: &Ctx, envelope: &Envelope) -> Result<()> {
    let refused = || Error::Malformed(Message::new("problem-foreign-origin"));
    if !matches!(envelope.fetch_site.as_str(), "" | "same-origin" | "none") {
        return Err(refused());
    }
    let origin_host = envelope.origin.split("://").nth(1).unwrap_or("");
    if !matches!(envelope.origin.as_str(), "" | "null") && origin_host != envelope.host {
        return Err(refused());
    }
    let Some(signed) = &ctx.signed else { return Ok(()) };
    let sent = envelope
        .pairs
        .iter()
        .find(|(name, _)| name == names::CSRF)
        .map_or("", |(_, value)| value.as_str());
    if sent == signed.form_token {
        Ok(())
    } else {
        Err(refused())
    }
}

/// Runs the handler; a refused form is shown again with what was typed.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "what else went wrong has a page of its own"
)]
fn guarded(ctx: &Ctx, req: &Req) -> Result<Reply> {
    if let (Some(again), Door::Page, true) = (ctx.route.again, req.door, body::asks_again(&req.body)) {
        return catching(|| again(ctx, req));
    }
    let recalled = draft::recalled(ctx, req)?;
    let req = recalled.as_ref().unwrap_or(req);
    let error = match catching(|| (ctx.route.handler)(ctx, req)) {
        Ok(reply @ Reply::SeeOther { .. }) if ctx.route.method == Method::Post && req.door == Door::Page => {
            if let Err(error) = draft::forget(ctx, req) {
                tracing::error!(request_id = ctx.request_id, %error, "a draft outlives its form");
            }
            return Ok(reply);
        }
        Ok(reply) => return Ok(reply),
        Err(error) => error,
    };
    let (Some(again), Door::Page) = (ctx.route.again, req.door) else {
        return Err(error);
    };
    let outcome = match &error {
        Error::Invalid(problems) => Outcome {
            problems: problems.clone(),
            ..Outcome::default()
        },
        Error::Refused(message) => Outcome {
            refusal: Some(message.clone()),
            ..Outcome::default()
        },
        Error::Warned(messages) => Outcome {
            warnings: messages.clone(),
            ..Outcome::default()
        },
        Error::Stale(_) => Outcome {
            is_stale: true,
            ..Outcome::default()
        },
        _ => return Err(error),
    };
    let status = if outcome.is_stale { 409 } else { 422 };
    let again_req = Req { outcome, ..req.clone() };
    match catching(|| again(ctx, &again_req))? {
        Reply::Html { body, .. } => Ok(Reply::Html { status, body }),
        other => Ok(other),
    }
}

fn catching(run: impl FnOnce() -> Result<Reply>) -> Result<Reply> {
    catch_unwind(AssertUnwindSafe(run)).unwrap_or_else(|panic| {
        let text = panic
            .downcast_ref::<String>()
            .cloned()
            .or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()));
        Err(Error::internal(format!(
            "a handler panicked: {}",
            text.unwrap_or_default()
        )))
    })
}

fn refused(ctx: &Ctx, req: &Req, error: Error) -> Sent {
    if let Error::Internal(source) = &error {
        tracing::error!(request_id = ctx.request_id, path = req.path, %source, "internal error");
    }
    if req.door == Door::Api {
        let (status, body) = problem::details(ctx, &error);
        let mut sent = json(status, &body);
        sent.headers = vec![("content-type", "application/problem+json".to_owned())];
        if let Error::Throttled(seconds) = error {
            sent.headers.push(("retry-after", seconds.to_string()));
        }
        return sent;
    }
    if matches!(error, Error::Unauthenticated) {
        let back = utf8_percent_encode(&req.path, NON_ALPHANUMERIC).to_string();
        return Sent {
            status: 303,
            headers: vec![("location", format!("/sign-in?next={back}"))],
            body: Vec::new(),
        };
    }
    let page = problem::page(ctx, &error);
    let shell =
        frame::shell(ctx, &req.path, &page.title, Vec::new(), None).unwrap_or_else(|_| frame::bare(ctx, &page.title));
    let mut sent = html(page.status, page.render(&shell));
    sent.headers.extend(security_headers());
    sent
}

fn json(status: u16, body: &serde_json::Value) -> Sent {
    Sent {
        status,
        headers: vec![("content-type", "application/json".to_owned())],
        body: body.to_string().into_bytes(),
    }
}

fn html(status: u16, body: String) -> Sent {
    let headers = vec![
        ("content-type", "text/html; charset=utf-8".to_owned()),
        ("vary", "HX-Request".to_owned()),
    ];
    Sent {
        status,
        headers,
        body: body.into_bytes(),
    }
}

fn security_headers() -> Vec<(&'static str, String)> {
    vec![
        ("content-security-policy", POLICY.to_owned()),
        ("x-content-type-options", "nosniff".to_owned()),
        ("referrer-policy", "same-origin".to_owned()),
        ("cache-control", "private, no-cache".to_owned()),
    ]
}

fn outgoing(ctx: &Ctx, req: &Req, reply: Reply) -> Sent {
    let mut sent = match reply {
        Reply::Html { status, body } => html(status, body),
        Reply::Json { status, body } => json(status, &body),
        Reply::SeeOther { url, notice } => {
            let mut headers = vec![("location", url)];
            headers.extend(notice.map(|notice| ("set-cookie", notice_cookie(&notice))));
            return Sent {
                status: 303,
                headers,
                body: Vec::new(),
            };
        }
        Reply::Session { token, url } => {
            let secure = if ctx.house.secure_cookies { "; Secure" } else { "" };
            let cookie = match token {
                Some(token) => format!("{SESSION_COOKIE}={token}; Path=/; HttpOnly; SameSite=Lax{secure}"),
                None => format!("{SESSION_COOKIE}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0{secure}"),
            };
            return Sent {
                status: 303,
                headers: vec![("location", url), ("set-cookie", cookie)],
                body: Vec::new(),
            };
        }
        Reply::File {
            content_type,
            file_name,
            bytes,
        } => {
            let mut headers = vec![("content-type", content_type)];
            headers.extend(file_name.map(|name| {
                let name = utf8_percent_encode(&name, NON_ALPHANUMERIC).to_string();
                ("content-disposition", format!("attachment; filename*=UTF-8''{name}"))
            }));
            Sent {
                status: 200,
                headers,
                body: bytes,
            }
        }
        Reply::Nothing => Sent {
            status: 204,
            headers: Vec::new(),
            body: Vec::new(),
        },
    };
    sent.headers.extend(security_headers());
    if ctx.notice.is_some() && !req.is_part {
        sent.headers.push((
            "set-cookie",
            format!("{NOTICE_COOKIE}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax"),
        ));
    }
    sent
}

fn notice_cookie((key, arguments): &(String, Vec<(String, String)>)) -> String {
    let parts = arguments.iter().map(|(name, text)| format!("\u{1f}{name}={text}"));
    let text = format!("{key}{}", parts.collect::<String>());
    format!(
        "{NOTICE_COOKIE}={}; Path=/; HttpOnly; SameSite=Lax; Max-Age=60",
        utf8_percent_encode(&text, NON_ALPHANUMERIC)
    )
}
