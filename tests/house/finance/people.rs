//! People at the door of the API: the accountant, and clerks who may only some of it; and what they are told.
use crate::client::Answer;
use crate::client::Client;
use crate::client::new_key;
use crate::client::token_of;
use crate::world::PASSWORD;
use crate::world::World;
use serde_json::Value;
use serde_json::json;

/// Somebody of the world at the API.
pub fn at_api(world: &World, name: &str) -> Client {
    Client::with_token(&world.address, &token_of(&world.sign_in(name)))
}

/// Somebody new in Nordwerk, signed in, who holds just these permissions, each in its scope.
pub fn clerk(world: &World, permissions: &[(&str, &str)]) -> Client {
    let admin = world.sign_in("admin");
    let mut role = vec![("code".to_owned(), "clerk".to_owned())];
    role.push(("name".to_owned(), "Clerk".to_owned()));
    for (place, (permission, scope)) in permissions.iter().enumerate() {
        role.push((format!("permissions.{place}.permission"), (*permission).to_owned()));
        role.push((format!("permissions.{place}.scope"), (*scope).to_owned()));
    }
    let role: Vec<(&str, &str)> = role
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let role = admin.post("/setup/roles", &role).expect(303).id().to_string();
    let company = world.company("NW").to_string();
    let user = [
        ("name", "Ada Byron"),
        ("email", "ada@tenon.test"),
        ("language", "en"),
        ("number_format", "comma-point"),
        ("time_zone", "Europe/Berlin"),
        ("initial_password", PASSWORD),
        ("default_company_id", company.as_str()),
        ("roles.0.role_id", role.as_str()),
        ("roles.0.company_id", company.as_str()),
    ];
    admin.post("/setup/users", &user).expect(303);
    Client::sign_in(&world.address, "ada@tenon.test", PASSWORD)
}

/// The same at the API.
pub fn clerk_at_api(world: &World, permissions: &[(&str, &str)]) -> Client {
    Client::with_token(&world.address, &token_of(&clerk(world, permissions)))
}

/// What a refused request is told: "lines.1.quantity credit-over-line" for each field, or the code of the refusal.
#[track_caller]
pub fn told(answer: Answer) -> String {
    let problem = answer.expect(422).json();
    let errors = problem["errors"].as_array().cloned().unwrap_or_default();
    if errors.is_empty() {
        return problem["code"].as_str().unwrap_or("?").to_owned();
    }
    let text = |error: &Value| {
        let word = |name: &str| error[name].as_str().unwrap_or("?").to_owned();
        format!("{} {}", word("field"), word("code"))
    };
    errors.iter().map(text).collect::<Vec<_>>().join(", ")
}

/// The id of what was written.
#[track_caller]
pub fn made(answer: Answer) -> i64 {
    answer.expect(200).json()["id"].as_i64().unwrap()
}

#[track_caller]
pub fn read(by: &Client, path: &str) -> Value {
    by.api_get(path).expect(200).json()
}

/// Changes a record, or takes a step of it, at the version it has now.
#[track_caller]
pub fn at_version(by: &Client, path: &str, action: &str, body: &Value) -> Answer {
    let version = read(by, path)["version"].to_string();
    let path = format!("{path}{action}");
    by.api_with(&path, body, &[("idempotency-key", &new_key()), ("if-match", &version)])
}

/// Posts a draft.
#[track_caller]
pub fn post(by: &Client, invoice: i64) -> Answer {
    at_version(by, &format!("/finance/invoices/{invoice}"), "/post", &json!({}))
}
