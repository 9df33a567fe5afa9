//! Brings a database to the program's schema: every migration once, in order, each in its own transaction, then the
//! triggers that keep the laws of the database.

use std::collections::HashSet;

use diesel::QueryResult;
use diesel::RunQueryDsl;
use diesel::connection::SimpleConnection;
use diesel::result::DatabaseErrorKind;
use diesel::result::Error;
use diesel::sql_types::BigInt;
use diesel::sql_types::Text;

use crate::conn::Conn;
use crate::error::OpenError;
use crate::settings::Engine;

/// Everything the program knows of its tables.
#[derive(Debug, Clone, Copy)]
pub struct Schema {
    /// In the order in which they run.
    pub migrations: &'static [Migration],
    /// Drops and makes the triggers; run after migrations, and when its text has changed.
    pub triggers_sqlite: &'static str,
    /// The same for PostgreSQL.
    pub triggers_postgres: &'static str,
    /// Tables that seldom change: the lane may remember what it read of them ([`Conn::remembered`]).
    pub remembered: &'static [&'static str],
}

/// One step of the schema: what both engines share, and what only one of them takes. Any text may be empty.
#[derive(Debug, Clone, Copy)]
pub struct Migration {
    /// `<stamp>_<what>`; never changed once released.
    pub name: &'static str,
    /// Runs first, on both engines.
    pub up_common: &'static str,
    /// Undoes `up_common`, last.
    pub down_common: &'static str,
    /// Runs second, on SQLite.
    pub up_sqlite: &'static str,
    /// Undoes `up_sqlite`, first.
    pub down_sqlite: &'static str,
    /// Runs second, on PostgreSQL.
    pub up_postgres: &'static str,
    /// Undoes `up_postgres`, first.
    pub down_postgres: &'static str,
}

/// PostgreSQL: of several servers starting at once, one migrates and the others wait.
const MIGRATION_LOCK: i64 = 0x7E00_0002;

const BOOKKEEPING: &str = "\
    CREATE TABLE IF NOT EXISTS schema_migration (name TEXT NOT NULL PRIMARY KEY, applied_at TIMESTAMP NOT NULL);\
    CREATE TABLE IF NOT EXISTS schema_trigger (script TEXT NOT NULL);\
    CREATE TABLE IF NOT EXISTS setup_version (version BIGINT NOT NULL);\
    INSERT INTO setup_version (version) SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM setup_version);";

#[derive(diesel::QueryableByName)]
struct Name {
    #[diesel(sql_type = Text)]
    name: String,
}

#[derive(diesel::QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

/// Runs what is missing. The connection should be a bare one of its own ([`diesel::Connection::establish`]).
pub fn run(conn: &mut Conn, schema: &Schema) -> Result<(), OpenError> {
    let locked = lock(conn)
        .and_then(|()| conn.batch_execute(BOOKKEEPING))
        .and_then(|()| applied(conn));
    let done = locked.map_err(|error| failed("bookkeeping", &error))?;
    refuse_unknown(&done, schema)?;
    let done: HashSet<&str> = done.iter().map(String::as_str).collect();
    let mut is_changed = false;
    for migration in schema
        .migrations
        .iter()
        .filter(|migration| !done.contains(migration.name))
    {
        in_transaction(conn, |conn| up(conn, migration)).map_err(|error| failed(migration.name, &error))?;
        is_changed = true;
    }
    remake_triggers(conn, schema, is_changed).map_err(|error| OpenError::Triggers(error.to_string()))?;
    unlock(conn).map_err(|error| failed("bookkeeping", &error))
}

/// Takes back the newest `steps` migrations, newest first. Only tests do this: released migrations go forward.
pub fn down(conn: &mut Conn, schema: &Schema, steps: usize) -> Result<(), OpenError> {
    let done = applied(conn).map_err(|error| failed("bookkeeping", &error))?;
    refuse_unknown(&done, schema)?;
    let newest = schema
        .migrations
        .iter()
        .rev()
        .filter(|migration| done.iter().any(|name| name == migration.name));
    for migration in newest.take(steps) {
        let taken_back = in_transaction(conn, |conn| {
            let own = match conn.engine() {
                Engine::Sqlite => migration.down_sqlite,
                Engine::Postgres => migration.down_postgres,
            };
            execute(conn, own)?;
            execute(conn, migration.down_common)?;
            diesel::sql_query("DELETE FROM schema_migration WHERE name = $1")
                .bind::<Text, _>(migration.name)
                .execute(conn)?;
            // Triggers go with their tables: the next run makes them again.
            conn.batch_execute("DELETE FROM schema_trigger")
        });
        taken_back.map_err(|error| failed(migration.name, &error))?;
    }
    Ok(())
}

/// Refuses a database that a newer program has migrated, and one without any migration.
pub fn refuse_newer(conn: &mut Conn, schema: &Schema) -> Result<(), OpenError> {
    let done = applied(conn).map_err(|error| failed("bookkeeping", &error))?;
    refuse_unknown(&done, schema)
}

/// The names of the migrations that have run, in order.
fn applied(conn: &mut Conn) -> QueryResult<Vec<String>> {
    let names: Vec<Name> = diesel::sql_query("SELECT name FROM schema_migration ORDER BY name").load(conn)?;
    Ok(names.into_iter().map(|row| row.name).collect())
}

fn refuse_unknown(done: &[String], schema: &Schema) -> Result<(), OpenError> {
    let is_unknown = |name: &&String| {
        !schema
            .migrations
            .iter()
            .any(|migration| migration.name == name.as_str())
    };
    let unknown: Vec<&str> = done.iter().filter(is_unknown).map(String::as_str).collect();
    if unknown.is_empty() {
        Ok(())
    } else {
        Err(OpenError::Newer {
            names: unknown.join(", "),
        })
    }
}

fn up(conn: &mut Conn, migration: &Migration) -> QueryResult<()> {
    // Another process can have been faster between the look and the lock (SQLite).
    if applied(conn)?.iter().any(|name| name == migration.name) {
        return Ok(());
    }
    execute(conn, migration.up_common)?;
    let own = match conn.engine() {
        Engine::Sqlite => migration.up_sqlite,
        Engine::Postgres => migration.up_postgres,
    };
    execute(conn, own)?;
    refuse_dangling(conn)?;
    diesel::sql_query("INSERT INTO schema_migration (name, applied_at) VALUES ($1, CURRENT_TIMESTAMP)")
        .bind::<Text, _>(migration.name)
        .execute(conn)?;
    Ok(())
}

/// On SQLite foreign keys sleep during a migration; what it left dangling refuses it.
fn refuse_dangling(conn: &mut Conn) -> QueryResult<()> {
    if conn.engine() == Engine::Postgres {
        return Ok(());
    }
    let dangling: Count = diesel::sql_query("SELECT COUNT(*) AS n FROM pragma_foreign_key_check").get_result(conn)?;
    if dangling.n == 0 {
        return Ok(());
    }
    let reason = format!("{} rows point to rows that do not exist", dangling.n);
    Err(Error::DatabaseError(
        DatabaseErrorKind::ForeignKeyViolation,
        Box::new(reason),
    ))
}

fn remake_triggers(conn: &mut Conn, schema: &Schema, is_changed: bool) -> QueryResult<()> {
    let own = match conn.engine() {
        Engine::Sqlite => schema.triggers_sqlite,
        Engine::Postgres => schema.triggers_postgres,
    };
    let script = format!("{own}{}", counting_triggers(conn.engine(), schema.remembered));
    let made: Vec<Name> = diesel::sql_query("SELECT script AS name FROM schema_trigger").load(conn)?;
    if !is_changed && made.iter().any(|made| made.name == script) {
        return Ok(());
    }
    in_transaction(conn, |conn| {
        execute(conn, &script)?;
        conn.batch_execute("DELETE FROM schema_trigger")?;
        diesel::sql_query("INSERT INTO schema_trigger (script) VALUES ($1)")
            .bind::<Text, _>(&script)
            .execute(conn)?;
        Ok(())
    })
}

/// What counts the changes of tables in `setup_version`: what was remembered under another number is read anew.
fn counting_triggers(engine: Engine, tables: &[&str]) -> String {
    let mut script = String::new();
    if engine == Engine::Postgres && !tables.is_empty() {
        script.push_str(
            "CREATE OR REPLACE FUNCTION count_change() RETURNS trigger LANGUAGE plpgsql AS $$ \
             BEGIN UPDATE setup_version SET version = version + 1; RETURN NULL; END $$;\n",
        );
    }
    for table in tables {
        match engine {
            Engine::Sqlite => {
                for verb in ["INSERT", "UPDATE", "DELETE"] {
                    let name = format!("{table}_counts_{}", verb.to_lowercase());
                    script.push_str(&format!(
                        "DROP TRIGGER IF EXISTS {name};\nCREATE TRIGGER {name} AFTER {verb} ON {table} \
                         BEGIN UPDATE setup_version SET version = version + 1; END;\n"
                    ));
                }
            }
            Engine::Postgres => script.push_str(&format!(
                "DROP TRIGGER IF EXISTS {table}_counts ON {table};\nCREATE TRIGGER {table}_counts \
                 AFTER INSERT OR UPDATE OR DELETE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION count_change();\n"
            )),
        }
    }
    script
}

fn execute(conn: &mut Conn, script: &str) -> QueryResult<()> {
    if script.trim().is_empty() {
        return Ok(());
    }
    match conn.engine() {
        Engine::Sqlite => conn.batch_execute(&for_sqlite(script)),
        Engine::Postgres => conn.batch_execute(script),
    }
}

/// SQLite's row number is the key only if the column is an INTEGER: a BIGINT key would be a second index.
fn for_sqlite(script: &str) -> String {
    script
        .replace("BIGINT PRIMARY KEY", "INTEGER PRIMARY KEY")
        .replace("BIGINT NOT NULL PRIMARY KEY", "INTEGER NOT NULL PRIMARY KEY")
}

/// All or nothing, taking the lane's lock, so that no server writes meanwhile.
fn in_transaction(conn: &mut Conn, f: impl FnOnce(&mut Conn) -> QueryResult<()>) -> QueryResult<()> {
    conn.begin_writing()?;
    match f(conn) {
        Ok(()) => conn.commit(),
        Err(error) => {
            conn.roll_back_to(0)?;
            Err(error)
        }
    }
}

fn lock(conn: &mut Conn) -> QueryResult<()> {
    match conn.engine() {
        Engine::Sqlite => Ok(()),
        Engine::Postgres => conn.batch_execute(&format!("SELECT pg_advisory_lock({MIGRATION_LOCK})")),
    }
}

fn unlock(conn: &mut Conn) -> QueryResult<()> {
    match conn.engine() {
        Engine::Sqlite => Ok(()),
        Engine::Postgres => conn.batch_execute(&format!("SELECT pg_advisory_unlock({MIGRATION_LOCK})")),
    }
}

fn failed(name: &str, error: &Error) -> OpenError {
    OpenError::Migration {
        name: name.to_owned(),
        reason: error.to_string(),
    }
}
