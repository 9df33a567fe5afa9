//! A served database, on SQLite with finished orders, whose connections write down what they ask.
use diesel::Connection;
use diesel::RunQueryDsl;
use diesel::sql_query;
use diesel::sql_types::Text;
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::mpsc;
use std::thread::JoinHandle;
use tenon::bench::firm;
use tenon::bench::firm::Firm;
use tenon::bench::load;
use tenon::bench::load::Load;
use tenon::bench::place::Place;
use tenon::kernel::clock::Clock;
use tenon::kernel::error::Error;
use tenon::kernel::web::serve;
use tenon::migrations;
use tenon::start;
use tenon_db::Conn;
use tenon_db::Db;
use tenon_db::Recorder;
use tenon_db::Recorders;

/// An empty database on the engine under test.
pub fn place() -> Place {
    let below = std::env::temp_dir();
    match std::env::var("DATABASE").as_deref() {
        Ok("postgres") => Place::postgres(&below, &std::env::var("TENON_TEST_POSTGRES").unwrap()).unwrap(),
        _ => Place::sqlite(&below).unwrap(),
    }
}

pub struct Loaded {
    pub firm: Firm,
    pub address: String,
    pub lane: Recorder,
    pub readers: Recorder,
    stop: Option<serve::Stop>,
    serving: Option<JoinHandle<()>>,
    place: Place,
}

impl Loaded {
    /// Loads blocks of 40 orders, lets SQLite know its data as the product does when it starts to serve, and serves.
    pub fn serve(blocks: usize) -> Loaded {
        let place = Place::sqlite(&std::env::temp_dir()).unwrap();
        let firm = firm::found(&place).unwrap();
        let day = firm.first_day + chrono::Days::new(10);
        let load = Load {
            block_orders: 40,
            days: vec![(day, blocks / 2), (day + chrono::Days::new(30), blocks - blocks / 2)],
        };
        load::fill(&place, &firm, &load, true).unwrap();
        Loaded::on(place, firm)
    }

    /// A firm that has done no business yet, on the engine under test.
    pub fn fresh() -> Loaded {
        let place = place();
        let firm = firm::found(&place).unwrap();
        Loaded::on(place, firm)
    }

    fn on(place: Place, firm: Firm) -> Loaded {
        let (lane, readers) = (Recorder::new(), Recorder::new());
        let recorders = Recorders {
            lane: Some(lane.clone()),
            readers: Some(readers.clone()),
        };
        let db = Db::open_recorded(&place.settings(start::READERS), &migrations::schema(), &recorders).unwrap();
        let house = Arc::new(start::house(db, Clock::real(), &place.folder));
        house.db.optimize::<Error>().unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let (sender, receiver) = mpsc::channel();
        let serving = std::thread::spawn(move || {
            serve::until_stopped(house, listener, 1, |stop| sender.send(stop).unwrap()).unwrap();
        });
        Loaded {
            firm,
            address,
            lane,
            readers,
            stop: receiver.recv().ok(),
            serving: Some(serving),
            place,
        }
    }

    /// A connection beside the server's.
    pub fn conn(&self) -> Conn {
        Conn::establish(&self.place.url()).unwrap()
    }
}

impl Drop for Loaded {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            stop.stop();
        }
        if let Some(serving) = self.serving.take() {
            assert!(
                serving.join().is_ok() || std::thread::panicking(),
                "the server broke down"
            );
        }
    }
}

#[derive(diesel::QueryableByName)]
struct Detail {
    #[diesel(sql_type = Text)]
    detail: String,
}

/// What SQLite says it does for a statement; what is bound does not matter to it.
pub fn plan(conn: &mut Conn, sql: &str) -> Vec<String> {
    let rows: Vec<Detail> = sql_query(format!("EXPLAIN QUERY PLAN {sql}")).load(conn).unwrap();
    rows.into_iter().map(|row| row.detail).collect()
}
