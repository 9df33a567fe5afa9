//! The reception of every request: who asks, may they, which handler, what goes out. Everything here is synchronous.
use crate::kernel::draft;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Result;
use crate::kernel::session;
use crate::kernel::view::names;
use crate::kernel::web::Ctx;
use crate::kernel::web::Door;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::Route;
use crate::kernel::web::body;
use crate::kernel::web::caller;
use crate::kernel::web::combo;
use crate::kernel::web::envelope::Envelope;
use crate::kernel::web::envelope::Sent;
use crate::kernel::web::incoming;
use crate::kernel::web::outgoing;
use crate::kernel::web::req::Outcome;
use crate::kernel::web::route::Method;
use crate::kernel::web::router::API_PREFIX;
use crate::kernel::web::router::Match;
use crate::kernel::web::serve::Desk;
use crate::permission::Permission;
use std::collections::BTreeMap;
use std::panic::AssertUnwindSafe;
use std::panic::catch_unwind;

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
    let method = envelope.method;
    let found = match method {
        Some(method) => desk.router.find(door, method, &path),
        None => Match::WrongMethod,
    };
    let (route, params, missing) = match found {
        Match::Route(route, params) => (route, params, None),
        Match::WrongMethod => (&NO_ROUTE, BTreeMap::new(), Some(405)),
        Match::None => (&NO_ROUTE, BTreeMap::new(), Some(404)),
    };
    let ctx = match caller::context(desk, &envelope, door, route, &request_id) {
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
            incoming::request(&mut envelope, door, path, params)
        }),
    };
    let mut sent = match req.map(|req| (guarded(&ctx, &req), req)) {
        Ok((Ok(reply), req)) => outgoing::of_reply(&ctx, &req, reply),
        Ok((Err(error), req)) => outgoing::of_error(&ctx, &req, error),
        Err(error) => outgoing::of_error(&ctx, &head, error),
    };
    if missing == Some(405) {
        sent.status = 405;
    }
    tracing::info!(
        request_id,
        ?method,
        ?door,
        path = head.path,
        status = sent.status,
        "answered"
    );
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
    in_named_company(ctx, caller::named_company(envelope))
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
    let sent = envelope.field(names::CSRF).unwrap_or("");
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
