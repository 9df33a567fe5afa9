//! Deliveries on both doors; returns share their list, page and paper.
mod actions;
pub mod form;
pub mod list;
pub mod print;
pub mod show;

use crate::ids::DeliveryId;
use crate::kernel::error::Result;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::Route;
use crate::kernel::web::get;
use crate::kernel::web::post;
use crate::orders::billing;
use crate::orders::billing::Bill;
use crate::orders::delivery::DeliveryWithLines;
use crate::orders::delivery::EditDelivery;
use crate::orders::delivery::NewDelivery;
use crate::orders::delivery::OnDay;
use crate::orders::delivery::ops;
use crate::permission::Permission::DeliveryRead;
use crate::permission::Permission::DeliveryShip;
use crate::permission::Permission::InvoiceEdit;

pub const ROUTES: &[Route] = &[
    get(list::URL, DeliveryRead, list::list).lists(|| list::deliveries().described()),
    get("/orders/deliveries/new", DeliveryShip, form::new),
    post(list::URL, DeliveryShip, form::create)
        .takes::<NewDelivery>()
        .again(form::new),
    get("/orders/deliveries/{id}", DeliveryRead, show::show_delivery).gives::<DeliveryWithLines>(),
    get("/orders/deliveries/{id}/edit", DeliveryShip, form::edit),
    get("/orders/deliveries/{id}/print", DeliveryRead, print::print_delivery),
    post("/orders/deliveries/{id}", DeliveryShip, form::update)
        .takes::<EditDelivery>()
        .again(form::edit),
    post("/orders/deliveries/{id}/ship", DeliveryShip, ship)
        .api()
        .again(show::show_delivery),
    post("/orders/deliveries/{id}/reverse", DeliveryShip, reverse)
        .takes::<OnDay>()
        .again(show::show_delivery),
    post("/orders/deliveries/{id}/delete", DeliveryShip, delete)
        .api()
        .again(show::show_delivery),
    post("/orders/deliveries/{id}/invoice", InvoiceEdit, invoice)
        .takes::<Bill>()
        .again(show::show_delivery),
];

fn named(req: &Req) -> Result<(DeliveryId, i32)> {
    Ok((req.id()?, req.required_version()?))
}

fn ship(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (id, version) = named(req)?;
    ctx.done(req, "notice-shipped", move |tx| {
        ops::ship(tx, id, version)?;
        Ok(id)
    })
}

fn reverse(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (id, version) = named(req)?;
    let date = req.command::<OnDay>(ctx)?.date;
    ctx.done(req, "notice-reversed", move |tx| {
        ops::reverse(tx, id, version, date)?;
        Ok(id)
    })
}

fn delete(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (id, version) = named(req)?;
    let door = req.door;
    ctx.write(req, move |tx| {
        let order = ops::delete(tx, id, version)?;
        Ok(Reply::gone(door, id, &crate::ids::Subject::SalesOrder(order).url()))
    })
}

/// Makes the invoice of what the delivery brought.
fn invoice(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (id, bill): (DeliveryId, Bill) = (req.id()?, req.command(ctx)?);
    ctx.done(req, "notice-invoice-made", move |tx| {
        billing::ops::invoice_delivery(tx, id, &bill)
    })
}
