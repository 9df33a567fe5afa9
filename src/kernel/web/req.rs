//! A request as a plain value: the same for pages and API.
use crate::ids::CompanyId;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Problem;
use crate::kernel::error::Result;
use crate::kernel::input;
use crate::kernel::input::Input;
use crate::kernel::web::Ctx;
use serde_json::Value;
use std::collections::BTreeMap;

/// Which door the request came in by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door {
    Page,
    Api,
}

/// A file that came with a form.
#[derive(Debug, Clone)]
pub struct Upload {
    pub field: String,
    pub file_name: String,
    pub bytes: Vec<u8>,
}

/// Why a form is shown again.
#[derive(Debug, Clone, Default)]
pub struct Outcome {
    pub problems: Vec<Problem>,
    pub refusal: Option<Message>,
    pub warnings: Vec<Message>,
    /// Somebody saved first.
    pub is_stale: bool,
}

#[derive(Debug, Clone)]
pub struct Req {
    pub door: Door,
    pub path: String,
    pub params: BTreeMap<String, String>,
    pub query: Vec<(String, String)>,
    /// Form or JSON, as a tree of members, lists and texts.
    pub body: Value,
    /// SHA-256 of the body without what changes from try to try.
    pub body_hash: String,
    pub files: Vec<Upload>,
    /// A part of a page was asked for (htmx).
    pub is_part: bool,
    /// `Idempotency-Key`, or the form's own key.
    pub key: Option<String>,
    /// `If-Match`, or the form's `_version`.
    pub version: Option<i32>,
    /// "Do it anyway" to a warning: the form's `_anyway`, or `?anyway=yes`.
    pub anyway: bool,
    /// "Save and new".
    pub then_new: bool,
    pub outcome: Outcome,
    pub address: String,
    /// Name and port the request was sent to.
    pub host: String,
    pub agent: String,
    /// A cookie of the session, for signing out.
    pub session_token: Option<String>,
}

impl Req {
    /// When not even the request could be read.
    pub(super) fn empty(door: Door) -> Req {
        Req {
            door,
            path: String::new(),
            params: BTreeMap::new(),
            query: Vec::new(),
            body: serde_json::Value::Null,
            body_hash: String::new(),
            files: Vec::new(),
            is_part: false,
            key: None,
            version: None,
            anyway: false,
            then_new: false,
            outcome: Outcome::default(),
            address: String::new(),
            host: String::new(),
            agent: String::new(),
            session_token: None,
        }
    }

    /// The record in the path. Not a number is not found.
    pub fn id<T: From<i64>>(&self) -> Result<T> {
        self.param_id("id")
    }

    pub fn param_id<T: From<i64>>(&self, name: &str) -> Result<T> {
        let id = self.params.get(name).and_then(|text| text.parse::<i64>().ok());
        id.map(T::from).ok_or(Error::NotFound("page"))
    }

    pub fn param(&self, name: &str) -> &str {
        self.params.get(name).map_or("", String::as_str)
    }

    /// First value of a query parameter; empty when absent.
    pub fn query(&self, name: &str) -> &str {
        self.query
            .iter()
            .find(|(key, _)| key == name)
            .map_or("", |(_, value)| value.as_str())
    }

    pub fn query_all(&self, name: &str) -> Vec<&str> {
        self.query
            .iter()
            .filter(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
            .collect()
    }

    pub fn part(&self) -> &str {
        self.query("part")
    }

    pub fn is_api(&self) -> bool {
        self.door == Door::Api
    }

    /// The command in the body, or every problem with it.
    /// A company that is none is unknown here already: who may everything in all companies may nothing in it.
    pub fn command<C: Input>(&self, ctx: &Ctx) -> Result<C> {
        let company = self
            .body
            .get("company_id")
            .and_then(|_| self.value("company_id").trim().parse::<i64>().ok());
        if company.is_some_and(|id| ctx.company_of(CompanyId::from(id)).is_none()) {
            return Err(Error::NotFound("company"));
        }
        input::read(&self.body, (self.door == Door::Page).then_some(&ctx.formats))
    }

    /// A leaf of the body as text, without zeros, which no database takes; empty when absent. The path is dotted.
    pub fn value(&self, path: &str) -> String {
        leaf(&self.body, path).unwrap_or_default().replace('\0', "")
    }

    /// Scheme and host of our own addresses, for a link that is passed on.
    pub fn origin(&self, ctx: &Ctx) -> String {
        let scheme = if ctx.house.secure_cookies { "https" } else { "http" };
        format!("{scheme}://{}", self.host)
    }

    /// The version a change is based on; without one, the door's own words for what is missing.
    pub fn required_version(&self) -> Result<i32> {
        self.version
            .ok_or_else(|| Error::invalid("version", Message::new("problem-version-required")))
    }

    /// Whether a refused form is being shown again.
    pub fn is_again(&self) -> bool {
        let outcome = &self.outcome;
        outcome.refusal.is_some() || outcome.is_stale || !outcome.problems.is_empty() || !outcome.warnings.is_empty()
    }

    /// The form's values are the ones typed: a refused form, a changed grid or a recalculation.
    pub fn has_typed_values(&self) -> bool {
        self.body.as_object().is_some_and(|members| !members.is_empty())
    }
}

/// The text of a leaf by dotted path.
pub fn leaf(tree: &Value, path: &str) -> Option<String> {
    let at = path.split('.').try_fold(tree, |node, name| {
        if let Value::Array(items) = node {
            name.parse::<usize>().ok().and_then(|index| items.get(index))
        } else {
            node.get(name)
        }
    })?;
    match at {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(if *flag { "yes" } else { "no" }.to_owned()),
        Value::Array(items) => {
            let texts: Vec<String> = items
                .iter()
                .filter_map(|item| leaf(&serde_json::json!({"v": item}), "v"))
                .collect();
            Some(texts.join(","))
        }
        Value::Null | Value::Object(_) => None,
    }
}
