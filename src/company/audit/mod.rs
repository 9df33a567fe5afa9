//! The audit page: everything that happened, who did it and when, old and new values. It is the event log itself, which
//! nothing can switch off or change.
pub mod pages;
pub mod queries;

use crate::company::activity::sentence;
use crate::ids::CompanyId;
use crate::ids::LoggedEventId;
use crate::ids::Subject;
use crate::kernel::error::Argument;
use crate::kernel::log::Happened;
use crate::kernel::value::Value;

/// One event with what it is about.
#[derive(Debug, Clone)]
pub struct Audited {
    pub happened: Happened,
    /// The record it is about, and its name when search knows it.
    pub about: Option<(Subject, Option<String>)>,
    /// Code of its company; nothing for what the group shares.
    pub company: Option<String>,
}

impl Audited {
    pub fn id(&self) -> LoggedEventId {
        LoggedEventId::from(self.happened.position)
    }

    /// The company whose chain it stands in.
    pub fn company_id(&self) -> Option<CompanyId> {
        Some(CompanyId::from(self.happened.company_id)).filter(|company| company.raw() != 0)
    }

    /// What happened, as a sentence to be said in the reader's language.
    pub fn sentence(&self) -> Value {
        match sentence::payload(&self.happened) {
            Some(payload) => Value::Said(format!("event-{}", self.happened.kind), payload.arguments),
            None => Value::Said("event-erased".to_owned(), Vec::new()),
        }
    }

    pub fn record(&self) -> Value {
        match &self.about {
            Some((subject, Some(title))) => Value::Link(title.clone(), subject.url()),
            Some((subject, None)) => Value::Said(format!("kind-{}", subject.code()), Vec::new()),
            None => Value::Empty,
        }
    }

    pub fn record_kind(&self) -> Value {
        self.about.as_ref().map_or(Value::Empty, |(subject, _)| {
            Value::Said(format!("kind-{}", subject.code()), Vec::new())
        })
    }

    pub fn changes(&self) -> Value {
        let payload = sentence::payload(&self.happened).unwrap_or_default();
        let lines: Vec<(String, Argument, Argument)> = payload
            .changes
            .into_iter()
            .map(|change| (change.field, change.old, change.new))
            .collect();
        Value::Changes(lines)
    }
}
