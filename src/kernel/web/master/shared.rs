//! The handlers of masters that all companies share: as those of the others, but the operation is also told in which
//! company it is asked, because that is where the permission is looked for.
use crate::ids::CompanyId;
use crate::ids::Subject;
use crate::kernel::error::Result;
use crate::kernel::input::Input;
use crate::kernel::tx::Tx;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::master;
use crate::kernel::web::master::Place;

/// Changes the record in the path to the command in the body.
pub fn update<I, C>(ctx: &Ctx, req: &Req, change: fn(&mut Tx<'_>, CompanyId, I, i32, &C) -> Result<()>) -> Result<Reply>
where
    I: From<i64> + Into<Subject> + Copy + Send + 'static,
    C: Input + Send + 'static,
{
    let asking = ctx.company.id;
    master::update(ctx, req, move |tx, id, version, command: &C| {
        change(tx, asking, id, version, command)
    })
}

/// Offers the record in the path no more.
pub fn archive<I: From<i64> + Into<Subject> + Copy + Send + 'static>(
    ctx: &Ctx,
    req: &Req,
    set_active: fn(&mut Tx<'_>, CompanyId, I, i32, bool) -> Result<()>,
) -> Result<Reply> {
    let asking = ctx.company.id;
    master::archive(ctx, req, move |tx, id, version, is_active| {
        set_active(tx, asking, id, version, is_active)
    })
}

/// Offers the record in the path again.
pub fn restore<I: From<i64> + Into<Subject> + Copy + Send + 'static>(
    ctx: &Ctx,
    req: &Req,
    set_active: fn(&mut Tx<'_>, CompanyId, I, i32, bool) -> Result<()>,
) -> Result<Reply> {
    let asking = ctx.company.id;
    master::restore(ctx, req, move |tx, id, version, is_active| {
        set_active(tx, asking, id, version, is_active)
    })
}

/// Removes the record in the path; pages go back to the list.
pub fn delete<I: From<i64> + Into<Subject> + Copy + Send + 'static>(
    of: &Place,
    ctx: &Ctx,
    req: &Req,
    remove: fn(&mut Tx<'_>, CompanyId, I, i32) -> Result<()>,
) -> Result<Reply> {
    let asking = ctx.company.id;
    of.delete(ctx, req, move |tx, id, version| remove(tx, asking, id, version))
}
