//! What a user is told: somebody wrote on his record, an order waits for him, his long work is done.
pub mod ops;
pub mod pages;
pub mod queries;

use crate::ids::NotificationId;
use crate::ids::Subject;
use crate::kernel::error::Argument;
use crate::kernel::error::Error;
use crate::kernel::error::Result;
use chrono::NaiveDateTime;

tenon_db::code_enum! {
    /// The sentence is `notification-<kind>`; it may name `$name`.
    pub enum NotificationKind {
        NoteAdded = "note-added",
        OrderHeld = "order-held",
        OrderReleased = "order-released",
        JobEnded = "job-ended",
        JobFailed = "job-failed",
    }
}

impl NotificationKind {
    pub fn message_key(self) -> String {
        format!("notification-{}", self.code())
    }
}

/// One line of the inbox.
#[derive(Debug, Clone)]
pub struct Notification {
    pub id: NotificationId,
    pub kind: NotificationKind,
    pub subject_kind: String,
    pub subject_id: i64,
    /// What the sentence names.
    pub argument: String,
    pub created_at: NaiveDateTime,
    pub read_at: Option<NaiveDateTime>,
    /// Name of the record, when search knows it.
    pub title: Option<String>,
}

impl Notification {
    /// The record it is about.
    pub fn subject(&self) -> Result<Subject> {
        Subject::from_parts(&self.subject_kind, self.subject_id).ok_or(Error::NotFound("record"))
    }

    /// What the sentence is filled with.
    pub fn arguments(&self) -> Vec<(String, Argument)> {
        vec![("name".to_owned(), Argument::from(&self.argument))]
    }
}
