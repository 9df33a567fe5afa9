//! Quantities, the prices of one unit, and percentages.

use rust_decimal::Decimal;

use crate::decimal::DoesNotFit;
use crate::decimal::fit;
use crate::decimal::must_fit;
use crate::decimal::power_of_ten;
use crate::decimal_type::decimal_type;
use crate::money::Money;
use crate::rounding::Rounding;

decimal_type! {
    /// How much of something, in millionths of its unit.
    pub struct Quantity, scale 6, shows 0, pattern r"^-?[0-9]+(\.[0-9]{1,6})?$";
}

decimal_type! {
    /// The price of one unit, in millionths of the currency.
    pub struct UnitPrice, scale 6, shows 0, pattern r"^-?[0-9]+(\.[0-9]{1,6})?$";
}

decimal_type! {
    /// Percent points to four decimals: 19 % is 19, kept as 190,000.
    pub struct Percent, scale 4, shows 0, pattern r"^-?[0-9]+(\.[0-9]{1,4})?$";
}

impl Quantity {
    /// Quantity × price, exactly; panics if not even a [`Decimal`] holds it (then no [`Money`] does).
    pub fn times(self, price: UnitPrice) -> Decimal {
        let product = i128::from(self.raw()) * i128::from(price.raw());
        must_fit(Decimal::try_from_i128_with_scale(product, Quantity::SCALE + UnitPrice::SCALE).ok())
    }

    /// Quantity × price as an amount of `decimals` decimals (the currency's), rounded once by the rule.
    pub fn amount(self, price: UnitPrice, decimals: u32, rounding: Rounding) -> Result<Money, DoesNotFit> {
        let product = i128::from(self.raw()) * i128::from(price.raw());
        let kept = decimals.min(Money::SCALE);
        let steps = rounding.divide(product, power_of_ten(Quantity::SCALE + UnitPrice::SCALE - kept));
        let units = steps.checked_mul(power_of_ten(Money::SCALE - kept)).ok_or(DoesNotFit)?;
        fit(units).map(Money::from_raw)
    }
}

impl Quantity {
    /// Quantity × price less a discount as an amount of `decimals` decimals (the currency's), commercially rounded once:
    /// the net of every document line.
    pub fn amount_less(self, price: UnitPrice, discount: Percent, decimals: u32) -> Result<Money, DoesNotFit> {
        let kept = i128::from(Percent::HUNDRED.raw()) - i128::from(discount.raw());
        let gross = i128::from(self.raw()) * i128::from(price.raw());
        let product = gross.checked_mul(kept).ok_or(DoesNotFit)?;
        let places = decimals.min(Money::SCALE);
        let scale = Quantity::SCALE + UnitPrice::SCALE + Percent::SCALE + 2 - places;
        let steps = Rounding::HalfUp.divide(product, power_of_ten(scale));
        let units = steps
            .checked_mul(power_of_ten(Money::SCALE - places))
            .ok_or(DoesNotFit)?;
        fit(units).map(Money::from_raw)
    }
}

impl Percent {
    /// One hundred percent.
    pub const HUNDRED: Percent = Percent::whole(100);

    /// As a fraction: 19 % is 0.19.
    pub fn to_fraction(self) -> Decimal {
        Decimal::new(self.raw(), Percent::SCALE + 2)
    }

    /// This part of an amount to `decimals` decimals (the currency's), rounded once by the rule.
    pub fn of(self, amount: Money, decimals: u32, rounding: Rounding) -> Result<Money, DoesNotFit> {
        let kept = decimals.min(Money::SCALE);
        let step = power_of_ten(Money::SCALE - kept);
        let product = i128::from(amount.raw()) * i128::from(self.raw());
        let steps = rounding.divide(product, power_of_ten(Percent::SCALE + 2) * step);
        fit(steps * step).map(Money::from_raw)
    }
}
