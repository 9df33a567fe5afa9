//! Exports: all matches with the visible columns, CSV in UTF-8 or XLSX.
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Result;
use crate::kernel::list::List;
use crate::kernel::list::ListQuery;
use crate::kernel::value::Value;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::Format;
use rust_xlsxwriter::Workbook;
use rust_xlsxwriter::XlsxError;

/// Most rows of one file.
pub const ROWS_MAX: usize = 100_000;

fn all_rows<R>(ctx: &Ctx, list: &List<R>, query: &ListQuery) -> Result<Vec<R>> {
    let reach = ctx.reach(list.permission);
    let mut query = ListQuery {
        limit: 200,
        before: None,
        after: None,
        ..query.clone()
    };
    ctx.read(|conn| {
        let mut all: Vec<R> = Vec::new();
        loop {
            let mut rows = (list.fetch)(conn, &reach, &query)?;
            let more = rows.len() > 200;
            rows.truncate(200);
            all.extend(rows);
            if all.len() > ROWS_MAX {
                return Err(Error::Refused(
                    Message::new("export-too-long").with("max", i64::try_from(ROWS_MAX).unwrap_or(0)),
                ));
            }
            let Some(last) = all.last().filter(|_| more) else {
                return Ok(all);
            };
            query.after = Some(list.cursor(&query, last));
        }
    })
}

fn text_for_csv(value: &Value) -> String {
    let text = value.machine();
    // A cell that begins like a formula would be run by a spreadsheet.
    let is_text = matches!(
        value,
        Value::Text(_) | Value::Link(_, _) | Value::Item(_, _, _) | Value::Person(_) | Value::Tags(_)
    );
    if is_text && text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{text}")
    } else {
        text
    }
}

pub fn csv<R>(ctx: &Ctx, list: &List<R>, query: &ListQuery) -> Result<Reply> {
    let rows = all_rows(ctx, list, query)?;
    let cells = cells(ctx, list, query, &rows);
    cells_csv(list.name, &labels(ctx, list, query), &cells)
}

pub fn xlsx<R>(ctx: &Ctx, list: &List<R>, query: &ListQuery) -> Result<Reply> {
    let rows = all_rows(ctx, list, query)?;
    let cells = cells(ctx, list, query, &rows);
    cells_xlsx(list.name, &labels(ctx, list, query), &cells)
}

fn labels<R>(ctx: &Ctx, list: &List<R>, query: &ListQuery) -> Vec<String> {
    let shown = list.shown(ctx, query);
    let label = |column: &&super::Column<R>| ctx.text(&format!("column-{}", column.key));
    shown.iter().map(label).collect()
}

fn cells<R>(ctx: &Ctx, list: &List<R>, query: &ListQuery, rows: &[R]) -> Vec<Vec<Value>> {
    let shown = list.shown(ctx, query);
    let row = |row: &R| shown.iter().map(|column| column.seen(ctx, row)).collect();
    rows.iter().map(row).collect()
}

/// A table as CSV in UTF-8, with a mark so that spreadsheets see it.
pub fn cells_csv(name: &str, labels: &[String], rows: &[impl AsRef<[Value]>]) -> Result<Reply> {
    let mut writer = csv::Writer::from_writer(vec![0xEF, 0xBB, 0xBF]);
    let failed = |error: csv::Error| Error::Internal(Box::new(error));
    writer.write_record(labels).map_err(failed)?;
    for row in rows {
        writer
            .write_record(row.as_ref().iter().map(text_for_csv))
            .map_err(failed)?;
    }
    let bytes = writer
        .into_inner()
        .map_err(|error| Error::internal(error.to_string()))?;
    Ok(Reply::File {
        content_type: "text/csv; charset=utf-8".to_owned(),
        file_name: Some(format!("{name}.csv")),
        bytes,
    })
}

/// A table as a workbook; figures and days are such.
pub fn cells_xlsx(name: &str, labels: &[String], rows: &[impl AsRef<[Value]>]) -> Result<Reply> {
    let bytes = workbook(labels, rows).map_err(|error| Error::Internal(Box::new(error)))?;
    let content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet".to_owned();
    Ok(Reply::File {
        content_type,
        file_name: Some(format!("{name}.xlsx")),
        bytes,
    })
}

fn workbook(labels: &[String], rows: &[impl AsRef<[Value]>]) -> std::result::Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let (bold, day) = (Format::new().set_bold(), Format::new().set_num_format("yyyy-mm-dd"));
    for (label, place) in labels.iter().zip(0_u16..) {
        sheet.write_string_with_format(0, place, label, &bold)?;
    }
    for (row, line) in rows.iter().zip(1_u32..) {
        for (value, place) in row.as_ref().iter().zip(0_u16..) {
            match (value, figure(value)) {
                (Value::Date(date), _) => sheet.write_datetime_with_format(line, place, *date, &day)?,
                (_, Some(number)) => sheet.write_number(line, place, number)?,
                (_, None) => sheet.write_string(line, place, value.machine())?,
            };
        }
    }
    workbook.save_to_buffer()
}

fn figure(value: &Value) -> Option<f64> {
    let is_figure = matches!(
        value,
        Value::Number(_)
            | Value::Money(_, _)
            | Value::MoneyLink(_, _, _)
            | Value::Quantity(_)
            | Value::Measure(_, _)
            | Value::Price(_, _)
            | Value::Cost(_, _)
            | Value::Percent(_)
            | Value::Meter(_)
    );
    let text = is_figure.then(|| value.machine())?;
    text.parse::<rust_decimal::Decimal>().ok()?.to_f64()
}
