//! Who asks: session or token, and with it the company, the language and the formats of the answer.
use crate::ids::CompanyId;
use crate::ids::UserId;
use crate::kernel::actor::Actor;
use crate::kernel::clock::today_in;
use crate::kernel::error::Result;
use crate::kernel::format::Formats;
use crate::kernel::format::NumberStyle;
use crate::kernel::message::Messages;
use crate::kernel::session;
use crate::kernel::session::Signed;
use crate::kernel::view::names;
use crate::kernel::web::Ctx;
use crate::kernel::web::Door;
use crate::kernel::web::Route;
use crate::kernel::web::cookie;
use crate::kernel::web::ctx::CompanyFace;
use crate::kernel::web::envelope::Envelope;
use crate::kernel::web::frame;
use crate::kernel::web::serve::Desk;
use crate::permission::Permission;
use chrono::NaiveDate;
use chrono::NaiveDateTime;
use std::sync::Arc;
use tenon_db::Conn;

/// Who asks, in which company, language and formats.
pub fn context(desk: &Desk, envelope: &Envelope, door: Door, route: &'static Route, request_id: &str) -> Result<Ctx> {
    let now = desk.house.clock.now();
    let Found {
        companies,
        signed,
        actor,
        token_to_note,
    } = desk.house.db.read(|conn| found(conn, envelope, door, now))?;
    let actor = Arc::new(actor.unwrap_or_else(nobody));
    if let Some(signed) = signed.as_ref().filter(|signed| signed.seen_is_old) {
        let id = signed.session;
        desk.house
            .note(&actor, request_id, move |tx| session::seen(tx.conn, id, tx.now))?;
    }
    if let Some(id) = token_to_note {
        desk.house
            .note(&actor, request_id, move |tx| session::token_used(tx.conn, id, tx.now))?;
    }
    let company = working_company(
        named_company(envelope),
        &companies,
        signed.as_ref(),
        &actor,
        route.permission,
    );
    let formats = formats(envelope, signed.as_ref(), today_in(&company.time_zone, now));
    let chose_all = signed
        .as_ref()
        .is_some_and(|signed| signed.company == Some(CompanyId::from(0)));
    let messages = Messages::get(formats.language);
    Ok(Ctx {
        house: desk.house.clone(),
        route,
        actor,
        signed,
        company,
        companies: Arc::new(companies),
        all_companies: chose_all || (door == Door::Api && envelope.query("company").is_empty()),
        messages,
        formats,
        now,
        request_id: request_id.to_owned(),
        notice: cookie::notice(envelope, messages),
    })
}

/// What the database says of a request's cookie or token.
struct Found {
    companies: Vec<CompanyFace>,
    signed: Option<Signed>,
    /// None of somebody not signed in.
    actor: Option<Actor>,
    /// The token used, when its last use was noted some time ago.
    token_to_note: Option<i64>,
}

/// Pages know people by their cookie, the API knows programs by their token.
fn found(conn: &mut Conn, envelope: &Envelope, door: Door, now: NaiveDateTime) -> Result<Found> {
    let mut found = Found {
        companies: session::companies(conn)?,
        signed: None,
        actor: None,
        token_to_note: None,
    };
    match door {
        Door::Page => {
            if let Some(secret) = cookie::session(envelope)
                && let Some((signed, actor)) = session::of_cookie(conn, secret, now, &found.companies)?
            {
                found.signed = Some(signed);
                found.actor = Some(actor);
            }
        }
        Door::Api => {
            if let Some(secret) = envelope.authorization.strip_prefix("Bearer ")
                && let Some((id, used_is_old, actor)) = session::of_token(conn, secret, now, &found.companies)?
            {
                found.token_to_note = used_is_old.then_some(id);
                found.actor = Some(actor);
            }
        }
    }
    Ok(found)
}

fn nobody() -> Actor {
    Actor {
        user: UserId::from(0),
        name: String::new(),
        team: None,
        grants: Vec::new(),
        companies: Vec::new(),
        token_scopes: None,
    }
}

/// As somebody signed in has chosen them; for others as the browser asks.
fn formats(envelope: &Envelope, signed: Option<&Signed>, today: NaiveDate) -> Formats {
    let Some(signed) = signed else {
        return Formats::new(frame::guest_language(&envelope.accept_language), chrono_tz::UTC, today);
    };
    let zone = signed.time_zone.parse().unwrap_or(chrono_tz::UTC);
    let mut formats = Formats::new(signed.language, zone, today);
    if let Some(style) = NumberStyle::from_code(&signed.number_format) {
        formats.numbers = style;
    }
    formats
}

/// The company the form or the address names, by id or code; empty when neither names one.
pub fn named_company(envelope: &Envelope) -> &str {
    envelope
        .field(names::COMPANY)
        .unwrap_or_else(|| envelope.query("company"))
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
