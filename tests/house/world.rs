//! A world of its own for each test: a fresh database on the engine that DATABASE names, a small group in it, the server
//! on a port of its own, and people to sign in as.
//!
//! The group is told in `group.rs`.
use crate::client::Client;
pub use crate::group::PASSWORD;
use crate::group::email;
use crate::group::fill;
use crate::place::Place;
use crate::row_counts::RowCounts;
use chrono::DateTime;
use chrono::Utc;
use diesel::Connection;
use diesel::RunQueryDsl;
use diesel::connection::SimpleConnection;
use diesel::sql_types::BigInt;
use std::collections::BTreeMap;
use std::net::IpAddr;
use std::net::TcpListener;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::OnceLock;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;
use std::sync::mpsc;
use std::thread::JoinHandle;
use tenon::app::APP;
use tenon::company::user;
use tenon::ids::CompanyId;
use tenon::ids::FiscalPeriodId;
use tenon::kernel::actor::Actor;
use tenon::kernel::clock::Clock;
use tenon::kernel::error::Result;
use tenon::kernel::password::Hasher;
use tenon::kernel::session;
use tenon::kernel::tx::Tx;
use tenon::kernel::web::House;
use tenon::kernel::web::serve;
use tenon::ledger::period;
use tenon::ledger::period::PeriodState;
use tenon::migrations;
use tenon::setup::check;
use tenon::setup::demo;
use tenon_db::Conn;
use tenon_db::Db;
use tenon_db::Engine;
use tenon_db::Settings;

/// The day on which every world begins: 2026-06-15, a Monday, at 10:00 UTC.
pub const START: &str = "2026-06-15T10:00:00Z";

fn open(place: &Place) -> Db {
    let settings = Settings {
        url: place.url(),
        readers: 4,
    };
    Db::open(&settings, &migrations::schema()).unwrap()
}

fn house(place: &Place, clock: Clock) -> Arc<House> {
    Arc::new(House {
        app: &APP,
        db: open(place),
        clock,
        hasher: Hasher::new(),
        data_dir: place.data_dir(),
        secure_cookies: false,
        trusted_proxies: vec![IpAddr::from([127, 0, 0, 1])],
        demo_sign_ins: Vec::new(),
    })
}

fn start() -> DateTime<Utc> {
    START.parse().unwrap()
}

/// The databases worlds are copies of: migrated, with the small group, or with the demo. ./test removes their folder and
/// server.
static TEMPLATE: OnceLock<Place> = OnceLock::new();
static DEMO: OnceLock<Place> = OnceLock::new();

/// Orders of the demo that tests walk through: enough for every state of every document.
const DEMO_ORDERS: usize = 120;

fn template(fill: impl FnOnce(&Arc<House>)) -> Place {
    let place = Place::new();
    place.make(None);
    let house = house(&place, Clock::fixed(start()));
    fill(&house);
    house.db.checkpoint().unwrap();
    house.db.close();
    place
}

/// One test's world.
pub struct World {
    pub house: Arc<House>,
    pub clock: Clock,
    pub address: String,
    pub system: Arc<Actor>,
    rows: RowCounts,
    place: Place,
    stop: Option<(actix_web::dev::ServerHandle, JoinHandle<()>)>,
    breaks_laws: AtomicBool,
}

#[derive(diesel::QueryableByName)]
struct Counted {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

impl World {
    /// The small group, without any document.
    pub fn new() -> World {
        World::copy_of(TEMPLATE.get_or_init(|| template(|house| fill(house))))
    }

    /// The demo group with a small part of its business; people by role: [`World::sign_in_as_demo`].
    pub fn demo() -> World {
        World::copy_of(DEMO.get_or_init(|| template(|house| demo::fill(house, DEMO_ORDERS).unwrap())))
    }

    fn copy_of(template: &Place) -> World {
        let place = Place::new();
        place.make(Some(template));
        let clock = Clock::fixed(start());
        let house = house(&place, clock.clone());
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let (sender, receiver) = mpsc::channel();
        let serving = house.clone();
        let thread = std::thread::spawn(move || {
            actix_web::rt::System::new().block_on(async move {
                let (server, handle) = serve::start(serving, listener, 1, false).unwrap();
                sender.send(handle).unwrap();
                server.await.unwrap();
            });
        });
        let handle = receiver.recv().unwrap();
        let companies = house
            .db
            .read(session::companies)
            .unwrap()
            .into_iter()
            .map(|one| one.id)
            .collect();
        let system = Arc::new(Actor::system(user::SYSTEM, "Tenon", companies));
        World {
            house,
            clock,
            address,
            system,
            rows: RowCounts::of(place.url()),
            place,
            stop: Some((handle, thread)),
            breaks_laws: AtomicBool::new(false),
        }
    }

    /// Somebody signed in: `admin`, `sales`, `warehouse`, `accountant`, `other`.
    pub fn sign_in(&self, name: &str) -> Client {
        Client::sign_in(&self.address, &email(name), PASSWORD)
    }

    /// Somebody of the demo by the code of his role.
    pub fn sign_in_as_demo(&self, role: &str) -> Client {
        let person = demo::SIGN_INS.iter().find(|person| person.role == role).unwrap();
        Client::sign_in(&self.address, person.email, demo::PASSWORD)
    }

    /// Somebody not signed in.
    pub fn stranger(&self) -> Client {
        Client::new(&self.address)
    }

    /// A write of the program itself, for what a test needs before it begins: the real operations, never raw SQL.
    pub fn write<T: Send + 'static>(&self, job: impl Fn(&mut Tx<'_>) -> Result<T> + Send + 'static) -> T {
        self.house.write_as(&self.system, job).unwrap()
    }

    pub fn read<T>(&self, f: impl FnOnce(&mut Conn) -> Result<T>) -> T {
        self.house.db.read(f).unwrap()
    }

    /// Id of a company by its code.
    pub fn company(&self, code: &str) -> CompanyId {
        let companies = self.read(session::companies);
        companies.iter().find(|one| one.code == code).map(|one| one.id).unwrap()
    }

    /// The month of a company that a day falls in.
    pub fn month(&self, company: CompanyId, on: &str) -> FiscalPeriodId {
        let on = on.parse().unwrap();
        self.read(|conn| period::queries::between(conn, &[company.raw()], on, on))[0].id
    }

    /// Closes that month, or opens it again.
    pub fn set_month(&self, company: CompanyId, on: &str, state: PeriodState) {
        let month = self.month(company, on);
        self.write(move |tx| period::ops::set_state(tx, month, state));
    }

    /// The URL of the database, for programs started beside the server.
    pub fn database_url(&self) -> String {
        self.place.url()
    }

    /// Changes the database behind the product's back, as no door can: only for tests of what must notice it.
    pub fn behind_its_back(&self, sql: &str) {
        Conn::establish(&self.place.url()).unwrap().batch_execute(sql).unwrap();
    }

    /// For a test that breaks a law itself: nobody asks about the laws when this world ends.
    pub fn breaks_laws_on_purpose(&self) {
        self.breaks_laws.store(true, Ordering::Relaxed);
    }

    /// What `tenon check` would say of the laws that do not hold; nothing when all do.
    pub fn broken_laws(&self) -> Option<String> {
        broken_laws(&self.house.db)
    }

    /// Tables that have all of these columns.
    pub fn tables_with(&self, columns: &[&str]) -> Vec<String> {
        let count = |table: &&String| {
            let wanted: Vec<String> = columns.iter().map(|column| format!("'{column}'")).collect();
            let wanted = wanted.join(", ");
            match self.house.db.engine() {
                Engine::Sqlite => {
                    format!("SELECT COUNT(*) AS n FROM pragma_table_info('{table}') WHERE name IN ({wanted})")
                }
                Engine::Postgres => format!(
                    "SELECT COUNT(*) AS n FROM information_schema.columns WHERE table_name = '{table}' AND column_name IN ({wanted})"
                ),
            }
        };
        let has_all = |table: &&String| {
            let counted: Counted = self.read(|conn| Ok(diesel::sql_query(count(table)).get_result(conn)?));
            usize::try_from(counted.n).unwrap() == columns.len()
        };
        let tables: Vec<String> = self.row_counts().into_keys().collect();
        tables.iter().filter(has_all).cloned().collect()
    }

    /// Rows of each table: a write that was refused leaves them as they were.
    pub fn row_counts(&self) -> BTreeMap<String, i64> {
        self.rows.now()
    }
}

/// The laws that do not hold in a database, each with its figures.
pub fn broken_laws(db: &Db) -> Option<String> {
    let checked = db.read(check::queries::run).unwrap();
    let bad: Vec<String> = checked
        .iter()
        .filter(|law| !law.holds())
        .map(|law| format!("{}: {:?} {:?}", law.key, law.totals, law.deviations))
        .collect();
    (!bad.is_empty()).then(|| bad.join("\n"))
}

/// An empty database; it goes when the test ends.
pub struct Empty(Place);

impl Empty {
    /// On the engine that DATABASE names.
    pub fn new() -> Empty {
        Empty::of(Place::new())
    }

    pub fn sqlite() -> Empty {
        Empty::of(Place::Folder(std::env::temp_dir().join(Place::name())))
    }

    pub fn postgres() -> Empty {
        Empty::of(Place::server(Place::name()))
    }

    /// Not empty: the small group, for a server that the test starts itself.
    pub fn with_the_group() -> Empty {
        let place = Place::new();
        place.make(Some(TEMPLATE.get_or_init(|| template(|house| fill(house)))));
        Empty(place)
    }

    fn of(place: Place) -> Empty {
        place.make(None);
        Empty(place)
    }

    pub fn settings(&self) -> Settings {
        Settings {
            url: self.0.url(),
            readers: 2,
        }
    }

    pub fn data_dir(&self) -> PathBuf {
        self.0.data_dir()
    }
}

impl Drop for Empty {
    fn drop(&mut self) {
        self.0.remove();
    }
}

impl Drop for World {
    /// Every test leaves books in which every law holds, whatever it was about.
    fn drop(&mut self) {
        let is_asked = !std::thread::panicking() && !self.breaks_laws.load(Ordering::Relaxed);
        let broken = if is_asked { self.broken_laws() } else { None };
        if let Some((handle, thread)) = self.stop.take() {
            actix_web::rt::System::new().block_on(handle.stop(false));
            let _ = thread.join();
        }
        self.house.db.close();
        self.place.remove();
        assert!(
            broken.is_none(),
            "laws do not hold at the end: {}",
            broken.unwrap_or_default()
        );
    }
}
