//! What the browser complains about while a page loads and runs: errors on the console, exceptions, violations of the
//! content security policy, and parts of the page that could not be fetched.

use serde_json::Value;
use std::collections::HashMap;
use std::fmt;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// `console`, `exception`, `security`, `network`, or another source of Chromium's log.
    pub kind: String,
    pub text: String,
    /// Of the page or of the part that failed.
    pub url: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} ({})", self.kind, self.text, self.url)
    }
}

/// Reads problems from events. The page's own document may answer 4xx and 5xx: that is for the test to judge.
#[derive(Default)]
pub struct Problems {
    addresses: HashMap<String, String>,
    pub found: Vec<Problem>,
}

impl Problems {
    pub fn read(&mut self, frame: &str, event: &Value) {
        let text = |pointer: &str| event.pointer(pointer).and_then(Value::as_str).unwrap_or_default();
        match text("/method") {
            "Runtime.consoleAPICalled" if matches!(text("/params/type"), "error" | "assert") => {
                let url = text("/params/stackTrace/callFrames/0/url");
                self.add("console", &arguments(event), url);
            }
            "Runtime.exceptionThrown" => {
                let details = "/params/exceptionDetails";
                let message = match text(&format!("{details}/exception/description")) {
                    "" => text(&format!("{details}/text")),
                    description => description,
                };
                self.add("exception", message, text(&format!("{details}/url")));
            }
            // Failed requests are read from the network's own events, which tell the document from its parts.
            "Log.entryAdded" if text("/params/entry/level") == "error" && text("/params/entry/source") != "network" => {
                let source = text("/params/entry/source");
                self.add(source, text("/params/entry/text"), text("/params/entry/url"));
            }
            "Network.requestWillBeSent" => {
                self.addresses.insert(
                    text("/params/requestId").to_owned(),
                    text("/params/request/url").to_owned(),
                );
            }
            "Network.responseReceived" => {
                let status = event
                    .pointer("/params/response/status")
                    .and_then(Value::as_u64)
                    .unwrap_or_default();
                let is_document = text("/params/type") == "Document" && text("/params/frameId") == frame;
                if status >= 400 && !is_document {
                    self.add("network", &format!("answered {status}"), text("/params/response/url"));
                }
            }
            "Network.loadingFailed" => self.read_failure(event, text("/params/requestId"), text("/params/errorText")),
            _ => {}
        }
    }

    /// A request that the page itself gave up, by moving on, is no failure.
    fn read_failure(&mut self, event: &Value, request: &str, error: &str) {
        let is_given_up = event
            .pointer("/params/canceled")
            .and_then(Value::as_bool)
            .unwrap_or_default();
        if is_given_up || error == "net::ERR_ABORTED" {
            return;
        }
        let url = self.addresses.get(request).cloned().unwrap_or_default();
        let blocked = event.pointer("/params/blockedReason").and_then(Value::as_str);
        self.add(
            "network",
            &blocked.map_or(error.to_owned(), |reason| format!("blocked: {reason}")),
            &url,
        );
    }

    fn add(&mut self, kind: &str, text: &str, url: &str) {
        let problem = Problem {
            kind: kind.to_owned(),
            text: text.to_owned(),
            url: url.to_owned(),
        };
        if !self.found.contains(&problem) {
            self.found.push(problem);
        }
    }
}

fn arguments(event: &Value) -> String {
    let arguments = event
        .pointer("/params/args")
        .and_then(Value::as_array)
        .map(Vec::as_slice)
        .unwrap_or_default();
    let texts = arguments
        .iter()
        .map(|argument| match (argument.get("value"), argument.get("description")) {
            (Some(Value::String(text)), _) | (None, Some(Value::String(text))) => text.clone(),
            (Some(value), _) => value.to_string(),
            _ => String::new(),
        });
    texts.collect::<Vec<_>>().join(" ")
}
