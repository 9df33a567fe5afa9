//! Currencies on both doors.
pub mod rates;

use crate::company::activity;
use crate::ids::CurrencyId;
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
use crate::kernel::web::master::shared;
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

const PLACE: Place = Place {
    name: "currencies",
    url: URL,
};

pub const ROUTES: &[Route] = &[
    get(URL, LedgerRead, list).lists(|| currencies().described()),
    get("/setup/currencies/new", AccountEdit, new),
    post(URL, AccountEdit, create).takes::<NewCurrency>().again(new),
    get("/setup/currencies/{id}", LedgerRead, show).gives::<Currency>(),
    get("/setup/currencies/{id}/edit", AccountEdit, edit),
    post("/setup/currencies/{id}", AccountEdit, |ctx, req| {
        shared::update(ctx, req, ops::update)
    })
    .takes::<EditCurrency>()
    .again(edit),
    post("/setup/currencies/{id}/archive", AccountEdit, |ctx, req| {
        shared::archive(ctx, req, ops::archive)
    })
    .api()
    .again(show),
    post("/setup/currencies/{id}/restore", AccountEdit, |ctx, req| {
        shared::restore(ctx, req, ops::archive)
    })
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
        filters: vec![usage_filter()],
        views: usage_views(),
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

fn head_of(row: &Currency) -> Head {
    Head::new(row.id, &row.code, row.version, row.is_active)
}

fn show(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: CurrencyId = req.id()?;
    let row = ctx.read(|conn| queries::currency(conn, id))?;
    if req.is_api() {
        return Reply::json(&row);
    }
    let may_edit = ctx.may(AccountEdit);
    let archive = may_edit.then(|| master::archive_action(ctx, id, &row.code, row.is_active));
    let page = ObjectPage {
        menu: archive.into_iter().collect(),
        facts: vec![
            Fact::text(ctx.text("field-code"), row.code.as_str()),
            Fact::text(ctx.text("field-name"), row.name.as_str()),
            Fact::text(ctx.text("field-symbol"), row.symbol.as_str()),
            Fact::text(ctx.text("field-decimals"), ctx.formats.integer(i64::from(row.decimals))),
        ],
        ..master::page(ctx, &head_of(&row), may_edit)
    };
    let page = activity::attach(ctx, page, id.into(), None)?;
    answer::object(ctx, req, page, PLACE.crumbs(ctx, &row.code))
}

/// Name and symbol; code and decimals are chosen once.
fn form(ctx: &Ctx, req: &Req, record: &impl Serialize, is_new: bool) -> FormPage {
    let fields = Fields::new(ctx, req, record);
    let code = is_new.then(|| fields.text("code").width(3));
    let decimals = is_new.then(|| fields.number("decimals"));
    let named = [fields.text("name").width(6), fields.text("symbol").width(3)];
    FormPage::default().group("", code.into_iter().chain(named).chain(decimals).collect())
}

fn new(ctx: &Ctx, req: &Req) -> Result<Reply> {
    PLACE.new_form(ctx, req, form(ctx, req, &json!({"decimals": 2}), true))
}

fn edit(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: CurrencyId = req.id()?;
    let row = ctx.read(|conn| queries::currency(conn, id))?;
    PLACE.edit_form(ctx, req, &head_of(&row), &row, form(ctx, req, &row, false))
}

fn create(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (new, company): (NewCurrency, _) = (req.command(ctx)?, ctx.company.id);
    ctx.done(req, "notice-created", move |tx| ops::create(tx, company, &new))
}
