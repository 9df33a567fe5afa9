//! What is done with sales orders.
use crate::ids::SalesOrderId;
use crate::kernel::error::Error;
use crate::kernel::error::Result;
use crate::kernel::tx::Tx;
use crate::orders::sales_order::NewSalesOrder;

/// Takes an order down as a draft.
pub fn create(_tx: &mut Tx<'_>, _new: &NewSalesOrder) -> Result<SalesOrderId> {
    Err(Error::internal("not built yet"))
}
