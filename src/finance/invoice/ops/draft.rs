//! Drafts: written, changed and removed as one likes.
use crate::event::Event;
use crate::event::EventKind;
use crate::finance::invoice::DraftInvoice;
use crate::finance::invoice::Invoice;
use crate::finance::invoice::InvoiceLine;
use crate::finance::invoice::InvoiceState;
use crate::finance::invoice::Owner;
use crate::finance::invoice::ops::allowed;
use crate::finance::invoice::ops::post::post_rows;
use crate::finance::invoice::ops::prepare::Prepared;
use crate::finance::invoice::ops::prepare::prepare;
use crate::finance::invoice::ops::prepare::seller_address;
use crate::finance::invoice::ops::prepare::terms;
use crate::finance::invoice::ops::require_own;
use crate::ids::CustomerInvoiceId;
use crate::ids::Subject;
use crate::kernel::chain;
use crate::kernel::error::Argument;
use crate::kernel::error::Error;
use crate::kernel::error::Result;
use crate::kernel::id;
use crate::kernel::tx::Tx;
use crate::ledger::currency::Rate;
use crate::permission::Permission;
use crate::refuse_unless;
use diesel::prelude::*;
use tenon_db::Money;
use tenon_db::batches;
use tenon_schema::customer_invoice;
use tenon_schema::customer_invoice_line;
use tenon_schema::customer_invoice_tax;

/// Columns of a line that are bound.
const LINE_COLUMNS: usize = 16;

/// Drafts an invoice: nets and taxes as of the day of supply, names and addresses as they are now. A credit note takes
/// back no more than is left of its invoice.
pub fn create(tx: &mut Tx<'_>, draft: &DraftInvoice) -> Result<CustomerInvoiceId> {
    Ok(write(tx, draft)?.0.id)
}

/// Drafts an invoice and posts it at once.
pub fn create_posted(tx: &mut Tx<'_>, draft: &DraftInvoice) -> Result<CustomerInvoiceId> {
    let (invoice, lines) = write(tx, draft)?;
    let id = invoice.id;
    require_own(tx, &invoice, Permission::InvoiceRead)?;
    require_own(tx, &invoice, Permission::InvoicePost)?;
    post_rows(tx, invoice, lines)?;
    Ok(id)
}

fn write(tx: &mut Tx<'_>, draft: &DraftInvoice) -> Result<(Invoice, Vec<InvoiceLine>)> {
    tx.require(Permission::InvoiceEdit, draft.company)?;
    let id: CustomerInvoiceId = id::new();
    let prepared = prepare(tx, draft, None)?;
    let invoice = insert_head(tx, id, draft, &prepared)?;
    let lines = insert_rows(tx, id, &prepared)?;
    let from = [
        draft.credits.map(Subject::CustomerInvoice),
        draft
            .sales_order
            .map(Subject::SalesOrder)
            .filter(|_| draft.credits.is_none()),
    ];
    let mut event = Event::new(EventKind::InvoiceCreated, Some(draft.company), id).with(draft.party);
    for subject in from.into_iter().flatten() {
        tx.link(subject, id);
        event = event.with(subject);
    }
    let kind = Argument::Key(draft.kind.message_key().to_owned());
    let event = event
        .say("kind", kind)
        .say("party", &prepared.buyer.name)
        .say("amount", (prepared.computed.total(), &draft.currency));
    tx.record(event);
    Ok((invoice, lines))
}

fn insert_head(tx: &mut Tx<'_>, id: CustomerInvoiceId, draft: &DraftInvoice, prepared: &Prepared) -> Result<Invoice> {
    let (buyer, seller) = (&prepared.buyer, &prepared.seller);
    let (due_date, discount) = terms(draft, prepared);
    let owner = draft.owner.unwrap_or(Owner {
        user: tx.actor.user,
        team: tx.actor.team,
    });
    let row = Invoice {
        id,
        company_id: draft.company,
        number: String::new(),
        kind: draft.kind,
        party_id: draft.party,
        party_name: buyer.name.clone(),
        billing_address: draft
            .billing_address
            .clone()
            .unwrap_or_else(|| buyer.billing_address.clone()),
        delivery_address: draft
            .delivery_address
            .clone()
            .unwrap_or_else(|| buyer.delivery_address.clone()),
        party_tax_number: buyer.tax_number.clone(),
        seller_name: seller.full_name().to_owned(),
        seller_address: seller_address(seller, &buyer.language),
        seller_tax_number: seller.tax_number.clone(),
        sales_order_id: draft.sales_order,
        credits_id: draft.credits,
        invoice_date: draft.invoice_date,
        supply_date: draft.supply_date,
        due_date,
        payment_term_id: draft.payment_term,
        payment_term_text: prepared
            .term
            .as_ref()
            .map(|term| term.name_in(&buyer.language).to_owned())
            .unwrap_or_default(),
        discount_date: discount.map(|(until, _)| until),
        discount_amount: discount.map(|(_, amount)| amount).unwrap_or_default(),
        customer_reference: draft.customer_reference.clone(),
        currency: draft.currency.clone(),
        rate_units: Rate::ONE.units,
        rate_amount: Rate::ONE.amount,
        net_amount: prepared.computed.net,
        tax_amount: prepared.computed.tax,
        total_amount: prepared.computed.total(),
        base_total_amount: Money::ZERO,
        open_amount: prepared.computed.total(),
        state: InvoiceState::Draft,
        reason: draft.reason.clone(),
        external_number: draft.external_number.clone(),
        journal_entry_id: None,
        owner_id: owner.user,
        team_id: owner.team,
        version: 1,
        created_at: tx.now,
        posted_at: None,
    };
    tx.conn
        .later(&diesel::insert_into(customer_invoice::table).values(&row))?;
    Ok(row)
}

fn insert_rows(tx: &mut Tx<'_>, id: CustomerInvoiceId, prepared: &Prepared) -> Result<Vec<InvoiceLine>> {
    let rows: Vec<InvoiceLine> = prepared
        .computed
        .lines
        .iter()
        .zip(&prepared.accounts)
        .zip(1_i32..)
        .map(|((line, account), position)| InvoiceLine {
            id: id::new(),
            customer_invoice_id: id,
            position,
            sales_order_line_id: line.line.sales_order_line,
            credits_line_id: line.line.credits_line,
            product_id: line.line.product,
            description: line.line.description.clone(),
            unit_id: line.line.unit,
            quantity: line.line.quantity,
            base_quantity: line.line.base_quantity,
            unit_price: line.line.unit_price,
            discount_percent: line.line.discount_percent,
            tax_code_id: line.line.tax_code,
            net_amount: line.net,
            tax_amount: line.tax,
            account_id: *account,
        })
        .collect();
    for slice in batches(&rows, LINE_COLUMNS) {
        tx.conn
            .later(&diesel::insert_into(customer_invoice_line::table).values(slice))?;
    }
    let taxes: Vec<_> = prepared
        .computed
        .taxes
        .iter()
        .zip(1_i32..)
        .map(|(tax, position)| {
            use customer_invoice_tax as row;
            (
                row::id.eq(id::next()),
                row::customer_invoice_id.eq(id),
                row::position.eq(position),
                row::tax_component_id.eq(tax.component),
                row::name.eq(&tax.name),
                row::rate_percent.eq(tax.rate),
                row::base_amount.eq(tax.base),
                row::tax_amount.eq(tax.tax),
                row::note.eq(&tax.note),
            )
        })
        .collect();
    if !taxes.is_empty() {
        tx.conn
            .later(&diesel::insert_into(customer_invoice_tax::table).values(&taxes))?;
    }
    Ok(rows)
}

fn delete_rows(tx: &mut Tx<'_>, id: CustomerInvoiceId) -> Result<()> {
    let taxes = customer_invoice_tax::table.filter(customer_invoice_tax::customer_invoice_id.eq(id));
    diesel::delete(taxes).execute(tx.conn)?;
    let lines = customer_invoice_line::table.filter(customer_invoice_line::customer_invoice_id.eq(id));
    diesel::delete(lines).execute(tx.conn)?;
    Ok(())
}

/// Writes a draft anew; what it belongs to (order, credited invoice, owner) stays.
pub fn update(tx: &mut Tx<'_>, id: CustomerInvoiceId, version: i32, draft: &DraftInvoice) -> Result<()> {
    let old = allowed(tx, id, Permission::InvoiceEdit)?;
    refuse_unless!(old.is_draft(), "invoice-is-posted", number = old.number);
    if old.version != version {
        return Err(Error::Stale(id.into()));
    }
    delete_rows(tx, id)?;
    let prepared = prepare(tx, draft, Some(id))?;
    let (due_date, discount) = terms(draft, &prepared);
    let buyer = &prepared.buyer;
    let (billing, delivery) = (buyer.billing_address.clone(), buyer.delivery_address.clone());
    let changed = diesel::update(
        customer_invoice::table
            .find(id)
            .filter(customer_invoice::version.eq(version)),
    )
    .set((
        (
            customer_invoice::party_id.eq(draft.party),
            customer_invoice::party_name.eq(&buyer.name),
            customer_invoice::billing_address.eq(draft.billing_address.clone().unwrap_or(billing)),
            customer_invoice::delivery_address.eq(draft.delivery_address.clone().unwrap_or(delivery)),
            customer_invoice::party_tax_number.eq(&buyer.tax_number),
            customer_invoice::seller_name.eq(prepared.seller.full_name()),
            customer_invoice::seller_address.eq(seller_address(&prepared.seller, &buyer.language)),
            customer_invoice::seller_tax_number.eq(&prepared.seller.tax_number),
        ),
        (
            customer_invoice::invoice_date.eq(draft.invoice_date),
            customer_invoice::supply_date.eq(draft.supply_date),
            customer_invoice::due_date.eq(due_date),
            customer_invoice::payment_term_id.eq(draft.payment_term),
            customer_invoice::payment_term_text.eq(prepared
                .term
                .as_ref()
                .map(|term| term.name_in(&buyer.language).to_owned())
                .unwrap_or_default()),
            customer_invoice::discount_date.eq(discount.map(|(until, _)| until)),
            customer_invoice::discount_amount.eq(discount.map(|(_, amount)| amount).unwrap_or_default()),
            customer_invoice::customer_reference.eq(&draft.customer_reference),
            customer_invoice::external_number.eq(&draft.external_number),
            customer_invoice::reason.eq(&draft.reason),
        ),
        (
            customer_invoice::currency.eq(&draft.currency),
            customer_invoice::net_amount.eq(prepared.computed.net),
            customer_invoice::tax_amount.eq(prepared.computed.tax),
            customer_invoice::total_amount.eq(prepared.computed.total()),
            customer_invoice::open_amount.eq(prepared.computed.total()),
            customer_invoice::version.eq(version + 1),
        ),
    ))
    .execute(tx.conn)?;
    tx.stale_unless(changed, id)?;
    insert_rows(tx, id, &prepared)?;
    let event = Event::new(EventKind::InvoiceChanged, Some(old.company_id), id)
        .say("party", &buyer.name)
        .change("party", &old.party_name, &buyer.name)
        .change("invoice_date", old.invoice_date, draft.invoice_date)
        .change("supply_date", old.supply_date, draft.supply_date)
        .change("customer_reference", &old.customer_reference, &draft.customer_reference)
        .change("reason", &old.reason, &draft.reason)
        .change(
            "total",
            (old.total_amount, &old.currency),
            (prepared.computed.total(), &draft.currency),
        );
    tx.record(event);
    Ok(())
}

/// Removes a draft.
pub fn delete(tx: &mut Tx<'_>, id: CustomerInvoiceId, version: i32) -> Result<()> {
    let invoice = allowed(tx, id, Permission::InvoiceEdit)?;
    refuse_unless!(invoice.is_draft(), "invoice-is-posted", number = invoice.number);
    delete_rows(tx, id)?;
    chain::unlink(tx.conn, id)?;
    let gone = diesel::delete(
        customer_invoice::table
            .find(id)
            .filter(customer_invoice::version.eq(version)),
    )
    .execute(tx.conn)?;
    tx.stale_unless(gone, id)?;
    let mut event = Event::new(EventKind::InvoiceDeleted, Some(invoice.company_id), id).with(invoice.party_id);
    if let Some(order) = invoice.sales_order_id {
        event = event.with(order);
    }
    tx.record(
        event
            .say("party", invoice.party_name)
            .say("amount", (invoice.total_amount, &invoice.currency)),
    );
    Ok(())
}
