//! What other systems call our records: (kind, system, key) → record, as imports put it.
use crate::ids::Subject;
use crate::kernel::error::Result;
use diesel::prelude::*;
use tenon_db::Conn;
use tenon_schema::external_id;

/// Most outside keys of one record that are read.
const KEYS_MAX: i64 = 50;

/// The keys of a record: (system, key).
pub fn of(conn: &mut Conn, record: Subject) -> Result<Vec<(String, String)>> {
    let rows = external_id::table
        .filter(external_id::subject_kind.eq(record.code()))
        .filter(external_id::subject_id.eq(record.raw()))
        .order((external_id::system, external_id::key))
        .limit(KEYS_MAX)
        .select((external_id::system, external_id::key))
        .load(conn)?;
    Ok(rows)
}
