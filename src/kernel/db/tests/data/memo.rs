//! What the lane remembers of tables that seldom change is what a query would find.

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use tenon_db::Conn;
use tenon_db::Db;
use tenon_db::Migration;
use tenon_db::Schema;

use crate::world::Failure;
use crate::world::on_both;

diesel::table! { unit (id) { id -> BigInt, factor -> BigInt, } }

const SCHEMA: Schema = Schema {
    migrations: &[Migration {
        name: "1_units",
        up_common: "CREATE TABLE unit (id BIGINT PRIMARY KEY, factor BIGINT NOT NULL); INSERT INTO unit VALUES (1, 10);",
        down_common: "DROP TABLE unit;",
        up_sqlite: "",
        down_sqlite: "",
        up_postgres: "",
        down_postgres: "",
    }],
    triggers_sqlite: "",
    triggers_postgres: "",
    remembered: &["unit"],
};

/// The factor of a unit, and whether it had to be read.
fn factor(conn: &mut Conn) -> Result<(i64, bool), Failure> {
    let mut is_read = false;
    let factor = conn.remembered(("factor", 1), |conn, (_, id)| {
        is_read = true;
        Ok::<i64, Failure>(unit::table.find(i64::from(*id)).select(unit::factor).first(conn)?)
    })?;
    Ok((factor, is_read))
}

fn change(conn: &mut Conn, to: i64) -> Result<usize, Failure> {
    Ok(diesel::update(unit::table).set(unit::factor.eq(to)).execute(conn)?)
}

/// As the next write of each writing connection finds it: PostgreSQL has four that take turns.
fn of_each(db: &Db) -> Vec<(i64, bool)> {
    (0..40).map(|_| db.write(factor).unwrap()).collect()
}

#[test]
fn it_reads_once_until_somebody_changes_it() {
    on_both(|world| {
        let db = world.open(&SCHEMA);
        let found = of_each(&db);
        assert!(found.iter().all(|one| one.0 == 10), "{found:?}");
        let reads = found.iter().filter(|one| one.1).count();
        assert!((1..=4).contains(&reads), "{found:?}");

        db.write(|conn| {
            assert_eq!(factor(conn)?.0, 10);
            change(conn, 20)?;
            // In the write itself nothing is remembered any more.
            assert_eq!(factor(conn)?, (20, true));
            assert_eq!(factor(conn)?, (20, true));
            Ok::<_, Failure>(())
        })
        .unwrap();
        assert!(of_each(&db).iter().all(|one| one.0 == 20));

        let refused = db.write(|conn| {
            change(conn, 30)?;
            assert_eq!(factor(conn)?.0, 30);
            Err::<(), _>(Failure::Refused("no"))
        });
        assert_eq!(refused, Err(Failure::Refused("no")));
        assert!(of_each(&db).iter().all(|one| one.0 == 20));

        // Another program, or another server.
        world.conn().batch_execute("UPDATE unit SET factor = 40").unwrap();
        assert!(of_each(&db).iter().all(|one| one.0 == 40));
    });
}

#[test]
fn a_reader_remembers_nothing() {
    on_both(|world| {
        let db = world.open(&SCHEMA);
        for _ in 0..3 {
            assert_eq!(db.read(factor), Ok((10, true)));
        }
    });
}
