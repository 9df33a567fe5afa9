//! Tax codes on both doors: the list, a code with its components and rates by date, its form, a further rate.
mod form;
mod show;

use crate::kernel::error::Result;
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
use crate::ledger::tax::EditTaxCode;
use crate::ledger::tax::FullTaxCode;
use crate::ledger::tax::NewRate;
use crate::ledger::tax::NewTaxCode;
use crate::ledger::tax::TaxCode;
use crate::ledger::tax::TaxKind;
use crate::ledger::tax::ops;
use crate::ledger::tax::queries;
use crate::permission::Permission::AccountEdit;
use crate::permission::Permission::LedgerRead;

const URL: &str = "/setup/tax-codes";

const PLACE: Place = Place {
    name: "tax-codes",
    url: URL,
};

pub const ROUTES: &[Route] = &[
    get(URL, LedgerRead, list).lists(|| codes().described()),
    get("/setup/tax-codes/new", AccountEdit, form::new),
    post(URL, AccountEdit, form::create)
        .takes::<NewTaxCode>()
        .again(form::new),
    get("/setup/tax-codes/{id}", LedgerRead, show::show).gives::<FullTaxCode>(),
    get("/setup/tax-codes/{id}/edit", AccountEdit, form::edit),
    post("/setup/tax-codes/{id}", AccountEdit, |ctx, req| {
        master::update(ctx, req, ops::update)
    })
    .takes::<EditTaxCode>()
    .again(form::edit),
    get("/setup/tax-codes/{id}/rate", AccountEdit, form::new_rate),
    post("/setup/tax-codes/{id}/rate", AccountEdit, form::add_rate)
        .takes::<NewRate>()
        .again(form::new_rate),
    post("/setup/tax-codes/{id}/archive", AccountEdit, |ctx, req| {
        master::archive(ctx, req, ops::archive)
    })
    .api()
    .again(show::show),
    post("/setup/tax-codes/{id}/restore", AccountEdit, |ctx, req| {
        master::restore(ctx, req, ops::archive)
    })
    .api()
    .again(show::show),
    post("/setup/tax-codes/{id}/delete", AccountEdit, |ctx, req| {
        PLACE.delete(ctx, req, ops::delete)
    })
    .api()
    .again(show::show),
];

fn kinds(ctx: &Ctx) -> Options {
    ctx.options(TaxKind::ALL, TaxKind::code, TaxKind::message_key)
}

fn codes() -> List<TaxCode> {
    List {
        name: "tax-codes",
        url: URL,
        icon: "percent",
        permission: LedgerRead,
        columns: vec![
            column("code", Kind::Text, |row: &TaxCode| Value::text(&row.code))
                .sorts()
                .phone(Phone::Name),
            column("name", Kind::Text, |row: &TaxCode| Value::text(&row.name))
                .sorts()
                .phone(Phone::Partner),
            column("kind", Kind::Text, |row: &TaxCode| {
                Value::Code(row.kind.message_key(), row.kind.code().to_owned())
            }),
            column("inclusive", Kind::Flag, |row: &TaxCode| Value::Flag(row.is_inclusive)),
            column("note", Kind::Text, |row: &TaxCode| Value::text(&row.note_on_invoice)).hidden(),
            column("state", Kind::Text, |row: &TaxCode| Value::State(usage(row.is_active))).phone(Phone::Status),
        ],
        filters: vec![
            filter("kind", FilterOf::Choice(|_, ctx| Ok(kinds(ctx)))),
            usage_filter(),
        ],
        views: usage_views(),
        sort: ("code", false),
        subject: |row| row.id.into(),
        new: Some(("/setup/tax-codes/new", AccountEdit)),
        bulk: Vec::new(),
        fetch: queries::page,
        sums: queries::sums,
        peek: false,
    }
}

fn list(ctx: &Ctx, req: &Req) -> Result<Reply> {
    list::show(ctx, req, &codes())
}

fn head_of(row: &TaxCode) -> Head {
    Head::new(row.id, &row.name, row.version, row.is_active)
}
