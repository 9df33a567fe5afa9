//! The OpenAPI document and what is wrong with a request or an answer by it.
use crate::client::Answer;
use crate::client::Client;
use serde_json::Map;
use serde_json::Value;
use serde_json::json;

pub struct Document(pub Value);

impl Document {
    pub fn read(client: &Client) -> Document {
        Document(client.api_get("/openapi.json").expect(200).json())
    }

    /// Every operation that writes, by its path without the prefix.
    pub fn writes(&self) -> Vec<(&str, &Value)> {
        let paths = self.0["paths"].as_object().unwrap().iter();
        let writes = paths.filter(|(_, methods)| methods["post"].is_object());
        writes
            .map(|(path, methods)| (path.trim_start_matches("/api/v1"), &methods["post"]))
            .collect()
    }

    /// What is wrong with a body that is sent to an operation; one that takes none is sent an empty one.
    pub fn problems_of_request(&self, operation: &Value, body: &Value) -> Vec<String> {
        match operation.pointer("/requestBody/content/application~1json/schema") {
            Some(schema) => self.problems(schema, body),
            None if *body == json!({}) => Vec::new(),
            None => vec![format!("takes no body, and {body} was sent")],
        }
    }

    /// What is wrong with a value by its schema: the keywords that schemars writes.
    pub fn problems(&self, schema: &Value, value: &Value) -> Vec<String> {
        let mut found = Vec::new();
        self.judge_value(schema, value, "", &mut found);
        found
    }

    fn judge_value(&self, schema: &Value, value: &Value, at: &str, found: &mut Vec<String>) {
        let schema = self.resolved(schema);
        for all in schema["allOf"].as_array().into_iter().flatten() {
            self.judge_value(all, value, at, found);
        }
        for any in ["anyOf", "oneOf"] {
            if let Some(choices) = schema[any].as_array()
                && choices.iter().all(|choice| !self.problems(choice, value).is_empty())
            {
                found.push(format!("{at} is none of {any}: {value}"));
            }
        }
        if schema["enum"].as_array().is_some_and(|known| !known.contains(value))
            || schema.get("const").is_some_and(|known| known != value)
        {
            found.push(format!("{at} is {value}, which is no choice"));
        }
        let kinds: Vec<&str> = match &schema["type"] {
            Value::String(kind) => vec![kind],
            Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).collect(),
            _ => Vec::new(),
        };
        if !kinds.is_empty() && !kinds.iter().any(|kind| is_kind(value, kind)) {
            found.push(format!("{at} is {value}, not {kinds:?}"));
        }
        if let (Some(text), Some(format)) = (value.as_str(), format_of(schema))
            && !format(text)
        {
            found.push(format!("{at} is {value}, which is not as it has to be"));
        }
        for (place, item) in value
            .as_array()
            .into_iter()
            .flatten()
            .enumerate()
            .filter(|_| schema.get("items").is_some())
        {
            self.judge_value(&schema["items"], item, &format!("{at}/{place}"), found);
        }
        let Some(members) = value.as_object() else { return };
        for name in schema["required"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
        {
            if !members.contains_key(name) {
                found.push(format!("{at} lacks {name}"));
            }
        }
        for (name, member) in members {
            match schema["properties"].get(name) {
                Some(known) => self.judge_value(known, member, &format!("{at}/{name}"), found),
                None if schema["additionalProperties"] == false => found.push(format!("{at} has {name}")),
                None => {}
            }
        }
    }

    fn resolved<'a>(&'a self, schema: &'a Value) -> &'a Value {
        match schema["$ref"].as_str() {
            Some(reference) => self.0.pointer(reference.trim_start_matches('#')).unwrap(),
            None => schema,
        }
    }

    /// The least that a schema takes.
    pub fn least(&self, schema: &Value) -> Value {
        let schema = self.resolved(schema);
        if let Some(first) = schema["enum"].as_array().and_then(|all| all.first()) {
            return first.clone();
        }
        if let Some(constant) = schema.get("const") {
            return constant.clone();
        }
        for any in ["oneOf", "anyOf", "allOf"] {
            if let Some(first) = schema[any].as_array().and_then(|all| all.first()) {
                return self.least(first);
            }
        }
        let kind = match &schema["type"] {
            Value::Array(kinds) => kinds[0].as_str().unwrap_or("null"),
            Value::String(kind) => kind,
            _ => "null",
        };
        match kind {
            "object" => Value::Object(self.least_object(schema)),
            "array" => json!([]),
            "integer" | "number" => json!(1),
            "boolean" => json!(false),
            "string" if schema["format"] == "date" => json!("2026-06-15"),
            "string"
                if schema["pattern"]
                    .as_str()
                    .is_some_and(|pattern| pattern.contains("A-Z")) =>
            {
                json!("DE")
            }
            "string" => json!("1"),
            _ => Value::Null,
        }
    }

    fn least_object(&self, schema: &Value) -> Map<String, Value> {
        let required = schema["required"].as_array().cloned().unwrap_or_default();
        let names = required.iter().filter_map(Value::as_str);
        names
            .map(|name| (name.to_owned(), self.least(&schema["properties"][name])))
            .collect()
    }

    /// What is wrong with an answer of an operation.
    pub fn judge(&self, pattern: &str, operation: &Value, answer: &Answer) -> Vec<String> {
        let is_done = answer.status == 200;
        let kind = if is_done { "200" } else { "default" };
        let mime = if is_done {
            "application/json"
        } else {
            "application/problem+json"
        };
        let mut wrong = Vec::new();
        if answer.status >= 500 || answer.content_type != mime {
            wrong.push(format!(
                "{pattern} answered {} {}: {}",
                answer.status, answer.content_type, answer.text
            ));
            return wrong;
        }
        let schema = operation["responses"][kind]["content"]
            .as_object()
            .unwrap()
            .values()
            .next()
            .unwrap()["schema"]
            .clone();
        let problems = self.problems(&schema, &answer.json());
        wrong.extend(
            problems
                .into_iter()
                .map(|problem| format!("{pattern} answered {}: {problem}", answer.status)),
        );
        wrong
    }
}

/// How a text has to look: a day, a moment, a decimal number.
fn format_of(schema: &Value) -> Option<fn(&str) -> bool> {
    if schema["pattern"]
        .as_str()
        .is_some_and(|pattern| pattern.starts_with("^-?[0-9]+"))
    {
        return Some(|text| text.parse::<rust_decimal::Decimal>().is_ok());
    }
    match schema["format"].as_str()? {
        "date" => Some(|text| text.parse::<chrono::NaiveDate>().is_ok()),
        "date-time" => Some(|text| chrono::DateTime::parse_from_rfc3339(text).is_ok()),
        _ => None,
    }
}

fn is_kind(value: &Value, kind: &str) -> bool {
    match kind {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("a schema names the type {other}"),
    }
}
