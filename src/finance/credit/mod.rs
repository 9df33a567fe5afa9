//! Where a customer stands: what may be owed, what is open, what is overdue. Orders add what they have not delivered.
pub mod queries;

use serde::Serialize;
use tenon_db::Money;

/// In the company's currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, schemars::JsonSchema)]
pub struct Standing {
    /// No limit when `None`.
    pub limit: Option<Money>,
    /// All open items, credits taken off.
    pub open: Money,
    /// What of them was due before the day.
    pub overdue: Money,
    pub is_blocked: bool,
}

impl Standing {
    /// What may still be owed on top; below zero when the limit is passed. `None` without a limit.
    pub fn room(&self) -> Option<Money> {
        self.limit.map(|limit| limit - self.open)
    }
}
