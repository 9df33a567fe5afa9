//! Looks up and computes everything a draft needs before it is written.
use crate::finance::invoice::DraftInvoice;
use crate::finance::invoice::DraftLine;
use crate::finance::invoice::InvoiceKind;
use crate::finance::invoice::InvoiceState;
use crate::finance::invoice::draft::Basis;
use crate::finance::invoice::draft::Computed;
use crate::finance::invoice::draft::ComputedLine;
use crate::finance::invoice::draft::compute;
use crate::finance::invoice::queries;
use crate::finance::invoice::queries::Seller;
use crate::ids::AccountId;
use crate::ids::CustomerInvoiceId;
use crate::ids::PartyAddressId;
use crate::ids::PartyId;
use crate::ids::ProductId;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Result;
use crate::kernel::message::Language;
use crate::kernel::message::Messages;
use crate::kernel::tx::Tx;
use crate::ledger::account;
use crate::ledger::account::AccountRole;
use crate::ledger::currency;
use crate::ledger::tax::CodeOfLine;
use crate::ledger::tax::TaxTable;
use crate::ledger::term;
use crate::ledger::term::Term;
use crate::party;
use crate::party::Snapshot;
use crate::party::address::Address;
use crate::party::address::AddressKind;
use crate::refuse_unless;
use chrono::NaiveDate;
use std::collections::BTreeMap;
use tenon_db::Money;

/// Everything of a draft that was looked up or computed.
pub struct Prepared {
    pub seller: Seller,
    pub buyer: Snapshot,
    pub term: Option<Term>,
    pub computed: Computed,
    /// Of each line.
    pub accounts: Vec<AccountId>,
    pub decimals: u32,
}

/// `own` is the draft itself when it is written anew.
pub fn prepare(tx: &mut Tx<'_>, draft: &DraftInvoice, own: Option<CustomerInvoiceId>) -> Result<Prepared> {
    let seller = queries::seller(tx.conn, draft.company)?;
    let decimals = if draft.currency == seller.currency {
        seller.decimals()
    } else {
        currency::queries::decimals(tx.conn, &draft.currency)?
    };
    let (left, left_taxes) = match draft.credits {
        Some(invoice) => {
            require_creditable(tx, draft, invoice)?;
            (
                queries::left_lines(tx.conn, invoice, own)?,
                queries::left_taxes(tx.conn, invoice, own)?,
            )
        }
        None => (BTreeMap::new(), Vec::new()),
    };
    let codes: Vec<CodeOfLine> = draft.lines.iter().map(DraftLine::code).collect();
    let table = TaxTable::load(tx.conn, draft.company, draft.supply_date, &codes)?;
    let basis = Basis {
        table: &table,
        rounding: seller.tax_rounding,
        decimals,
        left: &left,
        left_taxes: &left_taxes,
    };
    let computed = compute(draft, &basis)?;
    if let Some(invoice) = draft.credits {
        require_within(tx, draft, invoice, (own, computed.total()))?;
    }
    let accounts = accounts(tx, draft, &computed)?;
    let term = match draft.payment_term {
        Some(term) => {
            let unknown = |_| Error::invalid("payment_term_id", Message::new("problem-not-offered"));
            Some(term::queries::get(tx.conn, term).map_err(unknown)?)
        }
        None => None,
    };
    let buyer = party::queries::snapshot(tx.conn, draft.party)?;
    Ok(Prepared {
        seller,
        buyer,
        term,
        computed,
        accounts,
        decimals,
    })
}

/// A credit note belongs to a posted invoice of the same company, party and currency, and is not older than it.
fn require_creditable(tx: &mut Tx<'_>, draft: &DraftInvoice, invoice: CustomerInvoiceId) -> Result<()> {
    let invoice = queries::get(tx.conn, invoice)?;
    if invoice.company_id != draft.company {
        return Err(Error::NotFound("customer-invoice"));
    }
    let is_posted = invoice.state != InvoiceState::Draft && !invoice.is_credit_note();
    refuse_unless!(is_posted, "credit-only-posted-invoices");
    let is_same = invoice.party_id == draft.party && invoice.currency == draft.currency;
    refuse_unless!(is_same, "credit-of-another-party", number = invoice.number);
    refuse_unless!(
        draft.kind == InvoiceKind::CreditNote,
        "credit-only-by-credit-note",
        number = invoice.number
    );
    if draft.invoice_date < invoice.invoice_date {
        let message = Message::new("credit-before-invoice").with("number", invoice.number);
        return Err(Error::invalid(
            "invoice_date",
            message.with("date", invoice.invoice_date),
        ));
    }
    Ok(())
}

/// All credit notes together are never more than the invoice.
fn require_within(
    tx: &mut Tx<'_>,
    draft: &DraftInvoice,
    invoice: CustomerInvoiceId,
    (own, total): (Option<CustomerInvoiceId>, Money),
) -> Result<()> {
    let credited = queries::credited_total(tx.conn, invoice, own)?;
    let invoice = queries::get(tx.conn, invoice)?;
    let left = invoice.total_amount - credited;
    refuse_unless!(
        total <= left,
        "credit-over-invoice",
        number = invoice.number,
        left = (left, &draft.currency),
        wanted = (total, &draft.currency)
    );
    Ok(())
}

/// The revenue account of each line: its category's; on a credit note the one the invoice was posted to.
fn accounts(tx: &mut Tx<'_>, draft: &DraftInvoice, computed: &Computed) -> Result<Vec<AccountId>> {
    if computed.lines.iter().all(|line| line.account.is_some()) {
        return Ok(computed.lines.iter().filter_map(|line| line.account).collect());
    }
    let products: Vec<ProductId> = computed.lines.iter().map(|line| line.line.product).collect();
    let categories = queries::categories(tx.conn, &products)?;
    let ids: Vec<_> = categories.values().copied().collect();
    let accounts = account::queries::category_accounts(tx.conn, draft.company, &ids)?;
    let of_line = |line: &ComputedLine| match line.account {
        Some(account) => Ok(account),
        None => {
            let category = categories.get(&line.line.product).ok_or(Error::NotFound("product"))?;
            accounts.get(*category, AccountRole::Revenue)
        }
    };
    computed.lines.iter().map(of_line).collect()
}

/// The seller's address as it stands on paper, in the buyer's language.
pub fn seller_address(seller: &Seller, language: &str) -> String {
    let address = Address {
        id: PartyAddressId::from(0),
        party_id: PartyId::from(0),
        kind: AddressKind::Main,
        name: String::new(),
        street: seller.street.clone(),
        postal_code: seller.postal_code.clone(),
        city: seller.city.clone(),
        region: seller.region.clone(),
        country: seller.country.clone(),
        is_default: true,
        version: 0,
    };
    let messages = Messages::get(Language::from_code(language).unwrap_or_default());
    address.lines(seller.full_name(), messages).join("\n")
}

/// When the first of it is due, and what may be taken off until when.
pub fn terms(draft: &DraftInvoice, prepared: &Prepared) -> (NaiveDate, Option<(NaiveDate, Money)>) {
    match &prepared.term {
        Some(term) if draft.kind == InvoiceKind::Invoice => {
            let due = term.instalments.iter().map(|one| one.due(draft.invoice_date)).min();
            let total = prepared.computed.total();
            let discount = term.discount(draft.invoice_date, total, prepared.decimals);
            (due.unwrap_or(draft.invoice_date), discount)
        }
        _ => (draft.invoice_date, None),
    }
}
