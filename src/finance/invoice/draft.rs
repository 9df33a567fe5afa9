//! From a draft's wishes to its rows: nets and taxes of each line, the tax of each component, totals, terms.
use crate::finance::invoice::DraftInvoice;
use crate::finance::invoice::DraftLine;
use crate::finance::invoice::InvoiceKind;
use crate::finance::invoice::crediting::LeftOfLine;
use crate::finance::invoice::crediting::LeftOfTax;
use crate::finance::invoice::crediting::TaxPart;
use crate::finance::invoice::crediting::tax_parts;
use crate::ids::AccountId;
use crate::ids::CustomerInvoiceLineId;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Result;
use crate::ledger::tax::LineTax;
use crate::ledger::tax::TaxRounding;
use crate::ledger::tax::TaxTable;
use crate::ledger::tax::TaxedLine;
use crate::refuse_unless;
use std::collections::BTreeMap;
use tenon_db::Money;

/// What the computation stands on besides the draft.
pub struct Basis<'a> {
    pub table: &'a TaxTable,
    pub rounding: TaxRounding,
    /// Of the document's currency.
    pub decimals: u32,
    pub left: &'a BTreeMap<CustomerInvoiceLineId, LeftOfLine>,
    pub left_taxes: &'a [LeftOfTax],
}

/// A line with its figures; the account comes from the product's category.
#[derive(Debug, Clone)]
pub struct ComputedLine {
    pub line: DraftLine,
    pub net: Money,
    pub tax: Money,
    /// Of the credited line; else the category's.
    pub account: Option<AccountId>,
}

#[derive(Debug, Clone, Default)]
pub struct Computed {
    pub lines: Vec<ComputedLine>,
    pub taxes: Vec<TaxPart>,
    pub net: Money,
    pub tax: Money,
}

impl Computed {
    pub fn total(&self) -> Money {
        self.net + self.tax
    }
}

/// Computes a draft. Lines that take back others stand at those lines' price and tax; all others are taxed by their code.
pub fn compute(draft: &DraftInvoice, basis: &Basis<'_>) -> Result<Computed> {
    refuse_unless!(!draft.lines.is_empty(), "invoice-has-no-lines");
    let mut computed = Computed::default();
    let mut credited: Vec<(Option<crate::ids::TaxCodeId>, LineTax)> = Vec::new();
    let mut taxed: Vec<TaxedLine> = Vec::new();
    // A line that is taken back twice takes the second time of what the first left.
    let mut left = basis.left.clone();
    for (line, index) in draft.lines.iter().zip(0_i64..) {
        check(line, index)?;
        if let Some(id) = line.credits_line {
            let left = left.get_mut(&id).ok_or(Error::NotFound("customer-invoice-line"))?;
            let one = credited_line(line, left, basis.decimals)?;
            let part = LineTax {
                net: one.net,
                tax: one.tax,
            };
            left.take(one.line.base_quantity, part);
            credited.push((one.line.tax_code, part));
            computed.lines.push(one);
            continue;
        }
        let amount = line
            .quantity
            .amount_less(line.unit_price, line.discount_percent, basis.decimals)?;
        taxed.push(TaxedLine {
            amount,
            tax_code: line.tax_code,
        });
        computed.lines.push(ComputedLine {
            line: line.clone(),
            net: amount,
            tax: Money::ZERO,
            account: None,
        });
    }
    computed.taxes = tax_parts(&credited, basis.left_taxes, basis.decimals);
    let free = basis.table.compute(&taxed, basis.rounding, basis.decimals)?;
    let of_table = computed
        .lines
        .iter_mut()
        .filter(|line| line.line.credits_line.is_none());
    for (line, figures) in of_table.zip(&free.lines) {
        line.net = figures.net;
        line.tax = figures.tax;
    }
    for component in free.components {
        merge(
            &mut computed.taxes,
            TaxPart {
                component: component.component,
                name: component.name,
                rate: component.rate,
                note: component.note,
                base: component.base,
                tax: component.tax,
            },
        );
    }
    computed.net = computed.lines.iter().map(|line| line.net).sum();
    computed.tax = computed.lines.iter().map(|line| line.tax).sum();
    let key = match draft.kind {
        InvoiceKind::Invoice => "invoice-total-negative",
        InvoiceKind::CreditNote => "credit-note-total-negative",
    };
    if computed.total().is_negative() {
        return Err(Error::Refused(
            Message::new(key).with("total", (computed.total(), &draft.currency)),
        ));
    }
    Ok(computed)
}

fn check(line: &DraftLine, index: i64) -> Result<()> {
    let wrong =
        |field: &str, key: &'static str| Err(Error::invalid(format!("lines.{index}.{field}"), Message::new(key)));
    if !line.quantity.is_positive() || !line.base_quantity.is_positive() {
        return wrong("quantity", "problem-not-positive");
    }
    let is_share = !line.discount_percent.is_negative() && line.discount_percent <= tenon_db::Percent::HUNDRED;
    if !is_share {
        return wrong("discount_percent", "percent-out-of-range");
    }
    Ok(())
}

/// Price, unit, tax and account as on the line that is taken back; only the quantity is the draft's.
fn credited_line(line: &DraftLine, left: &LeftOfLine, decimals: u32) -> Result<ComputedLine> {
    let part = left.part(line.base_quantity, decimals)?;
    let original = &left.line;
    let line = DraftLine {
        sales_order_line: line.sales_order_line.or(original.sales_order_line_id),
        product: original.product_id,
        unit: original.unit_id,
        quantity: left.in_line_unit(line.base_quantity),
        unit_price: original.unit_price,
        discount_percent: original.discount_percent,
        tax_code: original.tax_code_id,
        ..line.clone()
    };
    Ok(ComputedLine {
        line,
        net: part.net,
        tax: part.tax,
        account: Some(original.account_id),
    })
}

fn merge(taxes: &mut Vec<TaxPart>, part: TaxPart) {
    match taxes.iter_mut().find(|known| known.component == part.component) {
        Some(known) => {
            known.base += part.base;
            known.tax += part.tax;
        }
        None => taxes.push(part),
    }
}
