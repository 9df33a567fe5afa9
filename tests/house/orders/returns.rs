//! Goods come back at what they cost when they left, and are credited at the price and tax they were invoiced with.
use crate::orders::shop::Shop;
use crate::orders::shop::progress;
use serde_json::Value;
use serde_json::json;
use tenon::ids::Subject;

fn announced(shop: &Shop, delivery: i64, quantity: &str) -> i64 {
    let line = shop.delivery(delivery)["lines"][0]["id"].clone();
    let body = json!({
        "delivery_id": delivery,
        "return_date": "2026-06-13",
        "reason": "Dented",
        "lines": [{"delivery_line_id": line, "quantity": quantity}],
    });
    shop.made(shop.warehouse.api("/orders/returns", &body))
}

fn received(shop: &Shop, goods_return: i64) {
    shop.step(
        &shop.warehouse,
        &format!("/orders/returns/{goods_return}"),
        "receive",
        &json!({}),
    )
    .expect(200);
}

#[test]
fn a_return_carries_the_original_cost_and_its_credit_note_the_original_price_and_tax() {
    // Four washers left at 200.00; new ones at 260.00 lift the average to 230.00; one comes back at 200.00.
    let shop = Shop::new();
    let id = shop.confirmed(&[(shop.washer, 4, "10")]);
    let delivery = shop.shipped(id, &[4]);
    shop.invoiced(&format!("/orders/deliveries/{delivery}"));
    shop.receive(shop.washer, 6, "260", "2026-06-12");
    let goods_return = announced(&shop, delivery, "1");
    received(&shop, goods_return);
    assert_eq!(
        shop.entries(Subject::GoodsReturn(goods_return.into())),
        [
            "debit inventory 200.00 | credit goods-delivered-not-invoiced 200.00",
            "credit cost-of-sales 200.00 | debit goods-delivered-not-invoiced 200.00",
        ]
    );
    let order = shop.sales_order(id);
    assert_eq!(progress(&order, 0), "4 0 4 1 4 0");
    // 300.00 less 10 %, 19 %: 270.00 and 51.30.
    let body = json!({"invoice_date": "2026-06-14", "post": true});
    let note = shop.made(
        shop.accountant
            .api(&format!("/orders/returns/{goods_return}/credit"), &body),
    );
    let read: Value = shop
        .accountant
        .api_get(&format!("/finance/invoices/{note}"))
        .expect(200)
        .json();
    assert_eq!(
        (read["net_amount"].as_str(), read["tax_amount"].as_str()),
        (Some("270.00"), Some("51.30"))
    );
    assert_eq!(read["kind"], "credit-note");
    assert_eq!(
        shop.entries(Subject::CustomerInvoice(note.into())).len(),
        1,
        "the cost had already come back"
    );
    let order = shop.sales_order(id);
    assert_eq!(
        (progress(&order, 0).as_str(), order["state"].as_str()),
        ("4 0 4 1 4 1", Some("done"))
    );
    let path = format!("/orders/returns/{goods_return}");
    let refused = shop
        .step(&shop.warehouse, &path, "reverse", &json!({}))
        .expect(422)
        .json();
    assert_eq!(refused["code"], "return-is-credited");
    let refused = shop
        .accountant
        .api(&format!("{path}/credit"), &json!({}))
        .expect(422)
        .json();
    assert_eq!(refused["code"], "return-is-credited");
}

#[test]
fn the_cost_of_what_comes_back_is_rounded_once() {
    // Ten washers at 200.00 and 191 at 199.90 are 40,180.90 together, 199.904975… each: 199.90. (Rounded to 199.9050
    // first it would be 199.91.)
    let shop = Shop::new();
    shop.receive(shop.washer, 191, "199.90", "2026-06-02");
    let id = shop.confirmed(&[(shop.washer, 201, "0")]);
    let delivery = shop.shipped(id, &[201]);
    let goods_return = announced(&shop, delivery, "1");
    received(&shop, goods_return);
    assert_eq!(
        shop.entries(Subject::GoodsReturn(goods_return.into())),
        ["debit inventory 199.90 | credit goods-delivered-not-invoiced 199.90"]
    );
}

#[test]
fn a_credit_note_without_a_return_gives_the_cost_back_to_what_is_not_invoiced() {
    // Two of four are credited and may be invoiced again: half of 800.00 waits.
    let shop = Shop::new();
    let id = shop.confirmed(&[(shop.washer, 4, "0")]);
    let delivery = shop.shipped(id, &[4]);
    let invoice = shop.invoiced(&format!("/orders/deliveries/{delivery}"));
    let read: Value = shop
        .accountant
        .api_get(&format!("/finance/invoices/{invoice}"))
        .expect(200)
        .json();
    let line = read["lines"][0]["id"].clone();
    let body = json!({
        "invoice_date": "2026-06-14",
        "reason": "Wrong address",
        "lines": [{"id": line, "quantity": "2"}],
    });
    let note = shop.made(
        shop.accountant
            .api(&format!("/finance/invoices/{invoice}/credit"), &body),
    );
    shop.step(
        &shop.accountant,
        &format!("/finance/invoices/{note}"),
        "post",
        &json!({}),
    )
    .expect(200);
    let entries = shop.entries(Subject::CustomerInvoice(note.into()));
    assert_eq!(
        entries[1],
        "credit cost-of-sales 400.00 | debit goods-delivered-not-invoiced 400.00"
    );
    let order = shop.sales_order(id);
    assert_eq!(
        (order["state"].as_str(), order["uninvoiced_amount"].as_str()),
        (Some("confirmed"), Some("714.00"))
    );
    let again = shop.invoiced(&format!("/orders/sales-orders/{id}"));
    let entries = shop.entries(Subject::CustomerInvoice(again.into()));
    assert_eq!(
        entries[1],
        "debit cost-of-sales 400.00 | credit goods-delivered-not-invoiced 400.00"
    );
    assert_eq!(shop.sales_order(id)["state"], "done");
}

#[test]
fn what_came_back_before_it_was_invoiced_is_not_invoiced() {
    let shop = Shop::new();
    let id = shop.confirmed(&[(shop.dryer, 3, "0")]);
    let delivery = shop.shipped(id, &[3]);
    let goods_return = announced(&shop, delivery, "1");
    received(&shop, goods_return);
    let path = format!("/orders/returns/{goods_return}/credit");
    let refused = shop.accountant.api(&path, &json!({})).expect(422).json();
    assert_eq!(refused["code"], "return-nothing-to-credit");
    let invoice = shop.invoiced(&format!("/orders/deliveries/{delivery}"));
    let entries = shop.entries(Subject::CustomerInvoice(invoice.into()));
    // Two dryers: 400.00 and 19 %; their cost 240.00.
    assert!(entries[0].starts_with("debit receivable 476.00"), "{entries:?}");
    assert_eq!(
        entries[1],
        "debit cost-of-sales 240.00 | credit goods-delivered-not-invoiced 240.00"
    );
    assert_eq!(shop.sales_order(id)["state"], "done");
}

#[test]
fn no_more_comes_back_than_was_delivered_and_a_return_is_taken_back() {
    let shop = Shop::new();
    let id = shop.confirmed(&[(shop.washer, 2, "0")]);
    let delivery = shop.shipped(id, &[2]);
    let goods_return = announced(&shop, delivery, "2");
    let line = shop.delivery(delivery)["lines"][0]["id"].clone();
    let more = json!({"delivery_id": delivery, "lines": [{"delivery_line_id": line, "quantity": "1"}]});
    let refused = shop.warehouse.api("/orders/returns", &more).expect(422).json();
    assert_eq!(refused["errors"][0]["code"], "return-more-than-left");
    received(&shop, goods_return);
    let path = format!("/orders/returns/{goods_return}");
    shop.step(&shop.warehouse, &path, "reverse", &json!({"date": "2026-06-14"}))
        .expect(200);
    assert_eq!(progress(&shop.sales_order(id), 0), "2 0 2 0 0 0");
    let delivery_path = format!("/orders/deliveries/{delivery}");
    shop.step(
        &shop.warehouse,
        &delivery_path,
        "reverse",
        &json!({"date": "2026-06-15"}),
    )
    .expect(200);
}

#[test]
fn parts_that_come_back_carry_whole_cents_and_the_last_one_the_rest() {
    // Four dryers at 120.00 and three that cost 100.00 together: seven left at 580.00. One is 82.86 (82.857…), two of the
    // six that are left 165.71 (165.713…), the last four 331.43: 580.00 again.
    let shop = Shop::new();
    shop.receive(shop.dryer, 3, "33.333333", "2026-06-02");
    let id = shop.confirmed(&[(shop.dryer, 7, "0")]);
    let delivery = shop.shipped(id, &[7]);
    for (quantity, cost) in [("1", "82.86"), ("2", "165.71"), ("4", "331.43")] {
        let goods_return = announced(&shop, delivery, quantity);
        received(&shop, goods_return);
        assert_eq!(
            shop.entries(Subject::GoodsReturn(goods_return.into())),
            [format!(
                "debit inventory {cost} | credit goods-delivered-not-invoiced {cost}"
            )]
        );
    }
}

#[test]
fn what_is_left_to_come_back_is_told_in_the_unit_it_was_delivered_in() {
    // Two dozen were delivered and half a one came back: of two dozen, one and a half are left, and not 18.
    let shop = Shop::new();
    shop.receive(shop.washer, 14, "200", "2026-06-02");
    let units = shop.world.read(tenon::catalog::unit::queries::all);
    let dozen = units.values().find(|unit| unit.code == "doz").unwrap().id;
    let order = json!({
        "company_id": shop.company.raw(),
        "party_id": shop.customer.raw(),
        "order_date": "2026-06-10",
        "lines": [{
            "product_id": shop.washer.raw(), "unit_id": dozen.raw(), "quantity": "2", "unit_price": "3000",
        }],
    });
    let id = shop.made(shop.sales.api("/orders/sales-orders", &order));
    shop.confirm(id);
    let delivery = shop.shipped(id, &[2]);
    received(&shop, announced(&shop, delivery, "0.5"));
    let line = shop.delivery(delivery)["lines"][0]["id"].clone();
    let more = json!({"delivery_id": delivery, "lines": [{"delivery_line_id": line, "quantity": "2"}]});
    let refused = shop.warehouse.api("/orders/returns", &more).expect(422).json();
    assert_eq!(
        refused["errors"][0]["message"],
        "1.5 doz of WM-8 are with the customer; that is more."
    );
}
