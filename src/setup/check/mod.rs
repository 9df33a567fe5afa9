//! `tenon check`: the laws of the house, recomputed from the raw movements in plain SQL. Nothing here is shared with the
//! operations, so that a mistake there cannot hide itself.
pub mod pages;
pub mod queries;

use crate::kernel::format::Formats;
use crate::kernel::message::Messages;
use std::fmt::Write;
use tenon_db::Money;
use tenon_db::Quantity;

/// What the figures of a law count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Money of the company's books, or of documents.
    Money,
    Quantity,
    Count,
}

/// A figure and what it has to be equal to, in the smallest unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// Code of the company.
    pub company: String,
    /// What it is about, where it is not the whole company.
    pub what: String,
    pub figure: i64,
    pub counterpart: i64,
}

impl Figure {
    pub fn difference(&self) -> i64 {
        self.figure - self.counterpart
    }
}

/// A law with its figures: the sums of each company, and every part that differs (a sum may hide two that do).
#[derive(Debug, Clone)]
pub struct Checked {
    /// Its sentence is the message `law-<key>`.
    pub key: &'static str,
    pub unit: Unit,
    pub totals: Vec<Figure>,
    /// At most [`queries::DEVIATIONS_MAX`].
    pub deviations: Vec<Figure>,
}

impl Checked {
    pub fn holds(&self) -> bool {
        self.deviations.is_empty() && self.totals.iter().all(|total| total.difference() == 0)
    }

    pub fn message_key(&self) -> String {
        format!("law-{}", self.key)
    }

    /// A figure as people read it.
    pub fn shown(&self, formats: &Formats, raw: i64) -> String {
        match self.unit {
            Unit::Money => formats.amount(Money::from_raw(raw).to_decimal(), 2),
            Unit::Quantity => formats.quantity(Quantity::from_raw(raw).to_decimal(), 6),
            Unit::Count => formats.integer(raw),
        }
    }
}

/// The report of the command line: each figure, its counterpart and the difference.
pub fn report(checked: &[Checked], messages: &Messages, formats: &Formats) -> String {
    let mut text = String::new();
    for law in checked {
        let mark = if law.holds() { "ok " } else { "BAD" };
        let _ = writeln!(text, "{mark} {}", messages.text(&law.message_key()));
        for one in law.totals.iter().chain(&law.deviations) {
            let name = format!("{} {}", one.company, one.what);
            let [figure, counterpart, difference] =
                [one.figure, one.counterpart, one.difference()].map(|raw| law.shown(formats, raw));
            let _ = writeln!(
                text,
                "    {:<44} {figure:>20} {counterpart:>20} {difference:>16}",
                name.trim()
            );
        }
    }
    text
}
