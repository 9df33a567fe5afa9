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
    let shown = list.shown(ctx, query);
    let mut writer = csv::Writer::from_writer(vec![0xEF, 0xBB, 0xBF]);
    let failed = |error: csv::Error| Error::Internal(Box::new(error));
    writer
        .write_record(shown.iter().map(|column| ctx.text(&format!("column-{}", column.key))))
        .map_err(failed)?;
    for row in &rows {
        writer
            .write_record(shown.iter().map(|column| text_for_csv(&(column.value)(row))))
            .map_err(failed)?;
    }
    let bytes = writer
        .into_inner()
        .map_err(|error| Error::internal(error.to_string()))?;
    Ok(Reply::File {
        content_type: "text/csv; charset=utf-8".to_owned(),
        file_name: Some(format!("{}.csv", list.name)),
        bytes,
    })
}

pub fn xlsx<R>(ctx: &Ctx, list: &List<R>, query: &ListQuery) -> Result<Reply> {
    let rows = all_rows(ctx, list, query)?;
    let bytes = workbook(ctx, list, query, &rows).map_err(|error| Error::Internal(Box::new(error)))?;
    let content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet".to_owned();
    Ok(Reply::File {
        content_type,
        file_name: Some(format!("{}.xlsx", list.name)),
        bytes,
    })
}

fn workbook<R>(ctx: &Ctx, list: &List<R>, query: &ListQuery, rows: &[R]) -> std::result::Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let (bold, day) = (Format::new().set_bold(), Format::new().set_num_format("yyyy-mm-dd"));
    let shown = list.shown(ctx, query);
    for (column, place) in shown.iter().zip(0_u16..) {
        sheet.write_string_with_format(0, place, ctx.text(&format!("column-{}", column.key)), &bold)?;
    }
    for (row, line) in rows.iter().zip(1_u32..) {
        for (column, place) in shown.iter().zip(0_u16..) {
            let value = (column.value)(row);
            match &value {
                Value::Date(date) => sheet.write_datetime_with_format(line, place, *date, &day)?,
                Value::Number(_)
                | Value::Money(_, _)
                | Value::Quantity(_)
                | Value::Measure(_, _)
                | Value::Price(_)
                | Value::Percent(_)
                | Value::Meter(_) => {
                    match value
                        .machine()
                        .parse::<rust_decimal::Decimal>()
                        .ok()
                        .and_then(|number| number.to_f64())
                    {
                        Some(number) => sheet.write_number(line, place, number)?,
                        None => sheet.write_string(line, place, value.machine())?,
                    }
                }
                _ => sheet.write_string(line, place, value.machine())?,
            };
        }
    }
    workbook.save_to_buffer()
}
