//! Amounts of money, and how they are shared out without losing a cent. The currency stands beside the amount.

use crate::decimal::must_fit;
use crate::decimal::power_of_ten;
use crate::decimal_type::decimal_type;
use crate::quantity::Percent;
use crate::quantity::Quantity;
use crate::rounding::Rounding;

decimal_type! {
    /// An amount in ten-thousandths of its currency; up to ±922 trillion.
    pub struct Money, scale 4, shows 2, pattern r"^-?[0-9]+(\.[0-9]{1,4})?$";
}

impl Money {
    /// To the decimals of a currency (2 for EUR, 0 for JPY), commercially.
    pub fn round_to(self, decimals: u32) -> Money {
        self.rounded(decimals, Rounding::HalfUp)
    }

    /// What of this amount falls on `part` of the quantity `of`, commercially rounded to four decimals. `of` must not
    /// be 0.
    pub fn share(self, part: Quantity, of: Quantity) -> Money {
        must_fit(self.times_ratio(part.raw(), of.raw(), Rounding::HalfUp).ok())
    }

    /// What part of `whole` this is, to one decimal of a percent; none where the whole is nothing or less.
    pub fn percent_of(self, whole: Money) -> Option<Percent> {
        if !whole.is_positive() {
            return None;
        }
        Percent::from_raw(self.raw())
            .times_ratio(Percent::HUNDRED.raw(), whole.raw(), Rounding::HalfUp)
            .ok()
            .map(|percent| percent.rounded(1, Rounding::HalfUp))
    }

    /// Shares the amount out by weights, to four decimals. See [`Money::split_to`].
    pub fn split(self, weights: &[i64]) -> Vec<Money> {
        self.split_to(weights, Money::SCALE)
    }

    /// Shares the amount out by weights, each part to `decimals` decimals (the currency's). The parts add up exactly:
    /// what rounding down leaves over goes, one step each, to the parts that lost most (the earlier one on a tie);
    /// what is finer than a step goes to the first of those. Weights that come to nothing share equally; without
    /// weights there are no parts.
    pub fn split_to(self, weights: &[i64], decimals: u32) -> Vec<Money> {
        let total: i128 = weights.iter().copied().map(i128::from).sum();
        let equal = vec![1_i64; weights.len()];
        let (weights, total) = if total == 0 {
            (equal.as_slice(), equal.iter().copied().map(i128::from).sum())
        } else {
            (weights, total)
        };
        let step = power_of_ten(Money::SCALE.saturating_sub(decimals));
        let mut parts: Vec<Part> = weights
            .iter()
            .enumerate()
            .map(|(at, weight)| Part::of(self, *weight, total, step, at))
            .collect();
        let given: i128 = parts.iter().map(|part| part.steps * step).sum();
        let mut left = i128::from(self.raw()) - given;
        parts.sort_by(|a, b| b.lost.cmp(&a.lost).then(a.at.cmp(&b.at)));
        let finer = left.rem_euclid(step);
        left -= finer;
        for (turn, part) in parts.iter_mut().enumerate() {
            part.finer = if turn == 0 { finer } else { 0 };
            if left > 0 {
                part.steps += 1;
                left -= step;
            }
        }
        parts.sort_by_key(|part| part.at);
        parts.iter().map(|part| part.amount(step)).collect()
    }
}

/// One part of a split in the making.
struct Part {
    at: usize,
    /// Whole steps, rounded down.
    steps: i128,
    /// What rounding down took, comparable between the parts.
    lost: i128,
    finer: i128,
}

impl Part {
    fn of(amount: Money, weight: i64, total: i128, step: i128, at: usize) -> Part {
        let sign = total.signum();
        let share = i128::from(amount.raw()) * i128::from(weight) * sign;
        let whole = must_fit((total * sign).checked_mul(step));
        Part {
            at,
            steps: share.div_euclid(whole),
            lost: share.rem_euclid(whole),
            finer: 0,
        }
    }

    fn amount(&self, step: i128) -> Money {
        Money::from_raw(must_fit(i64::try_from(self.steps * step + self.finer).ok()))
    }
}
