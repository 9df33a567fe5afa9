//! Drives headless Chromium over the DevTools protocol: what a person does with a page, and what the browser says about
//! it. The protocol is JSON over a pipe, so this needs no driver program, no port and no crate beyond serde_json; the
//! crates that offer it compile the whole protocol, for minutes, and hide the events that a test asks for.
//!
//! `Browser::start()`, then one `Page` per person: each has its own cookies. Nothing here sleeps: every wait reads what
//! the browser reports, up to a limit.
#![allow(
    dead_code,
    unused_imports,
    reason = "each test program that includes this module uses its own part of it"
)]

mod audit;
mod keys;
mod page;
mod problem;
mod wire;

pub use audit::Violation;
pub use page::Page;
pub use page::Theme;
pub use problem::Problem;

use serde_json::Value;
use serde_json::json;
use std::fmt;
use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::PoisonError;
use std::time::Duration;
use wire::Wire;

/// One answer of the browser, one page load, one condition: none may take longer.
pub const WAIT_MAX: Duration = Duration::from_secs(30);

pub type Outcome<T> = Result<T, Failure>;

/// Why a step of a browser test failed, in words.
#[derive(Clone, PartialEq, Eq)]
pub struct Failure(pub String);

impl Failure {
    /// Whether the browser did not answer at all; every other failure is an answer.
    pub fn is_silence(&self) -> bool {
        self.0.contains(wire::SILENCE)
    }
}

impl fmt::Debug for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Failure {}

/// `Err(Failure)` with a formatted text.
pub fn fail<T>(text: impl Into<String>) -> Outcome<T> {
    Err(Failure(text.into()))
}

/// One running Chromium; it ends, and its profile is removed, when this is dropped.
pub struct Browser {
    wire: Mutex<Wire>,
}

impl Browser {
    /// Starts the Chromium that `TENON_CHROMIUM` names, else the first one found in `PATH`.
    pub fn start() -> Outcome<Self> {
        Ok(Self {
            wire: Mutex::new(Wire::start()?),
        })
    }

    /// A new page with cookies and storage of its own, 1280 × 800, light.
    pub fn page(&self) -> Outcome<Page<'_>> {
        let context = self.call(None, "Target.createBrowserContext", json!({}))?;
        let context = text_at(&context, "/browserContextId")?;
        let target = json!({ "url": "about:blank", "browserContextId": context });
        let target = text_at(&self.call(None, "Target.createTarget", target)?, "/targetId")?;
        let session = json!({ "targetId": target, "flatten": true });
        let session = text_at(&self.call(None, "Target.attachToTarget", session)?, "/sessionId")?;
        Page::attach(self, context, target, session)
    }

    /// Calls the protocol and waits for the answer.
    fn call(&self, session: Option<&str>, method: &str, parameters: Value) -> Outcome<Value> {
        self.wire().call(session, method, &parameters)
    }

    /// What the browser has reported on a session since last asked; waits at most `patience` when there is nothing.
    fn events(&self, session: &str, patience: Duration) -> Outcome<Vec<Value>> {
        self.wire().events(session, patience)
    }

    fn wire(&self) -> MutexGuard<'_, Wire> {
        self.wire.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The text at a JSON pointer of an answer.
fn text_at(value: &Value, pointer: &str) -> Outcome<String> {
    match value.pointer(pointer).and_then(Value::as_str) {
        Some(text) => Ok(text.to_owned()),
        None => fail(format!("the browser's answer has no {pointer}: {value}")),
    }
}
