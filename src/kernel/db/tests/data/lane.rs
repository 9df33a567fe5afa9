//! The writing lane: every job for itself, all of them in one row.

use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::AtomicI64;
use std::sync::atomic::Ordering;
use std::sync::mpsc::Receiver;
use std::sync::mpsc::channel;
use std::thread::JoinHandle;
use std::time::Duration;
use std::time::Instant;

use diesel::connection::TransactionManager;
use diesel::prelude::*;
use tenon_db::Conn;
use tenon_db::Db;
use tenon_db::Migration;
use tenon_db::Schema;
use tenon_db::WriteFailure;

use crate::world::Failure;
use crate::world::on_both;

/// A test that waits longer than this has hung.
const PATIENCE: Duration = Duration::from_secs(10);

diesel::table! { doc (id) { id -> BigInt, number -> BigInt, } }
diesel::table! { series (id) { id -> BigInt, next -> BigInt, } }
diesel::table! { child (id) { id -> BigInt, doc_id -> BigInt, } }

pub const SCHEMA: Schema = Schema {
    migrations: &[Migration {
        name: "1_docs",
        up_common: "CREATE TABLE doc (id BIGINT PRIMARY KEY, number BIGINT NOT NULL UNIQUE);
            CREATE TABLE series (id BIGINT PRIMARY KEY, next BIGINT NOT NULL);
            CREATE TABLE child (id BIGINT PRIMARY KEY,
                doc_id BIGINT NOT NULL REFERENCES doc (id) DEFERRABLE INITIALLY DEFERRED);
            INSERT INTO series (id, next) VALUES (1, 0);",
        down_common: "DROP TABLE child; DROP TABLE doc; DROP TABLE series;",
        up_sqlite: "",
        down_sqlite: "",
        up_postgres: "",
        down_postgres: "",
    }],
    triggers_sqlite: "",
    triggers_postgres: "",
    remembered: &[],
};

/// A document with the next number of its series.
pub fn post(conn: &mut Conn, id: i64) -> Result<i64, Failure> {
    let number: i64 = diesel::update(series::table.find(1))
        .set(series::next.eq(series::next + 1))
        .returning(series::next)
        .get_result(conn)?;
    diesel::insert_into(doc::table)
        .values((doc::id.eq(id), doc::number.eq(number)))
        .execute(conn)?;
    Ok(number)
}

/// How many documents there are, and the last number given.
pub fn docs_and_last(db: &Db) -> (i64, i64) {
    db.read(|conn| {
        let docs = doc::table.count().get_result(conn)?;
        Ok::<_, Failure>((docs, series::table.select(series::next).first(conn)?))
    })
    .unwrap()
}

/// Keeps the lane busy until told, and so long that a group takes no further jobs, so that what is written meanwhile comes
/// into one group after it. Returns once it holds.
pub fn hold(db: &Db, until: Receiver<()>) -> JoinHandle<()> {
    let (db, until) = (db.clone(), Mutex::new(until));
    let (begun, is_begun) = channel();
    let begun = Mutex::new(begun);
    let holding = std::thread::spawn(move || {
        db.write(move |_| {
            begun.lock().unwrap().send(()).unwrap();
            let started = Instant::now();
            until.lock().unwrap().recv_timeout(PATIENCE).unwrap();
            while started.elapsed() < Duration::from_millis(20) {
                std::thread::yield_now();
            }
            Ok::<_, Failure>(())
        })
        .unwrap();
    });
    is_begun.recv_timeout(PATIENCE).unwrap();
    holding
}

/// Waits until so many jobs wait.
pub fn wait_for_queue(db: &Db, length: usize) {
    let started = Instant::now();
    while db.statistics().queue_length < length {
        assert!(started.elapsed() < PATIENCE, "{:?}", db.statistics());
        std::thread::sleep(Duration::from_millis(1));
    }
}

#[test]
fn a_write_is_there_when_it_returns() {
    on_both(|world| {
        let db = world.open(&SCHEMA);
        assert_eq!(db.engine(), world.engine());
        assert_eq!(db.write(|conn| post(conn, 1)), Ok(1));
        assert_eq!(docs_and_last(&db), (1, 1));
    });
}

#[test]
fn a_refusal_undoes_itself() {
    on_both(|world| {
        let db = world.open(&SCHEMA);
        let refused = db.write(|conn| {
            post(conn, 1)?;
            Err::<(), _>(Failure::Refused("no"))
        });
        assert_eq!(refused, Err(Failure::Refused("no")));
        let twice = db.write(|conn| {
            post(conn, 1)?;
            post(conn, 1)
        });
        assert!(matches!(twice, Err(Failure::Database(_))), "{twice:?}");
        assert_eq!(db.write(|conn| post(conn, 1)), Ok(1));
        let statistics = db.statistics();
        assert_eq!((statistics.jobs, statistics.refused, statistics.panicked), (3, 2, 0));
    });
}

#[test]
fn a_panic_undoes_itself_and_the_lane_goes_on() {
    on_both(|world| {
        let db = world.open(&SCHEMA);
        let panicked = db.write(|conn| -> Result<(), Failure> {
            post(conn, 1)?;
            panic!("on purpose")
        });
        assert_eq!(
            panicked,
            Err(Failure::Write(WriteFailure::Panicked("on purpose".to_owned())))
        );
        let deep = db.write(|conn| -> Result<(), Failure> {
            conn.transaction(|conn| {
                post(conn, 1)?;
                conn.transaction(|conn| {
                    post(conn, 2)?;
                    panic!("deep {}", 2)
                })
            })
        });
        assert_eq!(deep, Err(Failure::Write(WriteFailure::Panicked("deep 2".to_owned()))));
        assert_eq!(db.write(|conn| post(conn, 1)), Ok(1));
        assert_eq!(docs_and_last(&db), (1, 1));
        assert_eq!(db.statistics().panicked, 2);
    });
}

#[test]
fn jobs_that_misuse_their_transaction_are_undone() {
    on_both(|world| {
        let db = world.open(&SCHEMA);
        let left_open = db.write(|conn| {
            <Conn as Connection>::TransactionManager::begin_transaction(conn)?;
            post(conn, 1)
        });
        assert!(
            matches!(left_open, Err(Failure::Write(WriteFailure::Panicked(_)))),
            "{left_open:?}"
        );
        let inside = db.clone();
        let waits_for_itself = db.write(move |_| inside.write(|conn| post(conn, 1)));
        assert!(
            matches!(waits_for_itself, Err(Failure::Write(WriteFailure::Panicked(_)))),
            "{waits_for_itself:?}"
        );
        assert_eq!(docs_and_last(&db), (0, 0));
    });
}

#[test]
fn sixteen_threads_leave_no_gap() {
    on_both(|world| {
        let db = world.open(&SCHEMA);
        let next = Arc::new(AtomicI64::new(1));
        let hands: Vec<_> = (0..16)
            .map(|hand| {
                let (db, next) = (db.clone(), next.clone());
                std::thread::spawn(move || {
                    for turn in 0..25 {
                        let id = next.fetch_add(1, Ordering::Relaxed);
                        let written = db.write(move |conn| {
                            post(conn, id)?;
                            match (hand + turn) % 10 {
                                3 => Err(Failure::Refused("no")),
                                7 => panic!("on purpose"),
                                _ => Ok(()),
                            }
                        });
                        assert_eq!(written.is_ok(), !matches!((hand + turn) % 10, 3 | 7));
                    }
                })
            })
            .collect();
        for hand in hands {
            hand.join().unwrap();
        }
        let statistics = db.statistics();
        let turns = (0..16_u64).flat_map(|hand| (0..25).map(move |turn| (hand + turn) % 10));
        let of = |kind: u64| turns.clone().filter(|turn| *turn == kind).map(|_| 1).sum::<u64>();
        let (docs, last) = docs_and_last(&db);
        assert_eq!(docs, last, "numbers have no gaps");
        assert_eq!(
            (statistics.jobs, statistics.refused, statistics.panicked),
            (400, of(3), of(7))
        );
        assert_eq!(docs.unsigned_abs(), 400 - of(3) - of(7));
        assert!(statistics.groups <= statistics.jobs, "{statistics:?}");
        assert_eq!(statistics.queue_length, 0);
        println!("{:?}: 400 jobs in {} groups", world.engine(), statistics.groups);
    });
}

#[test]
fn waiting_jobs_share_a_commit() {
    let world = crate::world::World::sqlite();
    let db = world.open(&SCHEMA);
    let (go, until) = channel();
    let holding = hold(&db, until);
    let hands: Vec<_> = (1..=20)
        .map(|id| {
            let db = db.clone();
            std::thread::spawn(move || db.write(move |conn| post(conn, id)))
        })
        .collect();
    wait_for_queue(&db, 20);
    go.send(()).unwrap();
    holding.join().unwrap();
    let mut numbers: Vec<i64> = hands.into_iter().map(|hand| hand.join().unwrap().unwrap()).collect();
    numbers.sort_unstable();
    assert_eq!(numbers, (1..=20).collect::<Vec<_>>());
    assert!(db.statistics().groups <= 4, "{:?}", db.statistics());
}

#[test]
fn a_deferred_law_fails_only_the_job_that_broke_it() {
    on_both(|world| {
        let db = world.open(&SCHEMA);
        let hands: Vec<_> = (1..=12)
            .map(|id| {
                let db = db.clone();
                std::thread::spawn(move || {
                    db.write(move |conn| {
                        post(conn, id)?;
                        let doc_id = if id == 5 { 999 } else { id };
                        diesel::insert_into(child::table)
                            .values((child::id.eq(id), child::doc_id.eq(doc_id)))
                            .execute(conn)?;
                        Ok::<_, Failure>(())
                    })
                })
            })
            .collect();
        let written: Vec<_> = hands.into_iter().map(|hand| hand.join().unwrap()).collect();
        for (at, written) in written.iter().enumerate() {
            if at == 4 {
                assert!(
                    matches!(written, Err(Failure::Write(WriteFailure::NotCommitted(_)))),
                    "{written:?}"
                );
            } else {
                assert_eq!(written, &Ok(()));
            }
        }
        assert_eq!(docs_and_last(&db), (11, 11));
    });
}

#[test]
fn a_swallowed_error_saves_nothing_on_postgres_and_is_said() {
    on_both(|world| {
        let db = world.open(&SCHEMA);
        db.write(|conn| post(conn, 1)).unwrap();
        let swallowed = db.write(|conn| {
            post(conn, 1).ok();
            Ok::<_, Failure>(())
        });
        match world.engine() {
            // The failed statement alone is undone.
            tenon_db::Engine::Sqlite => assert_eq!(swallowed, Ok(())),
            tenon_db::Engine::Postgres => {
                assert!(
                    matches!(swallowed, Err(Failure::Write(WriteFailure::NotCommitted(_)))),
                    "{swallowed:?}"
                );
            }
        }
        assert!(db.write(|conn| post(conn, 2)).is_ok());
    });
}

#[test]
fn slow_writes_are_counted_and_a_closed_lane_refuses() {
    on_both(|world| {
        let db = world.open(&SCHEMA);
        db.write(|conn| {
            std::thread::sleep(Duration::from_millis(60));
            post(conn, 1)
        })
        .unwrap();
        let statistics = db.statistics();
        assert_eq!(statistics.slow_writes, 1);
        assert!(statistics.write_seconds_total >= 0.06, "{statistics:?}");
        db.close();
        assert_eq!(
            db.write(|conn| post(conn, 2)),
            Err(Failure::Write(WriteFailure::Closed))
        );
        assert_eq!(docs_and_last(&db), (1, 1));
    });
}

#[test]
fn the_last_handle_may_go_inside_a_job() {
    on_both(|world| {
        let db = world.open(&SCHEMA);
        let (done, finished) = channel();
        let inside = Mutex::new(Some(db.clone()));
        let writer = std::thread::spawn(move || {
            db.write(move |conn| {
                drop(inside.lock().unwrap().take());
                post(conn, 1)
            })
            .unwrap();
            drop(db);
            done.send(()).unwrap();
        });
        finished.recv_timeout(PATIENCE).unwrap();
        writer.join().unwrap();
    });
}
