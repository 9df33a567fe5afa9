//! Goods receipts without an order: bought goods, opening stock, and what a count found. What is posted has its own moves
//! and its own journal entry.
pub mod form;
pub mod ops;
pub mod pages;
pub mod print;
pub mod queries;

use crate::command;
use crate::ids::CompanyId;
use crate::ids::GoodsReceiptId;
use crate::ids::GoodsReceiptLineId;
use crate::ids::JournalEntryId;
use crate::ids::LotId;
use crate::ids::PartyId;
use crate::ids::ProductId;
use crate::ids::Subject;
use crate::ids::UnitId;
use crate::ids::UserId;
use crate::ids::WarehouseId;
use crate::input_from_str;
use crate::inventory::location::LocationKind;
use crate::kernel::flow::Flow;
use crate::kernel::flow::Step;
use crate::kernel::value::StateLook;
use crate::kernel::view::Shape;
use crate::kernel::view::Tone;
use crate::ledger::account::AccountRole;
use crate::permission::Permission;
use chrono::NaiveDate;
use chrono::NaiveDateTime;
use diesel::prelude::*;
use serde::Serialize;
use tenon_db::Money;
use tenon_db::Quantity;
use tenon_db::UnitPrice;
use tenon_schema::goods_receipt;

tenon_db::code_enum! {
    /// Why goods come in, and so which account they are owed to.
    pub enum ReceiptKind {
        /// Bought without an order; the supplier's bill will clear it.
        Purchase = "purchase",
        /// There before the books began.
        Opening = "opening",
        /// Found.
        Adjustment = "adjustment",
    }
}

tenon_db::code_enum! {
    pub enum ReceiptState { Draft = "draft", Posted = "posted", Reversed = "reversed" }
}
input_from_str!(ReceiptKind, ReceiptState);

pub const FLOW: Flow<ReceiptState> = Flow(&[
    Step {
        action: "post",
        icon: "check",
        from: &[ReceiptState::Draft],
        to: ReceiptState::Posted,
        needs: Permission::StockMove,
    },
    Step {
        action: "reverse",
        icon: "undo-2",
        from: &[ReceiptState::Posted],
        to: ReceiptState::Reversed,
        needs: Permission::StockMove,
    },
]);

impl ReceiptKind {
    /// `receipt-kind-purchase`
    pub fn message_key(self) -> &'static str {
        match self {
            ReceiptKind::Purchase => "receipt-kind-purchase",
            ReceiptKind::Opening => "receipt-kind-opening",
            ReceiptKind::Adjustment => "receipt-kind-adjustment",
        }
    }

    /// The account that is credited.
    pub fn counter(self) -> AccountRole {
        match self {
            ReceiptKind::Purchase => AccountRole::GoodsReceivedNotBilled,
            ReceiptKind::Opening => AccountRole::OpeningBalance,
            ReceiptKind::Adjustment => AccountRole::StockAdjustment,
        }
    }

    /// Where the goods come from.
    pub fn from(self) -> LocationKind {
        match self {
            ReceiptKind::Purchase => LocationKind::Supplier,
            ReceiptKind::Opening | ReceiptKind::Adjustment => LocationKind::Adjustment,
        }
    }
}

impl ReceiptState {
    pub const LOOKS: &'static [StateLook] = &[
        StateLook::new("draft", "state-draft", Shape::Draft, Tone::Neutral),
        StateLook::new("posted", "state-posted", Shape::Done, Tone::Success),
        StateLook::new("reversed", "state-reversed", Shape::Cancel, Tone::Neutral),
    ];

    pub fn look(self) -> StateLook {
        match self {
            ReceiptState::Draft => StateLook::new("draft", "state-draft", Shape::Draft, Tone::Neutral),
            ReceiptState::Posted => StateLook::new("posted", "state-posted", Shape::Done, Tone::Success),
            ReceiptState::Reversed => StateLook::new("reversed", "state-reversed", Shape::Cancel, Tone::Neutral),
        }
    }
}

#[derive(Debug, Clone, Queryable, Selectable, Serialize, schemars::JsonSchema)]
#[diesel(table_name = goods_receipt)]
pub struct GoodsReceipt {
    pub id: GoodsReceiptId,
    pub company_id: CompanyId,
    pub number: String,
    pub kind: ReceiptKind,
    pub party_id: Option<PartyId>,
    pub warehouse_id: WarehouseId,
    pub receipt_date: NaiveDate,
    pub supplier_reference: String,
    pub state: ReceiptState,
    /// What the goods cost, in the company's currency.
    #[serde(skip)]
    pub total_amount: Money,
    pub journal_entry_id: Option<JournalEntryId>,
    pub created_by: UserId,
    pub version: i32,
    pub created_at: NaiveDateTime,
}

impl GoodsReceipt {
    pub fn url(&self) -> String {
        Subject::GoodsReceipt(self.id).url()
    }
}

/// A line with the words it shows.
#[derive(Debug, Clone, Serialize, schemars::JsonSchema)]
pub struct ReceiptLine {
    pub id: GoodsReceiptLineId,
    pub position: i32,
    pub product_id: ProductId,
    pub product_code: String,
    pub product_name: String,
    pub unit_id: UnitId,
    pub unit_code: String,
    pub unit_quantity: Quantity,
    pub base_quantity: Quantity,
    /// Of one unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit_cost: Option<UnitPrice>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<Money>,
    pub lot_id: Option<LotId>,
    pub lot_code: Option<String>,
}

/// A receipt with its lines, as the API gives it.
#[derive(Debug, Clone, Serialize, schemars::JsonSchema)]
pub struct WholeReceipt {
    #[serde(flatten)]
    pub receipt: GoodsReceipt,
    /// What the goods cost; absent for who may not see costs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_amount: Option<Money>,
    pub currency: String,
    pub lines: Vec<ReceiptLine>,
}

command! {
    /// Goods of one product.
    pub struct NewReceiptLine {
        /// Which line of the draft it was, when one is changed.
        pub id: Option<GoodsReceiptLineId>,
        pub product_id: ProductId,
        /// The base unit when missing.
        pub unit_id: Option<UnitId>,
        pub quantity: Quantity,
        /// Of one unit, in the company's currency. When missing: what the goods in stock cost now; of a line that is changed
        /// by who may not see costs, what it cost before.
        pub unit_cost: Option<UnitPrice>,
        /// Lot or serial number; made when there is none yet.
        pub lot: Option<String>,
    }
    /// Goods that come in, as a draft until posted. Changing one sends all of it again.
    pub struct NewGoodsReceipt {
        pub company_id: Option<CompanyId>,
        pub kind: ReceiptKind,
        /// The supplier of a purchase.
        pub party_id: Option<PartyId>,
        /// The company's first when missing.
        pub warehouse_id: Option<WarehouseId>,
        /// Today when missing.
        pub receipt_date: Option<NaiveDate>,
        pub supplier_reference: Option<String>,
        pub lines: Vec<NewReceiptLine>,
    }
    /// Takes a posted receipt back.
    pub struct ReverseReceipt {
        /// Today when missing.
        pub date: Option<NaiveDate>,
    }
}
