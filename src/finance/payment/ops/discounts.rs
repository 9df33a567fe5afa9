//! The discounts of a payment: each within what its invoice offers on the day, or granted by an accountant.
use crate::finance::invoice;
use crate::finance::payment::Direction;
use crate::finance::payment::Payment;
use crate::finance::payment::discount;
use crate::finance::payment::discount::Taken;
use crate::finance::payment::ops::targets::Target;
use crate::ids::CustomerInvoiceId;
use crate::ids::Subject;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Result;
use crate::kernel::tx::Tx;
use crate::permission::Permission;
use crate::refuse_unless;
use tenon_db::Money;

fn invoice_of(target: &Target) -> Option<CustomerInvoiceId> {
    match target.item.origin() {
        Some(Subject::CustomerInvoice(id)) => Some(id),
        _ => None,
    }
}

/// What the payment's discounts come to, each checked.
pub fn taken(tx: &mut Tx<'_>, row: &Payment, chosen: &[Target], decimals: u32) -> Result<Taken> {
    let mut taken = Taken::default();
    let reduced: Vec<&Target> = chosen.iter().filter(|target| !target.discount.is_zero()).collect();
    if reduced.is_empty() {
        return Ok(taken);
    }
    let ids: Vec<CustomerInvoiceId> = reduced.iter().filter_map(|target| invoice_of(target)).collect();
    let invoices = invoice::queries::get_many(tx.conn, &ids)?;
    let taxes = invoice::queries::taxes_of_many(tx.conn, &ids)?;
    let mut granted = discount::granted(tx.conn, &ids)?;
    for target in reduced {
        let number = &target.item.document_number;
        let invoice = invoice_of(target).and_then(|id| invoices.get(&id));
        let Some(invoice) = invoice.filter(|invoice| row.direction == Direction::In && !invoice.is_credit_note())
        else {
            return Err(Error::Refused(
                Message::new("discount-not-of-invoice").with("number", number),
            ));
        };
        let is_rounded = target.discount.round_to(decimals) == target.discount;
        refuse_unless!(
            target.discount.is_positive() && is_rounded,
            "discount-not-an-amount",
            number = number
        );
        let had = granted.entry(invoice.id).or_default();
        let most = discount::most(invoice, &target.item, (target.amount, *had), decimals)?;
        *had += target.discount;
        let most = most.filter(|offer| row.payment_date <= offer.until);
        let most = most.map_or(Money::ZERO, |offer| offer.amount);
        // More, or later, is the accountant's to grant.
        refuse_unless!(
            target.discount <= most || tx.actor.may(Permission::LedgerPost, row.company_id),
            "discount-not-offered",
            number = number,
            date = row.payment_date,
            amount = (most, &row.currency)
        );
        let of = taxes.get(&invoice.id).map(Vec::as_slice).unwrap_or_default();
        taken.add(target.discount, invoice.total_amount, of, decimals)?;
    }
    Ok(taken)
}
