//! Drafting, posting, crediting and deleting invoices.
use crate::finance::invoice::DraftInvoice;
use crate::ids::CustomerInvoiceId;
use crate::kernel::error::Error;
use crate::kernel::error::Result;
use crate::kernel::tx::Tx;

/// Drafts an invoice: computes each line's net and tax as of the day of supply.
pub fn create(_: &mut Tx<'_>, _: &DraftInvoice) -> Result<CustomerInvoiceId> {
    Err(Error::internal("not built yet"))
}

/// Posts a draft: journal entry, open items, and last of all its number.
pub fn post(_: &mut Tx<'_>, _: CustomerInvoiceId, _: i32) -> Result<()> {
    Err(Error::internal("not built yet"))
}

/// Removes a draft.
pub fn delete(_: &mut Tx<'_>, _: CustomerInvoiceId, _: i32) -> Result<()> {
    Err(Error::internal("not built yet"))
}
