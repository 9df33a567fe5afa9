//! Calls every operation that reads of the OpenAPI document and holds the answer against it, and sends every operation
//! that writes the least it takes; what a right body comes to is told in `scenario`.
use crate::api::schema::Document;
use crate::client::Client;
use crate::client::token_of;
use crate::world::World;
use serde_json::json;
use std::collections::BTreeMap;

struct Api {
    document: Document,
    client: Client,
    /// First id of each list, by its path.
    ids: BTreeMap<String, i64>,
}

impl Api {
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
}

fn api(world: &World) -> Api {
    let client = Client::with_token(&world.address, &token_of(&world.sign_in_as_demo("administrator")));
    let document = Document::read(&client);
    let mut ids = BTreeMap::new();
    for path in document.0["paths"]
        .as_object()
        .unwrap()
        .keys()
        .filter(|path| !path.contains('{'))
    {
        let path = path.trim_start_matches("/api/v1");
        if document.0["paths"][format!("/api/v1{path}")]["get"].is_object()
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
    for (pattern, methods) in api.document.0["paths"].as_object().unwrap() {
        if methods["get"].is_object() {
            let path = api.path(pattern);
            let answer = api.client.api_get(&path);
            let is_known = !path.contains("/7");
            if is_known && answer.status != 200 {
                wrong.push(format!("GET {path} answered {}: {}", answer.status, answer.text));
            }
            wrong.extend(api.document.judge(pattern, &methods["get"], &answer));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_write_takes_what_it_describes_and_answers_as_described() {
    let world = World::demo();
    let api = api(&world);
    let mut wrong = Vec::new();
    for (pattern, methods) in api.document.0["paths"].as_object().unwrap() {
        let operation = &methods["post"];
        if !operation.is_object() {
            continue;
        }
        let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
        let body = if schema.is_null() {
            json!({})
        } else {
            api.document.least(schema)
        };
        if !schema.is_null() {
            wrong.extend(
                api.document
                    .problems(schema, &body)
                    .into_iter()
                    .map(|problem| format!("{pattern}: the least body is none: {problem}")),
            );
        }
        let answer = api.client.api(&api.path(pattern), &body);
        wrong.extend(api.document.judge(pattern, operation, &answer));
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
