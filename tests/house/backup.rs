//! A backup taken while others write is restored into an empty database of either engine, whole.
use crate::orders::shop::Shop;
use crate::world::Empty;
use crate::world::World;
use crate::world::broken_laws;
use diesel::Connection;
use diesel::RunQueryDsl;
use diesel::sql_types::BigInt;
use diesel::sql_types::Text;
use serde_json::json;
use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;
use std::sync::mpsc;
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

/// One order from the customer to the money: (2 × 300.00 − 5 %) + 50.00 are 620.00, with 19 % tax 737.80.
fn order_to_cash(shop: &Shop) {
    let order = shop.confirmed(&[(shop.washer, 2, "5"), (shop.freight, 1, "0")]);
    shop.shipped(order, &[2]);
    shop.invoiced(&format!("/orders/sales-orders/{order}"));
    let body = json!({
        "company_id": shop.company.raw(), "party_id": shop.customer.raw(), "payment_date": "2026-06-13",
        "amount": "737.80", "oldest_first": true, "allocations": [],
    });
    shop.made(shop.accountant.api("/finance/payments", &body));
}

/// Takes a backup while orders go from customer to ledger; gives the shop with what was acknowledged before it began.
fn backed_up(file: &Path) -> (Shop, i64) {
    let shop = Shop::new();
    shop.receive(shop.washer, 10_000, "190", "2026-06-02");
    let view = [("list", "parties"), ("name", "before 檯燈"), ("query", "q=a")];
    shop.world.sign_in("admin").post("/views", &view).expect(303);
    let before = log_of(&shop.world.house.db).0;
    let is_done = AtomicBool::new(false);
    let (begun, has_begun) = mpsc::channel();
    std::thread::scope(|scope| {
        let writer = scope.spawn(|| {
            while !is_done.load(Ordering::Relaxed) {
                order_to_cash(&shop);
                begun.send(()).unwrap();
            }
        });
        has_begun.recv().unwrap();
        let counted = backup::dump(&shop.world.house.db, &shop.world.house.data_dir, file).unwrap();
        is_done.store(true, Ordering::Relaxed);
        writer.join().unwrap();
        assert!(counted.row_count > 100 && counted.table_count > 50, "{counted:?}");
    });
    (shop, before)
}

fn restores_into(empty: &Empty) {
    let file = empty.data_dir().join("backup.tar.gz");
    let (shop, before) = backed_up(&file);
    let world = &shop.world;
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
    // Three receipts stood before; each order has three entries, its delivery's, its invoice's and its payment's, and of
    // the one under way up to two.
    let (paid, entries) = (count(&restored, "payment"), count(&restored, "journal_entry"));
    assert!(
        paid > 0 && (3 + 3 * paid..6 + 3 * paid).contains(&entries),
        "{paid} {entries}"
    );
    let left: Row = restored
        .read(|conn| {
            let open = "SELECT COUNT(*) AS n, '' AS hash FROM open_item WHERE open_amount <> 0";
            diesel::sql_query(open).get_result(conn)
        })
        .unwrap();
    assert!(left.n <= 1, "{} items are open", left.n);
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
    let (_shop, _) = backed_up(&file);
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
