//! Customer invoices and credit notes: drafts are free, posted ones are numbered without gaps and never change again.
pub mod crediting;
pub mod draft;
pub mod ops;
pub mod pages;
pub mod posting;
pub mod queries;

use crate::command;
use crate::ids::AccountId;
use crate::ids::CompanyId;
use crate::ids::CustomerInvoiceId;
use crate::ids::CustomerInvoiceLineId;
use crate::ids::JournalEntryId;
use crate::ids::PartyId;
use crate::ids::PaymentTermId;
use crate::ids::ProductId;
use crate::ids::SalesOrderId;
use crate::ids::SalesOrderLineId;
use crate::ids::Subject;
use crate::ids::TaxCodeId;
use crate::ids::TaxComponentId;
use crate::ids::TeamId;
use crate::ids::UnitId;
use crate::ids::UserId;
use crate::input_from_str;
use crate::kernel::flow::Flow;
use crate::kernel::flow::Step;
use crate::kernel::input::LongText;
use crate::kernel::sequence::SeriesKind;
use crate::kernel::value::StateLook;
use crate::kernel::view::Shape;
use crate::kernel::view::Tone;
use crate::ledger::currency::Rate;
use crate::ledger::tax::CodeOfLine;
use crate::permission::Permission;
use chrono::NaiveDate;
use chrono::NaiveDateTime;
use diesel::prelude::*;
use serde::Serialize;
use tenon_db::Money;
use tenon_db::Percent;
use tenon_db::Quantity;
use tenon_db::UnitPrice;
use tenon_schema::customer_invoice;
use tenon_schema::customer_invoice_line;
use tenon_schema::customer_invoice_tax;

tenon_db::code_enum! {
    /// A credit note takes back a part of an invoice, or all of it. Its figures are positive; it is posted the other way round.
    pub enum InvoiceKind { Invoice = "invoice", CreditNote = "credit-note" }
}

tenon_db::code_enum! {
    /// `Paid` is settled in full, by whatever: payments, credit notes, a write-off.
    pub enum InvoiceState { Draft = "draft", Posted = "posted", Paid = "paid" }
}
input_from_str!(InvoiceKind, InvoiceState);

/// Paying and un-paying happen through payments; only the first step is taken on the invoice itself.
pub const FLOW: Flow<InvoiceState> = Flow(&[Step {
    action: "post",
    icon: "circle-check",
    from: &[InvoiceState::Draft],
    to: InvoiceState::Posted,
    needs: Permission::InvoicePost,
}]);

impl InvoiceKind {
    pub fn message_key(self) -> &'static str {
        match self {
            InvoiceKind::Invoice => "invoice-kind-invoice",
            InvoiceKind::CreditNote => "invoice-kind-credit-note",
        }
    }

    /// Which number it draws when it is posted.
    pub fn series(self) -> SeriesKind {
        match self {
            InvoiceKind::Invoice => SeriesKind::Invoice,
            InvoiceKind::CreditNote => SeriesKind::CreditNote,
        }
    }

    /// An amount of the document as it stands on the receivable account: debit positive.
    pub fn signed(self, amount: Money) -> Money {
        match self {
            InvoiceKind::Invoice => amount,
            InvoiceKind::CreditNote => -amount,
        }
    }
}

impl InvoiceState {
    pub const LOOKS: &'static [StateLook] = &[
        StateLook::new("draft", "state-invoice-draft", Shape::Draft, Tone::Neutral),
        StateLook::new("posted", "state-invoice-posted", Shape::Open, Tone::Info),
        StateLook::new("paid", "state-invoice-paid", Shape::Done, Tone::Success),
    ];

    pub fn look(self) -> StateLook {
        match self {
            InvoiceState::Draft => StateLook::new("draft", "state-invoice-draft", Shape::Draft, Tone::Neutral),
            InvoiceState::Posted => StateLook::new("posted", "state-invoice-posted", Shape::Open, Tone::Info),
            InvoiceState::Paid => StateLook::new("paid", "state-invoice-paid", Shape::Done, Tone::Success),
        }
    }
}

#[derive(Debug, Clone, Queryable, Selectable, Insertable, Serialize, schemars::JsonSchema)]
#[diesel(table_name = customer_invoice, treat_none_as_default_value = false)]
pub struct Invoice {
    pub id: CustomerInvoiceId,
    pub company_id: CompanyId,
    /// Empty until it is posted.
    pub number: String,
    pub kind: InvoiceKind,
    pub party_id: PartyId,
    pub party_name: String,
    pub billing_address: String,
    pub delivery_address: String,
    pub party_tax_number: String,
    pub seller_name: String,
    pub seller_address: String,
    pub seller_tax_number: String,
    pub sales_order_id: Option<SalesOrderId>,
    /// The invoice a credit note takes back.
    pub credits_id: Option<CustomerInvoiceId>,
    pub invoice_date: NaiveDate,
    /// The day of supply: the rates of this day count.
    pub supply_date: NaiveDate,
    /// The next day something is due; the last one once all is settled.
    pub due_date: NaiveDate,
    pub payment_term_id: Option<PaymentTermId>,
    pub payment_term_text: String,
    pub discount_date: Option<NaiveDate>,
    pub discount_amount: Money,
    pub customer_reference: String,
    pub currency: String,
    pub rate_units: i64,
    pub rate_amount: i64,
    pub net_amount: Money,
    pub tax_amount: Money,
    pub total_amount: Money,
    /// The total in the company's currency, at the rate it was posted with.
    pub base_total_amount: Money,
    pub open_amount: Money,
    pub state: InvoiceState,
    pub reason: String,
    pub external_number: String,
    pub journal_entry_id: Option<JournalEntryId>,
    pub owner_id: UserId,
    pub team_id: Option<TeamId>,
    pub version: i32,
    pub created_at: NaiveDateTime,
    pub posted_at: Option<NaiveDateTime>,
}

impl Invoice {
    pub fn url(&self) -> String {
        Subject::CustomerInvoice(self.id).url()
    }

    pub fn is_draft(&self) -> bool {
        self.state == InvoiceState::Draft
    }

    pub fn is_credit_note(&self) -> bool {
        self.kind == InvoiceKind::CreditNote
    }

    /// It came out of an order or of another invoice: its lines are theirs.
    pub fn is_linked(&self) -> bool {
        self.sales_order_id.is_some() || self.credits_id.is_some()
    }

    /// The rate it was posted with.
    pub fn rate(&self) -> Rate {
        Rate {
            units: self.rate_units,
            amount: self.rate_amount,
        }
    }

    /// Something of it was due before this day.
    pub fn is_overdue(&self, day: NaiveDate) -> bool {
        self.state == InvoiceState::Posted && !self.is_credit_note() && self.due_date < day
    }

    /// Draft, open, overdue, partly paid, paid.
    pub fn look(&self, day: NaiveDate) -> StateLook {
        look(self.state, self.is_overdue(day), self.open_amount < self.total_amount)
    }
}

/// How a state looks to somebody who wants to know what is left to do.
pub fn look(state: InvoiceState, is_overdue: bool, is_begun: bool) -> StateLook {
    match (state, is_overdue, is_begun) {
        (InvoiceState::Posted, true, _) => {
            StateLook::new("posted", "state-invoice-overdue", Shape::Alert, Tone::Danger)
        }
        (InvoiceState::Posted, false, true) => {
            StateLook::new("posted", "state-invoice-partly-paid", Shape::Half, Tone::Info)
        }
        (state, _, _) => state.look(),
    }
}

#[derive(Debug, Clone, Queryable, Selectable, Insertable, Serialize, schemars::JsonSchema)]
#[diesel(table_name = customer_invoice_line, treat_none_as_default_value = false)]
pub struct InvoiceLine {
    pub id: CustomerInvoiceLineId,
    pub customer_invoice_id: CustomerInvoiceId,
    pub position: i32,
    pub sales_order_line_id: Option<SalesOrderLineId>,
    pub credits_line_id: Option<CustomerInvoiceLineId>,
    pub product_id: ProductId,
    pub description: String,
    pub unit_id: UnitId,
    pub quantity: Quantity,
    pub base_quantity: Quantity,
    pub unit_price: UnitPrice,
    pub discount_percent: Percent,
    pub tax_code_id: Option<TaxCodeId>,
    pub net_amount: Money,
    pub tax_amount: Money,
    pub account_id: AccountId,
}

/// What posting leaves at hand for its consequences: the invoice with its number, and its lines.
pub struct PostedInvoice {
    pub invoice: Invoice,
    pub lines: Vec<InvoiceLine>,
}

/// One component's tax over the whole document, as it was computed.
#[derive(Debug, Clone, Queryable, Selectable, Serialize, schemars::JsonSchema)]
#[diesel(table_name = customer_invoice_tax)]
pub struct InvoiceTax {
    pub id: i64,
    pub customer_invoice_id: CustomerInvoiceId,
    pub position: i32,
    pub tax_component_id: TaxComponentId,
    pub name: String,
    pub rate_percent: Percent,
    pub base_amount: Money,
    pub tax_amount: Money,
    pub note: String,
}

/// Whose invoice it is, for the scope of what one may see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Owner {
    pub user: UserId,
    pub team: Option<TeamId>,
}

/// An invoice to be drafted, complete: what an order, a form or a credit note comes to.
#[derive(Debug, Clone)]
pub struct DraftInvoice {
    pub company: CompanyId,
    pub kind: InvoiceKind,
    pub party: PartyId,
    pub sales_order: Option<SalesOrderId>,
    pub credits: Option<CustomerInvoiceId>,
    pub invoice_date: NaiveDate,
    pub supply_date: NaiveDate,
    pub payment_term: Option<PaymentTermId>,
    pub customer_reference: String,
    pub currency: String,
    pub reason: String,
    pub external_number: String,
    /// Lines; the party's own when `None`.
    pub billing_address: Option<String>,
    pub delivery_address: Option<String>,
    /// The order's; the actor when `None`.
    pub owner: Option<Owner>,
    pub lines: Vec<DraftLine>,
}

#[derive(Debug, Clone)]
pub struct DraftLine {
    pub sales_order_line: Option<SalesOrderLineId>,
    /// The line a credit note takes back: at its price and tax, and never more than is left of it.
    pub credits_line: Option<CustomerInvoiceLineId>,
    pub product: ProductId,
    pub description: String,
    pub unit: UnitId,
    pub quantity: Quantity,
    /// The same in the product's base unit.
    pub base_quantity: Quantity,
    pub unit_price: UnitPrice,
    pub discount_percent: Percent,
    pub tax_code: Option<TaxCodeId>,
}

impl DraftLine {
    /// The tax code to be looked up: none for a line that is taken back as it was taxed; a line of an order keeps its.
    pub fn code(&self) -> CodeOfLine {
        CodeOfLine {
            code: self.tax_code.filter(|_| self.credits_line.is_none()),
            is_new: self.sales_order_line.is_none(),
        }
    }
}

command! {
    /// A line of an invoice that is written by hand.
    pub struct NewInvoiceLine {
        pub product_id: ProductId,
        pub description: Option<String>,
        pub unit_id: Option<UnitId>,
        pub quantity: Quantity,
        /// The customer's price when absent.
        pub unit_price: Option<UnitPrice>,
        pub discount_percent: Option<Percent>,
        /// The customer's tax for the product when absent.
        pub tax_code_id: Option<TaxCodeId>,
    }
    /// Drafts an invoice, or a credit note without one, by hand.
    pub struct NewInvoice {
        pub company_id: Option<CompanyId>,
        pub kind: Option<InvoiceKind>,
        pub party_id: PartyId,
        pub invoice_date: Option<NaiveDate>,
        pub supply_date: Option<NaiveDate>,
        pub payment_term_id: Option<PaymentTermId>,
        pub currency: Option<String>,
        pub customer_reference: Option<String>,
        pub external_number: Option<String>,
        pub reason: LongText,
        pub lines: Vec<NewInvoiceLine>,
    }
    /// How much of a line is credited.
    pub struct CreditLine {
        /// The invoice's line.
        pub id: CustomerInvoiceLineId,
        /// In the line's unit; nothing when absent.
        pub quantity: Option<Quantity>,
    }
    /// Drafts a credit note for these lines of an invoice, or for all that is left of it when none is named.
    pub struct NewCreditNote {
        pub invoice_date: Option<NaiveDate>,
        pub reason: Option<String>,
        pub lines: Vec<CreditLine>,
    }
}
