//! A small generator of its own: the same numbers from the same seed everywhere.
use std::time::SystemTime;
use std::time::UNIX_EPOCH;

pub struct Dice(u64);

/// A seed nobody had before.
pub fn of_the_clock() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    u64::try_from(since.as_micros() % 1_000_000_000_000).unwrap()
}

impl Dice {
    pub fn new(seed: u64) -> Dice {
        Dice(seed)
    }

    /// Splitmix64: seeds that are neighbours give numbers that are none.
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub fn below(&mut self, sides: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(sides.max(1)).unwrap()).unwrap()
    }

    pub fn number(&mut self, from: i64, to: i64) -> i64 {
        let sides = u64::try_from(to - from + 1).unwrap();
        from + i64::try_from(self.next() % sides).unwrap()
    }

    /// True so many times of a hundred.
    pub fn percent(&mut self, chance: usize) -> bool {
        self.below(100) < chance
    }

    pub fn pick<'a, T>(&mut self, all: &'a [T]) -> Option<&'a T> {
        all.get(self.below(all.len()))
    }

    /// One of these, each as often as its weight says.
    pub fn weighed<T: Copy>(&mut self, all: &[(usize, T)]) -> T {
        let sum: usize = all.iter().map(|(weight, _)| weight).sum();
        let mut at = self.below(sum);
        for (weight, one) in all {
            if at < *weight {
                return *one;
            }
            at -= weight;
        }
        all[0].1
    }
}
