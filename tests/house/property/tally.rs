//! How often each operation was done or refused: a run in which all is refused proves nothing.
use crate::property::generate::OPERATIONS;
use crate::property::step::Outcome;
use crate::property::step::Step;
use std::collections::BTreeMap;
use std::fmt;

/// Times each operation has to be done in a run.
const DONE_MIN: usize = 2;

#[derive(Default)]
pub struct Tally {
    done: BTreeMap<String, usize>,
    refused: BTreeMap<String, BTreeMap<String, usize>>,
}

impl Tally {
    pub fn count(&mut self, step: &Step, outcome: &Outcome) {
        match outcome {
            Outcome::Done => *self.done.entry(step.operation()).or_default() += 1,
            Outcome::Refused(code) => {
                let codes = self.refused.entry(step.operation()).or_default();
                *codes.entry(code.clone()).or_default() += 1;
            }
            Outcome::Skipped | Outcome::Broken(_) => {}
        }
    }

    #[track_caller]
    pub fn must_have_done_everything(&self) {
        let times = |operation: &str| self.done.get(operation).copied().unwrap_or(0);
        let rare: Vec<&&str> = OPERATIONS.iter().filter(|one| times(one) < DONE_MIN).collect();
        assert!(rare.is_empty(), "hardly ever done: {rare:?}\n{self}");
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for operation in OPERATIONS {
            let done = self.done.get(*operation).copied().unwrap_or(0);
            let refused = self.refused.get(*operation).cloned().unwrap_or_default();
            writeln!(f, "{operation:<44} {done:>6} done, refused {refused:?}")?;
        }
        let sum: usize = self.done.values().sum();
        let refused: usize = self.refused.values().flat_map(|codes| codes.values()).sum();
        write!(f, "{sum} steps done, {refused} refused")
    }
}
