//! Payment terms, accounts, taxes and currencies by their forms: right, wrong, stale, archived, deleted.
use crate::client::Client;
use crate::client::token_of;
use crate::world::World;
use serde_json::json;

#[test]
fn payment_terms_are_made_changed_archived_and_deleted() {
    let world = World::new();
    let accountant = world.sign_in("accountant");
    let form = accountant.get("/setup/payment-terms/new").expect(200);
    assert_eq!(form.input("instalments.0.share_percent").as_deref(), Some("100"));
    let two = [
        ("code", "HALVES"),
        ("name", "Half now, half in 30 days"),
        ("instalments.0.share_percent", "50"),
        ("instalments.0.day_count", "0"),
        ("instalments.0.is_end_of_month", "no"),
        ("instalments.1.share_percent", "50"),
        ("instalments.1.day_count", "30"),
        ("instalments.1.is_end_of_month", "no"),
        ("instalments.2.is_end_of_month", "no"),
    ];
    let id = accountant.post("/setup/payment-terms", &two).expect(303).id();
    let url = format!("/setup/payment-terms/{id}");
    accountant.get(&url).expect(200).must_show("Half now, half in 30 days");
    // 90 % are not all of it.
    let mut short = two.to_vec();
    short[2] = ("instalments.0.share_percent", "40");
    let refused = accountant.post("/setup/payment-terms", &short).expect(422);
    refused.must_show("is already in use");
    short[0] = ("code", "OTHER");
    accountant
        .post("/setup/payment-terms", &short)
        .expect(422)
        .must_show("the shares have to be 100 % together");

    let edited = [&two[..1], &[("name", "Half and half"), ("_version", "1")], &two[2..8]].concat();
    accountant.post(&url, &edited).expect(303);
    // Somebody saved first: both sides are shown, and the second save goes through.
    let mine = [&two[..1], &[("name", "Mine"), ("_version", "1")], &two[2..8]].concat();
    let stale = accountant.post(&url, &mine).expect(409);
    stale.must_show("Half and half");
    stale.must_show("Mine");
    let settled = [
        &two[..1],
        &[
            ("name", "Mine"),
            ("_version", "2"),
            ("_take.name", "theirs"),
            ("_theirs.name", "Half and half"),
        ],
        &two[2..8],
    ]
    .concat();
    accountant.post(&url, &settled).expect(303);
    accountant.get(&url).expect(200).must_show("Half and half");

    accountant
        .post(&format!("{url}/archive"), &[("_version", "3")])
        .expect(303);
    accountant
        .get("/setup/payment-terms?view=archived")
        .expect(200)
        .must_show("Half and half");
    accountant
        .post(&format!("{url}/delete"), &[("_version", "4")])
        .expect(303);
    accountant.get(&url).expect(404);
}

#[test]
fn a_line_more_is_asked_for_without_scripts_and_nothing_is_saved() {
    let world = World::new();
    let accountant = world.sign_in("accountant");
    let typed = [
        ("code", "X"),
        ("instalments.0.share_percent", "60"),
        ("add_line", "instalments"),
    ];
    let again = accountant.post("/setup/payment-terms", &typed).expect(200);
    assert_eq!(again.input("instalments.0.share_percent").as_deref(), Some("60"));
    assert_eq!(again.input("instalments.1.share_percent").as_deref(), Some(""));
}

#[test]
fn an_account_of_another_company_is_as_unknown() {
    let world = World::new();
    let kaohsiung = world.company("KC");
    let admin = world.sign_in("admin");
    let csv = admin
        .get(&format!("/finance/accounts?company={kaohsiung}&view=all"))
        .expect(200)
        .text
        .clone();
    let id = csv
        .split("href=\"/finance/accounts/")
        .filter_map(|rest| rest.split('"').next())
        .find(|id| id.parse::<i64>().is_ok())
        .unwrap()
        .to_owned();
    admin.get(&format!("/finance/accounts/{id}")).expect(200);
    let accountant = world.sign_in("accountant");
    accountant.get(&format!("/finance/accounts/{id}")).expect(404);
    accountant
        .post(&format!("/finance/accounts/{id}/archive"), &[("_version", "1")])
        .expect(404);
}

#[test]
fn a_second_exchange_rate_of_a_day_is_refused_at_both_doors_and_the_first_can_be_corrected() {
    let world = World::new();
    let accountant = world.sign_in("accountant");
    let program = Client::with_token(&world.address, &token_of(&accountant));
    let body = |amount: &str| json!({"currency": "JPY", "base_currency": "EUR", "rate_date": "2026-06-01", "unit_count": "100", "amount": amount});
    let form = |amount: &'static str| {
        [
            ("currency", "JPY"),
            ("base_currency", "EUR"),
            ("rate_date", "2026-06-01"),
            ("unit_count", "100"),
            ("amount", amount),
        ]
    };
    // Both at once: one of them is first.
    let answers: Vec<u16> = std::thread::scope(|scope| {
        let by_page = scope.spawn(|| accountant.post("/setup/exchange-rates", &form("0.61")).status);
        let by_program = scope.spawn(|| program.api("/setup/exchange-rates", &body("0.62")).status);
        vec![by_page.join().unwrap(), by_program.join().unwrap()]
    });
    let is_refused = |status: &u16| *status == 422;
    assert_eq!(
        answers.iter().filter(|status| is_refused(status)).count(),
        1,
        "{answers:?}"
    );
    assert!(answers.iter().all(|status| *status < 500), "{answers:?}");
    let there = if is_refused(&answers[0]) { "0.62" } else { "0.61" };

    let says = format!("there is already a rate of 01 Jun 2026: 100 JPY = {there} EUR");
    accountant
        .post("/setup/exchange-rates", &form("0.63"))
        .expect(422)
        .must_show(&says);
    let problem = program.api("/setup/exchange-rates", &body("0.63")).expect(422);
    assert_eq!(problem.json()["errors"][0]["field"], "rate_date", "{}", problem.text);
    problem.must_show(&says);

    let list: serde_json::Value = program.api_get("/setup/exchange-rates").expect(200).json();
    let id = list["rows"][0]["id"].as_i64().unwrap();
    let url = format!("/setup/exchange-rates/{id}");
    let form = accountant.get(&format!("{url}/edit")).expect(200);
    form.must_show("JPY in EUR, from 01 Jun 2026");
    let corrected = [("unit_count", "100"), ("amount", "0.64"), ("_version", "1")];
    accountant.post(&url, &corrected).expect(303);
    accountant.get(&url).expect(200).must_show("100 JPY = 0.64 EUR");
    // Whoever saw the old one is told, and nothing is not a rate.
    let late = [("unit_count", "100"), ("amount", "0.65"), ("_version", "1")];
    accountant.post(&url, &late).expect(409).must_show("0.64");
    let nothing = [("unit_count", "100"), ("amount", "0"), ("_version", "2")];
    accountant
        .post(&url, &nothing)
        .expect(422)
        .must_show("enter a figure above zero");
    world
        .sign_in("sales")
        .post(&url, &[("unit_count", "100"), ("amount", "1"), ("_version", "2")])
        .expect(403);
}

#[test]
fn a_second_tax_rate_of_a_day_is_refused_at_both_doors() {
    let world = World::new();
    let accountant = world.sign_in("accountant");
    let program = Client::with_token(&world.address, &token_of(&accountant));
    let list: serde_json::Value = program.api_get("/setup/tax-codes").expect(200).json();
    let id = list["rows"][0]["id"].as_i64().unwrap();
    let url = format!("/setup/tax-codes/{id}");
    let code: serde_json::Value = program.api_get(&url).expect(200).json();
    let component = code["components"][0]["id"].as_i64().unwrap().to_string();
    let new = [
        ("tax_component_id", component.as_str()),
        ("start_date", "2027-01-01"),
        ("rate_percent", "20"),
    ];
    accountant.post(&format!("{url}/rate"), &new).expect(303);
    let again = accountant.post(&format!("{url}/rate"), &new).expect(422);
    again.must_show("there is already a rate from 01 Jan 2027 on");
    let body = json!({"tax_component_id": component, "start_date": "2027-01-01", "rate_percent": "21"});
    let problem = program.api(&format!("{url}/rate"), &body).expect(422);
    assert_eq!(problem.json()["errors"][0]["field"], "start_date", "{}", problem.text);
}

#[test]
fn every_set_up_page_of_the_ledger_opens() {
    let world = World::new();
    let accountant = world.sign_in("accountant");
    for url in [
        "/setup",
        "/setup/payment-terms",
        "/setup/account-roles",
        "/setup/tax-codes",
        "/setup/tax-codes/new",
        "/setup/tax-positions",
        "/setup/tax-positions/new",
        "/setup/journals",
        "/setup/journals/new",
        "/setup/cost-centers",
        "/setup/cost-centers/new",
        "/setup/fiscal-years",
        "/setup/fiscal-years/new",
        "/setup/currencies",
        "/setup/currencies/new",
        "/setup/exchange-rates",
        "/setup/exchange-rates/new",
        "/finance/accounts",
        "/finance/accounts/new",
        "/finance/journal-entries",
        "/finance/journal-entries/new",
        "/finance/trial-balance",
        "/finance/general-ledger",
        "/finance/journal-report",
    ] {
        let page = accountant.get(url).expect(200);
        assert!(!page.text.contains('⟦'), "{url} lacks a text: {}", page.visible());
    }
}
