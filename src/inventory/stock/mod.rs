//! Stock on hand: what is where, what of it is promised.
pub mod ops;
pub mod queries;
pub mod shelf;

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
