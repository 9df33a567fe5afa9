//! Where one is signed in, and ending it there.
use crate::company::me::OwnSession;
use crate::company::me::browser_of;
use crate::company::me::ops;
use crate::company::me::pages::crumbs;
use crate::company::me::queries;
use crate::ids::SessionId;
use crate::kernel::error::Result;
use crate::kernel::list;
use crate::kernel::list::Bulk;
use crate::kernel::list::List;
use crate::kernel::list::column;
use crate::kernel::value::Kind;
use crate::kernel::value::Value;
use crate::kernel::view::Action;
use crate::kernel::view::Fact;
use crate::kernel::view::ObjectPage;
use crate::kernel::view::Phone;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::Route;
use crate::kernel::web::answer;
use crate::kernel::web::get;
use crate::kernel::web::post;
use crate::permission::Permission;

pub const ROUTES: &[Route] = &[
    get("/me/sessions", Permission::Own, show_list).lists(|| list().described()),
    post("/me/sessions/bulk/revoke", Permission::Own, revoke_many),
    get("/me/sessions/{id}", Permission::Own, show).gives::<OwnSession>(),
    post("/me/sessions/{id}/revoke", Permission::Own, revoke)
        .api()
        .again(show),
];

fn list() -> List<OwnSession> {
    List {
        name: "sessions",
        url: "/me/sessions",
        icon: "monitor",
        permission: Permission::Own,
        columns: vec![
            column("browser", Kind::Text, |row: &OwnSession| Value::Text(name_of(row))).phone(Phone::Name),
            column("address", Kind::Text, |row: &OwnSession| Value::text(&row.address)).phone(Phone::Partner),
            column("last-seen", Kind::Instant, |row: &OwnSession| {
                Value::Instant(row.last_seen_at)
            })
            .sorts()
            .phone(Phone::Date),
            column("created", Kind::Instant, |row: &OwnSession| {
                Value::Instant(row.created_at)
            }),
            column("expires", Kind::Instant, |row: &OwnSession| {
                Value::Instant(row.expires_at)
            }),
        ],
        filters: Vec::new(),
        views: Vec::new(),
        sort: ("last-seen", true),
        subject: |row| row.id.into(),
        new: None,
        bulk: vec![Bulk {
            action: "revoke",
            icon: "log-out",
            needs: Permission::Own,
        }],
        fetch: queries::sessions,
        sums: queries::count_sessions,
        peek: false,
    }
}

fn name_of(session: &OwnSession) -> String {
    let name = browser_of(&session.agent);
    if name.is_empty() { session.address.clone() } else { name }
}

fn show_list(ctx: &Ctx, req: &Req) -> Result<Reply> {
    list::show(ctx, req, &list())
}

fn show(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: SessionId = req.id()?;
    let session = ctx.read(|conn| queries::session(conn, ctx.user(), id))?;
    if req.is_api() {
        return Reply::json(&session);
    }
    let (title, is_here) = (
        name_of(&session),
        ctx.signed.as_ref().is_some_and(|signed| signed.session == id),
    );
    let at = |at: chrono::NaiveDateTime| ctx.formats.date_time(at.and_utc());
    let page = ObjectPage {
        title: title.clone(),
        subtitle: ctx.text(if is_here { "session-this" } else { "kind-session" }),
        primary: Some(Action::post(
            ctx.text("action-revoke"),
            "log-out",
            format!("/me/sessions/{id}/revoke"),
        )),
        facts: vec![
            Fact::text(ctx.text("column-address"), session.address.as_str()),
            Fact::text(ctx.text("column-created"), at(session.created_at)),
            Fact::text(ctx.text("column-last-seen"), at(session.last_seen_at)),
            Fact::text(ctx.text("column-expires"), at(session.expires_at)),
        ],
        ..ObjectPage::default()
    };
    answer::object(ctx, req, page, crumbs(ctx, &title))
}

fn revoke(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (id, me): (SessionId, _) = (req.id()?, ctx.user());
    let door = req.door;
    ctx.write(req, move |tx| {
        ops::revoke_sessions(tx, me, &[id])?;
        Ok(Reply::done_by_at(door, id, "/me/sessions", "session-revoked"))
    })
}

fn revoke_many(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let chosen = list::selected(ctx, req, &list())?;
    let ids: Vec<SessionId> = chosen
        .into_iter()
        .map(|subject| SessionId::from(subject.raw()))
        .collect();
    let me = ctx.user();
    ctx.write(req, move |tx| {
        ops::revoke_sessions(tx, me, &ids)?;
        Ok(Reply::see_other("/me/sessions", "session-revoked"))
    })
}
