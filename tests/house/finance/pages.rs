//! Finance by its doors: lists, forms, paper, reports.
use crate::finance::books::Books;
use crate::finance::books::day;
use crate::finance::books::money;
use crate::masters;
use tenon::finance::ageing;
use tenon::ledger::tax;
use tenon::ledger::tax::TaxKind;

#[test]
fn an_accountant_writes_posts_credits_and_is_paid() {
    let books = Books::new();
    let accountant = books.world.sign_in("accountant");
    let (customer, product) = (books.customer.to_string(), books.service.id.to_string());
    let (unit, tax) = (books.service.unit_id.to_string(), books.vat19.to_string());
    let form = [
        ("party_id", customer.as_str()),
        ("kind", "invoice"),
        ("currency", "EUR"),
        ("invoice_date", "2026-06-10"),
        ("lines.0.product_id", product.as_str()),
        ("lines.0.quantity", "2"),
        ("lines.0.unit_id", unit.as_str()),
        ("lines.0.unit_price", "100"),
        ("lines.0.tax_code_id", tax.as_str()),
    ];
    let id = accountant.post("/finance/invoices", &form).expect(303).id();
    let url = format!("/finance/invoices/{id}");
    let page = accountant.get(&url).expect(200);
    page.must_show("Draft invoice");
    page.must_show("238.00");
    accountant
        .get("/finance/invoices?view=draft")
        .expect(200)
        .must_show("Halvorsen Elektro AS");
    let version = page.input("_version").unwrap();
    accountant
        .post(&format!("{url}/post"), &[("_version", "9")])
        .expect(409);
    accountant
        .post(&format!("{url}/post"), &[("_version", &version)])
        .expect(303);
    let page = accountant.get(&url).expect(200);
    page.must_show("INV-2026-00001");
    page.must_show("Journal entries");
    let paper = accountant.get(&format!("{url}/print")).expect(200);
    for text in [
        "Invoice INV-2026-00001",
        "DE812345678",
        "200.00",
        "38.00",
        "238.00",
        "5013 Bergen",
        "2 ",
    ] {
        paper.must_show(text);
    }
    let form = accountant
        .get(&format!("/finance/payments/new?invoice_id={id}"))
        .expect(200);
    form.must_show("INV-2026-00001");
    let item = form.input("allocations.0.id").unwrap();
    let paid = accountant.post(
        "/finance/payments",
        &[
            ("party_id", &customer),
            ("direction", "in"),
            ("payment_date", "2026-06-12"),
            ("currency", "EUR"),
            ("amount", "200.00"),
            ("oldest_first", "no"),
            ("allocations.0.id", &item),
            ("allocations.0.amount", "200.00"),
        ],
    );
    let payment = paid.expect(303).id();
    accountant
        .get(&format!("/finance/payments/{payment}"))
        .expect(200)
        .must_show("INV-2026-00001");
    accountant
        .get(&format!("/finance/payments/{payment}/print"))
        .expect(200)
        .must_show("PAY-2026-00001");
    accountant.get(&url).expect(200).must_show("€ 38.00 open");
    let form = accountant.get(&format!("{url}/credit")).expect(200);
    let line = form.input("lines.0.id").unwrap();
    let note = accountant.post(
        &format!("{url}/credit"),
        &[
            ("invoice_date", "2026-06-13"),
            ("lines.0.id", &line),
            ("lines.0.quantity", "3"),
        ],
    );
    note.expect(422).must_show("only 2 are left");
    let note = accountant.post(
        &format!("{url}/credit"),
        &[
            ("invoice_date", "2026-06-13"),
            ("lines.0.id", &line),
            ("lines.0.quantity", "1"),
        ],
    );
    let note = note.expect(303).id();
    accountant
        .get(&format!("/finance/invoices/{note}"))
        .expect(200)
        .must_show("Draft credit note");
}

#[test]
fn drafts_are_posted_in_bulk_and_what_cannot_be_says_why() {
    let books = Books::new();
    let good = books.create(books.draft(&[("10.00", None)]));
    let mut late = books.draft(&[("20.00", None)]);
    late.invoice_date = day("2031-01-01");
    let bad = books.create(late);
    let accountant = books.world.sign_in("accountant");
    let ids = [good.to_string(), bad.to_string()];
    let answer = accountant.post("/finance/invoices/bulk/post", &[("id", &ids[0]), ("id", &ids[1])]);
    answer.expect(200).must_show("1 done, 1 not possible");
    assert!(!books.invoice(good).is_draft() && books.invoice(bad).is_draft());
}

#[test]
fn the_ageing_of_any_day_shows_what_was_open_then() {
    // 100.00 of 10 June, due 10 July; 60.00 paid on 20 July. On 15 July: 100.00, 5 days over. On 25 July: 40.00.
    let books = Books::new();
    let invoice = books.posted(books.draft(&[("100.00", None)]));
    books.pay(books.payment("60.00", "2026-07-20"));
    let company = books.company;
    let at = |on: &str| books.world.read(|conn| ageing::queries::ageing(conn, company, day(on)))[0].amounts;
    let zero = money("0");
    assert_eq!(at("2026-07-10"), [zero, money("100.00"), zero, zero, zero, zero]);
    assert_eq!(at("2026-07-15"), [zero, zero, money("100.00"), zero, zero, zero]);
    assert_eq!(at("2026-07-25"), [zero, zero, money("40.00"), zero, zero, zero]);
    assert_eq!(at("2026-10-09"), [zero, zero, zero, zero, zero, money("40.00")]);
    books.pay(books.payment("40.00", "2026-08-01"));
    // Settled since, and still open on the earlier day.
    assert_eq!(at("2026-07-25"), [zero, zero, money("40.00"), zero, zero, zero]);
    let customer = books.customer;
    let items = books
        .world
        .read(|conn| ageing::queries::items(conn, company, customer, day("2026-07-25")));
    assert_eq!(
        (items.len(), items[0].open, items[0].item.document_number.clone()),
        (1, money("40.00"), invoice.number)
    );
    let accountant = books.world.sign_in("accountant");
    let page = accountant.get("/finance/ageing?date=2026-07-25").expect(200);
    page.must_show("Halvorsen Elektro AS");
    page.must_show("40.00");
    let page = accountant
        .get(&format!("/finance/ageing/{customer}?date=2026-07-25"))
        .expect(200);
    page.must_show("INV-2026-00001");
}

#[test]
fn the_statement_runs_from_the_opening_to_the_closing_balance() {
    // 100.00 before; 50.00 invoiced and 120.00 paid within: 100.00 + 50.00 − 120.00 = 30.00.
    let books = Books::new();
    let mut before = books.draft(&[("100.00", None)]);
    before.invoice_date = day("2026-05-10");
    books.posted(before);
    books.posted(books.draft(&[("50.00", None)]));
    books.pay(books.payment("120.00", "2026-06-12"));
    let accountant = books.world.sign_in("accountant");
    let url = format!(
        "/finance/statements?party={}&start=2026-06-01&end=2026-06-30",
        books.customer
    );
    let page = accountant.get(&url).expect(200);
    for text in ["Opening balance", "100.00", "150.00", "30.00", "Closing balance"] {
        page.must_show(text);
    }
    let paper = format!(
        "/finance/statements/{}/print?start=2026-06-01&end=2026-06-30",
        books.customer
    );
    accountant.get(&paper).expect(200).must_show("Statement of account");
}

#[test]
fn the_overview_and_the_lists_open_and_strangers_to_the_company_see_nothing() {
    let books = Books::new();
    let invoice = books.posted(books.draft(&[("100.00", Some(books.vat19))]));
    let accountant = books.world.sign_in("accountant");
    for path in [
        "/finance",
        "/finance/invoices",
        "/finance/invoices?view=overdue",
        "/finance/payments",
        "/finance/payments/new",
        "/finance/open-items",
        "/finance/open-items?view=to-allocate",
        "/finance/invoices/new",
        "/finance/ageing",
        "/finance/statements",
    ] {
        accountant.get(path).expect(200);
    }
    let other = books.world.sign_in("other");
    other.get(&format!("/finance/invoices/{}", invoice.id)).expect(404);
    other
        .get(&format!("/finance/invoices/{}/print", invoice.id))
        .expect(404);
}

/// 119.00 EUR of Nordwerk and 1,050 TWD of 高雄冷凍, both of one customer and due on 10 July.
fn two_companies() -> Books {
    let books = Books::new();
    books.posted(books.draft(&[("100.00", Some(books.vat19))]));
    let theirs = books.world.company("KC");
    let codes = books
        .world
        .read(|conn| tax::queries::choices(conn, theirs, TaxKind::Sale));
    let bt5 = codes.iter().find(|code| code.code == "BT5").unwrap().id;
    let mut draft = books.draft(&[("1000", Some(bt5))]);
    draft.company = theirs;
    draft.currency = "TWD".to_owned();
    books.posted(draft);
    books
}

#[test]
fn reports_over_all_companies_keep_each_in_its_currency_and_the_overview_adds_them_up() {
    let books = two_companies();
    let admin = books.world.sign_in("admin");
    let customer = books.customer;
    let one = admin.get("/finance/ageing?company=NW&date=2026-07-15").expect(200);
    one.must_show("€ 119.00");
    assert!(!one.shows("1,050"));
    admin.post("/me/company", &[("company", "all")]).expect(303);
    let all = admin.get("/finance/ageing?date=2026-07-15").expect(200);
    for text in [
        "Nordwerk GmbH € 119.00",
        "NT$ 1,050",
        "2 companies, each in its own currency",
    ] {
        all.must_show(text);
    }
    let drill = format!("/finance/ageing/{customer}?date=2026-07-15&company=KC");
    assert!(all.text.contains(&drill.replace('&', "&#38;")), "{}", all.text);
    let items = admin.get(&drill).expect(200);
    items.must_show("1,050");
    assert!(!items.shows("119.00"));
    let both = admin
        .get(&format!("/finance/ageing/{customer}?date=2026-07-15"))
        .expect(200);
    both.must_show("119.00");
    both.must_show("1,050");
    let csv = admin.get("/finance/ageing?date=2026-07-15&format=csv").expect(200).text;
    assert_eq!(csv.lines().count(), 3, "{csv}");
    let days = "start=2026-06-01&end=2026-06-30";
    let statement = admin
        .get(&format!("/finance/statements?party={customer}&{days}"))
        .expect(200);
    for text in ["119.00", "1,050", "Print: Nordwerk GmbH", "Print: 高雄冷凍"] {
        statement.must_show(text);
    }
}

#[test]
fn the_overview_of_several_companies_is_in_one_currency_and_names_what_it_leaves_out() {
    let books = two_companies();
    let admin = books.world.sign_in("admin");
    // The first company is 高雄冷凍: there is no rate from EUR to TWD, so Nordwerk is left out and named.
    admin.post("/me/company", &[("company", "all")]).expect(303);
    let overview = admin.get("/finance").expect(200);
    overview.must_show("Left out, because there is no exchange rate to TWD: Nordwerk GmbH.");
    overview.must_show("NT$ 1,050");
    for worth in [("0.8", "EUR"), ("28", "TWD")] {
        masters::rate(&books.world, ("1", "USD"), worth, "2026-06-01");
    }
    // By way of the dollar a euro is worth 28 ÷ 0.8 = 35: 1,050 + 119.00 × 35 = 5,215.
    let overview = admin.get("/finance").expect(200);
    overview.must_show("2 companies, in TWD at the rates of 15 Jun");
    overview.must_show("NT$ 5,215");
    // Who is of one company sees one.
    let own = books.world.sign_in("accountant").get("/finance").expect(200);
    own.must_show("€ 119.00");
    assert!(!own.shows("companies, in"));
}
