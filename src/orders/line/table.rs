//! The lines of a saved document: as a table on its page, and on paper in the language of who receives it.
use crate::catalog::price;
use crate::company::letterhead::Letterhead;
use crate::ids::ProductId;
use crate::ids::Subject;
use crate::kernel::value::Value;
use crate::kernel::view::Cell;
use crate::kernel::view::DataTable;
use crate::kernel::view::Phone;
use crate::kernel::view::TableColumn;
use crate::kernel::view::TableRow;
use crate::kernel::view::Total;
use crate::kernel::web::Ctx;
use chrono::NaiveDate;
use tenon_db::Money;
use tenon_db::Percent;
use tenon_db::Quantity;
use tenon_db::UnitPrice;

/// A line as it is shown, in the unit it is sold in.
#[derive(Debug, Clone)]
pub struct ShownLine {
    pub position: i32,
    pub product: ProductId,
    pub product_code: String,
    pub description: String,
    pub quantity: Quantity,
    pub unit_code: String,
    pub unit_price: UnitPrice,
    pub price_source: String,
    pub discount_percent: Percent,
    pub net: Money,
    pub tax: Money,
    pub requested_date: Option<NaiveDate>,
    /// How far it has come, on an order.
    pub progress: Option<ShownProgress>,
}

/// How far an order line has come, in its own unit.
#[derive(Debug, Clone, Copy)]
pub struct ShownProgress {
    pub is_stocked: bool,
    pub is_late: bool,
    pub reserved: Quantity,
    pub delivered: Quantity,
    pub returned: Quantity,
    pub invoiced: Quantity,
}

/// A head of amounts with their currency: "Net, EUR".
pub(super) fn in_currency(ctx: &Ctx, key: &str, currency: &str) -> String {
    let named = [("label", ctx.text(key).into()), ("unit", currency.into())];
    ctx.say_with("head-in", &named)
}

/// The same on paper, in the receiver's language.
fn printed_in_currency(paper: &Letterhead, key: &str, currency: &str) -> String {
    let named = [("label", paper.text(key).into()), ("unit", currency.into())];
    paper.with("head-in", &named)
}

/// The lines as a table; progress columns stand only where lines have progress.
pub fn table(ctx: &Ctx, currency: &str, lines: &[ShownLine]) -> DataTable {
    let tracks = lines.iter().any(|line| line.progress.is_some());
    let label = |key: &str| ctx.text(key);
    let mut columns = vec![
        TableColumn::text(label("column-position")),
        TableColumn::text(label("column-product")).phone(Phone::Name),
        TableColumn::number(label("column-quantity")),
        TableColumn::text(label("column-due")).phone(Phone::Date),
    ];
    if tracks {
        columns.extend([
            TableColumn::number(label("column-reserved")),
            TableColumn::number(label("column-delivered")),
            TableColumn::number(label("column-returned")),
            TableColumn::number(label("column-invoiced")),
        ]);
    }
    columns.extend([
        TableColumn::number(label("column-unit-price")),
        TableColumn::number(label("column-discount")),
        TableColumn::number(in_currency(ctx, "column-net", currency)).phone(Phone::Amount),
    ]);
    DataTable {
        columns,
        rows: lines.iter().map(|line| row(ctx, currency, line, tracks)).collect(),
        empty: ctx.text("lines-none"),
        tall: true,
    }
}

fn row(ctx: &Ctx, currency: &str, line: &ShownLine, tracks: bool) -> TableRow {
    let cell = |value: Value| value.cell(ctx.messages, &ctx.formats);
    let mut cells = vec![
        Cell::Muted(line.position.to_string()),
        Cell::Item {
            code: line.product_code.clone(),
            url: Subject::Product(line.product).url(),
            text: line.description.clone(),
        },
        cell(Value::Measure(line.quantity, line.unit_code.clone())),
        due(ctx, line),
    ];
    if tracks {
        cells.extend(progress(ctx, line));
    }
    cells.push(Cell::Noted {
        figure: ctx.formats.unit_price(line.unit_price.to_decimal(), currency),
        note: price::explain(ctx, &line.price_source),
    });
    cells.push(if line.discount_percent.is_zero() {
        Cell::number("–")
    } else {
        cell(Value::Percent(line.discount_percent))
    });
    cells.push(cell(Value::Money(line.net, currency.to_owned())));
    TableRow::new(cells)
}

fn due(ctx: &Ctx, line: &ShownLine) -> Cell {
    match (line.requested_date, line.progress) {
        (None, _) => Cell::Empty,
        (Some(date), Some(progress)) if progress.is_late => Cell::status(
            crate::kernel::view::Shape::Alert,
            crate::kernel::view::Tone::Danger,
            ctx.formats.date_short(date),
        ),
        (Some(date), _) => Value::Date(date).cell(ctx.messages, &ctx.formats),
    }
}

/// Reserved, delivered, returned, invoiced; nothing is a dash, and services have no goods to speak of.
fn progress(ctx: &Ctx, line: &ShownLine) -> Vec<Cell> {
    let Some(progress) = line.progress else {
        return vec![Cell::Empty; 4];
    };
    let shown = |quantity: Quantity, counts: bool| match (counts, quantity.is_zero()) {
        (false, _) => Cell::Empty,
        (true, true) => Cell::number("–"),
        (true, false) => Cell::number(ctx.formats.quantity(quantity.to_decimal(), 6)),
    };
    vec![
        shown(progress.reserved, progress.is_stocked),
        shown(progress.delivered, progress.is_stocked),
        shown(progress.returned, progress.is_stocked),
        shown(progress.invoiced, true),
    ]
}

/// What the lines come to before and after discounts.
#[derive(Debug, Clone, Copy, Default)]
pub struct DocumentTotals {
    pub net: Money,
    pub tax: Money,
    pub total: Money,
}

/// The totals of a saved document, labelled in any language.
fn labelled(
    totals: &DocumentTotals,
    grand: String,
    text: &dyn Fn(&str) -> String,
    amount: &dyn Fn(Money) -> String,
) -> Vec<Total> {
    vec![
        Total::new(text("total-net"), amount(totals.net)),
        Total::new(text("total-tax"), amount(totals.tax)),
        Total::grand(grand, amount(totals.total)),
    ]
}

/// The totals box of a document's page.
pub fn totals(ctx: &Ctx, currency: &str, totals: &DocumentTotals) -> Vec<Total> {
    let amount = |amount: Money| ctx.formats.amount_in(amount.to_decimal(), currency);
    let grand = in_currency(ctx, "total-total", currency);
    labelled(totals, grand, &|key| ctx.text(key), &amount)
}

/// The totals on paper.
pub fn printed_totals(paper: &Letterhead, currency: &str, totals: &DocumentTotals) -> Vec<Total> {
    let amount = |amount: Money| paper.formats.amount_in(amount.to_decimal(), currency);
    let grand = printed_in_currency(paper, "total-total", currency);
    labelled(totals, grand, &|key| paper.text(key), &amount)
}

/// The lines on paper, described as they were written down: later names of a product change no document.
pub fn printed(paper: &Letterhead, currency: &str, lines: &[ShownLine]) -> DataTable {
    let columns = vec![
        TableColumn::text(paper.text("column-position")),
        TableColumn::text(paper.text("column-product")),
        TableColumn::number(paper.text("column-quantity")),
        TableColumn::number(paper.text("column-unit-price")),
        TableColumn::number(paper.text("column-discount")),
        TableColumn::number(printed_in_currency(paper, "column-net", currency)),
    ];
    let row = |line: &ShownLine| {
        let discount = if line.discount_percent.is_zero() {
            Cell::Empty
        } else {
            Cell::number(paper.formats.percent(line.discount_percent.to_decimal()))
        };
        TableRow::new(vec![
            Cell::text(line.position.to_string()),
            Cell::Item {
                code: line.product_code.clone(),
                url: String::new(),
                text: line.description.clone(),
            },
            Cell::Quantity {
                figure: paper.formats.quantity(line.quantity.to_decimal(), 6),
                unit: line.unit_code.clone(),
            },
            Cell::number(paper.formats.unit_price(line.unit_price.to_decimal(), currency)),
            discount,
            Cell::money(paper.formats.amount_in(line.net.to_decimal(), currency)),
        ])
    };
    DataTable {
        columns,
        rows: lines.iter().map(row).collect(),
        tall: true,
        ..DataTable::default()
    }
}
