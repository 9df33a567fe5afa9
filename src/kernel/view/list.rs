//! The list report: find, compare, act on many. Also the worklist (rows with decisions).
use crate::kernel::chart::Chart;
use crate::kernel::view::action::Action;
use crate::kernel::view::filter::FilterField;
use crate::kernel::view::parts::Banner;
use crate::kernel::view::parts::Cell;
use crate::kernel::view::parts::Empty;
use crate::kernel::view::table::Phone;
use std::fmt::Write;

/// A saved view as a tab.
#[derive(Debug, Clone, Default)]
pub struct ViewTab {
    /// Name of a built-in view: its count comes after the rows.
    pub name: &'static str,
    pub label: String,
    pub url: String,
    pub current: bool,
    pub count: Option<String>,
}

/// "View changed · Reset · Save view"; posted fields: `name`, `shared` (yes), `query`.
#[derive(Debug, Clone, Default)]
pub struct SaveView {
    pub url: String,
    /// The query string to keep, without the leading `?`.
    pub query: String,
    /// The shown list differs from the current view.
    pub changed: bool,
    pub reset_url: String,
    pub may_share: bool,
    /// Present when the current view is the user's own: POST target that deletes it.
    pub delete_url: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sorted {
    #[default]
    No,
    Ascending,
    Descending,
}

impl Sorted {
    /// The value of `aria-sort`; empty when not sorted by this column.
    pub fn aria(self) -> &'static str {
        match self {
            Sorted::No => "",
            Sorted::Ascending => "ascending",
            Sorted::Descending => "descending",
        }
    }
}

/// A visible column, in order.
#[derive(Debug, Clone, Default)]
pub struct ListColumn {
    pub key: String,
    pub label: String,
    pub numeric: bool,
    /// Link that sorts by this column (or turns the order); empty: not sortable.
    pub sort_url: String,
    pub sorted: Sorted,
    pub phone: Phone,
}

#[derive(Debug, Clone, Default)]
pub struct ListRow {
    pub id: String,
    /// The record's name, for "Select …" and "Peek …".
    pub name: String,
    pub url: String,
    /// One per column; the first becomes the link to `url` by itself when it is Text.
    pub cells: Vec<Cell>,
    /// Worklists: buttons on the row (POST only).
    pub decisions: Vec<Action>,
}

/// One entry of the column chooser, in the user's order; the first column is locked.
#[derive(Debug, Clone, Default)]
pub struct ColumnChoice {
    pub key: String,
    pub label: String,
    pub shown: bool,
    pub locked: bool,
}

/// The footer row: sums of this page and of all matches.
#[derive(Debug, Clone, Default)]
pub struct ListTotals {
    /// "50 of 12,480"
    pub rows_text: String,
    /// "All matching: 74.31 M"
    pub all_text: String,
    /// One per column, empty where there is none. The first two are covered by the two texts when empty.
    pub sums: Vec<String>,
    /// "of 12,480", repeated in the pager.
    pub of_text: String,
    /// "12,451–12,480" of a last page, now that the total is known; else empty.
    pub range_text: String,
    /// All matches, for "Select all 12,480".
    pub total: Option<String>,
    /// Views that are open work: name and count.
    pub views: Vec<(&'static str, String)>,
}

/// Exact sums may need longer than the rows: then they come afterwards.
#[derive(Debug, Clone, Default)]
pub enum Totals {
    #[default]
    None,
    Ready(ListTotals),
    /// Loaded by htmx from this url (`…?part=totals`), a plain link without scripts.
    Later(String),
}

#[derive(Debug, Clone, Default)]
pub struct PageSize {
    pub rows: String,
    pub current: bool,
}

#[derive(Debug, Clone, Default)]
pub struct Pager {
    /// "1–50"
    pub range_text: String,
    /// Empty on the first page.
    pub first_url: String,
    pub previous_url: String,
    /// Empty on the last page.
    pub next_url: String,
    /// Choices of rows per page, sent as `rows`.
    pub sizes: Vec<PageSize>,
}

#[derive(Debug, Clone, Default)]
pub struct LayoutLink {
    pub icon: &'static str,
    pub label: String,
    pub url: String,
    pub current: bool,
}

#[derive(Debug, Clone, Default)]
pub struct ListPage {
    pub title: String,
    /// Path of the list without query; target of all its GET forms.
    pub url: String,
    /// Current query as pairs (without the page cursor): every form carries what it does not change.
    pub query: Vec<(String, String)>,
    pub import_url: Option<String>,
    /// Exports of all matches with the visible columns; empty: not offered.
    pub csv_url: String,
    pub xlsx_url: String,
    /// The one primary action (New order).
    pub primary: Option<Action>,
    pub actions: Vec<Action>,
    pub views: Vec<ViewTab>,
    pub save_view: Option<SaveView>,
    /// Value of the search box, sent as `q`.
    pub search: String,
    /// "Order, customer, PO, item"
    pub search_hint: String,
    pub filters: Vec<FilterField>,
    /// Clears all filters; empty when nothing is filtered.
    pub clear_url: String,
    pub columns: Vec<ListColumn>,
    pub column_choices: Vec<ColumnChoice>,
    pub layouts: Vec<LayoutLink>,
    /// Shown instead of the table (the chart layout).
    pub chart: Option<Chart>,
    pub banners: Vec<Banner>,
    pub rows: Vec<ListRow>,
    /// Rows can be selected; needs `bulk` to be useful.
    pub selectable: bool,
    /// POST actions on the checked rows (`id` fields) or, with `all=yes`, on all matches of `query`.
    pub bulk: Vec<Action>,
    /// Rows have a peek: `<row url>?part=peek`.
    pub peek: bool,
    pub totals: Totals,
    pub pager: Option<Pager>,
    pub empty: Option<Empty>,
    /// "Sales orders of this year, sorted by order date, newest first"; for screen readers.
    pub caption: String,
}

impl ListPage {
    /// Cells with their column.
    pub fn pairs<'a>(&'a self, row: &'a ListRow) -> impl Iterator<Item = (usize, &'a ListColumn, &'a Cell)> {
        self.columns
            .iter()
            .zip(row.cells.iter())
            .enumerate()
            .map(|(index, (column, cell))| (index, column, cell))
    }

    /// The query for a form that sets only `name` (and starts at the first page).
    pub fn carried_except<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a (String, String)> {
        self.query.iter().filter(move |(other, _)| other != name)
    }

    /// The query for the form of a filter.
    pub fn carried_for<'a>(&'a self, filter: &FilterField) -> impl Iterator<Item = &'a (String, String)> {
        let own = filter.own_names();
        self.query.iter().filter(move |(name, _)| !own.contains(name))
    }

    /// The query in one string, as bulk actions on all matches get it.
    pub fn query_string(&self) -> String {
        let pairs: Vec<String> = self
            .query
            .iter()
            .map(|(name, value)| format!("{}={}", encoded(name), encoded(value)))
            .collect();
        pairs.join("&")
    }

    pub fn is_worklist(&self) -> bool {
        self.rows.iter().any(|row| !row.decisions.is_empty())
    }

    pub fn has_row_actions(&self) -> bool {
        self.peek || self.is_worklist()
    }

    pub fn has_idle_filters(&self) -> bool {
        self.idle_filters().next().is_some()
    }

    /// Classes of a cell: figures at the end, the first column pinned.
    pub fn cell_class(&self, index: &usize, column: &ListColumn, cell: &Cell) -> &'static str {
        match (index, column.numeric || cell.is_numeric(), cell) {
            (0, _, _) => "pin",
            (_, true, _) => "num",
            (_, false, Cell::Date { .. }) => "tnum",
            (_, false, Cell::Item { .. }) => "item",
            (_, false, _) => "",
        }
    }

    /// Texts of the footer row: the two sentences take the first free cells.
    pub fn total_cells<'a>(&'a self, totals: &'a ListTotals) -> impl Iterator<Item = (usize, &'a ListColumn, &'a str)> {
        self.columns.iter().enumerate().map(move |(index, column)| {
            let sum = totals.sums.get(index).map_or("", String::as_str);
            let text = match (sum.is_empty(), index) {
                (true, 0) => &totals.rows_text,
                (true, 1) => &totals.all_text,
                (_, _) => sum,
            };
            (index, column, text)
        })
    }

    pub fn active_filters(&self) -> impl Iterator<Item = &FilterField> {
        self.filters.iter().filter(|filter| filter.is_active())
    }

    pub fn idle_filters(&self) -> impl Iterator<Item = &FilterField> {
        self.filters.iter().filter(|filter| !filter.is_active())
    }
}

/// Percent-encoding for a query string.
fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}
