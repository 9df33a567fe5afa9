//! Inserts that nobody waits for: there for whoever asks next, and one way for several tables on PostgreSQL.

use diesel::prelude::*;
use tenon_db::Conn;
use tenon_db::Engine;

use crate::lane::SCHEMA;
use crate::lane::child;
use crate::lane::doc;
use crate::world::Failure;
use crate::world::on_both;

fn add_doc(conn: &mut Conn, ids: &[i64]) -> Result<(), Failure> {
    let rows: Vec<_> = ids.iter().map(|id| (doc::id.eq(*id), doc::number.eq(*id))).collect();
    Ok(conn.later(&diesel::insert_into(doc::table).values(&rows))?)
}

fn add_child(conn: &mut Conn, id: i64, doc: i64) -> Result<(), Failure> {
    Ok(conn.later(&diesel::insert_into(child::table).values((child::id.eq(id), child::doc_id.eq(doc))))?)
}

fn count(conn: &mut Conn) -> Result<(i64, i64), Failure> {
    Ok((
        doc::table.count().get_result(conn)?,
        child::table.count().get_result(conn)?,
    ))
}

#[test]
fn what_comes_later_is_there_when_it_is_asked_for() {
    on_both(|world| {
        let db = world.open(&SCHEMA);
        let (counted, asked) = db
            .write(|conn| {
                let before = conn.statements();
                add_child(conn, 7, 2)?;
                add_doc(conn, &[1, 2])?;
                add_doc(conn, &[])?;
                let counted = count(conn)?;
                Ok::<_, Failure>((counted, conn.statements() - before))
            })
            .unwrap();
        assert_eq!(counted, (2, 1));
        let ways = match db.engine() {
            Engine::Sqlite => 5,
            Engine::Postgres => 3,
        };
        assert_eq!(asked, ways);
        // Two of one table one after the other; the last by the end of the job.
        db.write(|conn| {
            add_doc(conn, &[3])?;
            add_doc(conn, &[4])
        })
        .unwrap();
        assert_eq!(db.read(count), Ok((4, 1)));
    });
}

#[test]
fn one_that_fails_is_told_to_the_write_it_is_of() {
    on_both(|world| {
        let db = world.open(&SCHEMA);
        let twice = db.write(|conn| {
            add_doc(conn, &[1])?;
            add_doc(conn, &[1])
        });
        assert!(matches!(twice, Err(Failure::Database(_))), "{twice:?}");
        assert_eq!(db.read(count), Ok((0, 0)));
    });
}

#[test]
fn what_a_part_left_goes_with_the_part() {
    on_both(|world| {
        let db = world.open(&SCHEMA);
        db.write(|conn| {
            add_doc(conn, &[1])?;
            let refused = conn.part(|conn| {
                add_doc(conn, &[2])?;
                Err::<(), _>(Failure::Refused("no"))
            });
            assert_eq!(refused, Err(Failure::Refused("no")));
            let twice = conn.part(|conn| add_doc(conn, &[1]));
            assert!(matches!(twice, Err(Failure::Database(_))), "{twice:?}");
            conn.part(|conn| add_doc(conn, &[3]))
        })
        .unwrap();
        let ids: Vec<i64> = db
            .read(|conn| Ok::<_, Failure>(doc::table.order(doc::id).select(doc::id).limit(9).load(conn)?))
            .unwrap();
        assert_eq!(ids, [1, 3]);
    });
}

/// In one statement PostgreSQL would not see the first row, nor change one twice.
#[test]
fn a_row_set_twice_is_what_it_was_set_to_last() {
    on_both(|world| {
        let db = world.open(&SCHEMA);
        db.write(|conn| {
            for number in [10, 20, 30] {
                let row = diesel::insert_into(doc::table).values((doc::id.eq(1), doc::number.eq(number)));
                let set = row.on_conflict(doc::id).do_update().set(doc::number.eq(number));
                conn.later(&set)?;
            }
            Ok::<_, Failure>(())
        })
        .unwrap();
        let number: i64 = db
            .read(|conn| Ok::<_, Failure>(doc::table.find(1).select(doc::number).first(conn)?))
            .unwrap();
        assert_eq!(number, 30);
    });
}
