//! Reports as values: parameters, columns and lines give the page, CSV, XLSX and the API's rows. What is asked stands in
//! the URL, and figures lead to what is behind them.
use crate::kernel::error::Error;
use crate::kernel::error::Result;
use crate::kernel::list::cells_csv;
use crate::kernel::list::cells_xlsx;
use crate::kernel::list::query_string;
use crate::kernel::value::Kind;
use crate::kernel::value::Value;
use crate::kernel::view::Banner;
use crate::kernel::view::Crumb;
use crate::kernel::view::DataTable;
use crate::kernel::view::Empty;
use crate::kernel::view::Fact;
use crate::kernel::view::FilterField;
use crate::kernel::view::FilterKind;
use crate::kernel::view::FilterOption;
use crate::kernel::view::Link;
use crate::kernel::view::Phone;
use crate::kernel::view::ReportPage;
use crate::kernel::view::RowKind;
use crate::kernel::view::TableColumn;
use crate::kernel::view::TableRow;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::answer;
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Map;
use serde_json::json;
use std::collections::BTreeSet;

/// A column; its label is the message `column-<key>`.
#[derive(Debug, Clone, Copy)]
pub struct ReportColumn {
    pub key: &'static str,
    pub kind: Kind,
    pub phone: Phone,
}

/// A column of a report.
pub fn column(key: &'static str, kind: Kind) -> ReportColumn {
    ReportColumn {
        key,
        kind,
        phone: Phone::Hidden,
    }
}

impl ReportColumn {
    pub fn phone(mut self, place: Phone) -> ReportColumn {
        self.phone = place;
        self
    }
}

/// A line: one value for each column. Group heads and sums are for people; files and the API have normal lines only.
#[derive(Debug, Clone)]
pub struct Line {
    pub values: Vec<Value>,
    pub kind: RowKind,
    pub level: u8,
}

impl Line {
    pub fn new(values: Vec<Value>) -> Line {
        Line {
            values,
            kind: RowKind::Normal,
            level: 0,
        }
    }
    pub fn kind(mut self, kind: RowKind) -> Line {
        self.kind = kind;
        self
    }
    pub fn level(mut self, level: u8) -> Line {
        self.level = level;
        self
    }
}

/// A report. Its title is `report-<name>`.
#[derive(Debug, Clone, Default)]
pub struct Report {
    pub name: &'static str,
    pub url: &'static str,
    pub subtitle: String,
    pub parameters: Vec<FilterField>,
    pub columns: Vec<ReportColumn>,
    pub lines: Vec<Line>,
    pub facts: Vec<Fact>,
    pub banners: Vec<Banner>,
    pub notes: Vec<String>,
    pub related: Vec<Link>,
    /// Said when there are no lines.
    pub empty: Option<Empty>,
    /// Query parameters of the next part of a long report.
    pub next: Vec<(String, String)>,
}

/// The lines of a report in the API: one member for each column.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ReportRows {
    pub rows: Vec<Map<String, serde_json::Value>>,
    /// Query string of the next part; empty at the end.
    pub next: String,
}

/// A further part is asked for in a file: files are whole.
pub fn is_file(req: &Req) -> bool {
    matches!(req.query("format"), "csv" | "xlsx")
}

/// Answers a report's route.
pub fn show(ctx: &Ctx, req: &Req, report: Report) -> Result<Reply> {
    let labels: Vec<String> = report
        .columns
        .iter()
        .map(|column| ctx.text(&format!("column-{}", column.key)))
        .collect();
    if req.is_api() {
        return rows(req, &report);
    }
    if is_file(req) {
        let lines = report.lines.iter().filter(|line| line.kind == RowKind::Normal);
        let cells: Vec<&[Value]> = lines.map(|line| line.values.as_slice()).collect();
        return match req.query("format") {
            "csv" => cells_csv(report.name, &labels, &cells),
            _ => cells_xlsx(report.name, &labels, &cells),
        };
    }
    let page = page(ctx, req, report, &labels);
    let crumb = Crumb::new(page.title.clone(), "");
    answer::report(ctx, req, &page, vec![crumb])
}

fn rows(req: &Req, report: &Report) -> Result<Reply> {
    let lines = report.lines.iter().filter(|line| line.kind == RowKind::Normal);
    let row = |line: &Line| {
        let members = report.columns.iter().zip(&line.values);
        members
            .map(|(column, value)| (column.key.to_owned(), value.json()))
            .collect()
    };
    let next = if report.next.is_empty() {
        String::new()
    } else {
        address(req, &report.next)
    };
    let body = ReportRows {
        rows: lines.map(row).collect(),
        next,
    };
    Reply::json(&json!(body))
}

/// The query of this report with some parameters set.
fn address(req: &Req, changes: &[(String, String)]) -> String {
    let kept = req
        .query
        .iter()
        .filter(|(name, value)| !value.is_empty() && changes.iter().all(|(changed, _)| changed != name))
        .cloned();
    format!(
        "?{}",
        query_string(&kept.chain(changes.iter().cloned()).collect::<Vec<_>>())
    )
}

fn page(ctx: &Ctx, req: &Req, report: Report, labels: &[String]) -> ReportPage {
    let table = table(ctx, &report, labels);
    let file = |format: &str| address(req, &[("format".to_owned(), format.to_owned())]);
    let names: Vec<String> = report.parameters.iter().flat_map(FilterField::own_names).collect();
    let carried = req
        .query
        .iter()
        .filter(|(name, _)| name == "company" && !names.contains(name));
    ReportPage {
        title: ctx.text(&format!("report-{}", report.name)),
        subtitle: report.subtitle,
        url: report.url.to_owned(),
        carried: carried.cloned().collect(),
        parameters: report.parameters,
        csv_url: file("csv"),
        xlsx_url: file("xlsx"),
        banners: report.banners,
        facts: report.facts,
        chart: None,
        empty: report.empty.filter(|_| report.lines.is_empty()),
        table,
        previous_url: String::new(),
        next_url: if report.next.is_empty() {
            String::new()
        } else {
            address(req, &report.next)
        },
        notes: report.notes,
        related: report.related,
    }
}

/// Columns and lines as people read them: where all amounts are in one currency, the heads name it and it has no column
/// of its own.
fn table(ctx: &Ctx, report: &Report, labels: &[String]) -> DataTable {
    let values = || report.lines.iter().flat_map(|line| line.values.iter());
    let currencies: BTreeSet<&str> = values().filter_map(Value::currency).collect();
    let single = currencies.first().filter(|_| currencies.len() == 1);
    let has_amounts = |place: usize| {
        let mut values = report.lines.iter().filter_map(|line| line.values.get(place));
        values.any(|value| value.currency().is_some())
    };
    let is_shown = |column: &ReportColumn| single.is_none() || column.key != "currency";
    let head = |(place, (column, label)): (usize, (&ReportColumn, &String))| TableColumn {
        label: match single.filter(|_| has_amounts(place)) {
            Some(currency) => ctx.say_with("head-in", &[("label", label.into()), ("unit", (*currency).into())]),
            None => label.clone(),
        },
        numeric: column.kind.is_numeric(),
        phone: column.phone,
    };
    let columns = report.columns.iter().zip(labels).enumerate();
    let row = |line: &Line| TableRow {
        cells: (report.columns.iter().zip(&line.values))
            .filter(|(column, _)| is_shown(column))
            .map(|(_, value)| value.cell(ctx.messages, &ctx.formats))
            .collect(),
        kind: line.kind,
        level: line.level,
    };
    DataTable {
        columns: columns.filter(|(_, (column, _))| is_shown(column)).map(head).collect(),
        rows: report.lines.iter().map(row).collect(),
        ..DataTable::default()
    }
}

/// A day asked for, as typed or as ISO; the usual one when nothing was typed.
pub fn day(ctx: &Ctx, req: &Req, name: &str, usual: NaiveDate) -> Result<NaiveDate> {
    let typed = req.query(name).trim();
    if typed.is_empty() {
        return Ok(usual);
    }
    let day = ctx.formats.parse_date(typed);
    day.ok_or_else(|| {
        let message = crate::kernel::error::Message::new("problem-not-a-date");
        Error::invalid(name, message.with("value", typed))
    })
}

/// The field of a day; its label is `column-<name>`.
pub fn day_field(ctx: &Ctx, name: &str, day: NaiveDate) -> FilterField {
    field(ctx, name, FilterKind::Date(ctx.formats.date(day)))
}

/// The field of the last day of a span, beside that of its first.
pub fn last_day_field(ctx: &Ctx, name: &str, day: NaiveDate) -> FilterField {
    FilterField {
        label: ctx.text("column-to"),
        ..day_field(ctx, name, day)
    }
}

/// The field of a choice; an optional one begins with "all".
pub fn choice_field(
    ctx: &Ctx,
    name: &str,
    chosen: &str,
    options: &[(String, String)],
    is_optional: bool,
) -> FilterField {
    let all = is_optional.then(|| FilterOption::new("", ctx.text("view-all"), chosen.is_empty()));
    let options = options
        .iter()
        .map(|(value, label)| FilterOption::new(value, label, value == chosen));
    field(ctx, name, FilterKind::One(all.into_iter().chain(options).collect()))
}

/// The field of a record found by typing.
pub fn record_field(ctx: &Ctx, name: &str, search_url: &str, id: Option<i64>, text: String) -> FilterField {
    let kind = FilterKind::Lookup {
        search_url: search_url.to_owned(),
        id: id.map(|id| id.to_string()).unwrap_or_default(),
        text,
    };
    field(ctx, name, kind)
}

fn field(ctx: &Ctx, name: &str, kind: FilterKind) -> FilterField {
    FilterField {
        name: name.to_owned(),
        label: ctx.text(&format!("column-{name}")),
        kind,
        ..FilterField::default()
    }
}
