//! How connections are set up: durable whatever they are for, and with the caches and the SQLite that the speed rests on.

use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::BigInt;
use diesel::sql_types::Text;
use tenon_db::Conn;

use crate::lane::SCHEMA;
use crate::world::Failure;
use crate::world::World;

#[derive(QueryableByName)]
struct Value {
    #[diesel(sql_type = Text)]
    value: String,
}

#[derive(QueryableByName)]
struct Mapped {
    #[diesel(sql_type = BigInt)]
    mmap_size: i64,
}

fn pragmas(conn: &mut Conn) -> Result<Vec<String>, Failure> {
    let names = [
        "synchronous",
        "foreign_keys",
        "journal_mode",
        "cache_size",
        "temp_store",
        "query_only",
    ];
    let mut values = Vec::new();
    for name in names {
        let query = format!("SELECT CAST(\"{name}\" AS TEXT) AS value FROM pragma_{name}");
        values.push(format!("{name} {}", sql_query(query).get_result::<Value>(conn)?.value));
    }
    let mapped: Mapped = sql_query("PRAGMA mmap_size").get_result(conn)?;
    values.push(format!("mapped {} MiB", mapped.mmap_size >> 20));
    Ok(values)
}

#[test]
fn each_purpose_has_its_settings_and_none_trades_away_what_is_committed() {
    let world = World::sqlite();
    let db = world.open(&SCHEMA);
    let durable = ["synchronous 2", "foreign_keys 1", "journal_mode wal"];
    let (writing, reading) = (db.write(pragmas).unwrap(), db.read(pragmas).unwrap());
    assert_eq!(
        (&writing[..3], &reading[..3]),
        (&durable.map(str::to_owned)[..], &durable.map(str::to_owned)[..])
    );
    assert_eq!(
        writing[3..],
        ["cache_size -32000", "temp_store 0", "query_only 0", "mapped 64 MiB"]
    );
    assert_eq!(
        reading[3..],
        ["cache_size -8000", "temp_store 2", "query_only 1", "mapped 64 MiB"]
    );
}

#[test]
fn sqlite_is_built_for_one_thread_a_connection_and_without_histograms() {
    let world = World::sqlite();
    let mut conn = world.conn();
    let options: Vec<Value> = sql_query("SELECT compile_options AS value FROM pragma_compile_options")
        .load(&mut conn)
        .unwrap();
    let options: Vec<&str> = options.iter().map(|option| option.value.as_str()).collect();
    assert!(options.contains(&"THREADSAFE=2"), "{options:?}");
    assert!(options.contains(&"DEFAULT_MEMSTATUS=0"), "{options:?}");
    assert!(!options.contains(&"ENABLE_STAT4"), "{options:?}");
}
