//! Taking orders down, confirming them, taking that back.
use crate::orders::shop::Shop;
use crate::orders::shop::progress;
use serde_json::json;

#[test]
fn an_order_is_priced_discounted_and_taxed() {
    // 4 × 300.00 less 10 % = 1,080.00, freight 50.00: net 1,130.00, 19 % are 214.70.
    let shop = Shop::new();
    let id = shop.order(&[(shop.washer, 4, "10"), (shop.freight, 1, "0")]);
    let order = shop.sales_order(id);
    assert_eq!(order["state"], "draft");
    assert_eq!(order["net_amount"], "1130.00");
    assert_eq!(order["tax_amount"], "214.70");
    assert_eq!(order["total_amount"], "1344.70");
    assert_eq!(order["lines"][0]["net_amount"], "1080.00");
    assert_eq!(order["party_name"], "Halvorsen Elektro AS");
    assert_eq!(
        order["margin_amount"],
        serde_json::Value::Null,
        "sales may not see margins"
    );
    // Ten washers are worth 2,000.00, so four are expected to cost 800.00: 1,130.00 − 800.00.
    assert_eq!(
        shop.read(&format!("/orders/sales-orders/{id}"))["margin_amount"],
        "330.00"
    );
}

#[test]
fn confirming_reserves_what_is_there_and_the_rest_waits_for_goods() {
    let shop = Shop::new();
    let first = shop.confirmed(&[(shop.washer, 6, "0")]);
    let second = shop.confirmed(&[(shop.washer, 6, "0")]);
    assert_eq!(progress(&shop.sales_order(first), 0), "6 6 0 0 0 0");
    // Two users can never both get the last ones: four of ten were left.
    let order = shop.sales_order(second);
    assert_eq!(progress(&order, 0), "6 4 0 0 0 0");
    assert_eq!(order["undelivered_amount"], "1800.00");
    assert_eq!(order["uninvoiced_amount"], "2142.00");
    shop.receive(shop.washer, 5, "210", "2026-06-11");
    assert_eq!(progress(&shop.sales_order(second), 0), "6 6 0 0 0 0");
}

#[test]
fn a_confirmed_order_is_reopened_changed_and_called_off_while_nothing_follows_it() {
    let shop = Shop::new();
    let id = shop.confirmed(&[(shop.washer, 4, "0")]);
    let path = format!("/orders/sales-orders/{id}");
    shop.step(&shop.sales, &path, "reopen", &json!({})).expect(200);
    let order = shop.sales_order(id);
    assert_eq!(
        (order["state"].as_str(), progress(&order, 0).as_str()),
        (Some("draft"), "4 0 0 0 0 0")
    );
    let changed = json!({
        "party_id": shop.customer.raw(),
        "order_date": "2026-06-10",
        "lines": [{"product_id": shop.dryer.raw(), "quantity": "2", "unit_price": "190"}],
    });
    let version = order["version"].to_string();
    let headers = [("idempotency-key", "change-1"), ("if-match", version.as_str())];
    shop.sales.api_with(&path, &changed, &headers).expect(200);
    let order = shop.sales_order(id);
    assert_eq!(
        (order["net_amount"].as_str(), order["lines"].as_array().unwrap().len()),
        (Some("380.00"), 1)
    );
    assert_eq!(order["lines"][0]["price_source"], "manual");
    shop.confirm(id);
    shop.step(&shop.sales, &path, "cancel", &json!({"reason": "customer moved"}))
        .expect(200);
    assert_eq!(shop.sales_order(id)["state"], "cancelled");
    let again = shop.confirmed(&[(shop.dryer, 4, "0")]);
    assert_eq!(
        progress(&shop.sales_order(again), 0),
        "4 4 0 0 0 0",
        "nothing is reserved for the cancelled one"
    );
}

#[test]
fn what_has_begun_is_not_reopened_but_can_be_ended() {
    // Six of ten are delivered and invoiced; the customer does not want the rest.
    let shop = Shop::new();
    let id = shop.confirmed(&[(shop.washer, 10, "0")]);
    let path = format!("/orders/sales-orders/{id}");
    let delivery = shop.shipped(id, &[6]);
    for action in ["reopen", "cancel"] {
        let refused = shop.step(&shop.sales, &path, action, &json!({})).expect(422).json();
        assert_eq!(refused["code"], "order-has-begun", "{action}");
    }
    let refused = shop.step(&shop.sales, &path, "close", &json!({})).expect(422).json();
    assert_eq!(refused["code"], "order-close-not-invoiced");
    shop.invoiced(&format!("/orders/deliveries/{delivery}"));
    shop.step(&shop.sales, &path, "close", &json!({})).expect(200);
    let order = shop.sales_order(id);
    assert_eq!(order["state"], "done");
    assert_eq!(order["undelivered_amount"], "0.00");
    assert_eq!(progress(&order, 0), "10 0 6 0 6 0", "the rest is free again");
}

#[test]
fn a_draft_is_deleted_and_an_empty_order_not_confirmed() {
    let shop = Shop::new();
    let id = shop.order(&[]);
    let path = format!("/orders/sales-orders/{id}");
    let refused = shop.step(&shop.sales, &path, "confirm", &json!({})).expect(422).json();
    assert_eq!(refused["code"], "order-has-no-lines");
    shop.step(&shop.sales, &path, "delete", &json!({})).expect(200);
    shop.sales.api_get(&path).expect(404);
}

#[test]
fn wrong_lines_are_named_with_their_fields() {
    let shop = Shop::new();
    let body = json!({
        "company_id": shop.company.raw(),
        "party_id": shop.customer.raw(),
        "warehouse_id": 4711,
        "lines": [],
    });
    let refused = shop.sales.api("/orders/sales-orders", &body).expect(422).json();
    assert_eq!(refused["errors"][0]["field"], "warehouse_id");
    let body = json!({
        "company_id": shop.company.raw(),
        "party_id": shop.customer.raw(),
        "lines": [
            {"product_id": shop.washer.raw(), "quantity": "1.5"},
            {"product_id": 4711, "quantity": "1"},
            {"product_id": shop.washer.raw(), "quantity": "-1", "discount_percent": "101"},
        ],
    });
    let refused = shop.sales.api("/orders/sales-orders", &body).expect(422).json();
    let errors: Vec<String> = refused["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| {
            format!(
                "{} {}",
                error["field"].as_str().unwrap(),
                error["code"].as_str().unwrap()
            )
        })
        .collect();
    assert_eq!(
        errors,
        [
            "lines.0.quantity line-quantity-too-fine",
            "lines.1.product_id line-product-not-sold",
            "lines.2.quantity problem-not-positive",
            "lines.2.discount_percent percent-out-of-range",
        ]
    );
}
