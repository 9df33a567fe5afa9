//! Teams on both doors.
use crate::company::activity;
use crate::company::team::NewTeam;
use crate::company::team::Team;
use crate::company::team::ops;
use crate::company::team::queries;
use crate::company::team::queries::TeamRow;
use crate::ids::TeamId;
use crate::kernel::error::Result;
use crate::kernel::fields::Fields;
use crate::kernel::list;
use crate::kernel::list::Filter;
use crate::kernel::list::FilterOf;
use crate::kernel::list::List;
use crate::kernel::list::View;
use crate::kernel::list::column;
use crate::kernel::value::Kind;
use crate::kernel::value::Value;
use crate::kernel::value::usage;
use crate::kernel::view::Cell;
use crate::kernel::view::Crumb;
use crate::kernel::view::DataTable;
use crate::kernel::view::Fact;
use crate::kernel::view::FormPage;
use crate::kernel::view::ObjectPage;
use crate::kernel::view::Phone;
use crate::kernel::view::Section;
use crate::kernel::view::SectionBody;
use crate::kernel::view::TableColumn;
use crate::kernel::view::TableRow;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::Route;
use crate::kernel::web::answer;
use crate::kernel::web::get;
use crate::kernel::web::master;
use crate::kernel::web::post;
use crate::permission::Permission::UserEdit;
use crate::permission::Permission::UserRead;
use serde::Serialize;
use serde_json::json;

const URL: &str = "/setup/teams";

pub const ROUTES: &[Route] = &[
    get(URL, UserRead, list).lists(),
    get("/setup/teams/new", UserEdit, new),
    post(URL, UserEdit, create).takes::<NewTeam>().again(new),
    get("/setup/teams/{id}", UserRead, show).gives::<Team>(),
    get("/setup/teams/{id}/edit", UserEdit, edit),
    post("/setup/teams/{id}", UserEdit, update)
        .takes::<NewTeam>()
        .again(edit),
    post("/setup/teams/{id}/archive", UserEdit, archive).api().again(show),
    post("/setup/teams/{id}/restore", UserEdit, restore).api().again(show),
    post("/setup/teams/{id}/delete", UserEdit, delete).api().again(show),
];

fn teams() -> List<TeamRow> {
    List {
        name: "teams",
        url: URL,
        icon: "users-round",
        permission: UserRead,
        columns: vec![
            column("name", Kind::Text, |row: &TeamRow| Value::text(&row.team.name))
                .sorts()
                .phone(Phone::Name),
            column("company", Kind::Text, |row: &TeamRow| Value::text(&row.company)).phone(Phone::Partner),
            column("state", Kind::Text, |row: &TeamRow| {
                Value::State(usage(row.team.is_active))
            })
            .phone(Phone::Status),
        ],
        filters: vec![Filter {
            name: "active",
            of: FilterOf::YesNo,
        }],
        views: vec![
            View {
                name: "active",
                query: "active=yes",
            },
            View {
                name: "archived",
                query: "active=no",
            },
        ],
        sort: ("name", false),
        subject: |row| row.team.id.into(),
        new: Some(("/setup/teams/new", UserEdit)),
        bulk: Vec::new(),
        fetch: queries::page,
        sums: queries::sums,
        peek: false,
    }
}

fn list(ctx: &Ctx, req: &Req) -> Result<Reply> {
    list::show(ctx, req, &teams())
}

fn crumbs(ctx: &Ctx, title: &str) -> Vec<Crumb> {
    vec![Crumb::new(ctx.text("list-teams"), URL), Crumb::new(title, "")]
}

fn found(ctx: &Ctx, req: &Req) -> Result<Team> {
    let id: TeamId = req.id()?;
    ctx.read(|conn| queries::get(conn, &ctx.full_reach(UserRead), id))
}

fn show(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let team = found(ctx, req)?;
    if req.is_api() {
        return Reply::json(&team);
    }
    let may_edit = ctx.actor.may(UserEdit, team.company_id);
    let company = ctx
        .company_of(team.company_id)
        .map(|face| face.name.clone())
        .unwrap_or_default();
    let page = ObjectPage {
        title: team.name.clone(),
        status: Some(usage(team.is_active).status(ctx.messages)),
        subtitle: ctx.text("kind-team"),
        version: team.version.to_string(),
        edit_url: may_edit.then(|| format!("{URL}/{}/edit", team.id)),
        menu: if may_edit {
            master::menu(ctx, team.id, &team.name, team.is_active)
        } else {
            Vec::new()
        },
        facts: vec![Fact::text(ctx.text("field-company"), company)],
        sections: vec![members(ctx, team.id)?],
        ..ObjectPage::default()
    };
    let page = activity::attach(ctx, page, team.id.into(), Some(team.company_id))?;
    answer::object(ctx, req, page, crumbs(ctx, &team.name))
}

fn members(ctx: &Ctx, id: TeamId) -> Result<Section> {
    let members = ctx.read(|conn| queries::members(conn, id))?;
    let row = |(user, name, email): (crate::ids::UserId, String, String)| {
        TableRow::new(vec![
            Cell::link(name, format!("/setup/users/{user}")),
            Cell::text(email),
        ])
    };
    let table = DataTable {
        columns: vec![
            TableColumn::text(ctx.text("column-user")).phone(Phone::Name),
            TableColumn::text(ctx.text("column-email")).phone(Phone::Partner),
        ],
        rows: members.into_iter().map(row).collect(),
        empty: ctx.text("team-no-members"),
        ..DataTable::default()
    };
    Ok(Section::new(
        "members",
        ctx.text("team-members"),
        SectionBody::Table(table),
    ))
}

fn form(ctx: &Ctx, req: &Req, title: String, action: String, record: &impl Serialize) -> FormPage {
    let fields = Fields::new(ctx, req, record);
    FormPage {
        title,
        action,
        ..FormPage::default()
    }
    .group("", vec![fields.text("name").width(6)])
}

fn new(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let title = ctx.text("new-teams");
    let mut page = form(ctx, req, title.clone(), URL.to_owned(), &json!({}));
    page.discard_url = URL.to_owned();
    page.save_and_new = true;
    answer::form(ctx, req, page, crumbs(ctx, &title))
}

fn edit(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let team = found(ctx, req)?;
    let title = ctx.say_with("edit-title", &[("name", (&team.name).into())]);
    let record = team.as_command();
    let page = form(ctx, req, title.clone(), format!("{URL}/{}", team.id), &record);
    let page = master::edit_form(ctx, req, team.id, team.version, &record, page)?;
    answer::form(ctx, req, page, crumbs(ctx, &title))
}

fn create(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (new, company): (NewTeam, _) = (req.command(ctx)?, ctx.company.id);
    ctx.done(req, "notice-created", move |tx| ops::create(tx, company, &new))
}

fn update(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (id, version): (TeamId, _) = (req.id()?, req.required_version()?);
    let edit: NewTeam = req.command(ctx)?;
    ctx.done(req, "notice-saved", move |tx| {
        ops::update(tx, id, version, &edit)?;
        Ok(id)
    })
}

fn set_active(ctx: &Ctx, req: &Req, is_active: bool, notice: &'static str) -> Result<Reply> {
    let (id, version): (TeamId, _) = (req.id()?, req.required_version()?);
    ctx.done(req, notice, move |tx| {
        ops::archive(tx, id, version, is_active)?;
        Ok(id)
    })
}

fn archive(ctx: &Ctx, req: &Req) -> Result<Reply> {
    set_active(ctx, req, false, "notice-archived")
}

fn restore(ctx: &Ctx, req: &Req) -> Result<Reply> {
    set_active(ctx, req, true, "notice-restored")
}

fn delete(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (id, version): (TeamId, _) = (req.id()?, req.required_version()?);
    let door = req.door;
    ctx.write(req, move |tx| {
        ops::delete(tx, id, version)?;
        Ok(Reply::gone(door, id, URL))
    })
}
