//! Lines that are still being typed: those that are right are priced, the others wait, so that net and totals follow the
//! typing.
use crate::inventory::stock;
use crate::kernel::error::Error;
use crate::kernel::error::Result;
use crate::kernel::input;
use crate::kernel::view::GridAnswer;
use crate::kernel::view::GridFlag;
use crate::kernel::view::GridRowAnswer;
use crate::kernel::view::Shape;
use crate::kernel::view::Status;
use crate::kernel::view::Tone;
use crate::kernel::view::Total;
use crate::kernel::web::Ctx;
use crate::orders::line::LineContext;
use crate::orders::line::NewLine;
use crate::orders::line::PricedLine;
use crate::orders::line::PricedLines;
use crate::orders::line::queries::price_lines;
use crate::orders::line::table::in_currency;
use serde_json::Value;
use std::collections::BTreeMap;
use tenon_db::Conn;
use tenon_db::Quantity;

/// Rounds of leaving out lines that cannot be priced.
const ROUNDS_MAX: usize = 3;

/// What typed lines come to: a place for each line, filled where it could be priced.
#[derive(Debug, Clone, Default)]
pub struct Preview {
    pub rows: Vec<Option<PricedLine>>,
    pub priced: PricedLines,
    /// Free stock of the company by product, where lines are of goods.
    pub free: BTreeMap<crate::ids::ProductId, Quantity>,
}

/// The lines of a body that can be read as such; typed in the reader's formats, or exact.
pub fn readable(ctx: &Ctx, body: &Value, is_typed: bool) -> Vec<Option<NewLine>> {
    let formats = is_typed.then_some(&ctx.formats);
    let items = body.get("lines").and_then(Value::as_array);
    let read = |item: &Value| input::read::<NewLine>(item, formats).ok();
    items.map_or_else(Vec::new, |items| items.iter().map(read).collect())
}

/// Prices what can be priced.
pub fn preview(conn: &mut Conn, context: &LineContext, lines: &[Option<NewLine>]) -> Result<Preview> {
    let mut places: Vec<usize> = (0..lines.len())
        .filter(|at| matches!(lines.get(*at), Some(Some(_))))
        .collect();
    let mut rows: Vec<Option<PricedLine>> = vec![None; lines.len()];
    for _ in 0..ROUNDS_MAX {
        let good: Vec<NewLine> = places
            .iter()
            .filter_map(|at| lines.get(*at).cloned().flatten())
            .collect();
        match price_lines(conn, context, &good) {
            Ok(priced) => {
                for (place, line) in places.iter().zip(&priced.lines) {
                    if let Some(row) = rows.get_mut(*place) {
                        *row = Some(line.clone());
                    }
                }
                let free = free(conn, context, &priced)?;
                return Ok(Preview { rows, priced, free });
            }
            Err(Error::Invalid(problems)) => {
                let wrong: Vec<usize> = problems.iter().filter_map(|problem| line_of(&problem.field)).collect();
                let kept = places.iter().enumerate().filter(|(index, _)| !wrong.contains(index));
                places = kept.map(|(_, place)| *place).collect();
            }
            Err(Error::Internal(source)) => return Err(Error::Internal(source)),
            Err(_) => break,
        }
    }
    Ok(Preview {
        rows,
        ..Preview::default()
    })
}

/// `lines.3.quantity` → 3.
fn line_of(field: &str) -> Option<usize> {
    field.split('.').nth(1)?.parse().ok()
}

fn free(
    conn: &mut Conn,
    context: &LineContext,
    priced: &PricedLines,
) -> Result<BTreeMap<crate::ids::ProductId, Quantity>> {
    let goods = priced.lines.iter().filter(|line| line.is_stocked());
    let mut products: Vec<_> = goods.map(|line| line.product).collect();
    products.sort_unstable();
    products.dedup();
    if products.is_empty() {
        return Ok(BTreeMap::new());
    }
    let available = stock::queries::available(conn, context.company, &products)?;
    Ok(products
        .into_iter()
        .map(|product| {
            (
                product,
                available.get(&product).map_or(Quantity::ZERO, |one| one.free()),
            )
        })
        .collect())
}

impl Preview {
    /// Whether a line's goods are there: check or warning, with the figure in words.
    pub fn stock_flag(&self, ctx: &Ctx, line: &PricedLine) -> Option<Status> {
        let free = self.free.get(&line.product)?;
        let (shape, tone, key) = if *free >= line.base_quantity {
            (Shape::Done, Tone::Success, "stock-flag-there")
        } else {
            (Shape::Alert, Tone::Danger, "stock-flag-short")
        };
        let text = ctx.say_with(key, &[("free", (*free).into())]);
        Some(Status::new(shape, tone, text))
    }

    /// What the script writes into the grid: net of each line, the price it gets when none is typed, and the totals.
    pub fn answer(&self, ctx: &Ctx, currency: &str) -> GridAnswer {
        let row = |line: &Option<PricedLine>| GridRowAnswer {
            cells: vec![
                (
                    "net".to_owned(),
                    line.as_ref()
                        .map_or(String::new(), |line| net_text(ctx, line, currency)),
                ),
                (
                    "unit_price".to_owned(),
                    line.as_ref().map_or(String::new(), |line| price_text(ctx, line)),
                ),
            ],
            flags: vec![GridFlag::new(
                "stock",
                line.as_ref().and_then(|line| self.stock_flag(ctx, line)),
            )],
        };
        GridAnswer {
            rows: self.rows.iter().map(row).collect(),
            totals: totals(ctx, &self.priced, currency)
                .into_iter()
                .map(Into::into)
                .collect(),
        }
    }
}

/// The line's own figure: after its discount.
pub fn net_text(ctx: &Ctx, line: &PricedLine, currency: &str) -> String {
    ctx.formats.amount_in(line.amount.to_decimal(), currency)
}

pub fn price_text(ctx: &Ctx, line: &PricedLine) -> String {
    ctx.formats.quantity(line.unit_price.to_decimal(), 6)
}

/// The totals box: gross, discounts, each tax, total.
pub fn totals(ctx: &Ctx, priced: &PricedLines, currency: &str) -> Vec<Total> {
    let amount = |amount: tenon_db::Money| ctx.formats.amount_in(amount.to_decimal(), currency);
    let mut totals = Vec::new();
    if !priced.discount.is_zero() {
        totals.push(Total::new(ctx.text("total-gross"), amount(priced.gross)));
        totals.push(Total::new(ctx.text("total-discount"), amount(-priced.discount)));
    }
    totals.push(Total::new(ctx.text("total-net"), amount(priced.net)));
    for component in &priced.components {
        let label = format!(
            "{} {}",
            component.name,
            ctx.formats.percent(component.rate.to_decimal())
        );
        totals.push(Total::new(label, amount(component.tax)));
    }
    let label = in_currency(ctx, "total-total", currency);
    totals.push(Total::grand(label, amount(priced.total)));
    totals
}
