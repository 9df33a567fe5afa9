//! A sheet of an XLSX workbook as a table. Its cells are read one by one: what a sheet says of its size is not believed.
use crate::kernel::error::Message;
use crate::setup::import::table::Table;
use calamine::Data;
use calamine::Reader;
use calamine::Xlsx;
use std::io::Cursor;
use std::io::Read;
use zip::ZipArchive;

/// Most columns of a sheet, as the file format has it.
const COLUMNS_MAX: usize = 16_384;
/// Most bytes of a workbook once it is unpacked.
const UNPACKED_MAX: u64 = 256 * 1024 * 1024;

fn broken(name: &str, reason: &dyn std::fmt::Display) -> Message {
    Message::new("import-xlsx-broken")
        .with("file", name)
        .with("reason", reason.to_string())
}

/// Refuses a small file that unpacks to a huge one. Counted by unpacking: a file can lie about its sizes.
fn refuse_bomb(name: &str, bytes: &[u8]) -> Result<(), Message> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(name, &error))?;
    let mut left = UNPACKED_MAX;
    for place in 0..archive.len() {
        let member = archive.by_index(place).map_err(|error| broken(name, &error))?;
        let read = std::io::copy(&mut member.take(left + 1), &mut std::io::sink());
        let size = read.map_err(|error| broken(name, &error))?;
        left = left
            .checked_sub(size)
            .ok_or_else(|| Message::new("import-too-large").with("file", name))?;
    }
    Ok(())
}

/// Reads the sheet of this name, the first where none is named.
pub fn read(name: &str, sheet: &str, bytes: &[u8]) -> Result<Table, Message> {
    refuse_bomb(name, bytes)?;
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes))
        .map_err(|error: calamine::XlsxError| broken(name, &error))?;
    let sheet = if sheet.is_empty() {
        book.sheet_names().first().cloned().unwrap_or_default()
    } else {
        sheet.to_owned()
    };
    let mut cells = book
        .worksheet_cells_reader(&sheet)
        .map_err(|error| broken(name, &error))?;
    let mut rows = Rows {
        name,
        line: 0,
        row: Vec::new(),
        first: 0,
        table: None,
    };
    while let Some(cell) = cells.next_cell().map_err(|error| broken(name, &error))? {
        let (row, column) = cell.get_position();
        let line = row.saturating_add(1);
        let text = text_of(&cell.get_value().clone().into(), name, line)?;
        rows.put(line, usize::try_from(column).unwrap_or(usize::MAX), text)?;
    }
    rows.end()
}

/// Gathers cells to rows, and the first filled row to heads.
struct Rows<'a> {
    name: &'a str,
    /// The row that is gathered.
    line: u32,
    row: Vec<String>,
    /// The column of the first head; what stands before it or behind the last is a note beside the table.
    first: usize,
    table: Option<Table>,
}

impl Rows<'_> {
    fn put(&mut self, line: u32, column: usize, text: String) -> Result<(), Message> {
        if line != self.line {
            self.end_row()?;
            self.line = line;
        }
        let wide = self.table.as_ref().map_or(COLUMNS_MAX, |table| table.heads.len());
        let place = column.checked_sub(self.first).filter(|place| *place < wide);
        let Some(place) = place.filter(|_| !text.is_empty()) else {
            return Ok(());
        };
        if self.row.len() <= place {
            self.row.resize(place + 1, String::new());
        }
        if let Some(cell) = self.row.get_mut(place) {
            *cell = text;
        }
        Ok(())
    }

    fn end_row(&mut self) -> Result<(), Message> {
        let row = std::mem::take(&mut self.row);
        if let Some(table) = &mut self.table {
            return table.push(self.line, row);
        }
        let is_empty = |head: &String| head.trim().is_empty();
        if row.iter().all(is_empty) {
            return Ok(());
        }
        self.first = row.iter().take_while(|head| is_empty(head)).count();
        let heads = row.iter().skip(self.first).map(|head| head.trim().to_owned());
        self.table = Some(Table::new(self.name, heads.collect())?);
        Ok(())
    }

    fn end(mut self) -> Result<Table, Message> {
        self.end_row()?;
        match self.table {
            Some(table) => Ok(table),
            None => Table::new(self.name, Vec::new()),
        }
    }
}

/// A cell as text: dates in ISO, figures plain, an error of the sheet refused.
fn text_of(cell: &Data, file: &str, line: u32) -> Result<String, Message> {
    Ok(match cell {
        Data::Empty => String::new(),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Int(number) => number.to_string(),
        Data::Float(number) => number.to_string(),
        Data::Bool(flag) => if *flag { "yes" } else { "no" }.to_owned(),
        Data::DateTime(moment) => match moment.as_datetime() {
            Some(moment) if moment.time() == chrono::NaiveTime::MIN => moment.date().to_string(),
            Some(moment) => moment.to_string(),
            None => String::new(),
        },
        Data::Error(error) => {
            return Err(Message::new("import-cell-error")
                .with("file", file)
                .with("row", i64::from(line))
                .with("error", error.to_string()));
        }
    })
}
