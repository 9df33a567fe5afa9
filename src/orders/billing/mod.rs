//! Billing: invoices from an order or from a delivery, credit notes from a return, and the cost of sales that follows every
//! posted one.
pub mod ops;
pub mod queries;

use crate::command;
use crate::ids::CustomerInvoiceLineId;
use crate::ids::SalesOrderLineId;
use crate::orders::progress::queries::ByLine;
use crate::orders::sales_order::OrderLine;
use chrono::NaiveDate;
use std::collections::BTreeMap;
use tenon_db::Quantity;

command! {
    /// Makes an invoice or a credit note, as a draft or posted at once.
    pub struct Bill {
        /// Today when left out.
        pub invoice_date: Option<NaiveDate>,
        pub post: bool,
    }
}

/// What of each line can still be invoiced, in base units: not invoiced, and not on an invoice that is a draft.
pub fn open_lines<'a>(lines: &'a [OrderLine], on_drafts: &ByLine, is_closed: bool) -> Vec<(&'a OrderLine, Quantity)> {
    let open = |line: &OrderLine| {
        let drafted = on_drafts.get(&line.line.id).copied().unwrap_or_default();
        line.tracked().uninvoiced(is_closed) - drafted
    };
    let all = lines.iter().map(|line| (line, open(line)));
    all.filter(|(_, open)| open.is_positive()).collect()
}

/// What of a delivery is invoiced: its goods as far as they are still open, and the services of the order with them.
pub fn with_delivery<'a>(
    open: &[(&'a OrderLine, Quantity)],
    delivered: &BTreeMap<SalesOrderLineId, Quantity>,
) -> Vec<(&'a OrderLine, Quantity)> {
    let part = |(line, open): &(&'a OrderLine, Quantity)| {
        let quantity = if line.tracked().is_stocked() {
            let sent = delivered.get(&line.line.id).copied().unwrap_or_default();
            (*open).min(sent)
        } else {
            *open
        };
        (*line, quantity)
    };
    open.iter()
        .map(part)
        .filter(|(_, quantity)| quantity.is_positive())
        .collect()
}

/// A posted invoice line and what of it is not credited yet, in base units.
#[derive(Debug, Clone)]
pub struct Creditable {
    pub invoice: crate::ids::CustomerInvoiceId,
    pub line: CustomerInvoiceLineId,
    pub order_line: SalesOrderLineId,
    pub left: Quantity,
}

/// Which invoice lines take a returned quantity, the newest first. What was never invoiced needs no credit.
pub fn credits(
    creditable: &[Creditable],
    returned: &BTreeMap<SalesOrderLineId, Quantity>,
) -> Vec<(Creditable, Quantity)> {
    let mut rest = returned.clone();
    let mut taken = Vec::new();
    for line in creditable {
        let Some(open) = rest.get_mut(&line.order_line) else {
            continue;
        };
        let part = (*open).min(line.left);
        if part.is_positive() {
            *open -= part;
            taken.push((line.clone(), part));
        }
    }
    taken
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(invoice: i64, order_line: i64, left: i64) -> Creditable {
        Creditable {
            invoice: invoice.into(),
            line: (invoice * 10 + order_line).into(),
            order_line: order_line.into(),
            left: Quantity::whole(left),
        }
    }

    #[test]
    fn a_return_is_credited_on_the_newest_invoices_first() {
        let creditable = [line(2, 7, 3), line(1, 7, 5), line(1, 8, 5)];
        let returned = BTreeMap::from([(7.into(), Quantity::whole(4)), (8.into(), Quantity::whole(9))]);
        let taken: Vec<(i64, i64)> = credits(&creditable, &returned)
            .iter()
            .map(|(line, part)| (line.line.raw(), part.raw() / 1_000_000))
            .collect();
        assert_eq!(taken, vec![(27, 3), (17, 1), (18, 5)]);
    }
}
