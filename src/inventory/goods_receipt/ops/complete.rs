//! A receipt with everything filled in: units, quantities in the base unit, costs, lots; or every problem with it.
use crate::catalog::product;
use crate::catalog::product::Product;
use crate::catalog::unit;
use crate::ids::CompanyId;
use crate::ids::LotId;
use crate::ids::ProductId;
use crate::ids::UnitId;
use crate::ids::WarehouseId;
use crate::inventory::goods_receipt::NewGoodsReceipt;
use crate::inventory::goods_receipt::NewReceiptLine;
use crate::inventory::goods_receipt::ReceiptKind;
use crate::inventory::lot;
use crate::inventory::lot::LotKind;
use crate::inventory::reservation::ops::distinct;
use crate::inventory::valuation;
use crate::inventory::warehouse;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Problem;
use crate::kernel::error::Result;
use crate::kernel::tx::Tx;
use crate::ledger::currency;
use crate::party;
use chrono::NaiveDate;
use std::collections::BTreeMap;
use tenon_db::Money;
use tenon_db::Quantity;
use tenon_db::Rounding;
use tenon_db::UnitPrice;

/// A line with everything filled in.
pub struct FullLine {
    pub product: ProductId,
    pub unit: UnitId,
    pub quantity: Quantity,
    pub base: Quantity,
    pub unit_cost: UnitPrice,
    pub amount: Money,
    pub lot: Option<LotId>,
}

/// A receipt with everything filled in.
pub struct Full {
    pub warehouse: WarehouseId,
    pub date: NaiveDate,
    pub lines: Vec<FullLine>,
}

impl Full {
    pub fn total(&self) -> Money {
        self.lines.iter().map(|line| line.amount).sum()
    }
}

/// Looks everything up and notes every problem.
pub fn complete(tx: &mut Tx<'_>, company: CompanyId, new: &NewGoodsReceipt) -> Result<Full> {
    let warehouse = match new.warehouse_id {
        Some(id) => id,
        None => warehouse::queries::default_of(tx.conn, company)?,
    };
    if warehouse::queries::get(tx.conn, warehouse)?.company_id != company {
        return Err(Error::NotFound("warehouse"));
    }
    match new.party_id {
        Some(party) => {
            party::queries::get(tx.conn, party)?;
        }
        None if new.kind == ReceiptKind::Purchase => {
            return Err(Error::invalid("party_id", Message::new("problem-required")));
        }
        None => {}
    }
    let date = match new.receipt_date {
        Some(date) => date,
        None => tx.today(company)?,
    };
    let currency = currency::queries::of_company(tx.conn, company)?;
    let lines = lines(tx, warehouse, date, currency.decimals, &new.lines)?;
    Ok(Full { warehouse, date, lines })
}

fn lines(
    tx: &mut Tx<'_>,
    warehouse: WarehouseId,
    date: NaiveDate,
    decimals: u32,
    new: &[NewReceiptLine],
) -> Result<Vec<FullLine>> {
    let ids: Vec<ProductId> = distinct(new.iter().map(|line| line.product_id));
    let products = product::queries::get_many(tx.conn, &ids)?;
    let conversions = unit::queries::conversions(tx.conn, &ids)?;
    let there: Vec<ProductId> = products.keys().copied().collect();
    let known = known_costs(tx, warehouse, date, &there)?;
    let lots = lots(tx, &products, new)?;
    let (mut full, mut problems) = (Vec::new(), Vec::new());
    for (place, line) in new.iter().enumerate() {
        let at = |field: &str| format!("lines.{place}.{field}");
        let Some(product) = products.get(&line.product_id) else {
            let message = Message::new("problem-not-a-choice").with("value", line.product_id.to_string());
            problems.push(Problem::new(at("product_id"), message));
            continue;
        };
        problems.extend(
            problems_of(product, line)
                .into_iter()
                .map(|(field, message)| Problem::new(at(field), message)),
        );
        let unit = line.unit_id.unwrap_or(product.unit_id);
        let base = match conversions.to_base(product, unit, line.quantity) {
            Ok(base) => base,
            Err(Error::Refused(message)) => {
                problems.push(Problem::new(at("quantity"), message));
                continue;
            }
            Err(other) => return Err(other),
        };
        let cost = line
            .unit_cost
            .or_else(|| cost_of_unit(&known, product, base, line.quantity));
        let Some(unit_cost) = cost else {
            let message = Message::new("receipt-cost-unknown").with("product", product.label());
            problems.push(Problem::new(at("unit_cost"), message));
            continue;
        };
        let lot = line
            .lot
            .as_ref()
            .and_then(|code| lots.get(&(product.id, code.clone())))
            .copied();
        full.push(FullLine {
            product: product.id,
            unit,
            quantity: line.quantity,
            base,
            unit_cost,
            amount: line.quantity.amount(unit_cost, decimals, Rounding::HalfUp)?,
            lot,
        });
    }
    if problems.is_empty() {
        Ok(full)
    } else {
        Err(Error::Invalid(problems))
    }
}

/// What is wrong with a line by itself.
fn problems_of(product: &Product, line: &NewReceiptLine) -> Vec<(&'static str, Message)> {
    let mut problems = Vec::new();
    if !product.is_stocked() {
        problems.push((
            "product_id",
            Message::new("product-not-stocked").with("product", product.label()),
        ));
    }
    if !line.quantity.is_positive() {
        problems.push(("quantity", Message::new("problem-not-positive")));
    }
    if line.unit_cost.is_some_and(UnitPrice::is_negative) {
        problems.push(("unit_cost", Message::new("problem-negative")));
    }
    let is_serial = line.lot.is_some() && LotKind::of(product.tracking) == LotKind::Serial;
    if is_serial && line.quantity != Quantity::whole(1) {
        problems.push(("quantity", Message::new("serial-is-one-piece")));
    }
    problems
}

/// What one base unit costs now, for lines that do not say.
fn known_costs(
    tx: &mut Tx<'_>,
    warehouse: WarehouseId,
    date: NaiveDate,
    products: &[ProductId],
) -> Result<BTreeMap<ProductId, UnitPrice>> {
    if products.is_empty() {
        return Ok(BTreeMap::new());
    }
    let book = valuation::queries::book(tx.conn, warehouse, date, products)?;
    let last = valuation::queries::last_known(tx.conn, book.area, products)?;
    let costs = book.products.iter().filter_map(|(id, page)| {
        let worth = page.account.worth;
        let known = if worth.quantity.is_positive() {
            Some(worth)
        } else {
            last.get(id).copied()
        };
        Some((*id, known?.unit_cost()?))
    });
    Ok(costs.collect())
}

fn cost_of_unit(
    known: &BTreeMap<ProductId, UnitPrice>,
    product: &Product,
    base: Quantity,
    quantity: Quantity,
) -> Option<UnitPrice> {
    let of_base = known.get(&product.id)?;
    of_base.times_ratio(base.raw(), quantity.raw(), Rounding::HalfUp).ok()
}

fn lots(
    tx: &mut Tx<'_>,
    products: &BTreeMap<ProductId, Product>,
    new: &[NewReceiptLine],
) -> Result<BTreeMap<(ProductId, String), LotId>> {
    let wanted = new.iter().filter_map(|line| {
        let product = products.get(&line.product_id)?;
        Some(((product.id, line.lot.clone()?), LotKind::of(product.tracking)))
    });
    lot::ops::find_or_create(tx, &wanted.collect())
}
