//! What reports need: outer joins, aliases, grouping, unions, windows, hand-written SQL.

use diesel::connection::SimpleConnection;
use diesel::dsl::count;
use diesel::dsl::row_number;
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::BigInt;
use diesel::sql_types::Nullable;
use diesel::sql_types::Text;
use tenon_db::Conn;
use tenon_db::Sql;
use tenon_db::exact_sum;
use tenon_db::weighted_sum;

use crate::world::on_both;

diesel::table! { person (id) { id -> BigInt, boss_id -> Nullable<BigInt>, name -> Text, pay -> BigInt, team -> Text, } }
diesel::table! { team (code) { code -> Text, title -> Text, } }
diesel::allow_tables_to_appear_in_same_query!(person, team);

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

#[derive(QueryableByName, Debug, PartialEq)]
struct Named {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Nullable<BigInt>)]
    boss_id: Option<i64>,
}

fn filled(conn: &mut Conn) {
    conn.batch_execute(
        "CREATE TABLE team (code TEXT PRIMARY KEY, title TEXT NOT NULL);
         CREATE TABLE person (id BIGINT PRIMARY KEY, boss_id BIGINT, name TEXT NOT NULL, pay BIGINT NOT NULL,
             team TEXT NOT NULL);
         INSERT INTO team VALUES ('a', 'Alpha'), ('b', 'Beta');
         INSERT INTO person VALUES (1, NULL, 'Ann', 100, 'a'), (2, 1, 'Bob', 50, 'a'), (3, 1, 'Cy', 60, 'z');",
    )
    .unwrap();
}

#[test]
fn joins_and_aliases() {
    on_both(|world| {
        let conn = &mut world.conn();
        filled(conn);
        let left: Vec<(String, Option<String>)> = person::table
            .left_join(team::table.on(team::code.eq(person::team)))
            .select((person::name, team::title.nullable()))
            .order(person::id)
            .load(conn)
            .unwrap();
        assert_eq!(
            left.iter().map(|row| row.1.as_deref()).collect::<Vec<_>>(),
            [Some("Alpha"), Some("Alpha"), None]
        );
        let boss = diesel::alias!(person as boss);
        let pairs: Vec<(String, String)> = person::table
            .inner_join(boss.on(boss.field(person::id).nullable().eq(person::boss_id)))
            .select((person::name, boss.field(person::name)))
            .order(person::id)
            .load(conn)
            .unwrap();
        assert_eq!(
            pairs,
            [
                ("Bob".to_owned(), "Ann".to_owned()),
                ("Cy".to_owned(), "Ann".to_owned())
            ]
        );
        let teams = person::table.select(person::team);
        let found: Vec<String> = team::table
            .filter(team::code.eq_any(teams))
            .select(team::code)
            .order(team::code)
            .load(conn)
            .unwrap();
        assert_eq!(found, ["a"]);
        let copied = team::table
            .select((team::code.concat("2"), team::title))
            .insert_into(team::table)
            .into_columns((team::code, team::title))
            .execute(conn)
            .unwrap();
        assert_eq!(copied, 2);
    });
}

#[test]
fn groups_unions_and_windows() {
    on_both(|world| {
        let conn = &mut world.conn();
        filled(conn);
        let sums: Vec<(String, Option<i64>)> = person::table
            .group_by(person::team)
            .having(count(person::id).gt(1))
            .select((person::team, exact_sum(person::pay)))
            .load(conn)
            .unwrap();
        assert_eq!(sums, [("a".to_owned(), Some(150))]);
        let sum: Option<i64> = person::table
            .filter(person::pay.gt(1_000))
            .select(exact_sum(person::pay))
            .get_result(conn)
            .unwrap();
        assert_eq!(sum, None);
        let rich: Vec<String> = person::table
            .group_by(person::team)
            .having(exact_sum(person::pay * 2).gt(200))
            .select(person::team)
            .order(exact_sum(person::pay).desc())
            .load(conn)
            .unwrap();
        assert_eq!(rich, ["a"]);
        let teams: i64 = person::table
            .select(count(person::team).aggregate_distinct())
            .get_result(conn)
            .unwrap();
        assert_eq!(teams, 2);
        let all: Vec<String> = person::table
            .select(person::name)
            .union_all(team::table.select(team::title))
            .load(conn)
            .unwrap();
        assert_eq!(all.len(), 5);
        let codes: Vec<String> = person::table
            .select(person::team)
            .union(team::table.select(team::code))
            .load(conn)
            .unwrap();
        assert_eq!(codes.len(), 3);
        let numbered: Vec<(i64, i64)> = person::table
            .select((
                person::id,
                row_number().partition_by(person::team).window_order(person::pay),
            ))
            .order(person::id)
            .load(conn)
            .unwrap();
        assert_eq!(numbered, [(1, 2), (2, 1), (3, 1)]);
        let (most, least): (Option<i64>, Option<i64>) = person::table
            .select((diesel::dsl::max(person::pay), diesel::dsl::min(person::pay)))
            .first(conn)
            .unwrap();
        assert_eq!((most, least), (Some(100), Some(50)));
        let case: Vec<i64> = person::table
            .select(diesel::dsl::case_when(person::pay.gt(55), person::pay).otherwise(0i64.into_sql::<BigInt>()))
            .order(person::id)
            .load(conn)
            .unwrap();
        assert_eq!(case, [100, 0, 60]);
    });
}

#[test]
fn hand_written_sql_means_its_numbers() {
    on_both(|world| {
        let conn = &mut world.conn();
        filled(conn);
        let found: Count = sql_query("SELECT COUNT(*) AS n FROM person WHERE pay > $1 AND name <> 'US$1'")
            .bind::<BigInt, _>(55)
            .get_result(conn)
            .unwrap();
        assert_eq!(found.n, 2);
        // Out of order, and one of them twice: the numbers count, not the order of appearance.
        let rows: Vec<Named> =
            sql_query("SELECT name, boss_id FROM person WHERE team = $2 AND pay > $1 AND pay + 0 > $1")
                .bind::<BigInt, _>(60)
                .bind::<Text, _>("a")
                .load(conn)
                .unwrap();
        assert_eq!(
            rows,
            [Named {
                name: "Ann".to_owned(),
                boss_id: None
            }]
        );
        let changed = sql_query("UPDATE person SET boss_id = $1 WHERE id = $2")
            .bind::<Nullable<BigInt>, _>(None::<i64>)
            .bind::<BigInt, _>(2)
            .execute(conn)
            .unwrap();
        assert_eq!(changed, 1);
        let boxed = sql_query("SELECT COUNT(*) AS n FROM person WHERE boss_id IS NULL AND pay < $1")
            .into_boxed::<Sql>()
            .bind::<BigInt, _>(1_000);
        assert_eq!(boxed.get_result::<Count>(conn).unwrap().n, 2);
        let fragment = diesel::dsl::sql::<diesel::sql_types::Bool>("pay > ").bind::<BigInt, _>(55);
        let names: Vec<String> = person::table
            .filter(person::id.gt(1))
            .filter(fragment)
            .select(person::name)
            .load(conn)
            .unwrap();
        assert_eq!(names, ["Cy"]);
    });
}

#[test]
fn statements_are_counted() {
    on_both(|world| {
        let conn = &mut world.conn();
        filled(conn);
        let before = conn.statements();
        conn.transaction(|conn| {
            person::table.count().get_result::<i64>(conn)?;
            conn.transaction(|conn| diesel::update(person::table).set(person::pay.eq(1)).execute(conn))
        })
        .unwrap();
        assert_eq!(
            conn.statements() - before,
            6,
            "begin, select, savepoint, update, release, commit"
        );
    });
}

#[test]
fn sums_are_weighted_by_a_column_of_their_rows() {
    on_both(|world| {
        let conn = &mut world.conn();
        filled(conn);
        let mut teams = |weights: &[(&str, &str)]| -> Vec<String> {
            let weights = weights
                .iter()
                .map(|(key, weight)| ((*key).to_owned(), (*weight).to_owned()));
            person::table
                .group_by(person::team)
                .select(person::team)
                .order((
                    weighted_sum(person::pay, person::team, weights).desc(),
                    person::team.asc(),
                ))
                .load(conn)
                .unwrap()
        };
        // a has 150, z has 60: 75 against 90, 75 against 60, and nothing where there is no weight.
        assert_eq!(teams(&[("a", "0.5"), ("z", "1.5")]), ["z", "a"]);
        assert_eq!(teams(&[("a", "0.5"), ("z", "1")]), ["a", "z"]);
        assert_eq!(teams(&[("z", "0.0001")]), ["z", "a"]);
        assert_eq!(teams(&[("z' --", "7"), ("$1", "8")]), ["a", "z"]);
        assert_eq!(teams(&[]), ["a", "z"]);
    });
}
