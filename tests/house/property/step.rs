//! A step as a request that names records by the step that made them, so that it means the same wherever it is replayed:
//! `@3` is the record of step 3, `@3.lines.0.id` something in it, `$customer0` one of the cast.
use serde_json::Value;
use std::fmt;

#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    pub serial: i64,
    /// Under `/api/v1`.
    pub path: String,
    pub body: Value,
    /// Passable warnings are passed.
    pub anyway: bool,
}

impl Step {
    /// Which operation it is: the path without the records.
    pub fn operation(&self) -> String {
        let is_record = |part: &&str| part.starts_with(['@', '$']);
        let parts = self
            .path
            .split('/')
            .map(|part| if is_record(&part) { "{id}" } else { part });
        parts.collect::<Vec<_>>().join("/")
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let anyway = if self.anyway { " anyway" } else { "" };
        write!(f, "{:>4}. POST {}{anyway} {}", self.serial, self.path, self.body)
    }
}

/// What came of a step.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    Done,
    /// The code of the problem.
    Refused(String),
    /// What it refers to is not there.
    Skipped,
    /// The product did what it must not.
    Broken(String),
}

impl Outcome {
    pub fn broken(self) -> Option<String> {
        match self {
            Outcome::Broken(what) => Some(what),
            _ => None,
        }
    }
}
