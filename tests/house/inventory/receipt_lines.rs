//! Lines of goods receipts through the doors: what they cost after an editor who may not see costs, and serial numbers.
use crate::client::Answer;
use crate::client::Client;
use crate::client::token_of;
use crate::inventory::store::Store;
use serde_json::Value;
use serde_json::json;

fn api(store: &Store, name: &str) -> Client {
    Client::with_token(&store.world.address, &token_of(&store.world.sign_in(name)))
}

fn receipt_of(store: &Store, lines: &Value) -> Value {
    json!({
        "company_id": store.company.raw(),
        "kind": "purchase",
        "party_id": store.supplier.raw(),
        "receipt_date": "2026-06-10",
        "lines": lines,
    })
}

/// Ten drums at 10.00 in stock; drafted by one who sees costs: 4 drums at 25.00, 2 at 31.50, 3 belts at 7.00.
fn drafted(store: &Store, buyer: &Client) -> String {
    store.receive(store.drum, 10, "10", "2026-03-02");
    let lines = json!([
        {"product_id": store.drum.raw(), "quantity": "4", "unit_cost": "25"},
        {"product_id": store.drum.raw(), "quantity": "2", "unit_cost": "31.5"},
        {"product_id": store.belt.raw(), "quantity": "3", "unit_cost": "7"},
    ]);
    let made = buyer.api("/inventory/receipts", &receipt_of(store, &lines));
    format!("/inventory/receipts/{}", made.expect(200).json()["id"])
}

#[track_caller]
fn total(buyer: &Client, path: &str) -> String {
    let read = buyer.api_get(path).expect(200).json();
    read["total_amount"].as_str().unwrap().to_owned()
}

/// "lines.0.lot serial-twice"
fn refusal(answer: Answer) -> String {
    let refused = answer.expect(422).json();
    let first = &refused["errors"][0];
    format!(
        "{} {}",
        first["field"].as_str().unwrap(),
        first["code"].as_str().unwrap()
    )
}

#[test]
fn who_may_not_see_costs_changes_a_draft_without_losing_them() {
    let store = Store::new();
    let buyer = api(&store, "admin");
    let path = drafted(&store, &buyer);
    let clerk = store.world.sign_in("warehouse");
    let form = clerk.get(&format!("{path}/edit")).expect(200);
    assert!(!form.text.contains("31.5"), "{}", form.visible());
    let line = |place: usize| form.input(&format!("lines.{place}.id")).unwrap();
    let (second, third) = (line(1), line(2));
    let (party, warehouse) = (store.supplier.to_string(), store.warehouse.to_string());
    // The first line is gone, there are three of the second, and a dozen in place of three pieces of the third: 3 × 31.50
    // and 12 × 7.00 are 178.50.
    let edit = [
        ("_version", "1"),
        ("kind", "purchase"),
        ("party_id", party.as_str()),
        ("warehouse_id", warehouse.as_str()),
        ("receipt_date", "2026-06-10"),
        ("lines.0.id", second.as_str()),
        ("lines.0.product", "DRUM"),
        ("lines.0.quantity", "3"),
        ("lines.1.id", third.as_str()),
        ("lines.1.product", "BELT"),
        ("lines.1.quantity", "1"),
        ("lines.1.unit", "doz"),
    ];
    clerk.post(&path, &edit).expect(303);
    assert_eq!(total(&buyer, &path), "178.50");
    clerk.post(&format!("{path}/post"), &[("_version", "2")]).expect(303);
    // 10 at 10.00 and 3 at 31.50.
    assert_eq!(store.worth(store.drum), "13 worth 194.50");
    assert_eq!(store.worth(store.belt), "12 worth 84.00");
    store.laws();
}

#[test]
fn a_program_that_names_no_lines_keeps_their_costs_where_it_is_clear_which() {
    let store = Store::new();
    let (buyer, clerk) = (api(&store, "admin"), api(&store, "warehouse"));
    let path = drafted(&store, &buyer);
    let change = |by: &Client, version: &str| {
        let lines = json!([
            {"product_id": store.drum.raw(), "quantity": "6"},
            {"product_id": store.belt.raw(), "quantity": "4"},
        ]);
        let key = crate::client::new_key();
        let headers = [("idempotency-key", key.as_str()), ("if-match", version)];
        by.api_with(&path, &receipt_of(&store, &lines), &headers)
    };
    // The drums cost two different prices: what they cost now, 6 × 10.00. The belts are 4 × 7.00.
    change(&clerk, "1").expect(200);
    assert_eq!(total(&buyer, &path), "88.00");
    // Who sees costs and sends none asks for what they cost now; no belt was ever in stock.
    assert_eq!(refusal(change(&buyer, "2")), "lines.1.unit_cost receipt-cost-unknown");
}

#[test]
fn a_serial_number_is_one_piece_on_one_line() {
    let store = Store::new();
    let pump = store.serial("PUMP");
    let buyer = api(&store, "admin");
    let send = |lines: Value| buyer.api("/inventory/receipts", &receipt_of(&store, &lines));
    let piece = |code: &str| json!({"product_id": pump.raw(), "quantity": "1", "unit_cost": "80", "lot": code});
    let units = store.world.read(tenon::catalog::unit::queries::all);
    let dozen = units.values().find(|unit| unit.code == "doz").unwrap().id;
    let mut carton = piece("S-1");
    carton["unit_id"] = dozen.raw().into();
    assert_eq!(refusal(send(json!([carton]))), "lines.0.quantity serial-is-one-piece");
    let twice = json!([piece("S-1"), piece("S-2"), piece("S-1")]);
    assert_eq!(refusal(send(twice)), "lines.2.lot serial-twice");
    let post = |lines: Value| {
        let id = send(lines).expect(200).json()["id"].clone();
        let key = crate::client::new_key();
        let headers = [("idempotency-key", key.as_str()), ("if-match", "1")];
        buyer.api_with(&format!("/inventory/receipts/{id}/post"), &json!({}), &headers)
    };
    post(json!([piece("S-1"), piece("S-2")])).expect(200);
    assert_eq!(store.stock(pump), "on hand 2, reserved 0");
    let refused = post(json!([piece("S-3"), piece("S-2")])).expect(422).json();
    assert_eq!(refused["code"], "serial-in-stock");
    let said = refused["detail"].as_str().unwrap();
    assert!(said.starts_with("Line 2: the piece S-2"), "{said}");
    store.laws();
}

#[test]
fn what_a_receipt_names_and_what_is_not_there_is_a_problem_of_its_field() {
    let store = Store::new();
    store.receive(store.drum, 10, "10", "2026-03-02");
    let clerk = api(&store, "warehouse");
    let with = |field: &str, value: Value| {
        let mut body = receipt_of(&store, &json!([{"product_id": store.drum.raw(), "quantity": "1"}]));
        body[field] = value;
        refusal(clerk.api("/inventory/receipts", &body))
    };
    assert_eq!(with("warehouse_id", 4711.into()), "warehouse_id problem-not-a-choice");
    assert_eq!(with("party_id", 4711.into()), "party_id problem-not-a-choice");
    let nothing = json!([{"product_id": store.drum.raw(), "quantity": "0"}]);
    assert_eq!(with("lines", nothing), "lines.0.quantity problem-not-positive");
}
