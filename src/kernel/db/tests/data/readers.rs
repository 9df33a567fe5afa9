//! Reading: one state per read, nothing changed, no waiting for the lane.

use std::panic::AssertUnwindSafe;
use std::panic::catch_unwind;
use std::sync::mpsc::channel;
use std::time::Duration;

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::Integer;
use tenon_db::Conn;
use tenon_db::Db;

use crate::lane::SCHEMA;
use crate::lane::doc;
use crate::lane::docs_and_last;
use crate::lane::post;
use crate::world::Failure;
use crate::world::World;
use crate::world::on_both;

#[test]
fn a_read_sees_one_state() {
    on_both(|world| {
        let db = world.open(&SCHEMA);
        db.write(|conn| post(conn, 1)).unwrap();
        let writer = db.clone();
        db.read(|conn| {
            let before: i64 = doc::table.count().get_result(conn)?;
            writer.write(|conn| post(conn, 2))?;
            let after: i64 = doc::table.count().get_result(conn)?;
            assert_eq!((before, after), (1, 1));
            Ok::<_, Failure>(())
        })
        .unwrap();
        assert_eq!(docs_and_last(&db), (2, 2));
    });
}

#[test]
fn a_read_changes_nothing() {
    on_both(|world| {
        let db = world.open(&SCHEMA);
        for _ in 0..5 {
            let refused = db.read(|conn| post(conn, 1));
            assert!(matches!(refused, Err(Failure::Database(_))), "{refused:?}");
        }
        assert_eq!(docs_and_last(&db), (0, 0));
    });
}

#[test]
fn a_connection_comes_back_from_every_end() {
    on_both(|world| {
        let db = world.open(&SCHEMA);
        for turn in 0..10 {
            let panicked = catch_unwind(AssertUnwindSafe(|| {
                db.read(|conn| -> Result<(), Failure> {
                    conn.transaction(|conn| {
                        doc::table.count().get_result::<i64>(conn)?;
                        panic!("on purpose {turn}")
                    })
                })
            }));
            assert!(panicked.is_err());
            let wrong = db.read(|conn| {
                diesel::sql_query("SELECT nonsense").execute(conn)?;
                Ok::<_, Failure>(())
            });
            assert!(wrong.is_err());
        }
        assert_eq!(docs_and_last(&db), (0, 0));
    });
}

#[test]
fn more_readers_than_connections_take_turns() {
    on_both(|world| {
        let db = world.open(&SCHEMA);
        db.write(|conn| post(conn, 1)).unwrap();
        let hands: Vec<_> = (0..12)
            .map(|_| {
                let db = db.clone();
                std::thread::spawn(move || {
                    for _ in 0..20 {
                        assert_eq!(docs_and_last(&db), (1, 1));
                    }
                })
            })
            .collect();
        for hand in hands {
            hand.join().unwrap();
        }
    });
}

#[test]
fn reads_do_not_wait_for_a_long_write() {
    on_both(|world| {
        let db = world.open(&SCHEMA);
        let (begun, is_begun) = channel();
        let (go, until) = channel::<()>();
        let writer = db.clone();
        let (begun, until) = (std::sync::Mutex::new(begun), std::sync::Mutex::new(until));
        let writing = std::thread::spawn(move || {
            writer.write(move |conn| {
                let number = post(conn, 1)?;
                begun.lock().unwrap().send(()).unwrap();
                until.lock().unwrap().recv_timeout(Duration::from_secs(5)).unwrap();
                Ok::<_, Failure>(number)
            })
        });
        is_begun.recv().unwrap();
        assert_eq!(docs_and_last(&db), (0, 0));
        go.send(()).unwrap();
        assert_eq!(writing.join().unwrap(), Ok(1));
        assert_eq!(docs_and_last(&db), (1, 1));
        db.checkpoint().unwrap();
    });
}

/// Sets a size of the cache that no connection begins with: it is the connection's own, so that it is known again by it.
fn mark(conn: &mut Conn) {
    conn.batch_execute("PRAGMA cache_size = -4321;").unwrap();
}

/// Whether the connection that a read is given bears the mark.
fn is_marked(db: &Db) -> bool {
    let size = diesel::dsl::sql::<Integer>("(SELECT cache_size FROM pragma_cache_size)");
    let size: i32 = db
        .read(|conn| Ok::<_, Failure>(diesel::select(size).get_result(conn)?))
        .unwrap();
    size == -4321
}

#[test]
fn readers_are_renewed_and_a_read_under_way_goes_on() {
    // On SQLite, where it is needed: PostgreSQL looks at its data by itself.
    let world = World::sqlite();
    let db = world.open(&SCHEMA);
    db.write(|conn| post(conn, 1)).unwrap();
    let read = |conn: &mut Conn| -> Result<(), Failure> {
        mark(conn);
        Ok(())
    };
    db.read(read).unwrap();
    assert!(is_marked(&db), "a connection that came back is lent again");
    db.optimize::<Failure>().unwrap();
    assert!(!is_marked(&db), "one that waited is not lent any more");
    assert_eq!(docs_and_last(&db), (1, 1));

    // One read more than there are connections, each renewing them while it reads: none is lost for good.
    for id in 2..=5 {
        let before = id - 1;
        let seen = db.read(|conn| {
            mark(conn);
            let first: i64 = doc::table.count().get_result(conn)?;
            db.write(move |conn| post(conn, id))?;
            db.optimize::<Failure>()?;
            let then: i64 = doc::table.count().get_result(conn)?;
            Ok::<_, Failure>((first, then))
        });
        assert_eq!(seen, Ok((before, before)), "its own state, to its end");
        assert!(!is_marked(&db), "one that was lent meanwhile is not taken back");
        assert_eq!(docs_and_last(&db), (id, id));
    }
}
