//! Staff, roles, teams, one's own account, and what people leave on records.
use crate::api::caller::Caller;
use crate::api::scenario::Firm;
use crate::client::Client;
use crate::client::token_of;
use crate::world::World;
use serde_json::Value;
use serde_json::json;
use tenon::kernel::totp;

const PASSWORD: &str = "a tenon fits its mortise";

pub fn come_and_go(firm: &mut Firm) {
    staff(firm);
    ones_own(firm);
    what_hangs_on_records(firm);
}

fn staff(firm: &mut Firm) {
    let company = firm.company;
    firm.master(
        "/setup/teams",
        &json!({"company_id": company, "name": "North"}),
        &json!({"name": "North and west"}),
    );
    firm.master(
        "/people/employees",
        &json!({"company_id": company, "number": "E-1", "name": "Ina Brandt"}),
        &json!({"number": "E-1", "name": "Ina Brandt-Voss", "job_title": "Sales"}),
    );
    let role = |name: &str| {
        json!({
            "code": "counter", "name": name,
            "permissions": [{"permission": "party.read", "scope": "all"}, {"permission": "product.read"}],
        })
    };
    firm.master("/setup/roles", &role("Counter"), &role("Counter and phone"));
    let api = &mut firm.api;
    let role = api.post("/setup/roles", &role("Counter"));
    let person = |name: &str| -> Value {
        json!({
            "name": name, "email": "ina@tenon.test", "language": "en", "number_format": "comma-point",
            "time_zone": "Europe/Berlin", "roles": [{"role_id": role, "company_id": company}],
        })
    };
    let mut ina = person("Ina Brandt");
    ina["initial_password"] = json!(PASSWORD);
    let ina = api.post("/setup/users", &ina);
    api.post(&format!("/setup/users/{ina}"), &person("Ina Brandt-Voss"));
    guard_with_second_factor(&firm.world, "ina@tenon.test");
    for step in ["end-sessions", "reset-second-factor", "archive", "restore"] {
        api.step(&format!("/setup/users/{ina}/{step}"));
    }
}

/// Somebody who was added turns the second factor on, at the page where people do.
fn guard_with_second_factor(world: &World, email: &str) {
    let browser = Client::sign_in(&world.address, email, PASSWORD);
    let secret = browser.get("/me/second-factor").input("secret").unwrap();
    let now = world.clock.now().and_utc().timestamp().try_into().unwrap();
    let code = totp::code_at(&secret, now).unwrap();
    browser
        .post("/me/second-factor", &[("secret", &secret), ("code", &code)])
        .expect(200);
}

fn ones_own(firm: &mut Firm) {
    let api = &mut firm.api;
    let settings = json!({
        "language": "en", "number_format": "comma-point", "time_zone": "Europe/Berlin", "single_keys": true,
        "default_company_id": firm.company,
    });
    api.post("/me/settings", &settings);
    let view = json!({"list": "parties", "name": "mine", "query": "q=claasen", "shared": false});
    let view = api.post("/views", &view);
    api.step(&format!("/views/{view}/delete"));
    // Somebody at a browser, whose session and token end; the program's own token is an earlier one.
    let browser = firm.world.sign_in("admin");
    let token = token_of(&browser);
    let newest = |api: &Caller, list: &str| {
        let rows = api.read(list)["rows"].as_array().unwrap().clone();
        rows.iter().filter_map(|row| row["id"].as_i64()).max().unwrap()
    };
    let made = newest(api, "/me/tokens");
    api.step(&format!("/me/tokens/{made}/revoke"));
    let program = Client::with_token(&firm.world.address, &token);
    assert_eq!(program.api_get("/me").status, 401);
    let session = newest(api, "/me/sessions");
    api.step(&format!("/me/sessions/{session}/revoke"));
    assert_eq!(browser.get("/me").status, 303);
}

fn what_hangs_on_records(firm: &mut Firm) {
    let (api, customer) = (&mut firm.api, firm.customer);
    api.post(
        &format!("/notes/party/{customer}"),
        &json!({"text": "Called: pays by the week."}),
    );
    let file = api.upload(&format!("/files/party/{customer}"), "terms.txt", b"Net 30 days.");
    assert_eq!(api.read(&format!("/files/{file}"))["content"], "TmV0IDMwIGRheXMu");
    api.step(&format!("/files/{file}/remove"));
    // A colleague's note on a record one looks after is told.
    let own = api.read("/me")["id"].clone();
    let party = json!({"company_id": firm.company, "name": "Dircks", "is_customer": true, "owner_id": own});
    let party = api.post("/parties", &party);
    let colleague = Client::with_token(&firm.world.address, &token_of(&firm.world.sign_in("sales")));
    colleague
        .api(&format!("/notes/party/{party}"), &json!({"text": "Wants a visit."}))
        .expect(200);
    let told = api.read("/notifications")["rows"][0]["id"].clone();
    api.step(&format!("/notifications/{told}/mark-read"));
}
