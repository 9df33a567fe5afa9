//! The ledger by its doors: entries by hand, reports, periods, masters, with figures worked out by hand.
mod books;
mod masters;
mod pages;
mod paper;
mod suits;
