//! Databases that live as long as they are measured.
use diesel::Connection;
use diesel::RunQueryDsl;
use diesel::connection::SimpleConnection;
use diesel::sql_types::BigInt;
use std::path::Path;
use std::path::PathBuf;
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering;
use tenon_db::Conn;

static NEXT: AtomicU32 = AtomicU32::new(1);

/// One database with its data folder; both go when this is dropped.
#[derive(Debug)]
pub struct Place {
    pub folder: PathBuf,
    below: PathBuf,
    database: Database,
}

#[derive(Debug)]
enum Database {
    File,
    /// On this server, by this name.
    Server {
        server: String,
        name: String,
    },
}

fn fresh_name() -> String {
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    format!("tenon_bench_{}_{number}", std::process::id())
}

/// Server part and rest of a PostgreSQL URL, its last part being the database.
pub fn server_of(url: &str) -> Result<&str, String> {
    url.rsplit_once('/')
        .map(|(server, _)| server)
        .filter(|server| server.contains("://"))
        .ok_or_else(|| format!("\"{url}\" is no URL of PostgreSQL: give postgres://user:password@host/postgres"))
}

impl Place {
    /// An empty one in a file below a folder.
    pub fn sqlite(below: &Path) -> Result<Place, String> {
        Place::make(below, Database::File)
    }

    /// An empty one on a PostgreSQL server; the URL's own database is only used to make and drop others.
    pub fn postgres(below: &Path, url: &str) -> Result<Place, String> {
        let (server, name) = (url.to_owned(), fresh_name());
        order(&server, &format!("CREATE DATABASE {name}"))?;
        Place::make(below, Database::Server { server, name })
    }

    fn make(below: &Path, database: Database) -> Result<Place, String> {
        let folder = below.join(fresh_name());
        std::fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        Ok(Place {
            folder,
            below: below.to_owned(),
            database,
        })
    }

    /// A copy; nobody may be connected to this one.
    pub fn copy(&self) -> Result<Place, String> {
        match &self.database {
            Database::File => {
                let copy = Place::sqlite(&self.below)?;
                let (from, to) = (self.file(), copy.file());
                std::fs::copy(&from, &to).map_err(|error| format!("{}: {error}", to.display()))?;
                Ok(copy)
            }
            Database::Server { server, name } => {
                let copied = fresh_name();
                order(server, &format!("CREATE DATABASE {copied} TEMPLATE {name}"))?;
                let database = Database::Server {
                    server: server.clone(),
                    name: copied,
                };
                Place::make(&self.below, database)
            }
        }
    }

    fn file(&self) -> PathBuf {
        self.folder.join("tenon.sqlite")
    }

    pub fn url(&self) -> String {
        match &self.database {
            Database::File => format!("sqlite:{}", self.file().display()),
            Database::Server { server, name } => {
                let server = server_of(server).unwrap_or(server);
                format!("{server}/{name}")
            }
        }
    }

    /// PostgreSQL looks at how data is distributed by itself, some minutes after it came: here at once. On SQLite the
    /// product sees to it when it starts to serve.
    pub fn analyse(&self) -> Result<(), String> {
        match self.database {
            Database::File => Ok(()),
            Database::Server { .. } => order(&self.url(), "ANALYZE"),
        }
    }

    /// What it takes on the disk.
    pub fn bytes(&self) -> Result<u64, String> {
        match &self.database {
            Database::File => {
                let file = std::fs::metadata(self.file()).map_err(|error| error.to_string())?;
                Ok(file.len())
            }
            Database::Server { name, .. } => {
                let mut conn = Conn::establish(&self.url()).map_err(|error| error.to_string())?;
                let size = diesel::select(diesel::dsl::sql::<BigInt>(&format!("pg_database_size('{name}')")));
                let bytes: i64 = size.get_result(&mut conn).map_err(|error| error.to_string())?;
                Ok(bytes.unsigned_abs())
            }
        }
    }

    pub fn settings(&self, readers: usize) -> tenon_db::Settings {
        tenon_db::Settings {
            url: self.url(),
            readers,
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut failed = std::fs::remove_dir_all(&self.folder).map_err(|error| error.to_string());
        if let Database::Server { server, name } = &self.database {
            failed = failed.and(order(server, &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")));
        }
        if let Err(reason) = failed {
            tracing::warn!(reason, "a database of the bench stays behind");
        }
    }
}

/// Has a database do something.
fn order(url: &str, sql: &str) -> Result<(), String> {
    let mut conn = Conn::establish(url).map_err(|error| format!("the database does not answer: {error}"))?;
    conn.batch_execute(sql).map_err(|error| format!("{sql}: {error}"))
}
