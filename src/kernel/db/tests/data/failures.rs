//! What happens when PostgreSQL goes away in the middle of things.

use std::sync::Arc;
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering;

use diesel::RunQueryDsl;
use diesel::connection::SimpleConnection;
use diesel::sql_query;
use tenon_db::WriteFailure;

use crate::lane::SCHEMA;
use crate::lane::docs_and_last;
use crate::lane::post;
use crate::world::Failure;
use crate::world::World;

/// Cuts every connection to the database.
const CUT: &str = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
     WHERE datname = '{name}' AND pid <> pg_backend_pid()";

#[test]
fn cut_connections_are_opened_again() {
    let Some(world) = World::postgres() else { return };
    let db = world.open(&SCHEMA);
    db.write(|conn| post(conn, 1)).unwrap();
    assert_eq!(docs_and_last(&db), (1, 1));
    world.run_outside(CUT);
    for id in 2..=10 {
        db.write(move |conn| post(conn, id)).unwrap();
    }
    for _ in 0..5 {
        assert_eq!(docs_and_last(&db), (10, 10));
    }
}

#[test]
fn a_group_cut_before_its_commit_runs_again() {
    let Some(world) = World::postgres() else { return };
    let db = world.open(&SCHEMA);
    let world = Arc::new(world);
    let (outside, runs) = (world.clone(), Arc::new(AtomicU32::new(0)));
    let counted = runs.clone();
    let written = db.write(move |conn| {
        let number = post(conn, 1)?;
        if counted.fetch_add(1, Ordering::Relaxed) == 0 {
            outside.run_outside(CUT);
        }
        Ok::<_, Failure>(number)
    });
    assert_eq!((written, runs.load(Ordering::Relaxed)), (Ok(1), 2));
    assert_eq!(docs_and_last(&db), (1, 1));
}

#[test]
fn a_group_cut_twice_is_not_saved() {
    let Some(world) = World::postgres() else { return };
    let world = Arc::new(world);
    let db = world.open(&SCHEMA);
    let outside = world.clone();
    let written = db.write(move |conn| {
        let number = post(conn, 1)?;
        outside.run_outside(CUT);
        Ok::<_, Failure>(number)
    });
    assert!(
        matches!(written, Err(Failure::Write(WriteFailure::NotCommitted(_)))),
        "{written:?}"
    );
    assert_eq!(db.write(|conn| post(conn, 1)), Ok(1));
}

/// The server dies while it commits.
const DIES_AT_COMMIT: &str = "
    CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$;
    CREATE CONSTRAINT TRIGGER doc_dies AFTER INSERT ON doc DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (new.id = 666) EXECUTE FUNCTION die();";

#[test]
fn a_connection_lost_during_commit_leaves_the_outcome_unknown() {
    let Some(world) = World::postgres() else { return };
    let db = world.open(&SCHEMA);
    world.conn().batch_execute(DIES_AT_COMMIT).unwrap();
    let written = db.write(|conn| post(conn, 666));
    assert!(
        matches!(written, Err(Failure::Write(WriteFailure::OutcomeUnknown(_)))),
        "{written:?}"
    );
    assert_eq!(db.write(|conn| post(conn, 1)), Ok(1));
}

#[test]
fn a_hanging_server_loses_the_lane() {
    let Some(world) = World::postgres() else { return };
    let db = world.open(&SCHEMA);
    let timeout = db.write(|conn| {
        sql_query("SET LOCAL idle_in_transaction_session_timeout = '100ms'").execute(conn)?;
        std::thread::sleep(std::time::Duration::from_millis(400));
        post(conn, 1)
    });
    assert!(timeout.is_err(), "{timeout:?}");
    assert_eq!(db.write(|conn| post(conn, 1)), Ok(1));
}
