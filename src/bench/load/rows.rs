//! Rows as lists of texts: read from any table, and written back in large statements.
use crate::bench::load::Failure;
use crate::bench::load::learn;
use crate::bench::load::learn::Cell;
use crate::bench::load::learn::Pattern;
use crate::bench::place::Place;
use crate::kernel::backup::columns;
use crate::kernel::backup::columns::Column;
use crate::kernel::backup::fill;
use diesel::Connection;
use diesel::RunQueryDsl;
use diesel::connection::SimpleConnection;
use diesel::sql_query;
use diesel::sql_types::BigInt;
use diesel::sql_types::Nullable;
use diesel::sql_types::Text;
use std::collections::BTreeMap;
use std::ops::Range;
use tenon_db::Conn;
use tenon_db::Engine;
use tenon_db::Sql;

/// A row: each column as text, `None` for null.
pub type Row = Vec<Option<String>>;

/// A table that a block adds rows to, and the column that tells which: the block's ids, or its positions in the log.
pub struct Source {
    pub table: &'static str,
    pub key: &'static str,
    pub is_event: bool,
}

const fn by_id(table: &'static str, key: &'static str) -> Source {
    Source {
        table,
        key,
        is_event: false,
    }
}

const fn of_events(table: &'static str) -> Source {
    Source {
        table,
        key: "position",
        is_event: true,
    }
}

pub const GROWING: &[Source] = &[
    by_id("sales_order", "id"),
    by_id("sales_order_line", "id"),
    by_id("sales_order_line_progress", "sales_order_line_id"),
    by_id("reservation", "id"),
    by_id("delivery", "id"),
    by_id("delivery_line", "id"),
    by_id("stock_move", "id"),
    by_id("valuation_entry", "id"),
    by_id("customer_invoice", "id"),
    by_id("customer_invoice_line", "id"),
    by_id("customer_invoice_tax", "id"),
    by_id("open_item", "id"),
    by_id("payment", "id"),
    by_id("allocation", "id"),
    by_id("journal_entry", "id"),
    by_id("journal_entry_line", "id"),
    by_id("document_link", "to_id"),
    by_id("search_document", "subject_id"),
    by_id("search_token", "subject_id"),
    of_events("event_log"),
    of_events("event_payload"),
    of_events("event_link"),
];

/// Tables with sums and counters that each block changes, with the columns that identify a row.
const KEPT: &[(&str, &[&str])] = &[
    ("number_series", &["id"]),
    ("account_balance", &["account_id", "fiscal_period_id"]),
    ("account_day_balance", &["account_id", "posting_date"]),
    ("stock_balance", &["id"]),
    ("valuation_balance", &["id"]),
    (
        "valuation_day_balance",
        &["valuation_area_id", "product_id", "posting_date"],
    ),
    ("event_chain", &["company_id"]),
];

/// Values bound at once: of statements with more none are kept.
const BOUND_AT_ONCE: usize = 256;

/// A load that is broken off is thrown away, so SQLite writes each page once, without a journal, and keeps 1 GiB of them:
/// rows lie in the indexes of a large database far from one another. The journal comes back when the product opens it.
const UNPROTECTED: &str = "PRAGMA foreign_keys = OFF; PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = OFF;
    PRAGMA synchronous = OFF; PRAGMA cache_size = -1048576;";

#[derive(Debug, Clone)]
pub struct Table {
    pub name: String,
    pub columns: Vec<Column>,
}

impl Table {
    pub fn of(conn: &mut Conn, name: &str) -> Result<Table, Failure> {
        Ok(Table {
            name: name.to_owned(),
            columns: columns::columns(conn, name)?,
        })
    }

    pub fn is_of_events(&self) -> bool {
        self.name.starts_with("event_")
    }

    /// The place of a column.
    pub fn place(&self, column: &str) -> Result<usize, Failure> {
        let place = self.columns.iter().position(|one| one.name == column);
        place.ok_or_else(|| format!("{} has no column {column}", self.name).into())
    }
}

#[derive(diesel::QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    line: String,
}

fn select(conn: &mut Conn, table: &Table, filter: &str) -> String {
    let engine = conn.engine();
    let texts: Vec<String> = table
        .columns
        .iter()
        .map(|column| columns::as_text(engine, column))
        .collect();
    let list = match engine {
        Engine::Sqlite => "json_array",
        Engine::Postgres => "json_build_array",
    };
    format!(
        "SELECT CAST({list}({}) AS TEXT) AS line FROM \"{}\" {filter}",
        texts.join(", "),
        table.name
    )
}

fn parsed(lines: Vec<Line>) -> Result<Vec<Row>, Failure> {
    let rows = lines.iter().map(|line| serde_json::from_str(&line.line));
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The rows whose key is in a range.
pub fn between(conn: &mut Conn, table: &Table, key: &str, range: &Range<i64>) -> Result<Vec<Row>, Failure> {
    let query = select(conn, table, &format!("WHERE \"{key}\" >= $1 AND \"{key}\" < $2"));
    let lines: Vec<Line> = sql_query(query)
        .bind::<BigInt, _>(range.start)
        .bind::<BigInt, _>(range.end)
        .load(conn)?;
    parsed(lines)
}

/// All rows of a table, in the order of their texts.
pub fn all(conn: &mut Conn, table: &Table) -> Result<Vec<Row>, Failure> {
    let query = select(conn, table, "");
    let mut rows = parsed(sql_query(query).load(conn)?)?;
    rows.sort_unstable();
    Ok(rows)
}

/// The rows of a kept table by their identity.
pub struct Kept {
    pub table: Table,
    keys: &'static [&'static str],
    pub rows: BTreeMap<Row, Row>,
}

/// All sums and counters as they are now.
pub fn kept(conn: &mut Conn) -> Result<Vec<Kept>, Failure> {
    let mut found = Vec::new();
    for (name, keys) in KEPT {
        let table = Table::of(conn, name)?;
        let places = keys.iter().map(|key| table.place(key)).collect::<Result<Vec<_>, _>>()?;
        let rows = all(conn, &table)?.into_iter().map(|row| {
            let key: Row = places.iter().filter_map(|place| row.get(*place).cloned()).collect();
            (key, row)
        });
        found.push(Kept {
            rows: rows.collect(),
            table,
            keys,
        });
    }
    Ok(found)
}

/// A kept table's rows that change, and how.
pub struct Change {
    pub table: Table,
    pub keys: &'static [&'static str],
    pub patterns: Vec<Pattern>,
}

/// What one block changed in sums and counters.
pub fn changes(before: &[Kept], after: &[Kept]) -> Result<Vec<Change>, Failure> {
    let none = BTreeMap::new();
    let mut all = Vec::new();
    for (old, now) in before.iter().zip(after) {
        if old.rows.len() != now.rows.len() {
            return Err(format!("{} gets further rows with each block", now.table.name).into());
        }
        let pairs = old.rows.values().zip(now.rows.values()).filter(|(old, new)| old != new);
        let patterns = pairs.map(|(old, new)| learn::pattern(&now.table, (old, &none), (new, &none)));
        all.push(Change {
            table: now.table.clone(),
            keys: now.keys,
            patterns: patterns.collect::<Result<_, _>>()?,
        });
    }
    Ok(all)
}

/// Writes finished rows: checks that act on each posting as it happens are off until it ends.
pub struct Writer {
    conn: Conn,
    keys: Vec<fill::Script>,
    inserts: BTreeMap<String, String>,
}

fn names(table: &Table) -> Vec<String> {
    table.columns.iter().map(|column| column.name.clone()).collect()
}

fn push_row(list: &mut String, row: impl Iterator<Item = Option<String>>) -> Result<(), Failure> {
    list.push(if list.is_empty() { '[' } else { ',' });
    let mut before = '[';
    for cell in row {
        list.push(before);
        before = ',';
        match cell {
            None => list.push_str("null"),
            Some(text) => list.push_str(&serde_json::to_string(&text)?),
        }
    }
    list.push(']');
    Ok(())
}

/// The statement that inserts so many rows of bound texts.
fn values_text(table: &Table, row_count: usize) -> String {
    let width = table.columns.len();
    let row = |number: usize| {
        let cells = table.columns.iter().zip(number * width + 1..);
        let cells: Vec<String> = cells
            .map(|(column, place)| columns::from_text(Engine::Sqlite, column, &format!("${place}")))
            .collect();
        format!("({})", cells.join(", "))
    };
    let rows: Vec<String> = (0..row_count).map(row).collect();
    format!(
        "INSERT INTO \"{}\" (\"{}\") VALUES {}",
        table.name,
        names(table).join("\", \""),
        rows.join(", ")
    )
}

impl Writer {
    pub fn open(place: &Place) -> Result<Writer, Failure> {
        let mut conn = Conn::establish(&place.url())?;
        if conn.engine() == Engine::Sqlite {
            conn.batch_execute(UNPROTECTED)?;
        }
        fill::drop_triggers(&mut conn)?;
        let keys = fill::drop_foreign_keys(&mut conn)?;
        Ok(Writer {
            conn,
            keys,
            inserts: BTreeMap::new(),
        })
    }

    pub fn begin(&mut self) -> Result<(), Failure> {
        Ok(self.conn.batch_execute("BEGIN")?)
    }

    pub fn commit(&mut self) -> Result<(), Failure> {
        Ok(self.conn.batch_execute("COMMIT")?)
    }

    /// The keys come again, for what is done from now on.
    pub fn finish(mut self) -> Result<(), Failure> {
        Ok(fill::make_foreign_keys(&mut self.conn, &self.keys)?)
    }

    /// Inserts the rows of several blocks: the number of each and its ids.
    pub fn insert(&mut self, table: &Table, patterns: &[Pattern], blocks: &[(i64, Vec<i64>)]) -> Result<(), Failure> {
        let rows = blocks.iter().flat_map(|(block, ids)| {
            patterns
                .iter()
                .map(move |pattern| pattern.0.iter().map(|cell| cell.text(*block, ids)).collect())
        });
        self.insert_rows(table, rows)
    }

    /// Inserts rows as they are.
    pub fn insert_rows(&mut self, table: &Table, rows: impl Iterator<Item = Row>) -> Result<(), Failure> {
        match self.conn.engine() {
            Engine::Sqlite => self.insert_bound(table, rows),
            Engine::Postgres => self.insert_list(table, rows),
        }
    }

    /// SQLite takes rows as values, as many at a time as it keeps statements for: of a JSON list it reads each row twice.
    fn insert_bound(&mut self, table: &Table, mut rows: impl Iterator<Item = Row>) -> Result<(), Failure> {
        let at_once = (BOUND_AT_ONCE / table.columns.len()).max(1);
        loop {
            let slice: Vec<Row> = rows.by_ref().take(at_once).collect();
            if slice.is_empty() {
                return Ok(());
            }
            let text = if slice.len() == at_once {
                let made = || values_text(table, at_once);
                self.inserts.entry(table.name.clone()).or_insert_with(made).clone()
            } else {
                values_text(table, slice.len())
            };
            let bound = slice
                .into_iter()
                .flatten()
                .fold(sql_query(text).into_boxed::<Sql>(), |query, cell| {
                    query.bind::<Nullable<Text>, _>(cell)
                });
            bound.execute(&mut self.conn)?;
        }
    }

    /// PostgreSQL takes them as one list: a trip to the server for each few would take longer.
    fn insert_list(&mut self, table: &Table, rows: impl Iterator<Item = Row>) -> Result<(), Failure> {
        let mut list = String::new();
        for row in rows {
            push_row(&mut list, row.into_iter())?;
        }
        if list.is_empty() {
            return Ok(());
        }
        list.push(']');
        let text = match self.inserts.get(&table.name) {
            Some(text) => text.clone(),
            None => {
                let text = fill::insert_text(&mut self.conn, &table.name, &names(table))?;
                self.inserts.insert(table.name.clone(), text.clone());
                text
            }
        };
        sql_query(text).bind::<Text, _>(list).execute(&mut self.conn)?;
        Ok(())
    }

    /// Sets kept rows to what they are so many blocks later.
    pub fn replace(&mut self, change: &Change, blocks: i64) -> Result<(), Failure> {
        if change.patterns.is_empty() {
            return Ok(());
        }
        let mut list = String::new();
        for pattern in &change.patterns {
            push_row(&mut list, pattern.0.iter().map(|cell: &Cell| cell.text(blocks, &[])))?;
        }
        list.push(']');
        let insert = fill::insert_text(&mut self.conn, &change.table.name, &names(&change.table))?;
        let sets: Vec<String> = names(&change.table)
            .iter()
            .filter(|name| !change.keys.contains(&name.as_str()))
            .map(|name| format!("\"{name}\" = excluded.\"{name}\""))
            .collect();
        // SQLite reads "ON" as part of a join unless the rows have a WHERE.
        let text = format!(
            "{insert} WHERE true ON CONFLICT ({}) DO UPDATE SET {}",
            change.keys.join(", "),
            sets.join(", ")
        );
        sql_query(text).bind::<Text, _>(list).execute(&mut self.conn)?;
        Ok(())
    }
}
