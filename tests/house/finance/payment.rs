//! Payments: what they settle, what stays, what is written off, and how they are taken back.
use crate::finance::books::Books;
use crate::finance::books::day;
use crate::finance::books::money;
use crate::masters;
use tenon::finance::credit;
use tenon::finance::invoice::InvoiceState;
use tenon::finance::payment;
use tenon::finance::payment::AllocateTo;
use tenon::finance::payment::Direction;
use tenon::finance::payment::NewAllocation;
use tenon::finance::payment::NewPayment;
use tenon::finance::payment::PaymentState;
use tenon::finance::payment::ReversePayment;
use tenon::ids::CustomerInvoiceId;
use tenon::ids::OpenItemId;
use tenon::ids::Subject;
use tenon::ledger::open_item;

fn item(books: &Books, of: impl Into<Subject>) -> OpenItemId {
    let of = of.into();
    books.world.read(|conn| open_item::queries::of_origin(conn, of))[0].id
}

fn invoice(books: &Books, amount: &str) -> CustomerInvoiceId {
    books.posted(books.draft(&[(amount, None)])).id
}

fn rate(books: &Books, on: &str, amount: &str) {
    masters::rate(&books.world, ("1", "USD"), (amount, "EUR"), on);
}

#[test]
fn a_payment_settles_the_oldest_first_and_the_rest_stays_open() {
    let books = Books::new();
    let (one, two) = (invoice(&books, "30.00"), invoice(&books, "50.00"));
    let paid = books.pay(books.payment("60.00", "2026-06-12"));
    assert_eq!(paid.number, "PAY-2026-00001");
    assert_eq!(
        books.entries(paid.id),
        ["credit Trade receivables 60.00 | debit Cash at bank 60.00"]
    );
    assert_eq!(books.invoice(one).state, InvoiceState::Paid);
    let second = books.invoice(two);
    assert_eq!(
        (second.state, second.open_amount),
        (InvoiceState::Posted, money("20.00"))
    );
    assert!(paid.open_amount.is_zero());
}

#[test]
fn an_overpayment_stays_on_account_and_settles_the_next_invoice() {
    let books = Books::new();
    let first = invoice(&books, "100.00");
    let paid = books.pay(books.payment("130.00", "2026-06-12"));
    assert_eq!(paid.open_amount, money("30.00"));
    assert_eq!(books.items(paid.id), ["2026-06-12 -130.00 -30.00"]);
    let (company, customer) = (books.company, books.customer);
    let standing = |books: &Books| {
        books
            .world
            .read(|conn| credit::queries::standing(conn, company, customer, day("2026-08-01")))
    };
    assert_eq!(standing(&books).open, money("-30.00"));
    let next = invoice(&books, "50.00");
    let (of, to) = (item(&books, paid.id), item(&books, next));
    let new = NewAllocation {
        allocation_date: None,
        oldest_first: false,
        allocations: vec![AllocateTo {
            id: to,
            amount: None,
            discount_amount: None,
        }],
    };
    books.world.write(move |tx| payment::ops::allocate(tx, of, &new));
    assert_eq!(books.invoice(next).open_amount, money("20.00"));
    assert_eq!(books.invoice(first).state, InvoiceState::Paid);
    let standing = standing(&books);
    assert_eq!((standing.open, standing.overdue), (money("20.00"), money("20.00")));
}

#[test]
fn chosen_items_take_chosen_amounts_and_no_more_than_there_is() {
    let books = Books::new();
    let (one, two) = (invoice(&books, "30.00"), invoice(&books, "50.00"));
    let to = |of, amount: &str| AllocateTo {
        id: of,
        amount: Some(money(amount)),
        discount_amount: None,
    };
    let chosen = vec![to(item(&books, two), "45.00"), to(item(&books, one), "15.00")];
    let payment = NewPayment {
        oldest_first: false,
        allocations: chosen,
        ..books.payment("60.00", "2026-06-12")
    };
    books.pay(payment);
    assert_eq!(books.invoice(one).open_amount, money("15.00"));
    assert_eq!(books.invoice(two).open_amount, money("5.00"));
    let company = books.company;
    let too_much = NewPayment {
        oldest_first: false,
        allocations: vec![to(item(&books, one), "15.00")],
        ..books.payment("10.00", "2026-06-12")
    };
    assert_eq!(
        books.refusal(move |tx| payment::ops::post(tx, company, &too_much)),
        "allocation-over-payment"
    );
    let over_open = NewPayment {
        oldest_first: false,
        allocations: vec![to(item(&books, two), "6.00")],
        ..books.payment("10.00", "2026-06-12")
    };
    assert_eq!(
        books.refusal(move |tx| payment::ops::post(tx, company, &over_open)),
        "allocation-over-open"
    );
}

#[test]
fn a_small_difference_is_written_off_with_its_reason() {
    // 100.00 due, 98.00 came: 2.00 go to the account for write-offs, and all is settled.
    let books = Books::new();
    let id = invoice(&books, "100.00");
    let company = books.company;
    let without_reason = NewPayment {
        write_off_amount: Some(money("2.00")),
        ..books.payment("98.00", "2026-06-12")
    };
    let again = without_reason.clone();
    assert_eq!(
        books.refusal(move |tx| payment::ops::post(tx, company, &again)),
        "write-off-needs-reason"
    );
    let paid = books.pay(NewPayment {
        write_off_reason: Some("Bank charges".to_owned()),
        ..without_reason
    });
    assert_eq!(books.invoice(id).state, InvoiceState::Paid);
    assert_eq!(
        books.entries(paid.id),
        [
            "credit Trade receivables 100.00 | debit Cash at bank 98.00 | debit Write-off of debts and small differences 2.00"
        ]
    );
}

#[test]
fn a_payment_at_another_rate_books_gain_or_loss() {
    // 100.00 USD invoiced at 0.90 (90.00 EUR). 40.00 come at 0.95: 38.00 for 36.00, gain 2.00; 60.00 at 0.88: 52.80 for
    // 54.00, loss 1.20.
    let books = Books::new();
    rate(&books, "2026-06-01", "0.90");
    rate(&books, "2026-06-12", "0.95");
    rate(&books, "2026-06-14", "0.88");
    let mut draft = books.draft(&[("100.00", None)]);
    draft.currency = "USD".to_owned();
    let id = books.posted(draft).id;
    let dollars = |amount: &str, on: &str| NewPayment {
        currency: Some("USD".to_owned()),
        ..books.payment(amount, on)
    };
    let first = books.pay(dollars("40.00", "2026-06-12"));
    assert_eq!(
        books.entries(first.id),
        [
            "credit Trade receivables 38.00 | debit Cash at bank 38.00",
            "debit Trade receivables 2.00 | credit Exchange gains 2.00"
        ]
    );
    let second = books.pay(dollars("60.00", "2026-06-14"));
    assert_eq!(
        books.entries(second.id),
        [
            "credit Trade receivables 52.80 | debit Cash at bank 52.80",
            "credit Trade receivables 1.20 | debit Exchange losses 1.20"
        ]
    );
    assert_eq!(books.invoice(id).state, InvoiceState::Paid);
    // 90.00 − 38.00 + 2.00 − 52.80 − 1.20 = 0.
    let (company, customer) = (books.company, books.customer);
    let open = books
        .world
        .read(|conn| open_item::queries::balance_of_party(conn, company, customer));
    assert!(open.is_zero());
}

#[test]
fn a_reversed_payment_opens_what_it_settled() {
    let books = Books::new();
    let id = invoice(&books, "100.00");
    let paid = books.pay(books.payment("100.00", "2026-06-12"));
    let how = ReversePayment {
        reversal_date: Some(day("2026-06-13")),
        reason: Some("Returned by the bank".to_owned()),
    };
    let (payment_id, again) = (paid.id, how.clone());
    books
        .world
        .write(move |tx| payment::ops::reverse(tx, payment_id, 1, &how));
    let paid = books.world.read(|conn| payment::queries::get(conn, payment_id));
    assert_eq!((paid.state, paid.open_amount), (PaymentState::Reversed, money("0")));
    let invoice = books.invoice(id);
    assert_eq!(
        (invoice.state, invoice.open_amount),
        (InvoiceState::Posted, money("100.00"))
    );
    assert_eq!(
        books.entries(payment_id),
        [
            "credit Trade receivables 100.00 | debit Cash at bank 100.00",
            "debit Trade receivables 100.00 | credit Cash at bank 100.00"
        ]
    );
    assert_eq!(
        books.items(payment_id),
        ["2026-06-12 -100.00 0.00", "2026-06-13 100.00 0.00"]
    );
    let said = books.refusal(move |tx| payment::ops::reverse(tx, payment_id, 2, &again));
    assert_eq!(said, "payment-already-reversed");
}

#[test]
fn an_allocation_is_undone_and_made_again() {
    let books = Books::new();
    let id = invoice(&books, "100.00");
    let paid = books.pay(books.payment("100.00", "2026-06-12"));
    let of = item(&books, paid.id);
    let standing = books.world.read(|conn| open_item::queries::standing(conn, &[of]));
    let allocation = standing[0].id;
    books.world.write(move |tx| payment::ops::undo(tx, allocation, None));
    assert_eq!(books.invoice(id).open_amount, money("100.00"));
    let payment_id = paid.id;
    let paid = books.world.read(|conn| payment::queries::get(conn, payment_id));
    assert_eq!(paid.open_amount, money("100.00"));
    let said = books.refusal(move |tx| payment::ops::undo(tx, allocation, None));
    assert!(
        said.starts_with("NotFound") || said == "allocation-already-undone",
        "{said}"
    );
    let new = NewAllocation {
        allocation_date: None,
        oldest_first: true,
        allocations: Vec::new(),
    };
    books.world.write(move |tx| payment::ops::allocate(tx, of, &new));
    assert_eq!(books.invoice(id).state, InvoiceState::Paid);
}

#[test]
fn what_is_paid_back_settles_the_credit() {
    let books = Books::new();
    let over = books.pay(books.payment("30.00", "2026-06-11"));
    let back = NewPayment {
        direction: Some(Direction::Out),
        ..books.payment("30.00", "2026-06-12")
    };
    let back = books.pay(back);
    assert_eq!(
        books.entries(back.id),
        ["debit Trade receivables 30.00 | credit Cash at bank 30.00"]
    );
    let over_id = over.id;
    let over = books.world.read(|conn| payment::queries::get(conn, over_id));
    assert!(over.open_amount.is_zero() && back.open_amount.is_zero());
}

#[test]
fn wrong_amounts_accounts_and_companies_are_refused() {
    let books = Books::new();
    let (company, other) = (books.company, books.world.company("KC"));
    let nothing = books.payment("0", "2026-06-12");
    assert_eq!(
        books.refusal(move |tx| payment::ops::post(tx, company, &nothing)),
        "problem-not-positive"
    );
    let fine = books.payment("1.005", "2026-06-12");
    assert_eq!(
        books.refusal(move |tx| payment::ops::post(tx, company, &fine)),
        "amount-too-fine"
    );
    let roles = books
        .world
        .read(|conn| tenon::ledger::account::queries::roles(conn, company));
    let receivable = roles.get(tenon::ledger::account::AccountRole::Receivable).unwrap();
    let wrong = NewPayment {
        account_id: Some(receivable),
        ..books.payment("1.00", "2026-06-12")
    };
    let foreign = wrong.clone();
    assert_eq!(
        books.refusal(move |tx| payment::ops::post(tx, company, &wrong)),
        "payment-account-not-money"
    );
    let said = books.refusal(move |tx| payment::ops::post(tx, other, &foreign));
    assert_eq!(said, "problem-not-offered");
    // An invoice of one company is not settled by money of another.
    let id = item(&books, invoice(&books, "10.00"));
    let of_other = NewPayment {
        allocations: vec![AllocateTo {
            id,
            amount: None,
            discount_amount: None,
        }],
        ..books.payment("10", "2026-06-12")
    };
    let said = books.refusal(move |tx| payment::ops::post(tx, other, &of_other));
    assert_eq!(said, "problem-not-offered");
}
