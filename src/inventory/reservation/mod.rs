//! Hard reservations: what is promised to an order is not there for others. What finds no stock waits as a shortage, and
//! is served by promise date when goods arrive.
pub mod ops;
pub mod pages;
pub mod queries;

use crate::ids::CompanyId;
use crate::ids::LotId;
use crate::ids::ProductId;
use crate::ids::ReservationId;
use crate::ids::StockShortageId;
use crate::ids::Subject;
use crate::ids::WarehouseId;
use crate::inventory::stock::shelf::Piece;
use crate::inventory::stock::shelf::Place;
use crate::inventory::stock::shelf::Shelf;
use chrono::NaiveDate;
use tenon_db::Quantity;

/// What a line of an order wants.
#[derive(Debug, Clone)]
pub struct Demand {
    pub company: CompanyId,
    pub warehouse: WarehouseId,
    pub product: ProductId,
    pub order: Subject,
    pub line: i64,
    /// In the base unit.
    pub quantity: Quantity,
    pub promise_date: NaiveDate,
}

/// For whom: an order and one of its lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Owner {
    pub order: Subject,
    pub line: i64,
}

/// A reservation; nothing is left of one that is used up.
#[derive(Debug, Clone)]
pub struct Held {
    pub id: ReservationId,
    pub company: CompanyId,
    pub place: Place,
    pub owner: Owner,
    pub quantity: Quantity,
    pub is_changed: bool,
}

/// A shortage.
#[derive(Debug, Clone)]
pub struct Waiting {
    pub id: StockShortageId,
    pub company: CompanyId,
    pub product: ProductId,
    pub product_label: String,
    pub warehouse: WarehouseId,
    pub owner: Owner,
    pub promise_date: NaiveDate,
    pub quantity: Quantity,
    pub is_changed: bool,
}

/// Takes a line's reserved goods off the shelf: from where they are reserved, unless another lot is asked for. Answers what
/// was taken where; what it gave up elsewhere is free for the caller to take.
pub fn use_up(
    held: &mut [Held],
    shelf: &mut Shelf,
    (owner, product): (Owner, ProductId),
    lot: Option<LotId>,
    quantity: Quantity,
) -> Vec<Piece> {
    let (mut wanted, mut pieces) = (quantity, Vec::new());
    let of_line = |one: &&mut Held| one.owner == owner && one.place.product == product;
    for one in held.iter_mut().filter(of_line) {
        let part = one.quantity.min(wanted);
        if part.is_zero() || shelf.spot(one.place.location).is_none() {
            continue;
        }
        shelf.unreserve(one.place, part);
        one.quantity -= part;
        one.is_changed = true;
        wanted -= part;
        if lot.is_none() || lot == one.place.lot {
            shelf.take(one.place, part);
            pieces.push((one.place, part));
        }
    }
    pieces
}

/// Gives free goods to who waits, in the order given: by promise date.
pub fn serve(waiting: &mut [Waiting], shelf: &mut Shelf) -> Vec<(Owner, ProductId, Vec<Piece>)> {
    let mut served = Vec::new();
    for one in waiting.iter_mut() {
        let pieces = shelf.reserve(one.warehouse, one.product, one.quantity);
        let given: Quantity = pieces.iter().map(|(_, part)| *part).sum();
        if given.is_positive() {
            one.quantity -= given;
            one.is_changed = true;
            served.push((one.owner, one.product, pieces));
        }
    }
    served
}
