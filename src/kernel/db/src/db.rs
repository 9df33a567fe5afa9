//! `Db`, what the rest of the house holds: read, write, and how it goes.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::sync::mpsc::sync_channel;
use std::time::Duration;

use diesel::connection::SimpleConnection;
use diesel::result::Error;

use crate::conn::Conn;
use crate::error::OpenError;
use crate::error::WriteFailure;
use crate::group::Operation;
use crate::lane;
use crate::lane::Lane;
use crate::migrate;
use crate::migrate::Schema;
use crate::pool::Pool;
use crate::record::Recorders;
use crate::settings;
use crate::settings::Engine;
use crate::settings::Purpose;
use crate::settings::Settings;

/// An open database. Clones share it; when the last one goes, what waits is written and all connections are closed.
#[derive(Clone)]
pub struct Db {
    open: Arc<Open>,
}

struct Open {
    settings: Settings,
    // Dropped before the lane, so that on SQLite the last connection is a writing one and folds the WAL into the file.
    readers: Pool,
    lane: Lane,
}

/// How the writing goes, since the database was opened.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Statistics {
    /// Transactions sent to the engine.
    pub groups: u64,
    /// Jobs answered, refused and panicked ones included.
    pub jobs: u64,
    /// Jobs that returned an error.
    pub refused: u64,
    /// Jobs that panicked.
    pub panicked: u64,
    /// Jobs that wait at this moment.
    pub queue_length: usize,
    /// Time spent inside transactions, commits included.
    pub write_seconds_total: f64,
    /// Jobs that took longer than 50 ms.
    pub slow_writes: u64,
}

impl Db {
    /// Opens the database, creating the file if there is none, migrates it and starts the lane.
    pub fn open(settings: &Settings, schema: &Schema) -> Result<Db, OpenError> {
        Db::open_recorded(settings, schema, &Recorders::default())
    }

    /// The same, with recorders of what its connections are told.
    pub fn open_recorded(settings: &Settings, schema: &Schema, recorders: &Recorders) -> Result<Db, OpenError> {
        migrate::run(&mut bare(settings)?, schema)?;
        Db::started(settings, recorders, schema.remembered)
    }

    /// Opens a database as it is stored, without migrating it: for a backup before an upgrade.
    pub fn open_as_stored(settings: &Settings, schema: &Schema) -> Result<Db, OpenError> {
        migrate::refuse_newer(&mut bare(settings)?, schema)?;
        Db::started(settings, &Recorders::default(), &[])
    }

    fn started(
        settings: &Settings,
        recorders: &Recorders,
        remembered: &'static [&'static str],
    ) -> Result<Db, OpenError> {
        let lane = Lane::open(settings, recorders.lane.as_ref(), remembered)?;
        let readers = Pool::new(settings, recorders.readers.as_ref());
        Ok(Db {
            open: Arc::new(Open {
                settings: settings.clone(),
                readers,
                lane,
            }),
        })
    }

    /// Which engine holds the data.
    pub fn engine(&self) -> Engine {
        self.open.settings.engine()
    }

    /// Reads from one state of the database and changes nothing; never waits for a write. A read must not hold another
    /// one inside itself: it would keep two connections.
    pub fn read<T, E: From<Error>>(&self, f: impl FnOnce(&mut Conn) -> Result<T, E>) -> Result<T, E> {
        self.open.readers.lend()?.read(f)
    }

    /// Writes in the lane and returns after the commit. An error or a panic undoes this job and no other. The job
    /// may run more than once, and must wait for nothing: no mail, no HTTP, no file.
    pub fn write<T, E>(&self, job: impl Fn(&mut Conn) -> Result<T, E> + Send + 'static) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<WriteFailure> + From<Error> + Send + 'static,
    {
        assert!(
            !lane::is_lane_thread(),
            "a write must not wait for another write: it would wait for itself"
        );
        let (caller, answer) = sync_channel(1);
        self.open.lane.push(Box::new(Operation::new(job, caller)))?;
        answer.recv().unwrap_or_else(|_| {
            Err(WriteFailure::OutcomeUnknown("the writing lane failed unexpectedly".to_owned()).into())
        })
    }

    /// How the writing goes.
    pub fn statistics(&self) -> Statistics {
        let counters = self.open.lane.counters();
        Statistics {
            groups: counters.groups.load(Ordering::Relaxed),
            jobs: counters.jobs.load(Ordering::Relaxed),
            refused: counters.refused.load(Ordering::Relaxed),
            panicked: counters.panicked.load(Ordering::Relaxed),
            queue_length: self.open.lane.queue_length(),
            write_seconds_total: Duration::from_micros(counters.write_micros.load(Ordering::Relaxed)).as_secs_f64(),
            slow_writes: counters.slow_writes.load(Ordering::Relaxed),
        }
    }

    /// Refuses writes from now on; those that wait are still written. Reads go on.
    pub fn close(&self) {
        self.open.lane.close();
    }

    /// For a program that only fills its database, in large transactions on purpose: from now on slow writes are counted and
    /// not warned of.
    pub fn expect_slow_writes(&self) {
        self.open.lane.expect_slow_writes();
    }

    /// SQLite: looks again at how the data is distributed, as far as it has grown since; PostgreSQL does so by itself.
    /// What was planned for an empty database is slow on a filled one. Quick: it looks at samples.
    pub fn optimize<E>(&self) -> Result<(), E>
    where
        E: From<WriteFailure> + From<Error> + Send + 'static,
    {
        if self.engine() == Engine::Postgres {
            return Ok(());
        }
        // In the lane, which then plans by it itself.
        self.write(|conn| conn.batch_execute(OPTIMIZE).map_err(E::from))?;
        self.open.readers.renew();
        Ok(())
    }

    /// Whether writes are refused by now: long work ends early then.
    pub fn is_closed(&self) -> bool {
        self.open.lane.is_closed()
    }

    /// SQLite: folds the write-ahead log into the file, as far as running reads permit, so that the file can be copied.
    /// PostgreSQL does so by itself.
    pub fn checkpoint(&self) -> Result<(), Error> {
        if self.engine() == Engine::Postgres {
            return Ok(());
        }
        let mut conn = settings::connect(&self.open.settings, Purpose::Writing)
            .map_err(|error| Error::QueryBuilderError(Box::new(error)))?;
        conn.batch_execute("PRAGMA wal_checkpoint(TRUNCATE);")
    }
}

/// Looks at samples (0x10) of all tables (0x10000) that need it (0x02), and forgets what it saw in small ones: of a table known to
/// have ten rows SQLite reads all, by no index, until it is looked at again; what it does not know it takes to be large. (The first
/// `ANALYZE sqlite_schema` sees to it that `sqlite_stat1` is there, the second reads it anew.)
const OPTIMIZE: &str = "PRAGMA optimize = 0x10012; ANALYZE sqlite_schema; \
     DELETE FROM sqlite_stat1 WHERE CAST(stat AS INTEGER) < 1000; ANALYZE sqlite_schema;";

/// A connection of its own for what happens before the lane starts.
fn bare(settings: &Settings) -> Result<Conn, OpenError> {
    if settings
        .path()
        .is_some_and(|path| path.is_empty() || path.contains(":memory:"))
    {
        return Err(OpenError::InMemory);
    }
    settings::connect(settings, Purpose::Migrating).map_err(|error| OpenError::Connect {
        place: place_of(settings),
        reason: error.to_string(),
    })
}

/// The database for a person to recognise, without the password.
pub(crate) fn place_of(settings: &Settings) -> String {
    match (settings.path(), settings.url.rsplit_once('@')) {
        (Some(path), _) => path.to_owned(),
        (None, Some((_, host))) => format!("postgres://…@{host}"),
        (None, None) => settings.url.clone(),
    }
}
