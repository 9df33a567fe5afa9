//! What connections asked their engine, written down. The bench records the lane and asks all of it again on a copy of
//! the database as it was before, prepared, in the same order and groups: the floor under the product's own speed. Tests
//! look at what pages ask.

use std::sync::Arc;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::time::Duration;
use std::time::Instant;

use diesel::QueryResult;
use diesel::result::ConnectionResult;

use crate::conn::Conn;
use crate::rendered::Rendered;
use crate::settings;
use crate::settings::Purpose;
use crate::settings::Settings;

/// One thing a writing connection was told.
#[derive(Debug, Clone)]
pub(crate) enum Step {
    Begin,
    Savepoint,
    /// Commits, or releases the savepoint made last.
    Commit,
    /// Takes back the savepoint made last, or the transaction.
    Rollback,
    Statement {
        query: Rendered,
        gives_rows: bool,
    },
}

/// Takes down what connections are told from [`Recorder::start`] on. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Recorder(Arc<Mutex<Option<Vec<Step>>>>);

/// Who writes down what a database's connections are told: nobody unless asked.
#[derive(Debug, Clone, Default)]
pub struct Recorders {
    /// Of the writing connections.
    pub lane: Option<Recorder>,
    /// Of the reading ones.
    pub readers: Option<Recorder>,
}

/// A recorded run.
pub struct Recording(Vec<Step>);

impl Recorder {
    /// A recorder that is not yet recording.
    pub fn new() -> Recorder {
        Recorder::default()
    }

    /// Begins. Nothing may be under way.
    pub fn start(&self) {
        *self.steps() = Some(Vec::new());
    }

    /// Ends and gives what was recorded.
    pub fn stop(&self) -> Recording {
        Recording(self.steps().take().unwrap_or_default())
    }

    pub(crate) fn note(&self, step: impl FnOnce() -> Step) {
        if let Some(steps) = self.steps().as_mut() {
            steps.push(step());
        }
    }

    fn steps(&self) -> std::sync::MutexGuard<'_, Option<Vec<Step>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Recording {
    /// How many statements there are, those that begin and end transactions left out.
    pub fn statement_count(&self) -> usize {
        self.0
            .iter()
            .filter(|step| matches!(step, Step::Statement { .. }))
            .count()
    }

    /// The text of each statement, as its engine got it.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter_map(|step| match step {
            Step::Statement { query, .. } => Some(&*query.sql),
            Step::Begin | Step::Savepoint | Step::Commit | Step::Rollback => None,
        })
    }

    /// The text of each statement, by transaction.
    pub fn transactions(&self) -> Vec<Vec<&str>> {
        let mut transactions: Vec<Vec<&str>> = Vec::new();
        for step in &self.0 {
            match (step, transactions.last_mut()) {
                (Step::Begin, _) => transactions.push(Vec::new()),
                (Step::Statement { query, .. }, Some(last)) => last.push(&query.sql),
                _ => {}
            }
        }
        transactions
    }

    /// How many transactions there are.
    pub fn group_count(&self) -> usize {
        self.0.iter().filter(|step| matches!(step, Step::Begin)).count()
    }

    /// Asks all of it again on one writing connection, and tells how long that took.
    pub fn replay(&self, settings: &Settings) -> ConnectionResult<QueryResult<Duration>> {
        let mut conn = settings::connect(settings, Purpose::Writing)?;
        let started = Instant::now();
        let asked = self.0.iter().try_for_each(|step| conn.repeat(step));
        Ok(asked.map(|()| started.elapsed()))
    }
}

impl Conn {
    fn repeat(&mut self, step: &Step) -> QueryResult<()> {
        match step {
            Step::Begin => self.begin_writing(),
            Step::Savepoint => self.savepoint(),
            Step::Commit => self.commit(),
            Step::Rollback => self.roll_back_last(),
            Step::Statement {
                query,
                gives_rows: false,
            } => self.run(query).map(|_| ()),
            Step::Statement {
                query,
                gives_rows: true,
            } => {
                for row in self.fetch(query.clone())? {
                    row?;
                }
                Ok(())
            }
        }
    }
}
