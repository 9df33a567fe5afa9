//! Hard reservations: what is promised to an order is not there for others. What finds no stock waits as a shortage, and
//! is served by promise date when goods arrive.
pub mod ops;
pub mod queries;

use crate::ids::CompanyId;
use crate::ids::ProductId;
use crate::ids::Subject;
use crate::ids::WarehouseId;
use chrono::NaiveDate;
use tenon_db::Quantity;

/// What a line of an order wants.
#[derive(Debug, Clone)]
pub struct Demand {
    pub company: CompanyId,
    pub warehouse: WarehouseId,
    pub product: ProductId,
    pub order: Subject,
    pub line: i64,
    /// In the base unit.
    pub quantity: Quantity,
    pub promise_date: NaiveDate,
}
