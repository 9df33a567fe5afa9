//! What a serving program does by itself from time to time: it takes up jobs that were left, forgets what is past its
//! time, and lets the database look at its data.
use crate::company::sign_in;
use crate::company::user;
use crate::kernel::actor::Actor;
use crate::kernel::draft;
use crate::kernel::error::Error;
use crate::kernel::error::Result;
use crate::kernel::idempotency;
use crate::kernel::web::House;
use crate::setup::import::job;
use std::sync::Arc;
use std::sync::mpsc;
use std::sync::mpsc::RecvTimeoutError;
use std::thread::JoinHandle;
use std::time::Duration;
use std::time::Instant;

/// A job that was left waits this long at most once its lease is over.
const EVERY: Duration = Duration::from_secs(30);

/// An import or a morning's work can change what the fastest way to the data is.
const OPTIMIZE_EVERY: Duration = Duration::from_secs(600);

/// Keeps house until it is dropped.
pub struct Housekeeper {
    stop: Option<mpsc::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// Begins at once, then goes on every half minute.
pub fn start(house: &Arc<House>) -> Result<Housekeeper> {
    let house = house.clone();
    let (stop, stopped) = mpsc::channel::<()>();
    let work = move || {
        let mut optimized: Option<Instant> = None;
        loop {
            if let Err(error) = turn(&house) {
                tracing::error!(%error, "housekeeping failed");
            }
            if optimized.is_none_or(|at| at.elapsed() >= OPTIMIZE_EVERY) {
                if let Err(error) = house.db.optimize::<Error>() {
                    tracing::error!(%error, "the database could not look at its data");
                }
                optimized = Some(Instant::now());
            }
            if stopped.recv_timeout(EVERY) != Err(RecvTimeoutError::Timeout) {
                return;
            }
        }
    };
    let thread = std::thread::Builder::new()
        .name("housekeeping".to_owned())
        .spawn(work)?;
    Ok(Housekeeper {
        stop: Some(stop),
        thread: Some(thread),
    })
}

impl Drop for Housekeeper {
    fn drop(&mut self) {
        drop(self.stop.take());
        if self.thread.take().is_some_and(|thread| thread.join().is_err()) {
            tracing::error!("the thread of the housekeeping had died");
        }
    }
}

/// Does everything once.
pub fn turn(house: &Arc<House>) -> Result<()> {
    job::resume(house)?;
    let actor = Arc::new(Actor::system(user::SYSTEM, "Tenon", Vec::new()));
    house.note(&actor, "", |tx| {
        draft::forget_old(tx)?;
        sign_in::ops::forget_old(tx)?;
        user::ops::forget_old_links(tx)
    })?;
    // In many short writes, so that nobody waits for them.
    while house.note(&actor, "", |tx| idempotency::forget_old(tx.conn, tx.now))? {}
    Ok(())
}
