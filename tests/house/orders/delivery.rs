//! Deliveries: whole and in part, with what is left on a further one; taken back while nothing is invoiced.
use crate::orders::shop::Shop;
use crate::orders::shop::progress;
use serde_json::json;
use tenon::ids::Subject;

#[test]
fn shipping_moves_the_cost_out_of_stock_and_invoicing_into_the_cost_of_sales() {
    let shop = Shop::new();
    let id = shop.confirmed(&[(shop.washer, 4, "10"), (shop.freight, 1, "0")]);
    let delivery = shop.shipped(id, &[4]);
    assert_eq!(
        shop.entries(Subject::Delivery(delivery.into())),
        ["credit inventory 800.00 | debit goods-delivered-not-invoiced 800.00"]
    );
    let order = shop.sales_order(id);
    assert_eq!(progress(&order, 0), "4 0 4 0 0 0");
    assert_eq!(
        (order["delivered_percent"].as_i64(), order["invoiced_percent"].as_i64()),
        (Some(100), Some(0))
    );
    let invoice = shop.invoiced(&format!("/orders/deliveries/{delivery}"));
    let entries = shop.entries(Subject::CustomerInvoice(invoice.into()));
    assert_eq!(entries.len(), 2, "{entries:?}");
    assert!(entries[0].starts_with("debit receivable 1344.70"), "{entries:?}");
    assert_eq!(
        entries[1],
        "debit cost-of-sales 800.00 | credit goods-delivered-not-invoiced 800.00"
    );
    let order = shop.sales_order(id);
    assert_eq!(order["state"], "done");
    assert_eq!(
        (progress(&order, 0).as_str(), progress(&order, 1).as_str()),
        ("4 0 4 0 4 0", "1 0 0 0 1 0")
    );
}

#[test]
fn what_is_short_stays_on_a_linked_backorder_until_goods_arrive() {
    let shop = Shop::new();
    let id = shop.confirmed(&[(shop.washer, 12, "0")]);
    let delivery = shop.shipped(id, &[]);
    assert_eq!(
        shop.delivery(delivery)["lines"][0]["quantity"],
        "10",
        "what was reserved"
    );
    let waiting = shop
        .warehouse
        .api_get("/orders/deliveries?state=draft")
        .expect(200)
        .json();
    let backorder = waiting["rows"][0]["id"].as_i64().unwrap();
    let rest = shop.delivery(backorder);
    assert_eq!(
        (rest["backorder_of"].as_i64(), rest["lines"][0]["quantity"].as_str()),
        (Some(delivery), Some("2"))
    );
    let refused = shop.ship(backorder).expect(422).json();
    assert_eq!(refused["code"], "stock-not-enough");
    assert_eq!(
        progress(&shop.sales_order(id), 0),
        "12 0 10 0 0 0",
        "nothing is half done"
    );
    shop.receive(shop.washer, 5, "210", "2026-06-11");
    shop.ship(backorder).expect(200);
    let order = shop.sales_order(id);
    assert_eq!(
        (progress(&order, 0).as_str(), order["delivered_percent"].as_i64()),
        ("12 0 12 0 0 0", Some(100))
    );
}

#[test]
fn nobody_ships_what_is_reserved_for_another() {
    let shop = Shop::new();
    shop.confirmed(&[(shop.washer, 6, "0")]);
    let second = shop.confirmed(&[(shop.washer, 6, "0")]);
    let greedy = shop.prepare(second, &[6]);
    let refused = shop.ship(greedy).expect(422).json();
    assert_eq!(refused["code"], "stock-not-enough");
    let body = json!({"sales_order_id": second, "lines": [
        {"sales_order_line_id": shop.sales_order(second)["lines"][0]["id"], "quantity": "1"},
    ]});
    let refused = shop.warehouse.api("/orders/deliveries", &body).expect(422).json();
    assert_eq!(
        refused["errors"][0]["code"], "delivery-more-than-open",
        "all six stand on the other delivery"
    );
}

#[test]
fn a_delivery_is_taken_back_while_nothing_of_it_is_invoiced() {
    let shop = Shop::new();
    let id = shop.confirmed(&[(shop.washer, 4, "0")]);
    let delivery = shop.shipped(id, &[4]);
    let path = format!("/orders/deliveries/{delivery}");
    shop.step(&shop.warehouse, &path, "reverse", &json!({"date": "2026-06-12"}))
        .expect(200);
    assert_eq!(shop.delivery(delivery)["state"], "reversed");
    assert_eq!(
        shop.entries(Subject::Delivery(delivery.into())).last().unwrap(),
        "debit inventory 800.00 | credit goods-delivered-not-invoiced 800.00"
    );
    let order = shop.sales_order(id);
    assert_eq!(
        (order["state"].as_str(), progress(&order, 0).as_str()),
        (Some("confirmed"), "4 4 0 0 0 0")
    );
    let again = shop.shipped(id, &[4]);
    shop.invoiced(&format!("/orders/deliveries/{again}"));
    let path = format!("/orders/deliveries/{again}");
    let refused = shop
        .step(&shop.warehouse, &path, "reverse", &json!({}))
        .expect(422)
        .json();
    assert_eq!(refused["code"], "delivery-is-invoiced");
}

#[test]
fn a_delivery_being_picked_is_changed_and_deleted() {
    let shop = Shop::new();
    let id = shop.confirmed(&[(shop.washer, 4, "0"), (shop.dryer, 2, "0")]);
    let delivery = shop.prepare(id, &[]);
    let read = shop.delivery(delivery);
    assert_eq!(read["lines"].as_array().unwrap().len(), 2);
    let body = json!({
        "delivery_date": "2026-06-12",
        "tracking_number": "DHL 1",
        "lines": [{"sales_order_line_id": read["lines"][0]["sales_order_line_id"], "quantity": "3"}],
    });
    let version = read["version"].to_string();
    let headers = [("idempotency-key", "edit-1"), ("if-match", version.as_str())];
    shop.warehouse
        .api_with(&format!("/orders/deliveries/{delivery}"), &body, &headers)
        .expect(200);
    let read = shop.delivery(delivery);
    assert_eq!(
        (read["lines"][0]["quantity"].as_str(), read["tracking_number"].as_str()),
        (Some("3"), Some("DHL 1"))
    );
    let path = format!("/orders/deliveries/{delivery}");
    shop.step(&shop.warehouse, &path, "delete", &json!({})).expect(200);
    shop.warehouse.api_get(&path).expect(404);
    assert_eq!(progress(&shop.sales_order(id), 0), "4 4 0 0 0 0", "it stays reserved");
}
