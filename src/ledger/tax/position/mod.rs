//! Tax positions: where a customer stands towards the company's taxes, as rules from class of product to tax code.
pub mod ops;
pub mod pages;
pub mod queries;
