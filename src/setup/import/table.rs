//! Tables as they stand in files: CSV in UTF-8, a sheet of an XLSX workbook, rows of the mapping.
use crate::kernel::error::Message;
use crate::setup::import::workbook;
use std::collections::BTreeMap;
use std::collections::HashMap;

/// Most rows of one table.
pub const ROWS_MAX: usize = 1_000_000;
/// Most cells of one table, empty ones before a filled one counted.
pub const CELLS_MAX: usize = 20_000_000;

/// Heads and rows of texts, each row with its place in the file.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// File, for the report.
    pub name: String,
    pub heads: Vec<String>,
    places: HashMap<String, usize>,
    /// Each row to its last filled cell.
    rows: Vec<Vec<String>>,
    lines: Vec<u32>,
    cell_count: usize,
}

impl Table {
    pub(super) fn new(name: &str, heads: Vec<String>) -> Result<Table, Message> {
        let places: HashMap<String, usize> = heads.iter().cloned().zip(0..).collect();
        if places.len() != heads.len() {
            let twice = heads
                .iter()
                .find(|head| heads.iter().filter(|one| one == head).count() > 1);
            let column = twice.cloned().unwrap_or_default();
            return Err(Message::new("import-column-twice")
                .with("file", name)
                .with("column", column));
        }
        Ok(Table {
            name: name.to_owned(),
            heads,
            places,
            ..Table::default()
        })
    }

    pub(super) fn push(&mut self, line: u32, mut cells: Vec<String>) -> Result<(), Message> {
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            return Ok(());
        }
        if cells.len() > self.heads.len() {
            return Err(Message::new("import-too-many-cells")
                .with("file", &self.name)
                .with("row", i64::from(line)));
        }
        if self.rows.len() >= ROWS_MAX {
            let most = i64::try_from(ROWS_MAX).unwrap_or(i64::MAX);
            return Err(Message::new("import-too-many-rows")
                .with("file", &self.name)
                .with("max", most));
        }
        while cells.last().is_some_and(String::is_empty) {
            cells.pop();
        }
        self.cell_count += cells.len();
        if self.cell_count > CELLS_MAX {
            return Err(Message::new("import-too-large").with("file", &self.name));
        }
        self.rows.push(cells);
        self.lines.push(line);
        Ok(())
    }

    pub fn len(&self) -> usize {
        self.rows.len()
    }

    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    pub fn has(&self, column: &str) -> bool {
        self.places.contains_key(column)
    }

    /// The cell; `None` for a column there is not.
    pub fn cell(&self, row: usize, column: &str) -> Option<&str> {
        let place = self.places.get(column)?;
        Some(self.rows.get(row)?.get(*place).map_or("", String::as_str))
    }

    /// The row as the file's reader counts them.
    pub fn line(&self, row: usize) -> u32 {
        self.lines.get(row).copied().unwrap_or(0)
    }

    /// Rows by the values of some columns.
    pub fn index(&self, columns: &[&str]) -> HashMap<Vec<String>, Vec<usize>> {
        let mut index: HashMap<Vec<String>, Vec<usize>> = HashMap::new();
        for row in 0..self.rows.len() {
            let key = columns
                .iter()
                .map(|column| self.cell(row, column).unwrap_or("").trim().to_owned());
            index.entry(key.collect()).or_default().push(row);
        }
        index
    }

    /// Reads a file by the ending of its name.
    pub fn read(name: &str, sheet: &str, bytes: &[u8]) -> Result<Table, Message> {
        if name.to_lowercase().ends_with(".xlsx") {
            workbook::read(name, sheet, bytes)
        } else {
            csv(name, bytes)
        }
    }

    /// Rows written down in the mapping.
    pub fn inline(rows: &[BTreeMap<String, String>]) -> Result<Table, Message> {
        let mut heads: Vec<String> = rows.iter().flat_map(|row| row.keys().cloned()).collect();
        heads.sort();
        heads.dedup();
        let mut table = Table::new("mapping", heads.clone())?;
        for (row, line) in rows.iter().zip(1..) {
            let cells = heads.iter().map(|head| row.get(head).cloned().unwrap_or_default());
            table.push(line, cells.collect())?;
        }
        Ok(table)
    }
}

/// The separator that stands most often in the first line.
fn separator(text: &str) -> u8 {
    let first = text.lines().next().unwrap_or("");
    let count = |letter: char| first.chars().filter(|one| *one == letter).count();
    let marks = [(',', b','), (';', b';'), ('\t', b'\t')];
    let best = marks.into_iter().rev().max_by_key(|(letter, _)| count(*letter));
    best.map_or(b',', |(_, byte)| byte)
}

fn csv(name: &str, bytes: &[u8]) -> Result<Table, Message> {
    let bytes = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let before = bytes.get(..error.valid_up_to()).unwrap_or(bytes);
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        Message::new("import-not-utf8")
            .with("file", name)
            .with("row", i64::try_from(line).unwrap_or(0))
    })?;
    let broken = |error: ::csv::Error| {
        Message::new("import-csv-broken")
            .with("file", name)
            .with("reason", error.to_string())
    };
    let mut reader = ::csv::ReaderBuilder::new()
        .flexible(true)
        .delimiter(separator(text))
        .from_reader(text.as_bytes());
    let heads = reader.headers().map_err(broken)?;
    let mut table = Table::new(name, heads.iter().map(|head| head.trim().to_owned()).collect())?;
    for record in reader.records() {
        let record = record.map_err(broken)?;
        let line = record.position().map_or(0, ::csv::Position::line);
        let cells = record.iter().map(str::to_owned).collect();
        table.push(u32::try_from(line).unwrap_or(u32::MAX), cells)?;
    }
    Ok(table)
}

#[cfg(test)]
mod tests {
    use super::Table;
    use rust_xlsxwriter::Workbook;

    #[test]
    fn csv_with_quotes_semicolons_and_a_mark_at_the_start() {
        let text = "\u{feff}code;name\nA;\"one; two\"\n;\nB;three\n";
        let table = Table::read("x.csv", "", text.as_bytes()).expect("a table");
        assert_eq!(
            (table.len(), table.cell(0, "name"), table.line(1)),
            (2, Some("one; two"), 4)
        );
        assert_eq!(table.cell(1, "colour"), None);
    }

    #[test]
    fn a_byte_that_is_no_utf8_is_named_with_its_row() {
        let problem = Table::read("x.csv", "", b"name\nM\xfcnster\n").expect_err("not UTF-8");
        assert_eq!(problem.key, "import-not-utf8");
        assert_eq!(problem.arguments.get(1), Some(&("row", 2_i64.into())));
    }

    #[test]
    fn a_workbook_gives_dates_in_iso_and_plain_figures() {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        let day = rust_xlsxwriter::Format::new().set_num_format("yyyy-mm-dd");
        let date = chrono::NaiveDate::from_ymd_opt(1996, 7, 4).expect("a day");
        sheet.write_string(0, 0, "day").expect("written");
        sheet.write_string(0, 1, "price").expect("written");
        sheet.write_datetime_with_format(1, 0, date, &day).expect("written");
        sheet.write_number(1, 1, 0.15).expect("written");
        let bytes = book.save_to_buffer().expect("a file");
        let table = Table::read("x.xlsx", "", &bytes).expect("a table");
        assert_eq!(
            (table.cell(0, "day"), table.cell(0, "price")),
            (Some("1996-07-04"), Some("0.15"))
        );
        assert_eq!(table.line(0), 2);
    }
}
