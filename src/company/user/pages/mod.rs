//! Users on both doors: the list, one user with roles and sessions, letting in and out.
pub mod form;
pub mod reset;
pub mod why;

use crate::company::activity;
use crate::company::role;
use crate::company::user::EditUser;
use crate::company::user::NewStaff;
use crate::company::user::User;
use crate::company::user::ops;
use crate::company::user::queries;
use crate::company::user::queries::UserRow;
use crate::ids::UserId;
use crate::kernel::error::Result;
use crate::kernel::list;
use crate::kernel::list::FilterOf;
use crate::kernel::list::List;
use crate::kernel::list::Options;
use crate::kernel::list::column;
use crate::kernel::list::filter;
use crate::kernel::list::usage_filter;
use crate::kernel::list::usage_views;
use crate::kernel::value::Kind;
use crate::kernel::value::Value;
use crate::kernel::value::usage;
use crate::kernel::view::Action;
use crate::kernel::view::Banner;
use crate::kernel::view::Cell;
use crate::kernel::view::ComboOption;
use crate::kernel::view::DataTable;
use crate::kernel::view::Fact;
use crate::kernel::view::ObjectPage;
use crate::kernel::view::Phone;
use crate::kernel::view::Section;
use crate::kernel::view::SectionBody;
use crate::kernel::view::TableColumn;
use crate::kernel::view::TableRow;
use crate::kernel::view::Tone;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::Route;
use crate::kernel::web::answer;
use crate::kernel::web::get;
use crate::kernel::web::master;
use crate::kernel::web::master::Head;
use crate::kernel::web::master::Place;
use crate::kernel::web::post;
use crate::permission::Permission::Own;
use crate::permission::Permission::UserEdit;
use crate::permission::Permission::UserRead;
use tenon_db::Conn;

pub const URL: &str = "/setup/users";

const PLACE: Place = Place {
    name: "users",
    url: URL,
};

pub const ROUTES: &[Route] = &[
    get(URL, UserRead, list).lists(|| users().described()),
    get("/setup/users/search", Own, search),
    get("/setup/users/new", UserEdit, form::new),
    post(URL, UserEdit, form::create).takes::<NewStaff>().again(form::new),
    get("/setup/users/{id}", UserRead, show).gives::<User>(),
    get("/setup/users/{id}/edit", UserEdit, form::edit),
    post("/setup/users/{id}", UserEdit, form::update)
        .takes::<EditUser>()
        .again(form::edit),
    post("/setup/users/{id}/archive", UserEdit, archive).api().again(show),
    post("/setup/users/{id}/restore", UserEdit, |ctx, req| {
        master::restore(ctx, req, ops::archive)
    })
    .api()
    .again(show),
    post("/setup/users/{id}/end-sessions", UserEdit, end_sessions)
        .api()
        .again(show),
    post("/setup/users/{id}/reset-second-factor", UserEdit, reset_second_factor)
        .api()
        .again(show),
    post("/setup/users/{id}/reset-link", UserEdit, reset::issue).again(show),
    get("/setup/users/{id}/why", UserRead, why::show),
];

/// Options of a combobox at once.
const OPTIONS_MAX: i64 = 20;

fn roles(conn: &mut Conn, _: &Ctx) -> Result<Options> {
    role::queries::choices(conn)
}

fn users() -> List<UserRow> {
    List {
        name: "users",
        url: URL,
        icon: "users",
        permission: UserRead,
        columns: vec![
            column("name", Kind::Text, |row: &UserRow| Value::text(&row.user.name))
                .sorts_by(|row| row.user.search_text.clone())
                .phone(Phone::Name),
            column("email", Kind::Text, |row: &UserRow| Value::text(&row.user.email))
                .sorts()
                .phone(Phone::Partner),
            column("role", Kind::Text, |row: &UserRow| Value::text(&row.roles)),
            column("team", Kind::Text, |row: &UserRow| {
                Value::text(row.team.clone().unwrap_or_default())
            }),
            column("second-factor", Kind::Flag, |row: &UserRow| {
                Value::Flag(row.user.totp_is_active)
            }),
            column("language", Kind::Text, |row: &UserRow| Value::text(&row.user.language)).hidden(),
            column("created", Kind::Instant, |row: &UserRow| {
                Value::Instant(row.user.created_at)
            })
            .hidden(),
            column("state", Kind::Text, |row: &UserRow| {
                Value::State(usage(row.user.is_active))
            })
            .phone(Phone::Status),
        ],
        filters: vec![
            usage_filter(),
            filter("role", FilterOf::Choice(roles)),
            filter("second-factor", FilterOf::YesNo),
        ],
        views: usage_views(),
        sort: ("name", false),
        subject: |row| row.user.id.into(),
        new: Some(("/setup/users/new", UserEdit)),
        bulk: Vec::new(),
        fetch: queries::page,
        sums: queries::sums,
        peek: false,
    }
}

fn list(ctx: &Ctx, req: &Req) -> Result<Reply> {
    list::show(ctx, req, &users())
}

/// Colleagues by name, for the fields that name one: whoever is signed in may know them.
fn search(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let found = ctx.read(|conn| queries::search(conn, req.query("q"), OPTIONS_MAX))?;
    let option = |user: User| ComboOption {
        id: user.id.to_string(),
        text: user.name,
        sub: user.email,
        ..ComboOption::default()
    };
    Reply::json(&found.into_iter().map(option).collect::<Vec<_>>())
}

fn head_of(user: &User) -> Head {
    Head::new(user.id, &user.name, user.version, user.is_active)
}

fn show(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: UserId = req.id()?;
    let user = ctx.read(|conn| queries::staff(conn, id))?;
    if req.is_api() {
        return Reply::json(&user);
    }
    let held = ctx.read(|conn| queries::roles_held(conn, id))?;
    let may_edit = ctx.actor.may_somewhere(UserEdit) && ops::require_over(&ctx.actor, &held).is_ok();
    let page = ObjectPage {
        subtitle: user.email.clone(),
        actions: vec![Action::get(
            ctx.text("why-title"),
            "circle-help",
            format!("{URL}/{id}/why"),
        )],
        menu: if may_edit { menu(ctx, &user) } else { Vec::new() },
        banners: banners(ctx, &user)?,
        facts: facts(ctx, &user)?,
        sections: vec![roles_section(ctx, id)?],
        ..master::page(ctx, &head_of(&user), may_edit)
    };
    let page = activity::attach(ctx, page, id.into(), None)?;
    answer::object(ctx, req, page, PLACE.crumbs(ctx, &user.name))
}

/// Somebody who cannot sign in yet: what to do about it.
fn banners(ctx: &Ctx, user: &User) -> Result<Vec<Banner>> {
    let is_waiting = ctx.read(|conn| queries::has_no_password(conn, user.id))?;
    let waiting = (is_waiting && user.is_active).then(|| {
        Banner::new(
            Tone::Warning,
            ctx.say_with("user-no-password", &[("name", (&user.name).into())]),
        )
    });
    Ok(waiting.into_iter().collect())
}

fn facts(ctx: &Ctx, user: &User) -> Result<Vec<Fact>> {
    let (team, seen) = ctx.read(|conn| {
        let team = user.team_id.map(|id| queries::team_name(conn, id)).transpose()?;
        Ok((team, queries::last_seen(conn, user.id)?))
    })?;
    let company = user
        .default_company_id
        .and_then(|id| ctx.company_of(id))
        .map(|company| company.name.clone());
    let or_none = |text: Option<String>| text.unwrap_or_else(|| "–".to_owned());
    let at = |at: chrono::NaiveDateTime| ctx.formats.date_time(at.and_utc());
    Ok(vec![
        Fact::text(ctx.text("field-team"), or_none(team)),
        Fact::text(ctx.text("field-default-company"), or_none(company)),
        Fact::text(ctx.text("field-time-zone"), user.time_zone.as_str()),
        Fact::text(
            ctx.text("field-second-factor"),
            ctx.text(if user.totp_is_active { "yes" } else { "no" }),
        ),
        Fact::text(ctx.text("column-last-seen"), or_none(seen.map(at))),
        Fact::text(ctx.text("column-created"), at(user.created_at)),
    ])
}

fn menu(ctx: &Ctx, user: &User) -> Vec<Action> {
    let url = user_url(user.id);
    let named = |key: &str| ctx.say_with(key, &[("name", (&user.name).into())]);
    let act =
        |label: &str, icon: &'static str, last: &str| Action::post(ctx.text(label), icon, format!("{url}/{last}"));
    let asked = |action: Action, title: &str, text: &str| {
        let verb = action.label.clone();
        action.confirm(named(title), ctx.text(text), verb)
    };
    if !user.is_active {
        return vec![act("action-restore", "archive-restore", "restore")];
    }
    let mut actions = vec![
        act("user-reset-link", "link", "reset-link"),
        asked(
            act("user-end-sessions", "log-out", "end-sessions"),
            "user-end-sessions-title",
            "user-end-sessions-text",
        ),
    ];
    if user.totp_is_active {
        let reset = act("user-reset-second-factor", "fingerprint", "reset-second-factor").danger();
        actions.push(asked(
            reset,
            "user-reset-second-factor-title",
            "user-reset-second-factor-text",
        ));
    }
    let archive = act("action-deactivate", "ban", "archive").danger();
    actions.push(asked(archive, "user-deactivate-title", "user-deactivate-text"));
    actions
}

fn user_url(id: UserId) -> String {
    format!("{URL}/{id}")
}

fn roles_section(ctx: &Ctx, id: UserId) -> Result<Section> {
    let held = ctx.read(|conn| queries::roles_named(conn, id))?;
    let row = |(role, name, is_active, company): (crate::ids::RoleId, String, bool, Option<crate::ids::CompanyId>)| {
        let place = match company {
            Some(company) => ctx.company_name(company),
            None => ctx.text("all-companies"),
        };
        let state = usage(is_active).status(ctx.messages);
        TableRow::new(vec![
            Cell::link(name, format!("{}/{role}", role::pages::URL)),
            Cell::text(place),
            Cell::Status(state),
        ])
    };
    let table = DataTable {
        columns: vec![
            TableColumn::text(ctx.text("column-role")).phone(Phone::Name),
            TableColumn::text(ctx.text("column-company")).phone(Phone::Partner),
            TableColumn::text(ctx.text("column-state")).phone(Phone::Status),
        ],
        rows: held.into_iter().map(row).collect(),
        empty: ctx.text("user-no-roles"),
        ..DataTable::default()
    };
    Ok(Section::new("roles", ctx.text("list-roles"), SectionBody::Table(table)))
}

fn archive(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (id, version): (UserId, _) = (req.id()?, req.required_version()?);
    ctx.done(req, "user-deactivated", move |tx| {
        ops::archive(tx, id, version, false)?;
        Ok(id)
    })
}

fn end_sessions(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: UserId = req.id()?;
    ctx.done(req, "session-revoked", move |tx| {
        ops::end_sessions(tx, id)?;
        Ok(id)
    })
}

fn reset_second_factor(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: UserId = req.id()?;
    ctx.done(req, "second-factor-stopped", move |tx| {
        ops::reset_second_factor(tx, id)?;
        Ok(id)
    })
}
