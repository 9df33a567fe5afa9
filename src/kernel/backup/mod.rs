//! Backup and restore: one archive of rows and files that either engine can take up, so it is also the way from SQLite to
//! PostgreSQL. It is taken from one snapshot while the server goes on serving.
//!
//! The archive is a gzipped tar: `rows/<table>/<part>` hold a JSON list of texts on each line, in the order of the
//! columns that `manifest.json`, its last member, names; `files/<path>` are the stored files. The manifest has the
//! SHA-256 of every member.
mod archive;
pub mod columns;
mod dump;
pub mod fill;
mod load;

pub use dump::dump;
pub use load::load;

use crate::kernel::files;
use serde::Deserialize;
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::Path;
use thiserror::Error;

/// Rows written or read at once.
const ROWS_AT_ONCE: usize = 2_000;
/// Rows of these tables belong to running servers and are left out.
const LEFT_OUT: &[&str] = &["server_slot", "schema_migration", "schema_trigger", "setup_version"];
/// Where stored files lie, below the data folder.
pub const FILES: &str = "files";
const MANIFEST: &str = "manifest.json";

/// Why a backup could not be taken or taken up.
#[derive(Debug, Error)]
pub enum BackupError {
    #[error("{0}")]
    File(#[from] std::io::Error),
    #[error("the database: {0}")]
    Database(#[from] diesel::result::Error),
    #[error("{0}")]
    Open(#[from] tenon_db::OpenError),
    #[error("the database cannot be reached: {0}")]
    Unreachable(String),
    #[error("the database is not empty ({0} has rows): restore into a fresh one")]
    NotEmpty(String),
    #[error("the archive is damaged: {0}")]
    Damaged(String),
    #[error("the archive is of a newer program (migration {0}): restore it with that program")]
    Newer(String),
}

/// The last member of an archive: what is in it.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Manifest {
    /// Names of the migrations the rows were stored under.
    migrations: Vec<String>,
    /// Columns of each table, and how many rows it has.
    tables: BTreeMap<String, TableFacts>,
    /// SHA-256 of each member, in hexadecimal.
    hashes: BTreeMap<String, String>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct TableFacts {
    columns: Vec<String>,
    row_count: u64,
}

/// How much was written or read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counted {
    pub table_count: usize,
    pub row_count: u64,
    pub file_count: usize,
}

/// The stored files of a data folder, as paths relative to [`FILES`], in order. What is only being uploaded has another
/// name than its hash and is left out.
fn stored_files(data_dir: &Path) -> std::io::Result<Vec<std::path::PathBuf>> {
    let folder = &data_dir.join(FILES);
    let is_stored = |path: &Path| {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        files::path_of(data_dir, name).is_some_and(|own| own == path)
    };
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        if !next.is_dir() {
            continue;
        }
        for entry in std::fs::read_dir(next)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(below) = path.strip_prefix(folder)
                && is_stored(&path)
            {
                found.push(below.to_owned());
            }
        }
    }
    found.sort();
    Ok(found)
}
