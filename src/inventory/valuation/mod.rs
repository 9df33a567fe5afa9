//! What stock is worth. The moving average is amount over quantity and is never rounded itself: what a part takes is its
//! share, rounded once, half-even, to the currency's decimals, and the last unit takes the rest, so that nothing is worth
//! nothing. FIFO takes the oldest layers first, each by the same rule.
pub mod account;
pub mod book;
pub mod ops;
pub mod pages;
pub mod queries;

use tenon_db::Money;
use tenon_db::Quantity;
use tenon_db::Rounding;
use tenon_db::UnitPrice;

tenon_db::code_enum! {
    /// Why a value changed.
    pub enum ValuationKind {
        Receipt = "receipt",
        Issue = "issue",
        Reversal = "reversal",
    }
}

impl ValuationKind {
    /// `valuation-kind-receipt`
    pub fn message_key(self) -> &'static str {
        match self {
            ValuationKind::Receipt => "valuation-kind-receipt",
            ValuationKind::Issue => "valuation-kind-issue",
            ValuationKind::Reversal => "valuation-kind-reversal",
        }
    }
}

/// A quantity and what it is worth, in the company's currency.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Worth {
    pub quantity: Quantity,
    pub amount: Money,
}

/// From units of money per unit of quantity to units of a price: 10⁴ and 10⁶ against 10⁶.
const PRICE_FACTOR: i128 = 100_000_000;

impl Worth {
    pub fn new(quantity: Quantity, amount: Money) -> Worth {
        Worth { quantity, amount }
    }

    /// What one unit costs, half-even to six decimals; none without a quantity. Only shown, never calculated with.
    pub fn unit_cost(self) -> Option<UnitPrice> {
        if self.quantity.is_zero() {
            return None;
        }
        let product = i128::from(self.amount.raw()) * PRICE_FACTOR;
        let price = Rounding::HalfEven.divide(product, i128::from(self.quantity.raw()));
        i64::try_from(price).ok().map(UnitPrice::from_raw)
    }

    /// What a quantity takes of the amount: all of it for the whole, else its share, half-even to the currency's decimals.
    /// Also what a quantity beyond the whole costs at the same average.
    pub fn share(self, part: Quantity, decimals: u32) -> Money {
        if part == self.quantity {
            return self.amount;
        }
        if self.quantity.is_zero() {
            return Money::ZERO;
        }
        let step = 10_i128.pow(Money::SCALE.saturating_sub(decimals));
        let product = i128::from(self.amount.raw()) * i128::from(part.raw());
        let steps = Rounding::HalfEven.divide(product, i128::from(self.quantity.raw()) * step);
        match i64::try_from(steps * step) {
            Ok(units) => Money::from_raw(units),
            Err(_) => panic!("amount does not fit"),
        }
    }

    pub fn add(&mut self, other: Worth) {
        self.quantity += other.quantity;
        self.amount += other.amount;
    }

    pub fn take(&mut self, other: Worth) {
        self.quantity -= other.quantity;
        self.amount -= other.amount;
    }
}

#[cfg(test)]
mod tests {
    use super::Worth;
    use tenon_db::Money;
    use tenon_db::Quantity;

    fn worth(quantity: &str, amount: &str) -> Worth {
        Worth::new(
            quantity.parse().expect("a quantity"),
            amount.parse().expect("an amount"),
        )
    }

    fn shares(whole: Worth, part: &str, decimals: u32) -> String {
        let part: Quantity = part.parse().expect("a quantity");
        whole.share(part, decimals).to_string()
    }

    #[test]
    fn a_share_is_rounded_once_half_even_and_the_whole_takes_all() {
        // 10.00 ÷ 3 = 3.333…; 0.05 ÷ 2 = 0.025, whose even neighbour is 0.02; 0.15 ÷ 2 = 0.075 goes to 0.08.
        assert_eq!(shares(worth("3", "10"), "1", 2), "3.33");
        assert_eq!(shares(worth("2", "0.05"), "1", 2), "0.02");
        assert_eq!(shares(worth("2", "0.15"), "1", 2), "0.08");
        assert_eq!(shares(worth("3", "10"), "3", 2), "10.00");
        assert_eq!(shares(worth("3", "1000"), "1", 0), "333.00");
        assert_eq!(shares(worth("-4", "-10"), "2", 2), "5.00");
    }

    #[test]
    fn unit_costs_have_six_decimals_and_nothing_has_none() {
        assert_eq!(
            worth("3", "10").unit_cost().map(|price| price.to_string()).as_deref(),
            Some("3.333333")
        );
        assert_eq!(worth("0", "0").unit_cost(), None);
        assert_eq!(worth("0", "0").share(Quantity::whole(4), 2), Money::ZERO);
    }
}
