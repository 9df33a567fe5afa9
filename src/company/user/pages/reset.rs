//! A reset link: issued by an administrator, good once and for a day, with which the user chooses a password.
use crate::company::me::pages::password;
use crate::company::user::User;
use crate::company::user::ops;
use crate::company::user::pages::URL;
use crate::company::user::queries;
use crate::ids::UserId;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Result;
use crate::kernel::fields::Fields;
use crate::kernel::session;
use crate::kernel::view::Link;
use crate::kernel::view::PlainPage;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::Route;
use crate::kernel::web::answer;
use crate::kernel::web::get;
use crate::kernel::web::post;
use crate::permission::Permission;
use serde_json::Value;
use std::sync::Arc;

/// The public side.
pub const ROUTES: &[Route] = &[
    get("/reset/{token}", Permission::Public, show),
    post("/reset/{token}", Permission::Public, set).again(show),
];

/// The link is shown on the answer, once; the same form sent again is told so.
pub fn issue(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: UserId = req.id()?;
    let secret = ops::reset_secret();
    let stored = secret.clone();
    let done = ctx.done(req, "reset-link-shown-already", move |tx| {
        ops::issue_reset_link(tx, id, &stored)?;
        Ok(id)
    })?;
    if !ctx.read(|conn| queries::is_reset_link(conn, &secret))? {
        return Ok(done);
    }
    let user = ctx.read(|conn| queries::staff(conn, id))?;
    let page = PlainPage {
        title: ctx.say_with("reset-link-made", &[("name", (&user.name).into())]),
        text: ctx.say_with("reset-link-text", &[("hours", ops::RESET_HOURS.into())]),
        codes: vec![format!("{}/reset/{secret}", req.origin(ctx))],
        links: vec![Link::new(ctx.text("kernel-back"), format!("{URL}/{id}"))],
        ..PlainPage::default()
    };
    answer::plain(ctx, req, page)
}

fn link(ctx: &Ctx, req: &Req) -> Result<Option<(i64, User)>> {
    ctx.read(|conn| queries::find_reset_link(conn, req.param("token"), ctx.now))
}

fn show(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let Some((_, user)) = link(ctx, req)? else {
        let page = PlainPage {
            title: ctx.text("reset-title"),
            text: ctx.text("reset-link-ended"),
            links: vec![Link::new(ctx.text("sign-in"), "/sign-in")],
            ..PlainPage::default()
        };
        return answer::plain(ctx, req, page);
    };
    let fields = Fields::new(ctx, req, &Value::Null);
    let page = PlainPage {
        title: ctx.text("reset-title"),
        text: ctx.say_with(
            "reset-for",
            &[("name", (&user.name).into()), ("email", (&user.email).into())],
        ),
        action: req.path.clone(),
        fields: vec![
            password::field(&fields, "new_password", "new-password")
                .width(12)
                .hint(password::rule(ctx)),
            password::field(&fields, "repeat_password", "new-password").width(12),
        ],
        submit_label: ctx.text("reset-set"),
        ..PlainPage::default()
    };
    answer::plain(ctx, req, page)
}

/// Done in the name of the link's user: nobody is signed in.
fn set(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (id, user) = link(ctx, req)?.ok_or_else(|| Error::Refused(Message::new("reset-link-ended")))?;
    let hash = password::new_hash(ctx, req, &[&user.name, &user.email])?;
    let of = user.id;
    let actor = ctx.read(|conn| session::actor_of(conn, of, user.name.clone(), user.team_id, &ctx.companies))?;
    ctx.house
        .write_as(&Arc::new(actor), move |tx| ops::use_reset_link(tx, id, of, &hash))?;
    Ok(Reply::see_other("/sign-in", "reset-done"))
}
