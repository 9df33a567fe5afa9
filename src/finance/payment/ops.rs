//! Posting payments, reversing them, allocating and undoing that.
use crate::finance::payment::NewAllocation;
use crate::finance::payment::NewPayment;
use crate::finance::payment::ReversePayment;
use crate::ids::AllocationId;
use crate::ids::CompanyId;
use crate::ids::OpenItemId;
use crate::ids::PaymentId;
use crate::kernel::error::Error;
use crate::kernel::error::Result;
use crate::kernel::tx::Tx;
use chrono::NaiveDate;

/// Posts a payment in the company with what it settles.
pub fn post(_: &mut Tx<'_>, _: CompanyId, _: &NewPayment) -> Result<PaymentId> {
    Err(Error::internal("not built yet"))
}

/// Takes a payment back: what it settled is open again.
pub fn reverse(_: &mut Tx<'_>, _: PaymentId, _: i32, _: &ReversePayment) -> Result<()> {
    Err(Error::internal("not built yet"))
}

/// Sets an open item against others of its party.
pub fn allocate(_: &mut Tx<'_>, _: OpenItemId, _: &NewAllocation) -> Result<()> {
    Err(Error::internal("not built yet"))
}

/// Opens again what an allocation settled.
pub fn undo(_: &mut Tx<'_>, _: AllocationId, _: Option<NaiveDate>) -> Result<()> {
    Err(Error::internal("not built yet"))
}
