//! `tenon bench`: how fast the product is, over HTTP, beside the raw speed of the database under it. Each run makes its own
//! databases and removes them.
pub mod chain;
mod client;
pub mod firm;
mod floor;
pub mod load;
mod pages;
pub mod place;
mod report;
mod server;

use crate::bench::place::Place;
use crate::bench::report::EngineReport;
use crate::bench::report::Report;
use std::path::PathBuf;
use tenon_db::Engine;

/// What is measured.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Below it the databases are made.
    pub folder: PathBuf,
    /// PostgreSQL among them is left out where no server is given.
    pub engines: Vec<Engine>,
    /// URL of a PostgreSQL server whose user may create databases.
    pub postgres: Option<String>,
    /// How many clients at once; one measurement each.
    pub clients: Vec<usize>,
    /// How long each number of clients works.
    pub seconds: u64,
    /// Sizes of database, in orders, on which pages are measured.
    pub orders: Vec<usize>,
    /// For programs instead of people.
    pub is_json: bool,
}

/// Measures, tells on the way what came out, and prints the whole.
pub fn run(plan: &Plan) -> Result<(), String> {
    if let Some(server) = &plan.postgres {
        place::server_of(server)?;
    }
    let mut engines = Vec::new();
    for engine in plan.engines.iter().copied() {
        let place = match (engine, &plan.postgres) {
            (Engine::Sqlite, _) => Place::sqlite(&plan.folder)?,
            (Engine::Postgres, Some(server)) => Place::postgres(&plan.folder, server)?,
            (Engine::Postgres, None) => continue,
        };
        engines.push(measure(plan, engine, &place)?);
    }
    let report = Report::new(engines);
    if plan.is_json {
        println!("{}", report.json()?);
    } else {
        print!("{}", report.table());
    }
    Ok(())
}

fn measure(plan: &Plan, engine: Engine, place: &Place) -> Result<EngineReport, String> {
    let mut report = EngineReport::of(engine);
    let firm = firm::found(place)?;
    for clients in &plan.clients {
        eprintln!("{engine:?}: order to cash with {clients} clients");
        let copy = place.copy()?;
        let server = server::Server::start(&copy)?;
        let mut run = chain::run(&server.address, &firm, *clients, chain::Until::Seconds(plan.seconds))?;
        run.memory_bytes = server.memory_bytes();
        drop(server);
        drop(copy);
        eprintln!("{engine:?}: the floor with {clients} clients");
        let floor = floor::measure(place, &firm, *clients, plan.seconds)?;
        eprintln!(
            "{engine:?}: {:.0} chains a second, the floor {:.0}",
            run.chains_per_second(),
            floor.chains_per_second()
        );
        report.chains.push(report::ChainReport { run, floor });
    }
    for orders in &plan.orders {
        eprintln!("{engine:?}: pages at {orders} orders");
        report.sizes.push(pages::measure(place, &firm, *orders)?);
    }
    Ok(report)
}
