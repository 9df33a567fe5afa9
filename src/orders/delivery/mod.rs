//! Deliveries: what is picked and sent for an order. Shipping moves the goods out of stock at what they cost; what could
//! not be sent stays with the order, on a further delivery linked to the first.
pub mod ops;
pub mod pages;
pub mod queries;

use crate::command;
use crate::ids::CarrierId;
use crate::ids::CompanyId;
use crate::ids::DeliveryId;
use crate::ids::DeliveryLineId;
use crate::ids::JournalEntryId;
use crate::ids::LotId;
use crate::ids::PartyId;
use crate::ids::ProductId;
use crate::ids::SalesOrderId;
use crate::ids::SalesOrderLineId;
use crate::ids::StockMoveId;
use crate::ids::Subject;
use crate::ids::UnitId;
use crate::ids::UserId;
use crate::ids::WarehouseId;
use crate::input_from_str;
use crate::kernel::flow::Flow;
use crate::kernel::flow::Step;
use crate::kernel::value::StateLook;
use crate::kernel::view::Shape;
use crate::kernel::view::Tone;
use crate::permission::Permission;
use chrono::NaiveDate;
use chrono::NaiveDateTime;
use diesel::prelude::*;
use serde::Serialize;
use tenon_db::Money;
use tenon_db::Quantity;
use tenon_db::Rounding;
use tenon_schema::delivery;
use tenon_schema::delivery_line;

tenon_db::code_enum! {
    /// Which way the goods go.
    pub enum Kind { Delivery = "delivery", Return = "return" }
}

tenon_db::code_enum! {
    pub enum State {
        /// To be picked.
        Draft = "draft",
        Shipped = "shipped",
        /// A return that is in the warehouse again.
        Received = "received",
        Reversed = "reversed",
    }
}
input_from_str!(Kind, State);

/// How the states of a delivery look.
pub const LOOKS: &[StateLook] = &[
    StateLook::new("draft", "state-picking", Shape::Open, Tone::Info),
    StateLook::new("shipped", "state-shipped", Shape::Done, Tone::Success),
    StateLook::new("reversed", "state-reversed", Shape::Cancel, Tone::Neutral),
];

/// How the states of a return look.
pub const RETURN_LOOKS: &[StateLook] = &[
    StateLook::new("draft", "state-expected", Shape::Open, Tone::Info),
    StateLook::new("received", "state-received", Shape::Done, Tone::Success),
    StateLook::new("reversed", "state-reversed", Shape::Cancel, Tone::Neutral),
];

pub const FLOW: Flow<State> = Flow(&[
    Step {
        action: "ship",
        icon: "truck",
        from: &[State::Draft],
        to: State::Shipped,
        needs: Permission::DeliveryShip,
    },
    Step {
        action: "reverse",
        icon: "undo-2",
        from: &[State::Shipped],
        to: State::Reversed,
        needs: Permission::DeliveryShip,
    },
]);

/// A delivery or a return: they differ in the direction only.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, Serialize, schemars::JsonSchema)]
#[diesel(table_name = delivery, treat_none_as_default_value = false)]
pub struct Delivery {
    pub id: DeliveryId,
    pub company_id: CompanyId,
    pub number: String,
    pub kind: Kind,
    pub sales_order_id: SalesOrderId,
    pub party_id: PartyId,
    pub party_name: String,
    pub delivery_address: String,
    pub warehouse_id: WarehouseId,
    pub carrier_id: Option<CarrierId>,
    pub tracking_number: String,
    pub delivery_date: NaiveDate,
    pub state: State,
    pub reason: String,
    /// The delivery whose rest this is.
    pub backorder_of: Option<DeliveryId>,
    /// The delivery a return takes back.
    pub returns_id: Option<DeliveryId>,
    pub journal_entry_id: Option<JournalEntryId>,
    pub owner_id: UserId,
    pub version: i32,
    pub created_at: NaiveDateTime,
}

impl Delivery {
    pub fn subject(&self) -> Subject {
        match self.kind {
            Kind::Delivery => Subject::Delivery(self.id),
            Kind::Return => Subject::GoodsReturn(self.id.raw().into()),
        }
    }

    pub fn url(&self) -> String {
        self.subject().url()
    }

    pub fn look(&self) -> StateLook {
        look(self.kind, self.state)
    }
}

/// How a state of a kind looks.
pub fn look(kind: Kind, state: State) -> StateLook {
    let looks = match kind {
        Kind::Delivery => LOOKS,
        Kind::Return => RETURN_LOOKS,
    };
    let known = looks.iter().find(|look| look.code == state.code());
    known.copied().unwrap_or(StateLook::new(
        "reversed",
        "state-reversed",
        Shape::Cancel,
        Tone::Neutral,
    ))
}

#[derive(Debug, Clone, Queryable, Selectable, Insertable, Serialize, schemars::JsonSchema)]
#[diesel(table_name = delivery_line, treat_none_as_default_value = false)]
pub struct DeliveryLine {
    pub id: DeliveryLineId,
    #[serde(skip)]
    pub delivery_id: DeliveryId,
    pub position: i32,
    pub sales_order_line_id: SalesOrderLineId,
    pub product_id: ProductId,
    pub description: String,
    pub unit_id: UnitId,
    pub quantity: Quantity,
    pub base_quantity: Quantity,
    pub lot_id: Option<LotId>,
    pub returns_line_id: Option<DeliveryLineId>,
    pub stock_move_id: Option<StockMoveId>,
    /// What the goods cost, in the company's currency; known once they have moved.
    #[serde(skip)]
    pub cost_amount: Money,
}

impl DeliveryLine {
    /// A quantity of the base unit in the unit of the line; what does not come out even is cut to six decimals.
    pub fn in_unit(&self, base: Quantity) -> Quantity {
        base.times_ratio(self.quantity.raw(), self.base_quantity.raw(), Rounding::HalfUp)
            .unwrap_or(base)
    }
}

/// A line with its product and unit.
#[derive(Debug, Clone, Serialize, schemars::JsonSchema)]
pub struct ReadLine {
    #[serde(flatten)]
    pub line: DeliveryLine,
    pub product_code: String,
    pub unit_code: String,
}

/// A delivery or return with its lines: what the API gives.
#[derive(Debug, Clone, Serialize, schemars::JsonSchema)]
pub struct DeliveryWithLines {
    #[serde(flatten)]
    pub delivery: Delivery,
    pub lines: Vec<ReadLine>,
}

command! {
    /// How much of an order line is delivered, in the unit it is sold in.
    pub struct NewDeliveryLine { pub sales_order_line_id: SalesOrderLineId, pub quantity: Quantity }
    /// Prepares a delivery for an order. Without lines it takes what is reserved, or all that is open when nothing is.
    pub struct NewDelivery {
        pub sales_order_id: SalesOrderId,
        /// Today when left out.
        pub delivery_date: Option<NaiveDate>,
        pub carrier_id: Option<CarrierId>,
        pub tracking_number: Option<String>,
        pub lines: Vec<NewDeliveryLine>,
        /// The goods go at once: it is prepared and shipped in one step.
        pub ship: bool,
    }
    /// What is changed while a delivery is picked; lines that are left out go back to the order.
    pub struct EditDelivery {
        pub delivery_date: NaiveDate,
        pub carrier_id: Option<CarrierId>,
        pub tracking_number: Option<String>,
        pub lines: Vec<NewDeliveryLine>,
    }
    /// The day something is taken back; today when left out.
    pub struct OnDay { pub date: Option<NaiveDate> }
}
