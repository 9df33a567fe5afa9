//! Opening and changing warehouses.
use crate::ids::WarehouseId;
use crate::inventory::warehouse::NewWarehouse;
use crate::kernel::error::Error;
use crate::kernel::error::Result;
use crate::kernel::tx::Tx;

/// Opens a warehouse with what belongs to it.
pub fn create(_tx: &mut Tx<'_>, _new: &NewWarehouse) -> Result<WarehouseId> {
    Err(Error::internal("not built yet"))
}
