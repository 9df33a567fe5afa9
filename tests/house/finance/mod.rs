//! Invoices, payments, open items and their reports, with figures worked out by hand.
pub mod books;
mod invoice;
mod pages;
mod payment;
