//! Every route × role × company: each door answers as the table of permissions says, and nothing else. And records of
//! another company are as if they were not there.
use crate::client::Answer;
use crate::client::Client;
use crate::client::token_of;
use crate::world::World;
use tenon::app::APP;
use tenon::company::roles::STANDARD;
use tenon::kernel::web::Route;
use tenon::kernel::web::route::Method;
use tenon::permission::Permission;

/// A number that no record has.
const NO_RECORD: &str = "7";

fn path_of(route: &Route) -> String {
    let parts = route
        .path
        .split('/')
        .map(|part| if part.starts_with('{') { NO_RECORD } else { part });
    parts.collect::<Vec<_>>().join("/")
}

/// What the role's own table says, read apart from the product's decision.
fn table_says(role: &str, permission: Permission) -> bool {
    let standard = STANDARD.iter().find(|one| one.code == role).unwrap();
    permission.is_free()
        || standard.permissions.is_empty()
        || standard.permissions.iter().any(|(held, _)| *held == permission)
}

/// Pages that end the session they are asked with.
fn ends_the_session(route: &Route) -> bool {
    route.path == "/sign-out" || route.path.contains("revoke") || route.path.starts_with("/me/password")
}

fn ask(client: &Client, route: &Route) -> Answer {
    let path = path_of(route);
    match route.method {
        Method::Get => client.get(&path),
        Method::Post if route.takes_files => client.upload(&path, &[], &[]),
        Method::Post => client.post(&path, &[]),
    }
}

fn disagreements(client: &Client, role: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    for route in APP.routes().filter(|route| !ends_the_session(route)) {
        let answer = ask(client, route);
        let is_refused = answer.status == 403;
        let may = table_says(role, route.permission);
        if is_refused == may || answer.status >= 500 {
            wrong.push(format!(
                "{role}: {:?} {} answered {}",
                route.method, route.path, answer.status
            ));
        }
    }
    wrong
}

#[test]
fn each_page_opens_for_those_whose_role_says_so() {
    let world = World::new();
    let people = [
        ("admin", "administrator"),
        ("sales", "sales"),
        ("warehouse", "warehouse"),
        ("accountant", "accountant"),
        ("other", "sales"),
    ];
    let mut wrong = Vec::new();
    for (name, role) in people {
        wrong.extend(disagreements(&world.sign_in(name), role));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
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
fn the_api_decides_as_the_pages_do() {
    let world = World::new();
    let mut wrong = Vec::new();
    for (name, role) in [
        ("admin", "administrator"),
        ("sales", "sales"),
        ("warehouse", "warehouse"),
        ("accountant", "accountant"),
    ] {
        let program = Client::with_token(&world.address, &token_of(&world.sign_in(name)));
        for route in APP.routes().filter(|route| route.api.is_some()) {
            let path = path_of(route);
            let answer = if route.method == Method::Get {
                program.api_get(&path)
            } else {
                program.api(&path, &serde_json::json!({}))
            };
            let may = table_says(role, route.permission);
            if (answer.status == 403) == may || answer.status >= 500 {
                wrong.push(format!(
                    "{role}: {:?} /api/v1{} answered {}: {}",
                    route.method, route.path, answer.status, answer.text
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
