//! What is typed into a form is kept on the server until it is saved: one draft for each user, company and form. A form
//! is known by where it is posted to. Only scripts keep drafts; without them a form is as it always was.
use crate::ids::CompanyId;
use crate::ids::UserId;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Result;
use crate::kernel::tx::Tx;
use crate::kernel::view::Banner;
use crate::kernel::view::Draft;
use crate::kernel::view::FieldKind;
use crate::kernel::view::FormPage;
use crate::kernel::view::FormPart;
use crate::kernel::view::Tone;
use crate::kernel::web::Ctx;
use crate::kernel::web::Door;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::Route;
use crate::kernel::web::post;
use crate::kernel::web::route::Method;
use crate::permission::Permission;
use chrono::Duration;
use chrono::NaiveDateTime;
use diesel::prelude::*;
use diesel::upsert::excluded;
use serde_json::Value;
use serde_json::json;
use tenon_db::Conn;
use tenon_schema::form_draft;

pub const ROUTES: &[Route] = &[
    post("/drafts", Permission::Own, keep),
    post("/drafts/discard", Permission::Own, discard),
];

/// Days a draft is offered.
const KEEP_DAYS: i64 = 14;
/// Longest address of a form.
const FORM_MAX: usize = 200;
/// Longest draft.
const BODY_BYTES_MAX: usize = 1_000_000;
/// Names the draft in the address of a form.
const PARAMETER: &str = "draft";

/// The form the address names, in the company worked in.
fn named(ctx: &Ctx, req: &Req) -> Result<String> {
    let form = req.query("form");
    if !form.starts_with('/') || form.len() > FORM_MAX {
        return Err(Error::Malformed(Message::new("problem-body-malformed")));
    }
    Ok(key(ctx.company.id, form))
}

/// Choices made in a form are those of its company, so a draft is offered only there.
fn key(company: CompanyId, form: &str) -> String {
    format!("{company} {form}")
}

fn keep(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let form = named(ctx, req)?;
    let body = json!({"version": req.version, "body": req.body}).to_string();
    if body.len() > BODY_BYTES_MAX {
        return Err(Error::TooLarge("draft"));
    }
    let user = ctx.user();
    ctx.note(move |tx| put(tx, user, &form, &body))?;
    Ok(Reply::html(note(ctx, ctx.now)))
}

fn note(ctx: &Ctx, at: NaiveDateTime) -> String {
    let time = ctx.formats.time(at.and_utc());
    ctx.say_with("draft-kept", &[("time", time.into())])
}

fn discard(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (user, form) = (ctx.user(), named(ctx, req)?);
    ctx.note(move |tx| delete(tx, user, &form))?;
    Ok(Reply::Nothing)
}

fn delete(tx: &mut Tx<'_>, user: UserId, form: &str) -> Result<()> {
    diesel::delete(form_draft::table.find((user.raw(), form))).execute(tx.conn)?;
    Ok(())
}

/// Forgets the drafts that are no longer offered.
pub fn forget_old(tx: &mut Tx<'_>) -> Result<()> {
    let old = form_draft::table.filter(form_draft::kept_at.lt(tx.now - Duration::days(KEEP_DAYS)));
    diesel::delete(old).execute(tx.conn)?;
    Ok(())
}

fn put(tx: &mut Tx<'_>, user: UserId, form: &str, body: &str) -> Result<()> {
    tx.conn.later(
        &diesel::insert_into(form_draft::table)
            .values((
                form_draft::user_id.eq(user.raw()),
                form_draft::form.eq(form),
                form_draft::body.eq(body),
                form_draft::kept_at.eq(tx.now),
            ))
            .on_conflict((form_draft::user_id, form_draft::form))
            .do_update()
            .set((
                form_draft::body.eq(excluded(form_draft::body)),
                form_draft::kept_at.eq(excluded(form_draft::kept_at)),
            )),
    )?;
    Ok(())
}

fn find(conn: &mut Conn, user: UserId, form: &str, now: NaiveDateTime) -> Result<Option<(String, NaiveDateTime)>> {
    let row = form_draft::table
        .find((user.raw(), form))
        .filter(form_draft::kept_at.ge(now - Duration::days(KEEP_DAYS)))
        .select((form_draft::body, form_draft::kept_at))
        .first(conn)
        .optional()?;
    Ok(row)
}

/// Passwords and files are not kept.
fn may_be_kept(page: &FormPage) -> bool {
    let groups = page.parts.iter().filter_map(|part| match part {
        FormPart::Group(group) => Some(group),
        FormPart::Lines(_) | FormPart::Nothing => None,
    });
    let mut fields = groups.flat_map(|group| &group.fields);
    let is_secret = fields.any(|field| matches!(field.kind, FieldKind::Password));
    !is_secret && !page.multipart && page.action.starts_with('/') && page.action.len() <= FORM_MAX
}

fn encoded<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    form_urlencoded::Serializer::new(String::new())
        .extend_pairs(pairs)
        .finish()
}

/// Lets a form keep its draft, and offers the one there is.
pub fn offer(ctx: &Ctx, req: &Req, page: &mut FormPage) -> Result<()> {
    if ctx.signed.is_none() || !may_be_kept(page) {
        return Ok(());
    }
    let form = encoded([("form", page.action.as_str())]);
    let mut draft = Draft {
        url: format!("/drafts?{form}"),
        discard_url: format!("/drafts/discard?{form}"),
        note: String::new(),
    };
    let is_recalled = req.query(PARAMETER) == page.action;
    if is_recalled || !req.has_typed_values() {
        let form = key(ctx.company.id, &page.action);
        if let Some((_, at)) = ctx.read(|conn| find(conn, ctx.user(), &form, ctx.now))? {
            if is_recalled {
                draft.note = note(ctx, at);
            } else {
                let banner = offered(ctx, req, page, at);
                page.banners.push(banner);
            }
        }
    }
    page.draft = Some(draft);
    Ok(())
}

fn offered(ctx: &Ctx, req: &Req, page: &FormPage, at: NaiveDateTime) -> Banner {
    let asked = req.query.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let url = format!("?{}", encoded(asked.chain([(PARAMETER, page.action.as_str())])));
    let when = ctx.formats.when(at.and_utc());
    let text = ctx.say_with("draft-offered", &[("time", when.into())]);
    Banner::new(Tone::Info, text).link(ctx.text("draft-continue"), url)
}

/// The request with what was typed before, when the address of a form asks for its draft.
pub fn recalled(ctx: &Ctx, req: &Req) -> Result<Option<Req>> {
    let form = req.query(PARAMETER);
    if form.is_empty() || ctx.route.method != Method::Get || req.door != Door::Page || ctx.signed.is_none() {
        return Ok(None);
    }
    let form = key(ctx.company.id, form);
    let Some((text, _)) = ctx.read(|conn| find(conn, ctx.user(), &form, ctx.now))? else {
        return Ok(None);
    };
    let draft: Value = serde_json::from_str(&text).unwrap_or_default();
    let version = draft.get("version").and_then(Value::as_i64);
    Ok(Some(Req {
        body: draft.get("body").cloned().unwrap_or_default(),
        version: version.and_then(|version| i32::try_from(version).ok()),
        ..req.clone()
    }))
}

/// A form was saved: its draft has done its work.
pub fn forget(ctx: &Ctx, req: &Req) -> Result<()> {
    let (user, form) = (ctx.user(), key(ctx.company.id, &req.path));
    if ctx.signed.is_none() || ctx.read(|conn| find(conn, user, &form, ctx.now))?.is_none() {
        return Ok(());
    }
    ctx.note(move |tx| delete(tx, user, &form))
}
