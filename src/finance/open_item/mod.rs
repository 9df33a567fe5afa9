//! Open items as finance shows them: the list, what settles what, the worklist of credits to allocate. The figures
//! themselves are the ledger's.
pub mod ops;
pub mod pages;
pub mod proposal;
pub mod queries;

use crate::ids::AllocationId;
use crate::ids::Subject;
use chrono::NaiveDate;
use tenon_db::Money;

/// What was set against an item: the other side of an allocation.
#[derive(Debug, Clone)]
pub struct Settlement {
    pub allocation: AllocationId,
    pub date: NaiveDate,
    pub amount: Money,
    pub currency: String,
    pub document_number: String,
    pub origin_kind: String,
    pub origin_id: i64,
    /// It was undone, or undoes another.
    pub is_undone: bool,
}

impl Settlement {
    /// The document on the other side.
    pub fn origin(&self) -> Option<Subject> {
        Subject::from_parts(&self.origin_kind, self.origin_id)
    }
}
