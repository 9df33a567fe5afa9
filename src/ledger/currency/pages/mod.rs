//! Currencies on both doors.
pub mod rates;

use crate::company::activity;
use crate::ids::CurrencyId;
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
use crate::ledger::currency::Currency;
use crate::ledger::currency::EditCurrency;
use crate::ledger::currency::NewCurrency;
use crate::ledger::currency::ops;
use crate::ledger::currency::queries;
use crate::permission::Permission::AccountEdit;
use crate::permission::Permission::LedgerRead;
use serde::Serialize;
use serde_json::json;

const URL: &str = "/setup/currencies";

pub const ROUTES: &[Route] = &[
    get(URL, LedgerRead, list).lists(),
    get("/setup/currencies/new", AccountEdit, new),
    post(URL, AccountEdit, create).takes::<NewCurrency>().again(new),
    get("/setup/currencies/{id}", LedgerRead, show).gives::<Currency>(),
    get("/setup/currencies/{id}/edit", AccountEdit, edit),
    post("/setup/currencies/{id}", AccountEdit, update)
        .takes::<EditCurrency>()
        .again(edit),
    post("/setup/currencies/{id}/archive", AccountEdit, archive)
        .api()
        .again(show),
    post("/setup/currencies/{id}/restore", AccountEdit, restore)
        .api()
        .again(show),
];

fn currencies() -> List<Currency> {
    List {
        name: "currencies",
        url: URL,
        icon: "coins",
        permission: LedgerRead,
        columns: vec![
            column("code", Kind::Text, |row: &Currency| Value::text(&row.code))
                .sorts()
                .phone(Phone::Name),
            column("name", Kind::Text, |row: &Currency| Value::text(&row.name))
                .sorts()
                .phone(Phone::Partner),
            column("symbol", Kind::Text, |row: &Currency| Value::text(&row.symbol)),
            column("decimals", Kind::Number, |row: &Currency| {
                Value::Number(i64::from(row.decimals))
            }),
            column("state", Kind::Text, |row: &Currency| Value::State(usage(row.is_active))).phone(Phone::Status),
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
        new: Some(("/setup/currencies/new", AccountEdit)),
        bulk: Vec::new(),
        fetch: queries::currency_page,
        sums: queries::currency_sums,
        peek: false,
    }
}

fn list(ctx: &Ctx, req: &Req) -> Result<Reply> {
    list::show(ctx, req, &currencies())
}

fn crumbs(ctx: &Ctx, title: &str) -> Vec<Crumb> {
    vec![Crumb::new(ctx.text("list-currencies"), URL), Crumb::new(title, "")]
}

fn show(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: CurrencyId = req.id()?;
    let row = ctx.read(|conn| queries::currency(conn, id))?;
    if req.is_api() {
        return Reply::json(&row);
    }
    let may_edit = ctx.may(AccountEdit);
    let page = ObjectPage {
        title: row.code.clone(),
        status: Some(usage(row.is_active).status(ctx.messages)),
        subtitle: ctx.text("kind-currency"),
        version: row.version.to_string(),
        edit_url: may_edit.then(|| format!("{URL}/{id}/edit")),
        menu: if may_edit {
            vec![master::archive(ctx, id, &row.code, row.is_active)]
        } else {
            Vec::new()
        },
        facts: vec![
            Fact::text(ctx.text("field-code"), row.code.as_str()),
            Fact::text(ctx.text("field-name"), row.name.as_str()),
            Fact::text(ctx.text("field-symbol"), row.symbol.as_str()),
            Fact::text(ctx.text("field-decimals"), ctx.formats.integer(i64::from(row.decimals))),
        ],
        ..ObjectPage::default()
    };
    let page = activity::attach(ctx, page, id.into(), None)?;
    answer::object(ctx, req, page, crumbs(ctx, &row.code))
}

fn form(ctx: &Ctx, req: &Req, title: String, action: String, record: &impl Serialize) -> FormPage {
    let fields = Fields::new(ctx, req, record);
    let mut inputs = vec![fields.text("name").width(6), fields.text("symbol").width(3)];
    if action == URL {
        inputs.insert(0, fields.text("code").width(3));
        inputs.push(fields.number("decimals"));
    }
    FormPage {
        title,
        action,
        ..FormPage::default()
    }
    .group("", inputs)
}

fn new(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let title = ctx.text("new-currencies");
    let mut page = form(ctx, req, title.clone(), URL.to_owned(), &json!({"decimals": 2}));
    page.discard_url = URL.to_owned();
    page.save_and_new = true;
    answer::form(ctx, req, page, crumbs(ctx, &title))
}

fn edit(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: CurrencyId = req.id()?;
    let row = ctx.read(|conn| queries::currency(conn, id))?;
    let title = ctx.say_with("edit-title", &[("name", row.code.clone().into())]);
    let page = form(ctx, req, title.clone(), format!("{URL}/{id}"), &row);
    let page = master::edit_form(ctx, req, id, row.version, &row, page)?;
    answer::form(ctx, req, page, crumbs(ctx, &title))
}

fn create(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (new, company): (NewCurrency, _) = (req.command(ctx)?, ctx.company.id);
    ctx.done(req, "notice-created", move |tx| ops::create(tx, company, &new))
}

fn update(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (id, version, company): (CurrencyId, _, _) = (req.id()?, req.required_version()?, ctx.company.id);
    let edit: EditCurrency = req.command(ctx)?;
    ctx.done(req, "notice-saved", move |tx| {
        ops::update(tx, company, id, version, &edit)?;
        Ok(id)
    })
}

fn set_active(ctx: &Ctx, req: &Req, is_active: bool, notice: &'static str) -> Result<Reply> {
    let (id, version, company): (CurrencyId, _, _) = (req.id()?, req.required_version()?, ctx.company.id);
    ctx.done(req, notice, move |tx| {
        ops::archive(tx, company, id, version, is_active)?;
        Ok(id)
    })
}

fn archive(ctx: &Ctx, req: &Req) -> Result<Reply> {
    set_active(ctx, req, false, "notice-archived")
}

fn restore(ctx: &Ctx, req: &Req) -> Result<Reply> {
    set_active(ctx, req, true, "notice-restored")
}
