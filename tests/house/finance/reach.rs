//! How far permissions of finance reach: own drafts only, own payments only.
use crate::client::Client;
use crate::client::token_of;
use crate::finance::books::Books;
use crate::finance::people::at_api;
use crate::finance::people::clerk;
use crate::finance::people::made;
use crate::finance::people::post;
use serde_json::json;

#[test]
fn who_may_change_his_own_invoices_leaves_those_of_others() {
    let books = Books::new();
    let permissions = [
        ("invoice.read", "company"),
        ("invoice.edit", "own"),
        ("invoice.post", "own"),
        ("party.read", "all"),
        ("product.read", "all"),
    ];
    let clerk = Client::with_token(&books.world.address, &token_of(&clerk(&books.world, &permissions)));
    let accountant = at_api(&books.world, "accountant");
    let draft = |by: &Client| {
        let line = json!({"product_id": books.service.id.raw(), "quantity": "1", "unit_price": "10"});
        let body = json!({"party_id": books.customer.raw(), "reason": "by hand", "lines": [line]});
        made(by.api("/finance/invoices", &body))
    };
    let (own, other) = (draft(&clerk), draft(&accountant));
    clerk.api_get(&format!("/finance/invoices/{other}")).expect(200);
    post(&clerk, other).expect(404);
    let delete = format!("/finance/invoices/{other}/delete");
    let headers = [("idempotency-key", "once"), ("if-match", "1")];
    clerk.api_with(&delete, &json!({}), &headers).expect(404);
    post(&accountant, other).expect(200);
    clerk
        .api(&format!("/finance/invoices/{other}/credit"), &json!({"lines": []}))
        .expect(404);
    post(&clerk, own).expect(200);
}

#[test]
fn who_sees_his_own_payments_sees_no_sums_over_all() {
    let books = Books::new();
    let invoice = books.posted(books.draft(&[("100.00", None)])).id;
    let item = books
        .world
        .read(|conn| tenon::ledger::open_item::queries::of_origin(conn, invoice.into()))[0]
        .id;
    let permissions = [("payment.read", "own"), ("payment.post", "own"), ("party.read", "all")];
    let clerk = clerk(&books.world, &permissions);
    let customer = books.customer;
    for url in [
        "/finance".to_owned(),
        "/finance/ageing".to_owned(),
        format!("/finance/ageing/{customer}"),
        format!("/finance/statements?party={customer}"),
        format!("/finance/statements/{customer}/print"),
    ] {
        clerk.get(&url).expect(403);
    }
    clerk.get(&format!("/finance/open-items/{item}")).expect(404);
    for url in ["/finance/open-items?view=all", "/finance/to-allocate"] {
        let list = clerk.get(url).expect(200);
        assert!(!list.shows("INV-2026-00001"), "{}", list.visible());
    }
    let page = clerk.get(&format!("/parties/{customer}")).expect(200);
    assert!(!page.shows("Balance and credit"), "{}", page.visible());
    let api = Client::with_token(&books.world.address, &token_of(&clerk));
    let body = json!({"oldest_first": true, "allocations": []});
    api.api(&format!("/finance/open-items/{item}/allocate"), &body)
        .expect(404);
    // His own payments he has: he took one down himself.
    let body = json!({"party_id": customer.raw(), "amount": "5.00", "oldest_first": false, "allocations": []});
    made(api.api("/finance/payments", &body));
    clerk
        .get("/finance/payments?view=all")
        .expect(200)
        .must_show("PAY-2026-00001");
}

#[test]
fn who_may_take_back_his_own_payments_leaves_those_of_others() {
    let books = Books::new();
    let permissions = [
        ("payment.read", "company"),
        ("payment.post", "own"),
        ("party.read", "all"),
    ];
    let page = clerk(&books.world, &permissions);
    let program = Client::with_token(&books.world.address, &token_of(&page));
    let pay = |by: &Client| {
        let body =
            json!({"party_id": books.customer.raw(), "amount": "5.00", "oldest_first": false, "allocations": []});
        made(by.api("/finance/payments", &body))
    };
    let (own, also_own) = (pay(&program), pay(&program));
    let other = pay(&at_api(&books.world, "accountant"));
    let reverse = |id: i64| format!("/finance/payments/{id}/reverse");
    let headers = |key: &'static str| [("idempotency-key", key), ("if-match", "1")];
    // He reads it, and neither door lets him take it back.
    page.get(&format!("/finance/payments/{other}")).expect(200);
    page.post(&reverse(other), &[("_version", "1")]).expect(404);
    program
        .api_with(&reverse(other), &json!({}), &headers("other"))
        .expect(404);
    let still = program
        .api_get(&format!("/finance/payments/{other}"))
        .expect(200)
        .json();
    assert_eq!(still["state"], "posted");
    page.post(&reverse(own), &[("_version", "1")]).expect(303);
    program
        .api_with(&reverse(also_own), &json!({}), &headers("own"))
        .expect(200);
    for id in [own, also_own] {
        let taken = program.api_get(&format!("/finance/payments/{id}")).expect(200).json();
        assert_eq!(taken["state"], "reversed");
    }
}
