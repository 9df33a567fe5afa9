//! A backup taken while others write is restored into an empty database of either engine, whole.
use crate::world::Empty;
use crate::world::World;
use crate::world::broken_laws;
use diesel::RunQueryDsl;
use diesel::sql_types::BigInt;
use diesel::sql_types::Text;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;
use tenon::kernel::backup;
use tenon::migrations;
use tenon_db::Db;

#[derive(diesel::QueryableByName)]
struct Row {
    #[diesel(sql_type = BigInt)]
    n: i64,
    #[diesel(sql_type = Text)]
    hash: String,
}

/// Events in the log and the hash of the last one.
fn log_of(db: &Db) -> (i64, String) {
    let query = "SELECT position AS n, hash FROM event_log ORDER BY position DESC LIMIT 1";
    let row: Row = db.read(|conn| diesel::sql_query(query).get_result(conn)).unwrap();
    (row.n, row.hash)
}

fn save_view(world: &World, client: &crate::client::Client, name: &str) {
    let fields = [("list", "parties"), ("name", name), ("query", "q=a")];
    let saved = client.post("/views", &fields);
    assert_eq!(saved.status, 303, "{} {}", world.address, saved.visible());
}

/// Takes a backup under load; gives the world with what was acknowledged before it began.
fn backed_up(file: &std::path::Path) -> (World, i64) {
    let world = World::demo();
    let client = world.sign_in_as_demo("administrator");
    save_view(&world, &client, "before 檯燈");
    let before = log_of(&world.house.db).0;
    let is_done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let writer = scope.spawn(|| {
            let mut count = 0;
            while !is_done.load(Ordering::Relaxed) {
                save_view(&world, &client, &format!("view {count}"));
                count += 1;
            }
        });
        let counted = backup::dump(&world.house.db, &migrations::schema(), &world.house.data_dir, file).unwrap();
        is_done.store(true, Ordering::Relaxed);
        writer.join().unwrap();
        assert!(counted.row_count > 100 && counted.table_count > 50, "{counted:?}");
    });
    (world, before)
}

fn restores_into(empty: &Empty) {
    let file = empty.data_dir().join("backup.tar.gz");
    let (world, before) = backed_up(&file);
    backup::load(&empty.settings(), &migrations::schema(), &empty.data_dir(), &file).unwrap();
    let restored = Db::open(&empty.settings(), &migrations::schema()).unwrap();
    let (last, hash) = log_of(&restored);
    assert!(last >= before && last <= log_of(&world.house.db).0);
    let query = format!("SELECT position AS n, hash FROM event_log WHERE position = {last}");
    let same: Row = world
        .house
        .db
        .read(|conn| diesel::sql_query(&query).get_result(conn))
        .unwrap();
    assert_eq!(same.hash, hash, "the chain goes on where it was");
    let again = backup::load(&empty.settings(), &migrations::schema(), &empty.data_dir(), &file).unwrap_err();
    assert!(again.to_string().contains("is not empty"), "{again}");
    let changed = restored
        .read(|conn| diesel::sql_query("SELECT COUNT(*) AS n, '' AS hash FROM schema_trigger").get_result::<Row>(conn));
    assert_eq!(changed.unwrap().n, 1, "the laws of the database stand again");
    assert_eq!(broken_laws(&restored), None);
    restored.close();
}

#[test]
fn into_sqlite() {
    restores_into(&Empty::sqlite());
}

#[test]
fn into_postgres() {
    restores_into(&Empty::postgres());
}

#[test]
fn a_damaged_archive_is_refused_before_anything_is_written() {
    let empty = Empty::sqlite();
    let file = empty.data_dir().join("backup.tar.gz");
    let (_world, _) = backed_up(&file);
    let mut bytes = std::fs::read(&file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0x20;
    std::fs::write(&file, bytes).unwrap();
    backup::load(&empty.settings(), &migrations::schema(), &empty.data_dir(), &file).unwrap_err();
    let untouched = Db::open(&empty.settings(), &migrations::schema()).unwrap();
    let rows: Row = untouched
        .read(|conn| diesel::sql_query("SELECT COUNT(*) AS n, '' AS hash FROM event_log").get_result(conn))
        .unwrap();
    assert_eq!(rows.n, 0);
    untouched.close();
}
