//! Calls every operation of the OpenAPI document and holds request and answer against it.
use crate::client::Answer;
use crate::client::Client;
use crate::client::token_of;
use crate::world::World;
use serde_json::Map;
use serde_json::Value;
use serde_json::json;
use std::collections::BTreeMap;

struct Api {
    document: Value,
    client: Client,
    /// First id of each list, by its path.
    ids: BTreeMap<String, i64>,
}

impl Api {
    /// What is wrong with a value by its schema: the keywords that schemars writes.
    fn problems(&self, schema: &Value, value: &Value) -> Vec<String> {
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
            Some(reference) => self.document.pointer(reference.trim_start_matches('#')).unwrap(),
            None => schema,
        }
    }

    /// The least that a schema takes.
    fn least(&self, schema: &Value) -> Value {
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

    /// The path with ids of records that exist, where a list of them does.
    fn path(&self, pattern: &str) -> String {
        let mut path = String::new();
        for part in pattern.trim_start_matches("/api/v1").split('/').skip(1) {
            let part = if part.starts_with('{') {
                self.ids.get(&path).copied().unwrap_or(7).to_string()
            } else {
                part.to_owned()
            };
            path = format!("{path}/{part}");
        }
        path
    }

    fn judge(&self, pattern: &str, operation: &Value, answer: &Answer) -> Vec<String> {
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

fn api(world: &World) -> Api {
    let client = Client::with_token(&world.address, &token_of(&world.sign_in_as_demo("administrator")));
    let document = client.api_get("/openapi.json").expect(200).json();
    let mut ids = BTreeMap::new();
    for path in document["paths"]
        .as_object()
        .unwrap()
        .keys()
        .filter(|path| !path.contains('{'))
    {
        let path = path.trim_start_matches("/api/v1");
        if document["paths"][format!("/api/v1{path}")]["get"].is_object()
            && let Some(id) = client.api_get(path).json()["rows"][0]["id"].as_i64()
        {
            ids.insert(path.to_owned(), id);
        }
    }
    Api { document, client, ids }
}

#[test]
fn every_read_answers_as_described() {
    let world = World::demo();
    let api = api(&world);
    let mut wrong = Vec::new();
    for (pattern, methods) in api.document["paths"].as_object().unwrap() {
        if methods["get"].is_object() {
            let path = api.path(pattern);
            let answer = api.client.api_get(&path);
            let is_known = !path.contains("/7");
            if is_known && answer.status != 200 {
                wrong.push(format!("GET {path} answered {}: {}", answer.status, answer.text));
            }
            wrong.extend(api.judge(pattern, &methods["get"], &answer));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_write_takes_what_it_describes_and_answers_as_described() {
    let world = World::demo();
    let api = api(&world);
    let mut wrong = Vec::new();
    for (pattern, methods) in api.document["paths"].as_object().unwrap() {
        let operation = &methods["post"];
        if !operation.is_object() {
            continue;
        }
        let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
        let body = if schema.is_null() { json!({}) } else { api.least(schema) };
        if !schema.is_null() {
            wrong.extend(
                api.problems(schema, &body)
                    .into_iter()
                    .map(|problem| format!("{pattern}: the least body is none: {problem}")),
            );
        }
        let answer = api.client.api(&api.path(pattern), &body);
        wrong.extend(api.judge(pattern, operation, &answer));
        if answer.status == 400 {
            wrong.push(format!("POST {pattern} does not understand {body}: {}", answer.text));
        }
        let unknown = api.client.api(&api.path(pattern), &json!({"no_such_field": 1}));
        if !schema.is_null() && (unknown.status == 200 || unknown.status >= 500) {
            wrong.push(format!(
                "POST {pattern} with an unknown field answered {}",
                unknown.status
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_same_key_gets_the_first_answer_and_another_body_is_refused() {
    let world = World::new();
    let client = Client::with_token(&world.address, &token_of(&world.sign_in("admin")));
    let body = json!({"list": "parties", "name": "mine"});
    let key = [("idempotency-key", "twice")];
    let first = client.api_with("/views", &body, &key).expect(200).json();
    let again = client.api_with("/views", &body, &key).expect(200).json();
    assert_eq!(first, again);
    let other = client.api_with("/views", &json!({"list": "parties", "name": "other"}), &key);
    assert_eq!((other.status, other.json()["code"].as_str()), (409, Some("key-reused")));
    let without = client.api_with("/views", &body, &[]);
    assert_eq!(without.status, 400);
}
