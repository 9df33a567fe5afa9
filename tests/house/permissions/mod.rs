//! Who may what: the walk of every route × role × company with real records (`doors`), what lists, exports and search
//! show of them (`shown`), strangers, forged forms, and what is missing said to whom.
mod doors;
mod person;
mod records;
mod shown;

use crate::client::Answer;
use crate::client::Client;
use crate::client::token_of;
use crate::world::World;
use serde_json::json;
use tenon::app::APP;
use tenon::ids::CompanyId;
use tenon::kernel::web::Route;
use tenon::kernel::web::route::Method;
use tenon::ledger::account;
use tenon::permission::Permission;
use tenon_db::diesel::prelude::*;
use tenon_schema::journal;

/// A number that no record has.
const NO_RECORD: &str = "7";

fn path_of(route: &Route) -> String {
    let parts = route
        .path
        .split('/')
        .map(|part| if part.starts_with('{') { NO_RECORD } else { part });
    parts.collect::<Vec<_>>().join("/")
}

fn ask(client: &Client, route: &Route) -> Answer {
    let path = path_of(route);
    match route.method {
        Method::Get => client.get(&path),
        Method::Post if route.takes_files => client.upload(&path, &[], &[]),
        Method::Post => client.post(&path, &[]),
    }
}

#[test]
fn strangers_see_the_sign_in_page_and_nothing_else() {
    let world = World::new();
    let stranger = world.stranger();
    let mut wrong = Vec::new();
    for route in APP.routes().filter(|route| route.permission != Permission::Public) {
        let answer = ask(&stranger, route);
        let is_sent_away =
            answer.status == 303 && answer.location.as_deref().is_some_and(|to| to.starts_with("/sign-in"));
        if !is_sent_away {
            wrong.push(format!("{:?} {} answered {}", route.method, route.path, answer.status));
        }
        if route.api.is_some() {
            let path = path_of(route);
            let answer = if route.method == Method::Get {
                stranger.api_get(&path)
            } else {
                stranger.api(&path, &serde_json::json!({}))
            };
            if answer.status != 401 {
                wrong.push(format!(
                    "{:?} /api/v1{} answered {}",
                    route.method, route.path, answer.status
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_form_sent_from_elsewhere_is_refused() {
    let world = World::new();
    let client = world.sign_in("admin");
    let forged = client.post("/views", &[("list", "parties"), ("name", "mine"), ("_csrf", "guessed")]);
    assert_eq!(forged.status, 400);
}

/// An accountant of Nordwerk who holds another role in 高雄冷凍.
fn accountant_with(world: &World, name: &str, role_there: i64) -> Client {
    let held = [
        (person::role_id(world, "accountant"), world.company("NW")),
        (role_there, world.company("KC")),
    ];
    person::hire(&world.sign_in("admin"), name, &held);
    person::sign_in(world, name)
}

/// Addresses of a cost centre, a journal and an account of a company.
fn records_of(world: &World, company: CompanyId) -> [String; 3] {
    let named = [("_company", company.to_string()), ("code", "100".to_owned())];
    let mut fields: Vec<(&str, &str)> = named.iter().map(|(name, value)| (*name, value.as_str())).collect();
    fields.push(("name", "Workshop"));
    let center = world
        .sign_in("admin")
        .post("/setup/cost-centers", &fields)
        .expect(303)
        .id();
    let journal: i64 = world.read(|conn| {
        Ok(journal::table
            .filter(journal::company_id.eq(company.raw()))
            .select(journal::id)
            .first(conn)?)
    });
    let account = world.read(|conn| account::queries::chart(conn, company))[0].id;
    [
        format!("/setup/cost-centers/{center}"),
        format!("/setup/journals/{journal}"),
        format!("/finance/accounts/{account}"),
    ]
}

const EDIT: &[(&str, &str)] = &[
    ("_version", "1"),
    ("code", "777"),
    ("name", "Mine now"),
    ("kind", "asset"),
    ("control", "none"),
];

#[test]
fn a_record_one_may_not_read_does_not_exist_and_of_one_he_may_read_one_hears_what_is_missing() {
    let world = World::new();
    let theirs = records_of(&world, world.company("KC"));
    let readers = [
        ("code", "reader"),
        ("name", "Reader of the books"),
        ("permissions.0.permission", "ledger.read"),
        ("permissions.0.scope", "company"),
    ];
    let reader = world.sign_in("admin").post("/setup/roles", &readers).expect(303).id();
    // In 高雄冷凍 the one works in the warehouse and may not see the books; the other may read them.
    let stranger = accountant_with(&world, "stranger", person::role_id(&world, "warehouse"));
    let reader = accountant_with(&world, "reader", reader);
    let program = |client: &Client| Client::with_token(&world.address, &token_of(client));
    let (of_stranger, of_reader) = (program(&stranger), program(&reader));
    for path in &theirs {
        let mut edit = json!({"code": "777", "name": "Mine now"});
        if path.starts_with("/finance/accounts") {
            edit["kind"] = json!("asset");
            edit["control"] = json!("none");
        }
        for (client, program, status) in [(&stranger, &of_stranger, 404), (&reader, &of_reader, 403)] {
            client.get(&format!("{path}/edit")).expect(status);
            client.post(path, EDIT).expect(status);
            client
                .post(&format!("{path}/delete"), &[("_version", "1")])
                .expect(status);
            program
                .api_with(path, &edit, &[("idempotency-key", path), ("if-match", "1")])
                .expect(status);
        }
        stranger.get(path).expect(404);
        reader.get(path).expect(200);
        reader.post(path, EDIT).must_show("Change accounts, taxes and terms");
    }
    // In his own company each of them may.
    let ours = world.company("NW").to_string();
    for (client, code) in [(&stranger, "200"), (&reader, "300")] {
        let fields = [("_company", ours.as_str()), ("code", code), ("name", "Office")];
        client.post("/setup/cost-centers", &fields).expect(303);
    }
}
