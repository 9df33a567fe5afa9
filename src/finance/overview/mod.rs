//! The start of finance: what is open and overdue, what waits, what came in.
pub mod figures;
pub mod pages;
pub mod queries;
