//! The statement of a customer: what was open, what was posted in a span of days, what is open at its end.
pub mod pages;
pub mod queries;

use chrono::NaiveDate;
use tenon_db::Money;

/// A posting on the customer's account, in its own currency.
#[derive(Debug, Clone)]
pub struct Movement {
    pub date: NaiveDate,
    pub number: String,
    pub origin_kind: String,
    pub origin_id: i64,
    pub currency: String,
    pub amount: Money,
}

/// One currency's part of a statement.
#[derive(Debug, Clone, Default)]
pub struct Statement {
    pub currency: String,
    pub opening: Money,
    pub movements: Vec<Movement>,
    /// Summed up by the database, over all postings.
    pub closing: Money,
    /// There were more postings than are listed.
    pub is_cut: bool,
}
