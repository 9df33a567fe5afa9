//! How far an order line has come: delivered, returned, invoiced, credited, and the cost of both sides.
//!
//! The law of goods delivered and not invoiced: the account is, product by product, the delivered cost less the invoiced
//! cost of every order line. The invoiced cost is that of the part which is both delivered and invoiced.
pub mod ops;
pub mod queries;

use crate::catalog::product::ProductKind;
use crate::ids::ProductId;
use crate::ids::SalesOrderId;
use crate::ids::SalesOrderLineId;
use diesel::prelude::*;
use serde::Serialize;
use tenon_db::Money;
use tenon_db::Quantity;
use tenon_db::Rounding;
use tenon_schema::sales_order_line_progress;

/// Quantities in the product's base unit, costs in the company's currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Queryable, Selectable, Insertable, Serialize, schemars::JsonSchema)]
#[diesel(table_name = sales_order_line_progress)]
pub struct Progress {
    #[serde(skip)]
    pub sales_order_line_id: SalesOrderLineId,
    #[serde(skip)]
    pub sales_order_id: SalesOrderId,
    pub delivered: Quantity,
    pub returned: Quantity,
    pub invoiced: Quantity,
    pub credited: Quantity,
    #[serde(skip)]
    pub delivered_cost_amount: Money,
    #[serde(skip)]
    pub invoiced_cost_amount: Money,
}

impl Progress {
    /// Of a line of which nothing has happened yet.
    pub fn none(line: SalesOrderLineId, order: SalesOrderId) -> Progress {
        Progress {
            sales_order_line_id: line,
            sales_order_id: order,
            delivered: Quantity::ZERO,
            returned: Quantity::ZERO,
            invoiced: Quantity::ZERO,
            credited: Quantity::ZERO,
            delivered_cost_amount: Money::ZERO,
            invoiced_cost_amount: Money::ZERO,
        }
    }

    /// What the customer has: delivered less returned.
    pub fn kept(&self) -> Quantity {
        self.delivered - self.returned
    }

    /// What the customer was billed for: invoiced less credited.
    pub fn billed(&self) -> Quantity {
        self.invoiced - self.credited
    }

    /// The cost of the part that is both delivered and invoiced, to the decimals of the company's currency.
    pub fn settled_cost(&self, decimals: u32) -> Money {
        let (kept, billed) = (self.kept(), self.billed());
        if kept.is_zero() || billed.is_zero() {
            return Money::ZERO;
        }
        if billed >= kept {
            return self.delivered_cost_amount;
        }
        let part = self
            .delivered_cost_amount
            .times_ratio_to((billed.raw(), kept.raw()), decimals, Rounding::HalfUp);
        part.unwrap_or(self.delivered_cost_amount)
    }

    /// Delivered and not yet invoiced, at cost.
    pub fn unsettled(&self) -> Money {
        self.delivered_cost_amount - self.invoiced_cost_amount
    }

    /// Something has been delivered or invoiced, even if it was taken back since.
    pub fn has_begun(&self) -> bool {
        self.delivered.is_positive() || self.invoiced.is_positive()
    }
}

/// An order line beside its progress, as far as sums over an order need it.
#[derive(Debug, Clone)]
pub struct Tracked {
    pub progress: Progress,
    pub product: ProductId,
    pub kind: ProductKind,
    /// In the base unit.
    pub ordered: Quantity,
    pub net: Money,
    pub tax: Money,
    /// Expected cost of one base unit, in the company's currency.
    pub unit_cost: tenon_db::UnitPrice,
}

impl Tracked {
    pub fn is_stocked(&self) -> bool {
        self.kind == ProductKind::Stocked
    }

    /// Still to be delivered. What came back is not sent again by itself.
    pub fn undelivered(&self) -> Quantity {
        if self.is_stocked() {
            (self.ordered - self.progress.delivered).max(Quantity::ZERO)
        } else {
            Quantity::ZERO
        }
    }

    /// Still to be invoiced: of the ordered quantity, or of the delivered one when nothing more will follow.
    pub fn uninvoiced(&self, is_closed: bool) -> Quantity {
        let wanted = if is_closed && self.is_stocked() {
            self.progress.delivered
        } else {
            self.ordered
        };
        (wanted - self.progress.returned - self.progress.billed()).max(Quantity::ZERO)
    }

    /// Goods the customer has and was not billed for.
    pub fn billable(&self) -> Quantity {
        if self.is_stocked() {
            (self.progress.kept() - self.progress.billed()).max(Quantity::ZERO)
        } else {
            Quantity::ZERO
        }
    }

    /// What the rest is expected to cost, to the decimals of the company's currency.
    pub fn expected_cost(&self, decimals: u32) -> Money {
        self.undelivered()
            .amount(self.unit_cost, decimals, Rounding::HalfUp)
            .unwrap_or(Money::ZERO)
    }

    /// What it costs: what was delivered at its real cost, the rest at the expected one.
    fn cost(&self, decimals: u32) -> Money {
        self.progress.delivered_cost_amount + self.expected_cost(decimals)
    }
}

/// To how many decimals the sums of an order are rounded.
#[derive(Debug, Clone, Copy)]
pub struct Decimals {
    /// Those of the order's currency.
    pub order: u32,
    /// Those of the company's currency, which costs are in.
    pub cost: u32,
}

/// Sums over the lines of an order, in its own currency but for the cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct OrderSums {
    pub delivered_percent: i32,
    pub invoiced_percent: i32,
    /// Net value still to be delivered.
    pub undelivered: Money,
    /// With tax, still to be invoiced.
    pub uninvoiced: Money,
    /// With tax, the goods delivered and not yet invoiced.
    pub billable: Money,
    /// In the company's currency.
    pub cost: Money,
    /// Nothing is left to deliver or to invoice.
    pub is_done: bool,
}

impl OrderSums {
    /// `is_closed`: nothing more will be delivered.
    pub fn of(lines: &[Tracked], is_closed: bool, decimals: Decimals) -> OrderSums {
        let delivered = lines.iter().filter(|line| line.is_stocked());
        let delivered = percent(delivered.map(|line| (line.net, line.progress.delivered, line.ordered)));
        let invoiced = percent(
            lines
                .iter()
                .map(|line| (line.net, line.progress.billed() + line.progress.returned, line.ordered)),
        );
        let undelivered = |line: &Tracked| line.net.share(line.undelivered(), line.ordered);
        let uninvoiced = |line: &Tracked| (line.net + line.tax).share(line.uninvoiced(is_closed), line.ordered);
        let billable = |line: &Tracked| (line.net + line.tax).share(line.billable(), line.ordered);
        let is_delivered = is_closed || lines.iter().all(|line| line.undelivered().is_zero());
        let is_invoiced = lines.iter().all(|line| line.uninvoiced(is_closed).is_zero());
        OrderSums {
            delivered_percent: delivered,
            invoiced_percent: invoiced,
            undelivered: if is_closed {
                Money::ZERO
            } else {
                lines.iter().map(undelivered).sum::<Money>().round_to(decimals.order)
            },
            uninvoiced: lines.iter().map(uninvoiced).sum::<Money>().round_to(decimals.order),
            billable: lines.iter().map(billable).sum::<Money>().round_to(decimals.order),
            cost: lines.iter().map(|line| line.cost(decimals.cost)).sum(),
            is_done: is_delivered && is_invoiced,
        }
    }
}

/// How much of the value is done, in whole percent: 100 only when all is (or there is nothing to do), at least 1 when
/// anything is. Without a value the lines count alike.
fn percent(parts: impl Iterator<Item = (Money, Quantity, Quantity)>) -> i32 {
    let parts: Vec<(Money, Quantity, Quantity)> = parts.collect();
    let has_value = parts.iter().any(|(net, _, _)| net.is_positive());
    let weight = |net: Money| if has_value { net } else { Money::whole(1) };
    let all: Money = parts.iter().map(|(net, _, _)| weight(*net)).sum();
    let done: Money = parts
        .iter()
        .map(|(net, done, of)| weight(*net).share((*done).min(*of), *of))
        .sum();
    if parts.iter().all(|(_, done, of)| done >= of) {
        return 100;
    }
    if parts.iter().all(|(_, done, _)| !done.is_positive()) {
        return 0;
    }
    let whole = Rounding::Down.divide(i128::from(done.raw()) * 100, i128::from(all.raw().max(1)));
    i32::try_from(whole).unwrap_or(100).clamp(1, 99)
}

#[cfg(test)]
mod tests {
    use super::*;

    const EURO: Decimals = Decimals { order: 2, cost: 2 };

    fn quantity(number: i64) -> Quantity {
        Quantity::whole(number)
    }

    fn line(ordered: i64, net: i64) -> Tracked {
        Tracked {
            progress: Progress::none(1.into(), 1.into()),
            product: 1.into(),
            kind: ProductKind::Stocked,
            ordered: quantity(ordered),
            net: Money::whole(net),
            tax: Money::whole(net / 10),
            unit_cost: tenon_db::UnitPrice::whole(3),
        }
    }

    #[test]
    fn the_settled_cost_is_that_of_the_part_both_delivered_and_invoiced() {
        let mut progress = Progress::none(1.into(), 1.into());
        progress.invoiced = quantity(3);
        assert_eq!(
            progress.settled_cost(2),
            Money::ZERO,
            "invoiced first: nothing was delivered"
        );
        progress.delivered = quantity(7);
        progress.delivered_cost_amount = Money::whole(100);
        // 100 × 3 / 7 = 42.857…
        assert_eq!(progress.settled_cost(2).to_string(), "42.86");
        progress.invoiced = quantity(10);
        assert_eq!(
            progress.settled_cost(2),
            Money::whole(100),
            "more invoiced than delivered"
        );
        progress.credited = quantity(10);
        assert_eq!(progress.settled_cost(2), Money::ZERO);
    }

    #[test]
    fn a_return_lowers_what_is_kept() {
        let mut progress = Progress::none(1.into(), 1.into());
        (progress.delivered, progress.invoiced) = (quantity(10), quantity(10));
        (progress.returned, progress.delivered_cost_amount) = (quantity(2), Money::whole(80));
        assert_eq!(progress.settled_cost(2), Money::whole(80));
        progress.credited = quantity(4);
        // 6 of 8 kept: 80 × 6 / 8.
        assert_eq!(progress.settled_cost(2), Money::whole(60));
        assert_eq!(progress.unsettled(), Money::whole(80));
    }

    #[test]
    fn an_order_is_done_when_all_is_delivered_and_invoiced() {
        let (mut washer, mut freight) = (line(10, 1_000), line(1, 50));
        freight.kind = ProductKind::Service;
        let sums = OrderSums::of(&[washer.clone(), freight.clone()], false, EURO);
        assert_eq!((sums.delivered_percent, sums.invoiced_percent), (0, 0));
        assert_eq!(
            (sums.undelivered, sums.uninvoiced),
            (Money::whole(1_000), Money::whole(1_155))
        );
        assert_eq!(sums.cost, Money::whole(30));
        washer.progress.delivered = quantity(4);
        washer.progress.delivered_cost_amount = Money::whole(20);
        washer.progress.invoiced = quantity(4);
        let sums = OrderSums::of(&[washer.clone(), freight.clone()], false, EURO);
        // 400 of 1,050 are invoiced: all that was delivered.
        assert_eq!((sums.delivered_percent, sums.invoiced_percent), (40, 38));
        assert_eq!((sums.undelivered, sums.cost), (Money::whole(600), Money::whole(38)));
        assert_eq!(sums.billable, Money::ZERO);
        (washer.progress.delivered, washer.progress.invoiced) = (quantity(10), quantity(10));
        freight.progress.invoiced = quantity(1);
        let sums = OrderSums::of(&[washer, freight], false, EURO);
        assert!(sums.is_done && sums.uninvoiced.is_zero());
        assert_eq!((sums.delivered_percent, sums.invoiced_percent), (100, 100));
    }

    #[test]
    fn a_closed_order_is_invoiced_as_far_as_it_was_delivered() {
        let mut washer = line(10, 1_000);
        (washer.progress.delivered, washer.progress.invoiced) = (quantity(4), quantity(3));
        let sums = OrderSums::of(&[washer.clone()], true, EURO);
        assert_eq!((sums.undelivered, sums.uninvoiced), (Money::ZERO, Money::whole(110)));
        assert!(!sums.is_done);
        washer.progress.invoiced = quantity(4);
        assert!(OrderSums::of(&[washer], true, EURO).is_done);
    }

    #[test]
    fn percentages_are_100_only_at_the_end() {
        let mut washer = line(1_000, 1_000);
        washer.progress.delivered = quantity(999);
        assert_eq!(OrderSums::of(&[washer.clone()], false, EURO).delivered_percent, 99);
        washer.progress.delivered = quantity(1);
        assert_eq!(OrderSums::of(&[washer.clone()], false, EURO).delivered_percent, 1);
        let free = line(2, 0);
        assert_eq!(OrderSums::of(&[free], false, EURO).delivered_percent, 0);
    }
}
