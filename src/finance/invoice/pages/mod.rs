//! Invoices on both doors: the list, one document, its forms, and what is done with it.
mod bulk;
mod credit;
mod form;
mod known;
mod list;
mod print;
mod sections;
mod show;

use crate::finance::invoice::Invoice;
use crate::finance::invoice::InvoiceKind;
use crate::finance::invoice::NewCreditNote;
use crate::finance::invoice::NewInvoice;
use crate::finance::invoice::ops;
use crate::ids::CustomerInvoiceId;
use crate::kernel::chain::DocumentKind;
use crate::kernel::error::Result;
use crate::kernel::list::bulk::BulkReport;
use crate::kernel::list::bulk::Selection;
use crate::kernel::search::SearchKind;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::Route;
use crate::kernel::web::get;
use crate::kernel::web::master::Place;
use crate::kernel::web::post;
use crate::permission::Permission::InvoiceEdit;
use crate::permission::Permission::InvoicePost;
use crate::permission::Permission::InvoiceRead;
pub use show::InvoiceRecord;

pub const URL: &str = "/finance/invoices";

const PLACE: Place = Place {
    name: "invoices",
    url: URL,
};

pub const ROUTES: &[Route] = &[
    get(URL, InvoiceRead, list::list).lists(|| list::invoices().described()),
    get("/finance/invoices/new", InvoiceEdit, form::new),
    post("/finance/invoices/totals", InvoiceEdit, form::totals),
    post("/finance/invoices/bulk/post", InvoicePost, bulk::post_all)
        .takes::<Selection>()
        .gives::<BulkReport>(),
    post(URL, InvoiceEdit, form::create)
        .takes::<NewInvoice>()
        .again(form::new),
    get("/finance/invoices/{id}", InvoiceRead, show::show).gives::<InvoiceRecord>(),
    get("/finance/invoices/{id}/edit", InvoiceEdit, form::edit),
    get("/finance/invoices/{id}/print", InvoiceRead, print::print),
    get("/finance/invoices/{id}/credit", InvoiceEdit, credit::form),
    post("/finance/invoices/{id}/credit", InvoiceEdit, credit::create)
        .takes::<NewCreditNote>()
        .again(credit::form),
    post("/finance/invoices/{id}", InvoiceEdit, form::update)
        .takes::<NewInvoice>()
        .again(form::edit),
    post("/finance/invoices/{id}/post", InvoicePost, post_one)
        .api()
        .again(show::show),
    post("/finance/invoices/{id}/repeat", InvoiceEdit, repeat)
        .api()
        .again(show::show),
    post("/finance/invoices/{id}/delete", InvoiceEdit, delete)
        .api()
        .again(show::show),
];

/// How invoices stand in the chain of documents.
pub const DOCUMENTS: DocumentKind = DocumentKind {
    kind: "customer-invoice",
    column: 3,
    permission: InvoiceRead,
    describe: crate::finance::invoice::queries::describe,
};

pub const SEARCH: SearchKind = SearchKind {
    kind: "customer-invoice",
    label: "list-invoices",
    icon: "receipt-text",
    permission: InvoiceRead,
};

/// The number; of a draft, what it is going to be.
fn title(ctx: &Ctx, invoice: &Invoice) -> String {
    if !invoice.number.is_empty() {
        return invoice.number.clone();
    }
    ctx.text(match invoice.kind {
        InvoiceKind::Invoice => "invoice-draft-title",
        InvoiceKind::CreditNote => "credit-note-draft-title",
    })
}

fn post_one(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (id, version): (CustomerInvoiceId, _) = (req.id()?, req.required_version()?);
    ctx.done(req, "notice-posted", move |tx| {
        ops::post(tx, id, version)?;
        Ok(id)
    })
}

/// Drafts it once more, and goes on to the draft.
fn repeat(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: CustomerInvoiceId = req.id()?;
    ctx.done(req, "notice-created", move |tx| ops::repeat(tx, id))
}

fn delete(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (id, version): (CustomerInvoiceId, _) = (req.id()?, req.required_version()?);
    let door = req.door;
    ctx.write(req, move |tx| {
        ops::delete(tx, id, version)?;
        Ok(Reply::gone(door, id, URL))
    })
}
