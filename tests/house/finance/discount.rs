//! A discount for paying early: offered when the payment is entered, booked with its tax, within what was agreed.
use crate::client::Client;
use crate::client::token_of;
use crate::finance::books::Books;
use crate::finance::books::day;
use crate::finance::books::money;
use serde_json::Value;
use serde_json::json;
use tenon::finance::invoice::Invoice;
use tenon::finance::invoice::InvoiceState;
use tenon::finance::payment;
use tenon::finance::payment::AllocateTo;
use tenon::finance::payment::NewPayment;
use tenon::finance::payment::ReversePayment;
use tenon::ids::OpenItemId;
use tenon::ids::TaxCodeId;
use tenon::ledger::open_item;
use tenon::permission::Permission;

/// Invoiced on 10 June at 2 % within 14 days: until 24 June.
fn invoiced(books: &Books, lines: &[(&str, Option<TaxCodeId>)]) -> (Invoice, OpenItemId) {
    let mut draft = books.draft(lines);
    draft.payment_term = Some(books.term("S14"));
    let invoice = books.posted(draft);
    let id = invoice.id;
    let items = books.world.read(|conn| open_item::queries::of_origin(conn, id.into()));
    (invoice, items[0].id)
}

fn paying(books: &Books, amount: &str, on: &str, (item, discount): (OpenItemId, &str)) -> NewPayment {
    NewPayment {
        oldest_first: false,
        allocations: vec![AllocateTo {
            id: item,
            amount: None,
            discount_amount: Some(money(discount)),
        }],
        ..books.payment(amount, on)
    }
}

#[test]
fn the_discount_goes_to_its_account_and_takes_its_part_of_each_tax_back() {
    // 100.00 at 19 % and 100.00 at 7 %: 226.00; 2 % are 4.52, of which 0.38 and 0.14 are tax.
    let books = Books::new();
    let (invoice, item) = invoiced(&books, &[("100.00", Some(books.vat19)), ("100.00", Some(books.vat7))]);
    let offer = (invoice.discount_date, invoice.discount_amount);
    assert_eq!(offer, (Some(day("2026-06-24")), money("4.52")));
    let paid = books.pay(paying(&books, "221.48", "2026-06-24", (item, "4.52")));
    assert_eq!(
        books.entries(paid.id),
        [
            "credit Trade receivables 226.00 | debit Cash at bank 221.48 | debit Discounts for early payment 4.00 \
          | debit Output tax payable 0.38 | debit Output tax payable 0.14"
        ]
    );
    assert_eq!(books.invoice(invoice.id).state, InvoiceState::Paid);
    assert_eq!((paid.open_amount, paid.discount_amount), (money("0"), money("4.52")));
    assert_eq!(books.items(paid.id), ["2026-06-24 -226.00 0.00"]);
}

#[test]
fn a_part_of_the_invoice_takes_a_part_of_the_discount_and_the_rest_may_follow() {
    // 119.00 with 2.38 on offer. 58.31 and 1.19 settle half; of the other half 1.19 are still on offer.
    let books = Books::new();
    let (invoice, item) = invoiced(&books, &[("100.00", Some(books.vat19))]);
    let mut first = paying(&books, "58.31", "2026-06-12", (item, "1.19"));
    first.allocations[0].amount = Some(money("58.31"));
    books.pay(first);
    assert_eq!(books.invoice(invoice.id).open_amount, money("59.50"));
    let page = books
        .world
        .sign_in("accountant")
        .get(&format!("/finance/payments/new?invoice_id={}", invoice.id));
    page.expect(200).must_show("€ 1.19 until 24 Jun");
    books.pay(paying(&books, "58.31", "2026-06-15", (item, "1.19")));
    assert_eq!(books.invoice(invoice.id).state, InvoiceState::Paid);
}

#[test]
fn what_was_granted_by_hand_is_not_offered_again() {
    // 119.00 with 2.38 on offer. The accountant grants 2.00 with 57.12: 59.88 stay open, of which 2 % would be 1.20, but
    // only 0.38 are left of what was agreed.
    let books = Books::new();
    let (invoice, item) = invoiced(&books, &[("100.00", Some(books.vat19))]);
    let mut first = paying(&books, "57.12", "2026-06-12", (item, "2.00"));
    first.allocations[0].amount = Some(money("57.12"));
    let first = books.pay(first);
    assert_eq!(books.invoice(invoice.id).open_amount, money("59.88"));
    let form = format!("/finance/payments/new?invoice_id={}", invoice.id);
    let accountant = books.world.sign_in("accountant");
    let page = accountant.get(&form).expect(200);
    page.must_show("€ 0.38 until 24 Jun");
    assert_eq!(page.input("amount").as_deref(), Some("59.5"));
    let company = books.company;
    let clerk = [Permission::PaymentRead, Permission::PaymentPost];
    let too_much = paying(&books, "58.68", "2026-06-15", (item, "1.20"));
    let refused = books.refusal_of(&clerk, move |tx| payment::ops::post(tx, company, &too_much));
    assert_eq!(refused, "discount-not-offered");
    // Taken back, it is on offer again as a whole.
    let how = ReversePayment {
        reversal_date: Some(day("2026-06-13")),
        reason: None,
    };
    books
        .world
        .write(move |tx| payment::ops::reverse(tx, first.id, 1, &how));
    accountant.get(&form).expect(200).must_show("€ 2.38 until 24 Jun");
    let mut again = paying(&books, "57.12", "2026-06-13", (item, "2.00"));
    again.allocations[0].amount = Some(money("57.12"));
    books.pay(again);
    books.pay(paying(&books, "59.50", "2026-06-15", (item, "0.38")));
    assert_eq!(books.invoice(invoice.id).state, InvoiceState::Paid);
}

#[test]
fn more_or_later_than_offered_is_the_accountant_s_to_grant() {
    let books = Books::new();
    let (invoice, item) = invoiced(&books, &[("100.00", Some(books.vat19))]);
    let company = books.company;
    for (amount, on, discount) in [("116.61", "2026-06-24", "2.39"), ("116.62", "2026-06-25", "2.38")] {
        let new = paying(&books, amount, on, (item, discount));
        let refused = books.refusal_of(&[Permission::PaymentRead, Permission::PaymentPost], move |tx| {
            payment::ops::post(tx, company, &new)
        });
        assert_eq!(refused, "discount-not-offered", "{discount} on {on}");
    }
    let paid = books.pay(paying(&books, "116.62", "2026-06-25", (item, "2.38")));
    assert_eq!(paid.discount_amount, money("2.38"));
    assert_eq!(books.invoice(invoice.id).state, InvoiceState::Paid);
}

#[test]
fn what_is_no_invoice_and_what_was_allocated_later_takes_none() {
    let books = Books::new();
    let (_, item) = invoiced(&books, &[("100.00", Some(books.vat19))]);
    let company = books.company;
    let negative = paying(&books, "100.00", "2026-06-12", (item, "-1.00"));
    assert_eq!(
        books.refusal(move |tx| payment::ops::post(tx, company, &negative)),
        "discount-not-an-amount"
    );
    let fine = paying(&books, "100.00", "2026-06-12", (item, "1.001"));
    assert_eq!(
        books.refusal(move |tx| payment::ops::post(tx, company, &fine)),
        "discount-not-an-amount"
    );
    let on_account = books.pay(NewPayment {
        oldest_first: false,
        ..books.payment("116.62", "2026-06-12")
    });
    let own = books
        .world
        .read(|conn| open_item::queries::of_origin(conn, on_account.id.into()))[0]
        .id;
    let later = payment::NewAllocation {
        allocation_date: None,
        oldest_first: false,
        allocations: paying(&books, "1", "2026-06-12", (item, "2.38")).allocations,
    };
    assert_eq!(
        books.refusal(move |tx| payment::ops::allocate(tx, own, &later)),
        "discount-only-with-payment"
    );
}

#[test]
fn a_payment_with_a_discount_is_taken_back_as_a_whole() {
    let books = Books::new();
    let (invoice, item) = invoiced(&books, &[("100.00", Some(books.vat19))]);
    let paid = books.pay(paying(&books, "116.62", "2026-06-20", (item, "2.38")));
    let allocations = books.world.read(|conn| open_item::queries::of_items(conn, &[item]));
    let allocation = allocations[0].id;
    assert_eq!(
        books.refusal(move |tx| payment::ops::undo(tx, allocation, None)),
        "allocation-with-discount"
    );
    let how = ReversePayment {
        reversal_date: Some(day("2026-06-21")),
        reason: None,
    };
    books.world.write(move |tx| payment::ops::reverse(tx, paid.id, 1, &how));
    assert_eq!(
        books.entries(paid.id)[1],
        "debit Trade receivables 119.00 | credit Cash at bank 116.62 | credit Discounts for early payment 2.00 \
         | credit Output tax payable 0.38"
    );
    let open = books.invoice(invoice.id);
    assert_eq!((open.state, open.open_amount), (InvoiceState::Posted, money("119.00")));
    let checked = books.world.read(tenon::setup::check::queries::run);
    assert!(checked.iter().all(tenon::setup::check::Checked::holds));
}

#[test]
fn the_form_offers_it_filled_in_and_the_api_says_what_was_taken() {
    let books = Books::new();
    let (invoice, item) = invoiced(&books, &[("100.00", Some(books.vat19))]);
    let accountant = books.world.sign_in("accountant");
    let form = accountant
        .get(&format!("/finance/payments/new?invoice_id={}", invoice.id))
        .expect(200);
    form.must_show("€ 2.38 until 24 Jun");
    assert_eq!(form.input("amount").as_deref(), Some("116.62"));
    assert_eq!(form.input("allocations.0.amount").as_deref(), Some("116.62"));
    assert_eq!(form.input("allocations.0.discount_amount").as_deref(), Some("2.38"));
    let (customer, id) = (books.customer.to_string(), item.to_string());
    let paid = accountant.post(
        "/finance/payments",
        &[
            ("party_id", &customer),
            ("direction", "in"),
            ("payment_date", "2026-06-15"),
            ("currency", "EUR"),
            ("amount", "116.62"),
            ("oldest_first", "no"),
            ("allocations.0.id", &id),
            ("allocations.0.amount", "116.62"),
            ("allocations.0.discount_amount", "2.38"),
        ],
    );
    let url = format!("/finance/payments/{}", paid.expect(303).id());
    let page = accountant.get(&url).expect(200);
    page.must_show("Discount for early payment € 2.38");
    accountant
        .get(&format!("{url}/print"))
        .expect(200)
        .must_show("Discount for early payment 2.38");
    let program = Client::with_token(&books.world.address, &token_of(&accountant));
    let answer: Value = program.api_get(&url).expect(200).json();
    assert_eq!(answer["discount_amount"], json!("2.38"));
    let answer = program
        .api_get(&format!("/finance/open-items/{item}"))
        .expect(200)
        .json();
    assert_eq!(
        (&answer["amount"], &answer["open_amount"]),
        (&json!("119.00"), &json!("0.00"))
    );
    let allocation = books.world.read(|conn| open_item::queries::of_items(conn, &[item]))[0].id;
    let answer = program
        .api_get(&format!("/finance/allocations/{allocation}"))
        .expect(200)
        .json();
    assert_eq!(answer["amount"], json!("119.00"));
}
