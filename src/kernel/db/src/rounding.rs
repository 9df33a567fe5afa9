//! Every rounding rule of the house, and where each one acts. Nothing rounds elsewhere, and nothing uses floats.
//!
//! - `HalfUp` (commercial): amounts of document lines and taxes, converted currencies, shares and parts of amounts.
//!   A company chooses whether its taxes are rounded per line or per tax rate; the rule is this one both times.
//! - `HalfEven`: averages that are computed over and over, such as the moving average cost of a product.
//! - `Up`: what must not fall short: order quantities filled up to a package or lot size, what a bill of materials
//!   asks for.
//! - `Down`: what must not be exceeded: a part that is paid out or taken back bit by bit, before its last one.

/// How a value that has more digits than its place is fitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Rounding {
    /// To the nearest; a half goes away from zero.
    HalfUp,
    /// To the nearest; a half goes to the even neighbour.
    HalfEven,
    /// Away from zero.
    Up,
    /// Towards zero.
    Down,
}

impl Rounding {
    /// `numerator ÷ denominator` as a whole number by this rule. The denominator must not be 0.
    pub fn divide(self, numerator: i128, denominator: i128) -> i128 {
        assert!(denominator != 0, "nothing can be divided by zero");
        let (quotient, remainder) = (numerator / denominator, numerator % denominator);
        if remainder == 0 {
            return quotient;
        }
        // Twice the remainder against the denominator, without doubling what may be large.
        let (part, rest) = (
            remainder.unsigned_abs(),
            denominator.unsigned_abs() - remainder.unsigned_abs(),
        );
        let goes_away_from_zero = match self {
            Rounding::Up => true,
            Rounding::Down => false,
            Rounding::HalfUp => part >= rest,
            Rounding::HalfEven => part > rest || (part == rest && quotient % 2 != 0),
        };
        if !goes_away_from_zero {
            return quotient;
        }
        if (numerator < 0) == (denominator < 0) {
            quotient + 1
        } else {
            quotient - 1
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Rounding::Down;
    use super::Rounding::HalfEven;
    use super::Rounding::HalfUp;
    use super::Rounding::Up;

    #[test]
    fn each_rule_on_both_sides_of_zero() {
        let tenths = [-25, -21, -15, -11, -5, -1, 0, 1, 5, 11, 15, 21, 25];
        let by = |rule: super::Rounding| tenths.map(|n| rule.divide(n, 10));
        assert_eq!(by(HalfUp), [-3, -2, -2, -1, -1, 0, 0, 0, 1, 1, 2, 2, 3]);
        assert_eq!(by(HalfEven), [-2, -2, -2, -1, 0, 0, 0, 0, 0, 1, 2, 2, 2]);
        assert_eq!(by(Up), [-3, -3, -2, -2, -1, -1, 0, 1, 1, 2, 2, 3, 3]);
        assert_eq!(by(Down), [-2, -2, -1, -1, 0, 0, 0, 0, 0, 1, 1, 2, 2]);
    }

    #[test]
    fn a_negative_denominator_and_large_numbers() {
        assert_eq!(HalfUp.divide(5, -10), -1);
        assert_eq!(HalfUp.divide(-5, -10), 1);
        assert_eq!(HalfUp.divide(i128::MAX, i128::MAX - 1), 1);
        assert_eq!(HalfUp.divide(i128::MAX - 1, i128::MAX), 1);
    }

    #[test]
    #[should_panic(expected = "divided by zero")]
    fn zero_divides_nothing() {
        HalfUp.divide(1, 0);
    }
}
