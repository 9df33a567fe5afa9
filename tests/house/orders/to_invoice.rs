//! The worklist of who writes invoices: orders with goods delivered and not invoiced, and what they come to.
use crate::orders::shop::Shop;
use serde_json::Value;
use serde_json::json;

const UP: &str = include_str!("../../../migrations/common/20261128_02_billable/up.sql");
const DOWN: &str = include_str!("../../../migrations/common/20261128_02_billable/down.sql");

/// A later one, with indexes over the column.
const LATER_UP: &str = include_str!("../../../migrations/common/20261128_03_open_work/up.sql");
const LATER_DOWN: &str = include_str!("../../../migrations/common/20261128_03_open_work/down.sql");

/// The ids the worklist has.
fn listed(shop: &Shop) -> Vec<i64> {
    let list = shop
        .sales
        .api_get("/orders/sales-orders?billable=yes")
        .expect(200)
        .json();
    let rows = list["rows"].as_array().unwrap();
    rows.iter().map(|row| row["id"].as_i64().unwrap()).collect()
}

fn billable(shop: &Shop, id: i64) -> String {
    shop.sales_order(id)["billable_amount"].as_str().unwrap().to_owned()
}

#[test]
fn goods_delivered_and_not_invoiced_are_to_be_invoiced_whatever_the_percentages_say() {
    // Ten washers are 3,000.00, thirty times freight 1,500.00. With the first washer the freight is invoiced: 1,800.00 of
    // 4,500.00 are 40 percent. With two more washers 30 percent are delivered, and 2 × 300.00 with 19 % wait: 714.00.
    let shop = Shop::new();
    let id = shop.confirmed(&[(shop.washer, 10, "0"), (shop.freight, 30, "0")]);
    assert_eq!(listed(&shop), [] as [i64; 0]);
    let delivery = shop.shipped(id, &[1]);
    assert_eq!((listed(&shop), billable(&shop, id).as_str()), (vec![id], "357.00"));
    let invoice = shop.invoiced(&format!("/orders/deliveries/{delivery}"));
    assert_eq!((listed(&shop), billable(&shop, id).as_str()), (vec![], "0.00"));
    let drafts = shop
        .warehouse
        .api_get("/orders/deliveries?state=draft")
        .expect(200)
        .json();
    let backorder = format!("/orders/deliveries/{}", drafts["rows"][0]["id"]);
    shop.step(&shop.warehouse, &backorder, "delete", &json!({})).expect(200);
    let second = shop.shipped(id, &[2]);
    let order = shop.sales_order(id);
    assert_eq!(
        (order["delivered_percent"].as_i64(), order["invoiced_percent"].as_i64()),
        (Some(30), Some(40))
    );
    assert_eq!((listed(&shop), billable(&shop, id).as_str()), (vec![id], "714.00"));
    let overview = shop.world.sign_in("sales").get("/orders").expect(200);
    assert!(overview.text.contains("714.00"), "{}", overview.visible());
    shop.invoiced(&format!("/orders/deliveries/{second}"));
    assert_eq!((listed(&shop), billable(&shop, id).as_str()), (vec![], "0.00"));
    // Freight that is credited makes no goods to be invoiced: 30 percent delivered, less invoiced.
    let read: Value = shop
        .accountant
        .api_get(&format!("/finance/invoices/{invoice}"))
        .expect(200)
        .json();
    let freight = &read["lines"][1];
    let body = json!({
        "invoice_date": "2026-06-14",
        "reason": "Free of freight",
        "lines": [{"id": freight["id"], "quantity": "30"}],
    });
    let path = format!("/finance/invoices/{invoice}/credit");
    let note = shop.made(shop.accountant.api(&path, &body));
    let path = format!("/finance/invoices/{note}");
    shop.step(&shop.accountant, &path, "post", &json!({})).expect(200);
    let order = shop.sales_order(id);
    assert_eq!(
        (order["delivered_percent"].as_i64(), order["invoiced_percent"].as_i64()),
        (Some(30), Some(20))
    );
    assert_eq!((listed(&shop), billable(&shop, id).as_str()), (vec![], "0.00"));
}

#[test]
fn orders_from_before_get_the_same_amounts_with_the_migration() {
    // Three washers at 33.35 less 10 % are 90.05 (90.045), tax 17.11 (17.1095): one of three is 35.72.
    let shop = Shop::new();
    let odd = json!({
        "company_id": shop.company.raw(),
        "party_id": shop.customer.raw(),
        "order_date": "2026-06-10",
        "lines": [{
            "product_id": shop.washer.raw(), "quantity": "3", "unit_price": "33.35", "discount_percent": "10",
        }],
    });
    let odd = shop.made(shop.sales.api("/orders/sales-orders", &odd));
    shop.confirm(odd);
    shop.shipped(odd, &[1]);
    let done = shop.confirmed(&[(shop.dryer, 2, "0")]);
    let delivery = shop.shipped(done, &[2]);
    shop.invoiced(&format!("/orders/deliveries/{delivery}"));
    let open = shop.confirmed(&[(shop.dryer, 1, "0"), (shop.freight, 1, "0")]);
    shop.shipped(open, &[1]);
    let amounts = || [odd, done, open].map(|id| billable(&shop, id));
    assert_eq!(amounts(), ["35.72", "0.00", "238.00"]);
    for script in [LATER_DOWN, DOWN, UP, LATER_UP] {
        shop.world.behind_its_back(script);
    }
    assert_eq!(amounts(), ["35.72", "0.00", "238.00"]);
}
