//! Reports: parameters on top, figures below, every figure a link to what stands behind it.
use crate::kernel::chart::Chart;
use crate::kernel::view::filter::FilterField;
use crate::kernel::view::parts::Banner;
use crate::kernel::view::parts::Empty;
use crate::kernel::view::parts::Fact;
use crate::kernel::view::parts::Link;
use crate::kernel::view::table::DataTable;

#[derive(Debug, Clone, Default)]
pub struct ReportPage {
    pub title: String,
    /// "As of 23 Nov 2026 · Nordwerk Laundry · EUR"
    pub subtitle: String,
    /// Path without query, target of the parameter form.
    pub url: String,
    /// Always visible fields, sent by GET.
    pub parameters: Vec<FilterField>,
    /// Further parameters carried along unchanged.
    pub carried: Vec<(String, String)>,
    pub csv_url: String,
    pub xlsx_url: String,
    pub banners: Vec<Banner>,
    /// Key results above the table (balance, difference).
    pub facts: Vec<Fact>,
    pub chart: Option<Chart>,
    pub table: DataTable,
    pub empty: Option<Empty>,
    /// Next part of a long report.
    pub previous_url: String,
    pub next_url: String,
    /// Remarks under the table (rounding, source).
    pub notes: Vec<String>,
    pub related: Vec<Link>,
}
