//! Chance with a fixed seed: the demo is the same every time.
use crate::kernel::error::Error;
use crate::kernel::error::Result;
use rand::Rng;
use rand::SeedableRng;
use rand::rngs::StdRng;

const SEED: u64 = 20_250_101;

pub struct Chance(StdRng);

impl Chance {
    pub fn new() -> Chance {
        Chance(StdRng::seed_from_u64(SEED))
    }

    /// True so many times in a hundred.
    pub fn percent(&mut self, percent: u32) -> bool {
        self.0.random_ratio(percent.min(100), 100)
    }

    /// A whole number from the first to the last, both included.
    pub fn between(&mut self, first: i64, last: i64) -> i64 {
        self.0.random_range(first..=last.max(first))
    }

    pub fn one_of<'a, T>(&mut self, choices: &'a [T]) -> Result<&'a T> {
        let last = choices
            .len()
            .checked_sub(1)
            .ok_or_else(|| Error::internal("a choice among nothing"))?;
        choices
            .get(self.0.random_range(0..=last))
            .ok_or_else(|| Error::internal("a choice among nothing"))
    }
}
