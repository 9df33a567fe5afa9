//! Writing finished rows, table by table, past what checks each act as it happens: for restoring a backup and for filling
//! a database to measure.
use crate::kernel::backup::BackupError;
use crate::kernel::backup::columns;
use crate::kernel::backup::columns::Column;
use diesel::QueryResult;
use diesel::RunQueryDsl;
use diesel::connection::SimpleConnection;
use diesel::sql_query;
use diesel::sql_types::BigInt;
use diesel::sql_types::Text;
use tenon_db::Conn;
use tenon_db::Engine;

#[derive(diesel::QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

/// An index or a key: how it goes and how it comes again.
#[derive(diesel::QueryableByName)]
pub struct Script {
    #[diesel(sql_type = Text)]
    drop_it: String,
    #[diesel(sql_type = Text)]
    make_it: String,
}

/// How a key is held against the rows that are there.
#[derive(diesel::QueryableByName)]
struct Validation {
    #[diesel(sql_type = Text)]
    check_it: String,
}

/// The statement that inserts rows given as one JSON list of lists of texts, in the order of the columns named.
pub fn insert_text(conn: &mut Conn, table: &str, stored: &[String]) -> Result<String, BackupError> {
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
        values.push(columns::from_list(engine, column, place));
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
pub fn drop_triggers(conn: &mut Conn) -> QueryResult<()> {
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
pub fn drop_foreign_keys(conn: &mut Conn) -> QueryResult<Vec<Script>> {
    if conn.engine() == Engine::Sqlite {
        return Ok(Vec::new());
    }
    let keys: Vec<Script> = sql_query(
        "SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) AS drop_it,
                format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
                    || CASE WHEN convalidated THEN ' NOT VALID' ELSE '' END AS make_it
         FROM pg_constraint WHERE contype = 'f' AND connamespace = current_schema()::regnamespace",
    )
    .load(conn)?;
    for key in &keys {
        conn.batch_execute(&key.drop_it)?;
    }
    Ok(keys)
}

/// Makes the keys again: they hold for what comes from now on, [`check_foreign_keys`] looks at what is there.
pub fn make_foreign_keys(conn: &mut Conn, keys: &[Script]) -> QueryResult<()> {
    for key in keys {
        conn.batch_execute(&key.make_it)?;
    }
    Ok(())
}

/// Finds what points nowhere.
pub fn check_foreign_keys(conn: &mut Conn) -> Result<(), BackupError> {
    match conn.engine() {
        Engine::Sqlite => {
            let dangling: Count = sql_query("SELECT COUNT(*) AS n FROM pragma_foreign_key_check").get_result(conn)?;
            if dangling.n > 0 {
                return Err(BackupError::Damaged(format!(
                    "{} rows point to rows that do not exist",
                    dangling.n
                )));
            }
        }
        Engine::Postgres => {
            let unchecked: Vec<Validation> = sql_query(
                "SELECT format('ALTER TABLE %s VALIDATE CONSTRAINT %I', conrelid::regclass, conname) AS check_it
                 FROM pg_constraint
                 WHERE contype = 'f' AND NOT convalidated AND connamespace = current_schema()::regnamespace",
            )
            .load(conn)?;
            for key in unchecked {
                conn.batch_execute(&key.check_it)?;
            }
        }
    }
    Ok(())
}
