//! The journal entry of an invoice: Dr receivable, Cr revenue by account, Cr taxes with their base; a credit note the other
//! way round. Amounts in the company's currency come from the rate of the invoice's day; what rounding leaves over is
//! booked to the account for it.
use crate::finance::invoice::Invoice;
use crate::finance::invoice::InvoiceLine;
use crate::ids::AccountId;
use crate::ids::TaxComponentId;
use crate::kernel::error::Result;
use crate::ledger::currency::CompanyCurrency;
use crate::ledger::currency::Rate;
use crate::ledger::entry::EntryLine;
use crate::ledger::entry::difference;
use std::collections::BTreeMap;
use tenon_db::Money;

/// The accounts an invoice is posted to, besides those of its lines.
#[derive(Debug, Clone, Copy)]
pub struct PostingAccounts {
    pub receivable: AccountId,
    pub rounding: AccountId,
}

/// A tax of the invoice with the account it is posted to.
#[derive(Debug, Clone)]
pub struct TaxToPost {
    pub component: TaxComponentId,
    pub account: AccountId,
    pub base: Money,
    pub tax: Money,
}

/// The lines of the entry, the receivable first.
pub fn entry_lines(
    invoice: &Invoice,
    (lines, taxes): (&[InvoiceLine], &[TaxToPost]),
    accounts: PostingAccounts,
    rate: Rate,
    own: &CompanyCurrency,
) -> Result<Vec<EntryLine>> {
    let (code, kind) = (invoice.currency.as_str(), invoice.kind);
    let base = |amount: Money| rate.convert(amount, own.decimals);
    let line = |account: AccountId, amount: Money| -> Result<EntryLine> {
        Ok(EntryLine::signed(account, base(amount)?, &own.code).in_currency(code, amount))
    };
    let total = kind.signed(invoice.total_amount);
    let mut entry = vec![line(accounts.receivable, total)?.party(invoice.party_id)];
    let mut revenue: BTreeMap<AccountId, Money> = BTreeMap::new();
    for one in lines {
        *revenue.entry(one.account_id).or_default() += one.net_amount;
    }
    for (account, net) in revenue {
        entry.push(line(account, -kind.signed(net))?.party(invoice.party_id));
    }
    for tax in taxes {
        let tax_base = base(-kind.signed(tax.base))?;
        let posted = line(tax.account, -kind.signed(tax.tax))?;
        entry.push(posted.party(invoice.party_id).tax(tax.component, tax_base));
    }
    let left_over = difference(&entry);
    if !left_over.is_zero() {
        let even = EntryLine::signed(accounts.rounding, -left_over, &own.code);
        entry.push(even.in_currency(code, Money::ZERO));
    }
    Ok(entry)
}
