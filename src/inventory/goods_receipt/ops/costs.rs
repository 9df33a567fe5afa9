//! What one unit of a line costs that does not say so: what it cost before it was changed, or what the goods in stock cost now.
use crate::ids::ProductId;
use crate::ids::UnitId;
use crate::ids::WarehouseId;
use crate::inventory::goods_receipt::NewReceiptLine;
use crate::inventory::goods_receipt::ReceiptLine;
use crate::inventory::valuation;
use crate::kernel::error::Result;
use crate::kernel::tx::Tx;
use chrono::NaiveDate;
use std::collections::BTreeMap;
use tenon_db::Quantity;
use tenon_db::Rounding;
use tenon_db::UnitPrice;

pub struct Costs<'a> {
    /// Of one base unit.
    now: BTreeMap<ProductId, UnitPrice>,
    kept: &'a [ReceiptLine],
}

impl<'a> Costs<'a> {
    pub fn read(
        tx: &mut Tx<'_>,
        warehouse: WarehouseId,
        date: NaiveDate,
        products: &[ProductId],
        kept: &'a [ReceiptLine],
    ) -> Result<Costs<'a>> {
        if products.is_empty() {
            return Ok(Costs {
                now: BTreeMap::new(),
                kept,
            });
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
        Ok(Costs {
            now: costs.collect(),
            kept,
        })
    }

    /// What one unit of a line costs that comes to so many base units.
    pub fn of(&self, line: &NewReceiptLine, unit: UnitId, base: Quantity) -> Option<UnitPrice> {
        let of_base = match self.before(line, unit) {
            Some(before) if before.unit_id == unit => return before.unit_cost,
            Some(before) => ratio(before.unit_cost?, before.unit_quantity, before.base_quantity)?,
            None => self.now.get(&line.product_id).copied()?,
        };
        ratio(of_base, base, line.quantity)
    }

    /// The stored line that this one was. A line that does not name it is one of the same goods in the same unit, where all
    /// of those cost the same.
    fn before(&self, line: &NewReceiptLine, unit: UnitId) -> Option<&ReceiptLine> {
        if let Some(named) = self.kept.iter().find(|kept| Some(kept.id) == line.id) {
            return Some(named).filter(|named| named.product_id == line.product_id);
        }
        let mut alike = self
            .kept
            .iter()
            .filter(|kept| kept.product_id == line.product_id && kept.unit_id == unit);
        let first = alike.next()?;
        alike.all(|other| other.unit_cost == first.unit_cost).then_some(first)
    }
}

fn ratio(cost: UnitPrice, part: Quantity, of: Quantity) -> Option<UnitPrice> {
    cost.times_ratio(part.raw(), of.raw(), Rounding::HalfUp).ok()
}
