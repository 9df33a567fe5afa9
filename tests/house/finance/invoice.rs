//! Invoices and credit notes: what is computed, posted, refused.
use crate::finance::books::Books;
use crate::finance::books::day;
use crate::finance::books::money;
use crate::masters;
use diesel::Connection;
use diesel::connection::SimpleConnection;
use tenon::finance::invoice;
use tenon::finance::invoice::CreditLine;
use tenon::finance::invoice::Invoice;
use tenon::finance::invoice::InvoiceState;
use tenon::finance::invoice::NewCreditNote;
use tenon::ids::CustomerInvoiceId;
use tenon::ids::CustomerInvoiceLineId;
use tenon::ledger::period::PeriodState;
use tenon::migrations;
use tenon_db::Conn;
use tenon_db::Migration;
use tenon_db::migrate;

fn credit(books: &Books, id: CustomerInvoiceId, lines: Vec<CreditLine>) -> Invoice {
    let new = NewCreditNote {
        invoice_date: Some(day("2026-06-12")),
        reason: Some("Damaged".to_owned()),
        lines,
    };
    let id = books.world.write(move |tx| invoice::ops::credit(tx, id, &new));
    books.post(id)
}

fn line_ids(books: &Books, id: CustomerInvoiceId) -> Vec<CustomerInvoiceLineId> {
    let lines = books.world.read(|conn| invoice::queries::lines(conn, id));
    lines.iter().map(|line| line.id).collect()
}

#[test]
fn an_invoice_of_two_rates_posts_receivable_revenue_and_each_tax() {
    // 100.00 at 19 % and 50.00 at 7 %: taxes 19.00 and 3.50, total 172.50.
    let books = Books::new();
    let draft = books.draft(&[("100.00", Some(books.vat19)), ("50.00", Some(books.vat7))]);
    let invoice = books.posted(draft);
    assert_eq!(invoice.number, "INV-2026-00001");
    assert_eq!(
        (invoice.net_amount, invoice.tax_amount),
        (money("150.00"), money("22.50"))
    );
    assert_eq!(invoice.total_amount, money("172.50"));
    assert_eq!(invoice.state, InvoiceState::Posted);
    assert_eq!(invoice.party_name, "Halvorsen Elektro AS");
    assert_eq!(
        invoice.billing_address,
        "Halvorsen Elektro AS\nStrandgaten 4\n5013 Bergen\nNorway"
    );
    assert!(
        invoice.seller_address.contains("24143 Kiel"),
        "{}",
        invoice.seller_address
    );
    assert_eq!(books.items(invoice.id), ["2026-07-10 172.50 172.50"]);
    assert_eq!(
        books.entries(invoice.id),
        [
            "debit Trade receivables 172.50 | credit Revenue from sale of goods 150.00 | credit Output tax payable 19.00 | credit Output tax payable 3.50"
        ]
    );
}

#[test]
fn prices_that_contain_the_tax_are_taken_apart() {
    // Rounded once for the rate: 128.99 ÷ 1.19 = 108.39496 → 108.39, tax 20.60.
    let books = Books::new();
    let inclusive = books.tax_code("INC19", "19", true);
    let invoice = books.posted(books.draft(&[("119.00", Some(inclusive)), ("9.99", Some(inclusive))]));
    assert_eq!(
        (invoice.net_amount, invoice.tax_amount),
        (money("108.39"), money("20.60"))
    );
    assert_eq!(invoice.total_amount, money("128.99"));
    assert_eq!(
        books.entries(invoice.id),
        ["debit Trade receivables 128.99 | credit Revenue from sale of goods 108.39 | credit Output tax payable 20.60"]
    );
}

#[test]
fn instalments_become_open_items_that_add_up() {
    // 100.01 in halves: 50.01 at once (the first takes the odd cent), 50.00 in 30 days.
    let books = Books::new();
    let mut draft = books.draft(&[("100.01", None)]);
    draft.payment_term = Some(masters::halves(&books.world));
    let invoice = books.posted(draft);
    assert_eq!(invoice.payment_term_text, "Half now, half in 30 days");
    assert_eq!(
        books.items(invoice.id),
        ["2026-06-10 50.01 50.01", "2026-07-10 50.00 50.00"]
    );
    assert_eq!(invoice.due_date, day("2026-06-10"));
    // The first instalment is paid: what is due next is the second.
    books.pay(books.payment("50.01", "2026-06-11"));
    let invoice = books.invoice(invoice.id);
    assert_eq!(
        (invoice.due_date, invoice.open_amount),
        (day("2026-07-10"), money("50.00"))
    );
    assert_eq!(invoice.state, InvoiceState::Posted);
}

#[test]
fn a_foreign_invoice_is_booked_at_its_day_s_rate_and_rounding_is_booked_too() {
    // 1 USD = 0.8765 EUR: 100.00 → 87.65, tax 19.00 → 16.65 (16.6535), 0.33 → 0.29 (0.289245), tax 0.06 → 0.05 (0.05259).
    // Net 100.33 → 87.94 (87.939245), tax 19.06 → 16.71 (16.70609), total 119.39 → 104.65 (104.645335).
    let books = Books::new();
    masters::rate(&books.world, ("1", "USD"), ("0.8765", "EUR"), "2026-06-01");
    let mut draft = books.draft(&[("100.00", Some(books.vat19)), ("0.33", Some(books.vat19))]);
    draft.currency = "USD".to_owned();
    let invoice = books.posted(draft);
    assert_eq!(invoice.total_amount, money("119.39"));
    assert_eq!(invoice.base_total_amount, money("104.65"));
    assert_eq!(
        books.entries(invoice.id),
        ["debit Trade receivables 104.65 | credit Revenue from sale of goods 87.94 | credit Output tax payable 16.71"]
    );
    // 87.94 + 16.71 = 104.65: nothing left over here; 7 % of 0.09 makes a difference.
    // 0.50 → 0.44 (0.43825), tax 7 % 0.04 (0.035) → 0.04 (0.03506), total 0.54 → 0.47 (0.47331): one cent over.
    let mut draft = books.draft(&[("0.50", Some(books.vat7))]);
    draft.currency = "USD".to_owned();
    let invoice = books.posted(draft);
    assert_eq!(
        books.entries(invoice.id),
        [
            "debit Trade receivables 0.47 | credit Revenue from sale of goods 0.44 | credit Output tax payable 0.04 | debit Rounding differences 0.01"
        ]
    );
}

#[test]
fn a_credit_note_takes_back_at_the_original_price_and_never_more_than_is_left() {
    // Three pieces at 33.35, 19 %: net 100.05, tax 19.01. One back: 33.35 and 6.34; the other two: 66.70 and 12.67.
    let books = Books::new();
    let mut draft = books.draft(&[]);
    draft.lines = vec![books.line("3", "33.35", Some(books.vat19))];
    let invoice = books.posted(draft);
    assert_eq!(invoice.total_amount, money("119.06"));
    let line = line_ids(&books, invoice.id)[0];
    let some = |quantity: &str| {
        vec![CreditLine {
            id: line,
            quantity: Some(quantity.parse().unwrap()),
        }]
    };
    let first = credit(&books, invoice.id, some("1"));
    assert_eq!(first.number, "CN-2026-00001");
    assert_eq!((first.net_amount, first.tax_amount), (money("33.35"), money("6.34")));
    assert_eq!(
        books.entries(first.id),
        ["credit Trade receivables 39.69 | debit Revenue from sale of goods 33.35 | debit Output tax payable 6.34"]
    );
    // It is set against its invoice at once.
    assert_eq!(first.state, InvoiceState::Paid);
    assert_eq!(books.items(invoice.id), ["2026-07-10 119.06 79.37"]);
    let (id, too_much) = (invoice.id, some("3"));
    let said = books.refusal(move |tx| {
        let new = NewCreditNote {
            invoice_date: None,
            reason: None,
            lines: too_much.clone(),
        };
        invoice::ops::credit(tx, id, &new)
    });
    assert_eq!(said, "credit-over-line");
    let rest = credit(&books, invoice.id, Vec::new());
    assert_eq!((rest.net_amount, rest.tax_amount), (money("66.70"), money("12.67")));
    assert_eq!(books.invoice(invoice.id).state, InvoiceState::Paid);
    let said = books.refusal(move |tx| {
        let new = NewCreditNote {
            invoice_date: None,
            reason: None,
            lines: Vec::new(),
        };
        invoice::ops::credit(tx, id, &new)
    });
    assert_eq!(said, "nothing-left-to-credit");
}

#[test]
fn a_credit_note_of_a_paid_invoice_stays_with_the_customer() {
    let books = Books::new();
    let invoice = books.posted(books.draft(&[("100.00", None)]));
    books.pay(books.payment("100.00", "2026-06-11"));
    assert_eq!(books.invoice(invoice.id).state, InvoiceState::Paid);
    let note = credit(&books, invoice.id, Vec::new());
    assert_eq!((note.state, note.open_amount), (InvoiceState::Posted, money("100.00")));
    assert_eq!(books.items(note.id), ["2026-06-12 -100.00 -100.00"]);
}

#[test]
fn an_invoice_of_nothing_is_settled_from_the_start() {
    let books = Books::new();
    let mut draft = books.draft(&[("100.00", Some(books.vat19))]);
    draft.lines[0].discount_percent = tenon_db::Percent::HUNDRED;
    let invoice = books.posted(draft);
    assert_eq!((invoice.state, invoice.total_amount), (InvoiceState::Paid, money("0")));
    assert!(books.items(invoice.id).is_empty());
}

#[test]
fn posting_is_refused_in_a_closed_period_and_takes_no_number() {
    let books = Books::new();
    let id = books.create(books.draft(&[("100.00", None)]));
    let set_june = |state| books.world.set_month(books.company, "2026-06-10", state);
    set_june(PeriodState::Closed);
    assert_eq!(books.refusal(move |tx| invoice::ops::post(tx, id, 1)), "period-closed");
    set_june(PeriodState::Open);
    assert_eq!(books.post(id).number, "INV-2026-00001");
}

#[test]
fn a_stale_or_posted_draft_is_refused() {
    let books = Books::new();
    let id = books.create(books.draft(&[("100.00", None)]));
    let said = books.refusal(move |tx| invoice::ops::post(tx, id, 7));
    assert!(said.starts_with("Stale"), "{said}");
    books.post(id);
    assert_eq!(
        books.refusal(move |tx| invoice::ops::post(tx, id, 2)),
        "not-in-this-state"
    );
    assert_eq!(
        books.refusal(move |tx| invoice::ops::delete(tx, id, 2)),
        "invoice-is-posted"
    );
}

#[test]
fn a_draft_is_deleted_without_a_trace_in_the_numbers() {
    let books = Books::new();
    let id = books.create(books.draft(&[("100.00", Some(books.vat19))]));
    books.world.write(move |tx| invoice::ops::delete(tx, id, 1));
    assert_eq!(books.posted(books.draft(&[("5.00", None)])).number, "INV-2026-00001");
}

#[test]
fn a_credit_note_is_taken_back_by_the_same_invoice_once_more() {
    let books = Books::new();
    let invoice = books.posted(books.draft(&[("100.00", Some(books.vat19))]));
    let note = credit(&books, invoice.id, Vec::new());
    let again = books.world.write(move |tx| invoice::ops::repeat(tx, note.id));
    let again = books.post(again);
    assert_eq!(
        (again.number.as_str(), again.total_amount),
        ("INV-2026-00002", money("119.00"))
    );
    assert_eq!(again.invoice_date, day("2026-06-15"));
}

#[test]
fn an_empty_or_negative_invoice_is_refused() {
    let books = Books::new();
    let empty = books.draft(&[]);
    assert_eq!(
        books.refusal(move |tx| invoice::ops::create(tx, &empty)),
        "invoice-has-no-lines"
    );
    let negative = books.draft(&[("-10.00", None)]);
    assert_eq!(
        books.refusal(move |tx| invoice::ops::create(tx, &negative)),
        "invoice-total-negative"
    );
    let mut none = books.draft(&[("10.00", None)]);
    none.lines[0].quantity = tenon_db::Quantity::ZERO;
    assert_eq!(
        books.refusal(move |tx| invoice::ops::create(tx, &none)),
        "problem-not-positive"
    );
}

#[test]
fn posted_invoices_outlive_the_migration_that_drops_their_unused_cost() {
    let books = Books::new();
    let invoice = books.posted(books.draft(&[("100.00", Some(books.vat19))]));
    let with_cost = || books.world.tables_with(&["customer_invoice_id", "cost_amount"]);
    assert!(with_cost().is_empty());
    let mut conn = Conn::establish(&books.world.database_url()).unwrap();
    let all = migrations::schema().migrations;
    let drops = |migration: &Migration| migration.name == "20261128_01_invoice_line_cost";
    let later = all.len() - all.iter().position(drops).unwrap();
    migrate::down(&mut conn, &migrations::schema(), later).unwrap();
    assert_eq!(with_cost(), ["customer_invoice_line"]);
    migrate::run(&mut conn, &migrations::schema()).unwrap();
    assert!(with_cost().is_empty());
    let accountant = books.world.sign_in("accountant");
    let page = accountant.get(&format!("/finance/invoices/{}", invoice.id)).expect(200);
    page.must_show("119.00");
    // Its lines are still fixed, and further ones are posted.
    let change = format!(
        "UPDATE customer_invoice_line SET net_amount = 1 WHERE customer_invoice_id = {}",
        invoice.id
    );
    assert!(conn.batch_execute(&change).is_err());
    books.posted(books.draft(&[("50.00", None)]));
}
