//! Drafts that begin with the lines of a posted invoice: its credit note, or the same once more.
use crate::finance::invoice::CreditLine;
use crate::finance::invoice::DraftInvoice;
use crate::finance::invoice::DraftLine;
use crate::finance::invoice::Invoice;
use crate::finance::invoice::InvoiceKind;
use crate::finance::invoice::InvoiceLine;
use crate::finance::invoice::NewCreditNote;
use crate::finance::invoice::Owner;
use crate::finance::invoice::crediting::LeftOfLine;
use crate::finance::invoice::ops::allowed;
use crate::finance::invoice::ops::create;
use crate::finance::invoice::queries;
use crate::ids::CustomerInvoiceId;
use crate::ids::CustomerInvoiceLineId;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Result;
use crate::kernel::tx::Tx;
use crate::permission::Permission;
use crate::refuse_unless;
use std::collections::BTreeMap;
use tenon_db::Quantity;

/// Drafts a credit note for a part of a posted invoice, or for all that is left of it.
pub fn credit(tx: &mut Tx<'_>, id: CustomerInvoiceId, new: &NewCreditNote) -> Result<CustomerInvoiceId> {
    let invoice = allowed(tx, id, Permission::InvoiceEdit)?;
    let left = queries::left_lines(tx.conn, id, None)?;
    let mut lines = wanted(&new.lines, &left)?;
    refuse_unless!(new.lines.is_empty() || !lines.is_empty(), "credit-needs-a-quantity");
    if new.lines.is_empty() {
        let mut open: Vec<&LeftOfLine> = left
            .values()
            .filter(|left| left.base_quantity().is_positive())
            .collect();
        open.sort_by_key(|left| left.line.position);
        lines = open
            .into_iter()
            .map(|left| credited(left, left.base_quantity()))
            .collect();
    }
    refuse_unless!(!lines.is_empty(), "nothing-left-to-credit", number = invoice.number);
    let invoice_date = match new.invoice_date {
        Some(date) => date,
        None => tx.today(invoice.company_id)?,
    };
    let draft = DraftInvoice {
        kind: InvoiceKind::CreditNote,
        credits: Some(id),
        invoice_date,
        payment_term: None,
        reason: new.reason.clone().unwrap_or_default(),
        external_number: String::new(),
        lines,
        ..draft_of(&invoice, Vec::new())
    };
    create(tx, &draft)
}

/// The lines named with a quantity. One named twice takes twice: each is within what those before it left. A problem
/// stands at the place of the line as it was sent.
fn wanted(lines: &[CreditLine], left: &BTreeMap<CustomerInvoiceLineId, LeftOfLine>) -> Result<Vec<DraftLine>> {
    let mut taken: BTreeMap<CustomerInvoiceLineId, Quantity> = BTreeMap::new();
    let mut drafted = Vec::new();
    for (line, index) in lines.iter().zip(0_i64..) {
        let wrong = |field: &str, message: Message| Err(Error::invalid(format!("lines.{index}.{field}"), message));
        let Some(quantity) = line.quantity.filter(|quantity| !quantity.is_zero()) else {
            continue;
        };
        let Some(of_line) = left.get(&line.id) else {
            return wrong("id", Message::new("problem-not-offered"));
        };
        let base = of_line.in_base_unit(quantity);
        if !base.is_positive() {
            return wrong("quantity", Message::new("problem-not-positive"));
        }
        let before = taken.entry(line.id).or_default();
        let rest = of_line.base_quantity() - *before;
        if base > rest {
            return wrong("quantity", of_line.over(rest, base));
        }
        *before += base;
        drafted.push(credited(of_line, base));
    }
    Ok(drafted)
}

fn credited(left: &LeftOfLine, base_quantity: Quantity) -> DraftLine {
    DraftLine {
        credits_line: Some(left.line.id),
        base_quantity,
        ..draft_line(&left.line)
    }
}

/// An invoice as the draft it came from; its texts are kept.
pub fn draft_of(invoice: &Invoice, lines: Vec<DraftLine>) -> DraftInvoice {
    DraftInvoice {
        company: invoice.company_id,
        kind: invoice.kind,
        party: invoice.party_id,
        sales_order: invoice.sales_order_id,
        credits: invoice.credits_id,
        invoice_date: invoice.invoice_date,
        supply_date: invoice.supply_date,
        payment_term: invoice.payment_term_id,
        customer_reference: invoice.customer_reference.clone(),
        currency: invoice.currency.clone(),
        reason: invoice.reason.clone(),
        external_number: invoice.external_number.clone(),
        billing_address: Some(invoice.billing_address.clone()),
        delivery_address: Some(invoice.delivery_address.clone()),
        owner: Some(Owner {
            user: invoice.owner_id,
            team: invoice.team_id,
        }),
        lines,
    }
}

pub fn draft_line(line: &InvoiceLine) -> DraftLine {
    DraftLine {
        sales_order_line: line.sales_order_line_id,
        credits_line: line.credits_line_id,
        product: line.product_id,
        description: line.description.clone(),
        unit: line.unit_id,
        quantity: line.quantity,
        base_quantity: line.base_quantity,
        unit_price: line.unit_price,
        discount_percent: line.discount_percent,
        tax_code: line.tax_code_id,
    }
}

/// Drafts the same invoice once more: takes a credit note back, or bills again. A line stays one of its order only as far
/// as that is not invoiced yet; what goes beyond is billed outside of it.
pub fn repeat(tx: &mut Tx<'_>, id: CustomerInvoiceId) -> Result<CustomerInvoiceId> {
    let invoice = allowed(tx, id, Permission::InvoiceEdit)?;
    refuse_unless!(!invoice.is_draft(), "not-in-this-state");
    let rows = queries::lines(tx.conn, id)?;
    let mut unbilled = match invoice.sales_order_id {
        Some(order) => queries::unbilled(tx.conn, order)?,
        None => BTreeMap::new(),
    };
    let mut still_of_order = |line: &InvoiceLine| {
        let of = line.sales_order_line_id?;
        let left = unbilled.get_mut(&of).filter(|left| line.base_quantity <= **left)?;
        *left -= line.base_quantity;
        Some(of)
    };
    let lines: Vec<DraftLine> = rows
        .iter()
        .map(|line| DraftLine {
            sales_order_line: still_of_order(line),
            credits_line: None,
            ..draft_line(line)
        })
        .collect();
    let is_of_order = lines.iter().any(|line| line.sales_order_line.is_some());
    let draft = DraftInvoice {
        kind: InvoiceKind::Invoice,
        sales_order: invoice.sales_order_id.filter(|_| is_of_order),
        credits: None,
        invoice_date: tx.today(invoice.company_id)?,
        reason: String::new(),
        external_number: String::new(),
        ..draft_of(&invoice, lines)
    };
    create(tx, &draft)
}
