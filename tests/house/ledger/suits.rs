//! What suits what: accounts their roles, tax codes the lines of a sale, each refused at its field.
use crate::client::Client;
use crate::client::new_key;
use crate::finance::books::Books;
use crate::finance::books::day;
use crate::finance::books::money;
use crate::finance::people::at_api;
use crate::finance::people::at_version;
use crate::finance::people::made;
use crate::finance::people::told;
use serde_json::Value;
use serde_json::json;
use tenon::ledger::account;
use tenon::ledger::account::AccountRole;
use tenon::ledger::entry;
use tenon::ledger::entry::EntryLine;
use tenon::setup::founding;
use tenon::setup::founding::Founding;

fn account_of(books: &Books, role: AccountRole) -> i64 {
    let company = books.company;
    let roles = books.world.read(|conn| account::queries::roles(conn, company));
    roles.get(role).unwrap().raw()
}

fn opened(by: &Client, code: &str, kind: &str, control: &str) -> i64 {
    let body = json!({"code": code, "name": code, "kind": kind, "control": control});
    made(by.api("/finance/accounts", &body))
}

#[test]
fn a_role_takes_an_account_that_suits_it_and_only_once_nothing_waits_on_the_old_one() {
    let books = Books::new();
    let accountant = at_api(&books.world, "accountant");
    let name = |role: &str, account: i64| {
        let first = json!({"role": "cash", "account_id": account_of(&books, AccountRole::Cash)});
        let body = json!({"roles": [first, {"role": role, "account_id": account}]});
        accountant.api("/setup/account-roles", &body)
    };
    let revenue = account_of(&books, AccountRole::Revenue);
    let bank = account_of(&books, AccountRole::Bank);
    for (role, account) in [
        ("receivable", bank),
        ("bank", revenue),
        ("revenue", bank),
        ("inventory", bank),
    ] {
        assert_eq!(
            told(name(role, account)),
            "roles.1.account_id account-does-not-suit-role",
            "{role}"
        );
    }
    let other = opened(&accountant, "1290", "asset", "receivable");
    // 100.00 wait on the old account; paid, nothing does.
    books.posted(books.draft(&[("100.00", None)]));
    assert_eq!(
        told(name("receivable", other)),
        "roles.1.account_id account-role-is-open"
    );
    books.pay(books.payment("100.00", "2026-06-12"));
    name("receivable", other).expect(200);
    let invoice = books.posted(books.draft(&[("40.00", None)]));
    assert_eq!(
        books.entries(invoice.id),
        ["debit 1290 40.00 | credit Revenue from sale of goods 40.00"]
    );
}

fn archive(by: &Client, code: i64) {
    at_version(by, &format!("/setup/tax-codes/{code}"), "/archive", &json!({})).expect(200);
}

#[test]
fn a_sale_is_taxed_by_a_code_for_sales_that_is_in_use() {
    let books = Books::new();
    let accountant = at_api(&books.world, "accountant");
    let sales = at_api(&books.world, "sales");
    let company = books.company;
    let component = json!({
        "name": "Input tax", "account_id": account_of(&books, AccountRole::TaxReceivable), "is_compound": false,
        "rates": [{"start_date": "2020-01-01", "rate_percent": "19"}],
    });
    let code = json!({
        "code": "IN19", "name": "Input tax 19 %", "kind": "purchase", "is_inclusive": false, "components": [component],
    });
    let purchase = made(accountant.api("/setup/tax-codes", &code));
    let lines = |code: Option<i64>| {
        let line = |code: Option<i64>| json!({"product_id": books.service.id.raw(), "quantity": "1", "unit_price": "10", "tax_code_id": code});
        json!([line(Some(books.vat7.raw())), line(code)])
    };
    let invoice = |code: Option<i64>| {
        let body = json!({"party_id": books.customer.raw(), "reason": "by hand", "lines": lines(code)});
        accountant.api("/finance/invoices", &body)
    };
    let order = |code: Option<i64>| {
        let body = json!({"company_id": company.raw(), "party_id": books.customer.raw(), "lines": lines(code)});
        sales.api("/orders/sales-orders", &body)
    };
    for refused in [invoice(Some(purchase)), order(Some(purchase))] {
        assert_eq!(told(refused), "lines.1.tax_code_id tax-code-not-for-sales");
    }
    let rule = |code: i64| {
        let rules = json!([{"tax_class": "reduced", "tax_code_id": books.vat7.raw()}, {"tax_class": "standard", "tax_code_id": code}]);
        let body: Value = json!({"code": "ABROAD", "name": "Abroad", "rules": rules});
        accountant.api("/setup/tax-positions", &body)
    };
    assert_eq!(told(rule(purchase)), "rules.1.tax_code_id problem-not-offered");
    // An order is agreed at 19 %; the code is archived before it is invoiced.
    let vat19 = books.vat19.raw();
    let agreed = made(order(Some(vat19)));
    let path = format!("/orders/sales-orders/{agreed}");
    at_version(&sales, &path, "/confirm", &json!({})).expect(200);
    archive(&accountant, vat19);
    for refused in [invoice(Some(vat19)), order(Some(vat19)), order(None)] {
        assert_eq!(told(refused), "lines.1.tax_code_id tax-code-archived");
    }
    assert_eq!(told(rule(vat19)), "rules.1.tax_code_id problem-not-offered");
    // 10.00 at 7 % and 10.00 at 19 %, as agreed.
    let billed = made(accountant.api(&format!("{path}/invoice"), &json!({})));
    let billed = accountant
        .api_get(&format!("/finance/invoices/{billed}"))
        .expect(200)
        .json();
    assert_eq!(billed["tax_amount"], "2.60");
}

#[test]
fn an_entry_by_hand_is_told_which_line_and_which_field() {
    let books = Books::new();
    let accountant = at_api(&books.world, "accountant");
    let (bank, cash) = (
        account_of(&books, AccountRole::Bank),
        account_of(&books, AccountRole::Cash),
    );
    let entry = |second: Value, on: &str| {
        let mut line = json!({"account_id": cash, "credit": "10.00"});
        line.as_object_mut()
            .unwrap()
            .extend(second.as_object().unwrap().clone());
        let lines = json!([{"account_id": bank, "debit": "10.00"}, line]);
        let body = json!({"posting_date": on, "description": "by hand", "lines": lines});
        accountant.api("/finance/journal-entries", &body)
    };
    let (on, receivable) = ("2026-06-12", account_of(&books, AccountRole::Receivable));
    for (second, expected) in [
        (json!({"account_id": 7}), "lines.1.account_id problem-not-offered"),
        (
            json!({"account_id": receivable}),
            "lines.1.account_id account-is-controlled",
        ),
        (json!({"party_id": 7}), "lines.1.party_id problem-not-offered"),
        (
            json!({"cost_center_id": 7}),
            "lines.1.cost_center_id problem-not-offered",
        ),
    ] {
        assert_eq!(told(entry(second, on)), expected);
    }
    assert_eq!(told(entry(json!({}), "2031-01-01")), "posting_date period-missing");
    entry(json!({}), on).expect(200);
}

#[test]
fn a_period_closes_at_the_version_it_was_seen_at() {
    let books = Books::new();
    let accountant = at_api(&books.world, "accountant");
    let january = books.world.month(books.company, "2025-01-10");
    let step = |action: &str, version: &str| {
        let headers = [("idempotency-key", new_key()), ("if-match", version.to_owned())];
        let headers = headers.each_ref().map(|(name, value)| (*name, value.as_str()));
        let path = format!("/setup/fiscal-periods/{january}/{action}");
        accountant.api_with(&path, &json!({}), &headers)
    };
    step("close", "1").expect(200);
    // Somebody else opened and closed it in between.
    step("open", "1").expect(409);
    step("open", "2").expect(200);
}

#[test]
fn a_rate_begins_after_what_is_posted_at_its_code() {
    let books = Books::new();
    let accountant = at_api(&books.world, "accountant");
    // Supplied on 10 June at 19 %.
    books.posted(books.draft(&[("100.00", Some(books.vat19))]));
    let path = format!("/setup/tax-codes/{}", books.vat19);
    let code = accountant.api_get(&path).expect(200).json();
    let component = code["components"][0]["id"].clone();
    let rate = |from: &str| {
        let body = json!({"tax_component_id": component, "start_date": from, "rate_percent": "20"});
        accountant.api(&format!("{path}/rate"), &body)
    };
    assert_eq!(told(rate("2026-06-10")), "start_date tax-rate-before-documents");
    rate("2026-06-11").expect(200);
    let mut later = books.draft(&[("100.00", Some(books.vat19))]);
    (later.invoice_date, later.supply_date) = (day("2026-06-12"), day("2026-06-12"));
    assert_eq!(books.posted(later).tax_amount, money("20.00"));
}

#[test]
fn each_company_s_result_begins_with_its_own_year() {
    // Nordwerk's year begins in January, the sister's in July. Rent of 70.00 in September 2025 is of Nordwerk's year
    // before and of the sister's running one.
    let books = Books::new();
    let admin = books.world.sign_in("admin");
    let nordwerk = books.company;
    let sister = books.world.write(|tx| {
        let founding = Founding {
            code: "ND".to_owned(),
            name: "Norddienst GmbH".to_owned(),
            country: "DE".to_owned(),
            currency: None,
            chart: None,
            fiscal_year_start_month: Some(7),
            language: Some("en".to_owned()),
            street: None,
            postal_code: None,
            city: None,
            tax_number: None,
            first_year: 2025,
            year_count: 2,
        };
        founding::ops::found(tx, &founding)
    });
    for company in [nordwerk, sister] {
        books.world.write(move |tx| {
            let roles = account::queries::roles(tx.conn, company)?;
            let line = |role: AccountRole, amount: &str| {
                Ok::<_, tenon::kernel::error::Error>(EntryLine::signed(roles.get(role)?, money(amount), "EUR"))
            };
            let lines = [
                line(AccountRole::RoundingDifference, "70.00")?,
                line(AccountRole::Bank, "-70.00")?,
            ];
            entry::ops::post_by_hand(tx, company, day("2025-09-10"), "Rent", &lines)
        });
    }
    admin.post("/me/company", &[("company", "all")]).expect(303);
    let rounding = |from: &str, to: &str| -> Vec<String> {
        let url = format!("/finance/trial-balance?from={from}&date={to}&format=csv");
        let csv = admin.get(&url).expect(200).text;
        csv.lines()
            .filter(|line| line.contains("Rounding differences"))
            .map(str::to_owned)
            .collect()
    };
    let in_may = rounding("2026-05-01", "2026-05-31");
    assert!(in_may.len() == 1 && in_may[0].contains("70.00"), "{in_may:?}");
    // In March 2027 the sister is in her second year, and Nordwerk in none: it begins on the first of January.
    assert_eq!(rounding("2027-03-01", "2027-03-31"), Vec::<String>::new());
}
