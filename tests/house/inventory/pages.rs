//! The pages by their doors, as the people who use them.
use crate::client::Client;
use crate::inventory::store::Store;
use crate::inventory::store::order;

const LISTS: &[&str] = &[
    "/inventory/stock",
    "/inventory/stock-positions",
    "/inventory/moves",
    "/inventory/reservations",
    "/inventory/shortages",
    "/inventory/lots",
    "/inventory/receipts",
    "/setup/warehouses",
    "/setup/locations",
    "/setup/valuation-areas",
];
const COSTS: &[&str] = &["/inventory/stock-value", "/inventory/valuation-entries"];

/// What a message that is missing looks like.
const MISSING: &str = "⟦";

fn filled() -> Store {
    let store = Store::new();
    store.receive(store.drum, 10, "10", "2026-03-02");
    let mut lots = store.new_receipt(store.belt, 4, Some("25"), "2026-03-10");
    lots.lines[0].lot = Some("L-2026-7".to_owned());
    store.receipt(lots);
    store.issue(store.drum, 4, "2026-03-12");
    store.reserve(vec![
        store.demand(store.drum, order(1), 1, 2, "2026-03-20"),
        store.demand(store.belt, order(1), 2, 9, "2026-03-20"),
    ]);
    store
}

/// The administrator works in the company whose stock it is.
fn work_in_nordwerk(store: &Store, admin: &Client) {
    let company = store.world.company("NW").to_string();
    admin
        .post("/me/company", &[("company", &company), ("back", "/inventory")])
        .expect(303);
}

#[test]
fn every_list_opens_empty_and_filled_in_all_its_forms() {
    for store in [Store::new(), filled()] {
        let admin = store.world.sign_in("admin");
        for url in LISTS.iter().chain(COSTS) {
            for query in ["", "?view=all", "?part=totals", "?q=dru", "?format=csv", "?format=xlsx"] {
                let answer = admin.get(&format!("{url}{query}")).expect(200);
                assert!(!answer.text.contains(MISSING), "{url}{query}: {}", answer.visible());
            }
        }
        let overview = admin.get("/inventory").expect(200);
        assert!(!overview.text.contains(MISSING), "{}", overview.visible());
    }
}

#[test]
fn stock_and_value_are_told_for_any_date() {
    let store = filled();
    let admin = store.world.sign_in("admin");
    work_in_nordwerk(&store, &admin);
    admin.get("/inventory/stock").expect(200).must_show("DRUM");
    let none = admin.get("/inventory/stock?product=0&view=all&format=csv").expect(200);
    assert!(!none.text.contains("BELT"));
    let csv = |url: &str| admin.get(&format!("{url}&format=csv")).expect(200).text;
    let early = csv("/inventory/stock-value?as-of=2026-03-05&level=stock");
    assert!(early.contains("100.00") && !early.contains("BELT"), "{early}");
    let late = csv("/inventory/stock-value?as-of=2026-03-12&level=stock");
    assert!(late.contains("60.00") && late.contains("100.00"), "{late}");
    let totals = admin
        .get("/inventory/stock-value?as-of=2026-03-12&part=totals")
        .expect(200);
    totals.must_show("160.00");
    let then = csv("/inventory/stock-positions?as-of=2026-03-11&level=stock");
    assert!(then.contains(",10,") || then.contains("10"), "{then}");
    let by_product = csv("/inventory/stock?as-of=2026-03-11&level=stock");
    let now = csv("/inventory/stock?level=stock");
    assert!(
        by_product.lines().any(|line| line.starts_with("DRUM,10,")),
        "{by_product}"
    );
    assert!(now.lines().any(|line| line.starts_with("DRUM,6,2,4")), "{now}");
}

#[test]
fn costs_are_seen_by_those_who_may() {
    let store = filled();
    let id = store.receive(store.drum, 1, "7.77", "2026-03-15");
    let clerk = store.world.sign_in("warehouse");
    let accountant = store.world.sign_in("accountant");
    for url in COSTS {
        clerk.get(url).expect(403);
        accountant.get(url).expect(200);
    }
    let page = format!("/inventory/receipts/{id}");
    assert!(!clerk.get(&page).expect(200).shows("7.77"));
    accountant.get(&page).expect(200).must_show("7.77");
    assert!(
        !clerk
            .get("/inventory/receipts?format=csv")
            .expect(200)
            .text
            .contains("7.77")
    );
    assert!(
        !clerk
            .get("/inventory/moves?format=csv")
            .expect(200)
            .text
            .contains("7.77")
    );
    // Another company's people do not know it is there.
    store.world.sign_in("other").get(&page).expect(404);
}

#[test]
fn a_clerk_writes_posts_prints_and_reverses_a_receipt() {
    let store = Store::new();
    store.receive(store.drum, 1, "10", "2026-03-02");
    let clerk = store.world.sign_in("warehouse");
    clerk
        .get("/inventory/receipts/new")
        .expect(200)
        .must_show("New goods receipt");
    let (party, warehouse) = (store.supplier.to_string(), store.warehouse.to_string());
    let head = [
        ("kind", "purchase"),
        ("party_id", party.as_str()),
        ("warehouse_id", warehouse.as_str()),
        ("receipt_date", "2026-06-10"),
    ];
    // Typed by its code, without a cost: the clerk may not see one.
    let with = |lines: &[(&'static str, &'static str)]| -> Vec<(&str, &str)> {
        head.iter().copied().chain(lines.iter().copied()).collect()
    };
    let wrong = clerk
        .post(
            "/inventory/receipts",
            &with(&[("lines.0.product", "NOPE"), ("lines.0.quantity", "x")]),
        )
        .expect(422);
    wrong.must_show("“NOPE” is not one of the choices");
    let made = clerk
        .post(
            "/inventory/receipts",
            &with(&[("lines.0.product", "DRUM"), ("lines.0.quantity", "5")]),
        )
        .expect(303);
    let url = format!("/inventory/receipts/{}", made.id());
    assert!(
        clerk
            .get(&format!("{url}/edit"))
            .expect(200)
            .text
            .contains("value=\"DRUM\"")
    );
    let page = clerk.get(&url).expect(200);
    page.must_show("Draft");
    clerk.post(&format!("{url}/post"), &[("_version", "1")]).expect(303);
    clerk.get(&url).expect(200).must_show("Posted");
    clerk
        .get(&format!("{url}/print"))
        .expect(200)
        .must_show("Goods receipt");
    clerk.get(&format!("{url}?part=peek")).expect(200).must_show("DRUM");
    // A second try with the old version is told so.
    clerk.post(&format!("{url}/reverse"), &[("_version", "1")]).expect(409);
    clerk.post(&format!("{url}/reverse"), &[("_version", "2")]).expect(303);
    clerk.get(&url).expect(200).must_show("Reversed");
    assert_eq!(store.stock(store.drum), "on hand 1, reserved 0");
    store.laws();
    store
        .world
        .sign_in("sales")
        .post(&format!("{url}/post"), &[("_version", "3")])
        .expect(403);
}

#[test]
fn record_pages_open_and_lead_to_what_is_behind_them() {
    let store = filled();
    let admin = store.world.sign_in("admin");
    work_in_nordwerk(&store, &admin);
    let first = |list: &str| {
        let answer = admin.get(&format!("{list}?view=all")).expect(200);
        let text = answer.text.clone();
        let links = format!("href=\"{list}/");
        let mut links = text.split(&links).skip(1);
        let start = links
            .find(|rest| rest.starts_with(|letter: char| letter.is_ascii_digit()))
            .map(str::to_owned);
        let id: String = start
            .unwrap_or_default()
            .chars()
            .take_while(char::is_ascii_digit)
            .collect();
        assert!(!id.is_empty(), "{list} links to no record: {}", answer.visible());
        format!("{list}/{id}")
    };
    for list in [
        "/inventory/stock-positions",
        "/inventory/lots",
        "/inventory/stock-value",
        "/inventory/receipts",
    ] {
        let page = admin.get(&first(list)).expect(200);
        assert!(!page.text.contains(MISSING), "{list}: {}", page.visible());
    }
    let moved = admin.get("/inventory/moves").expect(200).text;
    let id: String = moved
        .split("name=\"id\" value=\"")
        .nth(1)
        .unwrap_or_default()
        .chars()
        .take_while(char::is_ascii_digit)
        .collect();
    if !id.is_empty() {
        admin.get(&format!("/inventory/moves/{id}")).expect(200);
    }
    let product = admin.get(&format!("/catalog/products/{}", store.drum)).expect(200);
    product.must_show("Stock on hand");
    product.must_show("Stock moves");
}

#[test]
fn warehouses_locations_and_areas_are_set_up_by_their_pages() {
    let store = Store::new();
    let admin = store.world.sign_in("admin");
    let area = admin
        .post("/setup/valuation-areas", &[("name", "Consignment")])
        .expect(303)
        .id()
        .to_string();
    admin
        .post("/setup/valuation-areas", &[("name", "Consignment")])
        .expect(422)
        .must_show("already in use");
    let made = admin
        .post(
            "/setup/warehouses",
            &[
                ("code", "EAST"),
                ("name", "Warehouse East"),
                ("valuation_area_id", &area),
                ("country", "Germany"),
            ],
        )
        .expect(303);
    let url = format!("/setup/warehouses/{}", made.id());
    admin.get(&url).expect(200).must_show("EAST/STOCK");
    admin.get(&format!("{url}/edit")).expect(200);
    let bin = admin
        .post(
            "/setup/locations",
            &[
                ("kind", "internal"),
                ("warehouse_id", &made.id().to_string()),
                ("code", "EAST/A-01"),
                ("name", "Aisle A"),
            ],
        )
        .expect(303);
    let bin = format!("/setup/locations/{}", bin.id());
    admin.get(&bin).expect(200).must_show("Aisle A");
    admin.get(&format!("{bin}/edit")).expect(200);
    admin
        .post(
            "/setup/locations",
            &[("kind", "internal"), ("code", "X"), ("name", "Nowhere")],
        )
        .expect(422)
        .must_show("stands in a warehouse");
    admin.post(&format!("{bin}/archive"), &[("_version", "1")]).expect(303);
    admin.post(&format!("{bin}/restore"), &[("_version", "2")]).expect(303);
    admin.post(&format!("{bin}/delete"), &[("_version", "3")]).expect(303);
    admin
        .post(&format!("/setup/valuation-areas/{area}/delete"), &[("_version", "1")])
        .expect(422)
        .must_show("cannot be deleted");
    admin.post(&format!("{url}/delete"), &[("_version", "1")]).expect(303);
    admin
        .post(&format!("/setup/valuation-areas/{area}/delete"), &[("_version", "1")])
        .expect(303);
    store
        .world
        .sign_in("warehouse")
        .get("/setup/warehouses/new")
        .expect(403);
}
