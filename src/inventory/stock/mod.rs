//! Stock on hand: what is where, what of it is promised; now and at any past date.
pub mod ops;
pub mod pages;
pub mod queries;
pub mod section;
pub mod shelf;

use crate::ids::CompanyId;
use crate::ids::LocationId;
use crate::ids::LotId;
use crate::ids::ProductId;
use crate::ids::StockBalanceId;
use crate::ids::WarehouseId;
use serde::Serialize;
use tenon_db::Quantity;

/// What a company has of a product.
#[derive(Debug, Clone, Copy, Default, Serialize, schemars::JsonSchema)]
pub struct Availability {
    pub on_hand: Quantity,
    pub reserved: Quantity,
}

impl Availability {
    /// What can still be promised.
    pub fn free(self) -> Quantity {
        self.on_hand - self.reserved
    }
}

/// What of a product (and lot) is at a location.
#[derive(Debug, Clone, Serialize, schemars::JsonSchema)]
pub struct Position {
    pub id: StockBalanceId,
    pub company_id: CompanyId,
    pub product_id: ProductId,
    pub product_code: String,
    pub product_name: String,
    pub unit_code: String,
    pub warehouse_id: Option<WarehouseId>,
    pub warehouse_code: Option<String>,
    pub location_id: LocationId,
    pub location_code: String,
    pub lot_id: Option<LotId>,
    pub lot_code: Option<String>,
    pub on_hand: Quantity,
    pub reserved: Quantity,
}
