//! Every id type, and `Subject`: any record there is, with its address.
use serde::Serialize;
use std::fmt;

/// One line a record: its id type, its place in `Subject`, the code stored in the database, and its address.
macro_rules! subjects {
    ($($(#[$doc:meta])* $variant:ident($id:ident) = $code:literal at $url:literal;)+) => {
        $(tenon_db::id! { $(#[$doc])* pub struct $id; })+
        $($crate::input_from_str!($id);)+

        /// Any record, so that events, notes, files, links and search can point at it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Subject { $($variant($id)),+ }

        impl Subject {
            /// Every code there is.
            pub const CODES: &'static [&'static str] = &[$($code),+];

            /// The code stored beside the id.
            pub fn code(self) -> &'static str {
                match self { $(Subject::$variant(_) => $code),+ }
            }

            /// The bare id.
            pub fn raw(self) -> i64 {
                match self { $(Subject::$variant(id) => id.raw()),+ }
            }

            /// Back from code and id; `None` for a code this program does not know.
            pub fn from_parts(code: &str, id: i64) -> Option<Subject> {
                match code { $($code => Some(Subject::$variant($id::from(id))),)+ _ => None }
            }

            /// The address of its page.
            pub fn url(self) -> String {
                match self { $(Subject::$variant(id) => format!(concat!($url, "/{}"), id)),+ }
            }
        }

        $(impl From<$id> for Subject {
            fn from(id: $id) -> Subject { Subject::$variant(id) }
        })+
    };
}

subjects! {
    /// An accounting unit with its own books.
    Company(CompanyId) = "company" at "/setup/companies";
    FiscalYear(FiscalYearId) = "fiscal-year" at "/setup/fiscal-years";
    NumberSeries(NumberSeriesId) = "number-series" at "/setup/number-series";
    Currency(CurrencyId) = "currency" at "/setup/currencies";
    ExchangeRate(ExchangeRateId) = "exchange-rate" at "/setup/exchange-rates";
    Holiday(HolidayId) = "holiday" at "/setup/holidays";
    Team(TeamId) = "team" at "/setup/teams";
    /// Somebody who can sign in.
    User(UserId) = "user" at "/setup/users";
    Role(RoleId) = "role" at "/setup/roles";
    Session(SessionId) = "session" at "/me/sessions";
    ApiToken(ApiTokenId) = "api-token" at "/me/tokens";
    SavedView(SavedViewId) = "saved-view" at "/views";
    Job(JobId) = "job" at "/setup/jobs";
    Notification(NotificationId) = "notification" at "/notifications";
    Note(NoteId) = "note" at "/notes";
    Attachment(AttachmentId) = "attachment" at "/files";
    /// An entry of the event log; its id is its position.
    LoggedEvent(LoggedEventId) = "event" at "/setup/audit";
    /// A customer group.
    Choice(ChoiceId) = "choice" at "/setup/customer-groups";
    /// Why something was lost, cancelled, sent back.
    Reason(ReasonId) = "reason" at "/setup/reasons";
    Account(AccountId) = "account" at "/finance/accounts";
    Journal(JournalId) = "journal" at "/setup/journals";
    CostCenter(CostCenterId) = "cost-center" at "/setup/cost-centers";
    PaymentTerm(PaymentTermId) = "payment-term" at "/setup/payment-terms";
    TaxCode(TaxCodeId) = "tax-code" at "/setup/tax-codes";
    TaxComponent(TaxComponentId) = "tax-component" at "/setup/tax-components";
    TaxPosition(TaxPositionId) = "tax-position" at "/setup/tax-positions";
    /// A person or organisation in whatever role.
    Party(PartyId) = "party" at "/parties";
    PartyAddress(PartyAddressId) = "party-address" at "/parties/addresses";
    Contact(ContactId) = "contact" at "/parties/contacts";
    PriceList(PriceListId) = "price-list" at "/catalog/price-lists";
    PriceListItem(PriceListItemId) = "price-list-item" at "/catalog/prices";
    Carrier(CarrierId) = "carrier" at "/setup/carriers";
    Employee(EmployeeId) = "employee" at "/people/employees";
    Unit(UnitId) = "unit" at "/setup/units";
    ProductCategory(ProductCategoryId) = "product-category" at "/catalog/categories";
    Product(ProductId) = "product" at "/catalog/products";
    FiscalPeriod(FiscalPeriodId) = "fiscal-period" at "/setup/fiscal-periods";
    JournalEntry(JournalEntryId) = "journal-entry" at "/finance/journal-entries";
    OpenItem(OpenItemId) = "open-item" at "/finance/open-items";
    Allocation(AllocationId) = "allocation" at "/finance/allocations";
    ValuationArea(ValuationAreaId) = "valuation-area" at "/setup/valuation-areas";
    Warehouse(WarehouseId) = "warehouse" at "/setup/warehouses";
    Location(LocationId) = "location" at "/setup/locations";
    Lot(LotId) = "lot" at "/inventory/lots";
    StockMove(StockMoveId) = "stock-move" at "/inventory/moves";
    /// What of a product (and lot) is at a location.
    StockBalance(StockBalanceId) = "stock-balance" at "/inventory/stock-positions";
    Reservation(ReservationId) = "reservation" at "/inventory/reservations";
    StockShortage(StockShortageId) = "stock-shortage" at "/inventory/shortages";
    /// Quantity and value of a product in a valuation area.
    ValuationBalance(ValuationBalanceId) = "valuation-balance" at "/inventory/stock-value";
    ValuationEntry(ValuationEntryId) = "valuation-entry" at "/inventory/valuation-entries";
    GoodsReceipt(GoodsReceiptId) = "goods-receipt" at "/inventory/receipts";
    GoodsReceiptLine(GoodsReceiptLineId) = "goods-receipt-line" at "/inventory/receipt-lines";
    Quotation(QuotationId) = "quotation" at "/sales/quotations";
    QuotationLine(QuotationLineId) = "quotation-line" at "/sales/quotation-lines";
    SalesOrder(SalesOrderId) = "sales-order" at "/orders/sales-orders";
    SalesOrderLine(SalesOrderLineId) = "sales-order-line" at "/orders/sales-order-lines";
    Delivery(DeliveryId) = "delivery" at "/orders/deliveries";
    /// The same rows as deliveries, the other way round.
    GoodsReturn(GoodsReturnId) = "return" at "/orders/returns";
    DeliveryLine(DeliveryLineId) = "delivery-line" at "/orders/delivery-lines";
    CustomerInvoice(CustomerInvoiceId) = "customer-invoice" at "/finance/invoices";
    CustomerInvoiceLine(CustomerInvoiceLineId) = "customer-invoice-line" at "/finance/invoice-lines";
    Payment(PaymentId) = "payment" at "/finance/payments";
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.code(), self.raw())
    }
}

impl Serialize for Subject {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
