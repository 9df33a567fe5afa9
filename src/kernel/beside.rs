//! What stands beside a record by its kind and id: notes, files, and what other systems call it. It goes with the record,
//! so that an import that knew it makes it again.
use crate::ids::Subject;
use crate::kernel::error::Result;
use diesel::prelude::*;
use tenon_db::Conn;
use tenon_schema::attachment;
use tenon_schema::external_id;
use tenon_schema::note;

/// Records whose keys are forgotten in one statement.
const AT_ONCE: usize = 500;

/// Forgets what other systems call records that went with another one.
pub fn forget_keys(conn: &mut Conn, kind: &'static str, ids: &[i64]) -> Result<()> {
    for some in ids.chunks(AT_ONCE) {
        let keys = external_id::table
            .filter(external_id::subject_kind.eq(kind))
            .filter(external_id::subject_id.eq_any(some.to_vec()));
        diesel::delete(keys).execute(conn)?;
    }
    Ok(())
}

/// Forgets everything that stood beside a record that was deleted.
pub fn forget(conn: &mut Conn, record: Subject) -> Result<()> {
    let (kind, id) = (record.code(), record.raw());
    let notes = note::table
        .filter(note::subject_kind.eq(kind))
        .filter(note::subject_id.eq(id));
    diesel::delete(notes).execute(conn)?;
    let files = attachment::table
        .filter(attachment::subject_kind.eq(kind))
        .filter(attachment::subject_id.eq(id));
    diesel::delete(files).execute(conn)?;
    // Imports keep keys of a record's parts and of what was done with it under longer names: `party-terms`.
    let parts = external_id::subject_kind.like(format!("{kind}-%"));
    let keys = external_id::table
        .filter(external_id::subject_id.eq(id))
        .filter(external_id::subject_kind.eq(kind).or(parts));
    diesel::delete(keys).execute(conn)?;
    Ok(())
}
