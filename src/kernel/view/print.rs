//! Documents on paper: quotation, order, delivery note, invoice, credit note, in the customer's language.
use crate::kernel::message::Language;
use crate::kernel::view::parts::Banner;
use crate::kernel::view::table::DataTable;
use crate::kernel::view::table::Total;

/// Label and value, both plain text.
#[derive(Debug, Clone, Default)]
pub struct PrintFact {
    pub label: String,
    pub value: String,
}

impl PrintFact {
    pub fn new(label: impl Into<String>, value: impl Into<String>) -> PrintFact {
        PrintFact {
            label: label.into(),
            value: value.into(),
        }
    }
}

/// One rate of the tax breakdown.
#[derive(Debug, Clone, Default)]
pub struct PrintTax {
    /// "VAT 19 %", with the reason when nothing is charged.
    pub label: String,
    pub base: String,
    pub amount: String,
}

/// An A4 page laid out for a window envelope (DIN 5008).
#[derive(Debug, Clone, Default)]
pub struct PrintDocument {
    pub language: Language,
    /// "Invoice"
    pub kind: String,
    /// "INV-2026-02071"
    pub number: String,
    pub company_name: String,
    pub company_lines: Vec<String>,
    /// One small line above the recipient.
    pub return_line: String,
    pub recipient: Vec<String>,
    /// Number, date, customer number, tax ids, delivery date …
    pub facts: Vec<PrintFact>,
    /// Ship to and others, beside each other: heading and lines.
    pub addresses: Vec<(String, Vec<String>)>,
    pub intro: Vec<String>,
    pub lines: DataTable,
    pub totals: Vec<Total>,
    pub taxes: Vec<PrintTax>,
    /// Terms, reasons, remarks.
    pub terms: Vec<String>,
    /// Columns at the foot: company, registration, bank.
    pub footer: Vec<Vec<String>>,
    /// "Draft", "Cancelled": across the page.
    pub stamp: String,
    pub banners: Vec<Banner>,
    /// Back to the record; on screen only.
    pub back_url: String,
}
