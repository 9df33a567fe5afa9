//! Cost centres on both doors.
use crate::company::activity;
use crate::ids::CostCenterId;
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
use crate::kernel::view::Crumb;
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

pub const ROUTES: &[Route] = &[
    get(URL, LedgerRead, list).lists(),
    get("/setup/cost-centers/new", AccountEdit, new),
    post(URL, AccountEdit, create).takes::<NewCostCenter>().again(new),
    get("/setup/cost-centers/{id}", LedgerRead, show).gives::<CostCenter>(),
    get("/setup/cost-centers/{id}/edit", AccountEdit, edit),
    post("/setup/cost-centers/{id}", AccountEdit, update)
        .takes::<EditCostCenter>()
        .again(edit),
    post("/setup/cost-centers/{id}/archive", AccountEdit, archive)
        .api()
        .again(show),
    post("/setup/cost-centers/{id}/restore", AccountEdit, restore)
        .api()
        .again(show),
    post("/setup/cost-centers/{id}/delete", AccountEdit, delete)
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

fn crumbs(ctx: &Ctx, title: &str) -> Vec<Crumb> {
    vec![Crumb::new(ctx.text("list-cost-centers"), URL), Crumb::new(title, "")]
}

fn show(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: CostCenterId = req.id()?;
    let row = ctx.read(|conn| queries::get(conn, id))?;
    ctx.visible(LedgerRead, row.company_id)?;
    if req.is_api() {
        return Reply::json(&row);
    }
    let may_edit = ctx.actor.may(AccountEdit, row.company_id);
    let company = ctx.company_of(row.company_id).map(|company| company.name.clone());
    let page = ObjectPage {
        title: row.label(),
        status: Some(usage(row.is_active).status(ctx.messages)),
        subtitle: ctx.text("kind-cost-center"),
        version: row.version.to_string(),
        edit_url: may_edit.then(|| format!("{URL}/{id}/edit")),
        menu: if may_edit {
            master::menu(ctx, id, &row.label(), row.is_active)
        } else {
            Vec::new()
        },
        facts: vec![
            Fact::text(ctx.text("field-code"), row.code.as_str()),
            Fact::text(ctx.text("field-name"), row.name.as_str()),
            Fact::text(ctx.text("field-company"), company.unwrap_or_default()),
        ],
        ..ObjectPage::default()
    };
    let page = activity::attach(ctx, page, id.into(), Some(row.company_id))?;
    answer::object(ctx, req, page, crumbs(ctx, &row.label()))
}

fn form(ctx: &Ctx, req: &Req, title: String, action: String, record: &impl Serialize) -> FormPage {
    let fields = Fields::new(ctx, req, record);
    let inputs = vec![fields.text("code").width(3), fields.text("name").width(6)];
    FormPage {
        title,
        action,
        ..FormPage::default()
    }
    .group("", inputs)
}

fn new(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let title = ctx.text("new-cost-centers");
    let mut page = form(ctx, req, title.clone(), URL.to_owned(), &json!({}));
    page.subtitle = ctx.company.name.clone();
    page.discard_url = URL.to_owned();
    page.save_and_new = true;
    answer::form(ctx, req, page, crumbs(ctx, &title))
}

fn edit(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: CostCenterId = req.id()?;
    let row = ctx.read(|conn| queries::get(conn, id))?;
    ctx.visible(AccountEdit, row.company_id)?;
    let title = ctx.say_with("edit-title", &[("name", row.label().into())]);
    let page = form(ctx, req, title.clone(), format!("{URL}/{id}"), &row);
    let page = master::edit_form(ctx, req, id, row.version, &row, page)?;
    answer::form(ctx, req, page, crumbs(ctx, &title))
}

fn create(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let new: NewCostCenter = req.command(ctx)?;
    let company = new.company_id.unwrap_or(ctx.company.id);
    ctx.done(req, "notice-created", move |tx| ops::create(tx, company, &new))
}

fn update(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (id, version): (CostCenterId, _) = (req.id()?, req.required_version()?);
    let edit: EditCostCenter = req.command(ctx)?;
    ctx.done(req, "notice-saved", move |tx| {
        ops::update(tx, id, version, &edit)?;
        Ok(id)
    })
}

fn set_active(ctx: &Ctx, req: &Req, is_active: bool, notice: &'static str) -> Result<Reply> {
    let (id, version): (CostCenterId, _) = (req.id()?, req.required_version()?);
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
    let (id, version): (CostCenterId, _) = (req.id()?, req.required_version()?);
    let door = req.door;
    ctx.write(req, move |tx| {
        ops::delete(tx, id, version)?;
        Ok(Reply::gone(door, id, URL))
    })
}
