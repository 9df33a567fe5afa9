//! Long work as rows: who started it, how far it is, what came of it. The same process does it, one owner at a time by
//! lease; what a stopped process left is taken up again when its lease is over.
pub mod ops;
pub mod pages;
pub mod progress;
pub mod queries;

use crate::ids::CompanyId;
use crate::ids::JobId;
use crate::ids::UserId;
use crate::input_from_str;
use crate::kernel::value::StateLook;
use crate::kernel::view::Shape;
use crate::kernel::view::Tone;
use chrono::Duration;
use chrono::NaiveDateTime;
use diesel::prelude::*;
use serde::Serialize;
use tenon_schema::job;

tenon_db::code_enum! {
    pub enum JobKind { Import = "import" }
}
tenon_db::code_enum! {
    pub enum JobState { Queued = "queued", Running = "running", Done = "done", Failed = "failed" }
}
input_from_str!(JobKind, JobState);

/// An owner that says nothing for so long has stopped.
pub const LEASE: Duration = Duration::seconds(60);

/// How each state looks, in their order.
pub const LOOKS: &[StateLook] = &[
    StateLook::new("queued", "state-job-queued", Shape::Draft, Tone::Neutral),
    StateLook::new("running", "state-job-running", Shape::Half, Tone::Info),
    StateLook::new("done", "state-job-done", Shape::Done, Tone::Success),
    StateLook::new("failed", "state-job-failed", Shape::Alert, Tone::Danger),
];

impl JobState {
    pub fn look(self) -> StateLook {
        let own = LOOKS.iter().find(|look| look.code == self.code());
        own.copied().unwrap_or(StateLook::new(
            "queued",
            "state-job-queued",
            Shape::Draft,
            Tone::Neutral,
        ))
    }

    pub fn is_over(self) -> bool {
        matches!(self, JobState::Done | JobState::Failed)
    }
}

#[derive(Debug, Clone, Queryable, Selectable, Serialize, schemars::JsonSchema)]
#[diesel(table_name = job)]
pub struct Job {
    pub id: JobId,
    pub kind: JobKind,
    pub state: JobState,
    pub company_id: Option<CompanyId>,
    pub user_id: UserId,
    /// What is to be done, as JSON of its kind.
    pub argument: String,
    pub progress: i64,
    pub total: i64,
    /// What came of it, as JSON of its kind.
    pub report: String,
    pub created_at: NaiveDateTime,
    pub ended_at: Option<NaiveDateTime>,
}

impl Job {
    /// 0 to 100.
    pub fn percent(&self) -> u8 {
        match self.state {
            JobState::Done => 100,
            JobState::Queued | JobState::Running | JobState::Failed => {
                let part = self.progress.saturating_mul(100).checked_div(self.total).unwrap_or(0);
                u8::try_from(part.clamp(0, 100)).unwrap_or(0)
            }
        }
    }
}

/// Work to be done.
#[derive(Debug, Clone)]
pub struct NewJob {
    pub id: JobId,
    pub kind: JobKind,
    /// None yet when the work is to found it.
    pub company: Option<CompanyId>,
    pub argument: String,
}
