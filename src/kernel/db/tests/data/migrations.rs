//! The migration runner: once each, all or nothing, never backwards.

use diesel::Connection;
use diesel::RunQueryDsl;
use diesel::sql_query;
use diesel::sql_types::BigInt;
use diesel::sql_types::Text;
use tenon_db::Conn;
use tenon_db::Db;
use tenon_db::Engine;
use tenon_db::Migration;
use tenon_db::OpenError;
use tenon_db::Schema;
use tenon_db::Settings;
use tenon_db::migrate;

use crate::world::Failure;
use crate::world::on_both;

const EMPTY: Migration = Migration {
    name: "",
    up_common: "",
    down_common: "",
    up_sqlite: "",
    down_sqlite: "",
    up_postgres: "",
    down_postgres: "",
};

const FIRST: Migration = Migration {
    name: "1_entry",
    up_common: "CREATE TABLE entry (id BIGINT PRIMARY KEY, state TEXT NOT NULL);",
    down_common: "DROP TABLE entry;",
    ..EMPTY
};

const SECOND: Migration = Migration {
    name: "2_line",
    up_common: "CREATE TABLE line (id BIGINT PRIMARY KEY, entry_id BIGINT NOT NULL REFERENCES entry (id));
        INSERT INTO entry VALUES (1, 'posted'); INSERT INTO line VALUES (1, 1);",
    down_common: "DROP TABLE line; DELETE FROM entry;",
    up_sqlite: "CREATE TABLE only_sqlite (x BIGINT);",
    down_sqlite: "DROP TABLE only_sqlite;",
    up_postgres: "CREATE TABLE only_postgres (x BIGINT);",
    down_postgres: "DROP TABLE only_postgres;",
};

const BROKEN: Migration = Migration {
    name: "3_broken",
    up_common: "CREATE TABLE half (x BIGINT); CREATE TABEL oops;",
    ..EMPTY
};

const DANGLING: Migration = Migration {
    name: "3_dangling",
    up_common: "INSERT INTO line VALUES (2, 77);",
    ..EMPTY
};

const fn schema(migrations: &'static [Migration]) -> Schema {
    Schema {
        migrations,
        triggers_sqlite: "DROP TRIGGER IF EXISTS entry_stays;
            CREATE TRIGGER entry_stays BEFORE UPDATE ON entry WHEN old.state = 'posted'
            BEGIN SELECT RAISE(ABORT, 'posted entries stay'); END;",
        triggers_postgres: "CREATE OR REPLACE FUNCTION entry_stays() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN RAISE EXCEPTION 'posted entries stay'; END $$;
            DROP TRIGGER IF EXISTS entry_stays ON entry;
            CREATE TRIGGER entry_stays BEFORE UPDATE ON entry FOR EACH ROW WHEN (old.state = 'posted')
            EXECUTE FUNCTION entry_stays();",
        remembered: &[],
    }
}

const OLD: Schema = schema(&[FIRST]);
const NEW: Schema = schema(&[FIRST, SECOND]);

#[derive(diesel::QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

fn count(conn: &mut Conn, sql: &str) -> Result<i64, Failure> {
    Ok(sql_query(sql).get_result::<Count>(conn)?.n)
}

fn touch_entry(conn: &mut Conn) -> Result<usize, Failure> {
    Ok(sql_query("UPDATE entry SET state = $1")
        .bind::<Text, _>("draft")
        .execute(conn)?)
}

#[test]
fn each_runs_once_and_triggers_keep_the_law() {
    on_both(|world| {
        drop(world.open(&OLD));
        for _ in 0..2 {
            let db = world.open(&NEW);
            let lines = db.read(|conn| count(conn, "SELECT COUNT(*) AS n FROM line"));
            assert_eq!(lines, Ok(1));
            let own = match world.engine() {
                Engine::Sqlite => "SELECT COUNT(*) AS n FROM only_sqlite",
                Engine::Postgres => "SELECT COUNT(*) AS n FROM only_postgres",
            };
            assert_eq!(db.read(|conn| count(conn, own)), Ok(0));
            let refused = db.write(touch_entry);
            assert!(
                matches!(&refused, Err(Failure::Database(text)) if text.contains("posted entries stay")),
                "{refused:?}"
            );
            let dangling =
                db.write(|conn| Ok::<_, Failure>(sql_query("INSERT INTO line VALUES (9, 99)").execute(conn)?));
            assert!(dangling.is_err());
        }
        if world.engine() == Engine::Sqlite {
            let is_row_number = "SELECT COUNT(*) AS n FROM sqlite_master WHERE sql LIKE '%INTEGER PRIMARY KEY%'";
            assert_eq!(count(&mut world.conn(), is_row_number), Ok(2));
        }
    });
}

#[test]
fn a_newer_database_is_refused() {
    on_both(|world| {
        drop(world.open(&NEW));
        let refused = Db::open(&world.settings, &OLD).err().unwrap();
        assert!(
            matches!(&refused, OpenError::Newer { names } if names == "2_line"),
            "{refused}"
        );
        assert!(refused.to_string().contains("newer than this program"));
    });
}

#[test]
fn a_failed_migration_leaves_nothing() {
    on_both(|world| {
        let refused = Db::open(&world.settings, &schema(&[FIRST, SECOND, BROKEN]))
            .err()
            .unwrap();
        assert!(
            matches!(&refused, OpenError::Migration { name, .. } if name == "3_broken"),
            "{refused}"
        );
        let refused = Db::open(&world.settings, &schema(&[FIRST, SECOND, DANGLING]))
            .err()
            .unwrap();
        assert!(
            matches!(&refused, OpenError::Migration { name, .. } if name == "3_dangling"),
            "{refused}"
        );
        let db = world.open(&NEW);
        assert!(db.read(|conn| count(conn, "SELECT COUNT(*) AS n FROM half")).is_err());
    });
}

#[test]
fn up_down_up() {
    on_both(|world| {
        drop(world.open(&NEW));
        let mut conn = Conn::establish(&world.settings.url).unwrap();
        migrate::down(&mut conn, &NEW, 1).unwrap();
        assert!(count(&mut conn, "SELECT COUNT(*) AS n FROM line").is_err());
        assert_eq!(count(&mut conn, "SELECT COUNT(*) AS n FROM entry"), Ok(0));
        migrate::run(&mut conn, &NEW).unwrap();
        migrate::down(&mut conn, &NEW, 2).unwrap();
        assert!(count(&mut conn, "SELECT COUNT(*) AS n FROM entry").is_err());
        migrate::run(&mut conn, &NEW).unwrap();
        assert!(touch_entry(&mut conn).is_err(), "the triggers are back");
    });
}

#[test]
fn several_servers_start_at_once() {
    on_both(|world| {
        let hands: Vec<_> = (0..4)
            .map(|_| {
                let settings = world.settings.clone();
                std::thread::spawn(move || Db::open(&settings, &NEW).map(drop).map_err(|error| error.to_string()))
            })
            .collect();
        for hand in hands {
            assert_eq!(hand.join().unwrap(), Ok(()));
        }
        assert_eq!(
            count(&mut world.conn(), "SELECT COUNT(*) AS n FROM schema_migration"),
            Ok(2)
        );
    });
}

#[test]
fn what_cannot_be_opened_says_what_to_do() {
    let open = |url: &str| {
        Db::open(
            &Settings {
                url: url.to_owned(),
                readers: 1,
            },
            &NEW,
        )
        .err()
        .unwrap()
    };
    assert!(matches!(open(":memory:"), OpenError::InMemory));
    assert!(matches!(open("sqlite:"), OpenError::InMemory));
    let missing = open("/no/such/folder/tenon.db").to_string();
    assert!(
        missing.contains("/no/such/folder/tenon.db") && missing.contains("Check"),
        "{missing}"
    );
    let nobody = open("postgres://me:secret@127.0.0.1:1/tenon").to_string();
    assert!(
        nobody.contains("127.0.0.1:1/tenon") && !nobody.contains("secret"),
        "{nobody}"
    );
}
