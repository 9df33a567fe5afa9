//! The inbox.
use crate::company::notification::Notification;
use crate::company::notification::ops;
use crate::company::notification::queries;
use crate::ids::NotificationId;
use crate::ids::Subject;
use crate::kernel::error::Result;
use crate::kernel::list;
use crate::kernel::list::Bulk;
use crate::kernel::list::FilterOf;
use crate::kernel::list::List;
use crate::kernel::list::View;
use crate::kernel::list::column;
use crate::kernel::list::filter;
use crate::kernel::list::view;
use crate::kernel::value::Kind;
use crate::kernel::value::Value;
use crate::kernel::view::Phone;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::Route;
use crate::kernel::web::get;
use crate::kernel::web::post;
use crate::permission::Permission;

pub const ROUTES: &[Route] = &[
    get("/notifications", Permission::Own, show_list).lists(|| inbox().described()),
    get("/notifications/{id}", Permission::Own, open),
    post("/notifications/bulk/mark-read", Permission::Own, mark_read),
    post("/notifications/{id}/mark-read", Permission::Own, mark_one_read).api(),
];

fn inbox() -> List<Notification> {
    List {
        name: "notifications",
        url: "/notifications",
        icon: "bell",
        permission: Permission::Own,
        columns: vec![
            column("notification", Kind::Text, |row: &Notification| {
                Value::Said(row.kind.message_key(), row.arguments())
            })
            .phone(Phone::Name),
            column("record", Kind::Text, |row: &Notification| {
                Value::text(row.title.clone().unwrap_or_default())
            })
            .phone(Phone::Partner),
            column("record-kind", Kind::Text, |row: &Notification| {
                Value::Said(format!("kind-{}", row.subject_kind), Vec::new())
            }),
            column("at", Kind::Instant, |row: &Notification| Value::Instant(row.created_at))
                .sorts()
                .phone(Phone::Date),
            column("unread", Kind::Flag, |row: &Notification| {
                Value::Flag(row.read_at.is_none())
            }),
        ],
        filters: vec![filter("unread", FilterOf::YesNo)],
        views: vec![View { name: "all", query: "" }, view("unread", "unread=yes")],
        sort: ("at", true),
        subject: |row| Subject::Notification(row.id),
        new: None,
        bulk: vec![Bulk {
            action: "mark-read",
            icon: "check",
            needs: Permission::Own,
        }],
        fetch: queries::page,
        sums: queries::sums,
        peek: false,
    }
}

fn show_list(ctx: &Ctx, req: &Req) -> Result<Reply> {
    list::show(ctx, req, &inbox())
}

/// On to the record; the notification has done its work.
fn open(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (id, user): (NotificationId, _) = (req.id()?, ctx.user());
    let notification = ctx.read(|conn| queries::get(conn, user, id))?;
    ctx.note(move |tx| ops::mark_read(tx, user, &[id]))?;
    Ok(Reply::see_other(notification.subject()?.url(), ""))
}

fn mark_read(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let ids: Vec<NotificationId> = list::selected(ctx, req, &inbox())?
        .into_iter()
        .map(|subject| NotificationId::from(subject.raw()))
        .collect();
    let user = ctx.user();
    ctx.note(move |tx| ops::mark_read(tx, user, &ids))?;
    Ok(Reply::see_other("/notifications", "notifications-read"))
}

fn mark_one_read(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (id, user): (NotificationId, _) = (req.id()?, ctx.user());
    ctx.read(|conn| queries::get(conn, user, id))?;
    ctx.note(move |tx| ops::mark_read(tx, user, &[id]))?;
    Ok(Reply::done_at(req, id, "/notifications", ""))
}
