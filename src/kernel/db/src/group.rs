//! One job of the lane in its own savepoint, and a group of jobs in one transaction.

use std::any::Any;
use std::panic::AssertUnwindSafe;
use std::panic::catch_unwind;
use std::sync::mpsc::SyncSender;
use std::time::Duration;
use std::time::Instant;

use diesel::QueryResult;
use diesel::connection::TransactionManager;

use crate::conn::Conn;
use crate::conn::SqlTransactions;
use crate::error::WriteFailure;

/// How one run of a job ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ran {
    Done,
    Refused,
    Panicked,
}

/// A job whose types the lane does not know.
pub(crate) trait Job: Send {
    /// Runs it, keeping what came of it. It may be called again: the later outcome counts.
    fn run(&mut self, conn: &mut Conn) -> Ran;
    /// Replaces what came of it.
    fn spoil(&mut self, failure: WriteFailure);
    /// Tells the caller what came of it if the group was committed (or it was undone anyway), else the group's failure.
    fn answer(self: Box<Self>, group: Result<(), WriteFailure>);
    /// The operation, for the log.
    fn name(&self) -> &'static str;
}

/// A job with its types.
pub(crate) struct Operation<T, E, F> {
    job: F,
    outcome: Option<Result<T, E>>,
    caller: SyncSender<Result<T, E>>,
}

impl<T, E, F> Operation<T, E, F> {
    pub fn new(job: F, caller: SyncSender<Result<T, E>>) -> Operation<T, E, F> {
        Operation {
            job,
            outcome: None,
            caller,
        }
    }
}

impl<T, E, F> Operation<T, E, F>
where
    E: From<diesel::result::Error>,
    F: Fn(&mut Conn) -> Result<T, E>,
{
    /// The job with its last inserts.
    fn run_whole(&self, conn: &mut Conn) -> Result<T, E> {
        let value = (self.job)(conn)?;
        conn.send_inserts()?;
        Ok(value)
    }
}

impl<T, E, F> Job for Operation<T, E, F>
where
    T: Send,
    E: From<WriteFailure> + From<diesel::result::Error> + Send,
    F: Fn(&mut Conn) -> Result<T, E> + Send,
{
    fn run(&mut self, conn: &mut Conn) -> Ran {
        let depth = conn.depth();
        // What a panic leaves half done in the connection is taken back with the savepoint.
        let (ran, outcome) = match catch_unwind(AssertUnwindSafe(|| self.run_whole(conn))) {
            Ok(Ok(_)) if conn.depth() != depth => {
                let message = "the job left a transaction of its own open".to_owned();
                (Ran::Panicked, Err(WriteFailure::Panicked(message).into()))
            }
            Ok(Ok(value)) => (Ran::Done, Ok(value)),
            Ok(Err(refusal)) => (Ran::Refused, Err(refusal)),
            Err(panic) => (Ran::Panicked, Err(WriteFailure::Panicked(message_of(&*panic)).into())),
        };
        self.outcome = Some(outcome);
        ran
    }

    fn spoil(&mut self, failure: WriteFailure) {
        self.outcome = Some(Err(failure.into()));
    }

    fn answer(self: Box<Self>, group: Result<(), WriteFailure>) {
        let answer = match (self.outcome, group) {
            (Some(Err(own)), _) => Err(own),
            (_, Err(failure)) => Err(failure.into()),
            (Some(Ok(value)), Ok(())) => Ok(value),
            (None, Ok(())) => Err(WriteFailure::NotCommitted("the job was not run".to_owned()).into()),
        };
        // A caller that is gone needs no answer.
        let _ = self.caller.send(answer);
    }

    fn name(&self) -> &'static str {
        std::any::type_name::<F>()
    }
}

fn message_of(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "no message".to_owned())
}

/// A job in a group, with what its last run came to.
pub(crate) struct Member {
    pub job: Box<dyn Job>,
    pub ran: Ran,
    pub took: Duration,
}

impl Member {
    pub fn new(job: Box<dyn Job>) -> Member {
        Member {
            job,
            ran: Ran::Refused,
            took: Duration::ZERO,
        }
    }

    /// Runs the job inside the open transaction so that a refusal or panic undoes only itself. An error means that the
    /// transaction itself is gone.
    pub fn run(&mut self, conn: &mut Conn) -> QueryResult<()> {
        let started = Instant::now();
        SqlTransactions::begin_transaction(conn)?;
        self.ran = self.job.run(conn);
        if self.ran == Ran::Done
            && let Err(error) = conn.commit()
        {
            // The job went on after a failed statement: PostgreSQL saves nothing of it, so neither engine may.
            self.ran = Ran::Refused;
            self.job.spoil(WriteFailure::NotCommitted(error.to_string()));
        }
        if self.ran != Ran::Done {
            conn.roll_back_to(1)?;
        }
        self.took = started.elapsed();
        Ok(())
    }
}
