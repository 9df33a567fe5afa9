//! The second factor: an authenticator app, proven by a first code, and recovery codes shown once.
use crate::command;
use crate::company::me::ops;
use crate::company::me::pages::crumbs;
use crate::company::me::pages::password;
use crate::company::me::queries;
use crate::company::user;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Result;
use crate::kernel::fields::Fields;
use crate::kernel::totp;
use crate::kernel::totp::RecoveryCode;
use crate::kernel::view::Field;
use crate::kernel::view::FormPage;
use crate::kernel::view::Link;
use crate::kernel::view::PlainPage;
use crate::kernel::view::TextBlock;
use crate::kernel::view::TextPage;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::Route;
use crate::kernel::web::answer;
use crate::kernel::web::get;
use crate::kernel::web::post;
use crate::permission::Permission;
use serde_json::Value;

pub const ROUTES: &[Route] = &[
    get("/me/second-factor", Permission::Own, show),
    post("/me/second-factor", Permission::Own, start).again(show),
    get("/me/second-factor/stop", Permission::Own, ask_to_stop),
    post("/me/second-factor/stop", Permission::Own, stop).again(ask_to_stop),
    get("/me/second-factor/codes", Permission::Own, ask_for_codes),
    post("/me/second-factor/codes", Permission::Own, renew).again(ask_for_codes),
];

const URL: &str = "/me/second-factor";
/// Letters of the secret that stand together, for typing.
const GROUP: usize = 4;

command! {
    /// The first code of the app proves that it holds the secret.
    pub struct StartSecondFactor { pub secret: String, pub code: String }
}

fn broken(error: totp::TotpError) -> Error {
    Error::Internal(Box::new(error))
}

fn show(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (me, left) = ctx.read(|conn| {
        Ok((
            user::queries::get(conn, ctx.user())?,
            queries::recovery_left(conn, ctx.user())?,
        ))
    })?;
    if me.totp_is_active {
        return show_active(ctx, req, left);
    }
    let typed = req.value("secret");
    // What was typed again after a mistyped code; a secret that is none is replaced.
    let enrolment = match totp::enrolment(&typed, "Tenon", &me.email) {
        Ok(enrolment) if !typed.is_empty() => enrolment,
        _ => totp::enrol("Tenon", &me.email).map_err(broken)?,
    };
    let mut code = Field::text("code", ctx.text("field-code-or-recovery"))
        .width(12)
        .hint(ctx.text("second-factor-first-code"));
    code.autocomplete = "one-time-code";
    let page = PlainPage {
        title: ctx.text("second-factor-title"),
        text: ctx.text("second-factor-how"),
        action: URL.to_owned(),
        picture: enrolment.url,
        codes: vec![grouped(&enrolment.secret)],
        fields: vec![code, Field::hidden("secret", enrolment.secret)],
        submit_label: ctx.text("second-factor-start"),
        links: vec![Link::new(ctx.text("kernel-back"), "/me")],
        ..PlainPage::default()
    };
    answer::plain(ctx, req, page)
}

fn grouped(secret: &str) -> String {
    let letters: Vec<char> = secret.chars().collect();
    let groups: Vec<String> = letters.chunks(GROUP).map(|group| group.iter().collect()).collect();
    groups.join(" ")
}

fn show_active(ctx: &Ctx, req: &Req, left: i64) -> Result<Reply> {
    let title = ctx.text("second-factor-title");
    let block = TextBlock {
        title: ctx.say_with("second-factor-on", &[("count", left.into())]),
        paragraphs: vec![ctx.text("second-factor-active-text")],
        links: vec![
            Link::new(ctx.text("second-factor-renew"), format!("{URL}/codes")),
            Link::new(ctx.text("second-factor-stop"), format!("{URL}/stop")),
        ],
        ..TextBlock::default()
    };
    let page = TextPage {
        title: title.clone(),
        blocks: vec![block],
        ..TextPage::default()
    };
    answer::text(ctx, req, page, crumbs(ctx, &title))
}

/// Shown in the answer of the write that stored their hashes, and never again.
fn codes_page(ctx: &Ctx, req: &Req, codes: Vec<RecoveryCode>) -> Result<Reply> {
    let page = PlainPage {
        title: ctx.text("recovery-title"),
        text: ctx.text("recovery-text"),
        codes: codes.into_iter().map(|code| code.shown).collect(),
        links: vec![Link::new(ctx.text("recovery-noted"), URL)],
        ..PlainPage::default()
    };
    answer::plain(ctx, req, page)
}

/// The answer holds secrets and must not be stored for a repeated request: the state of the account settles that one.
fn without_key(req: &Req) -> Req {
    Req {
        key: None,
        ..req.clone()
    }
}

fn start(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (typed, me): (StartSecondFactor, _) = (req.command(ctx)?, ctx.user());
    let now = u64::try_from(ctx.now.and_utc().timestamp()).unwrap_or(0);
    let step = totp::verify(&typed.secret, &typed.code, now, None)
        .map_err(|_| Error::invalid("code", Message::new("second-factor-broken")))?;
    let step = step.ok_or_else(|| Error::invalid("code", Message::new("second-factor-wrong-code")))?;
    let codes = totp::recovery_codes();
    let stored = codes.clone();
    ctx.write(&without_key(req), move |tx| {
        ops::start_second_factor(tx, me, &typed.secret, step, &stored)?;
        Ok(Reply::Nothing)
    })?;
    codes_page(ctx, req, codes)
}

fn ask(ctx: &Ctx, req: &Req, title: &str, text: &str, action: &str) -> Result<Reply> {
    let fields = Fields::new(ctx, req, &Value::Null);
    let title = ctx.text(title);
    let page = FormPage {
        title: title.clone(),
        subtitle: ctx.text(text),
        action: format!("{URL}/{action}"),
        discard_url: URL.to_owned(),
        save_label: title.clone(),
        ..FormPage::default()
    }
    .group("", vec![password::field(&fields, "password", "current-password")]);
    answer::form(ctx, req, page, crumbs(ctx, &title))
}

fn ask_to_stop(ctx: &Ctx, req: &Req) -> Result<Reply> {
    ask(ctx, req, "second-factor-stop", "second-factor-stop-text", "stop")
}

fn stop(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let me = ctx.user();
    password::prove(ctx, req, me)?;
    ctx.write(req, move |tx| {
        ops::stop_second_factor(tx, me)?;
        Ok(Reply::see_other("/me", "second-factor-stopped"))
    })
}

fn ask_for_codes(ctx: &Ctx, req: &Req) -> Result<Reply> {
    ask(ctx, req, "second-factor-renew", "second-factor-renew-text", "codes")
}

fn renew(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let me = ctx.user();
    password::prove(ctx, req, me)?;
    let codes = totp::recovery_codes();
    let stored = codes.clone();
    ctx.write(&without_key(req), move |tx| {
        ops::renew_codes(tx, me, &stored)?;
        Ok(Reply::Nothing)
    })?;
    codes_page(ctx, req, codes)
}
