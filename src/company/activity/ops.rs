//! Notes and files are added to a record by whoever may read it, and say so in its timeline.
use crate::company::activity::NewNote;
use crate::company::activity::access;
use crate::company::activity::queries;
use crate::company::notification;
use crate::company::notification::NotificationKind;
use crate::event::Event;
use crate::event::EventKind;
use crate::ids::AttachmentId;
use crate::ids::NoteId;
use crate::ids::Subject;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Result;
use crate::kernel::files::Stored;
use crate::kernel::id;
use crate::kernel::tx::Tx;
use crate::permission::Permission;
use crate::refuse_unless;
use diesel::prelude::*;
use tenon_schema::attachment;
use tenon_schema::note;
use tenon_schema::stored_file;

/// Longest note.
const NOTE_MAX: usize = 4_000;

/// Leaves a note; whoever looks after the record is told.
pub fn add_note(tx: &mut Tx<'_>, subject: Subject, new: &NewNote) -> Result<NoteId> {
    let whose = access::open(tx.conn, tx.actor, subject)?;
    if new.text.0.is_empty() {
        return Err(Error::invalid("text", Message::new("problem-required")));
    }
    if new.text.0.chars().count() > NOTE_MAX {
        let most = i64::try_from(NOTE_MAX).unwrap_or(i64::MAX);
        return Err(Error::invalid(
            "text",
            Message::new("problem-too-long").with("max", most),
        ));
    }
    let id: NoteId = id::new();
    tx.conn.later(&diesel::insert_into(note::table).values((
        note::id.eq(id),
        note::subject_kind.eq(subject.code()),
        note::subject_id.eq(subject.raw()),
        note::company_id.eq(whose.company),
        note::author_id.eq(tx.actor.user),
        note::body.eq(&new.text.0),
        note::created_at.eq(tx.now),
    )))?;
    if let Some(owner) = whose.owner.filter(|owner| *owner != tx.actor.user) {
        let author = tx.actor.name.clone();
        notification::ops::notify(tx, &[owner], NotificationKind::NoteAdded, subject, &author)?;
    }
    tx.record(Event::new(EventKind::NoteAdded, whose.company, subject).say("note", id.raw()));
    Ok(id)
}

/// Hangs files that are already stored on a record.
pub fn add_files(tx: &mut Tx<'_>, subject: Subject, files: &[(String, Stored)]) -> Result<AttachmentId> {
    let whose = access::open(tx.conn, tx.actor, subject)?;
    let known: Vec<_> = files
        .iter()
        .map(|(_, stored)| {
            (
                stored_file::hash.eq(&stored.hash),
                stored_file::size_bytes.eq(stored.size_bytes),
                stored_file::media_type.eq(stored.media_type),
                stored_file::created_at.eq(tx.now),
            )
        })
        .collect();
    tx.conn.later(
        &diesel::insert_into(stored_file::table)
            .values(&known)
            .on_conflict_do_nothing(),
    )?;
    let mut last: AttachmentId = id::new();
    let mut rows = Vec::new();
    for (name, stored) in files {
        last = id::new();
        rows.push((
            attachment::id.eq(last),
            attachment::subject_kind.eq(subject.code()),
            attachment::subject_id.eq(subject.raw()),
            attachment::company_id.eq(whose.company),
            attachment::hash.eq(&stored.hash),
            attachment::file_name.eq(name),
            attachment::author_id.eq(tx.actor.user),
            attachment::created_at.eq(tx.now),
        ));
        tx.record(Event::new(EventKind::FileAdded, whose.company, subject).say("name", name));
    }
    tx.conn.later(&diesel::insert_into(attachment::table).values(&rows))?;
    Ok(last)
}

/// Takes a file off its record: its author may, and whoever may change the company. The bytes stay for other records.
pub fn remove_file(tx: &mut Tx<'_>, id: AttachmentId) -> Result<Subject> {
    let file = queries::file(tx.conn, id)?;
    let subject = file.subject()?;
    let whose = access::open(tx.conn, tx.actor, subject)?;
    let is_keeper = match whose.company {
        Some(company) => tx.actor.may(Permission::CompanyEdit, company),
        None => tx.actor.may_somewhere(Permission::CompanyEdit),
    };
    refuse_unless!(
        file.author_id == tx.actor.user || is_keeper,
        "file-not-yours",
        name = &file.file_name
    );
    diesel::delete(attachment::table.find(id)).execute(tx.conn)?;
    tx.record(Event::new(EventKind::FileRemoved, whose.company, subject).say("name", &file.file_name));
    Ok(subject)
}
