//! A case while it runs: takes steps at the API's door and watches what they leave behind.
use crate::client::Answer;
use crate::client::new_key;
use crate::property::record::Record;
use crate::property::stage::Names;
use crate::property::stage::Stage;
use crate::property::step::Outcome;
use crate::property::step::Step;
use serde_json::Value;
use serde_json::json;
use std::cell::RefCell;
use std::collections::BTreeMap;

pub struct Case<'a> {
    pub stage: &'a Stage,
    names: Names,
    records: BTreeMap<i64, Record>,
    steps: Vec<Step>,
    /// Rows of all tables after the last step that was done.
    rows: RefCell<Option<BTreeMap<String, i64>>>,
}

impl<'a> Case<'a> {
    pub fn new(stage: &'a Stage) -> Case<'a> {
        Case {
            stage,
            names: stage.cast(),
            records: BTreeMap::new(),
            steps: Vec::new(),
            rows: RefCell::new(None),
        }
    }

    /// Records of a kind by the step that made them.
    pub fn of_kind(&self, kind: &str) -> Vec<(i64, &Record)> {
        let all = self.records.iter().filter(|(_, record)| record.kind() == kind);
        all.map(|(serial, record)| (*serial, record)).collect()
    }

    /// The state of one of the cast.
    pub fn state_of(&self, kind: &str, token: &str) -> String {
        let id = self.id_of(token).unwrap_or_default();
        let answer = self.stage.admin.api_get(&format!("{kind}/{id}"));
        answer.json()["state"].as_str().unwrap_or_default().to_owned()
    }

    pub fn into_steps(self) -> Vec<Step> {
        self.steps
    }

    /// Takes a step.
    pub fn take(&mut self, step: &Step) -> Outcome {
        self.steps.push(step.clone());
        let Some((path, body)) = self.resolved(step) else {
            return Outcome::Skipped;
        };
        let before = self.rows.take().unwrap_or_else(|| self.stage.world.row_counts());
        let answer = self.post(&path, &body, step.anyway);
        if answer.status == 200 {
            self.keep(step.serial, &answer);
            return Outcome::Done;
        }
        let outcome = self.refused(&answer, &before);
        self.rows.replace(Some(before));
        outcome
    }

    fn post(&self, path: &str, body: &Value, anyway: bool) -> Answer {
        let company = self.stage.company;
        let key = new_key();
        let mut headers = vec![("idempotency-key", key.as_str())];
        let version = self.version(path);
        if let Some(version) = &version {
            headers.push(("if-match", version));
        }
        let anyway = if anyway { "&anyway=yes" } else { "" };
        let path = format!("{path}?company={company}{anyway}");
        self.stage.admin.api_with(&path, body, &headers)
    }

    /// The version the record in the path has now.
    fn version(&self, path: &str) -> Option<String> {
        let company = self.stage.company;
        let parts: Vec<&str> = path.split('/').collect();
        let at = parts.iter().position(|part| part.parse::<i64>().is_ok())?;
        let last = if path.ends_with("/terms") { at + 1 } else { at };
        let record = format!("{}?company={company}", parts[..=last].join("/"));
        let answer = self.stage.admin.api_get(&record);
        let version = (answer.status == 200).then(|| answer.json()["version"].as_i64())?;
        version.map(|version| version.to_string())
    }

    /// A refusal says why in a way programs understand, and leaves nothing behind.
    fn refused(&self, answer: &Answer, before: &BTreeMap<String, i64>) -> Outcome {
        let is_problem = answer.content_type == "application/problem+json";
        if !is_problem || !matches!(answer.status, 404 | 409 | 422) {
            return Outcome::Broken(format!("answered {}: {}", answer.status, answer.text));
        }
        let problem = answer.json();
        let code = problem["errors"][0]["code"].as_str().or(problem["code"].as_str());
        let Some(code) = code.filter(|_| problem["detail"].as_str().is_some_and(|text| !text.is_empty())) else {
            return Outcome::Broken(format!("a refusal that says nothing: {}", answer.text));
        };
        let after = self.stage.world.row_counts();
        let differ = |(table, rows): (&String, &i64)| (after.get(table) != Some(rows)).then(|| table.clone());
        let left: Vec<String> = before.iter().filter_map(differ).collect();
        if !left.is_empty() {
            return Outcome::Broken(format!("refused ({code}) and yet changed {left:?}"));
        }
        Outcome::Refused(code.to_owned())
    }

    /// Remembers a record that a step made.
    fn keep(&mut self, serial: i64, answer: &Answer) {
        let done = answer.json();
        let (Some(id), Some(url)) = (done["id"].as_i64(), done["url"].as_str()) else {
            return;
        };
        let is_known = self.records.values().any(|record| record.id == id);
        let is_cast = self.names.values().any(|known| *known == id);
        if !is_known && !is_cast {
            let path = url.to_owned();
            self.records.insert(serial, Record { path, id });
        }
    }

    /// Path and body with the records of this run in them; none when something is not there.
    fn resolved(&self, step: &Step) -> Option<(String, Value)> {
        let part = |part: &str| -> Option<String> {
            if part.starts_with(['@', '$']) {
                return self.id_of(part).map(|id| id.to_string());
            }
            Some(part.to_owned())
        };
        let parts: Option<Vec<String>> = step.path.split('/').map(part).collect();
        Some((parts?.join("/"), self.filled(&step.body)?))
    }

    fn filled(&self, value: &Value) -> Option<Value> {
        match value {
            Value::String(text) if text.starts_with(['@', '$']) => self.id_of(text).map(|id| json!(id)),
            Value::Array(items) => {
                let items: Option<Vec<Value>> = items.iter().map(|item| self.filled(item)).collect();
                items.map(Value::Array)
            }
            Value::Object(members) => {
                let filled = |(name, member): (&String, &Value)| Some((name.clone(), self.filled(member)?));
                members.iter().map(filled).collect::<Option<_>>().map(Value::Object)
            }
            other => Some(other.clone()),
        }
    }

    fn id_of(&self, token: &str) -> Option<i64> {
        if let Some(name) = token.strip_prefix('$') {
            return self.names.get(name).copied();
        }
        let token = token.strip_prefix('@')?;
        let (serial, what) = token.split_once('.').unwrap_or((token, ""));
        let record = self.records.get(&serial.parse().ok()?)?;
        if what.is_empty() {
            return Some(record.id);
        }
        record.belonging(self.stage, what)
    }

    /// Opens what periods were closed, and asks whether every law holds.
    pub fn end(mut self) -> (Vec<Step>, Option<String>) {
        let taken = std::mem::take(&mut self.steps);
        for month in 4..=6 {
            let open = Step {
                serial: -1,
                path: format!("/setup/fiscal-periods/$period{month}/open"),
                body: json!({}),
                anyway: true,
            };
            if let Some(broken) = self.take(&open).broken() {
                return (taken, Some(broken));
            }
        }
        (taken, self.stage.world.broken_laws())
    }
}
