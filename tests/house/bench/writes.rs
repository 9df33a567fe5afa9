//! Order to cash stays quick on much business: no statement of it walks through a table that grows with business, neither for
//! its own sake nor to see who points to a row that comes or goes.
use crate::bench::loaded::Loaded;
use crate::bench::loaded::plan;
use diesel::RunQueryDsl;
use diesel::sql_query;
use diesel::sql_types::BigInt;
use diesel::sql_types::Text;
use std::collections::BTreeSet;
use tenon::bench::chain;
use tenon::bench::chain::Until;
use tenon_db::Conn;

#[derive(diesel::QueryableByName)]
struct Name {
    #[diesel(sql_type = Text)]
    name: String,
}

#[derive(diesel::QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    count: i64,
}

#[derive(diesel::QueryableByName)]
struct Opcode {
    #[diesel(sql_type = Text)]
    opcode: String,
}

/// Tables with a row for every other order at least.
pub fn growing(conn: &mut Conn, orders: i64) -> BTreeSet<String> {
    let tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE TABLE%'";
    let names: Vec<Name> = sql_query(tables).load(conn).unwrap();
    let mut growing = BTreeSet::new();
    for Name { name } in names {
        let counted: Count = sql_query(format!("SELECT COUNT(*) AS count FROM \"{name}\""))
            .get_result(conn)
            .unwrap();
        if counted.count * 2 >= orders {
            growing.insert(name);
        }
    }
    growing
}

/// The steps that walk through a growing table or the whole of an index of one.
pub fn walks<'a>(steps: &'a [String], growing: &BTreeSet<String>) -> Vec<&'a str> {
    let walk = |step: &&String| {
        let table = step.strip_prefix("SCAN ").and_then(|rest| rest.split(' ').next());
        table.is_some_and(|table| growing.contains(table))
    };
    steps.iter().filter(walk).map(String::as_str).collect()
}

/// The statements of two orders to cash that walk through a growing table, with where they do.
fn walking(loaded: &Loaded, growing: &BTreeSet<String>) -> Vec<String> {
    loaded.lane.start();
    chain::run(&loaded.address, &loaded.firm, 1, Until::Chains(2)).unwrap();
    let recording = loaded.lane.stop();
    let texts: BTreeSet<&str> = recording.texts().collect();
    assert!(texts.len() > 80, "{} statements", texts.len());
    let mut conn = loaded.conn();
    let walk = |sql: &str| {
        let steps = plan(&mut conn, sql);
        let walks = walks(&steps, growing);
        (!walks.is_empty()).then(|| format!("{sql}\n    {}", walks.join("\n    ")))
    };
    texts.into_iter().filter_map(walk).collect()
}

/// Triggers plan for themselves: whether one that adds up an entry's lines would read all lines there are.
fn trigger_walks(conn: &mut Conn) -> bool {
    let steps: Vec<Opcode> = sql_query("EXPLAIN UPDATE journal_entry SET state = 'posted' WHERE id = 1")
        .load(conn)
        .unwrap();
    steps.iter().any(|step| step.opcode == "Rewind")
}

#[test]
fn no_step_of_an_order_walks_through_what_was_done_before() {
    let loaded = Loaded::serve(25);
    let growing = growing(&mut loaded.conn(), 1_000);
    for table in ["journal_entry", "delivery", "payment", "event_link"] {
        assert!(growing.contains(table), "{table} is not among {growing:?}");
    }
    assert_eq!(walking(&loaded, &growing), [] as [String; 0]);
    assert!(!trigger_walks(&mut loaded.conn()));
    // What SQLite has seen of a young company must not make it plan for a small one.
    let young = Loaded::serve(1);
    assert_eq!(walking(&young, &growing), [] as [String; 0]);
    assert!(!trigger_walks(&mut young.conn()));
}
