//! What was measured: a table for people, JSON for programs.
use crate::bench::chain;
use crate::bench::chain::Run;
use crate::bench::floor::Floor;
use crate::bench::pages::Sized;
use serde_json::Value;
use serde_json::json;
use std::fmt::Write;
use std::time::Duration;
use tenon_db::Engine;

/// A number of clients and the floor under it.
pub struct ChainReport {
    pub run: Run,
    pub floor: Floor,
}

pub struct EngineReport {
    pub engine: Engine,
    pub chains: Vec<ChainReport>,
    pub sizes: Vec<Sized>,
}

pub struct Report {
    machine: Machine,
    engines: Vec<EngineReport>,
}

struct Machine {
    cores: usize,
    processor: String,
    memory_bytes: u64,
    build: &'static str,
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// A field of a file of Linux that describes the machine; empty on other systems.
fn proc_field(path: &str, name: &str) -> String {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let line = text.lines().find(|line| line.starts_with(name));
    let value = line.and_then(|line| line.split_once(':'));
    value.map(|(_, value)| value.trim().to_owned()).unwrap_or_default()
}

impl Machine {
    fn here() -> Machine {
        let memory = proc_field("/proc/meminfo", "MemTotal");
        let kib: u64 = memory
            .split_whitespace()
            .next()
            .and_then(|kib| kib.parse().ok())
            .unwrap_or(0);
        Machine {
            cores: std::thread::available_parallelism().map_or(0, usize::from),
            processor: proc_field("/proc/cpuinfo", "model name"),
            memory_bytes: kib * 1024,
            build: if cfg!(debug_assertions) { "debug" } else { "release" },
        }
    }
}

impl EngineReport {
    pub fn of(engine: Engine) -> EngineReport {
        EngineReport {
            engine,
            chains: Vec::new(),
            sizes: Vec::new(),
        }
    }

    fn name(&self) -> &'static str {
        match self.engine {
            Engine::Sqlite => "SQLite",
            Engine::Postgres => "PostgreSQL",
        }
    }
}

impl Report {
    pub fn new(engines: Vec<EngineReport>) -> Report {
        Report {
            machine: Machine::here(),
            engines,
        }
    }

    /// For people.
    pub fn table(&self) -> String {
        let mut out = String::new();
        let machine = &self.machine;
        let gib = machine.memory_bytes / (1 << 30);
        let mut line = |text: String| writeln!(out, "{text}").unwrap_or_default();
        line(format!(
            "{} cores ({}), {gib} GiB, {} build; server, database and clients on the same machine; every commit is flushed",
            machine.cores, machine.processor, machine.build
        ));
        line(
            "\nOrder to cash over HTTP: create, confirm, ship, invoice, pay an order of 3 stocked lines with tax"
                .to_owned(),
        );
        line(format!(
            "{:10} {:>7} {:>9} {:>9} {:>6}  {:>40}  {:>6}",
            "", "clients", "chains/s", "floor/s", "share", "95 % of create/confirm/ship/invoice/pay ms", "MiB"
        ));
        for engine in &self.engines {
            for chain in &engine.chains {
                let (run, floor) = (&chain.run, &chain.floor);
                let steps = run.steps.iter().map(|(_, times)| {
                    let time = chain::percentile(times, 95);
                    format!("{:.1}", milliseconds(time))
                });
                let (own, raw) = (run.chains_per_second(), floor.chains_per_second());
                line(format!(
                    "{:10} {:7} {own:9.1} {raw:9.1} {:5.0}%  {:>40}  {:6}",
                    engine.name(),
                    run.clients,
                    own / raw * 100.0,
                    steps.collect::<Vec<_>>().join(" / "),
                    run.memory_bytes >> 20,
                ));
            }
        }
        if self.engines.iter().any(|engine| !engine.sizes.is_empty()) {
            self.page_table(&mut out);
        }
        out
    }

    fn page_table(&self, out: &mut String) {
        let mut line = |text: String| writeln!(out, "{text}").unwrap_or_default();
        line(
            "\nPages over HTTP, one reader: 95 % of each in ms; start: from the process to its first answer".to_owned(),
        );
        for engine in &self.engines {
            for size in &engine.sizes {
                line(format!(
                    "{:10} {:>9} orders, {} MiB loaded in {:.0} s; start {:.0} ms; {} MiB resident",
                    engine.name(),
                    size.orders,
                    size.database_bytes >> 20,
                    size.loaded_in.as_secs_f64(),
                    milliseconds(size.ready_after),
                    size.memory_bytes >> 20,
                ));
                for (name, times) in &size.pages {
                    line(format!(
                        "{:20} {name:20} {:9.1}",
                        "",
                        milliseconds(chain::percentile(times, 95))
                    ));
                }
            }
        }
    }

    /// For programs. Times in milliseconds, memory in bytes.
    pub fn json(&self) -> Result<String, String> {
        let value = json!({
            "machine": {
                "cores": self.machine.cores,
                "processor": self.machine.processor,
                "memory_bytes": self.machine.memory_bytes,
                "build": self.machine.build,
            },
            "engines": self.engines.iter().map(EngineReport::json).collect::<Vec<_>>(),
        });
        serde_json::to_string_pretty(&value).map_err(|error| error.to_string())
    }
}

impl EngineReport {
    fn json(&self) -> Value {
        let chains = self.chains.iter().map(|chain| {
            let steps = chain.run.steps.iter().map(|(step, times)| {
                let at = |percent| milliseconds(chain::percentile(times, percent));
                json!({"step": step, "p50_ms": at(50), "p95_ms": at(95), "p99_ms": at(99)})
            });
            let floor = &chain.floor;
            json!({
                "clients": chain.run.clients,
                "chains": chain.run.chains,
                "chains_per_second": chain.run.chains_per_second(),
                "steps": steps.collect::<Vec<_>>(),
                "memory_bytes": chain.run.memory_bytes,
                "floor": {
                    "chains_per_second": floor.chains_per_second(),
                    "chains": floor.chains,
                    "statements": floor.statements,
                    "transactions": floor.groups,
                },
            })
        });
        let sizes = self.sizes.iter().map(|size| {
            let pages = size.pages.iter().map(|(name, times)| {
                let at = |percent| milliseconds(chain::percentile(times, percent));
                json!({"page": name, "p50_ms": at(50), "p95_ms": at(95), "p99_ms": at(99)})
            });
            json!({
                "orders": size.orders,
                "database_bytes": size.database_bytes,
                "loaded_ms": milliseconds(size.loaded_in),
                "ready_after_ms": milliseconds(size.ready_after),
                "memory_bytes": size.memory_bytes,
                "pages": pages.collect::<Vec<_>>(),
            })
        });
        json!({
            "engine": self.name(),
            "order_to_cash": chains.collect::<Vec<_>>(),
            "pages": sizes.collect::<Vec<_>>(),
        })
    }
}
