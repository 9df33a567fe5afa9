//! Where the database is, which engine that means, and how each kind of connection is set up.

use diesel::Connection;
use diesel::ConnectionError;
use diesel::ConnectionResult;
use diesel::connection::SimpleConnection;
use diesel::pg::PgConnection;
use diesel::sqlite::SqliteConnection;

use crate::conn::Conn;

/// The two engines. SQLite is the embedded default, PostgreSQL the way past one machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Engine {
    /// A file beside the program.
    #[default]
    Sqlite,
    /// A server of its own.
    Postgres,
}

/// Which database to open.
#[derive(Debug, Clone)]
pub struct Settings {
    /// `sqlite:PATH`, a bare path, or `postgres://user@host:port/name`.
    pub url: String,
    /// How many reading connections there are at most; at least one.
    pub readers: usize,
}

impl Settings {
    /// The engine that the URL's scheme means.
    pub fn engine(&self) -> Engine {
        engine_of(&self.url)
    }

    /// The file of a SQLite database, `None` for PostgreSQL.
    pub fn path(&self) -> Option<&str> {
        (self.engine() == Engine::Sqlite).then(|| path_of(&self.url))
    }
}

fn engine_of(url: &str) -> Engine {
    if url.starts_with("postgres://") || url.starts_with("postgresql://") {
        Engine::Postgres
    } else {
        Engine::Sqlite
    }
}

fn path_of(url: &str) -> &str {
    url.strip_prefix("sqlite://")
        .or_else(|| url.strip_prefix("sqlite:"))
        .unwrap_or(url)
}

/// What a connection is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    Writing,
    Reading,
    Migrating,
}

/// How long SQLite waits for a lock that another process holds, in milliseconds.
const SQLITE_BUSY_TIMEOUT_MS: u32 = 10_000;

/// Full durability on both kinds of connection. The cache is per connection (negative: KiB), the mapping is shared.
const SQLITE_EVERY: &str = "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA mmap_size = 67108864;";
/// The log is brought into the file every 8,000 pages: pages written often are copied once for many transactions.
const SQLITE_WRITING: &str =
    "PRAGMA cache_size = -32000; PRAGMA journal_size_limit = 67108864; PRAGMA wal_autocheckpoint = 8000;";
/// Only readers sort in memory. Told so, a writer would keep what its savepoints can take back in pieces of 1 KiB, and walk all of
/// them at the end of each statement: a quarter of the time of a large write. Left alone it keeps 64 KiB in one piece, and what is
/// more in a file without a name.
const SQLITE_READING: &str = "PRAGMA cache_size = -8000; PRAGMA query_only = 1; PRAGMA temp_store = MEMORY;";
/// Rebuilding a table drops the old one; what points to it is checked afterwards.
const SQLITE_MIGRATING: &str = "PRAGMA foreign_keys = OFF;";

/// libpq's side of noticing a dead server (seconds, and milliseconds for unacknowledged data).
const POSTGRES_PARAMETERS: &[(&str, &str)] = &[
    ("connect_timeout", "10"),
    ("keepalives", "1"),
    ("keepalives_idle", "10"),
    ("keepalives_interval", "5"),
    ("keepalives_count", "3"),
    ("tcp_user_timeout", "20000"),
    ("application_name", "tenon"),
];

/// PostgreSQL's side of noticing a dead program: a server that dies with the lane in hand must not keep it.
const POSTGRES_EVERY: &str = "SET client_min_messages = warning; SET tcp_keepalives_idle = 10; \
     SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3;";
const POSTGRES_WRITING: &str = "SET idle_in_transaction_session_timeout = '10s';";
const POSTGRES_READING: &str = "SET default_transaction_read_only = on; \
     SET idle_in_transaction_session_timeout = '60s';";

/// Opens a connection and sets it up for its purpose.
pub(crate) fn connect(settings: &Settings, purpose: Purpose) -> ConnectionResult<Conn> {
    let mut conn = establish(&settings.url)?;
    set_up(&mut conn, purpose).map_err(ConnectionError::CouldntSetupConfiguration)?;
    Ok(conn)
}

/// Opens a bare connection to the engine that the URL means.
pub(crate) fn establish(url: &str) -> ConnectionResult<Conn> {
    match engine_of(url) {
        Engine::Sqlite => SqliteConnection::establish(path_of(url)).map(Conn::sqlite),
        Engine::Postgres => PgConnection::establish(&with_parameters(url)).map(Conn::postgres),
    }
}

fn set_up(conn: &mut Conn, purpose: Purpose) -> diesel::QueryResult<()> {
    if conn.engine() == Engine::Postgres {
        conn.batch_execute(POSTGRES_EVERY)?;
        return match purpose {
            Purpose::Writing => conn.batch_execute(POSTGRES_WRITING),
            Purpose::Reading => conn.batch_execute(POSTGRES_READING),
            Purpose::Migrating => Ok(()),
        };
    }
    // The timeout first: the statements after it can meet a lock themselves.
    conn.batch_execute(&format!("PRAGMA busy_timeout = {SQLITE_BUSY_TIMEOUT_MS};"))?;
    if purpose != Purpose::Reading {
        conn.batch_execute("PRAGMA journal_mode = WAL;")?;
    }
    conn.batch_execute(SQLITE_EVERY)?;
    conn.batch_execute(match purpose {
        Purpose::Writing => SQLITE_WRITING,
        Purpose::Reading => SQLITE_READING,
        Purpose::Migrating => SQLITE_MIGRATING,
    })
}

/// Adds what the URL does not say itself.
fn with_parameters(url: &str) -> String {
    let mut full = url.to_owned();
    for (name, value) in POSTGRES_PARAMETERS {
        let is_given = url.contains(&format!("?{name}=")) || url.contains(&format!("&{name}="));
        if !is_given {
            full.push(if full.contains('?') { '&' } else { '?' });
            full.push_str(&format!("{name}={value}"));
        }
    }
    full
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scheme_names_the_engine() {
        for url in ["tenon.db", "sqlite:tenon.db", "sqlite://tenon.db"] {
            assert_eq!((engine_of(url), path_of(url)), (Engine::Sqlite, "tenon.db"));
        }
        assert_eq!(engine_of("postgres://localhost/tenon"), Engine::Postgres);
        assert_eq!(engine_of("postgresql://localhost/tenon"), Engine::Postgres);
    }

    #[test]
    fn given_parameters_stay() {
        let full = with_parameters("postgres://me@host/tenon?connect_timeout=3");
        assert_eq!(full.matches("connect_timeout").count(), 1);
        assert!(full.contains("&keepalives=1&"));
        assert!(with_parameters("postgres://host/tenon").contains("tenon?connect_timeout=10&"));
    }
}
