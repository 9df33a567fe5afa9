//! Books in a currency of three decimals, from goods coming in to the money: every figure by hand.
use crate::client::Client;
use crate::client::token_of;
use crate::orders::shop::Shop;
use serde_json::Value;
use serde_json::json;
use tenon::ids::CompanyId;
use tenon::ids::Subject;
use tenon_db::Money;
use tenon_db::diesel::prelude::*;
use tenon_schema::valuation_balance;

/// A German company that keeps its books in Kuwaiti dinars, and somebody who may do all in it.
fn with_dinars() -> (Shop, Client) {
    let mut shop = Shop::new();
    let admin = Client::with_token(&shop.world.address, &token_of(&shop.world.sign_in("admin")));
    let founding = json!({
        "code": "GULF", "name": "Gulf Laundry GmbH", "country": "DE", "currency": "KWD", "language": "en",
        "street": "Werftstraße 14", "postal_code": "24143", "city": "Kiel", "tax_number": "DE812345679",
        "first_year": 2026, "year_count": 1,
    });
    shop.company = CompanyId::from(shop.made(admin.api("/setup/founding", &founding)));
    (shop, admin)
}

fn read(by: &Client, path: &str) -> Value {
    by.api_get(path).expect(200).json()
}

#[test]
fn an_order_in_dinars_keeps_its_three_decimals_to_the_payment() {
    // 5 × 4.3335 are 21.6675: 21.668 in stock. 3 × 10.125 less 10 % are 27.3375: 27.338 net; 19 % of it are 5.19422:
    // 5.194; together 32.532. Three of five leave at 21.668 × 3 ÷ 5 = 13.0008: 13.001, and 8.667 stay.
    let (shop, admin) = with_dinars();
    let company = shop.company.raw();
    let receipt = json!({
        "company_id": company, "kind": "opening", "receipt_date": "2026-06-01",
        "lines": [{"product_id": shop.washer.raw(), "quantity": "5", "unit_cost": "4.3335"}],
    });
    let receipt = shop.made(admin.api("/inventory/receipts", &receipt));
    let path = format!("/inventory/receipts/{receipt}");
    shop.step(&admin, &path, "post", &json!({})).expect(200);

    let order = json!({
        "company_id": company, "party_id": shop.customer.raw(), "order_date": "2026-06-10", "currency": "KWD",
        "lines": [{"product_id": shop.washer.raw(), "quantity": "3", "unit_price": "10.125", "discount_percent": "10"}],
    });
    let order = shop.made(admin.api("/orders/sales-orders", &order));
    let path = format!("/orders/sales-orders/{order}");
    let draft = read(&admin, &path);
    let figures =
        ["net_amount", "tax_amount", "total_amount", "margin_amount"].map(|name| draft[name].as_str().unwrap());
    assert_eq!(figures, ["27.338", "5.194", "32.532", "14.337"]);
    shop.step(&admin, &path, "confirm", &json!({})).expect(200);

    let line = read(&admin, &path)["lines"][0]["id"].clone();
    let delivery = json!({
        "sales_order_id": order, "delivery_date": "2026-06-11",
        "lines": [{"sales_order_line_id": line, "quantity": "3"}],
    });
    let delivery = shop.made(admin.api("/orders/deliveries", &delivery));
    let path = format!("/orders/deliveries/{delivery}");
    shop.step(&admin, &path, "ship", &json!({})).expect(200);
    assert_eq!(
        shop.entries(Subject::Delivery(delivery.into())),
        ["credit inventory 13.001 | debit goods-delivered-not-invoiced 13.001"]
    );
    let left: Money = shop.world.read(|conn| {
        let own = valuation_balance::table.filter(valuation_balance::company_id.eq(shop.company));
        Ok(own.select(valuation_balance::amount).first(conn)?)
    });
    assert_eq!(left.to_string(), "8.667");

    let body = json!({"invoice_date": "2026-06-12", "post": true});
    let invoice = shop.made(admin.api(&format!("{path}/invoice"), &body));
    let entries = shop.entries(Subject::CustomerInvoice(invoice.into())).join(" | ");
    for part in [
        "debit receivable 32.532",
        "credit revenue 27.338",
        " 5.194",
        "debit cost-of-sales 13.001",
        "credit goods-delivered-not-invoiced 13.001",
    ] {
        assert!(entries.contains(part), "no {part} in {entries}");
    }

    let pay = |amount: &str| {
        let body = json!({
            "company_id": company, "party_id": shop.customer.raw(), "payment_date": "2026-06-13", "currency": "KWD",
            "amount": amount, "oldest_first": true, "allocations": [],
        });
        admin.api("/finance/payments", &body)
    };
    let refused = pay("20.0005").expect(422).json();
    assert_eq!(refused["errors"][0]["field"], "amount", "{refused}");
    shop.made(pay("20"));
    let path = format!("/finance/invoices/{invoice}");
    assert_eq!(read(&admin, &path)["open_amount"], "12.532");
    // One fils too much stays on account.
    let last = shop.made(pay("12.533"));
    let paid = read(&admin, &path);
    assert_eq!((&paid["open_amount"], &paid["state"]), (&json!("0.00"), &json!("paid")));
    let last = read(&admin, &format!("/finance/payments/{last}"));
    assert_eq!(last["open_amount"], "0.001");
    let page = shop.world.sign_in("admin").get(&format!("{path}/print")).expect(200);
    page.must_show("32.532");
}
