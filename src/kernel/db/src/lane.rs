//! The writing lane: one writer, many waiting, one flush.
//!
//! Waiting jobs share one transaction, each in its own savepoint, so that a failed one undoes only itself; each is
//! answered only after the commit. SQLite has one writing connection; PostgreSQL has four that take turns behind an
//! advisory lock (one sleeps while another works: a lone one loses 100 µs per statement to waking up).

use std::cell::Cell;
use std::panic::AssertUnwindSafe;
use std::panic::catch_unwind;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering;
use std::thread::JoinHandle;
use std::time::Duration;
use std::time::Instant;

use diesel::result::ConnectionResult;
use diesel::result::DatabaseErrorKind;
use diesel::result::Error;

use crate::conn::Conn;
use crate::error::OpenError;
use crate::error::WriteFailure;
use crate::group::Job;
use crate::group::Member;
use crate::group::Ran;
use crate::queue::Queue;
use crate::record::Recorder;
use crate::settings;
use crate::settings::Engine;
use crate::settings::Purpose;
use crate::settings::Settings;

/// Far below the 64 savepoints after which PostgreSQL keeps them on disk.
const GROUP_JOBS_MAX: usize = 32;
/// A group takes no further jobs after this long, so that the first one is not kept waiting. A flush takes about 2 ms, a
/// step of an order 1 to 2: with half of this, groups were of three steps, and every third millisecond went into flushing.
const GROUP_TIME_MAX: Duration = Duration::from_millis(10);
/// A write holds everybody: longer than this and it is logged.
const SLOW_WRITE: Duration = Duration::from_millis(50);
const POSTGRES_WRITING_CONNECTIONS: usize = 4;

/// Counts since the lane was opened.
#[derive(Default)]
pub(crate) struct Counters {
    pub groups: AtomicU64,
    pub jobs: AtomicU64,
    pub refused: AtomicU64,
    pub panicked: AtomicU64,
    pub slow_writes: AtomicU64,
    pub write_micros: AtomicU64,
}

pub(crate) struct Lane {
    shared: Arc<Shared>,
    threads: Vec<JoinHandle<()>>,
}

struct Shared {
    settings: Settings,
    /// Tables of which the writing connections may remember what they read.
    remembered: &'static [&'static str],
    queue: Queue<Box<dyn Job>>,
    counters: Counters,
    /// Slow writes are meant, and not warned of.
    is_filling: AtomicBool,
}

/// Why a group's transaction came to nothing.
enum GroupFailure {
    /// It ended before the commit was sent: nothing is saved, and the jobs can run again.
    Broken(String),
    /// What was left for the commit could not be written, or the engine refused to commit: nothing is saved.
    Refused(String),
    /// The connection was lost during the commit.
    Unknown(String),
}

thread_local! {
    static IN_LANE: Cell<bool> = const { Cell::new(false) };
}

/// Whether this thread is one of a lane, where waiting for another write would wait for itself.
pub(crate) fn is_lane_thread() -> bool {
    IN_LANE.get()
}

impl Lane {
    /// Opens the writing connections and starts a thread for each.
    pub fn open(
        settings: &Settings,
        recorder: Option<&Recorder>,
        remembered: &'static [&'static str],
    ) -> Result<Lane, OpenError> {
        let count = match settings.engine() {
            Engine::Sqlite => 1,
            Engine::Postgres => POSTGRES_WRITING_CONNECTIONS,
        };
        let shared = Arc::new(Shared {
            settings: settings.clone(),
            remembered,
            queue: Queue::new(),
            counters: Counters::default(),
            is_filling: AtomicBool::new(false),
        });
        let mut lane = Lane {
            shared,
            threads: Vec::new(),
        };
        for _ in 0..count {
            let mut conn = lane.shared.connect().map_err(|error| OpenError::Connect {
                place: crate::db::place_of(settings),
                reason: error.to_string(),
            })?;
            conn.record_to(recorder.cloned());
            let shared = lane.shared.clone();
            let thread = std::thread::Builder::new()
                .name("lane".to_owned())
                .spawn(move || shared.serve(conn));
            lane.threads
                .push(thread.map_err(|error| OpenError::Lane(error.to_string()))?);
        }
        Ok(lane)
    }

    /// Queues a job, or says no if the lane is closed.
    pub fn push(&self, job: Box<dyn Job>) -> Result<(), WriteFailure> {
        self.shared.queue.push(job).map_err(|_| WriteFailure::Closed)
    }

    /// Refuses new jobs; those that wait are still written.
    pub fn close(&self) {
        self.shared.queue.close();
    }

    pub fn is_closed(&self) -> bool {
        self.shared.queue.is_closed()
    }

    /// Warns of no slow write from now on.
    pub fn expect_slow_writes(&self) {
        self.shared.is_filling.store(true, Ordering::Relaxed);
    }

    pub fn counters(&self) -> &Counters {
        &self.shared.counters
    }

    pub fn queue_length(&self) -> usize {
        self.shared.queue.len()
    }
}

impl Drop for Lane {
    fn drop(&mut self) {
        self.close();
        let here = std::thread::current().id();
        for thread in self.threads.drain(..) {
            // The last handle can be dropped inside a job, and no thread can wait for itself.
            if thread.thread().id() != here && thread.join().is_err() {
                tracing::error!("a thread of the writing lane had died");
            }
        }
    }
}

impl Shared {
    fn connect(&self) -> ConnectionResult<Conn> {
        let mut conn = settings::connect(&self.settings, Purpose::Writing)?;
        conn.remember(self.remembered);
        Ok(conn)
    }

    fn serve(&self, conn: Conn) {
        IN_LANE.set(true);
        let mut conn = Some(conn);
        while let Some(first) = self.queue.wait() {
            let settled = catch_unwind(AssertUnwindSafe(|| self.settle(&mut conn, Member::new(first))));
            if settled.is_err() {
                // The callers' channels are gone, which tells them that the outcome is unknown.
                tracing::error!("the writing lane failed unexpectedly and goes on with a new connection");
                conn = None;
            }
        }
    }

    /// Writes a group that begins with `first` and answers every caller.
    fn settle(&self, conn: &mut Option<Conn>, first: Member) {
        let mut group = vec![first];
        let mut written = self.write(conn, &mut group, true);
        if let Err(GroupFailure::Broken(reason)) = &written {
            tracing::warn!(
                reason,
                "the writing connection was lost, the group runs again on a new one"
            );
            written = self.write(conn, &mut group, false);
        }
        if matches!(written, Err(GroupFailure::Refused(_))) && group.len() > 1 {
            // One job spoiled the commit for all (a deferred constraint, a sum that does not fit): each alone, and only that one fails.
            for member in group {
                let mut alone = vec![member];
                let written = self.write(conn, &mut alone, false);
                self.answer(alone, written);
            }
            return;
        }
        self.answer(group, written);
    }

    /// One transaction: begin, the jobs of the group and those that join it, commit.
    fn write(&self, slot: &mut Option<Conn>, group: &mut Vec<Member>, may_grow: bool) -> Result<(), GroupFailure> {
        let mut conn = match slot.take() {
            Some(conn) => conn,
            None => self.connect().map_err(broken)?,
        };
        conn.begin_writing().map_err(broken)?;
        let started = Instant::now();
        for member in group.iter_mut() {
            member.run(&mut conn).map_err(broken)?;
        }
        while may_grow && group.len() < GROUP_JOBS_MAX && started.elapsed() < GROUP_TIME_MAX {
            let Some(job) = self.queue.take() else { break };
            let mut member = Member::new(job);
            let ran = member.run(&mut conn).map_err(broken);
            group.push(member);
            ran?;
        }
        let left = catch_unwind(AssertUnwindSafe(|| conn.write_all_waiting()));
        let refused = match left {
            Ok(Ok(())) => None,
            Ok(Err(error)) => Some(error.to_string()),
            Err(_) => Some("what was left for the commit broke down".to_owned()),
        };
        if let Some(reason) = refused {
            conn.roll_back_to(0).map_err(broken)?;
            self.count_group(started.elapsed());
            *slot = Some(conn);
            return Err(GroupFailure::Refused(reason));
        }
        let committed = conn.commit();
        self.count_group(started.elapsed());
        let engine = conn.engine();
        if conn.depth() == Some(0) {
            // Otherwise it is dropped, and with it whatever the engine still holds.
            *slot = Some(conn);
        }
        committed.map_err(|error| commit_failure(engine, &error))
    }

    fn answer(&self, group: Vec<Member>, written: Result<(), GroupFailure>) {
        let answer = match written {
            Ok(()) => Ok(()),
            Err(GroupFailure::Broken(reason) | GroupFailure::Refused(reason)) => {
                Err(WriteFailure::NotCommitted(reason))
            }
            Err(GroupFailure::Unknown(reason)) => Err(WriteFailure::OutcomeUnknown(reason)),
        };
        for member in group {
            self.count(&member);
            member.job.answer(answer.clone());
        }
    }

    fn count_group(&self, took: Duration) {
        self.counters.groups.fetch_add(1, Ordering::Relaxed);
        let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        self.counters.write_micros.fetch_add(micros, Ordering::Relaxed);
    }

    fn count(&self, member: &Member) {
        self.counters.jobs.fetch_add(1, Ordering::Relaxed);
        match member.ran {
            Ran::Done => {}
            Ran::Refused => {
                self.counters.refused.fetch_add(1, Ordering::Relaxed);
            }
            Ran::Panicked => {
                self.counters.panicked.fetch_add(1, Ordering::Relaxed);
            }
        }
        if member.took > SLOW_WRITE {
            self.counters.slow_writes.fetch_add(1, Ordering::Relaxed);
            let ms = member.took.as_millis();
            if !self.is_filling.load(Ordering::Relaxed) {
                tracing::warn!(operation = member.job.name(), ms, "a slow write held the lane");
            }
        }
    }
}

fn broken(error: impl std::fmt::Display) -> GroupFailure {
    GroupFailure::Broken(error.to_string())
}

/// What a failed commit means for the data: only an engine that answered has surely saved nothing.
fn commit_failure(engine: Engine, error: &Error) -> GroupFailure {
    let reason = error.to_string();
    let is_known = match (engine, error) {
        (Engine::Sqlite, _) => !reason.contains("I/O"),
        (Engine::Postgres, Error::DatabaseError(kind, _)) => !matches!(
            kind,
            DatabaseErrorKind::ClosedConnection | DatabaseErrorKind::UnableToSendCommand
        ),
        (Engine::Postgres, _) => false,
    };
    if is_known {
        GroupFailure::Refused(reason)
    } else {
        GroupFailure::Unknown(reason)
    }
}
