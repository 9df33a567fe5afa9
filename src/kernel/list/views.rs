//! Saved views: filters, columns and sort of a list under a name, private or shared with a role.
use crate::event::Event;
use crate::event::EventKind;
use crate::ids::SavedViewId;
use crate::kernel::error::Error;
use crate::kernel::error::Result;
use crate::kernel::id;
use crate::kernel::input::LongText;
use crate::kernel::list::List;
use crate::kernel::list::ListQuery;
use crate::kernel::list::View;
use crate::kernel::list::address::typed_day;
use crate::kernel::view::SaveView;
use crate::kernel::view::ViewTab;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::Route;
use crate::kernel::web::post;
use crate::permission::Permission;
use diesel::prelude::*;
use tenon_db::Conn;
use tenon_schema::saved_view;
use tenon_schema::user_role;

/// Most saved views shown as tabs.
const VIEWS_MAX: i64 = 12;

pub const ROUTES: &[Route] = &[
    post("/views", Permission::Own, save).takes::<NewView>(),
    post("/views/{id}/delete", Permission::Own, delete).api(),
];

crate::command! {
    /// Keeps the query of a list under a name.
    pub struct NewView {
        pub list: String,
        pub name: String,
        pub query: LongText,
        pub shared: bool,
    }
}

struct Saved {
    id: i64,
    name: String,
    query: String,
    is_own: bool,
}

/// Own views and those shared with one of the reader's roles.
fn saved(conn: &mut Conn, user: i64, list: &str) -> Result<Vec<Saved>> {
    let roles = user_role::table
        .filter(user_role::user_id.eq(user))
        .select(user_role::role_id.nullable());
    let rows: Vec<(i64, String, String, i64)> = saved_view::table
        .filter(saved_view::list.eq(list))
        .filter(saved_view::owner_id.eq(user).or(saved_view::role_id.eq_any(roles)))
        .order((saved_view::name, saved_view::id))
        .limit(VIEWS_MAX)
        .select((
            saved_view::id,
            saved_view::name,
            saved_view::query,
            saved_view::owner_id,
        ))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(id, name, query, owner)| Saved {
            id,
            name,
            query,
            is_own: owner == user,
        })
        .collect())
}

/// Tabs: "All" when the list has no such view, the built-in ones, then the saved ones.
pub(super) fn tabs<R>(ctx: &Ctx, list: &List<R>, query: &ListQuery) -> Result<Vec<ViewTab>> {
    let first = list.views.first().map_or("all", |view| view.name);
    let current = if query.view.is_empty() {
        first
    } else {
        query.view.as_str()
    };
    let mut tabs = Vec::new();
    if !list.is_worklist() && list.views.iter().all(|view| view.name != "all") {
        tabs.push(ViewTab {
            name: "all",
            label: ctx.text("view-all"),
            url: format!("{}?view=all", list.url),
            current: current == "all",
            count: None,
        });
    }
    for view in &list.views {
        let url = format!("{}?view={}", list.url, view.name);
        tabs.push(ViewTab {
            name: view.name,
            label: ctx.text(&format!("view-{}", view.name)),
            url,
            current: current == view.name,
            count: None,
        });
    }
    let user = ctx.user().raw();
    for view in ctx.read(|conn| saved(conn, user, list.name))? {
        let key = format!("saved-{}", view.id);
        let url = format!("{}?{}&view={key}", list.url, view.query);
        tabs.push(ViewTab {
            name: "",
            label: view.name,
            url,
            current: current == key,
            count: None,
        });
    }
    Ok(tabs)
}

/// Views that are open work. They stay small however old the books are, so counting them costs little.
const WORK: [&str; 16] = [
    "open",
    "draft",
    "held",
    "late",
    "to-invoice",
    "picking",
    "expected",
    "overdue",
    "to-allocate",
    "on-account",
    "sent",
    "expired",
    "low-stock",
    "below-zero",
    "unread",
    "due",
];

/// How many match each view that is open work, where something does.
pub(super) fn counts<R>(
    ctx: &Ctx,
    list: &List<R>,
    shown: &ListQuery,
    shown_count: i64,
) -> Result<Vec<(&'static str, String)>> {
    let is_shown = list.view_of(shown).map(|view| view.name);
    let reach = ctx.reach(list.permission);
    let work = list.views.iter().filter(|view| WORK.contains(&view.name));
    let count = |conn: &mut Conn, view: &View| -> Result<(&'static str, i64)> {
        if is_shown == Some(view.name) {
            return Ok((view.name, shown_count));
        }
        let asked = form_urlencoded::parse(view.query.as_bytes()).into_owned();
        let pairs: Vec<(String, String)> = asked
            .map(|(name, value)| match typed_day(ctx, list, &name, &value) {
                Some(day) => (name, day),
                None => (name, value),
            })
            .collect();
        let query = ListQuery {
            language: ctx.messages.language().code(),
            today: ctx.today(),
            zone: ctx.formats.zone,
            ..ListQuery::of(&pairs, &[], list.sort)?
        };
        Ok((view.name, (list.sums)(conn, &reach, &query)?.count))
    };
    let counts: Vec<(&'static str, i64)> = ctx.read(|conn| work.map(|view| count(conn, view)).collect())?;
    let some = counts.into_iter().filter(|(_, count)| *count > 0);
    Ok(some.map(|(name, count)| (name, ctx.formats.integer(count))).collect())
}

/// Whether a list shows something else than the built-in view it is in has.
fn differs<R>(list: &List<R>, query: &ListQuery, kept: &[(String, String)]) -> bool {
    let view = match query.view.as_str() {
        "" => list.views.first(),
        name => list.views.iter().find(|view| view.name == name),
    };
    let own = view.map_or("", |view| view.query);
    let mut own: Vec<(String, String)> = form_urlencoded::parse(own.as_bytes()).into_owned().collect();
    let mut kept = kept.to_vec();
    own.sort_unstable();
    kept.sort_unstable();
    own != kept
}

/// What "Save view" keeps, and whether the shown list differs from its view.
pub(super) fn save_view<R>(
    ctx: &Ctx,
    list: &List<R>,
    query: &ListQuery,
    base: &[(String, String)],
) -> Result<SaveView> {
    let kept: Vec<(String, String)> = base
        .iter()
        .filter(|(name, _)| !matches!(name.as_str(), "view" | "rows" | "company"))
        .cloned()
        .collect();
    let text = crate::kernel::list::query_string(&kept);
    let id: Option<i64> = query.view.strip_prefix("saved-").and_then(|id| id.parse().ok());
    let user = ctx.user().raw();
    let own = match id {
        Some(id) => ctx
            .read(|conn| saved(conn, user, list.name))?
            .into_iter()
            .find(|view| view.id == id),
        None => None,
    };
    Ok(SaveView {
        url: format!("/views?list={}", list.name),
        changed: own
            .as_ref()
            .map_or_else(|| differs(list, query, &kept), |own| own.query != text),
        reset_url: match &own {
            Some(own) => format!("{}?{}&view=saved-{}", list.url, own.query, own.id),
            None if query.view.is_empty() => list.url.to_owned(),
            None => format!("{}?view={}", list.url, query.view),
        },
        query: text,
        may_share: true,
        delete_url: own
            .filter(|own| own.is_own)
            .map(|own| format!("/views/{}/delete", own.id)),
    })
}

fn save(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let mut body = req.body.clone();
    if let (Some(members), list) = (body.as_object_mut(), req.query("list"))
        && !list.is_empty()
    {
        members.insert("list".to_owned(), list.into());
    }
    let command: NewView = Req { body, ..req.clone() }.command(ctx)?;
    let back = ctx
        .house
        .app
        .departments
        .iter()
        .flat_map(|department| department.menu)
        .find(|item| item.url.ends_with(&format!("/{}", command.list)));
    let back = back.map_or("/", |item| item.url).to_owned();
    let user = ctx.user();
    let asked = req.clone();
    ctx.write(req, move |tx| {
        let id: SavedViewId = id::new();
        let query = command.query.0.clone();
        let role: Option<i64> = user_role::table
            .filter(user_role::user_id.eq(user.raw()))
            .select(user_role::role_id)
            .first(tx.conn)
            .optional()?;
        tx.conn.later(&diesel::insert_into(saved_view::table).values((
            saved_view::id.eq(id.raw()),
            saved_view::list.eq(&command.list),
            saved_view::name.eq(&command.name),
            saved_view::query.eq(&query),
            saved_view::owner_id.eq(user.raw()),
            saved_view::role_id.eq(role.filter(|_| command.shared)),
            saved_view::version.eq(1),
        )))?;
        tx.record(Event::new(EventKind::ViewSaved, None, id).say("name", &command.name));
        let url = format!("{back}?{query}&view=saved-{id}");
        Ok(Reply::done_at(&asked, id, url, "view-saved"))
    })
}

fn delete(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (id, user): (SavedViewId, _) = (req.id()?, ctx.user());
    let asked = req.clone();
    ctx.write(req, move |tx| {
        let own = saved_view::table
            .filter(saved_view::id.eq(id.raw()))
            .filter(saved_view::owner_id.eq(user.raw()));
        let name: Option<String> = own.select(saved_view::name).first(tx.conn).optional()?;
        let name = name.ok_or(Error::NotFound("view"))?;
        diesel::delete(own).execute(tx.conn)?;
        tx.record(Event::new(EventKind::MasterDeleted, None, id).say("name", name));
        Ok(Reply::done_at(&asked, id, "/", "view-deleted"))
    })
}
