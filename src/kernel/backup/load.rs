//! Taking a backup up into an empty database of either engine.
use crate::kernel::backup::BackupError;
use crate::kernel::backup::Counted;
use crate::kernel::backup::FILES;
use crate::kernel::backup::LEFT_OUT;
use crate::kernel::backup::Manifest;
use crate::kernel::backup::archive;
use crate::kernel::backup::columns;
use crate::kernel::backup::columns::Column;
use diesel::Connection;
use diesel::QueryResult;
use diesel::RunQueryDsl;
use diesel::connection::SimpleConnection;
use diesel::sql_query;
use diesel::sql_types::BigInt;
use diesel::sql_types::Text;
use std::collections::BTreeMap;
use std::path::Component;
use std::path::Path;
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

#[derive(diesel::QueryableByName)]
struct Script {
    #[diesel(sql_type = Text)]
    drop_it: String,
    #[diesel(sql_type = Text)]
    make_it: String,
}

/// Loads an archive: checked as a whole first, then rows in one transaction, then files. The rows of an older program
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
    let filled = fill_rows(conn, manifest, path);
    match &filled {
        Ok(_) => conn.batch_execute("COMMIT")?,
        Err(_) => conn.batch_execute("ROLLBACK")?,
    }
    let mut counted = filled?;
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
        }
        std::fs::write(file, bytes)?;
        counted.file_count += 1;
        Ok(())
    })?;
    Ok(counted)
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
    restore_foreign_keys(conn, &foreign_keys)?;
    Ok(counted)
}

fn insert_text(conn: &mut Conn, table: &str, stored: &[String]) -> Result<String, BackupError> {
    let engine = conn.engine();
    let known = columns::columns(conn, table)?;
    let mut names = Vec::new();
    let mut values = Vec::new();
    for (place, name) in stored.iter().enumerate() {
        let column: &Column = known
            .iter()
            .find(|column| &column.name == name)
            .ok_or_else(|| BackupError::Damaged(format!("{table} has no column {name}")))?;
        names.push(format!("\"{name}\""));
        values.push(columns::from_text(engine, column, place));
    }
    let rows = match engine {
        Engine::Sqlite => "json_each($1) AS row",
        Engine::Postgres => "json_array_elements($1::json) AS row(value)",
    };
    Ok(format!(
        "INSERT INTO \"{table}\" ({}) SELECT {} FROM {rows}",
        names.join(", "),
        values.join(", ")
    ))
}

/// The triggers check each posting as it happens; here finished ones come. Opening the database makes them again.
fn drop_triggers(conn: &mut Conn) -> QueryResult<()> {
    let query = match conn.engine() {
        Engine::Sqlite => {
            "SELECT 'DROP TRIGGER \"' || name || '\"' AS drop_it, '' AS make_it FROM sqlite_master WHERE type = 'trigger'"
        }
        Engine::Postgres => {
            "SELECT format('DROP TRIGGER %I ON %s', tgname, tgrelid::regclass) AS drop_it, '' AS make_it
             FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
             WHERE NOT tgisinternal AND relnamespace = current_schema()::regnamespace"
        }
    };
    let scripts: Vec<Script> = sql_query(query).load(conn)?;
    for script in scripts {
        conn.batch_execute(&script.drop_it)?;
    }
    conn.batch_execute("DELETE FROM schema_trigger")
}

/// Rows come table by table, so what they point to may come later. PostgreSQL's keys go and are made again afterwards;
/// SQLite's sleep.
fn drop_foreign_keys(conn: &mut Conn) -> QueryResult<Vec<Script>> {
    if conn.engine() == Engine::Sqlite {
        return Ok(Vec::new());
    }
    let keys: Vec<Script> = sql_query(
        "SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) AS drop_it,
                format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) AS make_it
         FROM pg_constraint WHERE contype = 'f' AND connamespace = current_schema()::regnamespace",
    )
    .load(conn)?;
    for key in &keys {
        conn.batch_execute(&key.drop_it)?;
    }
    Ok(keys)
}

fn restore_foreign_keys(conn: &mut Conn, keys: &[Script]) -> Result<(), BackupError> {
    for key in keys {
        conn.batch_execute(&key.make_it)?;
    }
    if conn.engine() == Engine::Sqlite {
        let dangling: Count = sql_query("SELECT COUNT(*) AS n FROM pragma_foreign_key_check").get_result(conn)?;
        if dangling.n > 0 {
            return Err(BackupError::Damaged(format!(
                "{} rows point to rows that do not exist",
                dangling.n
            )));
        }
    }
    Ok(())
}
