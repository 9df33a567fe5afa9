//! Reserving and releasing.
use crate::ids::CompanyId;
use crate::ids::ProductId;
use crate::ids::Subject;
use crate::ids::WarehouseId;
use crate::inventory::reservation::Demand;
use crate::kernel::error::Error;
use crate::kernel::error::Result;
use crate::kernel::tx::Tx;
use tenon_db::Quantity;

/// Reserves what is free; the rest of each demand becomes a shortage. Answers what was reserved, demand by demand.
pub fn reserve(_tx: &mut Tx<'_>, _demands: &[Demand]) -> Result<Vec<Quantity>> {
    Err(Error::internal("not built yet"))
}

/// Gives up reservations and shortages of an order, of some lines or of all; what becomes free goes to who waits.
pub fn release(_tx: &mut Tx<'_>, _order: Subject, _lines: Option<&[i64]>) -> Result<()> {
    Err(Error::internal("not built yet"))
}

/// Gives free stock of these products to who waits for it, by promise date. Receiving and releasing do it themselves;
/// call it after a reversed delivery, once its order has reserved again.
pub fn fill(_tx: &mut Tx<'_>, _company: CompanyId, _warehouse: WarehouseId, _products: &[ProductId]) -> Result<()> {
    Err(Error::internal("not built yet"))
}
