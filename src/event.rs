//! Everything that can happen. An event is a kind, the records it is about, and the figures its sentence names; the
//! sentence is the message `event-<kind>`, so that timelines speak the reader's language.
use crate::ids::CompanyId;
use crate::ids::Subject;
use crate::kernel::error::Argument;
use serde::Serialize;

tenon_db::code_enum! {
    /// In the past tense, as it stands in the log.
    pub enum EventKind {
        CompanyCreated = "company-created",
        CompanyChanged = "company-changed",
        SettingChanged = "setting-changed",
        MasterCreated = "master-created",
        MasterChanged = "master-changed",
        MasterArchived = "master-archived",
        MasterRestored = "master-restored",
        MasterDeleted = "master-deleted",
        UserCreated = "user-created",
        UserChanged = "user-changed",
        RoleChanged = "role-changed",
        PasswordChanged = "password-changed",
        ResetLinkIssued = "reset-link-issued",
        SecondFactorChanged = "second-factor-changed",
        SessionRevoked = "session-revoked",
        TokenCreated = "token-created",
        TokenRevoked = "token-revoked",
        NoteAdded = "note-added",
        FileAdded = "file-added",
        FileRemoved = "file-removed",
        PartyCreated = "party-created",
        PartyChanged = "party-changed",
        PartyMerged = "party-merged",
        PeriodClosed = "period-closed",
        PeriodOpened = "period-opened",
        EntryPosted = "entry-posted",
        EntryReversed = "entry-reversed",
        GoodsReceived = "goods-received",
        GoodsReceiptCreated = "goods-receipt-created",
        GoodsReceiptReversed = "goods-receipt-reversed",
        GoodsReceiptChanged = "goods-receipt-changed",
        GoodsReceiptDeleted = "goods-receipt-deleted",
        QuotationCreated = "quotation-created",
        QuotationChanged = "quotation-changed",
        QuotationSent = "quotation-sent",
        QuotationReopened = "quotation-reopened",
        QuotationWon = "quotation-won",
        QuotationLost = "quotation-lost",
        QuotationDeleted = "quotation-deleted",
        SalesOrderCreated = "sales-order-created",
        SalesOrderChanged = "sales-order-changed",
        SalesOrderConfirmed = "sales-order-confirmed",
        SalesOrderHeld = "sales-order-held",
        SalesOrderReleased = "sales-order-released",
        SalesOrderReopened = "sales-order-reopened",
        SalesOrderClosed = "sales-order-closed",
        SalesOrderCancelled = "sales-order-cancelled",
        SalesOrderDeleted = "sales-order-deleted",
        StockReserved = "stock-reserved",
        DeliveryCreated = "delivery-created",
        DeliveryChanged = "delivery-changed",
        DeliveryShipped = "delivery-shipped",
        DeliveryReversed = "delivery-reversed",
        DeliveryDeleted = "delivery-deleted",
        ReturnCreated = "return-created",
        GoodsReturned = "goods-returned",
        ReturnReversed = "return-reversed",
        ReturnDeleted = "return-deleted",
        InvoiceCreated = "invoice-created",
        InvoiceChanged = "invoice-changed",
        InvoicePosted = "invoice-posted",
        InvoiceDeleted = "invoice-deleted",
        CreditNotePosted = "credit-note-posted",
        PaymentPosted = "payment-posted",
        PaymentReversed = "payment-reversed",
        PaymentAllocated = "payment-allocated",
        AllocationUndone = "allocation-undone",
        ImportStarted = "import-started",
        ImportFinished = "import-finished",
        ViewSaved = "view-saved",
    }
}

impl EventKind {
    /// Whether it says that the record it is about is gone.
    pub fn is_deletion(self) -> bool {
        matches!(
            self,
            EventKind::MasterDeleted
                | EventKind::GoodsReceiptDeleted
                | EventKind::QuotationDeleted
                | EventKind::SalesOrderDeleted
                | EventKind::DeliveryDeleted
                | EventKind::ReturnDeleted
                | EventKind::InvoiceDeleted
        )
    }
}

/// A field that changed, for "27 Nov → 04 Dec".
#[derive(Debug, Clone, Serialize)]
pub struct Change {
    /// Name of the field as in its form.
    pub field: &'static str,
    pub old: Argument,
    pub new: Argument,
}

/// One thing that happened; recorded with `tx.record(...)`.
#[derive(Debug, Clone, Serialize)]
pub struct Event {
    pub kind: EventKind,
    /// The company whose chain it joins; `None` for what the group shares.
    pub company: Option<CompanyId>,
    /// The records whose timelines show it; the first is what it is about.
    pub subjects: Vec<Subject>,
    /// What the sentence names.
    pub arguments: Vec<(&'static str, Argument)>,
    pub changes: Vec<Change>,
}

impl EventKind {
    /// A master is offered again, or no more.
    pub fn of_usage(is_active: bool) -> EventKind {
        if is_active {
            EventKind::MasterRestored
        } else {
            EventKind::MasterArchived
        }
    }
}

impl Event {
    pub fn new(kind: EventKind, company: Option<CompanyId>, about: impl Into<Subject>) -> Event {
        Event {
            kind,
            company,
            subjects: vec![about.into()],
            arguments: Vec::new(),
            changes: Vec::new(),
        }
    }

    /// Also shown on this record's timeline.
    pub fn with(mut self, subject: impl Into<Subject>) -> Event {
        self.subjects.push(subject.into());
        self
    }

    /// Names a figure or a name for the sentence.
    pub fn say(mut self, name: &'static str, value: impl Into<Argument>) -> Event {
        self.arguments.push((name, value.into()));
        self
    }

    /// Old and new value of a field; nothing when they are equal.
    pub fn change(mut self, field: &'static str, old: impl Into<Argument>, new: impl Into<Argument>) -> Event {
        let (old, new) = (old.into(), new.into());
        if old != new {
            self.changes.push(Change { field, old, new });
        }
        self
    }
}
