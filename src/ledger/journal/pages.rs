//! Journals on both doors.
use crate::company::activity;
use crate::ids::JournalId;
use crate::kernel::error::Result;
use crate::kernel::fields::Fields;
use crate::kernel::list;
use crate::kernel::list::FilterOf;
use crate::kernel::list::List;
use crate::kernel::list::Options;
use crate::kernel::list::column;
use crate::kernel::list::filter;
use crate::kernel::value::Kind;
use crate::kernel::value::Value;
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
use crate::ledger::entry::JournalKind;
use crate::ledger::journal::EditJournal;
use crate::ledger::journal::Journal;
use crate::ledger::journal::NewJournal;
use crate::ledger::journal::ops;
use crate::ledger::journal::queries;
use crate::permission::Permission::AccountEdit;
use crate::permission::Permission::LedgerRead;
use serde::Serialize;
use serde_json::json;

const URL: &str = "/setup/journals";

const PLACE: Place = Place {
    name: "journals",
    url: URL,
};

pub const ROUTES: &[Route] = &[
    get(URL, LedgerRead, list).lists(|| journals().described()),
    get("/setup/journals/new", AccountEdit, new),
    post(URL, AccountEdit, create).takes::<NewJournal>().again(new),
    get("/setup/journals/{id}", LedgerRead, show).gives::<Journal>(),
    get("/setup/journals/{id}/edit", AccountEdit, edit),
    post("/setup/journals/{id}", AccountEdit, |ctx, req| {
        master::update(ctx, req, ops::update)
    })
    .takes::<EditJournal>()
    .again(edit),
    post("/setup/journals/{id}/delete", AccountEdit, |ctx, req| {
        PLACE.delete(ctx, req, ops::delete)
    })
    .api()
    .again(show),
];

fn kinds(ctx: &Ctx) -> Options {
    ctx.options(JournalKind::ALL, JournalKind::code, JournalKind::message_key)
}

fn journals() -> List<Journal> {
    List {
        name: "journals",
        url: URL,
        icon: "book-open",
        permission: LedgerRead,
        columns: vec![
            column("code", Kind::Text, |row: &Journal| Value::text(&row.code))
                .sorts()
                .phone(Phone::Name),
            column("name", Kind::Text, |row: &Journal| Value::text(&row.name))
                .sorts()
                .phone(Phone::Partner),
            column("kind", Kind::Text, |row: &Journal| {
                Value::Code(row.kind.message_key(), row.kind.code().to_owned())
            })
            .phone(Phone::Status),
        ],
        filters: vec![filter("kind", FilterOf::Choice(|_, ctx| Ok(kinds(ctx))))],
        views: Vec::new(),
        sort: ("code", false),
        subject: |row| row.id.into(),
        new: Some(("/setup/journals/new", AccountEdit)),
        bulk: Vec::new(),
        fetch: queries::page,
        sums: queries::sums,
        peek: false,
    }
}

fn list(ctx: &Ctx, req: &Req) -> Result<Reply> {
    list::show(ctx, req, &journals())
}

fn head_of(row: &Journal) -> Head {
    Head::lasting(row.id, row.label(), row.version)
}

fn show(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: JournalId = req.id()?;
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
            Fact::text(ctx.text("field-kind"), ctx.text(row.kind.message_key())),
            Fact::text(ctx.text("field-company"), company),
        ],
        ..master::page(ctx, &head_of(&row), may_edit)
    };
    let page = activity::attach(ctx, page, id.into(), Some(row.company_id))?;
    answer::object(ctx, req, page, PLACE.crumbs(ctx, &row.label()))
}

/// Code and name; the kind is chosen once.
fn form(ctx: &Ctx, req: &Req, record: &impl Serialize, is_new: bool) -> FormPage {
    let fields = Fields::new(ctx, req, record);
    let kind = is_new.then(|| fields.select("kind", &kinds(ctx), false).width(3));
    let inputs = [fields.text("code").width(3), fields.text("name").width(6)];
    FormPage::default().group("", inputs.into_iter().chain(kind).collect())
}

fn new(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let page = FormPage {
        subtitle: ctx.company.name.clone(),
        ..form(ctx, req, &json!({"kind": "general"}), true)
    };
    PLACE.new_form(ctx, req, page)
}

fn edit(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: JournalId = req.id()?;
    let row = ctx.read(|conn| queries::get(conn, id))?;
    ctx.require_on(LedgerRead, AccountEdit, row.company_id)?;
    PLACE.edit_form(ctx, req, &head_of(&row), &row, form(ctx, req, &row, false))
}

fn create(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let new: NewJournal = req.command(ctx)?;
    let company = new.company_id.unwrap_or(ctx.company.id);
    ctx.done(req, "notice-created", move |tx| ops::create(tx, company, &new))
}
