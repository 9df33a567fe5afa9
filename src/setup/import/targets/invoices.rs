//! Invoices and credit notes: of what was ordered, delivered, sent back, or written by hand.
use crate::command;
use crate::finance::invoice;
use crate::finance::invoice::CreditLine;
use crate::finance::invoice::InvoiceKind;
use crate::finance::invoice::NewCreditNote;
use crate::finance::invoice::NewInvoice;
use crate::finance::invoice::NewInvoiceLine;
use crate::ids::CompanyId;
use crate::ids::CustomerInvoiceId;
use crate::ids::CustomerInvoiceLineId;
use crate::ids::DeliveryId;
use crate::ids::GoodsReturnId;
use crate::ids::PartyId;
use crate::ids::PaymentTermId;
use crate::ids::SalesOrderId;
use crate::ids::Subject;
use crate::import_target;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Problem;
use crate::kernel::error::Result;
use crate::kernel::input::LongText;
use crate::kernel::tx::Tx;
use crate::orders::billing;
use crate::orders::billing::Bill;
use crate::setup::import::target::Target;
use crate::setup::import::targets::part;
use crate::setup::import::targets::part::PartOfLine;
use chrono::NaiveDate;

command! {
    /// Invoices what is open of an order, or of one delivery, or what is written by hand for a party; posts it unless it
    /// stays a draft. Everything from the party on is for one written by hand: others take it from the order.
    pub struct InvoiceOf {
        pub company_id: Option<CompanyId>,
        pub sales_order_id: Option<SalesOrderId>,
        pub delivery_id: Option<DeliveryId>,
        pub invoice_date: Option<NaiveDate>,
        pub is_draft: bool,
        pub party_id: Option<PartyId>,
        pub supply_date: Option<NaiveDate>,
        pub payment_term_id: Option<PaymentTermId>,
        pub currency: Option<String>,
        pub customer_reference: Option<String>,
        pub external_number: Option<String>,
        pub lines: Vec<NewInvoiceLine>,
    }
    /// Credits an invoice, wholly or in part, or what came back with a return, or writes a credit note by hand for a party;
    /// posts it unless it stays a draft. Everything from the party on is for one written by hand.
    pub struct CreditNoteOf {
        pub company_id: Option<CompanyId>,
        pub customer_invoice_id: Option<CustomerInvoiceId>,
        /// All that is left of the invoice without any.
        pub parts: Vec<PartOfLine>,
        pub return_id: Option<GoodsReturnId>,
        pub invoice_date: Option<NaiveDate>,
        /// A return has its own.
        pub reason: Option<String>,
        pub is_draft: bool,
        pub party_id: Option<PartyId>,
        pub supply_date: Option<NaiveDate>,
        pub currency: Option<String>,
        pub customer_reference: Option<String>,
        pub external_number: Option<String>,
        pub lines: Vec<NewInvoiceLine>,
    }
}

/// Fields with whether the row says anything in them.
type Given = [(&'static str, bool)];

/// Refuses what another document decides and the row gives all the same.
fn refuse_given(fields: &Given) -> Result<()> {
    let given = fields.iter().filter(|(_, is_given)| *is_given);
    let problems = given.map(|(field, _)| Problem::new(*field, Message::new("import-comes-from-document")));
    let problems: Vec<Problem> = problems.collect();
    if problems.is_empty() {
        Ok(())
    } else {
        Err(Error::Invalid(problems))
    }
}

fn needed(field: &str) -> Error {
    Error::invalid(field, Message::new("problem-required"))
}

impl InvoiceOf {
    fn written(&self) -> [(&'static str, bool); 7] {
        [
            ("party_id", self.party_id.is_some()),
            ("supply_date", self.supply_date.is_some()),
            ("payment_term_id", self.payment_term_id.is_some()),
            ("currency", self.currency.is_some()),
            ("customer_reference", self.customer_reference.is_some()),
            ("external_number", self.external_number.is_some()),
            ("lines", !self.lines.is_empty()),
        ]
    }
}

impl CreditNoteOf {
    fn written(&self) -> [(&'static str, bool); 6] {
        [
            ("party_id", self.party_id.is_some()),
            ("supply_date", self.supply_date.is_some()),
            ("currency", self.currency.is_some()),
            ("customer_reference", self.customer_reference.is_some()),
            ("external_number", self.external_number.is_some()),
            ("lines", !self.lines.is_empty()),
        ]
    }
}

/// Drafts what was written by hand, completed by the customer's terms and prices; posts it unless it stays a draft.
fn write(tx: &mut Tx<'_>, company: CompanyId, new: &NewInvoice, is_draft: bool) -> Result<CustomerInvoiceId> {
    let today = tx.today(company)?;
    let draft = invoice::queries::resolve(tx.conn, company, new, today)?;
    if is_draft {
        invoice::ops::create(tx, &draft)
    } else {
        invoice::ops::create_posted(tx, &draft)
    }
}

fn bill(tx: &mut Tx<'_>, company: CompanyId, new: &InvoiceOf) -> Result<CustomerInvoiceId> {
    let bill = Bill {
        invoice_date: new.invoice_date,
        post: !new.is_draft,
    };
    match (new.delivery_id, new.sales_order_id, new.party_id) {
        (Some(delivery), _, _) => {
            refuse_given(&new.written())?;
            billing::ops::invoice_delivery(tx, delivery, &bill)
        }
        (None, Some(order), _) => {
            refuse_given(&new.written())?;
            billing::ops::invoice_order(tx, order, &bill)
        }
        (None, None, None) => Err(needed("sales_order_id")),
        (None, None, Some(party_id)) => {
            let by_hand = NewInvoice {
                company_id: new.company_id,
                kind: Some(InvoiceKind::Invoice),
                party_id,
                invoice_date: new.invoice_date,
                supply_date: new.supply_date,
                payment_term_id: new.payment_term_id,
                currency: new.currency.clone(),
                customer_reference: new.customer_reference.clone(),
                external_number: new.external_number.clone(),
                reason: LongText::default(),
                lines: new.lines.clone(),
            };
            write(tx, new.company_id.unwrap_or(company), &by_hand, new.is_draft)
        }
    }
}

fn credit(tx: &mut Tx<'_>, company: CompanyId, new: &CreditNoteOf) -> Result<CustomerInvoiceId> {
    match (new.return_id, new.customer_invoice_id, new.party_id) {
        (Some(goods_return), _, _) => {
            refuse_given(&new.written())?;
            refuse_given(&[
                ("customer_invoice_id", new.customer_invoice_id.is_some()),
                ("reason", new.reason.is_some()),
                ("parts", !new.parts.is_empty()),
            ])?;
            let bill = Bill {
                invoice_date: new.invoice_date,
                post: !new.is_draft,
            };
            billing::ops::credit_return(tx, DeliveryId::from(goods_return.raw()), &bill)
        }
        (None, Some(credited), _) => {
            refuse_given(&new.written())?;
            credit_invoice(tx, credited, new)
        }
        (None, None, None) => Err(needed("customer_invoice_id")),
        (None, None, Some(party_id)) => {
            refuse_given(&[("parts", !new.parts.is_empty())])?;
            let by_hand = NewInvoice {
                company_id: new.company_id,
                kind: Some(InvoiceKind::CreditNote),
                party_id,
                invoice_date: new.invoice_date,
                supply_date: new.supply_date,
                payment_term_id: None,
                currency: new.currency.clone(),
                customer_reference: new.customer_reference.clone(),
                external_number: new.external_number.clone(),
                reason: LongText(new.reason.clone().unwrap_or_default()),
                lines: new.lines.clone(),
            };
            write(tx, new.company_id.unwrap_or(company), &by_hand, new.is_draft)
        }
    }
}

/// The problems of a credit note's lines at the parts they were given as.
fn at_parts(error: Error) -> Error {
    let Error::Invalid(problems) = error else {
        return error;
    };
    let moved = problems.into_iter().map(|problem| {
        let field = match problem.field.strip_prefix("lines.") {
            Some(rest) => format!("parts.{rest}"),
            None => problem.field,
        };
        Problem {
            field,
            message: problem.message,
        }
    });
    Error::Invalid(moved.collect())
}

fn credit_invoice(tx: &mut Tx<'_>, credited: CustomerInvoiceId, new: &CreditNoteOf) -> Result<CustomerInvoiceId> {
    let lines = invoice::queries::lines(tx.conn, credited)?;
    let ids: Vec<CustomerInvoiceLineId> = lines.iter().map(|line| line.id).collect();
    let parts = part::of_lines("parts", &ids, &new.parts)?;
    let note = NewCreditNote {
        invoice_date: new.invoice_date,
        reason: new.reason.clone(),
        lines: parts
            .into_iter()
            .map(|(id, quantity)| CreditLine {
                id,
                quantity: Some(quantity),
            })
            .collect(),
    };
    let id = invoice::ops::credit(tx, credited, &note).map_err(at_parts)?;
    if !new.is_draft {
        invoice::ops::post(tx, id, 1)?;
    }
    Ok(id)
}

pub const TARGETS: &[Target] = &[
    import_target!("customer-invoice", InvoiceEdit, InvoiceOf, |tx, company, new| {
        bill(tx, company, new).map(Subject::from)
    }),
    import_target!("credit-note", InvoiceEdit, CreditNoteOf, |tx, company, new| {
        credit(tx, company, new).map(Subject::from)
    }),
];
