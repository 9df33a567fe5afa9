//! What an import leaves in the event log: one event for each row, in order, also when there are more than are appended
//! at once; nothing of rows that were not taken.
use crate::setup::old_shop;
use crate::world::World;
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use tenon::setup::import::report::Ending;
use tenon_db::Engine;
use tenon_schema::event_log;
use tenon_schema::party;

const CUSTOMERS: &str = r#"
[[step]]
target = "party"
file = "customers.csv"
key = "{code}"
[step.fields]
name = "{name}"
is_customer = true
country = "{country}"
"#;
/// More than twice what is appended at once.
const ROWS: i64 = 450;

fn customers(last_country: &str) -> String {
    let row = |n: i64| {
        let country = if n == ROWS { last_country } else { "NO" };
        format!("C{n},Elektro {n:04} AS,{country}\n")
    };
    format!("code,name,country\n{}", (1..=ROWS).map(row).collect::<String>())
}

/// The subjects of all events that tell of a new party, in order.
fn told(world: &World) -> Vec<i64> {
    world.read(|conn| {
        let all = event_log::table
            .filter(event_log::kind.eq("party-created"))
            .order(event_log::position)
            .select(event_log::subject_id);
        Ok(all.limit(2 * ROWS).load(conn)?)
    })
}

#[derive(QueryableByName)]
struct Figure {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

fn figure(world: &World, sql: &'static str) -> i64 {
    world.read(move |conn| Ok(diesel::sql_query(sql).get_result::<Figure>(conn)?.n))
}

#[test]
fn each_row_is_told_once_and_in_order() {
    let world = World::new();
    let before = told(&world);
    let import =
        |country: &str, is_dry| old_shop::import(&world, CUSTOMERS, ("customers.csv", &customers(country)), is_dry);
    let refused = import("Norway?", false);
    assert_eq!((refused.ending, refused.problem_count), (Ending::Nothing, 1));
    let looked = import("NO", true);
    assert_eq!((looked.ending, looked.problem_count), (Ending::Looked, 0));
    assert_eq!(told(&world), before, "what was not taken is not told");

    let taken = import("NO", false);
    assert_eq!(taken.ending, Ending::Done, "{:?}", taken.problems);
    let parties: Vec<i64> = world.read(|conn| {
        let all = party::table.filter(party::name.like("Elektro %")).order(party::name);
        Ok(all.select(party::id).limit(2 * ROWS).load(conn)?)
    });
    assert_eq!(i64::try_from(parties.len()), Ok(ROWS));
    assert_eq!(told(&world)[before.len()..], parties);
    let gaps = figure(&world, "SELECT MAX(position) - COUNT(*) AS n FROM event_log");
    assert_eq!(gaps, 0, "positions are dense");
    let unlinked = "SELECT COUNT(*) AS n FROM event_log e WHERE e.kind = 'party-created' AND NOT EXISTS (SELECT 1 \
                    FROM event_link l WHERE l.position = e.position AND l.subject_kind = 'party' AND l.subject_id = e.subject_id)";
    assert_eq!(figure(&world, unlinked), 0, "each stands on its party's timeline");
    assert_eq!(world.broken_laws(), None, "the chain holds");
    if world.house.db.engine() == Engine::Postgres {
        let known = "SELECT CAST(reltuples AS BIGINT) AS n FROM pg_class WHERE relname = 'party'";
        assert!(
            figure(&world, known) >= 256,
            "the tables were looked at while they filled"
        );
    }
}
