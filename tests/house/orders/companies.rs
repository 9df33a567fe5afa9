//! Documents of one company opened by somebody who works in another: its taxes, its currency, its day.
use crate::client::Client;
use crate::masters;
use crate::orders::shop::Shop;
use serde_json::json;
use tenon::party;
use tenon::party::terms::SetTerms;

/// The administrator works in a company.
fn admin_of(shop: &Shop, code: &str) -> Client {
    let admin = shop.world.sign_in("admin");
    let company = shop.world.company(code).to_string();
    let fields = [("company", company.as_str()), ("back", "/")];
    admin.post("/me/company", &fields).expect(303);
    admin
}

#[test]
fn lines_are_computed_in_the_company_of_the_document() {
    // A washer is 300.00 and 57.00 of German tax; in Taiwan it would be taxed with 5 %.
    let shop = Shop::new();
    let id = shop.order(&[(shop.washer, 1, "0")]);
    let admin = admin_of(&shop, "KC");
    let form = admin.get(&format!("/orders/sales-orders/{id}/edit")).expect(200);
    let company = form.input("company_id").unwrap();
    assert_eq!(company, shop.company.to_string());
    let (party, washer) = (shop.customer.to_string(), shop.washer.to_string());
    let fields = [
        ("company_id", company.as_str()),
        ("party_id", party.as_str()),
        ("order_date", "10 Jun 2026"),
        ("currency", "EUR"),
        ("lines.0.product_id", washer.as_str()),
        ("lines.0.quantity", "1"),
    ];
    let totals = admin.post("/orders/sales-orders/totals", &fields).expect(200).json();
    assert_eq!(totals["rows"][0]["cells"][0], json!(["net", "300.00"]));
    assert!(totals["totals"].to_string().contains("357.00"), "{totals}");
    // A form that was opened before the company was changed makes the order in its own.
    let made = admin.post("/orders/sales-orders", &fields).expect(303).id();
    assert_eq!(shop.sales_order(made)["total_amount"], "357.00");
}

#[test]
fn a_receipt_is_added_up_in_the_currency_of_its_company() {
    // 3 × 10.25 are 30.75 euros; in Taiwan dollars they would be 31.
    let shop = Shop::new();
    let admin = admin_of(&shop, "KC");
    let (company, washer) = (shop.company.to_string(), shop.washer.to_string());
    let fields = [
        ("company_id", company.as_str()),
        ("lines.0.product_id", washer.as_str()),
        ("lines.0.quantity", "3"),
        ("lines.0.unit_cost", "10.25"),
    ];
    let totals = admin.post("/inventory/receipts/totals", &fields).expect(200);
    assert!(totals.text.contains("30.75"), "{}", totals.text);
}

#[test]
fn what_is_overdue_goes_by_the_day_of_the_company() {
    // Due on the 15th. At 20:00 UTC it is still that day in Kiel, and the 16th in Kaohsiung.
    let shop = Shop::new();
    let id = shop.confirmed(&[(shop.washer, 1, "0")]);
    let delivery = shop.shipped(id, &[1]);
    let body = json!({"invoice_date": "2026-06-15", "post": true});
    shop.made(
        shop.accountant
            .api(&format!("/orders/deliveries/{delivery}/invoice"), &body),
    );
    shop.world.clock.set("2026-06-15T20:00:00Z".parse().unwrap());
    let overdue = || {
        let admin = admin_of(&shop, "KC");
        let page = admin.get(&format!("/orders/sales-orders/{id}")).expect(200).visible();
        let shown = page.split("Overdue").nth(1).unwrap().to_owned();
        shown.chars().take(12).collect::<String>()
    };
    assert!(overdue().contains(" 0.00"), "{}", overdue());
    shop.world.clock.set("2026-06-16T20:00:00Z".parse().unwrap());
    assert!(overdue().contains("357.00"), "{}", overdue());
}

#[test]
fn a_credit_hold_is_told_in_the_currency_of_the_company() {
    // Freight of 1,000 Taiwan dollars and 5 % over a limit of 1,000: dollars without cents.
    let shop = Shop::new();
    let company = shop.world.company("KC");
    let party = shop.customer;
    shop.world.write(move |tx| {
        let version = party::terms::queries::of(tx.conn, party, company)?.version;
        let set = SetTerms {
            company_id: Some(company),
            payment_term_id: None,
            credit_limit_amount: Some("1000".parse().unwrap()),
            price_list_id: None,
            tax_position_id: None,
            is_blocked: false,
        };
        party::terms::ops::set(tx, party, company, version, &set)
    });
    let admin = admin_of(&shop, "KC");
    let (customer, freight) = (party.to_string(), shop.freight.to_string());
    let held = |currency: &str, price: &str| {
        let fields = [
            ("party_id", customer.as_str()),
            ("order_date", "10 Jun 2026"),
            ("currency", currency),
            ("lines.0.product_id", freight.as_str()),
            ("lines.0.quantity", "1"),
            ("lines.0.unit_price", price),
        ];
        let id = admin.post("/orders/sales-orders", &fields).expect(303).id();
        let path = format!("/orders/sales-orders/{id}");
        let confirm = format!("{path}/confirm");
        admin.post(&confirm, &[("_version", "1")]).expect(303);
        path
    };
    held("TWD", "1000");
    let holds = admin.get("/orders/credit-holds").expect(200);
    assert!(holds.shows("1,050") && !holds.shows("1,050.00"), "{}", holds.visible());
    // 105 US dollars with tax are 3,360 at 32: on the order's own page, too, without cents.
    masters::rate(&shop.world, ("1", "USD"), ("32", "TWD"), "2026-06-01");
    let page = admin.get(&held("USD", "100")).expect(200);
    assert!(page.shows("3,360") && !page.shows("3,360.00"), "{}", page.visible());
}
