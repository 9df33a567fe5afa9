//! What the scripts get as JSON: palette groups, combobox options, recalculated lines. Texts as everywhere:
//! translated, formatted, filtered by permission on the server.
use crate::kernel::view::status::Status;
use crate::kernel::view::table::Total;
use serde::Serialize;

#[derive(Debug, Clone, Default, Serialize)]
pub struct PaletteItem {
    pub icon: &'static str,
    pub text: String,
    pub meta: String,
    pub url: String,
}

#[derive(Debug, Clone, Default, Serialize)]
pub struct PaletteGroup {
    pub label: String,
    pub items: Vec<PaletteItem>,
}

/// GET `Shell::palette_url`?q=
#[derive(Debug, Clone, Default, Serialize)]
pub struct PaletteAnswer {
    pub groups: Vec<PaletteGroup>,
}

/// One of the array a combobox gets: two lines, two columns.
#[derive(Debug, Clone, Default, Serialize)]
pub struct ComboOption {
    pub id: String,
    /// Name; becomes the field's text.
    pub text: String,
    /// The figure that decides (credit left, stock).
    pub right: String,
    /// Code and place.
    pub sub: String,
    pub flag: String,
    /// Lines grid: what choosing this fills in, as (column, text).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fill: Vec<(String, String)>,
}

/// The outputs of a line, by column name; a text for an input is what the server takes while it is empty.
#[derive(Debug, Clone, Default, Serialize)]
pub struct GridRowAnswer {
    pub cells: Vec<(String, String)>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub flags: Vec<GridFlag>,
}

/// The glyph of a flag column; without a text there is none.
#[derive(Debug, Clone, Default, Serialize)]
pub struct GridFlag {
    pub column: &'static str,
    pub tone: &'static str,
    pub icon: &'static str,
    pub text: String,
}

impl GridFlag {
    pub fn new(column: &'static str, status: Option<Status>) -> GridFlag {
        match status {
            None => GridFlag {
                column,
                ..GridFlag::default()
            },
            Some(status) => GridFlag {
                column,
                tone: status.tone.code(),
                icon: status.shape.icon(),
                text: status.text,
            },
        }
    }
}

#[derive(Debug, Clone, Default, Serialize)]
pub struct GridTotal {
    pub label: String,
    pub value: String,
    pub grand: bool,
}

impl From<Total> for GridTotal {
    fn from(total: Total) -> GridTotal {
        GridTotal {
            label: total.label,
            value: total.value,
            grand: total.grand,
        }
    }
}

/// POST `LinesGrid::totals_url`: the outputs of every posted line, in order, and the totals box.
#[derive(Debug, Clone, Default, Serialize)]
pub struct GridAnswer {
    pub rows: Vec<GridRowAnswer>,
    pub totals: Vec<GridTotal>,
}

/// Plain values serialise always; the empty object stands for the impossible.
pub fn to_json<T: Serialize>(answer: &T) -> String {
    serde_json::to_string(answer).unwrap_or_else(|_| "{}".to_string())
}
