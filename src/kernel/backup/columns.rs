//! Tables and columns as each engine tells them, and how a column becomes a text and a text becomes a column.
use diesel::QueryResult;
use diesel::RunQueryDsl;
use diesel::sql_query;
use diesel::sql_types::Text;
use tenon_db::Conn;
use tenon_db::Engine;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    Integer,
    Text,
    Boolean,
    Date,
    Timestamp,
}

#[derive(Debug, Clone)]
pub struct Column {
    pub name: String,
    pub holds: Holds,
}

#[derive(diesel::QueryableByName)]
struct NameRow {
    #[diesel(sql_type = Text)]
    name: String,
}

#[derive(diesel::QueryableByName)]
struct ColumnRow {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    kind: String,
}

/// Every table of the product, by name.
pub fn tables(conn: &mut Conn) -> QueryResult<Vec<String>> {
    let query = match conn.engine() {
        Engine::Sqlite => {
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
        }
        Engine::Postgres => {
            "SELECT tablename::text AS name FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename"
        }
    };
    let rows: Vec<NameRow> = sql_query(query).load(conn)?;
    Ok(rows.into_iter().map(|row| row.name).collect())
}

/// The migrations the rows are stored under, oldest first.
pub fn migrations(conn: &mut Conn) -> QueryResult<Vec<String>> {
    let rows: Vec<NameRow> = sql_query("SELECT name FROM schema_migration ORDER BY name").load(conn)?;
    Ok(rows.into_iter().map(|row| row.name).collect())
}

/// The columns of a table in their own order.
pub fn columns(conn: &mut Conn, table: &str) -> QueryResult<Vec<Column>> {
    let query = match conn.engine() {
        Engine::Sqlite => "SELECT name, lower(type) AS kind FROM pragma_table_info($1) ORDER BY cid",
        Engine::Postgres => {
            "SELECT column_name::text AS name, data_type::text AS kind FROM information_schema.columns
             WHERE table_schema = current_schema() AND table_name = $1 ORDER BY ordinal_position"
        }
    };
    let rows: Vec<ColumnRow> = sql_query(query).bind::<Text, _>(table).load(conn)?;
    Ok(rows
        .into_iter()
        .map(|row| Column {
            name: row.name,
            holds: holds(&row.kind),
        })
        .collect())
}

fn holds(kind: &str) -> Holds {
    match kind {
        "bigint" | "integer" | "smallint" => Holds::Integer,
        "boolean" => Holds::Boolean,
        "date" => Holds::Date,
        kind if kind.starts_with("timestamp") => Holds::Timestamp,
        _ => Holds::Text,
    }
}

/// A column as text: the same on both engines. Instants have three decimals.
pub fn as_text(engine: Engine, column: &Column) -> String {
    let name = format!("\"{}\"", column.name);
    match (engine, column.holds) {
        (_, Holds::Text) => name,
        (Engine::Sqlite, Holds::Boolean) => format!("CASE {name} WHEN 1 THEN 'true' WHEN 0 THEN 'false' END"),
        (Engine::Sqlite, Holds::Timestamp) => format!("strftime('%Y-%m-%d %H:%M:%f', {name})"),
        (Engine::Postgres, Holds::Timestamp) => format!("to_char({name}, 'YYYY-MM-DD HH24:MI:SS.MS')"),
        (_, Holds::Integer | Holds::Boolean | Holds::Date) => format!("CAST({name} AS TEXT)"),
    }
}

/// The column again from the `place`-th text of a JSON list.
pub fn from_list(engine: Engine, column: &Column, place: usize) -> String {
    let text = match engine {
        Engine::Sqlite => format!("json_extract(row.value, '$[{place}]')"),
        Engine::Postgres => format!("(row.value ->> {place})"),
    };
    from_text(engine, column, &text)
}

/// The column again from an expression that gives its text. On SQLite an instant loses decimals that are all zero, since
/// diesel writes it so and compares it as text.
pub fn from_text(engine: Engine, column: &Column, text: &str) -> String {
    match (engine, column.holds) {
        (_, Holds::Text) => text.to_owned(),
        (Engine::Sqlite, Holds::Integer) => format!("CAST({text} AS INTEGER)"),
        (Engine::Sqlite, Holds::Boolean) => format!("CASE {text} WHEN 'true' THEN 1 WHEN 'false' THEN 0 END"),
        (Engine::Sqlite, Holds::Timestamp) => format!("rtrim(replace({text} || '#', '.000#', '#'), '#')"),
        (Engine::Sqlite, Holds::Date) => text.to_owned(),
        (Engine::Postgres, Holds::Integer) => format!("{text}::bigint"),
        (Engine::Postgres, Holds::Boolean) => format!("{text}::boolean"),
        (Engine::Postgres, Holds::Date) => format!("{text}::date"),
        (Engine::Postgres, Holds::Timestamp) => format!("{text}::timestamp"),
    }
}
