//! The lines grid of quotation and sales order: its columns, what stands in them, net and totals as far as they are typed.
use crate::catalog::product;
use crate::catalog::unit;
use crate::ids::ProductId;
use crate::kernel::error::Result;
use crate::kernel::fields::Fields;
use crate::kernel::view::LineCell;
use crate::kernel::view::LineColumn;
use crate::kernel::view::LineKind;
use crate::kernel::view::LinesGrid;
use crate::kernel::view::SelectOption;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::req::leaf;
use crate::ledger::tax;
use crate::ledger::tax::TaxKind;
use crate::orders::line::LineContext;
use crate::orders::line::PricedLine;
use crate::orders::line::preview;
use crate::orders::line::preview::Preview;
use crate::orders::line::table::in_currency;
use serde_json::Value;
use std::collections::BTreeMap;

/// Where products are searched for the grid: no price is filled in, so that an empty price stays the price list's.
const PRODUCTS: &str = "/catalog/products/search?sold=yes";

/// The grid of a form whose head says for whom, when and in which currency.
pub fn grid(ctx: &Ctx, fields: &Fields<'_>, context: &LineContext, totals_url: &str) -> Result<LinesGrid> {
    let (body, is_typed) = fields.body();
    let lines = preview::readable(ctx, body, is_typed);
    let names = codes(ctx, body)?;
    let preview = ctx.read(|conn| preview::preview(conn, context, &lines))?;
    let columns = columns(ctx, fields, context)?;
    let texts = |_: &str, id: i64| names.get(&id).cloned().unwrap_or_default();
    let mut grid = fields.grid("lines", columns, &texts);
    for (row, priced) in grid.rows.iter_mut().zip(&preview.rows) {
        let Some(priced) = priced else { continue };
        for (cell, column) in row.cells.iter_mut().zip(&grid.columns) {
            complete(ctx, cell, column, priced, &preview, &context.currency);
        }
    }
    grid.totals = preview::totals(ctx, &preview.priced, &context.currency);
    totals_url.clone_into(&mut grid.totals_url);
    Ok(grid)
}

/// Codes of the products that stand in the lines of a body, by id.
fn codes(ctx: &Ctx, body: &Value) -> Result<BTreeMap<i64, String>> {
    let items = body.get("lines").and_then(Value::as_array);
    let ids: Vec<ProductId> = items
        .into_iter()
        .flatten()
        .filter_map(|item| leaf(item, "product_id")?.parse().ok())
        .map(|id: i64| ProductId::from(id))
        .collect();
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let products = ctx.read(|conn| product::queries::get_many(conn, &ids))?;
    Ok(products
        .into_iter()
        .map(|(id, product)| (id.raw(), product.code))
        .collect())
}

fn columns(ctx: &Ctx, fields: &Fields<'_>, context: &LineContext) -> Result<Vec<LineColumn>> {
    let (units, taxes) = ctx.read(|conn| {
        let units = unit::queries::all(conn)?;
        let taxes = tax::queries::choices(conn, context.company, TaxKind::Sale)?;
        Ok((units, taxes))
    })?;
    let usual = || SelectOption::new("", "–");
    let mut units: Vec<_> = units.into_values().filter(|unit| unit.is_active).collect();
    units.sort_by(|a, b| a.code.cmp(&b.code));
    let units = units
        .iter()
        .map(|unit| SelectOption::new(unit.id.to_string(), &unit.code));
    let taxes = taxes.iter().map(|tax| SelectOption::new(tax.id.to_string(), &tax.code));
    let combo = LineKind::Combo {
        search_url: PRODUCTS.to_owned(),
    };
    let net = in_currency(ctx, "column-net", &context.currency);
    Ok(vec![
        fields.column("product", combo, 26),
        fields.column("description", LineKind::Text, 0),
        fields.column("quantity", LineKind::Number, 17),
        fields.column(
            "unit_id",
            LineKind::Select(std::iter::once(usual()).chain(units).collect()),
            13,
        ),
        fields.column("unit_price", LineKind::Money, 20),
        fields.column("discount_percent", LineKind::Percent, 17),
        fields.column(
            "tax_code_id",
            LineKind::Select(std::iter::once(usual()).chain(taxes).collect()),
            18,
        ),
        fields.column("requested_date", LineKind::Date, 29),
        LineColumn::new("stock", ctx.text("column-stock"), LineKind::Flag, 13),
        LineColumn::new("net", net, LineKind::Output, 25),
    ])
}

/// What a line shows beyond what is typed.
fn complete(ctx: &Ctx, cell: &mut LineCell, column: &LineColumn, line: &PricedLine, preview: &Preview, currency: &str) {
    match column.name.as_str() {
        "net" => cell.value = preview::net_text(ctx, line, currency),
        "unit_price" => cell.usual = preview::price_text(ctx, line),
        "description" => cell.usual.clone_from(&line.description),
        "stock" => cell.flag = preview.stock_flag(ctx, line),
        _ => {}
    }
}

/// Answers the recalculation of a grid while it is typed.
pub fn answer(ctx: &Ctx, req: &Req, context: &LineContext) -> Result<Reply> {
    let lines = preview::readable(ctx, &req.body, true);
    let preview = ctx.read(|conn| preview::preview(conn, context, &lines))?;
    Reply::json(&preview.answer(ctx, &context.currency))
}
