//! Credits to allocate: what each most likely pays, accepted where it stands.
use crate::client::Client;
use crate::client::token_of;
use crate::finance::books::Books;
use crate::finance::books::money;
use serde_json::json;
use tenon::finance::invoice::InvoiceState;
use tenon::finance::payment::NewPayment;
use tenon::ids::CustomerInvoiceId;
use tenon::ids::OpenItemId;
use tenon::ledger::open_item;

const URL: &str = "/finance/to-allocate";

fn on_account(books: &Books, amount: &str, reference: &str) -> OpenItemId {
    let paid = books.pay(NewPayment {
        oldest_first: false,
        reference: Some(reference.to_owned()),
        ..books.payment(amount, "2026-06-12")
    });
    let items = books
        .world
        .read(|conn| open_item::queries::of_origin(conn, paid.id.into()));
    items[0].id
}

fn open_item_of(books: &Books, invoice: CustomerInvoiceId) -> OpenItemId {
    let items = books
        .world
        .read(|conn| open_item::queries::of_origin(conn, invoice.into()));
    items[0].id
}

#[test]
fn each_credit_says_what_it_most_likely_pays_and_is_allocated_where_it_stands() {
    let books = Books::new();
    // INV-2026-00001 to -00003, the oldest first.
    let open = ["30.00", "50.00", "20.00"].map(|amount| books.posted(books.draft(&[(amount, None)])));
    let named = on_account(&books, "50.00", "Thanks for inv-2026-00003.");
    let same = on_account(&books, "50.00", "June");
    let oldest = on_account(&books, "31.00", "");
    let accountant = books.world.sign_in("accountant");
    let page = accountant.get(URL).expect(200);
    for text in [
        "INV-2026-00003, named in the reference",
        "INV-2026-00002, the same amount",
        "INV-2026-00001, INV-2026-00002, the oldest",
    ] {
        page.must_show(text);
    }
    let settle = |item: OpenItemId| format!("/finance/open-items/{item}/settle?back=to-allocate");
    assert!(page.text.contains(&settle(named)));
    let answer = accountant.post(&settle(named), &[]).expect(303);
    assert_eq!(answer.location.as_deref(), Some(URL));
    assert_eq!(books.invoice(open[2].id).state, InvoiceState::Paid);
    accountant.post(&settle(same), &[]).expect(303);
    assert_eq!(books.invoice(open[1].id).state, InvoiceState::Paid);
    accountant.post(&settle(oldest), &[]).expect(303);
    assert_eq!(books.invoice(open[0].id).state, InvoiceState::Paid);
    // 30.00 of the first payment and 1.00 of the last stay, and nothing is open.
    let page = accountant.get(URL).expect(200);
    page.must_show("Nothing is open");
    page.must_show("Pay back");
    accountant.post(&settle(named), &[]).expect(422);
    accountant.post(&settle(same), &[]).expect(422);
}

#[test]
fn an_allocation_is_taken_back_where_it_was_decided() {
    // 31.00 settle 30.00 and 1.00 of 50.00 in one act; taken back, both invoices are open as before.
    let books = Books::new();
    let open = ["30.00", "50.00"].map(|amount| books.posted(books.draft(&[(amount, None)])));
    let credit = on_account(&books, "31.00", "");
    let (settle, back) = (
        format!("/finance/open-items/{credit}/settle?back=to-allocate"),
        format!("/finance/open-items/{credit}/unsettle?back=to-allocate"),
    );
    let amounts = || open.each_ref().map(|one| books.invoice(one.id).open_amount.to_string());
    let accountant = books.world.sign_in("accountant");
    let page = accountant.get(URL).expect(200);
    assert!(page.text.contains(&format!("data-undo=\"{back}\"")), "{}", page.text);
    assert!(page.text.contains("PAY-2026-00001 is allocated."), "{}", page.text);
    accountant.post(&settle, &[]).expect(303);
    assert_eq!(amounts(), ["0.00", "49.00"]);
    for name in ["warehouse", "other"] {
        let answer = books.world.sign_in(name).post(&back, &[]);
        assert!([403, 404].contains(&answer.status), "{name}: {}", answer.status);
    }
    let answer = accountant.post(&back, &[]).expect(303);
    assert_eq!(answer.location.as_deref(), Some(URL));
    assert_eq!(amounts(), ["30.00", "50.00"]);
    accountant
        .post(&back, &[])
        .expect(422)
        .must_show("There is nothing to take back of PAY-2026-00001.");
    // Only the last act: what was allocated before it stays.
    let program = Client::with_token(&books.world.address, &token_of(&accountant));
    let item = open_item_of(&books, open[1].id);
    let first = json!({"oldest_first": false, "allocations": [{"id": item.raw(), "amount": "10.00"}]});
    let path = format!("/finance/open-items/{credit}");
    program.api(&format!("{path}/allocate"), &first).expect(200);
    books.world.clock.set("2026-06-15T10:00:01Z".parse().unwrap());
    program.api(&format!("{path}/settle"), &json!({})).expect(200);
    assert_eq!(amounts(), ["9.00", "40.00"]);
    program.api(&format!("{path}/unsettle"), &json!({})).expect(200);
    assert_eq!(amounts(), ["30.00", "40.00"]);
}

#[test]
fn a_decision_sent_again_gets_the_first_answer_and_is_made_once() {
    // 50.00 settle 20.00. Of the 30.00 that are left, 25.00 would be allocated by the same decision made once more.
    let books = Books::new();
    let first = books.posted(books.draft(&[("20.00", None)]));
    let credit = on_account(&books, "50.00", "");
    let path = format!("/finance/open-items/{credit}");
    let accountant = books.world.sign_in("accountant");
    let settle = |key: &str| accountant.post(&format!("{path}/settle?back=to-allocate"), &[("_key", key)]);
    let answer = settle("decided").expect(303);
    let next = books.posted(books.draft(&[("25.00", None)]));
    let open = || [&first, &next].map(|one| books.invoice(one.id).open_amount.to_string());
    assert_eq!(open(), ["0.00", "25.00"]);
    let again = settle("decided").expect(303);
    assert_eq!((again.location, again.text), (answer.location, answer.text));
    assert_eq!(open(), ["0.00", "25.00"]);
    books.world.clock.set("2026-06-15T10:00:01Z".parse().unwrap());
    settle("decided later").expect(303);
    assert_eq!(open(), ["0.00", "0.00"]);

    // Taken back twice by a program under one key, only the last of the two acts is undone.
    let program = Client::with_token(&books.world.address, &token_of(&accountant));
    let unsettle = |key: &str| {
        let headers = [("idempotency-key", key)];
        program
            .api_with(&format!("{path}/unsettle"), &json!({}), &headers)
            .expect(200)
            .text
    };
    let answer = unsettle("undone");
    assert_eq!(open(), ["0.00", "25.00"]);
    assert_eq!(unsettle("undone"), answer);
    assert_eq!(open(), ["0.00", "25.00"]);
    unsettle("undone later");
    assert_eq!(open(), ["20.00", "25.00"]);
}

#[test]
fn several_are_allocated_at_once_and_what_cannot_be_says_why() {
    let books = Books::new();
    let invoice = books.posted(books.draft(&[("40.00", None)]));
    let ids = ["40.00", "10.00"].map(|amount| on_account(&books, amount, "").to_string());
    let accountant = books.world.sign_in("accountant");
    let answer = accountant.post("/finance/to-allocate/bulk/settle", &[("id", &ids[0]), ("id", &ids[1])]);
    answer.expect(200).must_show("1 done, 1 not possible");
    assert_eq!(books.invoice(invoice.id).open_amount, money("0"));
}

#[test]
fn only_who_may_post_payments_decides_by_either_door() {
    let books = Books::new();
    books.posted(books.draft(&[("40.00", None)]));
    let path = format!("/finance/open-items/{}/settle", on_account(&books, "40.00", ""));
    for name in ["warehouse", "other"] {
        let answer = books.world.sign_in(name).post(&path, &[]);
        assert!([403, 404].contains(&answer.status), "{name}: {}", answer.status);
    }
    let accountant = books.world.sign_in("accountant");
    let program = Client::with_token(&books.world.address, &token_of(&accountant));
    let waiting = || {
        let answer = program.api_get(URL).expect(200).json();
        answer["rows"].as_array().unwrap().len()
    };
    assert_eq!(waiting(), 1);
    program.api(&path, &json!({})).expect(200);
    assert_eq!(waiting(), 0);
}
