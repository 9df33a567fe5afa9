//! The floor: what the chain tells the database, told again without the product.
use crate::bench::chain;
use crate::bench::chain::Until;
use crate::bench::firm::Firm;
use crate::bench::place::Place;
use crate::kernel::clock::Clock;
use crate::kernel::web::serve;
use crate::start;
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::mpsc;
use std::time::Duration;
use tenon_db::Db;
use tenon_db::Recorder;
use tenon_db::Recorders;

#[derive(Debug, Clone, Copy)]
pub struct Floor {
    pub chains: usize,
    pub statements: usize,
    /// Transactions: jobs that came together share one.
    pub groups: usize,
    pub took: Duration,
}

impl Floor {
    pub fn chains_per_second(&self) -> f64 {
        chain::rate(self.chains, self.took)
    }
}

/// Records the chains of so many clients over HTTP for some seconds, then replays what the lane was told on a copy as it
/// was before: prepared, in the same order and groups.
pub fn measure(place: &Place, firm: &Firm, clients: usize, seconds: u64) -> Result<Floor, String> {
    let (recorded, replayed) = (place.copy()?, place.copy()?);
    let recorder = Recorder::new();
    let db = Db::open_recorded(
        &recorded.settings(start::READERS),
        &crate::migrations::schema(),
        &Recorders {
            lane: Some(recorder.clone()),
            readers: None,
        },
    )
    .map_err(|error| error.to_string())?;
    let house = start::house(db.clone(), Clock::real(), &recorded.folder);
    let listener = TcpListener::bind("127.0.0.1:0").map_err(|error| error.to_string())?;
    let address = listener.local_addr().map_err(|error| error.to_string())?.to_string();
    let (sender, receiver) = mpsc::channel();
    let serving = std::thread::spawn(move || {
        serve::until_stopped(Arc::new(house), listener, start::WORKERS, |stop| {
            let _ = sender.send(stop);
        })
    });
    let stop = receiver.recv().map_err(|_| "the server did not start".to_owned())?;
    recorder.start();
    let run = chain::run(&address, firm, clients, Until::Seconds(seconds));
    let recording = recorder.stop();
    stop.stop();
    let _ = serving.join();
    let run = run?;
    let took = recording
        .replay(&replayed.settings(1))
        .map_err(|error| error.to_string())?
        .map_err(|error| format!("a recorded statement fails when it is repeated: {error}"))?;
    Ok(Floor {
        chains: run.chains + chain::WARM_UP * clients,
        statements: recording.statement_count(),
        groups: recording.group_count(),
        took,
    })
}
