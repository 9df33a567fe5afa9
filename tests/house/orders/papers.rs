//! What is printed says what was agreed: lines are described in the customer's language when they are written down, and
//! stay so whatever a product is called later.
use crate::client::Client;
use crate::client::token_of;
use crate::masters;
use crate::orders::shop::Shop;
use serde_json::json;
use tenon::catalog::product;
use tenon::catalog::product::NewProduct;
use tenon::catalog::product::ProductText;

/// Calls the washer this in the group's language, and in Chinese.
fn call(shop: &Shop, name: &'static str, chinese: &'static str) {
    let (company, washer) = (shop.company, shop.washer);
    shop.world.write(move |tx| {
        let old = product::queries::get(tx.conn, washer)?;
        let text = ProductText {
            language: "zh-Hant".to_owned(),
            name: Some(chinese.to_owned()),
            description: Default::default(),
        };
        let new = NewProduct {
            texts: vec![text],
            ..masters::new_product(tx, company, old.category_id, ("WM-8", name, "300"))?
        };
        product::ops::update(tx, washer, old.version, &new)
    });
}

/// A quotation or an order on one of the washers, and another that is described otherwise.
fn written(shop: &Shop, list: &str, date: &str) -> i64 {
    let line = json!({"product_id": shop.washer.raw(), "quantity": "1"});
    let mut told = line.clone();
    told["description"] = "Shown at the fair".into();
    let body = json!({
        "company_id": shop.company.raw(),
        "party_id": shop.customer.raw(),
        date: "2026-06-10",
        "lines": [line, told],
    });
    shop.made(shop.sales.api(list, &body))
}

#[test]
fn a_paper_says_what_was_agreed_whatever_the_product_is_called_later() {
    let shop = Shop::new();
    call(&shop, "Washing machine 8 kg", "洗衣機 8 公斤");
    let quotation = written(&shop, "/sales/quotations", "quotation_date");
    let order = written(&shop, "/orders/sales-orders", "order_date");
    shop.confirm(order);
    let delivery = shop.shipped(order, &[1, 1]);
    let invoice = shop.invoiced(&format!("/orders/sales-orders/{order}"));
    let direct = json!({
        "company_id": shop.company.raw(),
        "party_id": shop.customer.raw(),
        "kind": "invoice",
        "invoice_date": "2026-06-12",
        "lines": [
            {"product_id": shop.washer.raw(), "quantity": "1"},
            {"product_id": shop.washer.raw(), "quantity": "1", "description": "Shown at the fair"},
        ],
    });
    let direct = shop.made(shop.accountant.api("/finance/invoices", &direct));

    call(&shop, "Washer No. 8", "八號洗衣機");
    let reader = shop.world.sign_in("admin");
    for path in [
        format!("/sales/quotations/{quotation}"),
        format!("/orders/sales-orders/{order}"),
        format!("/orders/deliveries/{delivery}"),
        format!("/finance/invoices/{invoice}"),
        format!("/finance/invoices/{direct}"),
    ] {
        let paper = reader.get(&format!("{path}/print")).expect(200);
        paper.must_show("洗衣機 8 公斤");
        paper.must_show("Shown at the fair");
        assert!(!paper.shows("八號") && !paper.shows("Washer No. 8"), "{path}");
    }
    let later = written(&shop, "/orders/sales-orders", "order_date");
    let paper = reader.get(&format!("/orders/sales-orders/{later}/print")).expect(200);
    paper.must_show("八號洗衣機");
}

#[test]
fn payment_terms_stand_on_paper_in_the_customers_language_as_they_were_when_it_was_billed() {
    let shop = Shop::new();
    let admin = shop.world.sign_in("admin");
    let names = |chinese: &str| {
        json!({
            "code": "N40", "name": "40 days net", "instalments": [{"share_percent": "100", "day_count": 40}],
            "names": [{"language": "zh-Hant", "name": chinese}],
        })
    };
    let program = Client::with_token(&shop.world.address, &token_of(&admin));
    let term = shop.made(program.api("/setup/payment-terms", &names("40 天內付清")));
    let twice = json!({
        "code": "N41", "name": "41 days net", "instalments": [{"share_percent": "100", "day_count": 41}],
        "names": [{"language": "zh-Hant", "name": "一"}, {"language": "zh-Hant", "name": "二"}],
    });
    let refused = program.api("/setup/payment-terms", &twice).expect(422).json();
    assert_eq!(refused["errors"][0]["field"], "names.1.language");
    admin
        .get(&format!("/setup/payment-terms/{term}"))
        .must_show("40 天內付清");

    let body = |date: &str| {
        json!({
            "company_id": shop.company.raw(), "party_id": shop.customer.raw(), date: "2026-06-10",
            "payment_term_id": term, "lines": [{"product_id": shop.freight.raw(), "quantity": "1"}],
        })
    };
    let quotation = shop.made(shop.sales.api("/sales/quotations", &body("quotation_date")));
    let order = shop.made(shop.sales.api("/orders/sales-orders", &body("order_date")));
    shop.confirm(order);
    let invoice = shop.invoiced(&format!("/orders/sales-orders/{order}"));
    let papers = [
        format!("/sales/quotations/{quotation}/print"),
        format!("/orders/sales-orders/{order}/print"),
        format!("/finance/invoices/{invoice}/print"),
    ];
    for paper in &papers {
        admin.get(paper).expect(200).must_show("40 天內付清");
    }
    // Whoever works with it reads it in the group's language.
    admin
        .get(&format!("/orders/sales-orders/{order}"))
        .must_show("40 days net");

    let path = format!("/setup/payment-terms/{term}");
    let key = [("idempotency-key", "renamed"), ("if-match", "1")];
    program.api_with(&path, &names("四十日內付清"), &key).expect(200);
    admin.get(&papers[1]).must_show("四十日內付清");
    admin.get(&papers[2]).must_show("40 天內付清");
    shop.step(&program, &path, "archive", &json!({})).expect(200);
}

#[test]
fn a_picking_list_names_goods_as_its_reader_does_and_says_what_was_re_worded() {
    let shop = Shop::new();
    call(&shop, "Washing machine 8 kg", "洗衣機 8 公斤");
    let order = written(&shop, "/orders/sales-orders", "order_date");
    shop.confirm(order);
    let delivery = shop.prepare(order, &[1, 1]);
    let list = shop
        .world
        .sign_in("warehouse")
        .get(&format!("/orders/deliveries/{delivery}/print?as=picking"))
        .expect(200);
    list.must_show("Washing machine 8 kg");
    list.must_show("Shown at the fair");
    assert!(!list.shows("洗衣機"));
}
