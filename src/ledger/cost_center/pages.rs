//! Cost centres on both doors.
use crate::company::activity;
use crate::ids::CostCenterId;
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
use crate::kernel::web::post;
use crate::ledger::cost_center::CostCenter;
use crate::ledger::cost_center::EditCostCenter;
use crate::ledger::cost_center::NewCostCenter;
use crate::ledger::cost_center::ops;
use crate::ledger::cost_center::queries;
use crate::permission::Permission::AccountEdit;
use crate::permission::Permission::LedgerRead;
use serde::Serialize;
use serde_json::json;

const URL: &str = "/setup/cost-centers";

const PLACE: Place = Place {
    name: "cost-centers",
    url: URL,
};

pub const ROUTES: &[Route] = &[
    get(URL, LedgerRead, list).lists(|| cost_centers().described()),
    get("/setup/cost-centers/new", AccountEdit, new),
    post(URL, AccountEdit, create).takes::<NewCostCenter>().again(new),
    get("/setup/cost-centers/{id}", LedgerRead, show).gives::<CostCenter>(),
    get("/setup/cost-centers/{id}/edit", AccountEdit, edit),
    post("/setup/cost-centers/{id}", AccountEdit, |ctx, req| {
        master::update(ctx, req, ops::update)
    })
    .takes::<EditCostCenter>()
    .again(edit),
    post("/setup/cost-centers/{id}/archive", AccountEdit, |ctx, req| {
        master::archive(ctx, req, ops::archive)
    })
    .api()
    .again(show),
    post("/setup/cost-centers/{id}/restore", AccountEdit, |ctx, req| {
        master::restore(ctx, req, ops::archive)
    })
    .api()
    .again(show),
    post("/setup/cost-centers/{id}/delete", AccountEdit, |ctx, req| {
        PLACE.delete(ctx, req, ops::delete)
    })
    .api()
    .again(show),
];

fn cost_centers() -> List<CostCenter> {
    List {
        name: "cost-centers",
        url: URL,
        icon: "target",
        permission: LedgerRead,
        columns: vec![
            column("code", Kind::Text, |row: &CostCenter| Value::text(&row.code))
                .sorts()
                .phone(Phone::Name),
            column("name", Kind::Text, |row: &CostCenter| Value::text(&row.name))
                .sorts()
                .phone(Phone::Partner),
            column("state", Kind::Text, |row: &CostCenter| {
                Value::State(usage(row.is_active))
            })
            .phone(Phone::Status),
        ],
        filters: vec![usage_filter()],
        views: usage_views(),
        sort: ("code", false),
        subject: |row| row.id.into(),
        new: Some(("/setup/cost-centers/new", AccountEdit)),
        bulk: Vec::new(),
        fetch: queries::page,
        sums: queries::sums,
        peek: false,
    }
}

fn list(ctx: &Ctx, req: &Req) -> Result<Reply> {
    list::show(ctx, req, &cost_centers())
}

fn head_of(row: &CostCenter) -> Head {
    Head::new(row.id, row.label(), row.version, row.is_active)
}

fn show(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: CostCenterId = req.id()?;
    let row = ctx.read(|conn| queries::get(conn, id))?;
    ctx.visible(LedgerRead, row.company_id)?;
    if req.is_api() {
        return Reply::json(&row);
    }
    let may_edit = ctx.actor.may(AccountEdit, row.company_id);
    let company = ctx.company_name(row.company_id);
    let page = ObjectPage {
        facts: vec![
            Fact::text(ctx.text("field-code"), row.code.as_str()),
            Fact::text(ctx.text("field-name"), row.name.as_str()),
            Fact::text(ctx.text("field-company"), company),
        ],
        ..master::page(ctx, &head_of(&row), may_edit)
    };
    let page = activity::attach(ctx, page, id.into(), Some(row.company_id))?;
    answer::object(ctx, req, page, PLACE.crumbs(ctx, &row.label()))
}

fn form(ctx: &Ctx, req: &Req, record: &impl Serialize) -> FormPage {
    let fields = Fields::new(ctx, req, record);
    let inputs = vec![fields.text("code").width(3), fields.text("name").width(6)];
    FormPage::default().group("", inputs)
}

fn new(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let page = FormPage {
        subtitle: ctx.company.name.clone(),
        ..form(ctx, req, &json!({}))
    };
    PLACE.new_form(ctx, req, page)
}

fn edit(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: CostCenterId = req.id()?;
    let row = ctx.read(|conn| queries::get(conn, id))?;
    ctx.require_on(LedgerRead, AccountEdit, row.company_id)?;
    PLACE.edit_form(ctx, req, &head_of(&row), &row, form(ctx, req, &row))
}

fn create(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let new: NewCostCenter = req.command(ctx)?;
    let company = new.company_id.unwrap_or(ctx.company.id);
    ctx.done(req, "notice-created", move |tx| ops::create(tx, company, &new))
}
