//! The form of a receipt: its head and the grid of lines, with amounts computed as one types.
use crate::catalog::product;
use crate::catalog::product::Product;
use crate::catalog::unit;
use crate::ids::CompanyId;
use crate::ids::ProductId;
use crate::ids::UnitId;
use crate::inventory::goods_receipt::ReceiptKind;
use crate::inventory::warehouse;
use crate::kernel::error::Result;
use crate::kernel::fields::Fields;
use crate::kernel::view::FormPage;
use crate::kernel::view::GridAnswer;
use crate::kernel::view::GridRowAnswer;
use crate::kernel::view::LineKind;
use crate::kernel::view::LinesGrid;
use crate::kernel::view::Total;
use crate::kernel::web::Ctx;
use crate::kernel::web::Req;
use crate::kernel::web::req::leaf;
use crate::party;
use crate::permission::Permission::CostRead;
use crate::permission::Permission::StockMove;
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;
use tenon_db::Money;
use tenon_db::Quantity;
use tenon_db::Rounding;
use tenon_db::UnitPrice;

/// Where the amounts are asked for while one types.
pub const TOTALS_URL: &str = "/inventory/receipts/totals";

/// The form, filled from a command or with what was typed.
pub fn form(ctx: &Ctx, req: &Req, company: CompanyId, record: &impl Serialize) -> Result<FormPage> {
    let fields = Fields::new(ctx, req, record);
    let warehouses = ctx.read(|conn| warehouse::queries::choices(conn, company))?;
    let kinds: Vec<(String, String)> = ReceiptKind::ALL
        .iter()
        .map(|kind| (kind.code().to_owned(), ctx.text(kind.message_key())))
        .collect();
    let party = match fields.id("party_id") {
        Some(id) => ctx.read(|conn| party::queries::name(conn, ctx, id))?,
        None => String::new(),
    };
    let supplier = fields
        .combo("party_id", "/parties/search?role=supplier", "building-2", party)
        .width(6)
        .hint(ctx.text("receipt-party-hint"))
        .optional();
    let head = vec![
        fields.hidden("company_id").value(company.to_string()),
        fields.select("kind", &kinds, false).width(3),
        fields.called("field-supplier", supplier),
        fields.date("receipt_date"),
        fields.select("warehouse_id", &warehouses, false).width(6),
        fields.text("supplier_reference").width(6).optional(),
    ];
    Ok(FormPage::default()
        .group("", head)
        .lines(grid(ctx, req, company, record)?))
}

/// The grid of lines with its amounts.
pub fn grid(ctx: &Ctx, req: &Req, company: CompanyId, record: &impl Serialize) -> Result<LinesGrid> {
    let fields = Fields::new(ctx, req, record);
    let combo = |url: &str| LineKind::Combo {
        search_url: url.to_owned(),
    };
    let mut columns = vec![
        fields.column("product", combo("/catalog/products/search?stocked=yes"), 0),
        fields.column("quantity", LineKind::Number, 28),
        fields.column("unit", combo("/setup/units/search"), 36),
        fields.column("lot", LineKind::Text, 40),
    ];
    if ctx.actor.may(CostRead, company) {
        columns.push(fields.column("unit_cost", LineKind::Money, 34));
        columns.push(fields.column("amount", LineKind::Output, 36));
    }
    let products = products(ctx, &fields)?;
    let units = ctx.read(unit::queries::all)?;
    let mut grid = fields.grid("lines", columns, &|column, id| {
        match column {
            "unit" => units.get(&UnitId::from(id)).map(|unit| unit.code.clone()),
            _ => products.get(&ProductId::from(id)).map(|product| product.code.clone()),
        }
        .unwrap_or_default()
    });
    if ctx.actor.may(CostRead, company) {
        add_amounts(ctx, company, &mut grid);
        grid.totals_url = TOTALS_URL.to_owned();
    }
    Ok(grid)
}

/// The products that are chosen.
fn products(ctx: &Ctx, fields: &Fields<'_>) -> Result<BTreeMap<ProductId, Product>> {
    let ids: Vec<ProductId> = (0..fields.rows("lines"))
        .filter_map(|index| fields.row("lines", index).id("product_id").map(ProductId::from))
        .collect();
    ctx.read(|conn| product::queries::get_many(conn, &ids))
}

/// Quantity × cost of each line, and their sum, from what stands in the cells.
fn add_amounts(ctx: &Ctx, company: CompanyId, grid: &mut LinesGrid) {
    let currency = ctx.company_of(company).map_or("", |one| one.currency.as_str());
    let decimals = crate::kernel::format::currency_decimals(currency);
    let place = |name: &str| grid.columns.iter().position(|column| column.name == name);
    let (Some(quantity), Some(cost), Some(output)) = (place("quantity"), place("unit_cost"), place("amount")) else {
        return;
    };
    let mut total = Money::ZERO;
    for row in &mut grid.rows {
        let typed = |at: usize| row.cells.get(at).map_or("", |cell| cell.value.as_str());
        let amount = amount(ctx, typed(quantity), typed(cost), decimals);
        let Some(amount) = amount.filter(|amount| total.checked_add(*amount).is_some()) else {
            continue;
        };
        total += amount;
        if let Some(cell) = row.cells.get_mut(output) {
            cell.value = ctx.formats.amount_in(amount.to_decimal(), currency);
        }
    }
    let shown = ctx.formats.money(total.to_decimal(), currency);
    grid.totals = vec![Total::grand(ctx.text("total-total"), shown)];
}

fn amount(ctx: &Ctx, quantity: &str, cost: &str, decimals: u32) -> Option<Money> {
    let quantity = ctx.formats.parse_decimal(quantity)?;
    let cost = ctx.formats.parse_decimal(cost)?;
    let quantity = Quantity::from_decimal_rounded(quantity, Rounding::HalfUp).ok()?;
    let cost = UnitPrice::from_decimal_rounded(cost, Rounding::HalfUp).ok()?;
    quantity.amount(cost, decimals, Rounding::HalfUp).ok()
}

/// The amounts of the lines as they are typed now.
pub fn totals(ctx: &Ctx, req: &Req) -> Result<GridAnswer> {
    let grid = grid(ctx, req, ctx.company_named(req, StockMove), &serde_json::json!({}))?;
    let rows = grid.rows.iter().map(|row| GridRowAnswer {
        cells: grid
            .pairs(row)
            .filter(|(column, _)| column.name == "amount")
            .map(|(column, cell)| (column.name.clone(), cell.value.clone()))
            .collect(),
        ..GridRowAnswer::default()
    });
    Ok(GridAnswer {
        rows: rows.collect(),
        totals: grid.totals.iter().cloned().map(Into::into).collect(),
    })
}

/// Products and units that were typed or pasted by their code, and not chosen from the list, get their id. What is no code
/// stays as typed, so that the line says so.
pub fn with_records(ctx: &Ctx, req: &Req) -> Result<Req> {
    let mut req = req.clone();
    let Some(lines) = req.body.get_mut("lines").and_then(Value::as_array_mut) else {
        return Ok(req);
    };
    let codes =
        |name: &str, lines: &[Value]| -> Vec<String> { lines.iter().filter_map(|line| typed(line, name)).collect() };
    let (products, units) = (codes("product", lines), codes("unit", lines));
    if !products.is_empty() {
        let found = ctx.read(|conn| product::queries::by_codes(conn, &products))?;
        name_records(lines, "product", &|code| {
            found.get(code).map(|product| product.id.raw())
        });
    }
    if !units.is_empty() {
        let found = ctx.read(unit::queries::all)?;
        name_records(lines, "unit", &|code| {
            let unit = found.values().find(|unit| unit.code == code);
            unit.map(|unit| unit.id.raw())
        });
    }
    Ok(req)
}

/// The text of a record that was typed and not chosen.
fn typed(line: &Value, name: &str) -> Option<String> {
    let is_chosen = leaf(line, &format!("{name}_id")).is_some_and(|id| !id.trim().is_empty());
    let text = leaf(line, name).map(|text| text.trim().to_owned());
    text.filter(|text| !is_chosen && !text.is_empty())
}

fn name_records(lines: &mut [Value], name: &str, find: &dyn Fn(&str) -> Option<i64>) {
    for line in lines {
        let code = typed(line, name);
        if let (Some(code), Some(members)) = (code, line.as_object_mut()) {
            let id = find(&code).map_or(code, |id| id.to_string());
            members.insert(format!("{name}_id"), id.into());
        }
    }
}
