//! Writes of the inbox.
use crate::company::notification::NotificationKind;
use crate::company::user::SYSTEM;
use crate::ids::NotificationId;
use crate::ids::Subject;
use crate::ids::UserId;
use crate::kernel::error::Result;
use crate::kernel::id;
use crate::kernel::tx::Tx;
use diesel::prelude::*;
use tenon_schema::notification;

/// Tells users something about a record, within the operation that caused it.
pub fn notify(
    tx: &mut Tx<'_>,
    users: &[UserId],
    kind: NotificationKind,
    subject: impl Into<Subject>,
    argument: &str,
) -> Result<()> {
    let subject = subject.into();
    let row = |user: &UserId| {
        (
            notification::id.eq(id::next()),
            notification::user_id.eq(*user),
            notification::kind.eq(kind),
            notification::subject_kind.eq(subject.code()),
            notification::subject_id.eq(subject.raw()),
            notification::argument.eq(argument),
            notification::created_at.eq(tx.now),
            notification::read_at.eq(None::<chrono::NaiveDateTime>),
        )
    };
    let people = users.iter().filter(|user| **user != SYSTEM);
    let rows: Vec<_> = people.map(row).collect();
    for slice in tenon_db::batches(&rows, 8) {
        tx.conn.later(&diesel::insert_into(notification::table).values(slice))?;
    }
    Ok(())
}

/// Marks one's own notifications read.
pub fn mark_read(tx: &mut Tx<'_>, user: UserId, ids: &[NotificationId]) -> Result<()> {
    let own = notification::table
        .filter(notification::user_id.eq(user))
        .filter(notification::read_at.is_null())
        .filter(notification::id.eq_any(ids.iter().map(|id| id.raw()).collect::<Vec<i64>>()));
    diesel::update(own)
        .set(notification::read_at.eq(tx.now))
        .execute(tx.conn)?;
    Ok(())
}
