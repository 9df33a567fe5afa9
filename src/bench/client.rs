//! A program at the API's door.
use serde_json::Value;
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering;
use std::time::Duration;
use std::time::Instant;
use ureq::Agent;

static KEY: AtomicU64 = AtomicU64::new(1);

pub struct Client {
    agent: Agent,
    root: String,
    authorization: String,
}

/// An answer and how long it took.
pub struct Timed<T> {
    pub value: T,
    pub took: Duration,
}

impl Client {
    pub fn new(address: &str, token: &str) -> Client {
        let config = Agent::config_builder().http_status_as_error(false).build();
        Client {
            agent: config.into(),
            root: format!("http://{address}/api/v1"),
            authorization: format!("Bearer {token}"),
        }
    }

    /// Sends a write with an idempotency key of its own; an answer that is no success is an error.
    /// `version` says which version of a record it is based on.
    pub fn post(&self, path: &str, version: Option<i32>, body: &Value) -> Result<Timed<Value>, String> {
        let key = format!("bench-{}", KEY.fetch_add(1, Ordering::Relaxed));
        let started = Instant::now();
        let mut request = self
            .agent
            .post(format!("{}{path}", self.root))
            .header("Authorization", &self.authorization)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key);
        if let Some(version) = version {
            request = request.header("If-Match", version.to_string());
        }
        let answer = request.send(body.to_string());
        let mut answer = answer.map_err(|error| format!("{path}: {error}"))?;
        let text = answer
            .body_mut()
            .read_to_string()
            .map_err(|error| format!("{path}: {error}"))?;
        let took = started.elapsed();
        if !answer.status().is_success() {
            return Err(format!("{path} answered {}: {text}", answer.status()));
        }
        let value = serde_json::from_str(&text).map_err(|error| format!("{path}: {error}: {text}"))?;
        Ok(Timed { value, took })
    }
}
