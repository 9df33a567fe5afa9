//! The sign-in page, its second step, and signing out.
use crate::command;
use crate::company::sign_in::Account;
use crate::company::sign_in::normal_email;
use crate::company::sign_in::ops;
use crate::company::sign_in::ops::Place;
use crate::company::sign_in::own_address;
use crate::company::sign_in::queries;
use crate::kernel::error::Error;
use crate::kernel::error::Result;
use crate::kernel::password;
use crate::kernel::password::HashError;
use crate::kernel::view::Cell;
use crate::kernel::view::DataTable;
use crate::kernel::view::Field;
use crate::kernel::view::FieldKind;
use crate::kernel::view::Link;
use crate::kernel::view::PlainPage;
use crate::kernel::view::TableColumn;
use crate::kernel::view::TableRow;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::Route;
use crate::kernel::web::answer;
use crate::kernel::web::get;
use crate::kernel::web::post;
use crate::permission::Permission;
use crate::refuse_unless;

pub const ROUTES: &[Route] = &[
    get("/sign-in", Permission::Public, show),
    post("/sign-in", Permission::Public, sign_in).again(show),
    get("/sign-in/code", Permission::Public, show_code),
    post("/sign-in/code", Permission::Public, give_code).again(show_code),
    post("/sign-out", Permission::Own, sign_out),
];

command! {
    /// What is typed on the sign-in page. The password is taken as it is, blanks included.
    pub struct SignIn { pub email: String, pub password: String, pub next: Option<String> }
    /// The second step.
    pub struct GiveCode { pub code: String, pub next: Option<String> }
}

/// An answer about hashing that a person can act on.
pub fn hashing(error: HashError) -> Error {
    match error {
        HashError::Busy => Error::Throttled(2),
        HashError::Broken(_) => Error::Internal(Box::new(error)),
    }
}

fn next_of(req: &Req) -> String {
    let typed = req.value("next");
    let next = if typed.is_empty() { req.query("next") } else { &typed };
    own_address(next).to_owned()
}

fn show(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let next = next_of(req);
    if ctx.signed.is_some() {
        return Ok(Reply::see_other(next, ""));
    }
    let email = Field::new("email", ctx.text("field-email"), FieldKind::Email).value(req.value("email"));
    let password = Field::new("password", ctx.text("field-password"), FieldKind::Password);
    let (mut email, mut password) = (email.width(12), password.width(12));
    email.autocomplete = "username";
    email.autofocus = true;
    password.autocomplete = "current-password";
    let page = PlainPage {
        title: ctx.text("sign-in-title"),
        action: "/sign-in".to_owned(),
        fields: vec![email, password, Field::hidden("next", next)],
        submit_label: ctx.text("sign-in"),
        table: demo_sign_ins(ctx),
        text: if ctx.house.demo_sign_ins.is_empty() {
            String::new()
        } else {
            ctx.text("sign-in-demo")
        },
        ..PlainPage::default()
    };
    answer::plain(ctx, req, page)
}

fn demo_sign_ins(ctx: &Ctx) -> Option<DataTable> {
    let row = |(role, email): &(String, String)| TableRow::new(vec![Cell::text(role), Cell::Code(email.clone())]);
    let rows: Vec<TableRow> = ctx.house.demo_sign_ins.iter().map(row).collect();
    (!rows.is_empty()).then(|| DataTable {
        columns: vec![
            TableColumn::text(ctx.text("column-role")),
            TableColumn::text(ctx.text("column-email")),
        ],
        rows,
        ..DataTable::default()
    })
}

/// The password's check happens here, outside the lane; unknown e-mails take as long as known ones.
fn verified(ctx: &Ctx, email: &str, typed: &str) -> Result<Account> {
    let account = ctx.read(|conn| queries::find_account(conn, email))?;
    let Some(account) = account else {
        ctx.house.hasher.verify_nobody(typed).map_err(hashing)?;
        return Err(Error::refused("sign-in-wrong"));
    };
    let is_right = ctx
        .house
        .hasher
        .verify(typed, &account.password_hash)
        .map_err(hashing)?;
    refuse_unless!(is_right, "sign-in-wrong");
    Ok(account)
}

fn sign_in(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let typed: SignIn = req.command(ctx)?;
    // A command's text is trimmed; a password is not.
    let password = req
        .body
        .get("password")
        .and_then(|value| value.as_str())
        .unwrap_or("")
        .to_owned();
    let (email, place) = (normal_email(&typed.email), place(req));
    let (tried, from) = (email.clone(), place.address.clone());
    ctx.note(move |tx| ops::begin_try(tx, &tried, &from))?;
    let account = verified(ctx, &email, &password)?;
    let renewed = if password::is_outdated(&account.password_hash) {
        Some(ctx.house.hasher.hash(&password).map_err(hashing)?)
    } else {
        None
    };
    let awaits_code = account.totp_is_active;
    let token = ctx.note(move |tx| {
        if let Some(new) = &renewed {
            ops::renew_hash(tx, account.id, &account.password_hash, new)?;
        }
        ops::open_session(tx, &account, &place, awaits_code)
    })?;
    let next = next_of(req);
    let url = if awaits_code { code_url(&next) } else { next };
    Ok(Reply::Session {
        token: Some(token),
        url,
    })
}

fn code_url(next: &str) -> String {
    let query = form_urlencoded::Serializer::new(String::new())
        .append_pair("next", next)
        .finish();
    format!("/sign-in/code?{query}")
}

fn place(req: &Req) -> Place {
    Place {
        address: req.address.clone(),
        agent: req.agent.clone(),
    }
}

fn show_code(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let secret = req.session_token.clone().unwrap_or_default();
    if ctx
        .read(|conn| queries::find_waiting(conn, &secret, ctx.now))?
        .is_none()
    {
        return Ok(Reply::see_other("/sign-in", ""));
    }
    let mut code = Field::text("code", ctx.text("field-code-or-recovery"))
        .width(12)
        .hint(ctx.text("sign-in-code-hint"));
    code.autocomplete = "one-time-code";
    code.autofocus = true;
    let page = PlainPage {
        title: ctx.text("sign-in-code-title"),
        text: ctx.text("sign-in-code-text"),
        action: "/sign-in/code".to_owned(),
        fields: vec![code, Field::hidden("next", next_of(req))],
        submit_label: ctx.text("sign-in"),
        links: vec![Link::new(ctx.text("sign-in-as-another"), "/sign-in")],
        ..PlainPage::default()
    };
    answer::plain(ctx, req, page)
}

fn give_code(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let typed: GiveCode = req.command(ctx)?;
    let secret = req.session_token.clone().ok_or(Error::Unauthenticated)?;
    let waiting = ctx.read(|conn| queries::find_waiting(conn, &secret, ctx.now))?;
    let email = waiting.ok_or(Error::Unauthenticated)?.account.email;
    let place = place(req);
    let from = place.address.clone();
    ctx.note(move |tx| ops::begin_try(tx, &email, &from))?;
    let token = ctx.note(move |tx| ops::finish_session(tx, &secret, &typed.code, &place))?;
    refuse_unless!(token.is_some(), "sign-in-code-wrong");
    Ok(Reply::Session {
        token,
        url: next_of(req),
    })
}

fn sign_out(ctx: &Ctx, _: &Req) -> Result<Reply> {
    if let Some(id) = ctx.signed.as_ref().map(|signed| signed.session) {
        ctx.note(move |tx| ops::end_session(tx, id))?;
    }
    Ok(Reply::Session {
        token: None,
        url: "/sign-in".to_owned(),
    })
}
