//! Returns: goods of a shipped delivery come back at what they cost when they left. What was invoiced of them is credited
//! at its price and tax.
pub mod ops;
pub mod pages;

use crate::command;
use crate::ids::DeliveryId;
use crate::ids::DeliveryLineId;
use crate::ids::WarehouseId;
use crate::kernel::flow::Flow;
use crate::kernel::flow::Step;
use crate::orders::delivery::State;
use crate::permission::Permission;
use chrono::NaiveDate;
use tenon_db::Quantity;

pub const FLOW: Flow<State> = Flow(&[
    Step {
        action: "receive",
        icon: "package-check",
        from: &[State::Draft],
        to: State::Received,
        needs: Permission::DeliveryShip,
    },
    Step {
        action: "reverse",
        icon: "undo-2",
        from: &[State::Received],
        to: State::Reversed,
        needs: Permission::DeliveryShip,
    },
]);

command! {
    /// How much of a delivered line comes back, in the unit it was delivered in.
    pub struct NewReturnLine { pub delivery_line_id: DeliveryLineId, pub quantity: Quantity }
    /// Announces a return of a shipped delivery. Without lines all that is left of it comes back.
    pub struct NewReturn {
        pub delivery_id: DeliveryId,
        /// Today when left out.
        pub return_date: Option<NaiveDate>,
        /// The delivery's when left out.
        pub warehouse_id: Option<WarehouseId>,
        pub reason: Option<String>,
        pub lines: Vec<NewReturnLine>,
    }
}
