//! Reads of users.
use crate::company::user::User;
use crate::ids::UserId;
use crate::kernel::error::Result;
use crate::kernel::error::found;
use diesel::prelude::*;
use std::collections::BTreeMap;
use tenon_db::Conn;
use tenon_schema::app_user;

/// Most names read at once.
const NAMES_MAX: i64 = 5_000;

/// One user.
pub fn get(conn: &mut Conn, id: UserId) -> Result<User> {
    found(app_user::table.find(id).select(User::as_select()).first(conn), "user")
}

/// Names by id.
pub fn names(conn: &mut Conn, ids: &[UserId]) -> Result<BTreeMap<UserId, String>> {
    let rows: Vec<(UserId, String)> = app_user::table
        .filter(app_user::id.eq_any(ids.to_vec()))
        .select((app_user::id, app_user::name))
        .limit(NAMES_MAX)
        .load(conn)?;
    Ok(rows.into_iter().collect())
}
