//! Parts of a write: what fails in one is undone with it, and what the write did before and after stays.

use diesel::prelude::*;
use tenon_db::Db;
use tenon_db::Engine;

use crate::lane::SCHEMA;
use crate::lane::doc;
use crate::lane::post;
use crate::world::Failure;
use crate::world::on_both;

/// Ids and numbers of all documents.
fn docs(db: &Db) -> Vec<(i64, i64)> {
    let all = doc::table.order(doc::id).select((doc::id, doc::number));
    db.read(|conn| Ok::<_, Failure>(all.limit(10).load(conn)?)).unwrap()
}

#[test]
fn an_error_undoes_its_part_and_no_more() {
    on_both(|world| {
        let db = world.open(&SCHEMA);
        db.write(|conn| {
            post(conn, 1)?;
            let refused = conn.part(|conn| {
                post(conn, 2)?;
                Err::<(), _>(Failure::Refused("no"))
            });
            assert_eq!(refused, Err(Failure::Refused("no")));
            // PostgreSQL goes on after a statement that failed only because its savepoint is taken back.
            let twice = conn.part(|conn| {
                post(conn, 3)?;
                post(conn, 1)
            });
            assert!(matches!(twice, Err(Failure::Database(_))), "{twice:?}");
            assert_eq!(conn.part(|conn| post(conn, 4)), Ok(2));
            Ok::<_, Failure>(())
        })
        .unwrap();
        assert_eq!(docs(&db), [(1, 1), (4, 2)]);
    });
}

#[test]
fn a_part_of_a_part_is_undone_alone_or_with_the_part_around_it() {
    on_both(|world| {
        let db = world.open(&SCHEMA);
        db.write(|conn| {
            conn.part(|conn| {
                post(conn, 1)?;
                let inner = conn.part(|conn| {
                    post(conn, 2)?;
                    Err::<(), _>(Failure::Refused("inner"))
                });
                assert_eq!(inner, Err(Failure::Refused("inner")));
                Ok::<_, Failure>(())
            })?;
            let outer = conn.part(|conn| {
                conn.part(|conn| post(conn, 3))?;
                Err::<(), _>(Failure::Refused("outer"))
            });
            assert_eq!(outer, Err(Failure::Refused("outer")));
            Ok::<_, Failure>(())
        })
        .unwrap();
        assert_eq!(docs(&db), [(1, 1)]);
    });
}

#[test]
fn a_part_goes_with_the_write_that_it_is_of() {
    on_both(|world| {
        let db = world.open(&SCHEMA);
        let refused = db.write(|conn| {
            assert_eq!(conn.part(|conn| post(conn, 1)), Ok(1));
            Err::<(), _>(Failure::Refused("no"))
        });
        assert_eq!(refused, Err(Failure::Refused("no")));
        assert!(docs(&db).is_empty());
    });
}

#[derive(QueryableByName)]
struct Known {
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    rows: i64,
}

#[test]
fn tables_that_a_write_fills_are_looked_at_within_it() {
    on_both(|world| {
        let db = world.open(&SCHEMA);
        db.write(|conn| {
            for id in 1..=300 {
                post(conn, id)?;
            }
            conn.look_at_tables()?;
            if conn.engine() == Engine::Postgres {
                let known = "SELECT CAST(reltuples AS BIGINT) AS rows FROM pg_class WHERE relname = 'doc'";
                let known: Known = diesel::sql_query(known).get_result(conn)?;
                assert_eq!(known.rows, 300, "what is not committed yet counts");
            }
            Ok::<_, Failure>(())
        })
        .unwrap();
        let count = db.read(|conn| Ok::<i64, Failure>(doc::table.count().get_result(conn)?));
        assert_eq!(count, Ok(300), "and the write goes on");
    });
}
