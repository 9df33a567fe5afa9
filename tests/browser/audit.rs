//! axe-core on a page: its rules for accessibility, the best practices among them.

use super::Outcome;
use super::Page;
use serde_json::Value;
use std::fmt;

/// Deque's axe-core, unchanged, from npm (Mozilla Public License 2.0, beside it).
const AXE: &str = include_str!("vendor/axe-core-4.14.1/axe.min.js");
/// Runs every rule that is on by default: WCAG 2.0 to 2.2, A and AA, and best practices.
const RUN: &str = "axe.run(document, { resultTypes: ['violations'] }).then(result => result.violations)";

/// One rule broken by one page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    pub rule: String,
    /// `minor`, `moderate`, `serious` or `critical`.
    pub impact: String,
    pub help: String,
    /// Each place: its CSS selector, and what would repair it.
    pub places: Vec<String>,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({}): {}", self.rule, self.impact, self.help)?;
        self.places.iter().try_for_each(|place| write!(f, "\n  {place}"))
    }
}

impl Page<'_> {
    /// Runs axe in a world of its own, so that it neither needs the page's scripts nor disturbs them.
    pub fn axe(&self) -> Outcome<Vec<Violation>> {
        let world = self.isolated_world()?;
        self.eval_in(Some(world), AXE)?;
        let violations = self.eval_in(Some(world), RUN)?;
        Ok(violations
            .as_array()
            .map(|violations| violations.iter().map(violation).collect())
            .unwrap_or_default())
    }
}

fn violation(value: &Value) -> Violation {
    let text = |name: &str| value.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let nodes = value
        .get("nodes")
        .and_then(Value::as_array)
        .map(Vec::as_slice)
        .unwrap_or_default();
    let places = nodes.iter().map(|node| {
        let targets = node
            .get("target")
            .and_then(Value::as_array)
            .map(Vec::as_slice)
            .unwrap_or_default();
        let target: Vec<&str> = targets.iter().filter_map(Value::as_str).collect();
        let summary = node.get("failureSummary").and_then(Value::as_str).unwrap_or_default();
        let summary: Vec<&str> = summary.lines().map(str::trim).collect();
        format!("{}: {}", target.join(" "), summary.join(" "))
    });
    Violation {
        rule: text("id"),
        impact: text("impact"),
        help: text("help"),
        places: places.collect(),
    }
}
