//! Posting many drafts at once: each by itself, so that one that cannot be posted holds up none of the others.
use super::list::invoices;
use crate::finance::invoice::ops;
use crate::finance::invoice::queries;
use crate::ids::CustomerInvoiceId;
use crate::ids::Subject;
use crate::kernel::error::Result;
use crate::kernel::list;
use crate::kernel::tx::Tx;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::permission::Permission::InvoiceRead;

pub fn post_all(ctx: &Ctx, req: &Req) -> Result<Reply> {
    list::bulk::run(ctx, req, &invoices(), "post", post_one)
}

fn post_one(tx: &mut Tx<'_>, subject: Subject) -> Result<()> {
    let id = CustomerInvoiceId::from(subject.raw());
    let reach = tx.actor.reach(InvoiceRead);
    let invoice = queries::visible(tx.conn, &reach, id)?;
    ops::post(tx, id, invoice.version)
}
