//! Reasons on both doors: the list in set-up, one reason, its form.
use crate::company::activity;
use crate::company::reason::NewReason;
use crate::company::reason::Reason;
use crate::company::reason::ReasonFor;
use crate::company::reason::RenameReason;
use crate::company::reason::ops;
use crate::company::reason::queries;
use crate::ids::ReasonId;
use crate::kernel::error::Result;
use crate::kernel::fields::Fields;
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
use crate::kernel::view::Fact;
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
use crate::permission::Permission::CompanyEdit;
use crate::permission::Permission::CompanyRead;
use serde::Serialize;
use serde_json::json;

const URL: &str = "/setup/reasons";

const PLACE: Place = Place {
    name: "reasons",
    url: URL,
};

pub const ROUTES: &[Route] = &[
    get(URL, CompanyRead, list).lists(|| reasons().described()),
    get("/setup/reasons/new", CompanyEdit, new),
    post(URL, CompanyEdit, create).takes::<NewReason>().again(new),
    get("/setup/reasons/{id}", CompanyRead, show).gives::<Reason>(),
    get("/setup/reasons/{id}/edit", CompanyEdit, edit),
    post("/setup/reasons/{id}", CompanyEdit, update)
        .takes::<RenameReason>()
        .again(edit),
    post("/setup/reasons/{id}/archive", CompanyEdit, |ctx, req| {
        shared::archive(ctx, req, ops::archive)
    })
    .api()
    .again(show),
    post("/setup/reasons/{id}/restore", CompanyEdit, |ctx, req| {
        shared::restore(ctx, req, ops::archive)
    })
    .api()
    .again(show),
    post("/setup/reasons/{id}/delete", CompanyEdit, |ctx, req| {
        shared::delete(&PLACE, ctx, req, ops::delete)
    })
    .api()
    .again(show),
];

fn uses(ctx: &Ctx) -> Options {
    let option = |one: &ReasonFor| (one.code().to_owned(), ctx.text(&one.message_key()));
    ReasonFor::ALL.iter().map(option).collect()
}

fn reasons() -> List<Reason> {
    List {
        name: "reasons",
        url: URL,
        icon: "tags",
        permission: CompanyRead,
        columns: vec![
            column("name", Kind::Text, |row: &Reason| Value::text(&row.name))
                .sorts()
                .phone(Phone::Name),
            column("used-for", Kind::Text, |row: &Reason| {
                Value::Said(row.used_for.message_key(), Vec::new())
            })
            .phone(Phone::Partner),
            column("state", Kind::Text, |row: &Reason| Value::State(usage(row.is_active))).phone(Phone::Status),
        ],
        filters: vec![
            filter("used-for", FilterOf::Choice(|_, ctx| Ok(uses(ctx)))),
            usage_filter(),
        ],
        views: usage_views(),
        sort: ("name", false),
        subject: |row| row.id.into(),
        new: Some(("/setup/reasons/new", CompanyEdit)),
        bulk: Vec::new(),
        fetch: queries::page,
        sums: queries::sums,
        peek: false,
    }
}

fn list(ctx: &Ctx, req: &Req) -> Result<Reply> {
    list::show(ctx, req, &reasons())
}

fn head_of(row: &Reason) -> Head {
    Head::new(row.id, &row.name, row.version, row.is_active)
}

fn show(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: ReasonId = req.id()?;
    let reason = ctx.read(|conn| queries::get(conn, id))?;
    if req.is_api() {
        return Reply::json(&reason);
    }
    let page = ObjectPage {
        facts: vec![Fact::text(
            ctx.text("field-used-for"),
            ctx.text(&reason.used_for.message_key()),
        )],
        ..master::page(ctx, &head_of(&reason), ctx.may(CompanyEdit))
    };
    let page = activity::attach(ctx, page, id.into(), None)?;
    answer::object(ctx, req, page, PLACE.crumbs(ctx, &reason.name))
}

fn form(ctx: &Ctx, req: &Req, record: &impl Serialize, is_new: bool) -> FormPage {
    let fields = Fields::new(ctx, req, record);
    // What it is for stays: documents were given it for that.
    let used_for = is_new.then(|| fields.select("used_for", &uses(ctx), false).width(4));
    let name = fields.text("name").width(8);
    FormPage::default().group("", used_for.into_iter().chain([name]).collect())
}

fn new(ctx: &Ctx, req: &Req) -> Result<Reply> {
    PLACE.new_form(ctx, req, form(ctx, req, &json!({}), true))
}

fn edit(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: ReasonId = req.id()?;
    let reason = ctx.read(|conn| queries::get(conn, id))?;
    let record = json!({"name": reason.name});
    PLACE.edit_form(ctx, req, &head_of(&reason), &record, form(ctx, req, &record, false))
}

fn create(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let mut new: NewReason = req.command(ctx)?;
    new.company_id = new.company_id.or(Some(ctx.company.id));
    ctx.done(req, "notice-created", move |tx| ops::create(tx, &new))
}

fn update(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (id, version): (ReasonId, _) = (req.id()?, req.required_version()?);
    let mut edit: RenameReason = req.command(ctx)?;
    edit.company_id = edit.company_id.or(Some(ctx.company.id));
    ctx.done(req, "notice-saved", move |tx| {
        ops::rename(tx, id, version, &edit)?;
        Ok(id)
    })
}
