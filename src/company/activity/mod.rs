//! What every record page shows beside its own figures: the chain of documents, files, and what happened with notes.
pub mod access;
mod chain;
pub mod files;
pub mod ops;
pub mod pages;
pub mod queries;
pub mod sentence;
mod timeline;

use crate::command;
use crate::ids::AttachmentId;
use crate::ids::CompanyId;
use crate::ids::NoteId;
use crate::ids::Subject;
use crate::ids::UserId;
use crate::kernel::error::Error;
use crate::kernel::error::Result;
use crate::kernel::input::LongText;
use crate::kernel::view::ObjectPage;
use crate::kernel::web::Ctx;
use chrono::NaiveDateTime;
use schemars::JsonSchema;
use serde::Serialize;

/// Most items of a timeline shown at once.
const ITEMS_MAX: usize = 30;

command! {
    /// A note on a record, for colleagues only.
    pub struct NewNote { pub text: LongText }
}

/// A note somebody left on a record.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Note {
    pub id: NoteId,
    pub subject_kind: String,
    pub subject_id: i64,
    pub author_id: UserId,
    pub author_name: String,
    pub text: String,
    pub created_at: NaiveDateTime,
}

/// A file that hangs on a record.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Attachment {
    pub id: AttachmentId,
    pub subject_kind: String,
    pub subject_id: i64,
    pub hash: String,
    pub file_name: String,
    pub size_bytes: i64,
    pub media_type: String,
    pub author_id: UserId,
    pub author_name: String,
    pub created_at: NaiveDateTime,
}

impl Note {
    /// The record it was left on.
    pub fn subject(&self) -> Result<Subject> {
        Subject::from_parts(&self.subject_kind, self.subject_id).ok_or(Error::NotFound("record"))
    }
}

impl Attachment {
    /// The record it hangs on.
    pub fn subject(&self) -> Result<Subject> {
        Subject::from_parts(&self.subject_kind, self.subject_id).ok_or(Error::NotFound("record"))
    }
}

/// Adds document chain, files and timeline to a record's page. The page's own handler has checked that it may be read.
pub fn attach(ctx: &Ctx, mut page: ObjectPage, subject: Subject, company: Option<CompanyId>) -> Result<ObjectPage> {
    if let Some(section) = chain::section(ctx, subject)? {
        let lines = page.sections.iter().position(|section| section.id == "lines");
        let place = lines.map_or(page.sections.len(), |lines| lines + 1);
        page.sections.insert(place, section);
    }
    page.sections.push(files::section(ctx, subject, company)?);
    page.timeline = Some(timeline::before(ctx, subject, timeline::TOP)?);
    Ok(page)
}
