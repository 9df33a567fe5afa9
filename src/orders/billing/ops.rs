//! Invoicing orders and deliveries, crediting returns, and settling the cost of sales.
use crate::finance::invoice;
use crate::finance::invoice::DraftInvoice;
use crate::finance::invoice::DraftLine;
use crate::finance::invoice::Invoice;
use crate::finance::invoice::InvoiceKind;
use crate::finance::invoice::InvoiceLine;
use crate::finance::invoice::Owner;
use crate::finance::invoice::PostedInvoice;
use crate::ids::CustomerInvoiceId;
use crate::ids::DeliveryId;
use crate::ids::SalesOrderId;
use crate::ids::SalesOrderLineId;
use crate::ids::Subject;
use crate::kernel::error::Error;
use crate::kernel::error::Result;
use crate::kernel::tx::Tx;
use crate::orders::billing::Bill;
use crate::orders::billing::Creditable;
use crate::orders::billing::credits;
use crate::orders::billing::open_lines;
use crate::orders::billing::queries;
use crate::orders::billing::with_delivery;
use crate::orders::delivery;
use crate::orders::delivery::Delivery;
use crate::orders::delivery::Kind;
use crate::orders::progress;
use crate::orders::progress::ops::Cause;
use crate::orders::sales_order;
use crate::orders::sales_order::OrderLine;
use crate::orders::sales_order::SalesOrder;
use crate::permission::Permission;
use crate::refuse_unless;
use chrono::NaiveDate;
use std::collections::BTreeMap;
use tenon_db::Quantity;
use tenon_db::Rounding;

/// Invoices what is ordered and not invoiced yet, delivered or not.
pub fn invoice_order(tx: &mut Tx<'_>, id: SalesOrderId, bill: &Bill) -> Result<CustomerInvoiceId> {
    let order = tx
        .actor
        .reached(Permission::SalesOrderRead, Permission::InvoiceEdit, |reach| {
            sales_order::queries::get_within(tx.conn, reach, id)
        })?;
    let lines = billable(tx, &order)?;
    let on_drafts = progress::queries::on_draft_invoices(tx.conn, id)?;
    let open = open_lines(&lines, &on_drafts, order.is_closed());
    refuse_unless!(!open.is_empty(), "order-nothing-to-invoice", number = &order.number);
    let date = day(tx, &order, bill)?;
    let supply = queries::last_shipped(tx.conn, id)?.unwrap_or(date).min(date);
    let id = draft(tx, &order, &open, (date, supply), bill.post, &[order.subject()])?;
    if bill.post {
        tx.keep_at_hand(Billed { order, lines });
    }
    Ok(id)
}

/// Invoices what a delivery brought, and the services of its order with the first of them.
pub fn invoice_delivery(tx: &mut Tx<'_>, id: DeliveryId, bill: &Bill) -> Result<CustomerInvoiceId> {
    let delivery = to_bill(tx, id)?;
    refuse_unless!(
        delivery.kind == Kind::Delivery && delivery.state == delivery::State::Shipped,
        "delivery-not-shipped",
        number = &delivery.number
    );
    let order = sales_order::queries::get(tx.conn, delivery.sales_order_id)?;
    let lines = billable(tx, &order)?;
    let delivered = brought(tx, &delivery)?;
    let on_drafts = progress::queries::on_draft_invoices(tx.conn, order.id)?;
    let open = with_delivery(&open_lines(&lines, &on_drafts, order.is_closed()), &delivered);
    refuse_unless!(
        !open.is_empty(),
        "delivery-nothing-to-invoice",
        number = &delivery.number
    );
    let date = day(tx, &order, bill)?.max(delivery.delivery_date);
    let from = [order.subject(), delivery.subject()];
    let id = draft(tx, &order, &open, (date, delivery.delivery_date), bill.post, &from)?;
    if bill.post {
        tx.keep_at_hand(Billed { order, lines });
    }
    Ok(id)
}

/// A delivery or return that its reader may invoice or credit.
fn to_bill(tx: &mut Tx<'_>, id: DeliveryId) -> Result<Delivery> {
    tx.actor
        .reached(Permission::DeliveryRead, Permission::InvoiceEdit, |reach| {
            delivery::queries::get_within(tx.conn, reach, id)
        })
}

/// An order as it was read to be invoiced; invoicing changes nothing of it before its consequences do.
struct Billed {
    order: SalesOrder,
    lines: Vec<OrderLine>,
}

/// The lines of an order that may be invoiced at all.
fn billable(tx: &mut Tx<'_>, order: &SalesOrder) -> Result<Vec<OrderLine>> {
    tx.require(Permission::InvoiceEdit, order.company_id)?;
    refuse_unless!(
        matches!(order.state, sales_order::State::Confirmed | sales_order::State::Done),
        "order-not-confirmed",
        number = &order.number
    );
    sales_order::queries::lines(tx.conn, order.id)
}

/// What a delivery brought and did not take back, by order line.
fn brought(tx: &mut Tx<'_>, delivery: &Delivery) -> Result<BTreeMap<SalesOrderLineId, Quantity>> {
    let returned = delivery::queries::received(tx.conn, delivery.id)?;
    let mut brought: BTreeMap<SalesOrderLineId, Quantity> = BTreeMap::new();
    for line in delivery::queries::lines(tx.conn, delivery.id)? {
        let back = returned.get(&line.line.id).map_or(Quantity::ZERO, |back| back.0);
        *brought.entry(line.line.sales_order_line_id).or_default() += line.line.base_quantity - back;
    }
    Ok(brought)
}

fn day(tx: &mut Tx<'_>, order: &SalesOrder, bill: &Bill) -> Result<NaiveDate> {
    match bill.invoice_date {
        Some(date) => Ok(date),
        None => tx.today(order.company_id),
    }
}

/// Drafts an invoice for these quantities of an order, links it to what it came from, and posts it when asked.
fn draft(
    tx: &mut Tx<'_>,
    order: &SalesOrder,
    open: &[(&OrderLine, Quantity)],
    (invoice_date, supply_date): (NaiveDate, NaiveDate),
    is_posted: bool,
    from: &[Subject],
) -> Result<CustomerInvoiceId> {
    let draft = DraftInvoice {
        company: order.company_id,
        kind: InvoiceKind::Invoice,
        party: order.party_id,
        sales_order: Some(order.id),
        credits: None,
        invoice_date,
        supply_date,
        payment_term: order.payment_term_id,
        customer_reference: order.customer_reference.clone(),
        currency: order.currency.clone(),
        reason: String::new(),
        external_number: String::new(),
        billing_address: Some(order.billing_address.clone()),
        delivery_address: Some(order.delivery_address.clone()),
        owner: Some(owner(order)),
        lines: open.iter().map(|(line, base)| draft_line(line, *base)).collect(),
    };
    let id = if is_posted {
        invoice::ops::create_posted(tx, &draft)?
    } else {
        invoice::ops::create(tx, &draft)?
    };
    for from in from {
        tx.link(*from, id);
    }
    Ok(id)
}

fn owner(order: &SalesOrder) -> Owner {
    Owner {
        user: order.owner_id,
        team: order.team_id,
    }
}

fn draft_line(line: &OrderLine, base: Quantity) -> DraftLine {
    let row = &line.line;
    DraftLine {
        sales_order_line: Some(row.id),
        credits_line: None,
        product: row.product_id,
        description: row.description.clone(),
        unit: row.unit_id,
        quantity: line.in_unit(base),
        base_quantity: base,
        unit_price: row.unit_price,
        discount_percent: row.discount_percent,
        tax_code: row.tax_code_id,
    }
}

/// Credits what came back with a return, at the price and tax it was invoiced with; a credit note for each invoice.
pub fn credit_return(tx: &mut Tx<'_>, id: DeliveryId, bill: &Bill) -> Result<CustomerInvoiceId> {
    let goods_return = to_bill(tx, id)?;
    refuse_unless!(
        goods_return.kind == Kind::Return && goods_return.state == delivery::State::Received,
        "return-not-received",
        number = &goods_return.number
    );
    let credited = delivery::queries::is_credited(tx.conn, id)?;
    refuse_unless!(!credited, "return-is-credited", number = &goods_return.number);
    let order = sales_order::queries::get(tx.conn, goods_return.sales_order_id)?;
    let mut back: BTreeMap<SalesOrderLineId, Quantity> = BTreeMap::new();
    for line in delivery::queries::lines(tx.conn, id)? {
        *back.entry(line.line.sales_order_line_id).or_default() += line.line.base_quantity;
    }
    let ids: Vec<SalesOrderLineId> = back.keys().copied().collect();
    let creditable = queries::creditable(tx.conn, order.id, &ids)?;
    let mut by_invoice: BTreeMap<CustomerInvoiceId, Vec<(Creditable, Quantity)>> = BTreeMap::new();
    for (line, part) in credits(&creditable, &back) {
        by_invoice.entry(line.invoice).or_default().push((line, part));
    }
    let date = day(tx, &order, bill)?.max(goods_return.delivery_date);
    let mut made = None;
    for (invoice, parts) in by_invoice.into_iter().rev() {
        let note = credit_invoice(tx, &order, &goods_return, invoice, &parts, (date, bill.post))?;
        made = made.or(Some(note));
    }
    made.ok_or_else(|| {
        let message = crate::kernel::error::Message::new("return-nothing-to-credit");
        Error::Refused(message.with("number", &goods_return.number))
    })
}

fn credit_invoice(
    tx: &mut Tx<'_>,
    order: &SalesOrder,
    goods_return: &Delivery,
    invoice: CustomerInvoiceId,
    parts: &[(Creditable, Quantity)],
    (date, is_posted): (NaiveDate, bool),
) -> Result<CustomerInvoiceId> {
    let credited: Invoice = invoice::queries::get(tx.conn, invoice)?;
    let lines: Vec<InvoiceLine> = invoice::queries::lines(tx.conn, invoice)?;
    let credit_lines = parts.iter().filter_map(|(part, base)| {
        let line = lines.iter().find(|line| line.id == part.line)?;
        Some(credit_line(line, *base))
    });
    let draft = DraftInvoice {
        company: order.company_id,
        kind: InvoiceKind::CreditNote,
        party: order.party_id,
        sales_order: Some(order.id),
        credits: Some(invoice),
        invoice_date: date,
        supply_date: credited.supply_date,
        payment_term: credited.payment_term_id,
        customer_reference: order.customer_reference.clone(),
        currency: credited.currency.clone(),
        reason: goods_return.reason.clone(),
        external_number: String::new(),
        billing_address: Some(credited.billing_address.clone()),
        delivery_address: Some(credited.delivery_address.clone()),
        owner: Some(owner(order)),
        lines: credit_lines.collect(),
    };
    let note = if is_posted {
        invoice::ops::create_posted(tx, &draft)?
    } else {
        invoice::ops::create(tx, &draft)?
    };
    let (back, note_subject) = (goods_return.subject(), Subject::CustomerInvoice(note));
    tx.link(back, note_subject);
    tx.link(invoice, note_subject);
    Ok(note)
}

fn credit_line(line: &InvoiceLine, base: Quantity) -> DraftLine {
    let quantity = if base == line.base_quantity {
        line.quantity
    } else {
        base.times_ratio(line.quantity.raw(), line.base_quantity.raw(), Rounding::HalfUp)
            .unwrap_or(base)
    };
    DraftLine {
        sales_order_line: line.sales_order_line_id,
        credits_line: Some(line.id),
        product: line.product_id,
        description: line.description.clone(),
        unit: line.unit_id,
        quantity,
        base_quantity: base,
        unit_price: line.unit_price,
        discount_percent: line.discount_percent,
        tax_code: line.tax_code_id,
    }
}

/// After an invoice or credit note of an order was posted: its progress is kept and the cost of sales follows.
pub fn settle(tx: &mut Tx<'_>, id: CustomerInvoiceId) -> Result<()> {
    let PostedInvoice {
        invoice,
        lines: billed_lines,
    } = match tx.take_at_hand(|posted: &PostedInvoice| posted.invoice.id == id) {
        Some(posted) => posted,
        None => PostedInvoice {
            invoice: invoice::queries::get(tx.conn, id)?,
            lines: invoice::queries::lines(tx.conn, id)?,
        },
    };
    let Some(order) = invoice.sales_order_id else {
        return Ok(());
    };
    let Billed { order, mut lines } = match tx.take_at_hand(|billed: &Billed| billed.order.id == order) {
        Some(billed) => billed,
        None => Billed {
            order: sales_order::queries::get(tx.conn, order)?,
            lines: sales_order::queries::lines(tx.conn, order)?,
        },
    };
    refuse_unless!(
        invoice.is_credit_note() || matches!(order.state, sales_order::State::Confirmed | sales_order::State::Done),
        "order-not-confirmed",
        number = &order.number
    );
    for billed in &billed_lines {
        let of_order = billed.sales_order_line_id;
        let Some(line) = lines.iter_mut().find(|line| Some(line.line.id) == of_order) else {
            continue;
        };
        match invoice.kind {
            InvoiceKind::Invoice => line.progress.invoiced += billed.base_quantity,
            InvoiceKind::CreditNote => line.progress.credited += billed.base_quantity,
        }
    }
    let cause = Cause {
        origin: id.into(),
        number: &invoice.number,
        date: invoice.invoice_date,
    };
    progress::ops::apply(tx, &order, &mut lines, &cause)
}
