//! Orders in other currencies than their company's: costs keep the decimals of the books, prices those of the order.
use crate::masters;
use crate::orders::shop::Shop;
use serde_json::json;
use tenon::ids::ProductId;

/// An order of some pieces of a product at a price in another currency: its id and address.
fn order(shop: &Shop, currency: &str, product: ProductId, (quantity, price): (&str, &str)) -> (i64, String) {
    let order = json!({
        "company_id": shop.company.raw(),
        "party_id": shop.customer.raw(),
        "order_date": "2026-06-10",
        "currency": currency,
        "lines": [{"product_id": product.raw(), "quantity": quantity, "unit_price": price}],
    });
    let id = shop.made(shop.sales.api("/orders/sales-orders", &order));
    (id, format!("/orders/sales-orders/{id}"))
}

#[test]
fn an_order_in_yen_has_its_costs_in_cents_and_its_margin_in_yen() {
    // Ten washers at 200.00 and two at 200.63 are 2,401.26: 200.105 each, three are expected to cost 600.32 (600.315).
    // At 100 JPY = 0.61 EUR that is 98,413 JPY (98,413.1…): of 150,000 JPY 51,587 are left.
    let shop = Shop::new();
    masters::rate(&shop.world, ("100", "JPY"), ("0.61", "EUR"), "2026-06-01");
    shop.receive(shop.washer, 2, "200.63", "2026-06-02");
    let (id, path) = order(&shop, "JPY", shop.washer, ("3", "50000"));
    assert_eq!(shop.read(&path)["margin_amount"], "51587.00", "as a draft");
    shop.confirm(id);
    assert_eq!(shop.read(&path)["margin_amount"], "51587.00", "confirmed");
    let page = shop.world.sign_in("admin").get(&path).expect(200);
    page.must_show("600.32");
    // One leaves at 200.10 (2,201.16 stay for eleven at 200.105), two are expected to cost 400.21: 600.31 are 98,411 JPY.
    shop.shipped(id, &[1]);
    assert_eq!(shop.read(&path)["margin_amount"], "51589.00", "one delivered");
}

#[test]
fn the_margin_of_an_order_in_dollars_is_rounded_once() {
    // A dryer costs 120.00 EUR. At 100 USD = 119.99405 EUR that is less than 100.005 USD, which are 120.00005 EUR: 100.00
    // USD, and 100.00 of 200.00 are left. (Rounded to 100.0050 first it would be 100.01.)
    let shop = Shop::new();
    masters::rate(&shop.world, ("100", "USD"), ("119.99405", "EUR"), "2026-06-01");
    let (_, path) = order(&shop, "USD", shop.dryer, ("1", "200"));
    assert_eq!(shop.read(&path)["margin_amount"], "100.00");
}

#[test]
fn the_best_customers_are_found_over_all_currencies() {
    // 300.00 EUR against 50,000 JPY at 100 = 0.61 (305.00) and 50.00 EUR: 355.00, of which 300.00 are 84 %. 70 AUD at 0.60
    // are 42.00: 11 %. Six kiosks with 1,000 JPY each are 6.10 each, and not all of them fit beside the three.
    let shop = Shop::new();
    masters::rate(&shop.world, ("100", "JPY"), ("0.61", "EUR"), "2026-06-01");
    masters::rate(&shop.world, ("1", "AUD"), ("0.6", "EUR"), "2026-06-01");
    let (sakura, bondi) = (
        shop.another_customer("Sakura Trading"),
        shop.another_customer("Bondi Supply"),
    );
    let kiosks = (1..=6).map(|number| (shop.another_customer(&format!("Kiosk {number}")), "JPY", "1000"));
    let known = [
        (shop.customer, "EUR", "300"),
        (sakura, "JPY", "50000"),
        (sakura, "EUR", "50"),
        (bondi, "AUD", "70"),
    ];
    for (party, currency, price) in known.into_iter().chain(kiosks) {
        let order = json!({
            "company_id": shop.company.raw(),
            "party_id": party.raw(),
            "order_date": "2026-06-10",
            "currency": currency,
            "lines": [{"product_id": shop.freight.raw(), "quantity": "1", "unit_price": price}],
        });
        let id = shop.made(shop.sales.api("/orders/sales-orders", &order));
        shop.confirm(id);
    }
    let page = shop.world.sign_in("sales").get("/orders").expect(200);
    let card = page.visible();
    let place = |text: &str| card.find(text).unwrap_or_else(|| panic!("no {text} in {card}"));
    let order = [
        "Sakura Trading",
        "€ 355",
        "Halvorsen Elektro AS",
        "€ 300",
        "Bondi Supply",
        "€ 42",
        "Kiosk",
        "€ 6",
    ]
    .map(place);
    assert!(order.is_sorted(), "{card}");
    assert_eq!(card.matches("Kiosk").count(), 3);
    for width in ["--v:100%", "--v:84%", "--v:11%"] {
        assert!(page.text.contains(width), "no bar of {width}");
    }
}
