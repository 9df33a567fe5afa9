//! Invoices, payments, open items and their reports, with figures worked out by hand.
pub mod books;
mod discount;
mod invoice;
mod pages;
mod payment;
mod worklist;
