//! Sales orders: what a customer is promised, how far it has come, and what may be done next.
pub mod ops;

use crate::command;
use crate::ids::CarrierId;
use crate::ids::CompanyId;
use crate::ids::ContactId;
use crate::ids::PartyId;
use crate::ids::PaymentTermId;
use crate::ids::PriceListId;
use crate::ids::QuotationId;
use crate::ids::TaxPositionId;
use crate::ids::UserId;
use crate::ids::WarehouseId;
use crate::kernel::input::LongText;
use crate::orders::line::NewLine;
use chrono::NaiveDate;

command! {
    /// Takes an order down, as a draft. What is left out comes from the customer's terms and the company.
    pub struct NewSalesOrder {
        pub company_id: Option<CompanyId>,
        pub party_id: PartyId,
        pub contact_id: Option<ContactId>,
        /// Today when left out.
        pub order_date: Option<NaiveDate>,
        /// The order date when left out.
        pub requested_date: Option<NaiveDate>,
        pub customer_reference: Option<String>,
        pub currency: Option<String>,
        pub price_list_id: Option<PriceListId>,
        pub payment_term_id: Option<PaymentTermId>,
        pub tax_position_id: Option<TaxPositionId>,
        pub warehouse_id: Option<WarehouseId>,
        pub carrier_id: Option<CarrierId>,
        /// The customer's when left out.
        pub billing_address: LongText,
        pub delivery_address: LongText,
        pub note: LongText,
        /// The quotation it comes from.
        pub quotation_id: Option<QuotationId>,
        /// The number it had elsewhere.
        pub external_number: Option<String>,
        /// Whose order it is; the writer's when left out.
        pub owner_id: Option<UserId>,
        pub lines: Vec<NewLine>,
    }
}
