//! Ids made by the program: 40 bits of milliseconds since 2025, 5 bits of server slot, 8 bits of counter that runs
//! ahead when a millisecond is full. Below 2⁵³, so that JSON keeps them exact; in order of time.
use std::sync::atomic::AtomicI64;
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering;
use std::time::SystemTime;
use std::time::UNIX_EPOCH;

/// 2025-01-01T00:00:00Z in milliseconds since 1970.
const EPOCH_MS: i64 = 1_735_689_600_000;
const COUNTER_BITS: u32 = 8;
const SLOT_BITS: u32 = 5;

/// Slots leased by servers run from 0 to this.
pub const SLOT_MAX: u32 = (1 << SLOT_BITS) - 1;

static SLOT: AtomicU32 = AtomicU32::new(0);
/// Milliseconds and counter of the last id, without the slot.
static LAST: AtomicI64 = AtomicI64::new(0);

/// Sets this process's slot, leased in the database at start.
pub fn use_slot(slot: u32) {
    SLOT.store(slot.min(SLOT_MAX), Ordering::Relaxed);
}

/// A new id, greater than each one this process made before. Real time, never the set clock.
pub fn next() -> i64 {
    let milliseconds = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_millis());
    let real = (i64::try_from(milliseconds).unwrap_or(i64::MAX) - EPOCH_MS).max(0) << COUNTER_BITS;
    let step = |last: i64| Some((last + 1).max(real));
    let last = LAST
        .fetch_update(Ordering::Relaxed, Ordering::Relaxed, step)
        .unwrap_or(real);
    let tick = (last + 1).max(real);
    let counter = tick & ((1 << COUNTER_BITS) - 1);
    ((tick >> COUNTER_BITS) << (COUNTER_BITS + SLOT_BITS))
        | (i64::from(SLOT.load(Ordering::Relaxed)) << COUNTER_BITS)
        | counter
}

/// A new id of a type: `let id: PartyId = id::new();`
pub fn new<T: From<i64>>() -> T {
    T::from(next())
}

#[cfg(test)]
mod tests {
    use super::next;

    #[test]
    fn ids_rise_and_stay_exact_in_json() {
        let ids: Vec<i64> = (0..10_000).map(|_| next()).collect();
        assert!(ids.is_sorted_by(|one, two| one < two));
        assert!(ids.iter().all(|id| *id < 1 << 53));
    }
}
