//! What other systems call our records: (kind, system, key) → record. Imports and interfaces find by it and put it.
use crate::ids::Subject;
use crate::kernel::error::Result;
use diesel::prelude::*;
use std::collections::BTreeMap;
use tenon_db::Conn;
use tenon_schema::external_id;

/// Most keys looked up at once.
pub const KEYS_MAX: usize = 5_000;

/// From now on the system's key means this record.
pub fn put(conn: &mut Conn, system: &str, key: &str, record: impl Into<Subject>) -> Result<()> {
    put_many(conn, system, &[(key, record.into())])
}

/// The same for many records; a key that is known gets its new meaning.
pub fn put_many(conn: &mut Conn, system: &str, keys: &[(&str, Subject)]) -> Result<()> {
    use diesel::upsert::excluded;
    let rows: Vec<_> = keys
        .iter()
        .map(|(key, record)| {
            (
                external_id::subject_kind.eq(record.code()),
                external_id::system.eq(system),
                external_id::key.eq(*key),
                external_id::subject_id.eq(record.raw()),
            )
        })
        .collect();
    for slice in tenon_db::batches(&rows, 4) {
        diesel::insert_into(external_id::table)
            .values(slice)
            .on_conflict((external_id::subject_kind, external_id::system, external_id::key))
            .do_update()
            .set(external_id::subject_id.eq(excluded(external_id::subject_id)))
            .execute(conn)?;
    }
    Ok(())
}

/// The record of this kind (`party`) that the system knows by this key.
pub fn find(conn: &mut Conn, kind: &str, system: &str, key: &str) -> Result<Option<i64>> {
    let found = external_id::table
        .find((kind, system, key))
        .select(external_id::subject_id)
        .first(conn)
        .optional()?;
    Ok(found)
}

/// The records of many keys, at most [`KEYS_MAX`].
pub fn find_many(conn: &mut Conn, kind: &str, system: &str, keys: &[String]) -> Result<BTreeMap<String, i64>> {
    let rows: Vec<(String, i64)> = external_id::table
        .filter(external_id::subject_kind.eq(kind))
        .filter(external_id::system.eq(system))
        .filter(external_id::key.eq_any(keys.to_vec()))
        .limit(i64::try_from(KEYS_MAX).unwrap_or(i64::MAX))
        .select((external_id::key, external_id::subject_id))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

/// What other systems call a record: (system, key).
pub fn of(conn: &mut Conn, record: Subject) -> Result<Vec<(String, String)>> {
    let rows = external_id::table
        .filter(external_id::subject_kind.eq(record.code()))
        .filter(external_id::subject_id.eq(record.raw()))
        .order((external_id::system, external_id::key))
        .limit(50)
        .select((external_id::system, external_id::key))
        .load(conn)?;
    Ok(rows)
}
