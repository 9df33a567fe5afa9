//! What waits for the commit: written together, taken back with the savepoint in which it was left.

use std::sync::mpsc::channel;

use diesel::QueryResult;
use diesel::prelude::*;
use tenon_db::AtCommit;
use tenon_db::Conn;
use tenon_db::Db;
use tenon_db::Engine;
use tenon_db::WriteFailure;

use crate::lane::SCHEMA;
use crate::lane::doc;
use crate::lane::hold;
use crate::lane::series;
use crate::lane::wait_for_queue;
use crate::world::Failure;
use crate::world::on_both;

/// A document that waits; the series counts how often some were written.
struct Doc(i64);

impl AtCommit for Doc {
    fn write(conn: &mut Conn, left: &[Doc]) -> QueryResult<()> {
        assert!(left.iter().all(|Doc(id)| *id > 0), "on purpose");
        diesel::update(series::table.find(1))
            .set(series::next.eq(series::next + 1))
            .execute(conn)?;
        let rows: Vec<_> = left
            .iter()
            .map(|Doc(id)| (doc::id.eq(*id), doc::number.eq(*id)))
            .collect();
        diesel::insert_into(doc::table).values(&rows).execute(conn)?;
        Ok(())
    }
}

/// Ids of all documents, and how often some were written.
fn written(db: &Db) -> (Vec<i64>, i64) {
    db.read(|conn| {
        let ids = doc::table.order(doc::id).select(doc::id).limit(20).load(conn)?;
        Ok::<_, Failure>((ids, series::table.select(series::next).first(conn)?))
    })
    .unwrap()
}

fn is_waiting(conn: &mut Conn, id: i64) -> bool {
    conn.find_waiting(|Doc(one)| (*one == id).then_some(())).is_some()
}

fn refuse() -> Result<(), Failure> {
    Err(Failure::Refused("no"))
}

#[test]
fn what_is_left_is_written_once_and_without_what_was_refused() {
    on_both(|world| {
        let db = world.open(&SCHEMA);
        db.write(|conn| {
            conn.at_commit(Doc(1));
            let refused = conn.part(|conn| {
                conn.at_commit(Doc(2));
                assert!(is_waiting(conn, 1) && is_waiting(conn, 2));
                conn.part(|conn| {
                    conn.at_commit(Doc(3));
                    Ok::<_, Failure>(())
                })?;
                refuse()
            });
            assert_eq!(refused, refuse());
            assert!(is_waiting(conn, 1) && !is_waiting(conn, 2));
            conn.part(|conn| {
                conn.at_commit(Doc(4));
                Ok::<_, Failure>(())
            })
        })
        .unwrap();
        assert_eq!(written(&db), (vec![1, 4], 1));
        let refused = db.write(|conn| {
            conn.at_commit(Doc(5));
            refuse()
        });
        assert_eq!(refused, refuse());
        assert_eq!(written(&db), (vec![1, 4], 1));
    });
}

#[test]
fn what_was_written_early_in_a_part_that_fails_waits_again() {
    on_both(|world| {
        let db = world.open(&SCHEMA);
        db.write(|conn| {
            conn.at_commit(Doc(1));
            let refused = conn.part(|conn| {
                conn.at_commit(Doc(2));
                assert!(is_waiting(conn, 1) && is_waiting(conn, 2));
                conn.part(|conn| Ok::<_, Failure>(conn.write_waiting::<Doc>()?))?;
                let early: i64 = doc::table.count().get_result(conn)?;
                assert_eq!(early, 2);
                refuse()
            });
            assert_eq!(refused, refuse());
            conn.at_commit(Doc(3));
            conn.part(|conn| Ok::<_, Failure>(conn.write_waiting::<Doc>()?))?;
            conn.at_commit(Doc(4));
            Ok::<_, Failure>(())
        })
        .unwrap();
        assert_eq!(written(&db), (vec![1, 3, 4], 2));
    });
}

#[test]
fn one_that_cannot_be_written_undoes_its_own_job_only() {
    on_both(|world| {
        let db = world.open(&SCHEMA);
        let leave = |id: i64| {
            move |conn: &mut Conn| {
                conn.at_commit(Doc(id));
                Ok::<_, Failure>(id)
            }
        };
        assert_eq!(db.write(leave(1)), Ok(1));
        let (go, until) = channel();
        let holding = hold(&db, until);
        let jobs: Vec<_> = [2, 1, -1, 3]
            .map(|id| {
                let db = db.clone();
                std::thread::spawn(move || db.write(leave(id)))
            })
            .into_iter()
            .collect();
        if db.engine() == Engine::Sqlite {
            // PostgreSQL's other writing connections take them up and wait for the lane.
            wait_for_queue(&db, 4);
        }
        go.send(()).unwrap();
        holding.join().unwrap();
        let answers: Vec<_> = jobs.into_iter().map(|job| job.join().unwrap()).collect();
        assert_eq!((&answers[0], &answers[3]), (&Ok(2), &Ok(3)));
        for refused in &answers[1..3] {
            assert!(
                matches!(refused, Err(Failure::Write(WriteFailure::NotCommitted(_)))),
                "{answers:?}"
            );
        }
        assert_eq!(written(&db).0, [1, 2, 3]);
    });
}

#[test]
fn a_panic_while_writing_early_loses_nothing_of_others() {
    on_both(|world| {
        let db = world.open(&SCHEMA);
        let (go, until) = channel();
        let holding = hold(&db, until);
        let spawn = |id: i64, is_early: bool, queued: usize| {
            let writing = db.clone();
            let job = std::thread::spawn(move || {
                writing.write(move |conn| {
                    conn.at_commit(Doc(id));
                    if is_early {
                        conn.write_waiting::<Doc>()?;
                    }
                    Ok::<_, Failure>(())
                })
            });
            if db.engine() == Engine::Sqlite {
                wait_for_queue(&db, queued);
            }
            job
        };
        let jobs = [spawn(1, false, 1), spawn(-1, true, 2), spawn(2, false, 3)];
        go.send(()).unwrap();
        holding.join().unwrap();
        let answers = jobs.map(|job| job.join().unwrap());
        assert_eq!((&answers[0], &answers[2]), (&Ok(()), &Ok(())));
        assert!(
            matches!(&answers[1], Err(Failure::Write(WriteFailure::Panicked(_)))),
            "{answers:?}"
        );
        assert_eq!(written(&db).0, [1, 2]);
    });
}

#[test]
fn the_jobs_of_a_group_write_together() {
    on_both(|world| {
        let db = world.open(&SCHEMA);
        let before = db.statistics().groups;
        let (go, until) = channel();
        let holding = hold(&db, until);
        let jobs: Vec<_> = (1..=8)
            .map(|id| {
                let db = db.clone();
                std::thread::spawn(move || {
                    db.write(move |conn| {
                        conn.at_commit(Doc(id));
                        Ok::<_, Failure>(())
                    })
                })
            })
            .collect();
        if db.engine() == Engine::Sqlite {
            wait_for_queue(&db, 8);
        }
        go.send(()).unwrap();
        holding.join().unwrap();
        for job in jobs {
            job.join().unwrap().unwrap();
        }
        let (ids, times) = written(&db);
        assert_eq!(ids, (1..=8).collect::<Vec<i64>>());
        // The one that held the lane left nothing.
        let groups = i64::try_from(db.statistics().groups - before).unwrap();
        assert!(times <= groups, "{times} times in {groups} groups");
        if db.engine() == Engine::Sqlite {
            assert_eq!(times, 1);
        }
    });
}
