//! A request that writes is safe to send twice: the first answer is stored in the write's own transaction, per actor and
//! route, and given again to the same key and body. Refusals are not stored.
use crate::kernel::actor::Actor;
use crate::kernel::error::Error;
use crate::kernel::error::Result;
use crate::kernel::web::Reply;
use chrono::NaiveDateTime;
use diesel::prelude::*;
use tenon_db::AtCommit;
use tenon_db::Conn;
use tenon_schema::idempotency;

/// Days an answer is kept.
pub const KEEP_DAYS: i64 = 7;

/// What identifies a try.
#[derive(Debug, Clone)]
pub struct Try {
    pub route: String,
    pub key: String,
    pub body_hash: String,
}

/// The first answer, if there was one; another body under the same key is refused.
pub fn first_answer(conn: &mut Conn, actor: &Actor, one: &Try) -> Result<Option<Reply>> {
    // One of the same group of the lane is not in the database yet.
    let waiting = conn.find_waiting(|kept: &Kept| {
        let is_same = kept.actor == actor.user.raw() && kept.one.route == one.route && kept.one.key == one.key;
        is_same.then(|| (kept.one.body_hash.clone(), kept.answer.clone()))
    });
    let row: Option<(String, String)> = match waiting {
        Some(waiting) => Some(waiting),
        None => idempotency::table
            .find((actor.user.raw(), &one.route, &one.key))
            .select((idempotency::body_hash, idempotency::answer))
            .first(conn)
            .optional()?,
    };
    let Some((body_hash, answer)) = row else {
        return Ok(None);
    };
    if body_hash != one.body_hash {
        return Err(Error::KeyReused);
    }
    serde_json::from_str(&answer)
        .map(Some)
        .map_err(|error| Error::Internal(Box::new(error)))
}

/// An answer to be given again.
struct Kept {
    actor: i64,
    one: Try,
    answer: String,
    at: NaiveDateTime,
}

/// Keeps the answer with the write's own transaction.
pub fn keep(conn: &mut Conn, actor: &Actor, one: &Try, answer: &Reply, now: NaiveDateTime) -> Result<()> {
    conn.at_commit(Kept {
        actor: actor.user.raw(),
        one: one.clone(),
        answer: serde_json::to_string(answer).map_err(|error| Error::Internal(Box::new(error)))?,
        at: now,
    });
    Ok(())
}

impl AtCommit for Kept {
    fn write(conn: &mut Conn, left: &[Kept]) -> QueryResult<()> {
        let rows: Vec<_> = left
            .iter()
            .map(|kept| {
                (
                    idempotency::actor_id.eq(kept.actor),
                    idempotency::route.eq(&kept.one.route),
                    idempotency::key.eq(&kept.one.key),
                    idempotency::body_hash.eq(&kept.one.body_hash),
                    idempotency::status.eq(200),
                    idempotency::answer.eq(&kept.answer),
                    idempotency::created_at.eq(kept.at),
                )
            })
            .collect();
        conn.later(&diesel::insert_into(idempotency::table).values(&rows))?;
        Ok(())
    }
}

/// Forgets answers older than a week; about a thousand at a time, so that the write stays short. `true` when any was old.
pub fn forget_old(conn: &mut Conn, now: NaiveDateTime) -> Result<bool> {
    let before = now - chrono::Duration::days(KEEP_DAYS);
    let old: Vec<(i64, String, String)> = idempotency::table
        .filter(idempotency::created_at.lt(before))
        .order(idempotency::created_at)
        .limit(1_000)
        .select((idempotency::actor_id, idempotency::route, idempotency::key))
        .load(conn)?;
    let Some(last) = old.len().checked_sub(1) else {
        return Ok(false);
    };
    let until: NaiveDateTime = idempotency::table
        .filter(idempotency::created_at.lt(before))
        .order(idempotency::created_at)
        .offset(i64::try_from(last).unwrap_or(0))
        .limit(1)
        .select(idempotency::created_at)
        .first(conn)?;
    diesel::delete(idempotency::table.filter(idempotency::created_at.le(until))).execute(conn)?;
    Ok(true)
}
