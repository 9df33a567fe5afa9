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
use crate::inventory::goods_receipt::ReceiptLine;
use crate::inventory::goods_receipt::ops::costs::Costs;
use crate::inventory::lot;
use crate::inventory::lot::LotKind;
use crate::inventory::reservation::ops::distinct;
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
use std::collections::BTreeSet;
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

/// Looks everything up and notes every problem. `kept` are the lines as they stand, where the writer may not read what they
/// cost: theirs is not lost when they come back without it.
pub fn complete(tx: &mut Tx<'_>, company: CompanyId, new: &NewGoodsReceipt, kept: &[ReceiptLine]) -> Result<Full> {
    let warehouse = match new.warehouse_id {
        Some(id) => {
            let of_company = warehouse::queries::get(tx.conn, id).map(|found| found.company_id == company);
            known("warehouse_id", id.raw(), of_company)?;
            id
        }
        None => warehouse::queries::default_of(tx.conn, company)?,
    };
    match new.party_id {
        Some(id) => known("party_id", id.raw(), party::queries::get(tx.conn, id).map(|_| true))?,
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
    let products: Vec<ProductId> = distinct(new.lines.iter().map(|line| line.product_id));
    let products = product::queries::get_many(tx.conn, &products)?;
    let there: Vec<ProductId> = products.keys().copied().collect();
    let costs = Costs::read(tx, warehouse, date, &there, kept)?;
    let lines = lines(tx, &products, &costs, currency.decimals, &new.lines)?;
    Ok(Full { warehouse, date, lines })
}

/// A record that is not there, or not of this company, is a problem of the field that names it.
fn known(field: &str, id: i64, found: Result<bool>) -> Result<()> {
    match found {
        Ok(true) => Ok(()),
        Ok(false) | Err(Error::NotFound(_)) => {
            let message = Message::new("problem-not-a-choice").with("value", id.to_string());
            Err(Error::invalid(field, message))
        }
        Err(other) => Err(other),
    }
}

fn lines(
    tx: &mut Tx<'_>,
    products: &BTreeMap<ProductId, Product>,
    costs: &Costs<'_>,
    decimals: u32,
    new: &[NewReceiptLine],
) -> Result<Vec<FullLine>> {
    let ids: Vec<ProductId> = products.keys().copied().collect();
    let conversions = unit::queries::conversions(tx.conn, &ids)?;
    let lots = lots(tx, products, new)?;
    let mut pieces: BTreeSet<(ProductId, &str)> = BTreeSet::new();
    let (mut full, mut problems) = (Vec::new(), Vec::new());
    for (place, line) in new.iter().enumerate() {
        let at = |field: &str| format!("lines.{place}.{field}");
        let Some(product) = products.get(&line.product_id) else {
            let message = Message::new("problem-not-a-choice").with("value", line.product_id.to_string());
            problems.push(Problem::new(at("product_id"), message));
            continue;
        };
        let wrong = problems_of(product, line);
        let is_measured = wrong.iter().all(|(field, _)| *field != "quantity");
        let wrong = wrong
            .into_iter()
            .map(|(field, message)| Problem::new(at(field), message));
        problems.extend(wrong);
        if !is_measured {
            continue;
        }
        let unit = line.unit_id.unwrap_or(product.unit_id);
        let base = match conversions.to_base(product, unit, line.quantity) {
            Ok(base) => base,
            Err(Error::Refused(message)) => {
                problems.push(Problem::new(at("quantity"), message));
                continue;
            }
            Err(other) => return Err(other),
        };
        if let Some(serial) = serial_of(product, line) {
            if base != Quantity::whole(1) {
                problems.push(Problem::new(at("quantity"), Message::new("serial-is-one-piece")));
            }
            if !pieces.insert((product.id, serial)) {
                let message = Message::new("serial-twice").with("code", serial);
                problems.push(Problem::new(at("lot"), message));
            }
        }
        let Some(unit_cost) = line.unit_cost.or_else(|| costs.of(line, unit, base)) else {
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

/// The serial number of a line that names one.
fn serial_of<'a>(product: &Product, line: &'a NewReceiptLine) -> Option<&'a str> {
    line.lot
        .as_deref()
        .filter(|_| LotKind::of(product.tracking) == LotKind::Serial)
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
    problems
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
