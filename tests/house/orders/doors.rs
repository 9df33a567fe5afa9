//! Both doors: pages that open, forms without scripts, double clicks, stale versions, other companies' records.
use crate::orders::shop::Shop;
use serde_json::json;

#[test]
fn the_form_of_an_unknown_customer_keeps_what_was_typed() {
    let shop = Shop::new();
    let sales = shop.world.sign_in("sales");
    let washer = shop.washer.to_string();
    let fields = [
        ("party_id", "987654321"),
        ("order_date", "10 Jun 2026"),
        ("lines.0.product", "WM-8"),
        ("lines.0.product_id", washer.as_str()),
        ("lines.0.quantity", "7"),
    ];
    for path in ["/orders/sales-orders", "/sales/quotations"] {
        let refreshed: Vec<(&str, &str)> = fields.iter().copied().chain([("refresh", "yes")]).collect();
        let form = sales.post(path, &refreshed).expect(200);
        assert_eq!(form.input("lines.0.quantity").as_deref(), Some("7"), "{path}");
        let refused = sales.post(path, &fields).expect(422);
        assert_eq!(refused.input("lines.0.quantity").as_deref(), Some("7"), "{path}");
    }
}

#[test]
fn an_order_goes_through_the_pages_without_scripts() {
    let shop = Shop::new();
    let sales = shop.world.sign_in("sales");
    let washer = shop.washer.to_string();
    let customer = shop.customer.to_string();
    let fields = [
        ("party_id", customer.as_str()),
        ("order_date", "10 Jun 2026"),
        ("currency", "EUR"),
        ("lines.0.product", "WM-8"),
        ("lines.0.product_id", washer.as_str()),
        ("lines.0.quantity", "2"),
        ("lines.0.unit_price", ""),
        ("lines.0.discount_percent", "10"),
        ("lines.1.product", ""),
        ("lines.1.quantity", ""),
    ];
    sales.get("/orders/sales-orders/new").expect(200).must_show("New order");
    let refreshed: Vec<(&str, &str)> = fields.iter().copied().chain([("refresh", "yes")]).collect();
    let form = sales.post("/orders/sales-orders", &refreshed).expect(200);
    form.must_show("540.00");
    let totals = sales.post("/orders/sales-orders/totals", &fields).expect(200).json();
    assert_eq!(
        totals["rows"][0]["cells"],
        json!([["net", "540.00"], ["unit_price", "300"]])
    );
    assert_eq!(totals["rows"][0]["flags"][0]["tone"], "success");
    let id = sales.post("/orders/sales-orders", &fields).expect(303).id();
    let page = sales.get(&format!("/orders/sales-orders/{id}")).expect(200);
    page.must_show("Halvorsen Elektro AS");
    page.must_show("642.60");
    let version = page.input("_version").unwrap();
    let path = format!("/orders/sales-orders/{id}/confirm");
    sales.post(&path, &[("_version", &version)]).expect(303);
    sales
        .get(&format!("/orders/sales-orders/{id}"))
        .expect(200)
        .must_show("Confirmed");
    let print = sales.get(&format!("/orders/sales-orders/{id}/print")).expect(200);
    print.must_show("訂單確認書");
    print.must_show("未稅金額（EUR）");
    print.must_show("300.00");
    let warehouse = shop.world.sign_in("warehouse");
    let form = warehouse.get(&format!("/orders/deliveries/new?order={id}")).expect(200);
    form.must_show("WM-8");
    let line = form.input("lines.0.id").unwrap();
    let order = id.to_string();
    let fields = [
        ("sales_order_id", order.as_str()),
        ("delivery_date", "11 Jun 2026"),
        ("lines.0.id", line.as_str()),
        ("lines.0.quantity", "1"),
    ];
    let delivery = warehouse.post("/orders/deliveries", &fields).expect(303).id();
    let path = format!("/orders/deliveries/{delivery}");
    warehouse
        .get(&format!("{path}/print"))
        .expect(200)
        .must_show("Picking list");
    warehouse
        .post(&format!("{path}/ship"), &[("_version", "1")])
        .expect(303);
    warehouse.get(&format!("{path}/print")).expect(200).must_show("送貨單");
    let page = warehouse.get(&path).expect(200);
    page.must_show("Shipped");
    page.must_show("Create return");
    warehouse
        .get(&format!("/orders/returns/new?delivery={delivery}"))
        .expect(200)
        .must_show("WM-8");
}

#[test]
fn every_page_of_the_department_opens() {
    let shop = Shop::new();
    let id = shop.confirmed(&[(shop.washer, 12, "0"), (shop.freight, 1, "0")]);
    let delivery = shop.shipped(id, &[10]);
    let draft = shop.order(&[(shop.dryer, 1, "0")]);
    let body = json!({"delivery_id": delivery, "return_date": "2026-06-13", "lines": []});
    let goods_return = shop.made(shop.warehouse.api("/orders/returns", &body));
    let admin = shop.world.sign_in("admin");
    let company = shop.company.to_string();
    admin
        .post("/me/company", &[("company", &company), ("back", "/orders")])
        .expect(303);
    for path in [
        "/orders".to_owned(),
        "/orders?period=year".to_owned(),
        "/orders/sales-orders".to_owned(),
        "/orders/sales-orders?view=late".to_owned(),
        "/orders/sales-orders?view=to-invoice".to_owned(),
        "/orders/sales-orders?part=totals&view=all".to_owned(),
        "/orders/sales-orders?q=halvorsen&view=all".to_owned(),
        "/orders/sales-orders?format=csv&view=all".to_owned(),
        "/orders/sales-orders?sort=-total&view=all".to_owned(),
        "/orders/credit-holds".to_owned(),
        "/orders/late-deliveries".to_owned(),
        "/orders/deliveries".to_owned(),
        "/orders/deliveries?view=shipped".to_owned(),
        "/orders/returns".to_owned(),
        format!("/orders/sales-orders/{id}"),
        format!("/orders/sales-orders/{id}?part=peek"),
        format!("/orders/sales-orders/{draft}/edit"),
        format!("/orders/deliveries/{delivery}"),
        format!("/orders/deliveries/{delivery}?part=peek"),
        format!("/orders/deliveries/{delivery}/print?as=picking"),
        format!("/orders/returns/{goods_return}"),
        format!("/orders/returns/{goods_return}/print"),
        format!("/parties/{}", shop.customer),
        format!("/catalog/products/{}", shop.washer),
    ] {
        let answer = admin.get(&path);
        assert_eq!(answer.status, 200, "{path}: {}", answer.visible());
    }
    admin.get("/orders/late-deliveries").must_show("Halvorsen Elektro AS");
    admin.get(&format!("/orders/sales-orders/{id}")).must_show("Lines 2");
}

#[test]
fn a_double_click_takes_one_order_down() {
    let shop = Shop::new();
    let sales = shop.world.sign_in("sales");
    let (washer, customer) = (shop.washer.to_string(), shop.customer.to_string());
    let fields = [
        ("_key", "clicked-twice"),
        ("party_id", customer.as_str()),
        ("lines.0.product_id", washer.as_str()),
        ("lines.0.quantity", "2"),
    ];
    let first = sales.post("/orders/sales-orders", &fields).expect(303).id();
    let second = sales.post("/orders/sales-orders", &fields).expect(303).id();
    assert_eq!(first, second);
    let rows = shop.sales.api_get("/orders/sales-orders").expect(200).json();
    assert_eq!(rows["rows"].as_array().unwrap().len(), 1);
}

#[test]
fn a_stale_version_changes_nothing_and_shows_both_sides() {
    let shop = Shop::new();
    let id = shop.order(&[(shop.washer, 2, "0")]);
    let path = format!("/orders/sales-orders/{id}");
    let body = json!({
        "party_id": shop.customer.raw(),
        "delivery_address": "Strandweg 4\n20095 Hamburg",
        "lines": [{"product_id": shop.washer.raw(), "quantity": "3"}],
    });
    let headers = |key| [("idempotency-key", key), ("if-match", "1")];
    shop.sales.api_with(&path, &body, &headers("one")).expect(200);
    shop.sales.api_with(&path, &body, &headers("two")).expect(409);
    shop.sales
        .api_with(&format!("{path}/confirm"), &json!({}), &headers("three"))
        .expect(409);
    let (washer, customer) = (shop.washer.to_string(), shop.customer.to_string());
    let fields = [
        ("_version", "1"),
        ("party_id", customer.as_str()),
        ("customer_reference", "mine"),
        ("delivery_address", "Strandweg 4\r\n20095 Hamburg"),
        ("lines.0.product_id", washer.as_str()),
        ("lines.0.quantity", "9"),
    ];
    let form = shop.world.sign_in("sales").post(&path, &fields).expect(409);
    form.must_show("saved this record while you were editing");
    assert_eq!(shop.sales_order(id)["lines"][0]["quantity"], "3");
    let theirs = |name: &str| form.input(&format!("_theirs.lines.0.{name}")).unwrap();
    assert_eq!(theirs("quantity"), "3", "the lines differ too");
    assert!(form.input("_theirs.customer_reference").is_some());
    let address = form.input("_theirs.delivery_address");
    assert_eq!(address, None, "a browser's line ends are no difference");
    let (version, product, quantity) = (
        form.input("_version").unwrap(),
        theirs("product_id"),
        theirs("quantity"),
    );
    let settled = [
        ("_version", version.as_str()),
        ("party_id", customer.as_str()),
        ("customer_reference", "mine"),
        ("lines.0.product_id", washer.as_str()),
        ("lines.0.quantity", "9"),
        ("_take.lines", "theirs"),
        ("_theirs.lines.0.product_id", product.as_str()),
        ("_theirs.lines.0.quantity", quantity.as_str()),
    ];
    shop.world.sign_in("sales").post(&path, &settled).expect(303);
    let order = shop.sales_order(id);
    assert_eq!(order["lines"][0]["quantity"], "3");
    assert_eq!(order["customer_reference"], "mine");
}

#[test]
fn another_company_s_people_find_nothing() {
    let shop = Shop::new();
    let id = shop.confirmed(&[(shop.washer, 2, "0")]);
    let delivery = shop.shipped(id, &[2]);
    let other = shop.world.sign_in("other");
    for path in [
        format!("/orders/sales-orders/{id}"),
        format!("/orders/sales-orders/{id}/print"),
        format!("/orders/deliveries/{delivery}"),
    ] {
        other.get(&path).expect(404);
    }
    other
        .post(&format!("/orders/sales-orders/{id}/reopen"), &[("_version", "3")])
        .expect(404);
    let list = other.get("/orders/sales-orders?view=all").expect(200);
    assert!(!list.shows("Halvorsen Elektro AS"));
    // A company one has no role in is as if it were not there.
    let body = json!({
        "company_id": shop.world.company("KC").raw(),
        "party_id": shop.customer.raw(),
        "lines": [{"product_id": shop.washer.raw(), "quantity": "1"}],
    });
    shop.sales.api("/orders/sales-orders", &body).expect(404);
}

#[test]
fn selected_orders_are_confirmed_together_and_the_others_explained() {
    let shop = Shop::new();
    let (good, empty) = (
        shop.order(&[(shop.washer, 1, "0")]).to_string(),
        shop.order(&[]).to_string(),
    );
    let unticked = shop.order(&[(shop.washer, 1, "0")]);
    let sales = shop.world.sign_in("sales");
    sales.post("/orders/sales-orders/bulk/confirm", &[]).expect(422);
    let fields = [("id", good.as_str()), ("id", empty.as_str())];
    let report = sales.post("/orders/sales-orders/bulk/confirm", &fields).expect(200);
    report.must_show("1 done, 1 not possible");
    report.must_show("has no lines yet");
    assert_eq!(shop.sales_order(unticked)["state"], "draft");
    let order = || shop.sales_order(good.parse().unwrap());
    assert_eq!(order()["state"], "confirmed");
    // Sent again: what is confirmed is not confirmed anew, and one washer is reserved.
    let report = sales.post("/orders/sales-orders/bulk/confirm", &fields).expect(200);
    report.must_show("0 done, 2 not possible");
    assert_eq!(crate::orders::shop::progress(&order(), 0), "1 1 0 0 0 0");
}

#[test]
fn five_hundred_lines_are_taken_down_at_once() {
    let shop = Shop::new();
    let lines: Vec<_> = (0..500).map(|_| (shop.freight, 1, "0")).collect();
    let id = shop.confirmed(&lines);
    let order = shop.sales_order(id);
    assert_eq!(
        (order["lines"].as_array().unwrap().len(), order["net_amount"].as_str()),
        (500, Some("25000.00"))
    );
}
