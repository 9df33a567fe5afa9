//! Founding a company: everything it needs before its first document, in one operation.
pub mod ops;
pub mod packs;
pub mod pages;

use crate::command;

command! {
    /// A company with the beginnings of its country: chart, taxes, journals, fiscal years, terms, warehouse.
    pub struct Founding {
        pub code: String,
        pub name: String,
        /// A country there is a pack for.
        pub country: String,
        /// Currency of the books; the country's own when absent.
        pub currency: Option<String>,
        /// Code of a chart of accounts; the country's own when absent.
        pub chart: Option<String>,
        /// The month a fiscal year begins with; January when absent.
        pub fiscal_year_start_month: Option<i32>,
        pub language: Option<String>,
        pub street: Option<String>,
        pub postal_code: Option<String>,
        pub city: Option<String>,
        pub tax_number: Option<String>,
        /// The first fiscal year opened, and how many.
        pub first_year: i32,
        pub year_count: i32,
    }
}
