//! Quotations on both doors.
mod actions;
mod form;
pub mod list;
mod print;
mod show;

use crate::ids::QuotationId;
use crate::kernel::error::Result;
use crate::kernel::list::bulk::BulkReport;
use crate::kernel::list::bulk::Selection;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::Route;
use crate::kernel::web::get;
use crate::kernel::web::master::Place;
use crate::kernel::web::post;
use crate::permission::Permission::QuotationEdit;
use crate::permission::Permission::QuotationRead;
use crate::sales::quotation::Lose;
use crate::sales::quotation::NewQuotation;
use crate::sales::quotation::QuotationWithLines;
use crate::sales::quotation::Win;
use crate::sales::quotation::ops;
use list::URL;

const PLACE: Place = Place {
    name: "quotations",
    url: URL,
};

pub const ROUTES: &[Route] = &[
    get(URL, QuotationRead, list::list).lists(|| list::quotations().described()),
    get(list::EXPIRING_URL, QuotationRead, list::expiring).lists(|| list::expiring_list().described()),
    get("/sales/quotations/new", QuotationEdit, form::new),
    post(form::TOTALS_URL, QuotationEdit, form::totals),
    post("/sales/quotations/bulk/send", QuotationEdit, list::send_selected)
        .takes::<Selection>()
        .gives::<BulkReport>(),
    post(URL, QuotationEdit, form::create)
        .takes::<NewQuotation>()
        .again(form::new),
    get("/sales/quotations/{id}", QuotationRead, show::show).gives::<QuotationWithLines>(),
    get("/sales/quotations/{id}/edit", QuotationEdit, form::edit),
    get("/sales/quotations/{id}/print", QuotationRead, print::print),
    post("/sales/quotations/{id}", QuotationEdit, form::update)
        .takes::<NewQuotation>()
        .again(form::edit),
    post("/sales/quotations/{id}/send", QuotationEdit, send)
        .api()
        .again(show::show),
    post("/sales/quotations/{id}/win", QuotationEdit, win)
        .takes::<Win>()
        .again(show::show),
    post("/sales/quotations/{id}/lose", QuotationEdit, lose)
        .takes::<Lose>()
        .again(show::show),
    post("/sales/quotations/{id}/reopen", QuotationEdit, reopen)
        .api()
        .again(show::show),
    post("/sales/quotations/{id}/copy", QuotationEdit, copy)
        .api()
        .again(show::show),
    post("/sales/quotations/{id}/delete", QuotationEdit, delete)
        .api()
        .again(show::show),
];

fn send(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (id, version): (QuotationId, _) = (req.id()?, req.required_version()?);
    ctx.done(req, "notice-quotation-sent", move |tx| {
        ops::send(tx, id, version)?;
        Ok(id)
    })
}

/// Leads to the order it became.
fn win(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (id, version): (QuotationId, _) = (req.id()?, req.required_version()?);
    let command: Win = req.command(ctx)?;
    ctx.done(req, "notice-quotation-won", move |tx| {
        ops::win(tx, id, version, &command)
    })
}

fn lose(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (id, version): (QuotationId, _) = (req.id()?, req.required_version()?);
    let command: Lose = req.command(ctx)?;
    ctx.done(req, "notice-quotation-lost", move |tx| {
        ops::lose(tx, id, version, &command)?;
        Ok(id)
    })
}

fn reopen(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (id, version): (QuotationId, _) = (req.id()?, req.required_version()?);
    ctx.done(req, "notice-quotation-reopened", move |tx| {
        ops::reopen(tx, id, version)?;
        Ok(id)
    })
}

/// Leads to the copy.
fn copy(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: QuotationId = req.id()?;
    ctx.done(req, "notice-quotation-copied", move |tx| ops::copy(tx, id))
}

fn delete(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (id, version, door): (QuotationId, _, _) = (req.id()?, req.required_version()?, req.door);
    ctx.write(req, move |tx| {
        ops::delete(tx, id, version)?;
        Ok(Reply::gone(door, id, URL))
    })
}
