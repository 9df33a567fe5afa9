//! Conversions that never leave a residue: a quantity either converts exactly to six decimals, or is refused.
use crate::catalog::product::Product;
use crate::catalog::unit::Unit;
use crate::ids::ProductId;
use crate::ids::UnitId;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Result;
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use tenon_db::Quantity;
use tenon_db::Rounding;
use tenon_db::UnitPrice;

/// Conversions followed one after the other from a unit to the base unit.
const STEPS_MAX: usize = 4;

/// One of unit `from` is `numerator ÷ denominator` of unit `to`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct Ratio {
    pub from: UnitId,
    pub to: UnitId,
    pub numerator: i64,
    pub denominator: i64,
}

/// A reduced fraction: how much of the base unit one unit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Fraction {
    numerator: i128,
    denominator: i128,
}

impl Fraction {
    const ONE: Fraction = Fraction {
        numerator: 1,
        denominator: 1,
    };

    /// `None` when it outgrows the arithmetic; no real packaging does.
    fn times(self, numerator: i64, denominator: i64) -> Option<Fraction> {
        let (top, bottom) = (
            self.numerator.checked_mul(i128::from(numerator))?,
            self.denominator.checked_mul(i128::from(denominator))?,
        );
        let divisor = greatest_divisor(top, bottom);
        Some(Fraction {
            numerator: top / divisor,
            denominator: bottom / divisor,
        })
    }

    /// `value` times this, when it is a whole number of units.
    fn exactly(self, value: i64) -> Option<i64> {
        let product = i128::from(value).checked_mul(self.numerator)?;
        (product % self.denominator == 0)
            .then(|| i64::try_from(product / self.denominator).ok())
            .flatten()
    }

    fn turned(self) -> Fraction {
        Fraction {
            numerator: self.denominator,
            denominator: self.numerator,
        }
    }
}

fn greatest_divisor(one: i128, two: i128) -> i128 {
    let (mut one, mut two) = (one.abs(), two.abs());
    while two != 0 {
        (one, two) = (two, one % two);
    }
    one.max(1)
}

/// What is known about the units of some products.
#[derive(Debug, Clone, Default)]
pub struct Conversions {
    pub units: BTreeMap<UnitId, Unit>,
    /// For everything.
    pub general: Vec<Ratio>,
    /// A product's own; they come before the general ones.
    pub own: BTreeMap<ProductId, Vec<Ratio>>,
}

impl Conversions {
    /// A quantity of a product in its base unit, exactly; refused when it has more decimals than its unit takes, when
    /// there is no conversion, or when it leaves a residue.
    pub fn to_base(&self, product: &Product, unit: UnitId, quantity: Quantity) -> Result<Quantity> {
        self.refuse_decimals(product, unit, quantity)?;
        if unit == product.unit_id {
            return Ok(quantity);
        }
        let fraction = self.fraction(product, unit)?;
        let base = fraction
            .exactly(quantity.raw())
            .map(Quantity::from_raw)
            .ok_or_else(|| self.inexact(product, unit, product.unit_id, quantity))?;
        match self.takes(product.unit_id, base) {
            true => Ok(base),
            false => Err(self.inexact(product, unit, product.unit_id, quantity)),
        }
    }

    /// A quantity in the base unit told in another unit, exactly or refused.
    pub fn from_base(&self, product: &Product, unit: UnitId, base: Quantity) -> Result<Quantity> {
        if unit == product.unit_id {
            return Ok(base);
        }
        let told = self.fraction(product, unit)?.turned().exactly(base.raw());
        told.map(Quantity::from_raw)
            .ok_or_else(|| self.inexact(product, product.unit_id, unit, base))
    }

    /// The price of one `unit` when one base unit costs this much; commercially rounded to six decimals.
    pub fn price_in(&self, product: &Product, unit: UnitId, per_base: UnitPrice) -> Result<UnitPrice> {
        if unit == product.unit_id {
            return Ok(per_base);
        }
        let fraction = self.fraction(product, unit)?;
        let too_large = || Error::refused("amount-too-large");
        let product = i128::from(per_base.raw())
            .checked_mul(fraction.numerator)
            .ok_or_else(too_large)?;
        let raw = Rounding::HalfUp.divide(product, fraction.denominator);
        i64::try_from(raw).map(UnitPrice::from_raw).map_err(|_| too_large())
    }

    /// The units a quantity of the product may be told in: its base unit first, then its own, then the general ones.
    pub fn units_of(&self, product: &Product) -> Vec<&Unit> {
        let mut ids = vec![product.unit_id];
        let own = self.own.get(&product.id).map_or(&[][..], Vec::as_slice);
        for ratio in own.iter().chain(&self.general) {
            ids.extend([ratio.from, ratio.to]);
        }
        let mut seen = BTreeSet::new();
        ids.into_iter()
            .filter(|id| seen.insert(*id) && self.fraction(product, *id).is_ok())
            .filter_map(|id| self.units.get(&id))
            .filter(|unit| unit.is_active || unit.id == product.unit_id)
            .collect()
    }

    /// How much of the base unit one of a unit is: numerator and denominator, reduced.
    pub fn factor(&self, product: &Product, unit: UnitId) -> Result<(i64, i64)> {
        let fraction = self.fraction(product, unit)?;
        let fit = |part: i128| i64::try_from(part).map_err(|_| Error::refused("amount-too-large"));
        Ok((fit(fraction.numerator)?, fit(fraction.denominator)?))
    }

    /// The code of a unit, as it stands behind a figure.
    pub fn code(&self, unit: UnitId) -> String {
        self.units.get(&unit).map(|unit| unit.code.clone()).unwrap_or_default()
    }

    /// The shortest way from a unit to the product's base unit; its own conversions are tried before the general ones.
    fn fraction(&self, product: &Product, unit: UnitId) -> Result<Fraction> {
        let own = self.own.get(&product.id).map_or(&[][..], Vec::as_slice);
        let mut known = BTreeSet::from([unit]);
        let mut edge = vec![(unit, Fraction::ONE)];
        for _ in 0..=STEPS_MAX {
            let mut next = Vec::new();
            for (at, fraction) in edge {
                if at == product.unit_id {
                    return Ok(fraction);
                }
                for ratio in own.iter().chain(&self.general) {
                    let (to, numerator, denominator) = match (ratio.from == at, ratio.to == at) {
                        (true, _) => (ratio.to, ratio.numerator, ratio.denominator),
                        (_, true) => (ratio.from, ratio.denominator, ratio.numerator),
                        (false, false) => continue,
                    };
                    if let (true, Some(fraction)) = (known.insert(to), fraction.times(numerator, denominator)) {
                        next.push((to, fraction));
                    }
                }
            }
            edge = next;
        }
        let message = Message::new("unit-has-no-conversion")
            .with("product", &product.code)
            .with("unit", self.code(unit));
        Err(Error::Refused(message.with("base", self.code(product.unit_id))))
    }

    /// Whether a quantity has no more decimals than its unit takes.
    fn takes(&self, unit: UnitId, quantity: Quantity) -> bool {
        let decimals = self.units.get(&unit).map_or(6, |unit| unit.decimals);
        let decimals = u32::try_from(decimals).unwrap_or(0);
        quantity.rounded(decimals, Rounding::Down) == quantity
    }

    /// "… is sold in whole pcs. Enter 10 or 11."
    fn refuse_decimals(&self, product: &Product, unit: UnitId, quantity: Quantity) -> Result<()> {
        if self.takes(unit, quantity) {
            return Ok(());
        }
        let decimals = self.units.get(&unit).map_or(0, |unit| unit.decimals);
        let places = u32::try_from(decimals).unwrap_or(0);
        let message = if places == 0 {
            Message::new("quantity-not-whole")
        } else {
            Message::new("quantity-has-too-many-decimals").with("decimals", decimals)
        };
        let message = message
            .with("product", &product.code)
            .with("unit", self.code(unit))
            .with("less", quantity.rounded(places, Rounding::Down))
            .with("more", quantity.rounded(places, Rounding::Up));
        Err(Error::Refused(message))
    }

    fn inexact(&self, product: &Product, from: UnitId, to: UnitId, quantity: Quantity) -> Error {
        let message = Message::new("quantity-not-exact")
            .with("product", &product.code)
            .with("quantity", quantity)
            .with("unit", self.code(from));
        Error::Refused(message.with("base", self.code(to)))
    }
}

#[cfg(test)]
#[path = "convert_tests.rs"]
mod tests;
