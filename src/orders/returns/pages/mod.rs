//! Returns on both doors.
mod form;

use crate::ids::DeliveryId;
use crate::ids::GoodsReturnId;
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
use crate::orders::delivery::OnDay;
use crate::orders::delivery::pages::list;
use crate::orders::delivery::pages::print;
use crate::orders::delivery::pages::show;
use crate::orders::returns::NewReturn;
use crate::orders::returns::ops;
use crate::permission::Permission::DeliveryRead;
use crate::permission::Permission::DeliveryShip;
use crate::permission::Permission::InvoiceEdit;

pub const ROUTES: &[Route] = &[
    get(list::RETURNS_URL, DeliveryRead, list::list_returns).lists(|| list::returns().described()),
    get("/orders/returns/new", DeliveryShip, form::new),
    post(list::RETURNS_URL, DeliveryShip, form::create)
        .takes::<NewReturn>()
        .again(form::new),
    get("/orders/returns/{id}", DeliveryRead, show::show_return).gives::<DeliveryWithLines>(),
    get("/orders/returns/{id}/print", DeliveryRead, print::print_return),
    post("/orders/returns/{id}/receive", DeliveryShip, receive)
        .api()
        .again(show::show_return),
    post("/orders/returns/{id}/reverse", DeliveryShip, reverse)
        .takes::<OnDay>()
        .again(show::show_return),
    post("/orders/returns/{id}/delete", DeliveryShip, delete)
        .api()
        .again(show::show_return),
    post("/orders/returns/{id}/credit", InvoiceEdit, credit)
        .takes::<Bill>()
        .again(show::show_return),
];

fn named(req: &Req) -> Result<(DeliveryId, i32)> {
    Ok((req.id()?, req.required_version()?))
}

fn own(id: DeliveryId) -> GoodsReturnId {
    GoodsReturnId::from(id.raw())
}

fn receive(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (id, version) = named(req)?;
    ctx.done(req, "notice-received", move |tx| {
        ops::receive(tx, id, version)?;
        Ok(own(id))
    })
}

fn reverse(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (id, version) = named(req)?;
    let date = req.command::<OnDay>(ctx)?.date;
    ctx.done(req, "notice-reversed", move |tx| {
        ops::reverse(tx, id, version, date)?;
        Ok(own(id))
    })
}

fn delete(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (id, version) = named(req)?;
    let door = req.door;
    ctx.write(req, move |tx| {
        let shipped = ops::delete(tx, id, version)?;
        Ok(Reply::gone(
            door,
            own(id),
            &crate::ids::Subject::Delivery(shipped).url(),
        ))
    })
}

/// Makes the credit note of what came back.
fn credit(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (id, bill): (DeliveryId, Bill) = (req.id()?, req.command(ctx)?);
    ctx.done(req, "notice-credit-made", move |tx| {
        billing::ops::credit_return(tx, id, &bill)
    })
}
