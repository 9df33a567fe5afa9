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
use crate::kernel::list::List;
use crate::kernel::list::column;
use crate::kernel::list::usage_filter;
use crate::kernel::list::usage_views;
use crate::kernel::value::Kind;
use crate::kernel::value::Value;
use crate::kernel::value::usage;
use crate::kernel::view::Cell;
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
use crate::kernel::web::master::Head;
use crate::kernel::web::master::Place;
use crate::kernel::web::post;
use crate::permission::Permission::UserEdit;
use crate::permission::Permission::UserRead;
use serde::Serialize;
use serde_json::json;

const URL: &str = "/setup/teams";

const PLACE: Place = Place {
    name: "teams",
    url: URL,
};

pub const ROUTES: &[Route] = &[
    get(URL, UserRead, list).lists(|| teams().described()),
    get("/setup/teams/new", UserEdit, new),
    post(URL, UserEdit, create).takes::<NewTeam>().again(new),
    get("/setup/teams/{id}", UserRead, show).gives::<Team>(),
    get("/setup/teams/{id}/edit", UserEdit, edit),
    post("/setup/teams/{id}", UserEdit, |ctx, req| {
        master::update(ctx, req, ops::update)
    })
    .takes::<NewTeam>()
    .again(edit),
    post("/setup/teams/{id}/archive", UserEdit, |ctx, req| {
        master::archive(ctx, req, ops::archive)
    })
    .api()
    .again(show),
    post("/setup/teams/{id}/restore", UserEdit, |ctx, req| {
        master::restore(ctx, req, ops::archive)
    })
    .api()
    .again(show),
    post("/setup/teams/{id}/delete", UserEdit, |ctx, req| {
        PLACE.delete(ctx, req, ops::delete)
    })
    .api()
    .again(show),
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
        filters: vec![usage_filter()],
        views: usage_views(),
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

fn head_of(row: &Team) -> Head {
    Head::new(row.id, &row.name, row.version, row.is_active)
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
    let company = ctx.company_name(team.company_id);
    let page = ObjectPage {
        facts: vec![Fact::text(ctx.text("field-company"), company)],
        sections: vec![members(ctx, team.id)?],
        ..master::page(ctx, &head_of(&team), may_edit)
    };
    let page = activity::attach(ctx, page, team.id.into(), Some(team.company_id))?;
    answer::object(ctx, req, page, PLACE.crumbs(ctx, &team.name))
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

fn form(ctx: &Ctx, req: &Req, record: &impl Serialize) -> FormPage {
    let fields = Fields::new(ctx, req, record);
    FormPage::default().group("", vec![fields.text("name").width(6)])
}

fn new(ctx: &Ctx, req: &Req) -> Result<Reply> {
    PLACE.new_form(ctx, req, form(ctx, req, &json!({})))
}

fn edit(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let team = found(ctx, req)?;
    ctx.require_on(UserRead, UserEdit, team.company_id)?;
    let record = team.as_command();
    PLACE.edit_form(ctx, req, &head_of(&team), &record, form(ctx, req, &record))
}

fn create(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (new, company): (NewTeam, _) = (req.command(ctx)?, ctx.company.id);
    ctx.done(req, "notice-created", move |tx| ops::create(tx, company, &new))
}
