//! A fresh database on each engine for every test.

use std::path::PathBuf;
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering;

use diesel::Connection;
use diesel::connection::SimpleConnection;
use tenon_db::Conn;
use tenon_db::Db;
use tenon_db::Engine;
use tenon_db::Schema;
use tenon_db::Settings;
use tenon_db::WriteFailure;

static NEXT: AtomicU32 = AtomicU32::new(1);

/// An error as the house has one.
#[derive(Debug, PartialEq)]
pub enum Failure {
    Refused(&'static str),
    Write(WriteFailure),
    Database(String),
}

impl From<WriteFailure> for Failure {
    fn from(failure: WriteFailure) -> Failure {
        Failure::Write(failure)
    }
}

impl From<diesel::result::Error> for Failure {
    fn from(error: diesel::result::Error) -> Failure {
        Failure::Database(error.to_string())
    }
}

/// One empty database; it goes when the test ends.
pub struct World {
    pub settings: Settings,
    place: Place,
}

enum Place {
    Folder(PathBuf),
    Server { admin: String, name: String },
}

/// Runs a test on SQLite and on PostgreSQL.
pub fn on_both(test: impl Fn(&World)) {
    test(&World::sqlite());
    if let Some(world) = World::postgres() {
        test(&world);
    }
}

impl World {
    pub fn sqlite() -> World {
        let name = format!(
            "tenon-db-{}-{}",
            std::process::id(),
            NEXT.fetch_add(1, Ordering::Relaxed)
        );
        let folder = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&folder).unwrap();
        let url = format!("sqlite:{}", folder.join("test.db").display());
        World {
            settings: Settings { url, readers: 3 },
            place: Place::Folder(folder),
        }
    }

    /// `None` only if the environment says so.
    pub fn postgres() -> Option<World> {
        let admin = match std::env::var("TENON_TEST_POSTGRES") {
            Ok(admin) if admin == "none" => {
                println!("TENON_TEST_POSTGRES=none: PostgreSQL is left out");
                return None;
            }
            Ok(admin) => admin,
            Err(_) => panic!("set TENON_TEST_POSTGRES to the URL of a PostgreSQL server, or to none to leave it out"),
        };
        let name = format!(
            "tenon_db_{}_{}",
            std::process::id(),
            NEXT.fetch_add(1, Ordering::Relaxed)
        );
        let mut conn = Conn::establish(&admin).unwrap();
        conn.batch_execute(&format!("CREATE DATABASE {name}")).unwrap();
        let url = with_name(&admin, &name);
        Some(World {
            settings: Settings { url, readers: 3 },
            place: Place::Server { admin, name },
        })
    }

    pub fn engine(&self) -> Engine {
        self.settings.engine()
    }

    pub fn conn(&self) -> Conn {
        Conn::establish(&self.settings.url).unwrap()
    }

    pub fn open(&self, schema: &Schema) -> Db {
        Db::open(&self.settings, schema).unwrap()
    }

    /// Runs SQL that is about this database from outside it (PostgreSQL).
    pub fn run_outside(&self, sql: &str) {
        if let Place::Server { admin, name } = &self.place {
            let mut conn = Conn::establish(admin).unwrap();
            conn.batch_execute(&sql.replace("{name}", name)).unwrap();
        }
    }
}

impl Drop for World {
    fn drop(&mut self) {
        match &self.place {
            Place::Folder(folder) => {
                let _ = std::fs::remove_dir_all(folder);
            }
            Place::Server { .. } => self.run_outside("DROP DATABASE {name} WITH (FORCE)"),
        }
    }
}

/// The server's URL with another database name.
fn with_name(admin: &str, name: &str) -> String {
    let (address, parameters) = admin
        .split_once('?')
        .map_or((admin, None), |(address, rest)| (address, Some(rest)));
    let (server, _) = address.rsplit_once('/').unwrap();
    match parameters {
        Some(parameters) => format!("{server}/{name}?{parameters}"),
        None => format!("{server}/{name}"),
    }
}
