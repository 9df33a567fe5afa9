//! Rows of each table of a world, asked after thousands of refused requests: by a connection of its own that does not count
//! again what nobody has changed.
use crate::world::World;
use diesel::Connection;
use diesel::RunQueryDsl;
use diesel::connection::SimpleConnection;
use diesel::sql_query;
use diesel::sql_types::BigInt;
use diesel::sql_types::Text;
use std::collections::BTreeMap;
use std::sync::Mutex;
use tenon::party;
use tenon::party::NewParty;
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
    /// Asks for a number that every write makes another.
    version_sql: &'static str,
    /// That number when the rows were counted last.
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
    version: i64,
}

/// Counts on PostgreSQL the statements that write, also those that are taken back: a sequence is outside transactions.
const COUNTS_WRITES: &str = "
    CREATE SEQUENCE house_writes;
    SELECT nextval('house_writes');
    CREATE FUNCTION house_wrote() RETURNS trigger LANGUAGE plpgsql
        AS $$ BEGIN PERFORM nextval('house_writes'); RETURN NULL; END $$;
";

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
        let (sql, version_sql) = match conn.engine() {
            // The commit of another connection makes it another.
            Engine::Sqlite => (counts, "SELECT data_version AS version FROM pragma_data_version"),
            Engine::Postgres => {
                let told = |table: &Name| {
                    let when = "AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE";
                    format!(
                        "CREATE TRIGGER house_wrote {when} ON {} EXECUTE FUNCTION house_wrote();",
                        table.name
                    )
                };
                conn.batch_execute(COUNTS_WRITES).unwrap();
                conn.batch_execute(&names.iter().map(told).collect::<String>()).unwrap();
                // Planned once: that takes longer than to count.
                conn.batch_execute(&format!("PREPARE row_counts AS {counts}")).unwrap();
                (
                    "EXECUTE row_counts".to_owned(),
                    "SELECT last_value AS version FROM house_writes",
                )
            }
        };
        Counter {
            conn,
            sql,
            version_sql,
            version: -1,
            counts: BTreeMap::new(),
        }
    }

    fn now(&mut self) -> BTreeMap<String, i64> {
        // Before the rows: what is written in between is counted, and counted again next time. A request that was answered
        // has committed.
        let Version { version } = sql_query(self.version_sql).get_result(&mut self.conn).unwrap();
        if version == self.version {
            return self.counts.clone();
        }
        let rows: Vec<Counted> = sql_query(&self.sql).load(&mut self.conn).unwrap();
        self.counts = rows.into_iter().map(|counted| (counted.name, counted.n)).collect();
        self.version = version;
        self.counts.clone()
    }
}

#[test]
fn every_row_is_counted_as_soon_as_it_is_written() {
    let world = World::new();
    let company = world.company("NW");
    let mut last = world.row_counts();
    for name in ["First", "Second"] {
        world.write(move |tx| {
            let new = NewParty {
                company_id: Some(company),
                is_customer: true,
                ..NewParty::named(name)
            };
            party::ops::create(tx, &new)
        });
        let now = world.row_counts();
        for table in ["party", "event_log"] {
            assert_eq!(now[table], last[table] + 1, "{table} with {name}");
        }
        assert_eq!(world.row_counts(), now, "and not again");
        last = now;
    }
}
