//! Customer groups on both doors: the list in set-up, one group, its form.
use crate::company::activity;
use crate::ids::ChoiceId;
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
use crate::kernel::view::Fact;
use crate::kernel::view::Field;
use crate::kernel::view::FieldKind;
use crate::kernel::view::FormPage;
use crate::kernel::view::ObjectPage;
use crate::kernel::view::Phone;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::Route;
use crate::kernel::web::answer;
use crate::kernel::web::get;
use crate::kernel::web::master;
use crate::kernel::web::master::Head;
use crate::kernel::web::master::Place;
use crate::kernel::web::master::shared;
use crate::kernel::web::post;
use crate::party::group::Group;
use crate::party::group::NewGroup;
use crate::party::group::RenameGroup;
use crate::party::group::ops;
use crate::party::group::queries;
use crate::permission::Permission::PartyEdit;
use crate::permission::Permission::PartyRead;
use serde::Serialize;
use serde_json::json;

const URL: &str = "/setup/customer-groups";

const PLACE: Place = Place {
    name: "customer-groups",
    url: URL,
};

pub const ROUTES: &[Route] = &[
    get(URL, PartyRead, list).lists(|| groups().described()),
    get("/setup/customer-groups/new", PartyEdit, new),
    post(URL, PartyEdit, create).takes::<NewGroup>().again(new),
    get("/setup/customer-groups/{id}", PartyRead, show).gives::<Group>(),
    get("/setup/customer-groups/{id}/edit", PartyEdit, edit),
    post("/setup/customer-groups/{id}", PartyEdit, update)
        .takes::<RenameGroup>()
        .again(edit),
    post("/setup/customer-groups/{id}/archive", PartyEdit, |ctx, req| {
        shared::archive(ctx, req, ops::archive)
    })
    .api()
    .again(show),
    post("/setup/customer-groups/{id}/restore", PartyEdit, |ctx, req| {
        shared::restore(ctx, req, ops::archive)
    })
    .api()
    .again(show),
    post("/setup/customer-groups/{id}/delete", PartyEdit, |ctx, req| {
        shared::delete(&PLACE, ctx, req, ops::delete)
    })
    .api()
    .again(show),
];

fn groups() -> List<Group> {
    List {
        name: "customer-groups",
        url: URL,
        icon: "tags",
        permission: PartyRead,
        columns: vec![
            column("code", Kind::Text, |row: &Group| Value::text(&row.code))
                .sorts()
                .phone(Phone::Name),
            column("name", Kind::Text, |row: &Group| Value::text(&row.name)).phone(Phone::Partner),
            column("state", Kind::Text, |row: &Group| Value::State(usage(row.is_active))).phone(Phone::Status),
        ],
        filters: vec![usage_filter()],
        views: usage_views(),
        sort: ("code", false),
        subject: |row| row.id.into(),
        new: Some(("/setup/customer-groups/new", PartyEdit)),
        bulk: Vec::new(),
        fetch: queries::page,
        sums: queries::sums,
        peek: false,
    }
}

fn list(ctx: &Ctx, req: &Req) -> Result<Reply> {
    list::show(ctx, req, &groups())
}

fn head_of(row: &Group) -> Head {
    Head::new(row.id, &row.name, row.version, row.is_active)
}

fn show(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: ChoiceId = req.id()?;
    let group = ctx.read(|conn| queries::get(conn, id))?;
    if req.is_api() {
        return Reply::json(&group);
    }
    let page = ObjectPage {
        facts: vec![Fact::text(ctx.text("field-code"), group.code.as_str())],
        ..master::page(ctx, &head_of(&group), ctx.may(PartyEdit))
    };
    let page = activity::attach(ctx, page, id.into(), None)?;
    answer::object(ctx, req, page, PLACE.crumbs(ctx, &group.name))
}

fn form(ctx: &Ctx, req: &Req, record: &impl Serialize, is_new: bool) -> FormPage {
    let fields = Fields::new(ctx, req, record);
    let code = fields.text("code").width(3);
    let code = if is_new {
        code
    } else {
        Field {
            kind: FieldKind::ReadOnly,
            ..code
        }
    };
    FormPage::default().group("", vec![code, fields.text("name").width(6)])
}

fn new(ctx: &Ctx, req: &Req) -> Result<Reply> {
    PLACE.new_form(ctx, req, form(ctx, req, &json!({}), true))
}

fn edit(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: ChoiceId = req.id()?;
    let group = ctx.read(|conn| queries::get(conn, id))?;
    let record = json!({"code": group.code, "name": group.name});
    PLACE.edit_form(ctx, req, &head_of(&group), &record, form(ctx, req, &record, false))
}

fn create(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let mut new: NewGroup = req.command(ctx)?;
    new.company_id = new.company_id.or(Some(ctx.company.id));
    ctx.done(req, "notice-created", move |tx| ops::create(tx, &new))
}

fn update(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (id, version): (ChoiceId, _) = (req.id()?, req.required_version()?);
    let mut edit: RenameGroup = req.command(ctx)?;
    edit.company_id = edit.company_id.or(Some(ctx.company.id));
    ctx.done(req, "notice-saved", move |tx| {
        ops::rename(tx, id, version, &edit)?;
        Ok(id)
    })
}
