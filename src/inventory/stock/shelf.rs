//! The stock of some products in some warehouses, in memory while one document moves it: what is where, what is promised,
//! what may still be taken. The default location of a warehouse comes first, then the older ones.
use crate::ids::LocationId;
use crate::ids::LotId;
use crate::ids::ProductId;
use crate::ids::StockBalanceId;
use crate::ids::WarehouseId;
use std::collections::BTreeMap;
use tenon_db::Quantity;

/// Where something is: the smallest place that has a balance of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    pub product: ProductId,
    pub location: LocationId,
    pub lot: Option<LotId>,
}

/// A location of the shelf.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spot {
    pub location: LocationId,
    pub warehouse: WarehouseId,
    pub is_default: bool,
    pub allows_negative: bool,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Slot {
    /// None until it is first saved.
    pub id: Option<StockBalanceId>,
    pub on_hand: Quantity,
    pub reserved: Quantity,
    pub is_changed: bool,
}

impl Slot {
    pub fn free(&self) -> Quantity {
        self.on_hand - self.reserved
    }
}

/// A part of a line, at one place.
pub type Piece = (Place, Quantity);

#[derive(Debug, Clone, Default)]
pub struct Shelf {
    spots: Vec<Spot>,
    slots: BTreeMap<Place, Slot>,
}

impl Shelf {
    pub fn new(mut spots: Vec<Spot>, slots: BTreeMap<Place, Slot>) -> Shelf {
        spots.sort_by_key(|spot| (spot.warehouse, !spot.is_default, spot.location));
        spots.dedup();
        Shelf { spots, slots }
    }

    /// Where goods arrive in a warehouse.
    pub fn arrival(&self, warehouse: WarehouseId) -> Option<LocationId> {
        let mut spots = self.spots.iter().filter(|spot| spot.warehouse == warehouse);
        spots.next().map(|spot| spot.location)
    }

    /// Each once.
    pub fn warehouses(&self) -> Vec<WarehouseId> {
        let mut all: Vec<WarehouseId> = self.spots.iter().map(|spot| spot.warehouse).collect();
        all.dedup();
        all
    }

    pub fn spot(&self, location: LocationId) -> Option<&Spot> {
        self.spots.iter().find(|spot| spot.location == location)
    }

    pub fn slot(&self, place: Place) -> Slot {
        self.slots.get(&place).copied().unwrap_or_default()
    }

    /// What is at a location, of all lots.
    pub fn on_hand(&self, product: ProductId, location: LocationId) -> Quantity {
        let here = self
            .slots
            .iter()
            .filter(|(place, _)| place.product == product && place.location == location);
        here.map(|(_, slot)| slot.on_hand).sum()
    }

    /// What changed, in the order of places.
    pub fn changed(&self) -> impl Iterator<Item = (&Place, &Slot)> {
        self.slots.iter().filter(|(_, slot)| slot.is_changed)
    }

    fn change(&mut self, place: Place, on_hand: Quantity, reserved: Quantity) {
        let slot = self.slots.entry(place).or_default();
        slot.on_hand += on_hand;
        slot.reserved += reserved;
        slot.is_changed = true;
    }

    pub fn put(&mut self, place: Place, quantity: Quantity) {
        self.change(place, quantity, Quantity::ZERO);
    }

    /// Takes what is there and free; the caller has looked.
    pub fn take(&mut self, place: Place, quantity: Quantity) {
        self.change(place, -quantity, Quantity::ZERO);
    }

    pub fn reserve_at(&mut self, place: Place, quantity: Quantity) {
        self.change(place, Quantity::ZERO, quantity);
    }

    pub fn unreserve(&mut self, place: Place, quantity: Quantity) {
        self.change(place, Quantity::ZERO, -quantity);
    }

    /// The places of a product in a warehouse that have something free, in the order in which they are used.
    fn free_places(&self, warehouse: WarehouseId, product: ProductId, lot: Option<LotId>) -> Vec<Piece> {
        let spots = self.spots.iter().filter(|spot| spot.warehouse == warehouse);
        spots
            .flat_map(|spot| {
                let first = Place {
                    product,
                    location: spot.location,
                    lot: None,
                };
                self.slots
                    .range(first..)
                    .take_while(move |(place, _)| place.product == product && place.location == spot.location)
            })
            .filter(|(place, slot)| (lot.is_none() || place.lot == lot) && slot.free().is_positive())
            .map(|(place, slot)| (*place, slot.free()))
            .collect()
    }

    /// What nobody has been promised.
    pub fn free(&self, warehouse: WarehouseId, product: ProductId, lot: Option<LotId>) -> Quantity {
        let places = self.free_places(warehouse, product, lot);
        places.iter().map(|(_, free)| *free).sum()
    }

    /// The places to take a quantity from, as far as it goes.
    fn pick(&self, warehouse: WarehouseId, product: ProductId, lot: Option<LotId>, quantity: Quantity) -> Vec<Piece> {
        let mut wanted = quantity;
        let mut pieces = Vec::new();
        for (place, free) in self.free_places(warehouse, product, lot) {
            let part = free.min(wanted);
            if part.is_positive() {
                pieces.push((place, part));
                wanted -= part;
            }
        }
        pieces
    }

    /// Takes what is free, and below zero where the warehouse allows it and nothing there is promised. `Err` tells how much
    /// could be taken; then nothing was.
    pub fn take_free(
        &mut self,
        warehouse: WarehouseId,
        product: ProductId,
        lot: Option<LotId>,
        quantity: Quantity,
    ) -> Result<Vec<Piece>, Quantity> {
        let mut pieces = self.pick(warehouse, product, lot, quantity);
        let found: Quantity = pieces.iter().map(|(_, part)| *part).sum();
        if found < quantity {
            let below = self.below_zero(warehouse, product, lot).ok_or(found)?;
            match pieces.iter_mut().find(|(place, _)| *place == below) {
                Some((_, part)) => *part += quantity - found,
                None => pieces.push((below, quantity - found)),
            }
        }
        for (place, part) in &pieces {
            self.take(*place, *part);
        }
        Ok(pieces)
    }

    /// Where a product may go below zero.
    fn below_zero(&self, warehouse: WarehouseId, product: ProductId, lot: Option<LotId>) -> Option<Place> {
        let spot = self.spots.iter().find(|spot| spot.warehouse == warehouse)?;
        let place = Place {
            product,
            location: spot.location,
            lot,
        };
        (spot.allows_negative && self.slot(place).reserved.is_zero()).then_some(place)
    }

    /// Promises what is free, as far as it goes.
    pub fn reserve(&mut self, warehouse: WarehouseId, product: ProductId, quantity: Quantity) -> Vec<Piece> {
        let pieces = self.pick(warehouse, product, None, quantity);
        for (place, part) in &pieces {
            self.reserve_at(*place, *part);
        }
        pieces
    }
}

#[cfg(test)]
mod tests {
    use super::Place;
    use super::Shelf;
    use super::Slot;
    use super::Spot;
    use crate::ids::LocationId;
    use crate::ids::LotId;
    use crate::ids::ProductId;
    use crate::ids::WarehouseId;
    use std::collections::BTreeMap;
    use tenon_db::Quantity;

    const HOUSE: WarehouseId = WarehouseId::new(1);
    const DRUM: ProductId = ProductId::new(7);

    fn place(location: i64, lot: Option<i64>) -> Place {
        Place {
            product: DRUM,
            location: LocationId::new(location),
            lot: lot.map(LotId::new),
        }
    }

    /// Location 11 is the default one and has 4 of which 1 is promised; location 10 has 5 of a lot.
    fn shelf(allows_negative: bool) -> Shelf {
        let spot = |location: i64| Spot {
            location: LocationId::new(location),
            warehouse: HOUSE,
            is_default: location == 11,
            allows_negative,
        };
        let slot = |on_hand: i64, reserved: i64| Slot {
            on_hand: Quantity::whole(on_hand),
            reserved: Quantity::whole(reserved),
            ..Slot::default()
        };
        let slots = BTreeMap::from([(place(11, None), slot(4, 1)), (place(10, Some(3)), slot(5, 0))]);
        Shelf::new(vec![spot(10), spot(11)], slots)
    }

    fn whole(number: i64) -> Quantity {
        Quantity::whole(number)
    }

    #[test]
    fn the_default_location_is_emptied_first_and_promises_are_kept() {
        let mut shelf = shelf(false);
        let taken = shelf.take_free(HOUSE, DRUM, None, whole(6));
        assert_eq!(
            taken,
            Ok(vec![(place(11, None), whole(3)), (place(10, Some(3)), whole(3))])
        );
        assert_eq!(shelf.free(HOUSE, DRUM, None), whole(2));
        assert_eq!(shelf.slot(place(11, None)).on_hand, whole(1));
        assert_eq!(shelf.changed().count(), 2);
    }

    #[test]
    fn too_much_is_refused_with_what_there_is_and_nothing_moves() {
        let mut shelf = shelf(false);
        assert_eq!(shelf.take_free(HOUSE, DRUM, None, whole(9)), Err(whole(8)));
        assert_eq!(
            shelf.take_free(HOUSE, DRUM, Some(LotId::new(3)), whole(6)),
            Err(whole(5))
        );
        assert_eq!(shelf.changed().count(), 0);
    }

    #[test]
    fn below_zero_only_where_it_is_allowed_and_nothing_is_promised() {
        let mut shelf = shelf(true);
        // One at the default location is promised.
        assert_eq!(shelf.take_free(HOUSE, DRUM, None, whole(9)), Err(whole(8)));
        shelf.unreserve(place(11, None), whole(1));
        let taken = shelf.take_free(HOUSE, DRUM, None, whole(10));
        assert_eq!(
            taken,
            Ok(vec![(place(11, None), whole(5)), (place(10, Some(3)), whole(5))])
        );
        assert_eq!(shelf.slot(place(11, None)).on_hand, whole(-1));
    }

    #[test]
    fn a_reservation_takes_as_much_as_is_free() {
        let mut shelf = shelf(false);
        let pieces = shelf.reserve(HOUSE, DRUM, whole(20));
        assert_eq!(pieces.iter().map(|(_, part)| *part).sum::<Quantity>(), whole(8));
        assert_eq!(shelf.free(HOUSE, DRUM, None), Quantity::ZERO);
    }
}
