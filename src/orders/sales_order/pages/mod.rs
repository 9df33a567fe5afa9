//! Sales orders on both doors.
mod actions;
mod customer;
pub mod form;
pub mod list;
pub mod print;
pub mod show;
mod steps;

use crate::ids::SalesOrderId;
use crate::kernel::error::Result;
use crate::kernel::list::bulk::BulkReport;
use crate::kernel::list::bulk::Selection;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::Route;
use crate::kernel::web::get;
use crate::kernel::web::post;
use crate::orders::billing;
use crate::orders::billing::Bill;
use crate::orders::sales_order::Because;
use crate::orders::sales_order::NewSalesOrder;
use crate::orders::sales_order::OrderWithLines;
use crate::orders::sales_order::ops;
use crate::permission::Permission::CreditRelease;
use crate::permission::Permission::InvoiceEdit;
use crate::permission::Permission::SalesOrderConfirm;
use crate::permission::Permission::SalesOrderEdit;
use crate::permission::Permission::SalesOrderRead;

pub const ROUTES: &[Route] = &[
    get(list::URL, SalesOrderRead, list::list).lists(|| list::orders().described()),
    get("/orders/sales-orders/new", SalesOrderEdit, form::new),
    post(form::TOTALS_URL, SalesOrderEdit, form::totals),
    post(
        "/orders/sales-orders/bulk/confirm",
        SalesOrderConfirm,
        list::confirm_selected,
    )
    .takes::<Selection>()
    .gives::<BulkReport>(),
    post(list::URL, SalesOrderEdit, form::create)
        .takes::<NewSalesOrder>()
        .again(form::new),
    get("/orders/sales-orders/{id}", SalesOrderRead, show::show).gives::<OrderWithLines>(),
    get("/orders/sales-orders/{id}/edit", SalesOrderEdit, form::edit),
    get("/orders/sales-orders/{id}/print", SalesOrderRead, print::print),
    post("/orders/sales-orders/{id}", SalesOrderEdit, form::update)
        .takes::<NewSalesOrder>()
        .again(form::edit),
    post("/orders/sales-orders/{id}/confirm", SalesOrderConfirm, confirm)
        .api()
        .again(show::show),
    post("/orders/sales-orders/{id}/release", CreditRelease, release)
        .api()
        .again(show::show),
    post("/orders/sales-orders/{id}/hold", CreditRelease, hold)
        .takes::<Because>()
        .again(show::show),
    post("/orders/sales-orders/{id}/reopen", SalesOrderConfirm, reopen)
        .api()
        .again(show::show),
    post("/orders/sales-orders/{id}/close", SalesOrderConfirm, close)
        .api()
        .again(show::show),
    post("/orders/sales-orders/{id}/cancel", SalesOrderEdit, cancel)
        .takes::<Because>()
        .again(show::show),
    post("/orders/sales-orders/{id}/delete", SalesOrderEdit, delete)
        .api()
        .again(show::show),
    post("/orders/sales-orders/{id}/invoice", InvoiceEdit, invoice)
        .takes::<Bill>()
        .again(show::show),
    get(list::HOLDS_URL, SalesOrderRead, list::credit_holds),
    post(
        "/orders/credit-holds/bulk/release",
        CreditRelease,
        list::release_selected,
    )
    .takes::<Selection>()
    .gives::<BulkReport>(),
    get(list::LATE_URL, SalesOrderRead, list::late_deliveries),
];

fn named(req: &Req) -> Result<(SalesOrderId, i32)> {
    Ok((req.id()?, req.required_version()?))
}

/// A step: back to the order, or to the worklist it was taken from.
fn taken(req: &Req, id: SalesOrderId, notice: &str) -> Reply {
    if req.query("back") == "holds" {
        return Reply::done_at(req, id, list::HOLDS_URL, notice);
    }
    Reply::done(req, id, notice)
}

fn step(
    ctx: &Ctx,
    req: &Req,
    notice: &'static str,
    operation: impl Fn(&mut crate::kernel::tx::Tx<'_>, SalesOrderId, i32) -> Result<()> + Send + 'static,
) -> Result<Reply> {
    let (id, version) = named(req)?;
    let reply = taken(req, id, notice);
    ctx.write(req, move |tx| {
        operation(tx, id, version)?;
        Ok(reply.clone())
    })
}

fn confirm(ctx: &Ctx, req: &Req) -> Result<Reply> {
    step(ctx, req, "notice-order-confirmed", ops::confirm)
}

fn release(ctx: &Ctx, req: &Req) -> Result<Reply> {
    step(ctx, req, "notice-order-released", ops::release)
}

fn hold(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let reason = req.command::<Because>(ctx)?.reason.unwrap_or_default();
    step(ctx, req, "notice-order-held", move |tx, id, version| {
        ops::hold(tx, id, version, &reason)
    })
}

fn reopen(ctx: &Ctx, req: &Req) -> Result<Reply> {
    step(ctx, req, "notice-order-reopened", ops::reopen)
}

fn close(ctx: &Ctx, req: &Req) -> Result<Reply> {
    step(ctx, req, "notice-order-closed", ops::close)
}

fn cancel(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let reason = req.command::<Because>(ctx)?.reason.unwrap_or_default();
    step(ctx, req, "notice-order-cancelled", move |tx, id, version| {
        ops::cancel(tx, id, version, &reason)
    })
}

fn delete(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (id, version) = named(req)?;
    let door = req.door;
    ctx.write(req, move |tx| {
        ops::delete(tx, id, version)?;
        Ok(Reply::gone(door, id, list::URL))
    })
}

/// Makes the invoice of what is ordered and not invoiced yet.
fn invoice(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (id, bill): (SalesOrderId, Bill) = (req.id()?, req.command(ctx)?);
    ctx.done(req, "notice-invoice-made", move |tx| {
        billing::ops::invoice_order(tx, id, &bill)
    })
}
