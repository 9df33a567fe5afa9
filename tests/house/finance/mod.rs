//! Invoices, payments, open items and their reports, with figures worked out by hand.
pub mod books;
mod copies;
mod discount;
mod invoice;
mod pages;
mod payment;
pub mod people;
mod reach;
mod settling;
mod worklist;
