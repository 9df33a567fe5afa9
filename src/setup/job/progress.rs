//! How far the jobs are that this process does. A job that writes in one transaction shows nothing of itself in the
//! database until it is over.
use crate::ids::JobId;
use crate::setup::job::Job;
use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::PoisonError;

/// Steps done and steps in all, by the job's id.
static RUNNING: Mutex<BTreeMap<i64, (i64, i64)>> = Mutex::new(BTreeMap::new());

fn running() -> MutexGuard<'static, BTreeMap<i64, (i64, i64)>> {
    RUNNING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// So much of it is done.
pub fn tell(id: JobId, done: i64, total: i64) {
    running().insert(id.raw(), (done, total));
}

/// It is over: its row says from now on how far it came.
pub fn forget(id: JobId) {
    running().remove(&id.raw());
}

impl Job {
    /// With what is known of its progress here.
    pub fn with_progress(self) -> Job {
        match running().get(&self.id.raw()).copied() {
            Some((progress, total)) => Job {
                progress,
                total,
                ..self
            },
            None => self,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::forget;
    use super::tell;
    use crate::ids::CompanyId;
    use crate::ids::JobId;
    use crate::ids::UserId;
    use crate::setup::job::Job;
    use crate::setup::job::JobKind;
    use crate::setup::job::JobState;
    use chrono::NaiveDateTime;

    fn job(id: JobId) -> Job {
        Job {
            id,
            kind: JobKind::Import,
            state: JobState::Running,
            company_id: Some(CompanyId::from(1)),
            user_id: UserId::from(1),
            argument: String::new(),
            progress: 0,
            total: 0,
            report: String::new(),
            created_at: NaiveDateTime::default(),
            ended_at: None,
        }
    }

    #[test]
    fn a_running_job_shows_how_far_it_is_until_it_is_over() {
        let (id, other) = (JobId::from(4_711), JobId::from(4_712));
        tell(id, 30, 120);
        assert_eq!(job(id).with_progress().percent(), 25);
        assert_eq!(job(other).with_progress().percent(), 0);
        forget(id);
        assert_eq!(job(id).with_progress().percent(), 0);
    }
}
