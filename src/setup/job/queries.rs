//! Reads of jobs.
use crate::ids::JobId;
use crate::kernel::actor::Reach;
use crate::kernel::error::Result;
use crate::kernel::error::found;
use crate::kernel::list::ListQuery;
use crate::kernel::list::Sums;
use crate::setup::job::Job;
use crate::setup::job::JobState;
use crate::sort_page;
use chrono::NaiveDateTime;
use diesel::prelude::*;
use tenon_db::Conn;
use tenon_db::Sql;
use tenon_schema::app_user;
use tenon_schema::job;

/// A job with the name of whoever started it.
pub struct JobRow {
    pub job: Job,
    pub user_name: String,
}

/// The jobs of the reader's companies, and those that belong to none.
macro_rules! visible {
    ($query:expr, $reach:expr) => {
        $query.filter(job::company_id.eq_any($reach.companies()).or(job::company_id.is_null()))
    };
}

/// A job within what the reader may see.
pub fn get(conn: &mut Conn, reach: &Reach, id: JobId) -> Result<JobRow> {
    let query = job::table
        .inner_join(app_user::table.on(app_user::id.eq(job::user_id)))
        .filter(job::id.eq(id))
        .select((Job::as_select(), app_user::name))
        .into_boxed::<Sql>();
    let row = visible!(query, reach).first(conn);
    let (job, user_name): (Job, String) = found(row, "job")?;
    let job = job.with_progress();
    Ok(JobRow { job, user_name })
}

/// For whoever works on it.
pub fn find(conn: &mut Conn, id: JobId) -> Result<Job> {
    found(job::table.find(id).select(Job::as_select()).first(conn), "job")
}

/// Jobs nobody works on: never begun, or left by a process that stopped.
pub fn waiting(conn: &mut Conn, now: NaiveDateTime) -> Result<Vec<JobId>> {
    let open = job::state.eq_any([JobState::Queued, JobState::Running]);
    let free = job::leased_until.is_null().or(job::leased_until.lt(now));
    let rows = job::table
        .filter(open)
        .filter(free)
        .order(job::id.asc())
        .select(job::id)
        .limit(100)
        .load(conn)?;
    Ok(rows)
}

macro_rules! matching {
    ($query:expr, $reach:expr, $list:expr) => {{
        let mut query = visible!($query, $reach);
        if let Some(states) = $list.choice("state") {
            query = query.filter(job::state.eq_any(states));
        }
        query
    }};
}

pub fn page(conn: &mut Conn, reach: &Reach, list: &ListQuery) -> Result<Vec<JobRow>> {
    let query = matching!(
        job::table
            .inner_join(app_user::table.on(app_user::id.eq(job::user_id)))
            .select((Job::as_select(), app_user::name))
            .into_boxed::<Sql>(),
        reach,
        list
    );
    let query = sort_page!(query, list, job::id, { "created" => job::id, i64; });
    let rows: Vec<(Job, String)> = query.load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(job, user_name)| JobRow {
            job: job.with_progress(),
            user_name,
        })
        .collect())
}

pub fn sums(conn: &mut Conn, reach: &Reach, list: &ListQuery) -> Result<Sums> {
    let query = matching!(job::table.count().into_boxed::<Sql>(), reach, list);
    Ok(Sums::count(query.get_result(conn)?))
}
