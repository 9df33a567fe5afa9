//! What the API, exports and bulk actions refuse rather than guess.
use crate::client::Client;
use crate::client::token_of;
use crate::world::World;
use serde_json::json;

fn program(world: &World) -> Client {
    Client::with_token(&world.address, &token_of(&world.sign_in("admin")))
}

fn holiday(world: &World, client: &Client, day: &str, name: &str) -> i64 {
    let body = json!({"company_id": world.company("NW").raw(), "holiday_date": day, "name": name});
    let made = client.api("/setup/holidays", &body);
    made.expect(200).json()["id"].as_i64().unwrap()
}

#[test]
fn a_filter_that_cannot_be_read_or_is_none_is_refused_on_every_door() {
    let world = World::new();
    let (admin, program) = (world.sign_in("admin"), program(&world));
    for (list, query, field) in [
        ("/orders/sales-orders", "date.from=31%2F31", "date.from"),
        ("/finance/invoices", "party=abc", "party"),
        ("/finance/invoices", "state=drft", "state"),
        ("/orders/sales-orders", "late=maybe", "late"),
        ("/finance/invoices", "stat=draft", "stat"),
        ("/finance/invoices", "party.text=Halv", "party"),
    ] {
        let refused = program.api_get(&format!("{list}?{query}")).expect(422).json();
        assert_eq!(refused["errors"][0]["field"], field, "{refused}");
        admin.get(&format!("{list}?{query}&format=csv")).expect(422);
    }
    admin.get("/orders/sales-orders?date.from=31%2F31").expect(422);
    // The page says which filter it is and how to go on without it.
    let unread = admin.get("/orders/sales-orders?state=drft").expect(422);
    unread.must_show("Status: “drft” is not one of the choices.");
    unread.must_show("Open without it");
    assert!(unread.text.contains("href=\"/orders/sales-orders\">Open without it"));
    // A link may carry what is no filter: the list opens as it does without.
    for query in ["", "?utm_source=mail", "?order_date=rubbish"] {
        let list = admin.get(&format!("/orders/sales-orders{query}")).expect(200);
        list.must_show("Nothing under “Open”");
    }
    for query in ["stat=draft", "date.from=31%2F31"] {
        let all = [("all", "yes"), ("query", query)];
        admin.post("/orders/sales-orders/bulk/confirm", &all).expect(422);
    }
    for list in [
        "/orders/sales-orders?owner=1",
        "/finance/invoices?sales_order=1",
        "/finance/invoices?party=1&party.text=Halvorsen",
    ] {
        program.api_get(list).expect(200);
    }
}

#[test]
fn a_search_in_codes_and_numbers_ignores_case_on_both_engines() {
    let world = World::new();
    let program = program(&world);
    holiday(&world, &program, "2026-12-25", "Christmas Day");
    holiday(&world, &program, "2026-10-03", "Äquinoktium");
    let found = |path: &str| {
        program.api_get(path).expect(200).json()["rows"]
            .as_array()
            .unwrap()
            .len()
    };
    for typed in ["christmas", "CHRISTMAS", "Christmas%20d"] {
        assert_eq!(found(&format!("/setup/holidays?q={typed}")), 1, "{typed}");
    }
    // The same on both: letters outside ASCII are as they were typed.
    assert_eq!(found("/setup/holidays?q=%C3%84QUI"), 1);
    assert_eq!(found("/setup/holidays?q=%C3%A4qui"), 0);
    assert_eq!(found("/setup/holidays?q=Christmas_"), 0, "a wildcard stands for itself");
    assert_eq!(found("/setup/companies?q=nw"), 1);
    assert_eq!(found("/setup/roles?q=ADMINISTRATOR"), 1);
}

#[test]
fn a_version_that_cannot_be_counted_on_is_stale() {
    let world = World::new();
    let program = program(&world);
    let id = holiday(&world, &program, "2026-12-25", "Christmas Day");
    for version in ["2147483647", "2147483648", "-5"] {
        let path = format!("/setup/holidays/{id}/delete");
        program
            .api_with(
                &path,
                &json!({}),
                &[("idempotency-key", version), ("if-match", version)],
            )
            .expect(409);
    }
}

#[test]
fn files_are_read_only_where_they_are_taken() {
    let world = World::new();
    let stranger = world.stranger();
    let big = vec![b'x'; 1_000];
    let files: &[(&str, &str, &[u8])] = &[("file", "a.txt", &big)];
    stranger
        .upload("/sign-in", &[("email", "sales@tenon.test")], files)
        .expect(400)
        .must_show("takes no files");
    let admin = world.sign_in("admin");
    admin.upload("/parties", &[("name", "X")], files).expect(400);
    let many: Vec<(&str, &str)> = vec![("is_dry", "yes"); 1_001];
    admin.upload("/setup/import", &many, &[]).expect(413);
}
