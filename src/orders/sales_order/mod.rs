//! Sales orders: what a customer is promised, how far it has come, and what may be done next.
pub mod draft;
pub mod hold;
pub mod ops;
pub mod pages;
pub mod queries;

use crate::catalog::product::ProductKind;
use crate::command;
use crate::ids::CarrierId;
use crate::ids::CompanyId;
use crate::ids::ContactId;
use crate::ids::PartyId;
use crate::ids::PaymentTermId;
use crate::ids::PriceListId;
use crate::ids::ProductId;
use crate::ids::QuotationId;
use crate::ids::SalesOrderId;
use crate::ids::SalesOrderLineId;
use crate::ids::Subject;
use crate::ids::TaxCodeId;
use crate::ids::TaxPositionId;
use crate::ids::TeamId;
use crate::ids::UnitId;
use crate::ids::UserId;
use crate::ids::WarehouseId;
use crate::input_from_str;
use crate::kernel::flow::Flow;
use crate::kernel::flow::Step;
use crate::kernel::input::LongText;
use crate::kernel::value::StateLook;
use crate::kernel::view::Shape;
use crate::kernel::view::Tone;
use crate::orders::line::NewLine;
use crate::orders::progress::Progress;
use crate::orders::progress::Tracked;
use crate::permission::Permission;
use chrono::NaiveDate;
use chrono::NaiveDateTime;
use diesel::prelude::*;
use serde::Serialize;
use tenon_db::Money;
use tenon_db::Percent;
use tenon_db::Quantity;
use tenon_db::UnitPrice;
use tenon_schema::sales_order;
use tenon_schema::sales_order_line;

tenon_db::code_enum! {
    pub enum State {
        Draft = "draft",
        /// Waits for somebody who may release it: over the credit limit, blocked, or stopped by hand.
        Held = "held",
        /// Promised: goods are reserved, deliveries and invoices can be made.
        Confirmed = "confirmed",
        /// Nothing is left to deliver or to invoice.
        Done = "done",
        Cancelled = "cancelled",
    }
}
input_from_str!(State);

/// How the states look, in the order of the process.
pub const LOOKS: &[StateLook] = &[
    StateLook::new("draft", "state-draft", Shape::Draft, Tone::Neutral),
    StateLook::new("held", "state-held", Shape::Hold, Tone::Warning),
    StateLook::new("confirmed", "state-confirmed", Shape::Quarter, Tone::Info),
    StateLook::new("done", "state-done", Shape::Done, Tone::Success),
    StateLook::new("cancelled", "state-cancelled", Shape::Cancel, Tone::Neutral),
];

/// A confirmed order of which something has been delivered.
const DELIVERING: StateLook = StateLook::new("confirmed", "state-delivering", Shape::Half, Tone::Info);

pub const FLOW: Flow<State> = Flow(&[
    Step {
        action: "confirm",
        icon: "check",
        from: &[State::Draft, State::Held],
        to: State::Confirmed,
        needs: Permission::SalesOrderConfirm,
    },
    Step {
        action: "release",
        icon: "circle-check",
        from: &[State::Held],
        to: State::Confirmed,
        needs: Permission::CreditRelease,
    },
    Step {
        action: "hold",
        icon: "hand",
        from: &[State::Confirmed],
        to: State::Held,
        needs: Permission::CreditRelease,
    },
    Step {
        action: "close",
        icon: "circle-check",
        from: &[State::Confirmed],
        to: State::Done,
        needs: Permission::SalesOrderConfirm,
    },
    Step {
        action: "reopen",
        icon: "undo-2",
        from: &[State::Held, State::Confirmed, State::Cancelled],
        to: State::Draft,
        needs: Permission::SalesOrderConfirm,
    },
    Step {
        action: "cancel",
        icon: "x",
        from: &[State::Draft, State::Held, State::Confirmed],
        to: State::Cancelled,
        needs: Permission::SalesOrderEdit,
    },
]);

#[derive(Debug, Clone, Queryable, Selectable, Insertable, Serialize, schemars::JsonSchema)]
#[diesel(table_name = sales_order, treat_none_as_default_value = false)]
pub struct SalesOrder {
    pub id: SalesOrderId,
    pub company_id: CompanyId,
    pub number: String,
    pub external_number: String,
    pub party_id: PartyId,
    pub party_name: String,
    pub contact_id: Option<ContactId>,
    pub billing_address: String,
    pub delivery_address: String,
    pub order_date: NaiveDate,
    pub requested_date: NaiveDate,
    pub customer_reference: String,
    pub currency: String,
    pub price_list_id: Option<PriceListId>,
    pub payment_term_id: Option<PaymentTermId>,
    pub tax_position_id: Option<TaxPositionId>,
    pub warehouse_id: WarehouseId,
    pub carrier_id: Option<CarrierId>,
    pub quotation_id: Option<QuotationId>,
    pub note: String,
    pub state: State,
    pub hold_reason: String,
    pub net_amount: Money,
    pub tax_amount: Money,
    pub total_amount: Money,
    #[serde(skip)]
    pub margin_amount: Money,
    pub delivered_percent: i32,
    pub invoiced_percent: i32,
    pub undelivered_amount: Money,
    pub uninvoiced_amount: Money,
    /// With tax: goods delivered and not yet invoiced.
    pub billable_amount: Money,
    pub owner_id: UserId,
    pub team_id: Option<TeamId>,
    pub confirmed_at: Option<NaiveDateTime>,
    pub confirmed_by: Option<UserId>,
    pub version: i32,
    pub created_at: NaiveDateTime,
}

impl SalesOrder {
    pub fn subject(&self) -> Subject {
        Subject::SalesOrder(self.id)
    }

    pub fn url(&self) -> String {
        self.subject().url()
    }

    pub fn look(&self) -> StateLook {
        look(self.state, self.delivered_percent)
    }

    /// Done before all was delivered: nothing more will be.
    pub fn is_closed(&self) -> bool {
        self.state == State::Done && self.delivered_percent < 100
    }

    /// Promised for a day that has passed, and not yet all delivered.
    pub fn is_late(&self, today: NaiveDate) -> bool {
        self.state == State::Confirmed && self.undelivered_amount.is_positive() && self.requested_date < today
    }
}

/// How a state is shown: a confirmed order that has begun says so.
pub fn look(state: State, delivered_percent: i32) -> StateLook {
    if state == State::Confirmed && delivered_percent > 0 {
        return DELIVERING;
    }
    let known = LOOKS.iter().find(|look| look.code == state.code());
    known.copied().unwrap_or(DELIVERING)
}

#[derive(Debug, Clone, Queryable, Selectable, Insertable, Serialize, schemars::JsonSchema)]
#[diesel(table_name = sales_order_line, treat_none_as_default_value = false)]
pub struct SalesOrderLine {
    pub id: SalesOrderLineId,
    #[serde(skip)]
    pub sales_order_id: SalesOrderId,
    pub position: i32,
    pub product_id: ProductId,
    pub description: String,
    pub unit_id: UnitId,
    pub quantity: Quantity,
    pub base_quantity: Quantity,
    pub unit_price: UnitPrice,
    pub price_source: String,
    pub discount_percent: Percent,
    pub tax_code_id: Option<TaxCodeId>,
    pub net_amount: Money,
    pub tax_amount: Money,
    /// Expected cost of one base unit, in the company's currency.
    #[serde(skip)]
    pub unit_cost: UnitPrice,
    pub requested_date: NaiveDate,
}

/// A line as it is read back: with its product, its unit and how far it has come.
#[derive(Debug, Clone, Serialize, schemars::JsonSchema)]
pub struct OrderLine {
    #[serde(flatten)]
    pub line: SalesOrderLine,
    pub product_code: String,
    pub product_kind: ProductKind,
    pub unit_code: String,
    #[serde(flatten)]
    pub progress: Progress,
    /// In the base unit; filled where it is shown.
    pub reserved: Quantity,
}

impl OrderLine {
    pub fn tracked(&self) -> Tracked {
        Tracked {
            progress: self.progress,
            product: self.line.product_id,
            kind: self.product_kind,
            ordered: self.line.base_quantity,
            net: self.line.net_amount,
            tax: self.line.tax_amount,
            unit_cost: self.line.unit_cost,
        }
    }

    /// A quantity of the base unit in the unit the line is sold in; what does not come out even is cut to six decimals.
    pub fn in_unit(&self, base: Quantity) -> Quantity {
        let line = &self.line;
        if line.quantity == line.base_quantity {
            return base;
        }
        base.times_ratio(
            line.quantity.raw(),
            line.base_quantity.raw(),
            tenon_db::Rounding::HalfUp,
        )
        .unwrap_or(base)
    }

    /// A quantity of the line's unit in the base unit.
    pub fn in_base(&self, quantity: Quantity) -> Quantity {
        let line = &self.line;
        if line.quantity == line.base_quantity {
            return quantity;
        }
        quantity
            .times_ratio(
                line.base_quantity.raw(),
                line.quantity.raw(),
                tenon_db::Rounding::HalfUp,
            )
            .unwrap_or(quantity)
    }
}

/// An order with its lines: what the API gives.
#[derive(Debug, Clone, Serialize, schemars::JsonSchema)]
pub struct OrderWithLines {
    #[serde(flatten)]
    pub order: SalesOrder,
    pub lines: Vec<OrderLine>,
    /// Only for those who may see margins.
    pub margin_amount: Option<Money>,
}

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
    /// Why an order is stopped, or what else is to be said about a step.
    pub struct Because { pub reason: Option<String> }
}
