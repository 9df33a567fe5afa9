//! The life of a job: put down, taken by one owner, told about, ended.
use crate::company::notification;
use crate::company::notification::NotificationKind;
use crate::ids::JobId;
use crate::ids::UserId;
use crate::kernel::error::Error;
use crate::kernel::error::Result;
use crate::kernel::tx::Tx;
use crate::setup::job::JobState;
use crate::setup::job::LEASE;
use crate::setup::job::NewJob;
use diesel::prelude::*;
use tenon_schema::job;

/// Puts work down to be done.
pub fn put(tx: &mut Tx<'_>, new: &NewJob) -> Result<()> {
    diesel::insert_into(job::table)
        .values((
            job::id.eq(new.id),
            job::kind.eq(new.kind),
            job::state.eq(JobState::Queued),
            job::company_id.eq(new.company),
            job::user_id.eq(tx.actor.user),
            job::argument.eq(&new.argument),
            job::progress.eq(0_i64),
            job::total.eq(0_i64),
            job::report.eq(""),
            job::owner.eq(""),
            job::created_at.eq(tx.now),
        ))
        .execute(tx.conn)?;
    Ok(())
}

/// Takes a job for an owner; `false` when somebody else works on it or it is over.
pub fn take(tx: &mut Tx<'_>, id: JobId, owner: &str) -> Result<bool> {
    let open = job::state.eq_any([JobState::Queued, JobState::Running]);
    let free = job::leased_until.is_null().or(job::leased_until.lt(tx.now));
    let taken = diesel::update(job::table.find(id).filter(open).filter(free))
        .set((
            job::state.eq(JobState::Running),
            job::owner.eq(owner),
            job::leased_until.eq(tx.now + LEASE),
        ))
        .execute(tx.conn)?;
    Ok(taken == 1)
}

fn taken_over() -> Error {
    Error::internal("another process took this job over")
}

/// Keeps the lease, or refuses all that was written with it when it went to another.
pub fn hold(tx: &mut Tx<'_>, id: JobId, owner: &str) -> Result<()> {
    if keep(tx, id, owner)? {
        Ok(())
    } else {
        Err(taken_over())
    }
}

/// Keeps the lease; `false` when it went to another.
pub fn keep(tx: &mut Tx<'_>, id: JobId, owner: &str) -> Result<bool> {
    let kept = diesel::update(job::table.find(id).filter(job::owner.eq(owner)))
        .set(job::leased_until.eq(tx.now + LEASE))
        .execute(tx.conn)?;
    Ok(kept == 1)
}

/// Ends a job with what came of it, and tells who started it. Refused when the lease went to another.
pub fn end(tx: &mut Tx<'_>, id: JobId, owner: &str, state: JobState, report: &str) -> Result<()> {
    let ended: Option<UserId> = diesel::update(job::table.find(id).filter(job::owner.eq(owner)))
        .set((
            job::state.eq(state),
            job::report.eq(report),
            job::owner.eq(""),
            job::leased_until.eq(None::<chrono::NaiveDateTime>),
            job::ended_at.eq(tx.now),
        ))
        .returning(job::user_id)
        .get_result(tx.conn)
        .optional()?;
    let user = ended.ok_or_else(taken_over)?;
    let kind = if state == JobState::Failed {
        NotificationKind::JobFailed
    } else {
        NotificationKind::JobEnded
    };
    notification::ops::notify(tx, &[user], kind, id, "")
}

/// All of it is done.
pub fn reach(tx: &mut Tx<'_>, id: JobId, (progress, total): (i64, i64)) -> Result<()> {
    diesel::update(job::table.find(id))
        .set((job::progress.eq(progress), job::total.eq(total)))
        .execute(tx.conn)?;
    Ok(())
}
