//! A backup taken while others write is restored into an empty database of either engine, whole.
use crate::world::Empty;
use crate::world::World;
use crate::world::broken_laws;
use diesel::Connection;
use diesel::RunQueryDsl;
use diesel::sql_types::BigInt;
use diesel::sql_types::Text;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;
use tenon::kernel::backup;
use tenon::kernel::files;
use tenon::migrations;
use tenon::start;
use tenon::start::Settings;
use tenon_db::Conn;
use tenon_db::Db;
use tenon_db::migrate;

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
        let counted = backup::dump(&world.house.db, &world.house.data_dir, file).unwrap();
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

fn count(db: &Db, table: &str) -> i64 {
    let query = format!("SELECT COUNT(*) AS n, '' AS hash FROM {table}");
    let row: Row = db.read(|conn| diesel::sql_query(query).get_result(conn)).unwrap();
    row.n
}

#[test]
fn what_is_being_uploaded_is_left_out_and_a_failed_backup_leaves_nothing() {
    let (world, empty) = (World::new(), Empty::sqlite());
    let (db, data_dir) = (&world.house.db, &world.house.data_dir);
    let stored = files::put(data_dir, b"a letter").unwrap();
    let folder = files::path_of(data_dir, &stored.hash)
        .unwrap()
        .parent()
        .unwrap()
        .to_owned();
    std::fs::write(folder.join("new-1a2b"), b"half a let").unwrap();
    let archive = empty.data_dir().join("backup.tar.gz");
    // A file that cannot be read.
    let lost = files::path_of(data_dir, &"ab".repeat(32)).unwrap();
    std::fs::create_dir_all(lost.parent().unwrap()).unwrap();
    std::os::unix::fs::symlink(data_dir.join("nowhere"), &lost).unwrap();
    backup::dump(db, data_dir, &archive).unwrap_err();
    assert!(!archive.exists(), "half an archive stays");
    std::fs::remove_file(&lost).unwrap();
    let counted = backup::dump(db, data_dir, &archive).unwrap();
    assert_eq!(counted.file_count, 1);

    // Where files cannot be written no row stands.
    let target = empty.data_dir();
    std::fs::write(target.join("files"), b"in the way").unwrap();
    backup::load(&empty.settings(), &migrations::schema(), &target, &archive).unwrap_err();
    let untouched = Db::open(&empty.settings(), &migrations::schema()).unwrap();
    assert_eq!(count(&untouched, "app_user"), 0);
    untouched.close();
    drop(untouched);
    std::fs::remove_file(target.join("files")).unwrap();
    let counted = backup::load(&empty.settings(), &migrations::schema(), &target, &archive).unwrap();
    assert_eq!(counted.file_count, 1);
    assert_eq!(files::get(&target, &stored.hash).unwrap(), b"a letter");
}

#[test]
fn a_backup_before_an_upgrade_migrates_nothing() {
    let (old, empty) = (Empty::sqlite(), Empty::sqlite());
    Db::open(&old.settings(), &migrations::schema()).unwrap().close();
    let mut conn = Conn::establish(&old.settings().url).unwrap();
    migrate::down(&mut conn, &migrations::schema(), 1).unwrap();
    drop(conn);
    let settings = Settings {
        database_url: old.settings().url,
        data_dir: old.data_dir(),
        listen: "127.0.0.1:0".parse().unwrap(),
        secure_cookies: false,
        trusted_proxies: Vec::new(),
    };
    let archive = empty.data_dir().join("backup.tar.gz");
    start::backup(&settings, &archive).unwrap();
    let all = i64::try_from(migrations::schema().migrations.len()).unwrap();
    let still_old = Db::open_as_stored(&old.settings(), &migrations::schema()).unwrap();
    assert_eq!(count(&still_old, "schema_migration"), all - 1);
    still_old.close();
    backup::load(&empty.settings(), &migrations::schema(), &empty.data_dir(), &archive).unwrap();
    let restored = Db::open_as_stored(&empty.settings(), &migrations::schema()).unwrap();
    assert_eq!(count(&restored, "schema_migration"), all);
    restored.close();
}
