//! A discount for paying early: what an invoice offers of it, and how one that is taken is booked. It takes back the same
//! part of each tax; the rest goes to the account for discounts.
use crate::finance::invoice::Invoice;
use crate::finance::invoice::posting::TaxToPost;
use crate::ids::CustomerInvoiceId;
use crate::ids::Subject;
use crate::kernel::error::Result;
use crate::ledger;
use crate::ledger::open_item::OpenItem;
use chrono::NaiveDate;
use std::collections::BTreeMap;
use tenon_db::Conn;
use tenon_db::Money;
use tenon_db::Rounding;

/// Until when, and how much, may be taken off an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Offer {
    pub until: NaiveDate,
    pub amount: Money,
}

/// Discounts that are taken, as they are booked.
#[derive(Debug, Clone, Default)]
pub struct Taken {
    pub amount: Money,
    pub net: Money,
    /// What goes back of each tax, and of what it was computed from.
    pub taxes: Vec<TaxToPost>,
}

fn part(of: Money, amount: Money, whole: Money, decimals: u32) -> Result<Money> {
    Ok(of.times_ratio_to((amount.raw(), whole.raw()), decimals, Rounding::HalfUp)?)
}

/// What an invoice still offers on one of its items: of what is open, the part its discount is of its total; never more
/// than is left of the discount after what was granted already.
pub fn offer(invoice: &Invoice, item: &OpenItem, granted: Money, decimals: u32) -> Result<Option<Offer>> {
    let is_due = item.open_amount.is_positive() && !invoice.is_credit_note();
    let Some(until) = invoice.discount_date.filter(|_| is_due) else {
        return Ok(None);
    };
    let amount = part(
        invoice.discount_amount,
        item.open_amount,
        invoice.total_amount,
        decimals,
    )?;
    let amount = amount.min(invoice.discount_amount - granted);
    Ok(Some(Offer { until, amount }).filter(|offer| offer.amount.is_positive()))
}

/// The most that may be taken with what settles so much of the item: the settled part's part of the discount. All that
/// is open takes all that is offered; a part is rounded down, so that parts never come to more than the discount.
pub fn most(
    invoice: &Invoice,
    item: &OpenItem,
    (settled, granted): (Money, Money),
    decimals: u32,
) -> Result<Option<Offer>> {
    let Some(offer) = offer(invoice, item, granted, decimals)? else {
        return Ok(None);
    };
    if settled >= item.open_amount {
        return Ok(Some(offer));
    }
    let share = (settled.raw(), invoice.total_amount.raw());
    let amount = invoice
        .discount_amount
        .times_ratio_to(share, decimals, Rounding::Down)?
        .min(offer.amount);
    Ok(Some(Offer { amount, ..offer }))
}

/// What was granted on each of these invoices already and stands, also by hand.
pub fn granted(conn: &mut Conn, ids: &[CustomerInvoiceId]) -> Result<BTreeMap<CustomerInvoiceId, Money>> {
    let Some(kind) = ids.first().map(|id| Subject::CustomerInvoice(*id).code()) else {
        return Ok(BTreeMap::new());
    };
    let raw: Vec<i64> = ids.iter().map(|id| id.raw()).collect();
    let sums = ledger::open_item::queries::discounts_of(conn, kind, &raw)?;
    Ok(sums.into_iter().map(|(id, sum)| (id.into(), sum)).collect())
}

impl Taken {
    /// Adds a discount on an invoice of this total with these taxes.
    pub fn add(&mut self, discount: Money, total: Money, taxes: &[TaxToPost], decimals: u32) -> Result<()> {
        let mut net = discount;
        for tax in taxes {
            let back = TaxToPost {
                base: part(tax.base, discount, total, decimals)?,
                tax: part(tax.tax, discount, total, decimals)?,
                ..tax.clone()
            };
            net -= back.tax;
            let known = |one: &&mut TaxToPost| one.component == back.component && one.account == back.account;
            match self.taxes.iter_mut().find(known) {
                Some(one) => {
                    one.base += back.base;
                    one.tax += back.tax;
                }
                None => self.taxes.push(back),
            }
        }
        self.amount += discount;
        self.net += net;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Taken;
    use crate::finance::invoice::posting::TaxToPost;
    use crate::ids::AccountId;
    use crate::ids::TaxComponentId;
    use tenon_db::Money;

    fn money(text: &str) -> Money {
        text.parse().unwrap_or_default()
    }

    #[test]
    fn each_tax_goes_back_by_its_part_and_the_rest_is_net() {
        // 100 at 19 % and 100 at 7 %: 2 % of 226.00 are 4.52, of which 0.38 and 0.14 are tax.
        let tax = |id, tax| TaxToPost {
            component: TaxComponentId::from(id),
            account: AccountId::from(1),
            base: money("100.00"),
            tax: money(tax),
        };
        let mut taken = Taken::default();
        let taxes = [tax(1, "19.00"), tax(2, "7.00")];
        let added = taken.add(money("4.52"), money("226.00"), &taxes, 2);
        assert!(added.is_ok());
        let texts: Vec<String> = taken
            .taxes
            .iter()
            .map(|tax| format!("{} {}", tax.base, tax.tax))
            .collect();
        assert_eq!(texts, ["2.00 0.38", "2.00 0.14"]);
        assert_eq!((taken.amount, taken.net), (money("4.52"), money("4.00")));
        let added = taken.add(money("2.38"), money("119.00"), &[tax(1, "19.00")], 2);
        assert!(added.is_ok());
        assert_eq!((taken.taxes.len(), taken.net), (2, money("6.00")));
    }
}
