//! Tokens for programs that act for one: made once, shown once, revocable.
use crate::company::me::NewToken;
use crate::company::me::OwnToken;
use crate::company::me::TOKEN_DAYS;
use crate::company::me::ops;
use crate::company::me::pages::crumbs;
use crate::company::me::queries;
use crate::ids::ApiTokenId;
use crate::ids::Subject;
use crate::kernel::error::Result;
use crate::kernel::fields::Fields;
use crate::kernel::list;
use crate::kernel::list::List;
use crate::kernel::list::column;
use crate::kernel::list::usage_filter;
use crate::kernel::list::view;
use crate::kernel::session;
use crate::kernel::value::Kind;
use crate::kernel::value::Value;
use crate::kernel::value::usage;
use crate::kernel::view::Action;
use crate::kernel::view::Fact;
use crate::kernel::view::FieldKind;
use crate::kernel::view::FormPage;
use crate::kernel::view::Link;
use crate::kernel::view::ObjectPage;
use crate::kernel::view::Phone;
use crate::kernel::view::PlainPage;
use crate::kernel::view::Section;
use crate::kernel::view::SectionBody;
use crate::kernel::view::SelectOption;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::Route;
use crate::kernel::web::answer;
use crate::kernel::web::get;
use crate::kernel::web::post;
use crate::permission::Permission;
use serde_json::json;
use std::str::FromStr;

pub const ROUTES: &[Route] = &[
    get("/me/tokens", Permission::Own, show_list).lists(|| list().described()),
    get("/me/tokens/new", Permission::Own, new),
    post("/me/tokens", Permission::Own, create).again(new),
    get("/me/tokens/{id}", Permission::Own, show).gives::<OwnToken>(),
    post("/me/tokens/{id}/revoke", Permission::Own, revoke)
        .api()
        .again(show),
];

fn list() -> List<OwnToken> {
    List {
        name: "tokens",
        url: "/me/tokens",
        icon: "key-round",
        permission: Permission::Own,
        columns: vec![
            column("name", Kind::Text, |row: &OwnToken| Value::text(&row.name)).phone(Phone::Name),
            column("created", Kind::Instant, |row: &OwnToken| {
                Value::Instant(row.created_at)
            })
            .sorts()
            .phone(Phone::Date),
            column("last-used", Kind::Instant, |row: &OwnToken| {
                Value::instant(row.last_used_at)
            })
            .phone(Phone::Partner),
            column("expires", Kind::Instant, |row: &OwnToken| {
                Value::Instant(row.expires_at)
            }),
            column("state", Kind::Text, |row: &OwnToken| {
                Value::State(usage(row.revoked_at.is_none()))
            })
            .phone(Phone::Status),
        ],
        filters: vec![usage_filter()],
        views: vec![view("active", "active=yes")],
        sort: ("created", true),
        subject: |row| row.id.into(),
        new: Some(("/me/tokens/new", Permission::Own)),
        bulk: Vec::new(),
        fetch: queries::tokens,
        sums: queries::count_tokens,
        peek: false,
    }
}

fn show_list(ctx: &Ctx, req: &Req) -> Result<Reply> {
    list::show(ctx, req, &list())
}

fn new(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let fields = Fields::new(ctx, req, &json!({"days": 90}));
    let days = TOKEN_DAYS.map(|days| {
        (
            days.to_string(),
            ctx.say_with("days-count", &[("count", i64::from(days).into())]),
        )
    });
    let own = Permission::ALL
        .iter()
        .filter(|one| !one.is_free() && ctx.actor.may_somewhere(**one));
    let scopes = own
        .map(|one| SelectOption::new(one.code(), ctx.text(&one.message_key())))
        .collect();
    let title = ctx.text("new-tokens");
    let page = FormPage {
        title: title.clone(),
        subtitle: ctx.text("token-hint"),
        action: "/me/tokens".to_owned(),
        discard_url: "/me/tokens".to_owned(),
        ..FormPage::default()
    }
    .group(
        "",
        vec![
            fields.text("name").width(6),
            fields.select("days", &days, false).width(6),
            fields.of("scopes", FieldKind::Checks(scopes)).width(12),
        ],
    );
    answer::form(ctx, req, page, crumbs(ctx, &title))
}

/// The secret is made here and shown on the answer; the same form sent again is told that it was shown already.
fn create(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (new, me): (NewToken, _) = (req.command(ctx)?, ctx.user());
    let token = format!("{}{}", session::TOKEN_PREFIX, session::new_secret());
    let (secret, name) = (token.clone(), new.name.clone());
    let done = ctx.done(req, "token-shown-already", move |tx| {
        ops::create_token(tx, me, &new, &secret)
    })?;
    let Reply::SeeOther { url, .. } = &done else {
        return Ok(done);
    };
    let Some(id) = url.rsplit('/').next().and_then(|id| ApiTokenId::from_str(id).ok()) else {
        return Ok(done);
    };
    if ctx.read(|conn| queries::token_hash(conn, id))? != session::secret_hash(&token) {
        return Ok(done);
    }
    let page = PlainPage {
        title: ctx.say_with("token-made", &[("name", name.into())]),
        text: ctx.text("token-shown-once"),
        codes: vec![token],
        links: vec![Link::new(ctx.text("list-tokens"), "/me/tokens")],
        ..PlainPage::default()
    };
    answer::plain(ctx, req, page)
}

fn show(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: ApiTokenId = req.id()?;
    let token = ctx.read(|conn| queries::token(conn, ctx.user(), id))?;
    if req.is_api() {
        return Reply::json(&token);
    }
    let at = |at: Option<chrono::NaiveDateTime>| at.map_or("–".to_owned(), |at| ctx.formats.date_time(at.and_utc()));
    let scopes = token
        .scopes
        .split(' ')
        .filter_map(|code| Permission::from_str(code).ok());
    let scopes = scopes.map(|scope| ctx.text(&scope.message_key())).collect();
    let revoke = Action::post(ctx.text("action-revoke"), "x", format!("/me/tokens/{id}/revoke"))
        .danger()
        .confirm(
            ctx.say_with("token-revoke-title", &[("name", token.name.as_str().into())]),
            ctx.text("token-revoke-text"),
            ctx.text("action-revoke"),
        );
    let page = ObjectPage {
        title: token.name.clone(),
        status: Some(usage(token.is_alive(ctx.now)).status(ctx.messages)),
        subtitle: ctx.text("kind-api-token"),
        primary: token.revoked_at.is_none().then_some(revoke),
        facts: vec![
            Fact::text(ctx.text("column-created"), at(Some(token.created_at))),
            Fact::text(ctx.text("column-last-used"), at(token.last_used_at)),
            Fact::text(ctx.text("column-expires"), at(Some(token.expires_at))),
        ],
        sections: vec![Section::new(
            "scopes",
            ctx.text("field-scopes"),
            SectionBody::Text(scopes),
        )],
        ..ObjectPage::default()
    };
    answer::object(ctx, req, page, crumbs(ctx, &token.name))
}

fn revoke(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (id, me): (ApiTokenId, _) = (req.id()?, ctx.user());
    ctx.done(req, "token-revoked", move |tx| {
        ops::revoke_token(tx, me, id)?;
        Ok(Subject::from(id))
    })
}
