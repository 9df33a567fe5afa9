//! Drafting, posting, crediting and deleting invoices.
mod copies;
mod draft;
mod post;
mod prepare;

pub use copies::credit;
pub use copies::draft_line;
pub use copies::draft_of;
pub use copies::repeat;
pub use draft::create;
pub use draft::create_posted;
pub use draft::delete;
pub use draft::update;
pub use post::post;

use crate::finance::invoice::Invoice;
use crate::finance::invoice::queries;
use crate::ids::CustomerInvoiceId;
use crate::kernel::error::Error;
use crate::kernel::error::Result;
use crate::kernel::tx::Tx;
use crate::permission::Permission;

/// The invoice, if the actor may see it and do this with it: both as far as each permission reaches.
fn allowed(tx: &mut Tx<'_>, id: CustomerInvoiceId, permission: Permission) -> Result<Invoice> {
    let reach = tx.actor.reach(Permission::InvoiceRead);
    let invoice = queries::visible(tx.conn, &reach, id)?;
    require_own(tx, &invoice, permission)?;
    Ok(invoice)
}

/// Refuses what the actor may not do with an invoice that he may see.
fn require_own(tx: &Tx<'_>, invoice: &Invoice, permission: Permission) -> Result<()> {
    tx.require(permission, invoice.company_id)?;
    let reach = tx.actor.reach(permission);
    if reach.covers(invoice.company_id, Some(invoice.owner_id), invoice.team_id) {
        Ok(())
    } else {
        Err(Error::NotFound("customer-invoice"))
    }
}
