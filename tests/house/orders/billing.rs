//! Invoices of orders before and after delivery, and the account between the two.
use crate::orders::shop::Shop;
use crate::orders::shop::progress;
use serde_json::json;
use tenon::ids::Subject;

#[test]
fn an_order_invoiced_first_has_its_cost_of_sales_when_it_is_delivered() {
    // Three of four are sent after all four were invoiced: 600.00 of cost follow at once, the last 200.00 with the last one.
    let shop = Shop::new();
    let id = shop.confirmed(&[(shop.washer, 4, "0")]);
    let invoice = shop.invoiced(&format!("/orders/sales-orders/{id}"));
    assert_eq!(
        shop.entries(Subject::CustomerInvoice(invoice.into())).len(),
        1,
        "nothing was delivered yet"
    );
    let first = shop.shipped(id, &[3]);
    assert_eq!(
        shop.entries(Subject::Delivery(first.into())),
        [
            "credit inventory 600.00 | debit goods-delivered-not-invoiced 600.00",
            "debit cost-of-sales 600.00 | credit goods-delivered-not-invoiced 600.00",
        ]
    );
    let order = shop.sales_order(id);
    assert_eq!(
        (order["state"].as_str(), order["delivered_percent"].as_i64()),
        (Some("confirmed"), Some(75))
    );
}

#[test]
fn a_partial_invoice_takes_its_part_of_an_average_cost() {
    // Two deliveries of dryers by FIFO: 4 at 120.00, then 2 at 150.00: 780.00 for six. Four invoiced are 520.00.
    let shop = Shop::new();
    shop.receive(shop.dryer, 4, "150", "2026-06-02");
    let id = shop.confirmed(&[(shop.dryer, 6, "0")]);
    let first = shop.shipped(id, &[4]);
    let waiting = shop
        .warehouse
        .api_get("/orders/deliveries?state=draft")
        .expect(200)
        .json();
    let second = waiting["rows"][0]["id"].as_i64().unwrap();
    shop.ship(second).expect(200);
    assert_eq!(
        shop.entries(Subject::Delivery(second.into())),
        ["credit inventory 300.00 | debit goods-delivered-not-invoiced 300.00"]
    );
    let invoice = shop.invoiced(&format!("/orders/deliveries/{first}"));
    let entries = shop.entries(Subject::CustomerInvoice(invoice.into()));
    assert_eq!(
        entries[1],
        "debit cost-of-sales 520.00 | credit goods-delivered-not-invoiced 520.00"
    );
    let rest = shop.invoiced(&format!("/orders/deliveries/{second}"));
    let entries = shop.entries(Subject::CustomerInvoice(rest.into()));
    assert_eq!(
        entries[1],
        "debit cost-of-sales 260.00 | credit goods-delivered-not-invoiced 260.00"
    );
    assert_eq!(shop.sales_order(id)["state"], "done");
}

#[test]
fn a_draft_invoice_keeps_its_quantities_until_it_goes() {
    let shop = Shop::new();
    let id = shop.confirmed(&[(shop.washer, 2, "0")]);
    let path = format!("/orders/sales-orders/{id}");
    let draft = shop.made(shop.accountant.api(&format!("{path}/invoice"), &json!({})));
    let refused = shop
        .accountant
        .api(&format!("{path}/invoice"), &json!({}))
        .expect(422)
        .json();
    assert_eq!(refused["code"], "order-nothing-to-invoice");
    assert_eq!(
        progress(&shop.sales_order(id), 0),
        "2 2 0 0 0 0",
        "a draft is not an invoice"
    );
    shop.step(
        &shop.accountant,
        &format!("/finance/invoices/{draft}"),
        "delete",
        &json!({}),
    )
    .expect(200);
    shop.made(shop.accountant.api(&format!("{path}/invoice"), &json!({})));
}

#[test]
fn sales_may_not_invoice() {
    let shop = Shop::new();
    let id = shop.confirmed(&[(shop.washer, 2, "0")]);
    shop.sales
        .api(&format!("/orders/sales-orders/{id}/invoice"), &json!({}))
        .expect(403);
}
