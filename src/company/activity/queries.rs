//! Reads of notes, files and what happened to a record.
use crate::company::activity::Attachment;
use crate::company::activity::Note;
use crate::ids::AttachmentId;
use crate::ids::NoteId;
use crate::ids::Subject;
use crate::ids::UserId;
use crate::kernel::error::Result;
use crate::kernel::error::found;
use chrono::NaiveDateTime;
use diesel::prelude::*;
use std::collections::BTreeMap;
use tenon_db::Conn;
use tenon_schema::app_user;
use tenon_schema::attachment;
use tenon_schema::event_log;
use tenon_schema::note;
use tenon_schema::search_document;
use tenon_schema::stored_file;

/// Most files of one record that are listed.
const FILES_MAX: i64 = 200;
const NOTES_MAX: i64 = 500;

type NoteRow = (NoteId, String, i64, UserId, String, String, NaiveDateTime);

fn note_of((id, subject_kind, subject_id, author_id, author_name, text, created_at): NoteRow) -> Note {
    Note {
        id,
        subject_kind,
        subject_id,
        author_id,
        author_name,
        text,
        created_at,
    }
}

macro_rules! notes {
    ($filter:expr) => {
        note::table
            .inner_join(app_user::table)
            .filter($filter)
            .limit(NOTES_MAX)
            .select((
                note::id,
                note::subject_kind,
                note::subject_id,
                note::author_id,
                app_user::name,
                note::body,
                note::created_at,
            ))
    };
}

/// The record each event at these positions is about.
pub fn abouts(conn: &mut Conn, positions: &[i64]) -> Result<BTreeMap<i64, Subject>> {
    let rows: Vec<(i64, String, i64)> = event_log::table
        .filter(event_log::position.eq_any(positions.to_vec()))
        .select((event_log::position, event_log::subject_kind, event_log::subject_id))
        .load(conn)?;
    let about = |(position, kind, id): (i64, String, i64)| Some((position, Subject::from_parts(&kind, id)?));
    Ok(rows.into_iter().filter_map(about).collect())
}

/// Notes by id.
pub fn notes(conn: &mut Conn, ids: &[NoteId]) -> Result<BTreeMap<NoteId, Note>> {
    let rows = notes!(note::id.eq_any(ids.to_vec())).load(conn)?;
    Ok(rows.into_iter().map(note_of).map(|note| (note.id, note)).collect())
}

/// One note.
pub fn note(conn: &mut Conn, id: NoteId) -> Result<Note> {
    found(notes!(note::id.eq(id)).first(conn), "note").map(note_of)
}

type AttachmentRow = (
    (AttachmentId, String, i64, String, String),
    (i64, String, UserId, String, NaiveDateTime),
);

fn attachment_of((record, file): AttachmentRow) -> Attachment {
    let (id, subject_kind, subject_id, hash, file_name) = record;
    let (size_bytes, media_type, author_id, author_name, created_at) = file;
    Attachment {
        id,
        subject_kind,
        subject_id,
        hash,
        file_name,
        size_bytes,
        media_type,
        author_id,
        author_name,
        created_at,
    }
}

macro_rules! attachments {
    ($filter:expr) => {
        attachment::table
            .inner_join(stored_file::table)
            .inner_join(app_user::table)
            .filter($filter)
            .order(attachment::id)
            .limit(FILES_MAX)
            .select((
                (
                    attachment::id,
                    attachment::subject_kind,
                    attachment::subject_id,
                    attachment::hash,
                    attachment::file_name,
                ),
                (
                    stored_file::size_bytes,
                    stored_file::media_type,
                    attachment::author_id,
                    app_user::name,
                    attachment::created_at,
                ),
            ))
    };
}

/// The files on a record, oldest first.
pub fn files(conn: &mut Conn, subject: Subject) -> Result<Vec<Attachment>> {
    let of = attachment::subject_kind
        .eq(subject.code())
        .and(attachment::subject_id.eq(subject.raw()));
    let rows = attachments!(of).load(conn)?;
    Ok(rows.into_iter().map(attachment_of).collect())
}

/// One file.
pub fn file(conn: &mut Conn, id: AttachmentId) -> Result<Attachment> {
    found(attachments!(attachment::id.eq(id)).first(conn), "file").map(attachment_of)
}

/// The name of a record, as search knows it.
pub fn title(conn: &mut Conn, subject: Subject) -> Result<Option<String>> {
    let title = search_document::table
        .find((subject.code(), subject.raw()))
        .select(search_document::title)
        .first(conn)
        .optional()?;
    Ok(title)
}
