//! Tables inside pages: lines of a document, reports, small tables on cards.
use crate::kernel::view::parts::Cell;
use askama::Template;

/// Where a cell stands in the card a row becomes on a phone; columns without a place are dropped there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Phone {
    #[default]
    Hidden,
    /// Top start: the number or name.
    Name,
    /// Top end: the amount.
    Amount,
    /// Second line start: the partner.
    Partner,
    /// Second line end: the date, with its column's label.
    Date,
    /// Third line: the status.
    Status,
    /// Third line too: a text too long for the end of a line, with its column's label.
    Text,
}

impl Phone {
    /// The value of `data-m`; empty when the cell is dropped.
    pub fn code(self) -> &'static str {
        match self {
            Phone::Hidden => "",
            Phone::Name => "a",
            Phone::Amount => "b",
            Phone::Partner => "c",
            Phone::Date => "d",
            Phone::Status | Phone::Text => "e",
        }
    }
    /// Whether the label of its column goes along.
    pub fn is_labelled(self) -> bool {
        matches!(self, Phone::Date | Phone::Text)
    }
    pub fn is_shown(self) -> bool {
        self != Phone::Hidden
    }
}

#[derive(Debug, Clone, Default)]
pub struct TableColumn {
    pub label: String,
    /// Figures: aligned at the end.
    pub numeric: bool,
    pub phone: Phone,
}

impl TableColumn {
    pub fn text(label: impl Into<String>) -> TableColumn {
        TableColumn {
            label: label.into(),
            ..TableColumn::default()
        }
    }
    pub fn number(label: impl Into<String>) -> TableColumn {
        TableColumn {
            numeric: true,
            ..TableColumn::text(label)
        }
    }
    pub fn phone(mut self, phone: Phone) -> TableColumn {
        self.phone = phone;
        self
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RowKind {
    #[default]
    Normal,
    /// Heads a group of rows; usually only its first cell is filled.
    Group,
    /// Sum of a group.
    Subtotal,
    /// Grand total.
    Total,
}

impl RowKind {
    /// The value of `data-kind`; empty for normal rows.
    pub fn code(self) -> &'static str {
        match self {
            RowKind::Normal => "",
            RowKind::Group => "group",
            RowKind::Subtotal => "subtotal",
            RowKind::Total => "total",
        }
    }
}

#[derive(Debug, Clone, Default)]
pub struct TableRow {
    pub cells: Vec<Cell>,
    pub kind: RowKind,
    /// 0 for the top, 1 and more indent the first cell (charts of accounts).
    pub level: u8,
}

impl TableRow {
    pub fn new(cells: Vec<Cell>) -> TableRow {
        TableRow {
            cells,
            ..TableRow::default()
        }
    }
    pub fn kind(mut self, kind: RowKind) -> TableRow {
        self.kind = kind;
        self
    }
}

/// Columns and rows; the template makes the `<table>`, its scroller stands around it.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "kernel/parts/table.html")]
pub struct DataTable {
    pub columns: Vec<TableColumn>,
    pub rows: Vec<TableRow>,
    /// Said instead of the rows when there are none.
    pub empty: String,
    /// Two-line rows (item over description).
    pub tall: bool,
}

impl DataTable {
    /// Which columns are worth their place: the first, and those in which some row says something.
    pub fn worth(&self) -> Vec<bool> {
        let says = |place: usize| {
            let mut cells = self.rows.iter().filter_map(|row| row.cells.get(place));
            cells.any(|cell| !cell.is_empty())
        };
        (0..self.columns.len())
            .map(|place| place == 0 || self.rows.is_empty() || says(place))
            .collect()
    }

    /// The columns worth their place.
    pub fn heads<'a>(&'a self, worth: &'a [bool]) -> impl Iterator<Item = &'a TableColumn> {
        let heads = self.columns.iter().zip(worth);
        heads.filter(|(_, worth)| **worth).map(|(column, _)| column)
    }

    /// Cells with their column, so that a template never indexes.
    pub fn pairs<'a>(
        &'a self,
        row: &'a TableRow,
        worth: &'a [bool],
    ) -> impl Iterator<Item = (&'a TableColumn, &'a Cell)> {
        let pairs = self.columns.iter().zip(row.cells.iter()).zip(worth);
        pairs.filter(|(_, worth)| **worth).map(|(pair, _)| pair)
    }

    /// Rows become cards on a phone when their columns say where each cell goes.
    pub fn is_stacked(&self) -> bool {
        self.columns.iter().any(|column| column.phone.is_shown())
    }

    /// Left out where there is room for the essential only: on the phone and in a peek.
    pub fn is_extra(&self, column: &TableColumn) -> bool {
        self.is_stacked() && !column.phone.is_shown()
    }

    pub fn cell_class(&self, column: &TableColumn, cell: &Cell) -> &'static str {
        match (column.numeric || cell.is_numeric(), cell) {
            (true, _) => "num",
            (false, Cell::Date { .. }) => "tnum",
            (false, Cell::Item { .. }) => "item",
            (false, Cell::Lines(_) | Cell::Links(_)) => "wrap",
            (false, Cell::Text(text)) if text.chars().count() > 60 => "wrap",
            (false, _) => "",
        }
    }
}

/// A row of the totals box under lines.
#[derive(Debug, Clone, Default)]
pub struct Total {
    pub label: String,
    pub value: String,
    pub grand: bool,
}

impl Total {
    pub fn new(label: impl Into<String>, value: impl Into<String>) -> Total {
        Total {
            label: label.into(),
            value: value.into(),
            grand: false,
        }
    }
    pub fn grand(label: impl Into<String>, value: impl Into<String>) -> Total {
        Total {
            grand: true,
            ..Total::new(label, value)
        }
    }
}
