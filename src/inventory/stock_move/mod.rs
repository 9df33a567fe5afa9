//! Stock moves: the only way a quantity changes. Documents hand over what came in or goes out; the stock, its value and
//! the journal entry follow in the same transaction.
pub mod ops;
pub mod pages;
pub mod queries;

use crate::ids::CompanyId;
use crate::ids::JournalEntryId;
use crate::ids::LotId;
use crate::ids::PartyId;
use crate::ids::ProductId;
use crate::ids::StockMoveId;
use crate::ids::Subject;
use crate::ids::WarehouseId;
use crate::inventory::location::LocationKind;
use crate::ledger::account::AccountRole;
use chrono::NaiveDate;
use tenon_db::Money;
use tenon_db::Quantity;

/// What came of a document's moves.
#[derive(Debug, Clone, Default)]
pub struct Moved {
    /// The journal entry; none when nothing had a value.
    pub entry: Option<JournalEntryId>,
    /// In the order the lines were given.
    pub lines: Vec<MovedLine>,
}

#[derive(Debug, Clone, Copy)]
pub struct MovedLine {
    /// The first one when a line was taken from several places.
    pub stock_move: StockMoveId,
    /// What the line carried, in the company's currency; never negative.
    pub cost: Money,
}

/// Goods that come into a warehouse at a known cost: Dr inventory, Cr the counter account.
#[derive(Debug, Clone)]
pub struct Incoming {
    pub company: CompanyId,
    pub warehouse: WarehouseId,
    pub date: NaiveDate,
    /// The document.
    pub origin: Subject,
    /// Its number, as the journal entry says it.
    pub description: String,
    pub counter: AccountRole,
    pub party: Option<PartyId>,
    pub from: LocationKind,
    pub lines: Vec<InLine>,
}

#[derive(Debug, Clone)]
pub struct InLine {
    pub origin_line: i64,
    pub product: ProductId,
    pub lot: Option<LotId>,
    /// In the base unit.
    pub quantity: Quantity,
    /// Of the whole line, in the company's currency.
    pub cost: Money,
}

/// Goods that leave a warehouse at what they cost: Dr the counter account, Cr inventory.
#[derive(Debug, Clone)]
pub struct Outgoing {
    pub company: CompanyId,
    pub warehouse: WarehouseId,
    pub date: NaiveDate,
    pub origin: Subject,
    pub description: String,
    pub counter: AccountRole,
    pub party: Option<PartyId>,
    pub to: LocationKind,
    pub lines: Vec<OutLine>,
}

#[derive(Debug, Clone)]
pub struct OutLine {
    pub origin_line: i64,
    pub product: ProductId,
    /// None takes any.
    pub lot: Option<LotId>,
    pub quantity: Quantity,
    /// The order and its line whose reservation is used first; beyond it only what nobody reserved is taken.
    pub reserved_for: Option<(Subject, i64)>,
}

tenon_db::code_enum! {
    /// Seen from the warehouse.
    pub enum Direction { In = "in", Out = "out", Within = "within" }
}

impl Direction {
    pub fn of(from: LocationKind, to: LocationKind) -> Direction {
        match (from.holds_stock(), to.holds_stock()) {
            (false, _) => Direction::In,
            (true, false) => Direction::Out,
            (true, true) => Direction::Within,
        }
    }

    /// `direction-in`
    pub fn message_key(self) -> &'static str {
        match self {
            Direction::In => "direction-in",
            Direction::Out => "direction-out",
            Direction::Within => "direction-within",
        }
    }
}
