//! Taking a backup.
use crate::kernel::backup::BackupError;
use crate::kernel::backup::Counted;
use crate::kernel::backup::FILES;
use crate::kernel::backup::LEFT_OUT;
use crate::kernel::backup::ROWS_AT_ONCE;
use crate::kernel::backup::TableFacts;
use crate::kernel::backup::archive::Writer;
use crate::kernel::backup::columns;
use crate::kernel::backup::columns::Column;
use crate::kernel::backup::stored_files;
use diesel::QueryResult;
use diesel::RunQueryDsl;
use diesel::connection::SimpleConnection;
use diesel::sql_query;
use diesel::sql_types::BigInt;
use diesel::sql_types::Text;
use std::path::Path;
use tenon_db::Conn;
use tenon_db::Db;
use tenon_db::Engine;

#[derive(diesel::QueryableByName)]
struct Line {
    /// SQLite's row number, from which the next part goes on; 0 on PostgreSQL.
    #[diesel(sql_type = BigInt)]
    place: i64,
    #[diesel(sql_type = Text)]
    line: String,
}

/// Writes every row and file into a new archive: rows from one snapshot, files afterwards (they are only ever added).
pub fn dump(db: &Db, data_dir: &Path, path: &Path) -> Result<Counted, BackupError> {
    let writer = Writer::create(path)?;
    let written = write(db, data_dir, writer);
    if written.is_err() {
        // Half an archive is none, and would stand in the way of the next one.
        std::fs::remove_file(path).unwrap_or_default();
    }
    written
}

fn write(db: &Db, data_dir: &Path, mut writer: Writer) -> Result<Counted, BackupError> {
    let mut counted = Counted::default();
    db.read(|conn| {
        writer.manifest.migrations = columns::migrations(conn)?;
        for table in columns::tables(conn)? {
            if LEFT_OUT.contains(&table.as_str()) {
                continue;
            }
            counted.row_count += dump_table(conn, &table, &mut writer)?;
            counted.table_count += 1;
        }
        Ok::<_, BackupError>(())
    })?;
    let folder = data_dir.join(FILES);
    for file in stored_files(data_dir)? {
        let name = format!("{FILES}/{}", file.to_string_lossy());
        writer.add(&name, &std::fs::read(folder.join(&file))?)?;
        counted.file_count += 1;
    }
    writer.finish()?;
    Ok(counted)
}

fn dump_table(conn: &mut Conn, table: &str, writer: &mut Writer) -> Result<u64, BackupError> {
    let columns = columns::columns(conn, table)?;
    let mut reader = TableReader::open(conn, table, &columns)?;
    let mut row_count = 0;
    for part in 1.. {
        let lines = reader.next(conn)?;
        if lines.is_empty() {
            break;
        }
        row_count += u64::try_from(lines.len()).unwrap_or(u64::MAX);
        writer.add(&format!("rows/{table}/{part:06}"), lines.join("\n").as_bytes())?;
    }
    reader.close(conn)?;
    let facts = TableFacts {
        columns: columns.into_iter().map(|column| column.name).collect(),
        row_count,
    };
    writer.manifest.tables.insert(table.to_owned(), facts);
    Ok(row_count)
}

/// Reads a table piece by piece: by row number on SQLite, through a cursor on PostgreSQL.
struct TableReader {
    query: String,
    last: i64,
}

impl TableReader {
    fn open(conn: &mut Conn, table: &str, columns: &[Column]) -> QueryResult<TableReader> {
        let engine = conn.engine();
        let texts: Vec<String> = columns.iter().map(|column| columns::as_text(engine, column)).collect();
        let texts = texts.join(", ");
        let query = match engine {
            Engine::Sqlite => format!(
                "SELECT rowid AS place, json_array({texts}) AS line FROM \"{table}\" WHERE rowid > $1 ORDER BY rowid LIMIT {ROWS_AT_ONCE}"
            ),
            Engine::Postgres => {
                let select =
                    format!("SELECT 0::bigint AS place, json_build_array({texts})::text AS line FROM \"{table}\"");
                conn.batch_execute(&format!("DECLARE backup_rows NO SCROLL CURSOR FOR {select}"))?;
                format!("FETCH {ROWS_AT_ONCE} FROM backup_rows")
            }
        };
        Ok(TableReader { query, last: i64::MIN })
    }

    fn next(&mut self, conn: &mut Conn) -> QueryResult<Vec<String>> {
        let lines: Vec<Line> = match conn.engine() {
            Engine::Sqlite => sql_query(&self.query).bind::<BigInt, _>(self.last).load(conn)?,
            Engine::Postgres => sql_query(&self.query).load(conn)?,
        };
        self.last = lines.last().map_or(self.last, |line| line.place);
        Ok(lines.into_iter().map(|line| line.line).collect())
    }

    fn close(self, conn: &mut Conn) -> QueryResult<()> {
        match conn.engine() {
            Engine::Sqlite => Ok(()),
            Engine::Postgres => conn.batch_execute("CLOSE backup_rows"),
        }
    }
}
