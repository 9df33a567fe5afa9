//! Stock: figures worked out by hand for both costing methods, promises, refusals, pages, and the laws after each story.
mod laws;
mod pages;
mod promises;
mod receipt_lines;
mod receipts;
mod shuffle;
pub mod store;
mod values;
