//! Parties by the door of programs: the same command, the same problems, and "do it anyway" to a warning.
use crate::client::Client;
use crate::client::token_on;
use crate::world::World;
use serde_json::json;

fn program(world: &World) -> Client {
    let person = world.sign_in("accountant");
    let mut fields = vec![("name", "Shop"), ("days", "30")];
    fields.extend(["party.read", "party.edit", "credit.edit"].map(|scope| ("scopes", scope)));
    let page = person.post("/me/tokens", &fields).expect(200);
    Client::with_token(&world.address, &token_on(&page))
}

#[test]
fn a_program_writes_and_reads_the_same_party() {
    let world = World::new();
    let shop = program(&world);
    let new = json!({
        "name": "Halvorsen Elektro AS",
        "is_customer": true,
        "country": "Norway",
        "email": "post@halvorsen.no",
        "addresses": [{"street": "Strandgaten 4", "city": "Bergen", "country": "NO"}],
        "contacts": [{"name": "Ingrid Halvorsen"}],
    });
    let done = shop.api("/parties", &new).expect(200).json();
    assert_eq!(done["kind"], "party");
    let path = format!("/parties/{}", done["id"]);
    let party = shop.api_get(&path).expect(200).json();
    assert_eq!((&party["number"], &party["country"]), (&json!("P-10001"), &json!("NO")));
    assert_eq!(party["contacts"][0]["name"], "Ingrid Halvorsen");
    let twice = shop.api("/parties", &new).expect(422).json();
    assert_eq!(twice["type"], "/problems/warning");
    assert_eq!(twice["errors"][0]["code"], "party-same-email");
    shop.api("/parties?anyway=yes", &new).expect(200);
    let wrong = json!({"name": "X", "is_customer": true, "phone": "none", "colour": "red"});
    let wrong = shop.api("/parties", &wrong).expect(422).json();
    assert_eq!(wrong["errors"][0]["field"], "colour");
    let list = shop.api_get("/parties?role=customer&q=halvorsen").expect(200).json();
    assert_eq!(list["rows"].as_array().map(Vec::len), Some(2));
    let terms = json!({"credit_limit_amount": "1000.00"});
    let first = [("if-match", "0"), ("idempotency-key", "terms-1")];
    shop.api_with(&format!("{path}/terms"), &terms, &first).expect(200);
    let kept = shop.api_get(&format!("{path}/terms?company=NW")).expect(200).json();
    assert_eq!(
        (&kept["credit_limit_amount"], &kept["version"]),
        (&json!("1000.00"), &json!(1))
    );
    shop.api(&format!("{path}/merge"), &json!({"into_id": 1})).expect(403);
}
