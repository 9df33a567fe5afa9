//! Order to cash over HTTP: create, confirm, ship, invoice, pay, by several clients at once.
use crate::bench::client::Client;
use crate::bench::client::Timed;
use crate::bench::firm::Firm;
use serde_json::Value;
use serde_json::json;
use std::thread;
use std::time::Duration;
use std::time::Instant;

pub const STEPS: [&str; 5] = ["create", "confirm", "ship", "invoice", "pay"];
/// Chains of each client before the clock runs: connections open, statements prepared.
pub const WARM_UP: usize = 5;

/// When a client stops.
#[derive(Debug, Clone, Copy)]
pub enum Until {
    Seconds(u64),
    Chains(usize),
}

/// What one number of clients did.
#[derive(Debug, Clone)]
pub struct Run {
    pub clients: usize,
    pub chains: usize,
    pub took: Duration,
    /// Times of each step, sorted.
    pub steps: Vec<(&'static str, Vec<Duration>)>,
    /// Resident memory of the server at the end.
    pub memory_bytes: u64,
}

impl Run {
    pub fn chains_per_second(&self) -> f64 {
        rate(self.chains, self.took)
    }
}

/// So many in a time, per second.
pub fn rate(count: usize, took: Duration) -> f64 {
    u32::try_from(count).map_or(f64::INFINITY, f64::from) / took.as_secs_f64()
}

/// The smallest value that this share (in percent) of the sorted ones does not exceed.
pub fn percentile(sorted: &[Duration], percent: usize) -> Duration {
    let rank = (sorted.len() * percent).div_ceil(100).max(1);
    sorted.get(rank - 1).copied().unwrap_or_default()
}

/// Lets clients work; each serves customers of its own, so that a payment settles its own invoice.
pub fn run(address: &str, firm: &Firm, clients: usize, until: Until) -> Result<Run, String> {
    let workers: Vec<Worker<'_>> = (0..clients)
        .map(|number| Worker::new(address, firm, number, clients))
        .collect();
    for worker in &workers {
        worker.work(Until::Chains(WARM_UP), 0)?;
    }
    let started = Instant::now();
    let done: Vec<Result<Vec<Chain>, String>> = thread::scope(|scope| {
        let handles: Vec<_> = workers
            .iter()
            .map(|worker| scope.spawn(move || worker.work(until, WARM_UP)))
            .collect();
        let joined = handles.into_iter().map(|handle| handle.join());
        joined
            .map(|one| one.unwrap_or_else(|_| Err("a client broke down".to_owned())))
            .collect()
    });
    let took = started.elapsed();
    let chains: Vec<Chain> = done
        .into_iter()
        .collect::<Result<Vec<_>, _>>()?
        .into_iter()
        .flatten()
        .collect();
    let steps = STEPS.iter().enumerate().map(|(at, step)| {
        let mut times: Vec<Duration> = chains.iter().filter_map(|chain| chain.get(at).copied()).collect();
        times.sort_unstable();
        (*step, times)
    });
    Ok(Run {
        clients,
        chains: chains.len(),
        took,
        steps: steps.collect(),
        memory_bytes: 0,
    })
}

/// How long each step of one chain took.
type Chain = [Duration; 5];

struct Worker<'a> {
    client: Client,
    firm: &'a Firm,
    number: usize,
    clients: usize,
}

fn id(answer: &Timed<Value>) -> Result<i64, String> {
    let id = answer.value.get("id").and_then(Value::as_i64);
    id.ok_or_else(|| format!("an answer without an id: {}", answer.value))
}

impl<'a> Worker<'a> {
    fn new(address: &str, firm: &'a Firm, number: usize, clients: usize) -> Worker<'a> {
        Worker {
            client: Client::new(address, &firm.token),
            firm,
            number,
            clients,
        }
    }

    fn work(&self, until: Until, before: usize) -> Result<Vec<Chain>, String> {
        let started = Instant::now();
        let mut done = Vec::new();
        loop {
            let is_over = match until {
                Until::Seconds(seconds) => started.elapsed() >= Duration::from_secs(seconds),
                Until::Chains(count) => done.len() >= count,
            };
            if is_over {
                return Ok(done);
            }
            done.push(self.chain(before + done.len())?);
        }
    }

    /// One order of three stocked products with tax, to the money.
    fn chain(&self, round: usize) -> Result<Chain, String> {
        let order = self.firm.order(self.number + round * self.clients);
        let body = json!({
            "company_id": self.firm.company,
            "party_id": order.customer,
            "lines": order.lines.iter().map(|line| json!({
                "product_id": line.product, "quantity": line.quantity.to_string(),
            })).collect::<Vec<_>>(),
        });
        let created = self.client.post("/orders/sales-orders", None, &body)?;
        let id = id(&created)?;
        let confirmed = self
            .client
            .post(&format!("/orders/sales-orders/{id}/confirm"), Some(1), &json!({}))?;
        let body = json!({"sales_order_id": id, "ship": true});
        let shipped = self.client.post("/orders/deliveries", None, &body)?;
        let invoiced = self.client.post(
            &format!("/orders/sales-orders/{id}/invoice"),
            None,
            &json!({"post": true}),
        )?;
        let body = json!({
            "company_id": self.firm.company, "party_id": order.customer, "amount": order.total.to_string(),
            "oldest_first": true,
        });
        let paid = self.client.post("/finance/payments", None, &body)?;
        Ok([created.took, confirmed.took, shipped.took, invoiced.took, paid.took])
    }
}
