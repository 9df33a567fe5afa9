//! Rows of each table of a world, asked after thousands of refused requests: by a connection of its own that does not count
//! again what nobody has changed.
use diesel::Connection;
use diesel::RunQueryDsl;
use diesel::connection::SimpleConnection;
use diesel::sql_query;
use diesel::sql_types::BigInt;
use diesel::sql_types::Text;
use std::collections::BTreeMap;
use std::sync::Mutex;
use tenon_db::Conn;
use tenon_db::Engine;

pub struct RowCounts {
    url: String,
    counter: Mutex<Option<Counter>>,
}

struct Counter {
    conn: Conn,
    /// Counts every table.
    sql: String,
    /// SQLite's number of the state that was counted last: another connection's commit makes it another.
    version: i64,
    counts: BTreeMap<String, i64>,
}

#[derive(diesel::QueryableByName)]
struct Name {
    #[diesel(sql_type = Text)]
    name: String,
}

#[derive(diesel::QueryableByName)]
struct Counted {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = BigInt)]
    n: i64,
}

#[derive(diesel::QueryableByName)]
struct Version {
    #[diesel(sql_type = BigInt)]
    data_version: i64,
}

impl RowCounts {
    /// Of the database at this address; it is connected to at the first question.
    pub fn of(url: String) -> RowCounts {
        RowCounts {
            url,
            counter: Mutex::new(None),
        }
    }

    pub fn now(&self) -> BTreeMap<String, i64> {
        let mut counter = self.counter.lock().unwrap();
        counter.get_or_insert_with(|| Counter::new(&self.url)).now()
    }
}

impl Counter {
    fn new(url: &str) -> Counter {
        let mut conn = Conn::establish(url).unwrap();
        let names = match conn.engine() {
            Engine::Sqlite => "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
            Engine::Postgres => "SELECT CAST(tablename AS TEXT) AS name FROM pg_tables WHERE schemaname = 'public'",
        };
        let names: Vec<Name> = sql_query(names).load(&mut conn).unwrap();
        let count = |table: &Name| format!("SELECT '{0}' AS name, COUNT(*) AS n FROM {0}", table.name);
        let counts = names.iter().map(count).collect::<Vec<_>>().join(" UNION ALL ");
        let sql = match conn.engine() {
            Engine::Sqlite => counts,
            Engine::Postgres => {
                // Planned once: that takes longer than to count.
                conn.batch_execute(&format!("PREPARE row_counts AS {counts}")).unwrap();
                "EXECUTE row_counts".to_owned()
            }
        };
        Counter {
            conn,
            sql,
            version: -1,
            counts: BTreeMap::new(),
        }
    }

    fn now(&mut self) -> BTreeMap<String, i64> {
        // Before the rows: what is committed in between is counted, and counted again next time.
        let version = match self.conn.engine() {
            Engine::Sqlite => Some(
                sql_query("PRAGMA data_version")
                    .get_result::<Version>(&mut self.conn)
                    .unwrap(),
            ),
            Engine::Postgres => None,
        };
        let version = version.map(|version| version.data_version);
        if version == Some(self.version) {
            return self.counts.clone();
        }
        let rows: Vec<Counted> = sql_query(&self.sql).load(&mut self.conn).unwrap();
        self.counts = rows.into_iter().map(|counted| (counted.name, counted.n)).collect();
        self.version = version.unwrap_or_default();
        self.counts.clone()
    }
}
