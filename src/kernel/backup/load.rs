//! Taking a backup up into an empty database of either engine.
use crate::kernel::backup::BackupError;
use crate::kernel::backup::Counted;
use crate::kernel::backup::FILES;
use crate::kernel::backup::LEFT_OUT;
use crate::kernel::backup::Manifest;
use crate::kernel::backup::archive;
use crate::kernel::backup::columns;
use crate::kernel::backup::fill::check_foreign_keys;
use crate::kernel::backup::fill::drop_foreign_keys;
use crate::kernel::backup::fill::drop_triggers;
use crate::kernel::backup::fill::insert_text;
use crate::kernel::backup::fill::make_foreign_keys;
use diesel::Connection;
use diesel::RunQueryDsl;
use diesel::connection::SimpleConnection;
use diesel::sql_query;
use diesel::sql_types::BigInt;
use diesel::sql_types::Text;
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fs::File;
use std::io::Write;
use std::path::Component;
use std::path::Path;
use std::path::PathBuf;
use tenon_db::Conn;
use tenon_db::Db;
use tenon_db::Engine;
use tenon_db::Schema;
use tenon_db::Settings;

#[derive(diesel::QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

/// Loads an archive: checked as a whole first, then rows and files in one transaction. The rows of an older program
/// are brought to this program's schema afterwards.
pub fn load(settings: &Settings, schema: &Schema, data_dir: &Path, path: &Path) -> Result<Counted, BackupError> {
    let manifest = archive::verified(path)?;
    let known = |name: &&String| {
        !schema
            .migrations
            .iter()
            .any(|migration| migration.name == name.as_str())
    };
    if let Some(newer) = manifest.migrations.iter().find(known) {
        return Err(BackupError::Newer(newer.clone()));
    }
    let as_stored = Schema {
        migrations: schema
            .migrations
            .get(..manifest.migrations.len())
            .unwrap_or(schema.migrations),
        ..*schema
    };
    Db::open(settings, &as_stored)?.close();
    let mut conn = Conn::establish(&settings.url).map_err(|error| BackupError::Unreachable(error.to_string()))?;
    let counted = fill(&mut conn, &manifest, data_dir, path)?;
    drop(conn);
    // Makes the triggers again, and whatever this program has added since.
    Db::open(settings, schema)?.close();
    Ok(counted)
}

fn fill(conn: &mut Conn, manifest: &Manifest, data_dir: &Path, path: &Path) -> Result<Counted, BackupError> {
    require_empty(conn)?;
    if conn.engine() == Engine::Sqlite {
        conn.batch_execute("PRAGMA foreign_keys = OFF")?;
    }
    conn.batch_execute("BEGIN")?;
    // Files first: rows that are committed never name a file that is not on the disk. One without a row does no harm.
    let filled = fill_rows(conn, manifest, path).and_then(|counted| {
        let file_count = fill_files(data_dir, path)?;
        Ok(Counted { file_count, ..counted })
    });
    match &filled {
        Ok(_) => conn.batch_execute("COMMIT")?,
        Err(_) => conn.batch_execute("ROLLBACK")?,
    }
    filled
}

/// Writes the stored files, through to the disk.
fn fill_files(data_dir: &Path, path: &Path) -> Result<usize, BackupError> {
    let mut count = 0;
    let mut folders: BTreeSet<PathBuf> = BTreeSet::new();
    archive::each_member(path, |name, bytes| {
        let Some(below) = name.strip_prefix(&format!("{FILES}/")) else {
            return Ok(());
        };
        let below = Path::new(below);
        if below.components().any(|part| !matches!(part, Component::Normal(_))) {
            return Err(BackupError::Damaged(format!("{name} is no path of a stored file")));
        }
        let file = data_dir.join(FILES).join(below);
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder)?;
            folders.insert(folder.to_owned());
        }
        let mut file = File::create(file)?;
        file.write_all(&bytes)?;
        file.sync_all()?;
        count += 1;
        Ok(())
    })?;
    for folder in folders {
        sync_folder(&folder)?;
    }
    Ok(count)
}

/// A file's name is on the disk once its folder is.
fn sync_folder(folder: &Path) -> std::io::Result<()> {
    if cfg!(unix) {
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}

fn require_empty(conn: &mut Conn) -> Result<(), BackupError> {
    for table in columns::tables(conn)? {
        if LEFT_OUT.contains(&table.as_str()) {
            continue;
        }
        let any: Count = sql_query(format!(
            "SELECT COUNT(*) AS n FROM (SELECT 1 FROM \"{table}\" LIMIT 1) AS rows"
        ))
        .get_result(conn)?;
        if any.n > 0 {
            return Err(BackupError::NotEmpty(table));
        }
    }
    Ok(())
}

fn fill_rows(conn: &mut Conn, manifest: &Manifest, path: &Path) -> Result<Counted, BackupError> {
    drop_triggers(conn)?;
    let foreign_keys = drop_foreign_keys(conn)?;
    let mut inserts: BTreeMap<String, String> = BTreeMap::new();
    for (table, facts) in &manifest.tables {
        inserts.insert(table.clone(), insert_text(conn, table, &facts.columns)?);
    }
    let mut counted = Counted {
        table_count: manifest.tables.len(),
        ..Counted::default()
    };
    archive::each_member(path, |name, bytes| {
        let Some((table, _)) = name.strip_prefix("rows/").and_then(|name| name.split_once('/')) else {
            return Ok(());
        };
        let damaged = || BackupError::Damaged(format!("{name} is of no table"));
        let insert = inserts.get(table).ok_or_else(damaged)?;
        let lines = String::from_utf8(bytes).map_err(|_| damaged())?;
        let rows = sql_query(insert)
            .bind::<Text, _>(format!("[{}]", lines.replace('\n', ",")))
            .execute(conn)?;
        counted.row_count += u64::try_from(rows).unwrap_or(u64::MAX);
        Ok(())
    })?;
    let wanted: u64 = manifest.tables.values().map(|facts| facts.row_count).sum();
    if counted.row_count != wanted {
        return Err(BackupError::Damaged(format!(
            "{} rows of {wanted} are there",
            counted.row_count
        )));
    }
    make_foreign_keys(conn, &foreign_keys)?;
    check_foreign_keys(conn)?;
    Ok(counted)
}
