//! Journals on both doors.
use crate::company::activity;
use crate::ids::JournalId;
use crate::kernel::error::Result;
use crate::kernel::fields::Fields;
use crate::kernel::list;
use crate::kernel::list::Filter;
use crate::kernel::list::FilterOf;
use crate::kernel::list::List;
use crate::kernel::list::Options;
use crate::kernel::list::column;
use crate::kernel::value::Kind;
use crate::kernel::value::Value;
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
use tenon_db::Conn;

const URL: &str = "/setup/journals";

pub const ROUTES: &[Route] = &[
    get(URL, LedgerRead, list).lists(),
    get("/setup/journals/new", AccountEdit, new),
    post(URL, AccountEdit, create).takes::<NewJournal>().again(new),
    get("/setup/journals/{id}", LedgerRead, show).gives::<Journal>(),
    get("/setup/journals/{id}/edit", AccountEdit, edit),
    post("/setup/journals/{id}", AccountEdit, update)
        .takes::<EditJournal>()
        .again(edit),
    post("/setup/journals/{id}/delete", AccountEdit, delete)
        .api()
        .again(show),
];

fn kinds(_: &mut Conn, ctx: &Ctx) -> Result<Options> {
    Ok(kind_options(ctx))
}

fn kind_options(ctx: &Ctx) -> Options {
    let option = |kind: &JournalKind| (kind.code().to_owned(), ctx.text(kind.message_key()));
    JournalKind::ALL.iter().map(option).collect()
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
        filters: vec![Filter {
            name: "kind",
            of: FilterOf::Choice(kinds),
        }],
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

fn crumbs(ctx: &Ctx, title: &str) -> Vec<Crumb> {
    vec![Crumb::new(ctx.text("list-journals"), URL), Crumb::new(title, "")]
}

fn show(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: JournalId = req.id()?;
    let row = ctx.read(|conn| queries::get(conn, id))?;
    ctx.visible(LedgerRead, row.company_id)?;
    if req.is_api() {
        return Reply::json(&row);
    }
    let may_edit = ctx.actor.may(AccountEdit, row.company_id);
    let company = ctx.company_of(row.company_id).map(|company| company.name.clone());
    let page = ObjectPage {
        title: row.label(),
        subtitle: ctx.text("kind-journal"),
        version: row.version.to_string(),
        edit_url: may_edit.then(|| format!("{URL}/{id}/edit")),
        menu: if may_edit {
            vec![master::delete(ctx, id, &row.label())]
        } else {
            Vec::new()
        },
        facts: vec![
            Fact::text(ctx.text("field-code"), row.code.as_str()),
            Fact::text(ctx.text("field-kind"), ctx.text(row.kind.message_key())),
            Fact::text(ctx.text("field-company"), company.unwrap_or_default()),
        ],
        ..ObjectPage::default()
    };
    let page = activity::attach(ctx, page, id.into(), Some(row.company_id))?;
    answer::object(ctx, req, page, crumbs(ctx, &row.label()))
}

fn form(ctx: &Ctx, req: &Req, title: String, action: String, record: &impl Serialize) -> FormPage {
    let fields = Fields::new(ctx, req, record);
    let mut inputs = vec![fields.text("code").width(3), fields.text("name").width(6)];
    if action == URL {
        inputs.push(fields.select("kind", &kind_options(ctx), false).width(3));
    }
    FormPage {
        title,
        action,
        ..FormPage::default()
    }
    .group("", inputs)
}

fn new(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let title = ctx.text("new-journals");
    let mut page = form(ctx, req, title.clone(), URL.to_owned(), &json!({"kind": "general"}));
    page.subtitle = ctx.company.name.clone();
    page.discard_url = URL.to_owned();
    page.save_and_new = true;
    answer::form(ctx, req, page, crumbs(ctx, &title))
}

fn edit(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: JournalId = req.id()?;
    let row = ctx.read(|conn| queries::get(conn, id))?;
    ctx.visible(AccountEdit, row.company_id)?;
    let title = ctx.say_with("edit-title", &[("name", row.label().into())]);
    let page = form(ctx, req, title.clone(), format!("{URL}/{id}"), &row);
    let page = master::edit_form(ctx, req, id, row.version, &row, page)?;
    answer::form(ctx, req, page, crumbs(ctx, &title))
}

fn create(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let new: NewJournal = req.command(ctx)?;
    let company = new.company_id.unwrap_or(ctx.company.id);
    ctx.done(req, "notice-created", move |tx| ops::create(tx, company, &new))
}

fn update(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (id, version): (JournalId, _) = (req.id()?, req.required_version()?);
    let edit: EditJournal = req.command(ctx)?;
    ctx.done(req, "notice-saved", move |tx| {
        ops::update(tx, id, version, &edit)?;
        Ok(id)
    })
}

fn delete(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (id, version): (JournalId, _) = (req.id()?, req.required_version()?);
    let door = req.door;
    ctx.write(req, move |tx| {
        ops::delete(tx, id, version)?;
        Ok(Reply::gone(door, id, URL))
    })
}
