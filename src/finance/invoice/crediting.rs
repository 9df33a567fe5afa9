//! What a credit note takes back of an invoice: at the original price and tax, never more than is left, and what is left
//! to the last cent when the rest is taken.
use crate::finance::invoice::InvoiceLine;
use crate::ids::TaxCodeId;
use crate::ids::TaxComponentId;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Result;
use crate::ledger::tax::LineTax;
use std::collections::BTreeMap;
use tenon_db::Money;
use tenon_db::Percent;
use tenon_db::Quantity;
use tenon_db::Rounding;

/// An invoiced line with what credit notes, drafts too, have taken of it.
#[derive(Debug, Clone)]
pub struct LeftOfLine {
    pub line: InvoiceLine,
    pub credited_quantity: Quantity,
    pub credited_net: Money,
    pub credited_tax: Money,
}

impl LeftOfLine {
    /// In the product's base unit.
    pub fn base_quantity(&self) -> Quantity {
        self.line.base_quantity - self.credited_quantity
    }

    /// In the unit of the line.
    pub fn quantity(&self) -> Quantity {
        self.in_line_unit(self.base_quantity())
    }

    /// A quantity of the base unit in the unit of the line.
    pub fn in_line_unit(&self, base: Quantity) -> Quantity {
        let line = &self.line;
        let told = line
            .quantity
            .times_ratio(base.raw(), line.base_quantity.raw(), Rounding::HalfUp);
        told.unwrap_or(line.quantity)
    }

    /// A quantity of the line's unit in the base unit.
    pub fn in_base_unit(&self, quantity: Quantity) -> Quantity {
        let line = &self.line;
        let told = line
            .base_quantity
            .times_ratio(quantity.raw(), line.quantity.raw(), Rounding::HalfUp);
        told.unwrap_or(line.base_quantity)
    }

    /// What is said when more is wanted of the line than is left, both in the base unit.
    pub fn over(&self, left: Quantity, wanted: Quantity) -> Message {
        Message::new("credit-over-line")
            .with("line", &self.line.description)
            .with("left", self.in_line_unit(left))
            .with("wanted", self.in_line_unit(wanted))
    }

    /// Counts a part of the line as credited.
    pub fn take(&mut self, base: Quantity, part: LineTax) {
        self.credited_quantity += base;
        self.credited_net += part.net;
        self.credited_tax += part.tax;
    }

    /// Net and tax of a part of the line: its share, commercially rounded; with the rest, what is left.
    pub fn part(&self, base: Quantity, decimals: u32) -> Result<LineTax> {
        let left = self.base_quantity();
        if base > left || !base.is_positive() {
            return Err(Error::Refused(self.over(left, base)));
        }
        let (net, tax) = (
            self.line.net_amount - self.credited_net,
            self.line.tax_amount - self.credited_tax,
        );
        if base == left {
            return Ok(LineTax { net, tax });
        }
        let whole = self.line.base_quantity.raw();
        let share = |amount: Money, most: Money| -> Result<Money> {
            let share = amount.times_ratio_to((base.raw(), whole), decimals, Rounding::HalfUp)?;
            // The sign is the line's: a deduction stays one.
            Ok(if most.is_negative() {
                share.max(most)
            } else {
                share.min(most)
            })
        };
        Ok(LineTax {
            net: share(self.line.net_amount, net)?,
            tax: share(self.line.tax_amount, tax)?,
        })
    }
}

/// A component of the invoice's tax with what is left of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOfTax {
    pub component: TaxComponentId,
    pub tax_code: TaxCodeId,
    pub is_compound: bool,
    pub name: String,
    pub rate: Percent,
    pub note: String,
    pub tax: Money,
}

/// One component's part of a credit note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaxPart {
    pub component: TaxComponentId,
    pub name: String,
    pub rate: Percent,
    pub note: String,
    pub base: Money,
    pub tax: Money,
}

/// The credited tax of each code, shared out over its components as they stand on the invoice, less what is credited
/// already: so that several credit notes add up to the invoice.
pub fn tax_parts(lines: &[(Option<TaxCodeId>, LineTax)], left: &[LeftOfTax], decimals: u32) -> Vec<TaxPart> {
    let mut sums: BTreeMap<TaxCodeId, LineTax> = BTreeMap::new();
    for (code, part) in lines {
        if let Some(code) = code {
            let sum = sums.entry(*code).or_default();
            sum.net += part.net;
            sum.tax += part.tax;
        }
    }
    let mut parts = Vec::new();
    for (code, sum) in sums {
        let components: Vec<&LeftOfTax> = left.iter().filter(|one| one.tax_code == code).collect();
        let weights: Vec<i64> = components.iter().map(|one| one.tax.raw()).collect();
        let mut before = Money::ZERO;
        for (one, tax) in components.into_iter().zip(sum.tax.split_to(&weights, decimals)) {
            let base = if one.is_compound { sum.net + before } else { sum.net };
            before += tax;
            parts.push(TaxPart {
                component: one.component,
                name: one.name.clone(),
                rate: one.rate,
                note: one.note.clone(),
                base,
                tax,
            });
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::AccountId;
    use crate::ids::CustomerInvoiceId;
    use crate::ids::CustomerInvoiceLineId;
    use crate::ids::ProductId;
    use crate::ids::UnitId;
    use tenon_db::UnitPrice;

    fn money(text: &str) -> Money {
        text.parse().unwrap_or_default()
    }

    /// Three pieces at 0.335 each: 1.005, rounded 1.01; 19 % of it 0.19.
    fn line(credited: (i64, &str, &str)) -> LeftOfLine {
        LeftOfLine {
            line: InvoiceLine {
                id: CustomerInvoiceLineId::from(1),
                customer_invoice_id: CustomerInvoiceId::from(1),
                position: 1,
                sales_order_line_id: None,
                credits_line_id: None,
                product_id: ProductId::from(1),
                description: "Screw".to_owned(),
                unit_id: UnitId::from(1),
                quantity: Quantity::whole(3),
                base_quantity: Quantity::whole(3),
                unit_price: "0.335".parse::<UnitPrice>().unwrap_or_default(),
                discount_percent: Percent::ZERO,
                tax_code_id: Some(TaxCodeId::from(1)),
                net_amount: money("1.01"),
                tax_amount: money("0.19"),
                account_id: AccountId::from(1),
            },
            credited_quantity: Quantity::whole(credited.0),
            credited_net: money(credited.1),
            credited_tax: money(credited.2),
        }
    }

    fn part(left: &LeftOfLine, pieces: i64) -> (String, String) {
        let part = left.part(Quantity::whole(pieces), 2).unwrap_or_default();
        (part.net.to_string(), part.tax.to_string())
    }

    #[test]
    fn three_credits_of_one_piece_come_to_the_line_exactly() {
        // 1.01 ÷ 3 = 0.3367 → 0.34, 0.34, and the rest 0.33; 0.19 ÷ 3 = 0.0633 → 0.06, 0.06, and the rest 0.07.
        assert_eq!(part(&line((0, "0", "0")), 1), ("0.34".to_owned(), "0.06".to_owned()));
        assert_eq!(
            part(&line((1, "0.34", "0.06")), 1),
            ("0.34".to_owned(), "0.06".to_owned())
        );
        assert_eq!(
            part(&line((2, "0.68", "0.12")), 1),
            ("0.33".to_owned(), "0.07".to_owned())
        );
    }

    #[test]
    fn nothing_is_credited_twice() {
        assert!(line((2, "0.68", "0.12")).part(Quantity::whole(2), 2).is_err());
        assert!(line((3, "1.01", "0.19")).part(Quantity::whole(1), 2).is_err());
        assert!(line((0, "0", "0")).part(Quantity::ZERO, 2).is_err());
    }

    #[test]
    fn the_components_of_a_code_share_its_credited_tax() {
        // 10.00 and 19.95 of one code on 200.00; half of it back: 14.98 = 5.00 + 9.98.
        let left = |component: i64, tax: &str| LeftOfTax {
            component: TaxComponentId::from(component),
            tax_code: TaxCodeId::from(1),
            is_compound: false,
            name: String::new(),
            rate: Percent::ZERO,
            note: String::new(),
            tax: money(tax),
        };
        let half = LineTax {
            net: money("100.00"),
            tax: money("14.98"),
        };
        let parts = tax_parts(
            &[(Some(TaxCodeId::from(1)), half)],
            &[left(1, "10.00"), left(2, "19.95")],
            2,
        );
        let taxes: Vec<String> = parts.iter().map(|part| part.tax.to_string()).collect();
        assert_eq!(taxes, ["5.00", "9.98"]);
        assert!(parts.iter().all(|part| part.base == money("100.00")));
    }
}
