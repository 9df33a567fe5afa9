//! The chart of accounts on both doors: the list by code, an account with its book, its form, and the roles.
mod book;
mod form;
mod roles;

pub(crate) use book::origin;

use crate::kernel::error::Result;
use crate::kernel::list;
use crate::kernel::list::FilterOf;
use crate::kernel::list::List;
use crate::kernel::list::Options;
use crate::kernel::list::column;
use crate::kernel::list::filter;
use crate::kernel::list::usage_filter;
use crate::kernel::list::view;
use crate::kernel::value::Kind;
use crate::kernel::value::Value;
use crate::kernel::value::usage;
use crate::kernel::view::ComboOption;
use crate::kernel::view::Phone;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::Route;
use crate::kernel::web::get;
use crate::kernel::web::master;
use crate::kernel::web::master::Head;
use crate::kernel::web::master::Place;
use crate::kernel::web::post;
use crate::ledger::account::Account;
use crate::ledger::account::AccountKind;
use crate::ledger::account::AccountRow;
use crate::ledger::account::Control;
use crate::ledger::account::EditAccount;
use crate::ledger::account::NewAccount;
use crate::ledger::account::SEARCH_URL;
use crate::ledger::account::SetRoles;
use crate::ledger::account::ops;
use crate::ledger::account::queries;
use crate::permission::Permission::AccountEdit;
use crate::permission::Permission::LedgerRead;

pub const URL: &str = "/finance/accounts";

const PLACE: Place = Place {
    name: "accounts",
    url: URL,
};
/// Most options of a combo.
const OPTIONS_MAX: i64 = 20;

pub const ROUTES: &[Route] = &[
    get(URL, LedgerRead, list).lists(|| accounts().described()),
    get(SEARCH_URL, LedgerRead, search),
    get("/finance/accounts/new", AccountEdit, form::new),
    post(URL, AccountEdit, form::create)
        .takes::<NewAccount>()
        .again(form::new),
    get("/finance/accounts/{id}", LedgerRead, book::show).gives::<Account>(),
    get("/finance/accounts/{id}/edit", AccountEdit, form::edit),
    post("/finance/accounts/{id}", AccountEdit, |ctx, req| {
        master::update(ctx, req, ops::update)
    })
    .takes::<EditAccount>()
    .again(form::edit),
    post("/finance/accounts/{id}/archive", AccountEdit, |ctx, req| {
        master::archive(ctx, req, ops::archive)
    })
    .api()
    .again(book::show),
    post("/finance/accounts/{id}/restore", AccountEdit, |ctx, req| {
        master::restore(ctx, req, ops::archive)
    })
    .api()
    .again(book::show),
    post("/finance/accounts/{id}/delete", AccountEdit, |ctx, req| {
        PLACE.delete(ctx, req, ops::delete)
    })
    .api()
    .again(book::show),
    get(roles::URL, LedgerRead, roles::show),
    post(roles::URL, AccountEdit, roles::update)
        .takes::<SetRoles>()
        .again(roles::show),
];

fn kinds(ctx: &Ctx) -> Options {
    ctx.options(AccountKind::ALL, AccountKind::code, AccountKind::message_key)
}

fn controls(ctx: &Ctx) -> Options {
    ctx.options(Control::ALL, Control::code, Control::message_key)
}

fn accounts() -> List<AccountRow> {
    List {
        name: "accounts",
        url: URL,
        icon: "list-tree",
        permission: LedgerRead,
        columns: vec![
            column("code", Kind::Text, |row: &AccountRow| Value::text(&row.account.code))
                .sorts()
                .phone(Phone::Name),
            column("name", Kind::Text, |row: &AccountRow| Value::text(&row.account.name))
                .sorts()
                .phone(Phone::Partner),
            column("kind", Kind::Text, |row: &AccountRow| {
                let kind = row.account.kind;
                Value::Code(kind.message_key(), kind.code().to_owned())
            }),
            column("control", Kind::Text, |row: &AccountRow| {
                let control = row.account.control;
                Value::Code(control.message_key(), control.code().to_owned())
            }),
            column("balance", Kind::Decimal, |row: &AccountRow| {
                Value::Money(row.balance, row.currency.clone())
            })
            .phone(Phone::Amount),
            column("currency", Kind::Text, |row: &AccountRow| Value::text(&row.currency)),
            column("company", Kind::Text, |row: &AccountRow| Value::text(&row.company_code)).hidden(),
            column("state", Kind::Text, |row: &AccountRow| {
                Value::State(usage(row.account.is_active))
            })
            .phone(Phone::Status),
        ],
        filters: vec![
            filter("kind", FilterOf::Choice(|_, ctx| Ok(kinds(ctx)))),
            filter("control", FilterOf::Choice(|_, ctx| Ok(controls(ctx)))),
            usage_filter(),
        ],
        views: vec![
            view("active", "active=yes"),
            view("financial-position", "active=yes&kind=asset&kind=liability&kind=equity"),
            view("profit-or-loss", "active=yes&kind=revenue&kind=expense"),
            view("archived", "active=no"),
        ],
        sort: ("code", false),
        subject: |row| row.account.id.into(),
        new: Some(("/finance/accounts/new", AccountEdit)),
        bulk: Vec::new(),
        fetch: queries::page,
        sums: queries::sums,
        peek: false,
    }
}

fn list(ctx: &Ctx, req: &Req) -> Result<Reply> {
    list::show(ctx, req, &accounts())
}

/// Options of a combo: accounts in use of the company worked in, by code or name.
fn search(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let company = ctx.company.id;
    ctx.visible(LedgerRead, company)?;
    let rows = ctx.read(|conn| queries::search(conn, &[company.raw()], req.query("q"), OPTIONS_MAX))?;
    let option = |row: &Account| ComboOption {
        id: row.id.to_string(),
        text: row.label(),
        sub: ctx.text(row.kind.message_key()),
        ..ComboOption::default()
    };
    Reply::json(&rows.iter().map(option).collect::<Vec<_>>())
}

fn head_of(row: &Account) -> Head {
    Head::new(row.id, row.label(), row.version, row.is_active)
}
