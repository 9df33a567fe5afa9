//! What comes out of a posted invoice at the API's door: credit notes of some lines, the same once more, changes of both.
use crate::client::Client;
use crate::finance::books::Books;
use crate::finance::people::at_api;
use crate::finance::people::at_version;
use crate::finance::people::made;
use crate::finance::people::post;
use crate::finance::people::read;
use crate::finance::people::told;
use crate::orders::shop::Shop;
use crate::orders::shop::progress;
use serde_json::Value;
use serde_json::json;

fn figures(by: &Client, invoice: i64) -> Vec<String> {
    let invoice = read(by, &format!("/finance/invoices/{invoice}"));
    ["net_amount", "tax_amount", "total_amount", "open_amount", "state"]
        .map(|name| invoice[name].as_str().unwrap_or("?").to_owned())
        .to_vec()
}

/// Three pieces at 33.35 and one at 10.00, all at 19 %: 110.05 and 20.91 (20.9095). Ids of the invoice and its lines.
fn invoiced(books: &Books, by: &Client) -> (i64, Vec<Value>) {
    let mut draft = books.draft(&[]);
    draft.lines = vec![
        books.line("3", "33.35", Some(books.vat19)),
        books.line("1", "10.00", Some(books.vat19)),
    ];
    let id = books.posted(draft).id.raw();
    let lines = read(by, &format!("/finance/invoices/{id}"))["lines"].clone();
    let ids = lines.as_array().unwrap().iter().map(|line| line["id"].clone());
    (id, ids.collect())
}

#[test]
fn a_line_named_twice_is_credited_once() {
    let books = Books::new();
    let accountant = at_api(&books.world, "accountant");
    let (id, lines) = invoiced(&books, &accountant);
    let credit = |parts: &[(&Value, &str)]| {
        let parts = parts
            .iter()
            .map(|(id, quantity)| json!({"id": id, "quantity": quantity}));
        let body = json!({"invoice_date": "2026-06-12", "reason": "Damaged", "lines": parts.collect::<Vec<_>>()});
        accountant.api(&format!("/finance/invoices/{id}/credit"), &body)
    };
    // Two and two are four of three pieces. The place is that of the line as it was sent.
    let twice = credit(&[(&lines[0], "2"), (&lines[0], "2")]);
    assert_eq!(told(twice), "lines.1.quantity credit-over-line");
    let after_an_empty_one = credit(&[(&lines[0], "0"), (&lines[1], "2")]);
    assert_eq!(told(after_an_empty_one), "lines.1.quantity credit-over-line");
    let negative = credit(&[(&lines[1], "0"), (&lines[0], "-1")]);
    assert_eq!(told(negative), "lines.1.quantity problem-not-positive");
    let unknown = credit(&[(&lines[1], "1"), (&json!(7), "1")]);
    assert_eq!(told(unknown), "lines.1.id problem-not-offered");
    // One and two are all three: 33.35 and the rest 66.70.
    let note = made(credit(&[(&lines[0], "1"), (&lines[0], "2")]));
    assert_eq!(figures(&accountant, note)[0], "100.05");
    post(&accountant, note).expect(200);
    assert_eq!(told(credit(&[(&lines[0], "1")])), "lines.0.quantity credit-over-line");
}

#[test]
fn a_line_credited_piece_by_piece_in_one_note_is_credited_to_the_last_cent() {
    // Three at 33.38 are 100.14, and 19.03 (19.0266) of tax: 6.34 (6.3433) twice, and the rest of 6.35.
    let books = Books::new();
    let accountant = at_api(&books.world, "accountant");
    let mut draft = books.draft(&[]);
    draft.lines = vec![books.line("3", "33.38", Some(books.vat19))];
    let path = format!("/finance/invoices/{}", books.posted(draft).id);
    let piece = json!({"id": read(&accountant, &path)["lines"][0]["id"], "quantity": "1"});
    let body = json!({"invoice_date": "2026-06-12", "reason": "Damaged", "lines": [piece, piece, piece]});
    let note = made(accountant.api(&format!("{path}/credit"), &body));
    assert_eq!(figures(&accountant, note)[..2], ["100.14", "19.03"]);
}

#[test]
fn a_copy_bills_no_order_twice() {
    // Four washers are ordered and invoiced. The copy bills four more, outside of the order.
    let shop = Shop::new();
    let order = shop.confirmed(&[(shop.washer, 4, "0")]);
    let path = format!("/orders/sales-orders/{order}");
    let first = shop.invoiced(&path);
    let copied = |of: i64| {
        let copy = made(
            shop.accountant
                .api(&format!("/finance/invoices/{of}/repeat"), &json!({})),
        );
        (copy, read(&shop.accountant, &format!("/finance/invoices/{copy}")))
    };
    let (copy, draft) = copied(first);
    assert_eq!(
        (&draft["sales_order_id"], &draft["net_amount"]),
        (&Value::Null, &json!("1200.00"))
    );
    post(&shop.accountant, copy).expect(200);
    let now = shop.sales_order(order);
    assert_eq!(progress(&now, 0), "4 4 0 0 4 0");
    assert_eq!(now["invoiced_percent"], 100);
    // Taken back, the order is to be billed again: the copy is its invoice.
    let note = made(shop.accountant.api(
        &format!("/finance/invoices/{first}/credit"),
        &json!({"invoice_date": "2026-06-12", "lines": []}),
    ));
    post(&shop.accountant, note).expect(200);
    assert_eq!(progress(&shop.sales_order(order), 0), "4 4 0 0 4 4");
    let (again, draft) = copied(first);
    assert_eq!(draft["sales_order_id"], json!(order));
    // While that is a draft, a further copy is outside.
    assert_eq!(copied(first).1["sales_order_id"], Value::Null);
    post(&shop.accountant, again).expect(200);
    assert_eq!(progress(&shop.sales_order(order), 0), "4 4 0 0 8 4");
}

#[test]
fn a_cancelled_order_stays_cancelled_whatever_is_copied() {
    let shop = Shop::new();
    let order = shop.confirmed(&[(shop.freight, 2, "0")]);
    let path = format!("/orders/sales-orders/{order}");
    let first = shop.invoiced(&path);
    let note = made(shop.accountant.api(
        &format!("/finance/invoices/{first}/credit"),
        &json!({"invoice_date": "2026-06-12", "lines": []}),
    ));
    post(&shop.accountant, note).expect(200);
    shop.step(&shop.sales, &path, "cancel", &json!({"reason": "not needed"}))
        .expect(200);
    let copy = made(
        shop.accountant
            .api(&format!("/finance/invoices/{first}/repeat"), &json!({})),
    );
    post(&shop.accountant, copy).expect(200);
    let order = shop.sales_order(order);
    assert_eq!(
        (&order["state"], progress(&order, 0)),
        (&json!("cancelled"), "2 0 0 0 2 2".to_owned())
    );
}

#[test]
fn a_credit_note_keeps_its_lines_and_its_days() {
    let books = Books::new();
    let accountant = at_api(&books.world, "accountant");
    let (id, _) = invoiced(&books, &accountant);
    let note = made(accountant.api(
        &format!("/finance/invoices/{id}/credit"),
        &json!({"invoice_date": "2026-06-12", "lines": []}),
    ));
    let path = format!("/finance/invoices/{note}");
    let change = |more: Value| {
        let mut body =
            json!({"party_id": books.customer.raw(), "invoice_date": "2026-06-12", "reason": "", "lines": []});
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        at_version(&accountant, &path, "", &body)
    };
    let lines = json!([{"product_id": books.service.id.raw(), "quantity": "1"}]);
    assert_eq!(told(change(json!({"lines": lines}))), "lines invoice-lines-stay");
    let before = change(json!({"invoice_date": "2026-06-09"}));
    assert_eq!(told(before), "invoice_date credit-before-invoice");
    // The day of supply is the invoice's, 10 June; what is not said stays.
    change(json!({"invoice_date": "2026-06-13"})).expect(200);
    let now = read(&accountant, &path);
    let days = (now["invoice_date"].as_str(), now["supply_date"].as_str());
    assert_eq!(days, (Some("2026-06-13"), Some("2026-06-10")));
}

#[test]
fn drafts_are_not_open() {
    // 100.00 posted, 30.00 drafted: 130.00 in all, 100.00 open.
    let books = Books::new();
    books.posted(books.draft(&[("100.00", None)]));
    books.create(books.draft(&[("30.00", None)]));
    let accountant = books.world.sign_in("accountant");
    let totals = |columns: &str| {
        let url = format!("/finance/invoices?view=all&part=totals&columns=number&{columns}");
        accountant.get(&url).expect(200).visible()
    };
    let (total, open) = (totals("columns=total"), totals("columns=open"));
    assert!(total.contains("130.00"), "{total}");
    assert!(open.contains("100.00") && !open.contains("130.00"), "{open}");
}

#[test]
fn an_invoice_by_hand_is_for_a_customer_and_for_what_is_sold() {
    let books = Books::new();
    let accountant = at_api(&books.world, "accountant");
    let sales = at_api(&books.world, "sales");
    let admin = at_api(&books.world, "admin");
    let by_hand = |kind: &str| {
        let line = json!({"product_id": books.service.id.raw(), "quantity": "1", "unit_price": "10"});
        let body = json!({"party_id": books.customer.raw(), "kind": kind, "reason": "by hand", "lines": [line]});
        accountant.api("/finance/invoices", &body)
    };
    let term = json!({
        "party_id": books.customer.raw(), "payment_term_id": 7, "reason": "",
        "lines": [{"product_id": books.service.id.raw(), "quantity": "1", "unit_price": "10"}],
    });
    let unknown = accountant.api("/finance/invoices", &term);
    assert_eq!(told(unknown), "payment_term_id problem-not-offered");
    by_hand("invoice").expect(200);
    let product = format!("/catalog/products/{}", books.service.id);
    at_version(&admin, &product, "/archive", &json!({})).expect(200);
    assert_eq!(told(by_hand("invoice")), "lines.0.product_id line-product-not-sold");
    // What was sold once may still be taken back.
    by_hand("credit-note").expect(200);
    at_version(&admin, &product, "/restore", &json!({})).expect(200);
    let customer = format!("/parties/{}", books.customer);
    at_version(&sales, &customer, "/archive", &json!({})).expect(200);
    assert_eq!(told(by_hand("invoice")), "party_id party-is-no-customer");
}
