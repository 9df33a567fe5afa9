//! Payments and allocations at the API's door: discounts within what is offered, one rounding, open days.
use crate::client::Answer;
use crate::client::Client;
use crate::finance::books::Books;
use crate::finance::books::day;
use crate::finance::people::at_api;
use crate::finance::people::clerk_at_api;
use crate::finance::people::made;
use crate::finance::people::read;
use crate::finance::people::told;
use crate::masters;
use serde_json::Value;
use serde_json::json;
use tenon::finance::payment::NewPayment;
use tenon::ids::Subject;
use tenon::ledger::account;
use tenon::ledger::account::AccountRole;
use tenon::ledger::open_item;
use tenon::ledger::period::PeriodState;

fn items(books: &Books, of: impl Into<Subject>) -> Vec<i64> {
    let of = of.into();
    let items = books.world.read(|conn| open_item::queries::of_origin(conn, of));
    items.iter().map(|item| item.id.raw()).collect()
}

fn dollar(books: &Books, amount: &str) {
    masters::rate(&books.world, ("1", "USD"), (amount, "EUR"), "2026-06-01");
}

/// Money in on 12 June, with these fields besides.
fn pay(books: &Books, by: &Client, amount: &str, more: &Value) -> Answer {
    let mut body = json!({
        "company_id": books.company.raw(), "party_id": books.customer.raw(), "payment_date": "2026-06-12",
        "amount": amount, "oldest_first": false, "allocations": [],
    });
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    by.api("/finance/payments", &body)
}

#[test]
fn a_discount_follows_what_is_paid_and_is_taken_once() {
    // 119.00 at 2 %: 2.38. With 0.01 and 2.38 only 2.39 are settled: 2 % of that are 0.04 (0.0478).
    let books = Books::new();
    let mut draft = books.draft(&[("100.00", Some(books.vat19))]);
    draft.payment_term = Some(books.term("S14"));
    let invoice = books.posted(draft).id;
    let item = items(&books, invoice)[0];
    let permissions = [
        ("payment.read", "company"),
        ("payment.post", "company"),
        ("party.read", "all"),
    ];
    let clerk = clerk_at_api(&books.world, &permissions);
    let settle = |amount: &str, paid: Option<&str>, discount: &str| {
        let one = json!({"id": item, "amount": paid, "discount_amount": discount});
        pay(&books, &clerk, amount, &json!({"allocations": [one]}))
    };
    let refused = settle("0.01", Some("0.01"), "2.38").expect(422).json();
    assert_eq!(refused["code"], "discount-not-offered");
    assert!(refused["detail"].as_str().unwrap().contains("0.04"), "{refused}");
    // Half and half take half of it each, and then nothing is left.
    settle("58.31", Some("58.31"), "1.19").expect(200);
    assert_eq!(told(settle("0.01", Some("0.01"), "1.19")), "discount-not-offered");
    settle("58.31", None, "1.19").expect(200);
    let now = read(
        &at_api(&books.world, "accountant"),
        &format!("/finance/invoices/{invoice}"),
    );
    assert_eq!((&now["state"], &now["open_amount"]), (&json!("paid"), &json!("0.00")));
}

#[test]
fn less_than_nothing_settles_nothing() {
    let books = Books::new();
    let (one, two) = (
        books.posted(books.draft(&[("30.00", None)])).id,
        books.posted(books.draft(&[("50.00", None)])).id,
    );
    let (one, two) = (items(&books, one)[0], items(&books, two)[0]);
    let accountant = at_api(&books.world, "accountant");
    let settle = |first: Value| {
        let second = json!({"id": two, "amount": "50.00"});
        pay(&books, &accountant, "45.00", &json!({"allocations": [first, second]}))
    };
    // −5.00 would make 50.00 of 45.00.
    let negative = settle(json!({"id": one, "amount": "-5.00", "discount_amount": "10.00"}));
    assert_eq!(told(negative), "allocations.0.amount allocation-below-nothing");
    let more_discount_than_open = settle(json!({"id": one, "discount_amount": "35.00"}));
    assert_eq!(
        told(more_discount_than_open),
        "allocations.0.discount_amount allocation-below-nothing"
    );
    assert_eq!(told(settle(json!({"id": 7}))), "allocations.0.id problem-not-offered");
    let account = books
        .world
        .read(|conn| account::queries::roles(conn, books.company))
        .get(AccountRole::Revenue)
        .unwrap();
    let no_money = pay(&books, &accountant, "1.00", &json!({"account_id": account.raw()}));
    assert_eq!(told(no_money), "account_id payment-account-not-money");
    let nobody = pay(&books, &accountant, "1.00", &json!({"party_id": 7}));
    assert_eq!(told(nobody), "party_id problem-not-offered");
}

#[test]
fn amounts_of_the_books_are_whole_cents_rounded_once() {
    // 1 USD = 0.124996 EUR: 1.00 is 0.12, not 0.13 by way of 0.1250.
    let books = Books::new();
    dollar(&books, "0.124996");
    let accountant = at_api(&books.world, "accountant");
    let usd = |base: Option<&str>| {
        pay(
            &books,
            &accountant,
            "1.00",
            &json!({"currency": "USD", "base_amount": base}),
        )
    };
    let id = made(usd(None));
    let paid = read(&accountant, &format!("/finance/payments/{id}"));
    assert_eq!(paid["base_amount"], "0.12");
    assert_eq!(told(usd(Some("0.125"))), "base_amount amount-too-fine");
    usd(Some("0.13")).expect(200);
    // In the company's own currency there is one amount.
    let own = |base: &str| pay(&books, &accountant, "1.00", &json!({"base_amount": base}));
    assert_eq!(told(own("0.99")), "base_amount payment-base-of-own-currency");
    own("1.00").expect(200);
}

#[test]
fn instalments_share_the_amount_of_the_books_in_whole_cents() {
    // 100.01 USD at 0.8765 are 87.66 EUR (87.658765): 50.01 are 43.834… and 50.00 are 43.825…, so 43.83 and 43.83.
    let books = Books::new();
    dollar(&books, "0.8765");
    let mut draft = books.draft(&[("100.01", None)]);
    draft.payment_term = Some(masters::halves(&books.world));
    draft.currency = "USD".to_owned();
    let invoice = books.posted(draft).id;
    let accountant = at_api(&books.world, "accountant");
    let bases: Vec<Value> = items(&books, invoice)
        .iter()
        .map(|item| read(&accountant, &format!("/finance/open-items/{item}"))["base_amount"].clone())
        .collect();
    assert_eq!(bases, ["43.83", "43.83"]);
}

#[test]
fn a_closed_month_keeps_what_was_open_in_it() {
    let books = Books::new();
    let mut draft = books.draft(&[("100.00", None)]);
    (draft.invoice_date, draft.supply_date) = (day("2026-05-10"), day("2026-05-10"));
    let invoice = books.posted(draft).id;
    let paid = books.pay(NewPayment {
        oldest_first: false,
        ..books.payment("100.00", "2026-05-12")
    });
    let (debit, credit) = (items(&books, invoice)[0], items(&books, paid.id)[0]);
    let accountant = at_api(&books.world, "accountant");
    let settle = |on: &str, amount: &str| {
        let body =
            json!({"allocation_date": on, "oldest_first": false, "allocations": [{"id": debit, "amount": amount}]});
        accountant.api(&format!("/finance/open-items/{credit}/allocate"), &body)
    };
    settle("2026-05-20", "30.00").expect(200);
    let allocation = books
        .world
        .read(|conn| open_item::queries::of_items(conn, &[debit.into()]))[0]
        .id;
    books.world.set_month(books.company, "2026-05-10", PeriodState::Closed);
    assert_eq!(told(settle("2026-05-21", "70.00")), "allocation_date period-closed");
    let undo = |on: &str| {
        accountant.api(
            &format!("/finance/allocations/{allocation}/undo"),
            &json!({"undo_date": on}),
        )
    };
    assert_eq!(told(undo("2026-05-21")), "undo_date period-closed");
    settle("2026-06-02", "70.00").expect(200);
    undo("2026-06-03").expect(200);
}

#[test]
fn a_claim_that_is_written_off_is_no_money_received() {
    // 100.00 come in, 50.00 are given up: 100.00 were received.
    let books = Books::new();
    books.posted(books.draft(&[("150.00", None)]));
    books.pay(books.payment("100.00", "2026-06-12"));
    let company = books.company;
    let roles = books.world.read(|conn| account::queries::roles(conn, company));
    books.pay(NewPayment {
        account_id: roles.find(AccountRole::WriteOff),
        write_off_reason: Some("Insolvent".to_owned()),
        ..books.payment("50.00", "2026-06-12")
    });
    let page = books.world.sign_in("accountant").get("/finance").expect(200);
    page.must_show("100.00");
    assert!(!page.shows("150.00"), "{}", page.visible());
    // The list behind the figure has the same.
    let list = books
        .world
        .sign_in("accountant")
        .get("/finance/payments?view=all&direction=in&date.from=2026-06-01&date.to=2026-06-15&is_money=yes")
        .expect(200);
    assert!(list.shows("100.00") && !list.shows("150.00"), "{}", list.visible());
}

#[test]
fn a_statement_of_more_than_it_lists_still_ends_with_all_of_it() {
    // 5,002 postings of 1.00: 5,000 are listed, 5,002.00 are owed.
    let books = Books::new();
    let invoice = books.posted(books.draft(&[("1.00", None)])).id;
    let item = items(&books, invoice)[0];
    books.world.breaks_laws_on_purpose();
    books.world.behind_its_back(&format!(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5001) \
         INSERT INTO open_item (id, company_id, party_id, account_id, journal_entry_line_id, origin_kind, origin_id, \
         document_number, posting_date, due_date, currency, amount, base_amount, open_amount, open_base_amount) \
         SELECT o.id + n.i, o.company_id, o.party_id, o.account_id, o.journal_entry_line_id, o.origin_kind, \
         o.origin_id + n.i, o.document_number, o.posting_date, o.due_date, o.currency, o.amount, o.base_amount, \
         o.open_amount, o.open_base_amount FROM open_item o, n WHERE o.id = {item}"
    ));
    let accountant = books.world.sign_in("accountant");
    let url = format!(
        "/finance/statements?party={}&start=2026-06-01&end=2026-06-30",
        books.customer
    );
    let page = accountant.get(&url).expect(200);
    page.must_show("5,002.00");
    page.must_show("Only the first 5,000 postings are listed");
}
