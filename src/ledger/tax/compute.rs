//! The arithmetic of taxes: pure, with figures worked out by hand beside it.
use crate::ids::TaxCodeId;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Result;
use crate::ledger::tax::Code;
use crate::ledger::tax::ComponentTax;
use crate::ledger::tax::LineTax;
use crate::ledger::tax::TaxRounding;
use crate::ledger::tax::TaxTable;
use crate::ledger::tax::Taxed;
use crate::ledger::tax::TaxedLine;
use rust_decimal::Decimal;
use rust_decimal::RoundingStrategy;
use std::collections::BTreeMap;
use tenon_db::Money;
use tenon_db::Rounding;

/// The tax of one amount under one code: net, and the tax of each component in order.
struct Split {
    net: Money,
    taxes: Vec<Money>,
    /// What each component was computed from.
    bases: Vec<Money>,
}

impl TaxTable {
    /// Net and tax of each line, tax of each component, and the totals; every figure to the currency's decimals.
    pub fn compute(&self, lines: &[TaxedLine], rounding: TaxRounding, decimals: u32) -> Result<Taxed> {
        let mut taxed = match rounding {
            TaxRounding::Line => self.by_line(lines, decimals)?,
            TaxRounding::Rate => self.by_rate(lines, decimals)?,
        };
        taxed.net = taxed.lines.iter().map(|line| line.net).sum();
        taxed.tax = taxed.lines.iter().map(|line| line.tax).sum();
        taxed.total = taxed.net + taxed.tax;
        Ok(taxed)
    }

    /// The code as loaded for the document.
    fn known(&self, id: TaxCodeId) -> Result<&Code> {
        self.codes
            .get(&id)
            .ok_or_else(|| Error::Refused(Message::new("tax-code-unknown")))
    }

    fn by_line(&self, lines: &[TaxedLine], decimals: u32) -> Result<Taxed> {
        let mut sums = Sums::default();
        let mut results = Vec::with_capacity(lines.len());
        for line in lines {
            let Some(id) = line.tax_code else {
                results.push(LineTax {
                    net: line.amount,
                    tax: Money::ZERO,
                });
                continue;
            };
            let code = self.known(id)?;
            let split = split(code, line.amount, decimals)?;
            results.push(LineTax {
                net: split.net,
                tax: split.taxes.iter().sum(),
            });
            sums.add(id, code, &split);
        }
        Ok(Taxed {
            lines: results,
            components: sums.done(),
            ..Taxed::default()
        })
    }

    fn by_rate(&self, lines: &[TaxedLine], decimals: u32) -> Result<Taxed> {
        let mut amounts: BTreeMap<TaxCodeId, Money> = BTreeMap::new();
        for line in lines {
            if let Some(id) = line.tax_code {
                *amounts.entry(id).or_default() += line.amount;
            }
        }
        let mut sums = Sums::default();
        let mut results: Vec<LineTax> = lines
            .iter()
            .map(|line| LineTax {
                net: line.amount,
                tax: Money::ZERO,
            })
            .collect();
        for (id, amount) in amounts {
            let code = self.known(id)?;
            let split = split(code, amount, decimals)?;
            let tax: Money = split.taxes.iter().sum();
            let mut of_code: Vec<(&TaxedLine, &mut LineTax)> = lines
                .iter()
                .zip(results.iter_mut())
                .filter(|(line, _)| line.tax_code == Some(id))
                .collect();
            let weights: Vec<i64> = of_code.iter().map(|(line, _)| line.amount.raw()).collect();
            for ((_, result), part) in of_code.iter_mut().zip(tax.split_to(&weights, decimals)) {
                result.tax = part;
                if code.is_inclusive {
                    result.net -= part;
                }
            }
            sums.add(id, code, &split);
        }
        Ok(Taxed {
            lines: results,
            components: sums.done(),
            ..Taxed::default()
        })
    }
}

/// Splits an amount under a code: an inclusive one contains the tax, an exclusive one is the net.
fn split(code: &Code, amount: Money, decimals: u32) -> Result<Split> {
    if code.is_inclusive {
        split_inclusive(code, amount, decimals)
    } else {
        split_exclusive(code, amount, decimals)
    }
}

fn split_exclusive(code: &Code, net: Money, decimals: u32) -> Result<Split> {
    let (mut taxes, mut bases) = (Vec::new(), Vec::new());
    let mut before = Money::ZERO;
    for component in &code.components {
        let base = if component.is_compound { net + before } else { net };
        let tax = component.rate.of(base, decimals, Rounding::HalfUp)?;
        before += tax;
        taxes.push(tax);
        bases.push(base);
    }
    Ok(Split { net, taxes, bases })
}

/// net = amount ÷ (1 + all rates together), rounded once; the components share amount − net, the last takes what
/// rounding left.
fn split_inclusive(code: &Code, amount: Money, decimals: u32) -> Result<Split> {
    let mut parts: Vec<Decimal> = Vec::new();
    for component in &code.components {
        let before: Decimal = parts.iter().sum();
        let base = if component.is_compound {
            Decimal::ONE + before
        } else {
            Decimal::ONE
        };
        parts.push(base * component.rate.to_fraction());
    }
    let all: Decimal = parts.iter().sum();
    let exact = amount.to_decimal() / (Decimal::ONE + all);
    let net = rounded_once(exact, decimals)?;
    let mut left = amount - net;
    let mut taxes = Vec::new();
    for (place, part) in parts.iter().enumerate() {
        let is_last = place + 1 == parts.len();
        let share = rounded_once(exact * part, decimals)?;
        let tax = if is_last { left } else { share };
        left -= tax;
        taxes.push(tax);
    }
    let mut before = Money::ZERO;
    let mut bases = Vec::new();
    for (component, tax) in code.components.iter().zip(&taxes) {
        bases.push(if component.is_compound { net + before } else { net });
        before += *tax;
    }
    Ok(Split { net, taxes, bases })
}

/// Commercial rounding straight to the currency's decimals: by way of four decimals 8.39496 would become 8.3950 and 8.40.
fn rounded_once(exact: Decimal, decimals: u32) -> Result<Money> {
    let fitted = exact.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero);
    Ok(Money::from_decimal_rounded(fitted, Rounding::HalfUp)?)
}

/// Sums by code and place of the component, in that order.
#[derive(Default)]
struct Sums(BTreeMap<(TaxCodeId, usize), ComponentTax>);

impl Sums {
    fn add(&mut self, id: TaxCodeId, code: &Code, split: &Split) {
        let figures = split.bases.iter().zip(&split.taxes);
        for (place, (component, (base, tax))) in code.components.iter().zip(figures).enumerate() {
            let sum = self.0.entry((id, place)).or_insert_with(|| ComponentTax {
                component: component.id,
                account: component.account,
                name: component.name.clone(),
                rate: component.rate,
                base: Money::ZERO,
                tax: Money::ZERO,
                note: code.note.clone(),
            });
            sum.base += *base;
            sum.tax += *tax;
        }
    }

    fn done(self) -> Vec<ComponentTax> {
        self.0.into_values().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::AccountId;
    use crate::ids::TaxComponentId;
    use crate::ledger::tax::Component;
    use tenon_db::Percent;

    fn money(text: &str) -> Money {
        text.parse().unwrap_or_default()
    }

    /// A table of one code (number 1) with these components: rate and whether it is compound.
    fn table(is_inclusive: bool, components: &[(&str, bool)]) -> TaxTable {
        let components = components
            .iter()
            .zip(1_i64..)
            .map(|((rate, is_compound), number)| Component {
                id: TaxComponentId::from(number),
                account: AccountId::from(number),
                name: format!("component {number}"),
                rate: rate.parse::<Percent>().unwrap_or_default(),
                is_compound: *is_compound,
            });
        let code = Code {
            code: "T".to_owned(),
            name: "Tax".to_owned(),
            is_inclusive,
            note: String::new(),
            is_active: true,
            components: components.collect(),
        };
        TaxTable {
            codes: BTreeMap::from([(TaxCodeId::from(1), code)]),
        }
    }

    fn compute(table: &TaxTable, amounts: &[&str], rounding: TaxRounding, decimals: u32) -> Taxed {
        let tax_code = Some(TaxCodeId::from(1));
        let lines: Vec<TaxedLine> = amounts
            .iter()
            .map(|amount| TaxedLine {
                amount: money(amount),
                tax_code,
            })
            .collect();
        table.compute(&lines, rounding, decimals).unwrap_or_default()
    }

    fn taxes(taxed: &Taxed) -> Vec<Money> {
        taxed.components.iter().map(|component| component.tax).collect()
    }

    #[test]
    fn exclusive_tax_is_added() {
        // 19 % of 100.00 and of 0.05 (0.0095, rounded 0.01).
        let taxed = compute(
            &table(false, &[("19", false)]),
            &["100.00", "0.05"],
            TaxRounding::Line,
            2,
        );
        assert_eq!(
            (taxed.net, taxed.tax, taxed.total),
            (money("100.05"), money("19.01"), money("119.06"))
        );
        assert_eq!(
            taxed.components.first().map(|component| component.base),
            Some(money("100.05"))
        );
    }

    #[test]
    fn inclusive_tax_is_taken_out() {
        // 119.00 / 1.19 = 100.00; 9.99 / 1.19 = 8.3949… → 8.39, tax 1.60.
        let taxed = compute(
            &table(true, &[("19", false)]),
            &["119.00", "9.99"],
            TaxRounding::Line,
            2,
        );
        assert_eq!(
            (taxed.net, taxed.tax, taxed.total),
            (money("108.39"), money("20.60"), money("128.99"))
        );
    }

    #[test]
    fn rounding_each_line_or_once_for_the_rate_differs() {
        // 7 % of 0.50 is 0.035 → 0.04 on each of three lines: 0.12; 7 % of 1.50 is 0.105 → 0.11.
        let table = table(false, &[("7", false)]);
        let lines = ["0.50", "0.50", "0.50"];
        assert_eq!(compute(&table, &lines, TaxRounding::Line, 2).tax, money("0.12"));
        let by_rate = compute(&table, &lines, TaxRounding::Rate, 2);
        assert_eq!(by_rate.tax, money("0.11"));
        let parts: Vec<Money> = by_rate.lines.iter().map(|line| line.tax).collect();
        assert_eq!(parts, vec![money("0.04"), money("0.04"), money("0.03")]);
    }

    #[test]
    fn several_components_each_take_their_own_rate() {
        // 5 % and 9.975 % of 200.00, neither on top of the other.
        let taxed = compute(
            &table(false, &[("5", false), ("9.975", false)]),
            &["200.00"],
            TaxRounding::Line,
            2,
        );
        assert_eq!(taxes(&taxed), vec![money("10.00"), money("19.95")]);
        assert_eq!(taxed.total, money("229.95"));
    }

    #[test]
    fn a_compound_component_stands_on_those_before() {
        // 10 % of 100.00 is 10.00; 5 % of 110.00 is 5.50.
        let taxed = compute(
            &table(false, &[("10", false), ("5", true)]),
            &["100.00"],
            TaxRounding::Line,
            2,
        );
        assert_eq!(taxes(&taxed), vec![money("10.00"), money("5.50")]);
        assert_eq!(
            taxed.components.last().map(|component| component.base),
            Some(money("110.00"))
        );
    }

    #[test]
    fn a_compound_inclusive_price_comes_apart_the_same_way() {
        // 115.50 = 100.00 + 10.00 + 5.50.
        let taxed = compute(
            &table(true, &[("10", false), ("5", true)]),
            &["115.50"],
            TaxRounding::Line,
            2,
        );
        assert_eq!(taxed.net, money("100.00"));
        assert_eq!(taxes(&taxed), vec![money("10.00"), money("5.50")]);
    }

    #[test]
    fn a_currency_without_decimals_gets_whole_taxes() {
        // 10 % of 1,234 is 123.4 → 123.
        let taxed = compute(&table(false, &[("10", false)]), &["1234"], TaxRounding::Rate, 0);
        assert_eq!(taxed.total, money("1357"));
    }

    #[test]
    fn lines_without_a_code_bear_no_tax() {
        let line = TaxedLine {
            amount: money("12.00"),
            tax_code: None,
        };
        let taxed = TaxTable::default()
            .compute(&[line], TaxRounding::Rate, 2)
            .unwrap_or_default();
        assert_eq!(
            (taxed.net, taxed.tax, taxed.total),
            (money("12.00"), Money::ZERO, money("12.00"))
        );
        let unknown = TaxedLine {
            tax_code: Some(TaxCodeId::from(9)),
            ..line
        };
        assert!(TaxTable::default().compute(&[unknown], TaxRounding::Rate, 2).is_err());
    }
}
