//! What an import did, and each row it did not take: file, row, column, sentence.
use serde::Deserialize;
use serde::Serialize;

/// Most rows named in a report; further ones are only counted.
pub const NAMED_MAX: usize = 1_000;

/// How an import ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(rename_all = "kebab-case")]
pub enum Ending {
    /// Everything is in.
    Done,
    /// Only looked at, as asked; nothing was written.
    Looked,
    /// A row was refused, so nothing was written.
    #[default]
    Nothing,
    /// An outage. Nothing is in, unless only the answer was lost that all of it is.
    Stopped,
}

/// A row that was not taken, in the words of whoever started the import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowProblem {
    pub file: String,
    /// As the file's reader counts; 0 when it is not about a row.
    pub row: u32,
    pub column: String,
    pub sentence: String,
}

/// One step of the mapping.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepReport {
    pub target: String,
    pub file: String,
    pub rows: u64,
    pub created: u64,
    pub updated: u64,
    pub unchanged: u64,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    pub ending: Ending,
    pub steps: Vec<StepReport>,
    /// At most [`NAMED_MAX`].
    pub problems: Vec<RowProblem>,
    pub problem_count: u64,
}

impl Report {
    pub fn refuse(&mut self, problem: RowProblem) {
        self.problem_count += 1;
        if self.problems.len() < NAMED_MAX {
            self.problems.push(problem);
        }
    }

    pub fn is_clean(&self) -> bool {
        self.problem_count == 0
    }

    pub fn row_count(&self) -> u64 {
        self.steps.iter().map(|step| step.rows).sum()
    }

    /// Nothing was written after all.
    pub fn forget_counts(&mut self) {
        for step in &mut self.steps {
            (step.created, step.updated, step.unchanged) = (0, 0, 0);
        }
    }

    pub fn created(&self) -> u64 {
        self.steps.iter().map(|step| step.created).sum()
    }

    pub fn updated(&self) -> u64 {
        self.steps.iter().map(|step| step.updated).sum()
    }
}
