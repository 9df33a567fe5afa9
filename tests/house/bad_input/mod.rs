//! Bad input to every operation of both doors, made from the OpenAPI document: unknown records and those of other companies,
//! wrong types, numbers that are negative or huge, days in closed periods, a megabyte of text, control characters, requests
//! sent twice, saves of what somebody else saved first. The answer is always a clear one, never a failure of the server,
//! and what was refused has changed nothing.
mod reads;
pub mod shape;
pub mod walk;

use crate::client::Client;
use crate::client::new_key;
use crate::client::token_of;
use crate::world::World;
use serde_json::Value;
use serde_json::json;
use shape::Ids;
use shape::Shapes;
use walk::Walk;

/// A period of the demo's history that is closed before the walk begins.
const CLOSED_DAY: &str = "2024-07-15";

/// What stands in an address where an id is due, and is the id of no record.
const NOT_RECORDS: &[&str] = &[
    "7",
    "0",
    "-1",
    "9223372036854775807",
    "9223372036854775808",
    "abc",
    "%00",
    "%ff",
    "1;2",
    "..%2f..",
];

/// The demo group, its administrator at the API, and the ids of everything in it.
fn demo() -> (World, Client, Shapes) {
    let world = World::demo();
    let admin = Client::with_token(&world.address, &token_of(&world.sign_in_as_demo("administrator")));
    let document = admin.api_get("/openapi.json").expect(200).json();
    let shapes = Shapes::new(document, Ids::of(&world));
    close_the_past(&world);
    (world, admin, shapes)
}

/// Closes the first periods of every company, so that there are days nobody may post to.
fn close_the_past(world: &World) {
    world.behind_its_back(&format!(
        "UPDATE fiscal_period SET state = 'closed', version = version + 1 WHERE end_date < '{CLOSED_DAY}'"
    ));
}

#[test]
fn the_api_answers_bad_values_in_clear_words_and_keeps_nothing_of_them() {
    let (world, admin, shapes) = demo();
    let mut walk = Walk::new(&world, &admin);
    for (path, operation) in shapes.writes() {
        let id = walk.a_record_of(&path);
        let target = path.replace("{id}", &id.to_string());
        let Some(schema) = operation.pointer("/requestBody/content/application~1json/schema") else {
            for body in [json!([]), json!("text"), json!({"no_such_field": 1})] {
                walk.judge(&target, &body, &[("if-match", "999999")]);
            }
            continue;
        };
        for body in shapes.bad_bodies(schema, CLOSED_DAY) {
            walk.judge(&target, &body, &[("if-match", "1")]);
        }
    }
    walk.must_be_clean(2_000);
}

#[test]
fn the_pages_answer_bad_values_in_clear_words_and_keep_nothing_of_them() {
    let (world, admin, shapes) = demo();
    let browser = world.sign_in_as_demo("administrator");
    let mut walk = Walk::new(&world, &admin);
    for (path, operation) in shapes.writes() {
        let id = walk.a_record_of(&path);
        let target = path.replace("{id}", &id.to_string());
        let schema = operation.pointer("/requestBody/content/application~1json/schema");
        let bodies = schema.map_or_else(
            || vec![json!({"no_such_field": "1"})],
            |schema| shapes.worst_bodies(schema, CLOSED_DAY),
        );
        for body in bodies {
            walk.judge_form(&browser, &target, &body);
        }
    }
    walk.must_be_clean(1_000);
}

#[test]
fn unknown_records_and_broken_requests_are_refused() {
    let (world, admin, shapes) = demo();
    let mut walk = Walk::new(&world, &admin);
    let megabyte = "x".repeat(1_000_000);
    for (path, operation) in shapes.writes() {
        let schema = operation.pointer("/requestBody/content/application~1json/schema");
        let body = schema.map_or_else(|| json!({}), |schema| shapes.full(schema));
        if path.contains("{id}") {
            for id in NOT_RECORDS {
                walk.must_refuse(&path.replace("{id}", id), &body, &[("if-match", "1")]);
            }
            let known = path.replace("{id}", &walk.a_record_of(&path).to_string());
            for version in ["999999", "-1", "x", "99999999999999999999"] {
                walk.judge(&known, &body, &[("if-match", version)]);
            }
        }
        walk.must_refuse(&path.replace("{id}", "7"), &json!(megabyte), &[]);
        let raw = walk.raw(&path.replace("{id}", "7"), "{\"name\": \"unfinished");
        walk.note_unless(
            (400..500).contains(&raw.status),
            &path,
            &format!("unfinished JSON answered {}", raw.status),
        );
    }
    walk.must_be_clean(1_000);
}

#[test]
fn records_of_other_companies_are_as_unknown_as_those_that_are_not_there() {
    let (world, admin, shapes) = demo();
    // The accountant works in the first company only.
    let accountant = Client::with_token(&world.address, &token_of(&world.sign_in_as_demo("accountant")));
    let mut walk = Walk::new(&world, &accountant);
    let lists = Walk::new(&world, &admin);
    for (path, operation) in shapes.writes() {
        let schema = operation.pointer("/requestBody/content/application~1json/schema");
        let body = schema.map_or_else(|| json!({}), |schema| shapes.full(schema));
        let Some(list) = path.split("/{id}").next().filter(|_| path.contains("{id}")) else {
            for body in schema.iter().flat_map(|schema| shapes.foreign_bodies(schema)) {
                walk.must_refuse(&path, &body, &[]);
            }
            continue;
        };
        for id in lists.foreign_records(list, &accountant) {
            let target = path.replace("{id}", &id.to_string());
            let answer = walk.must_refuse(&target, &body, &[("if-match", "1")]);
            walk.note_unless(
                matches!(answer.status, 403 | 404),
                &target,
                &format!("a record of another company answered {}", answer.status),
            );
        }
    }
    walk.must_be_clean(20);
}

/// The least that is accepted: what the operations of the walk below are sent.
fn accepted(world: &World) -> Vec<(&'static str, Value, Value)> {
    let company = world.company("NW").raw();
    vec![
        (
            "/parties",
            json!({"company_id": company, "name": "Aldridge", "is_customer": true, "is_supplier": false, "is_carrier": false,
            "addresses": [], "contacts": [], "bank_accounts": []}),
            json!({"name": "Aldridge & Sons"}),
        ),
        (
            "/setup/carriers",
            json!({"company_id": company, "code": "DHX", "name": "DHX"}),
            json!({"code": "DHY"}),
        ),
        (
            "/setup/holidays",
            json!({"company_id": company, "holiday_date": "2026-08-03", "name": "Founders' day"}),
            json!({"name": "Fair"}),
        ),
        (
            "/setup/teams",
            json!({"company_id": company, "name": "North"}),
            json!({"name": "South"}),
        ),
        (
            "/views",
            json!({"list": "parties", "name": "mine", "shared": false}),
            json!({"name": "yours"}),
        ),
        (
            "/setup/cost-centers",
            json!({"company_id": company, "code": "K1", "name": "Workshop"}),
            json!({"code": "K2"}),
        ),
    ]
}

#[test]
fn what_is_sent_twice_is_done_once_and_another_body_under_its_key_is_refused() {
    let world = World::new();
    let admin = Client::with_token(&world.address, &token_of(&world.sign_in("admin")));
    for (path, body, change) in accepted(&world) {
        let key = new_key();
        let headers = [("idempotency-key", key.as_str())];
        let first = admin.api_with(path, &body, &headers);
        assert_eq!(first.status, 200, "{path}: {}", first.text);
        let rows = world.row_counts();
        let again = admin.api_with(path, &body, &headers);
        assert_eq!((again.status, &again.text), (200, &first.text), "{path}");
        let mut other = body.clone();
        for (name, value) in change.as_object().unwrap() {
            other[name] = value.clone();
        }
        let refused = admin.api_with(path, &other, &headers);
        assert_eq!(
            (refused.status, refused.json()["code"].as_str()),
            (409, Some("key-reused")),
            "{path}"
        );
        assert_eq!(world.row_counts(), rows, "{path}");
        let elsewhere = admin.api_with(path, &body, &[]);
        assert_eq!(elsewhere.status, 400, "{path} without a key: {}", elsewhere.text);
    }
}

/// A double click, and a network that tries again: the repeats meet the first in one group of the lane, or come after it.
#[test]
fn what_is_sent_many_times_at_once_is_done_once() {
    let world = World::new();
    let token = token_of(&world.sign_in("admin"));
    let (path, mut body, _) = accepted(&world).swap_remove(0);
    let before = world.row_counts();
    for (round, name) in ["Aldridge", "Brinkmann", "Castellano", "Dufour", "Eriksen"]
        .iter()
        .enumerate()
    {
        body["name"] = json!(name);
        let (key, body) = (new_key(), &body);
        let answers: Vec<(u16, String)> = std::thread::scope(|scope| {
            let sent: Vec<_> = (0..6)
                .map(|_| {
                    scope.spawn(|| {
                        let client = Client::with_token(&world.address, &token);
                        let answer = client.api_with(path, body, &[("idempotency-key", key.as_str())]);
                        (answer.status, answer.text)
                    })
                })
                .collect();
            sent.into_iter().map(|one| one.join().unwrap()).collect()
        });
        let first = &answers[0];
        assert_eq!(first.0, 200, "round {round}: {}", first.1);
        assert!(
            answers.iter().all(|answer| answer == first),
            "round {round}: {answers:?}"
        );
    }
    let after = world.row_counts();
    let made = |table: &str| after[table] - before[table];
    assert_eq!((made("party"), made("event_log"), made("idempotency")), (5, 5, 5));
}
