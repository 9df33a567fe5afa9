//! Posting: the journal entry, the open items, the number.
use crate::event::Event;
use crate::event::EventKind;
use crate::finance::invoice::FLOW;
use crate::finance::invoice::Invoice;
use crate::finance::invoice::InvoiceKind;
use crate::finance::invoice::InvoiceLine;
use crate::finance::invoice::InvoiceState;
use crate::finance::invoice::PostedInvoice;
use crate::finance::invoice::ops::allowed;
use crate::finance::invoice::posting::PostingAccounts;
use crate::finance::invoice::posting::entry_lines;
use crate::finance::invoice::queries;
use crate::finance::open_item;
use crate::ids::CustomerInvoiceId;
use crate::ids::OpenItemId;
use crate::ids::Subject;
use crate::kernel::error::Error;
use crate::kernel::error::Result;
use crate::kernel::search;
use crate::kernel::sequence;
use crate::kernel::tx::Tx;
use crate::ledger;
use crate::ledger::account;
use crate::ledger::account::AccountRole;
use crate::ledger::account::RoleAccounts;
use crate::ledger::currency;
use crate::ledger::currency::CompanyCurrency;
use crate::ledger::currency::Rate;
use crate::ledger::entry::JournalKind;
use crate::ledger::entry::NewEntry;
use crate::ledger::entry::Posted;
use crate::ledger::open_item::Allocate;
use crate::ledger::open_item::NewOpenItem;
use crate::ledger::open_item::Pair;
use crate::ledger::open_item::oldest_first;
use crate::ledger::term;
use crate::ledger::term::Instalment;
use crate::permission::Permission;
use crate::refuse_unless;
use chrono::NaiveDate;
use diesel::prelude::*;
use tenon_db::Money;
use tenon_schema::customer_invoice;

/// Posts a draft: checks, number, journal entry, open items of its instalments. From here on it never changes; a credit
/// note settles what is open of its invoice.
pub fn post(tx: &mut Tx<'_>, id: CustomerInvoiceId, version: i32) -> Result<()> {
    let invoice = allowed(tx, id, Permission::InvoicePost)?;
    FLOW.next(invoice.state, "post")?;
    if invoice.version != version {
        return Err(Error::Stale(id.into()));
    }
    let lines = queries::lines(tx.conn, id)?;
    post_rows(tx, invoice, lines)
}

/// The same for a draft that is at hand with its lines.
pub(super) fn post_rows(tx: &mut Tx<'_>, invoice: Invoice, lines: Vec<InvoiceLine>) -> Result<()> {
    let (id, version) = (invoice.id, invoice.version);
    if let Some(credited) = invoice.credits_id {
        require_still_within(tx, &invoice, credited)?;
    }
    let own = currency::queries::of_company(tx.conn, invoice.company_id)?;
    let rate = rate(tx, &invoice, &own)?;
    let roles = account::queries::roles(tx.conn, invoice.company_id)?;
    // Every check is behind; the number is drawn only now, so that a refusal takes none.
    let number = sequence::draw(tx, invoice.company_id, invoice.kind.series(), invoice.invoice_date)?;
    let posted = post_entry(tx, (&invoice, &lines), &number, (rate, &own), &roles)?;
    let base_total = rate.convert(invoice.total_amount, own.decimals)?;
    let items = open_items(
        tx,
        &invoice,
        &number,
        (base_total, &own),
        (&posted, roles.get(AccountRole::Receivable)?),
    )?;
    let due_date = items.iter().map(|item| item.due_date).min().unwrap_or(invoice.due_date);
    let state = if items.is_empty() {
        InvoiceState::Paid
    } else {
        InvoiceState::Posted
    };
    let changed = diesel::update(
        customer_invoice::table
            .find(id)
            .filter(customer_invoice::version.eq(version)),
    )
    .set((
        customer_invoice::number.eq(&number),
        customer_invoice::state.eq(state),
        customer_invoice::rate_units.eq(rate.units),
        customer_invoice::rate_amount.eq(rate.amount),
        customer_invoice::base_total_amount.eq(base_total),
        customer_invoice::due_date.eq(due_date),
        customer_invoice::journal_entry_id.eq(Some(posted.id)),
        customer_invoice::posted_at.eq(Some(tx.now)),
        customer_invoice::version.eq(version + 1),
    ))
    .execute(tx.conn)?;
    tx.stale_unless(changed, id)?;
    let opened = ledger::open_item::ops::open(tx, &items)?;
    if let Some(credited) = invoice.credits_id {
        settle_credited(tx, &invoice, credited, &opened)?;
    }
    index(tx, &invoice, &number)?;
    record(tx, &invoice, number.clone());
    let invoice = Invoice {
        number,
        state,
        rate_units: rate.units,
        rate_amount: rate.amount,
        base_total_amount: base_total,
        due_date,
        journal_entry_id: Some(posted.id),
        posted_at: Some(tx.now),
        version: version + 1,
        ..invoice
    };
    tx.keep_at_hand(PostedInvoice { invoice, lines });
    Ok(())
}

/// Other credit notes may have been posted since this one was drafted.
fn require_still_within(tx: &mut Tx<'_>, invoice: &Invoice, credited: CustomerInvoiceId) -> Result<()> {
    let original = queries::get(tx.conn, credited)?;
    let others = queries::credited_total(tx.conn, credited, Some(invoice.id))?;
    let left = original.total_amount - others;
    refuse_unless!(
        invoice.total_amount <= left,
        "credit-over-invoice",
        number = original.number,
        left = (left, &invoice.currency),
        wanted = (invoice.total_amount, &invoice.currency)
    );
    Ok(())
}

/// The rate of the invoice's day; a credit note has its invoice's, so that taking back leaves no difference.
fn rate(tx: &mut Tx<'_>, invoice: &Invoice, own: &CompanyCurrency) -> Result<Rate> {
    if invoice.currency == own.code {
        return Ok(Rate::ONE);
    }
    match invoice.credits_id {
        Some(credited) => Ok(queries::get(tx.conn, credited)?.rate()),
        None => currency::queries::rate(tx.conn, &invoice.currency, &own.code, invoice.invoice_date),
    }
}

fn post_entry(
    tx: &mut Tx<'_>,
    (invoice, rows): (&Invoice, &[InvoiceLine]),
    number: &str,
    (rate, own): (Rate, &CompanyCurrency),
    roles: &RoleAccounts,
) -> Result<Posted> {
    let taxes = queries::taxes_to_post(tx.conn, invoice.id)?;
    let accounts = PostingAccounts {
        receivable: roles.get(AccountRole::Receivable)?,
        rounding: roles.get(AccountRole::RoundingDifference)?,
    };
    let entry = NewEntry {
        company: invoice.company_id,
        journal: JournalKind::Sales,
        posting_date: invoice.invoice_date,
        description: format!("{number} {}", invoice.party_name),
        origin: invoice.id.into(),
        reverses: None,
        lines: entry_lines(invoice, (rows, &taxes), accounts, rate, own)?,
    };
    ledger::entry::ops::post(tx, &entry).map_err(|error| error.at("invoice_date"))
}

/// One open item for each instalment; none for a document of zero.
fn open_items(
    tx: &mut Tx<'_>,
    invoice: &Invoice,
    number: &str,
    (base_total, own): (Money, &CompanyCurrency),
    (posted, account): (&Posted, crate::ids::AccountId),
) -> Result<Vec<NewOpenItem>> {
    let line = posted.lines.first().copied().unwrap_or_default();
    let instalments: Vec<Instalment> = match invoice.payment_term_id {
        Some(term) if invoice.kind == InvoiceKind::Invoice => term::queries::get(tx.conn, term)?.instalments,
        _ => Vec::new(),
    };
    // Only a share needs to know how far amounts go; the whole is what it is.
    let decimals = match instalments.len() {
        0 | 1 => Money::SCALE,
        _ => currency::queries::decimals(tx.conn, &invoice.currency)?,
    };
    let due = term::due_amounts(&instalments, invoice.invoice_date, invoice.total_amount, decimals);
    let due: Vec<(NaiveDate, Money)> = due.into_iter().filter(|(_, amount)| !amount.is_zero()).collect();
    let weights: Vec<i64> = due.iter().map(|(_, amount)| amount.raw()).collect();
    let bases = base_total.split_to(&weights, own.decimals);
    let items = due
        .into_iter()
        .zip(bases)
        .map(|((due_date, amount), base)| NewOpenItem {
            company: invoice.company_id,
            party: invoice.party_id,
            account,
            line,
            origin: invoice.id.into(),
            number: number.to_owned(),
            posting_date: invoice.invoice_date,
            due_date,
            currency: invoice.currency.clone(),
            amount: invoice.kind.signed(amount),
            base_amount: invoice.kind.signed(base),
        });
    Ok(items.collect())
}

/// Sets a credit note against what is open of its invoice, what is due first first; the rest stays with the customer.
fn settle_credited(
    tx: &mut Tx<'_>,
    invoice: &Invoice,
    credited: CustomerInvoiceId,
    opened: &[OpenItemId],
) -> Result<()> {
    let Some(credit) = opened.first().copied() else {
        return Ok(());
    };
    let open = ledger::open_item::queries::of_origin(tx.conn, credited.into())?;
    let amounts: Vec<Money> = open.iter().map(|item| item.open_amount).collect();
    let (parts, _) = oldest_first(invoice.total_amount, &amounts);
    let pairs: Vec<Pair> = open
        .iter()
        .zip(parts)
        .filter(|(_, part)| part.is_positive())
        .map(|(item, amount)| Pair {
            debit: item.id,
            credit,
            amount,
            discount: Money::ZERO,
        })
        .collect();
    if pairs.is_empty() {
        return Ok(());
    }
    let touched: Vec<OpenItemId> = pairs.iter().flat_map(|pair| [pair.debit, pair.credit]).collect();
    let what = Allocate {
        company: invoice.company_id,
        date: invoice.invoice_date,
        date_field: "invoice_date",
        is_posted_day: true,
        origin: Subject::CustomerInvoice(invoice.id),
        pairs,
    };
    ledger::open_item::ops::allocate(tx, &what)?;
    open_item::ops::refresh_invoices(tx, &touched)
}

fn index(tx: &mut Tx<'_>, invoice: &Invoice, number: &str) -> Result<()> {
    let entry = search::Entry {
        subject: invoice.id.into(),
        company: Some(invoice.company_id),
        owner: Some(invoice.owner_id),
        title: number,
        subtitle: &invoice.party_name,
        words: &format!("{} {}", invoice.customer_reference, invoice.external_number),
    };
    search::put_document(tx.conn, &entry)
}

fn record(tx: &mut Tx<'_>, invoice: &Invoice, number: String) {
    let kind = match invoice.kind {
        InvoiceKind::Invoice => EventKind::InvoicePosted,
        InvoiceKind::CreditNote => EventKind::CreditNotePosted,
    };
    let mut event = Event::new(kind, Some(invoice.company_id), invoice.id);
    if let Some(order) = invoice.sales_order_id {
        event = event.with(order);
    }
    if let Some(credited) = invoice.credits_id {
        event = event.with(credited);
    }
    let event = event
        .with(invoice.party_id)
        .say("number", number)
        .say("party", &invoice.party_name)
        .say("amount", (invoice.total_amount, &invoice.currency));
    tx.record(event);
}
