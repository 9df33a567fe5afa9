//! Both sides of a lines grid: the lines that differ, and theirs as the form would post them.
use crate::ids::Subject;
use crate::kernel::error::Result;
use crate::kernel::view::ConflictField;
use crate::kernel::view::LineCell;
use crate::kernel::view::LineColumn;
use crate::kernel::view::LineKind;
use crate::kernel::view::LinesGrid;
use crate::kernel::web::Ctx;
use crate::kernel::web::req::leaf;
use chrono::NaiveDate;
use diesel::prelude::*;
use rust_decimal::Decimal;
use serde_json::Value;
use std::collections::BTreeMap;
use std::str::FromStr;
use tenon_schema::search_document;

/// Most records named.
const NAMES_MAX: i64 = 500;

/// A cell: what is compared, what is shown, the inputs' names and values.
struct Side {
    plain: String,
    shown: String,
    inputs: Vec<(String, String)>,
}

/// The grid when its lines as typed are not the record's; its lines are taken from the one side or the other.
pub(super) fn both_sides(ctx: &Ctx, grid: &LinesGrid, record: &Value) -> Result<Option<ConflictField>> {
    let columns: Vec<&LineColumn> = grid.columns.iter().filter(|column| is_typed(column)).collect();
    let rows = record
        .get(&grid.name)
        .and_then(Value::as_array)
        .cloned()
        .unwrap_or_default();
    let names = names(ctx, grid, &columns, &rows)?;
    let mine: Vec<Vec<Side>> = grid
        .rows
        .iter()
        .map(|row| {
            let typed = grid.pairs(row).filter(|(column, _)| is_typed(column));
            typed.map(|(column, cell)| of_cell(ctx, column, cell)).collect()
        })
        .filter(|row: &Vec<Side>| row.iter().any(|side| !matches!(side.plain.as_str(), "" | "no")))
        .collect();
    let theirs: Vec<Vec<Side>> = rows
        .iter()
        .map(|row| {
            columns
                .iter()
                .map(|column| of_record(ctx, column, row, &names))
                .collect()
        })
        .collect();
    let plain = |row: Option<&Vec<Side>>| -> Option<Vec<String>> {
        row.map(|row| row.iter().map(|side| side.plain.clone()).collect())
    };
    let differing: Vec<usize> = (0..mine.len().max(theirs.len()))
        .filter(|place| plain(mine.get(*place)) != plain(theirs.get(*place)))
        .collect();
    if differing.is_empty() {
        return Ok(None);
    }
    Ok(Some(ConflictField {
        name: grid.name.clone(),
        label: grid.title.clone(),
        mine: said(&mine, &differing),
        theirs: said(&theirs, &differing),
        theirs_values: posted(&grid.name, &rows, &theirs),
    }))
}

fn is_typed(column: &LineColumn) -> bool {
    !matches!(column.kind, LineKind::Output | LineKind::Flag)
}

/// "10: Pump · 2 · 399; 20: Hose · 1 · 25"
fn said(rows: &[Vec<Side>], places: &[usize]) -> String {
    let texts: Vec<String> = places
        .iter()
        .filter_map(|place| Some((place, rows.get(*place)?)))
        .map(|(place, row)| {
            let cells = row
                .iter()
                .map(|side| side.shown.as_str())
                .filter(|text| !text.is_empty());
            format!("{}: {}", (place + 1) * 10, cells.collect::<Vec<&str>>().join(" · "))
        })
        .collect();
    if texts.is_empty() {
        "–".to_owned()
    } else {
        texts.join("; ")
    }
}

/// The inputs of their lines, with the id of each line that has one.
fn posted(grid: &str, rows: &[Value], sides: &[Vec<Side>]) -> Vec<(String, String)> {
    let mut inputs = Vec::new();
    for (place, (row, sides)) in rows.iter().zip(sides).enumerate() {
        let own = leaf(row, "id").map(|id| ("id".to_owned(), id));
        let cells = sides.iter().flat_map(|side| side.inputs.iter().cloned());
        inputs.extend(
            own.into_iter()
                .chain(cells)
                .map(|(name, value)| (format!("{grid}.{place}.{name}"), value)),
        );
    }
    inputs
}

fn plain_number(number: Option<Decimal>, text: &str) -> String {
    number.map_or_else(|| text.to_owned(), |number| number.normalize().to_string())
}

fn of_cell(ctx: &Ctx, column: &LineColumn, cell: &LineCell) -> Side {
    let text = cell.value.trim();
    let plain = match column.kind {
        LineKind::Combo { .. } if !cell.id.is_empty() => cell.id.clone(),
        LineKind::Number | LineKind::Money | LineKind::Percent => plain_number(ctx.formats.parse_decimal(text), text),
        LineKind::Date => ctx
            .formats
            .parse_date(text)
            .map_or_else(|| text.to_owned(), |day| day.to_string()),
        LineKind::Check => if text == "yes" { "yes" } else { "no" }.to_owned(),
        LineKind::Text | LineKind::Combo { .. } | LineKind::Select(_) | LineKind::Output | LineKind::Flag => {
            text.to_owned()
        }
    };
    Side {
        plain,
        shown: shown(ctx, column, cell),
        inputs: Vec::new(),
    }
}

fn shown(ctx: &Ctx, column: &LineColumn, cell: &LineCell) -> String {
    match column.kind {
        LineKind::Check => ctx.text(if cell.value == "yes" { "yes" } else { "no" }),
        LineKind::Text
        | LineKind::Combo { .. }
        | LineKind::Number
        | LineKind::Money
        | LineKind::Percent
        | LineKind::Date
        | LineKind::Select(_)
        | LineKind::Output
        | LineKind::Flag => cell.shown(column).to_owned(),
    }
}

fn of_record(ctx: &Ctx, column: &LineColumn, row: &Value, names: &BTreeMap<i64, String>) -> Side {
    let name = column.name.as_str();
    let raw = leaf(row, name).unwrap_or_default();
    let number = || Decimal::from_str(&raw).ok();
    let (plain, name, value) = match column.kind {
        LineKind::Combo { .. } => {
            let id = id_of(row, name).map(|id| id.to_string()).unwrap_or_default();
            (id.clone(), format!("{name}_id"), id)
        }
        LineKind::Number | LineKind::Money | LineKind::Percent => {
            let typed = number().map_or_else(|| raw.clone(), |number| ctx.formats.quantity(number, 6));
            (plain_number(number(), &raw), name.to_owned(), typed)
        }
        LineKind::Date => {
            let day = NaiveDate::from_str(&raw).ok();
            let typed = day.map_or_else(|| raw.clone(), |day| ctx.formats.date(day));
            (raw.clone(), name.to_owned(), typed)
        }
        LineKind::Check => {
            let flag = if raw == "yes" { "yes" } else { "no" }.to_owned();
            (flag.clone(), name.to_owned(), flag)
        }
        LineKind::Text | LineKind::Select(_) | LineKind::Output | LineKind::Flag => {
            (raw.trim().to_owned(), name.to_owned(), raw.clone())
        }
    };
    let text = match id_of(row, column.name.as_str()) {
        Some(id) if column.is_combo() => names.get(&id).cloned().unwrap_or_default(),
        _ => value.clone(),
    };
    Side {
        plain,
        shown: shown(ctx, column, &LineCell::new(text)),
        inputs: vec![(name, value)],
    }
}

fn id_of(row: &Value, column: &str) -> Option<i64> {
    leaf(row, &format!("{column}_id"))?.parse().ok()
}

/// What the records of combos are called: as the form says, else as search knows them.
fn names(ctx: &Ctx, grid: &LinesGrid, columns: &[&LineColumn], rows: &[Value]) -> Result<BTreeMap<i64, String>> {
    let mut names: BTreeMap<i64, String> = BTreeMap::new();
    for row in &grid.rows {
        let combos = grid.pairs(row).filter(|(column, _)| column.is_combo());
        names.extend(combos.filter_map(|(_, cell)| Some((cell.id.parse().ok()?, cell.value.clone()))));
    }
    let combos = columns.iter().filter(|column| column.is_combo());
    let ids = combos.flat_map(|column| rows.iter().filter_map(|row| id_of(row, &column.name)));
    let unknown: Vec<i64> = ids.filter(|id| !names.contains_key(id)).collect();
    if unknown.is_empty() {
        return Ok(names);
    }
    let found: Vec<(i64, String)> = ctx.read(|conn| {
        let rows = search_document::table
            .filter(search_document::subject_kind.eq_any(Subject::CODES))
            .filter(search_document::subject_id.eq_any(unknown))
            .select((search_document::subject_id, search_document::title))
            .limit(NAMES_MAX);
        Ok(rows.load(conn)?)
    })?;
    names.extend(found);
    Ok(names)
}
