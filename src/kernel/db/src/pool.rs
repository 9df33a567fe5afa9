//! The readers: connections that can change nothing, lent one read at a time.

use std::sync::Condvar;
use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::PoisonError;
use std::time::Duration;

use diesel::QueryResult;
use diesel::result::DatabaseErrorKind;
use diesel::result::Error;

use crate::conn::Conn;
use crate::record::Recorder;
use crate::settings;
use crate::settings::Purpose;
use crate::settings::Settings;

/// A read that finds no free connection for this long is refused: something holds them all (a read inside a read).
const CHECKOUT_TIME_MAX: Duration = Duration::from_secs(30);

pub(crate) struct Pool {
    settings: Settings,
    recorder: Option<Recorder>,
    state: Mutex<State>,
    returned: Condvar,
}

struct State {
    idle: Vec<Conn>,
    /// Connections lent before the pool was last renewed are not taken back.
    generation: u64,
    /// How many more may be opened.
    unopened: usize,
}

impl Pool {
    /// Connections are opened when first needed.
    pub fn new(settings: &Settings, recorder: Option<&Recorder>) -> Pool {
        let state = State {
            idle: Vec::new(),
            generation: 0,
            unopened: settings.readers.max(1),
        };
        Pool {
            settings: settings.clone(),
            recorder: recorder.cloned(),
            state: Mutex::new(state),
            returned: Condvar::new(),
        }
    }

    /// Lends a connection inside a transaction that sees one state of the database.
    pub fn lend(&self) -> QueryResult<Lease<'_>> {
        let mut lease = self.check_out()?;
        if lease.begin_reading().is_err() {
            // The server has cut it: nothing was read yet, so a fresh one does as well.
            lease.conn = Some(self.connect()?);
            lease.begin_reading()?;
        }
        Ok(lease)
    }

    fn check_out(&self) -> QueryResult<Lease<'_>> {
        let is_used_up = |state: &mut State| state.idle.is_empty() && state.unopened == 0;
        let (mut state, _) = self
            .returned
            .wait_timeout_while(self.lock(), CHECKOUT_TIME_MAX, is_used_up)
            .unwrap_or_else(PoisonError::into_inner);
        let generation = state.generation;
        if let Some(conn) = state.idle.pop() {
            return Ok(Lease {
                pool: self,
                generation,
                conn: Some(conn),
            });
        }
        if state.unopened == 0 {
            let reason = format!(
                "no reading connection became free within {} s",
                CHECKOUT_TIME_MAX.as_secs()
            );
            return Err(Error::DatabaseError(DatabaseErrorKind::Unknown, Box::new(reason)));
        }
        state.unopened -= 1;
        drop(state);
        let mut lease = Lease {
            pool: self,
            generation,
            conn: None,
        };
        lease.conn = Some(self.connect()?);
        Ok(lease)
    }

    fn connect(&self) -> QueryResult<Conn> {
        let mut conn = settings::connect(&self.settings, Purpose::Reading)
            .map_err(|error| Error::DatabaseError(DatabaseErrorKind::ClosedConnection, Box::new(error.to_string())))?;
        conn.record_to(self.recorder.clone());
        Ok(conn)
    }

    /// Opens all connections anew as they are needed: only a new one knows what SQLite found out about its data.
    pub fn renew(&self) {
        let mut state = self.lock();
        state.generation += 1;
        state.unopened += state.idle.len();
        state.idle.clear();
    }

    fn take_back(&self, conn: Option<Conn>, generation: u64) {
        let mut state = self.lock();
        match conn.filter(|_| generation == state.generation) {
            Some(conn) => state.idle.push(conn),
            None => state.unopened += 1,
        }
        drop(state);
        self.returned.notify_one();
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A lent connection; it comes back however the read ends, a panic included.
pub(crate) struct Lease<'p> {
    pool: &'p Pool,
    generation: u64,
    /// `None` only while there is none, so that its place in the pool is given back all the same.
    conn: Option<Conn>,
}

impl Lease<'_> {
    fn begin_reading(&mut self) -> QueryResult<()> {
        match &mut self.conn {
            Some(conn) => conn.begin_reading(),
            None => Err(Error::BrokenTransactionManager),
        }
    }

    /// Runs the read.
    pub fn read<T, E: From<Error>>(&mut self, f: impl FnOnce(&mut Conn) -> Result<T, E>) -> Result<T, E> {
        match &mut self.conn {
            Some(conn) => f(conn),
            None => Err(Error::BrokenTransactionManager.into()),
        }
    }
}

impl Drop for Lease<'_> {
    fn drop(&mut self) {
        // Nothing was changed, so that taking back and committing are the same. One that cannot is broken: drop it.
        let sound = self
            .conn
            .take()
            .and_then(|mut conn| conn.roll_back_to(0).is_ok().then_some(conn));
        self.pool.take_back(sound, self.generation);
    }
}
