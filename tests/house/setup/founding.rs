//! A company is founded on a page and can work at once.
use crate::client::Client;
use crate::client::token_of;
use crate::world::World;
use serde_json::json;

const FORM: &[(&str, &str)] = &[
    ("code", "NP"),
    ("name", "Nordpol AG"),
    ("country", "DE"),
    ("fiscal_year_start_month", "4"),
    ("first_year", "2026"),
    ("year_count", "2"),
];

fn with<'a>(changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let kept = FORM
        .iter()
        .filter(|(name, _)| !changes.iter().any(|(other, _)| other == name));
    kept.copied().chain(changes.iter().copied()).collect()
}

#[test]
fn a_company_founded_on_the_page_has_its_books_and_sells_at_once() {
    let world = World::new();
    let admin = world.sign_in("admin");
    let page = admin.get("/setup/founding/new").expect(200);
    page.must_show("Germany: EUR");
    let id = admin.post("/setup/founding", FORM).expect(303).id();
    let shown = admin.get(&format!("/setup/companies/{id}")).expect(200);
    for text in ["Nordpol AG", "EUR", "Apr", "Europe/Berlin"] {
        shown.must_show(text);
    }
    let years = admin.get(&format!("/setup/fiscal-years?company={id}")).expect(200);
    years.must_show("2026/27");
    years.must_show("2027/28");
    let chart = admin
        .get(&format!("/finance/accounts?company={id}&q=receivables"))
        .expect(200);
    chart.must_show("Trade receivables");
    admin
        .get(&format!("/setup/tax-codes?company={id}"))
        .expect(200)
        .must_show("VAT19");
    let form = admin.get(&format!("/orders/sales-orders/new?company={id}")).expect(200);
    form.must_show("Nordpol AG");
}

#[test]
fn what_cannot_be_founded_says_why_and_leaves_nothing() {
    let world = World::new();
    let admin = world.sign_in("admin");
    let cases: &[(&str, &str, &str)] = &[
        ("country", "ZZ", "ZZ"),
        ("currency", "XXX", "XXX"),
        ("chart", "skr99", "skr99"),
        ("language", "tlh", "tlh"),
        ("fiscal_year_start_month", "13", "13"),
        ("first_year", "2147483647", "2,147,483,647"),
        ("year_count", "41", "Open 1 to 40 fiscal years"),
        ("code", "NW", "NW"),
        ("name", "", "Name"),
    ];
    for (field, value, sentence) in cases {
        let answer = admin.post("/setup/founding", &with(&[(*field, *value)])).expect(422);
        answer.must_show(sentence);
    }
    let list = admin.get("/setup/companies?all=yes").expect(200);
    assert!(!list.shows("Nordpol AG"));
}

#[test]
fn only_who_may_do_so_in_the_whole_group_founds_a_company_by_either_door() {
    let world = World::new();
    for name in ["sales", "accountant", "warehouse"] {
        world.sign_in(name).post("/setup/founding", FORM).expect(403);
        world.sign_in(name).get("/setup/founding/new").expect(403);
    }
    let program = Client::with_token(&world.address, &token_of(&world.sign_in("admin")));
    let body = json!({"code": "NP", "name": "北極", "country": "TW", "currency": "USD", "chart": "cn", "first_year": 2026, "year_count": 1});
    let made = program.api("/setup/founding", &body).expect(200).json();
    let company = program.api_get(made["url"].as_str().unwrap()).expect(200).json();
    assert_eq!(
        (company["currency"].as_str(), company["language"].as_str()),
        (Some("USD"), Some("zh-Hant"))
    );
}

#[test]
fn accounts_and_journals_are_called_as_the_place_calls_them() {
    let world = World::new();
    let admin = world.sign_in("admin");
    let found = |code: &str, country: &str, chart: &str| {
        let form = with(&[("code", code), ("name", code), ("country", country), ("chart", chart)]);
        admin.post("/setup/founding", &form).expect(303);
        let names = |list: &str| {
            admin
                .get(&format!("{list}?company={code}&format=csv&rows=200"))
                .expect(200)
                .text
        };
        (names("/finance/accounts"), names("/setup/journals"))
    };
    let (accounts, journals) = found("TP", "TW", "");
    for name in [
        "應收帳款",
        "存貨",
        "在製品",
        "銷貨成本",
        "保留盈餘",
        "呆帳及小額差異沖銷",
    ] {
        assert!(accounts.contains(name), "{name}: {accounts}");
    }
    for mainland in ["应收", "應收賬款", "在产品", "在產品", "銷售成本", "留存收益"] {
        assert!(!accounts.contains(mainland), "{mainland}: {accounts}");
    }
    assert!(journals.contains("現金與銀行"), "{journals}");
    let (accounts, journals) = found("SH", "CN", "");
    assert!(
        accounts.contains("应收账款") && accounts.contains("主营业务收入"),
        "{accounts}"
    );
    assert!(journals.contains("现金与银行"), "{journals}");
    let (accounts, _) = found("BJ", "CN", "ifrs");
    assert!(
        accounts.contains("在产品") && accounts.contains("留存收益"),
        "{accounts}"
    );
    // Found in either's words.
    let search = admin.get("/finance/accounts?company=TP&q=4100").expect(200);
    search.must_show("銷貨收入");
}
