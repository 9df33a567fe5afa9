//! Figures for Prometheus: requests by status and time, the writing lane.
use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::time::Duration;
use tenon_db::Db;

/// Upper bounds of the time buckets, in milliseconds.
const BUCKETS_MS: [u64; 8] = [1, 5, 10, 30, 100, 300, 1_000, 5_000];

#[derive(Default)]
struct Counted {
    by_status: BTreeMap<u16, u64>,
    buckets: [u64; 8],
    count: u64,
    micros: u128,
}

#[derive(Default)]
pub struct Metrics(Mutex<Counted>);

impl Metrics {
    /// Counts one request. Paths are not labels: they would be without number.
    pub fn request(&self, _path: &str, status: u16, took: Duration) {
        let mut counted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *counted.by_status.entry(status).or_default() += 1;
        counted.count += 1;
        counted.micros += took.as_micros();
        for (bucket, bound) in counted.buckets.iter_mut().zip(BUCKETS_MS) {
            if took <= Duration::from_millis(bound) {
                *bucket += 1;
            }
        }
    }

    /// The text format of Prometheus.
    pub fn text(&self, db: &Db) -> String {
        let counted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut out = String::from("# TYPE tenon_requests_total counter\n");
        for (status, count) in &counted.by_status {
            writeln!(out, "tenon_requests_total{{status=\"{status}\"}} {count}").unwrap_or_default();
        }
        out.push_str("# TYPE tenon_request_seconds histogram\n");
        for (count, bound) in counted.buckets.iter().zip(BUCKETS_MS) {
            writeln!(
                out,
                "tenon_request_seconds_bucket{{le=\"{}\"}} {count}",
                Duration::from_millis(bound).as_secs_f64()
            )
            .unwrap_or_default();
        }
        let seconds = Duration::from_micros(u64::try_from(counted.micros).unwrap_or(u64::MAX)).as_secs_f64();
        writeln!(out, "tenon_request_seconds_bucket{{le=\"+Inf\"}} {}", counted.count).unwrap_or_default();
        writeln!(
            out,
            "tenon_request_seconds_sum {seconds}\ntenon_request_seconds_count {}",
            counted.count
        )
        .unwrap_or_default();
        let lane = db.statistics();
        for (name, value) in [
            ("groups", lane.groups),
            ("jobs", lane.jobs),
            ("refused", lane.refused),
            ("panicked", lane.panicked),
            ("slow", lane.slow_writes),
        ] {
            writeln!(
                out,
                "# TYPE tenon_write_{name}_total counter\ntenon_write_{name}_total {value}"
            )
            .unwrap_or_default();
        }
        writeln!(
            out,
            "# TYPE tenon_write_queue gauge\ntenon_write_queue {}",
            lane.queue_length
        )
        .unwrap_or_default();
        writeln!(
            out,
            "# TYPE tenon_write_seconds_total counter\ntenon_write_seconds_total {}",
            lane.write_seconds_total
        )
        .unwrap_or_default();
        out
    }
}
