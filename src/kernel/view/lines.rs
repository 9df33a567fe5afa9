//! The lines grid: real inputs in real cells, quick by keyboard and by paste, a table of inputs without scripts.
use crate::kernel::view::action::Action;
use crate::kernel::view::form::SelectOption;
use crate::kernel::view::form::dom_id;
use crate::kernel::view::status::Status;
use crate::kernel::view::table::Total;

#[derive(Debug, Clone, Default)]
pub enum LineKind {
    #[default]
    Text,
    /// A product found by code or name: text in `<name>`, id in `<name>_id` (hidden).
    Combo {
        search_url: String,
    },
    Number,
    Money,
    Percent,
    Date,
    Select(Vec<SelectOption>),
    Check,
    /// Computed: shown only, written by the totals endpoint.
    Output,
    /// A status glyph (stock); shown only.
    Flag,
}

/// A column of the grid. Inputs are named `<grid>.<line>.<column>`.
#[derive(Debug, Clone, Default)]
pub struct LineColumn {
    pub name: String,
    pub label: String,
    pub kind: LineKind,
    /// In rem × 4 (quarter rems), so 36 is 9 rem; 0 takes what is left.
    pub width: u16,
}

impl LineColumn {
    pub fn new(name: impl Into<String>, label: impl Into<String>, kind: LineKind, width: u16) -> LineColumn {
        LineColumn {
            name: name.into(),
            label: label.into(),
            kind,
            width,
        }
    }
    pub fn is_numeric(&self) -> bool {
        matches!(
            self.kind,
            LineKind::Number | LineKind::Money | LineKind::Percent | LineKind::Output
        )
    }
    /// The value of `data-kind`, read by the script.
    pub fn code(&self) -> &'static str {
        match self.kind {
            LineKind::Text => "text",
            LineKind::Combo { .. } => "combo",
            LineKind::Number => "number",
            LineKind::Money => "money",
            LineKind::Percent => "percent",
            LineKind::Date => "date",
            LineKind::Select(_) => "select",
            LineKind::Check => "check",
            LineKind::Output => "output",
            LineKind::Flag => "flag",
        }
    }
    pub fn is_combo(&self) -> bool {
        matches!(self.kind, LineKind::Combo { .. })
    }
}

/// The content of one cell, as typed.
#[derive(Debug, Clone, Default)]
pub struct LineCell {
    pub value: String,
    /// Id of a combo's record.
    pub id: String,
    pub flag: Option<Status>,
    pub error: Option<String>,
    /// What the server takes while nothing is typed, shown in the empty input.
    pub usual: String,
}

impl LineCell {
    pub fn new(value: impl Into<String>) -> LineCell {
        LineCell {
            value: value.into(),
            ..LineCell::default()
        }
    }
    pub fn record(text: impl Into<String>, id: impl Into<String>) -> LineCell {
        LineCell {
            value: text.into(),
            id: id.into(),
            ..LineCell::default()
        }
    }
    pub fn flag(status: Status) -> LineCell {
        LineCell {
            flag: Some(status),
            ..LineCell::default()
        }
    }
    /// What a locked or light cell shows: the label of the chosen option, else the value.
    pub fn shown<'a>(&'a self, column: &'a LineColumn) -> &'a str {
        let LineKind::Select(options) = &column.kind else {
            return &self.value;
        };
        options
            .iter()
            .find(|option| option.value == self.value)
            .map_or("", |option| &option.label)
    }
    pub fn error(mut self, error: Option<String>) -> LineCell {
        self.error = error;
        self
    }
}

#[derive(Debug, Clone, Default)]
pub struct LineRow {
    /// Record id of a saved line (hidden `<grid>.<line>.id`), empty for a new one.
    pub id: String,
    /// "10", "20", …
    pub position: String,
    /// One per column.
    pub cells: Vec<LineCell>,
    /// A problem of the whole line.
    pub error: Option<String>,
    /// Cannot be changed or removed (delivered): shown as text, posted all the same.
    pub locked: bool,
}

impl LineRow {
    pub fn has_error(&self) -> bool {
        self.error.is_some() || self.cells.iter().any(|cell| cell.error.is_some())
    }
}

#[derive(Debug, Clone, Default)]
pub struct LinesGrid {
    /// First part of the input names: "lines".
    pub name: String,
    pub title: String,
    pub columns: Vec<LineColumn>,
    pub rows: Vec<LineRow>,
    pub totals: Vec<Total>,
    /// POST (the whole form) → JSON {rows:[{col:text}], totals:[{label,value,grand}]}; empty: no recalculation.
    pub totals_url: String,
    pub actions: Vec<Action>,
    /// Lines come from another document: no adding, no removing.
    pub fixed: bool,
}

impl LinesGrid {
    pub fn field(&self, line: &usize, column: &LineColumn) -> String {
        format!("{}.{}.{}", self.name, line, column.name)
    }
    pub fn field_id(&self, line: &usize, column: &LineColumn) -> String {
        dom_id(&self.field(line, column))
    }
    pub fn pairs<'a>(&'a self, row: &'a LineRow) -> impl Iterator<Item = (&'a LineColumn, &'a LineCell)> {
        self.columns.iter().zip(row.cells.iter())
    }
    /// Above this many lines only the active row holds inputs.
    const LIGHT_ABOVE: usize = 100;

    pub fn is_light(&self) -> bool {
        self.rows.len() > Self::LIGHT_ABOVE
    }
    /// Whether the path (`lines.3.product`) is that of a cell that names a record.
    pub fn has_record(&self, path: &str) -> bool {
        let is_in_line = |rest: &str, column: &LineColumn| {
            rest.split_once('.')
                .is_some_and(|(line, name)| line.parse::<usize>().is_ok() && name == column.name)
        };
        let rest = path.strip_prefix(&self.name).and_then(|rest| rest.strip_prefix('.'));
        rest.is_some_and(|rest| {
            self.columns
                .iter()
                .any(|column| column.is_combo() && is_in_line(rest, column))
        })
    }
    /// The row that scripts copy.
    pub fn blank_row(&self) -> LineRow {
        LineRow {
            cells: self.columns.iter().map(|_| LineCell::default()).collect(),
            ..LineRow::default()
        }
    }
    /// Quarter rems below which the grid scrolls rather than squeeze its columns: those that take what is left keep
    /// room for a few words.
    pub fn min_width(&self) -> u32 {
        let column = |column: &LineColumn| u32::from(if column.width == 0 { 32 } else { column.width });
        self.columns.iter().map(column).sum::<u32>() + 24
    }
    /// Columns of the whole table, with handle and delete.
    pub fn span(&self) -> usize {
        self.columns.len() + 2
    }
}
