//! Journal entries on both doors: the list, an entry with its lines, the entry on paper, posting by hand and taking back.
mod form;
mod print;
mod show;

use crate::ids::Subject;
use crate::kernel::chain::DocumentKind;
use crate::kernel::error::Result;
use crate::kernel::list;
use crate::kernel::list::FilterOf;
use crate::kernel::list::List;
use crate::kernel::list::Options;
use crate::kernel::list::View;
use crate::kernel::list::column;
use crate::kernel::list::filter;
use crate::kernel::list::view;
use crate::kernel::value::Kind;
use crate::kernel::value::Value;
use crate::kernel::view::Phone;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::Route;
use crate::kernel::web::get;
use crate::kernel::web::master::Place;
use crate::kernel::web::post;
use crate::ledger::entry::EntryRow;
use crate::ledger::entry::FullEntry;
use crate::ledger::entry::NewManualEntry;
use crate::ledger::entry::ReverseEntry;
use crate::ledger::entry::queries;
use crate::ledger::journal;
use crate::permission::Permission::LedgerPost;
use crate::permission::Permission::LedgerRead;
use tenon_db::Conn;

const URL: &str = "/finance/journal-entries";

const PLACE: Place = Place {
    name: "journal-entries",
    url: URL,
};

pub const ROUTES: &[Route] = &[
    get(URL, LedgerRead, list).lists(|| entries().described()),
    get("/finance/journal-entries/new", LedgerPost, form::new),
    post(URL, LedgerPost, form::create)
        .takes::<NewManualEntry>()
        .again(form::new),
    post("/finance/journal-entries/totals", LedgerPost, form::totals),
    get("/finance/journal-entries/{id}", LedgerRead, show::show).gives::<FullEntry>(),
    get("/finance/journal-entries/{id}/print", LedgerRead, print::print),
    get("/finance/journal-entries/{id}/reverse", LedgerPost, form::new_reversal),
    post("/finance/journal-entries/{id}/reverse", LedgerPost, form::reverse)
        .takes::<ReverseEntry>()
        .again(form::new_reversal),
];

/// Entries in the chain of documents.
pub const DOCUMENT: DocumentKind = DocumentKind {
    kind: "journal-entry",
    column: 5,
    permission: LedgerRead,
    describe: queries::describe,
};

/// Kinds of documents that post.
const ORIGINS: &[&str] = &[
    "goods-receipt",
    "delivery",
    "customer-invoice",
    "payment",
    "journal-entry",
];

fn origins(_: &mut Conn, ctx: &Ctx) -> Result<Options> {
    let option = |kind: &&str| ((*kind).to_owned(), ctx.text(&format!("kind-{kind}")));
    Ok(ORIGINS.iter().map(option).collect())
}

fn journals(conn: &mut Conn, ctx: &Ctx) -> Result<Options> {
    let rows = journal::queries::choices(conn, &ctx.reach(LedgerRead).companies())?;
    Ok(rows.iter().map(|row| (row.id.to_string(), row.label())).collect())
}

fn entries() -> List<EntryRow> {
    List {
        name: "journal-entries",
        url: URL,
        icon: "scroll-text",
        permission: LedgerRead,
        columns: vec![
            column("number", Kind::Text, |row: &EntryRow| Value::text(&row.entry.number))
                .sorts()
                .phone(Phone::Name),
            column("date", Kind::Date, |row: &EntryRow| Value::Date(row.entry.posting_date))
                .sorts()
                .phone(Phone::Date),
            column("journal", Kind::Text, |row: &EntryRow| Value::text(&row.journal)),
            column("description", Kind::Text, |row: &EntryRow| {
                Value::text(&row.entry.description)
            })
            .phone(Phone::Partner),
            column("document", Kind::Text, |row: &EntryRow| {
                let origin = row.entry.origin().filter(|_| !row.entry.is_manual());
                origin.map_or(Value::Empty, |origin: Subject| {
                    Value::Link(origin.to_string(), origin.url())
                })
            })
            .hidden(),
            column("total", Kind::Decimal, |row: &EntryRow| {
                Value::Money(row.entry.total_amount, row.currency.clone())
            })
            .phone(Phone::Amount),
            column("currency", Kind::Text, |row: &EntryRow| Value::text(&row.currency)),
            column("company", Kind::Text, |row: &EntryRow| Value::text(&row.company_code)).hidden(),
            column("state", Kind::Text, |row: &EntryRow| Value::State(row.standing.look())).phone(Phone::Status),
        ],
        filters: vec![
            filter("date", FilterOf::Dates),
            filter("journal", FilterOf::Choice(journals)),
            filter("document", FilterOf::Choice(origins)),
        ],
        views: vec![
            View { name: "all", query: "" },
            view("by-hand", "document=journal-entry"),
        ],
        sort: ("date", true),
        subject: |row| row.entry.id.into(),
        new: Some(("/finance/journal-entries/new", LedgerPost)),
        bulk: Vec::new(),
        fetch: queries::page,
        sums: queries::sums,
        peek: true,
    }
}

fn list(ctx: &Ctx, req: &Req) -> Result<Reply> {
    list::show(ctx, req, &entries())
}
