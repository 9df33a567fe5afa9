//! Payment terms, accounts, taxes and currencies by their forms: right, wrong, stale, archived, deleted.
use crate::world::World;

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
