//! Where a test's database is, on the engine that DATABASE names: made empty or as a copy of another, and removed.
use diesel::Connection;
use diesel::connection::SimpleConnection;
use std::path::PathBuf;
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering;
use tenon_db::Conn;

static NEXT: AtomicU32 = AtomicU32::new(1);

/// The database of one world: a file in a folder of its own, or one of a server.
pub enum Place {
    Folder(PathBuf),
    Server { admin: String, name: String },
}

impl Place {
    pub fn name() -> String {
        format!(
            "tenon_house_{}_{}",
            std::process::id(),
            NEXT.fetch_add(1, Ordering::Relaxed)
        )
    }

    pub fn server(name: String) -> Place {
        let admin = std::env::var("TENON_TEST_POSTGRES");
        let admin = admin.expect("TENON_TEST_POSTGRES is the URL of a PostgreSQL server; ./test starts one");
        Place::Server { admin, name }
    }

    pub fn new() -> Place {
        match std::env::var("DATABASE").as_deref() {
            Ok("postgres") => Place::server(Place::name()),
            Ok("sqlite") | Err(_) => Place::Folder(std::env::temp_dir().join(Place::name())),
            Ok(other) => panic!("DATABASE is {other}: give sqlite or postgres"),
        }
    }

    pub fn url(&self) -> String {
        match self {
            Place::Folder(folder) => format!("sqlite:{}", folder.join("tenon.sqlite").display()),
            Place::Server { admin, name } => {
                let (server, _) = admin.rsplit_once('/').unwrap();
                format!("{server}/{name}")
            }
        }
    }

    pub fn data_dir(&self) -> PathBuf {
        match self {
            Place::Folder(folder) => folder.clone(),
            Place::Server { name, .. } => std::env::temp_dir().join(name),
        }
    }

    /// Makes it empty, or as a copy of another.
    pub fn make(&self, from: Option<&Place>) {
        std::fs::create_dir_all(self.data_dir()).unwrap();
        match (self, from) {
            (Place::Folder(folder), Some(Place::Folder(template))) => {
                std::fs::copy(template.join("tenon.sqlite"), folder.join("tenon.sqlite")).unwrap();
            }
            (Place::Server { name, .. }, Some(Place::Server { name: template, .. })) => {
                self.outside(&format!("CREATE DATABASE {name} TEMPLATE {template}"));
            }
            (Place::Server { name, .. }, _) => self.outside(&format!("CREATE DATABASE {name}")),
            (Place::Folder(_), _) => {}
        }
    }

    pub fn outside(&self, sql: &str) {
        if let Place::Server { admin, .. } = self {
            Conn::establish(admin).unwrap().batch_execute(sql).unwrap();
        }
    }

    pub fn remove(&self) {
        let _ = std::fs::remove_dir_all(self.data_dir());
        if let Place::Server { name, .. } = self {
            self.outside(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
        }
    }
}
