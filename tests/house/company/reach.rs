//! What somebody may in one company says nothing of another, and what he may not read is not told on the pages of others.
use crate::client::Client;
use crate::client::token_of;
use crate::finance::books::Books;
use crate::inventory::store::Store;
use crate::party::customer;
use crate::party::version;
use crate::world::PASSWORD;
use crate::world::World;
use serde_json::Value;
use serde_json::json;
use tenon_db::diesel::prelude::*;
use tenon_schema::role;

/// Somebody new with these roles, each in one company.
pub fn person(world: &World, name: &str, grants: &[(&str, &str)]) -> Client {
    let role_of = |code: &str| -> i64 {
        world.read(|conn| Ok(role::table.filter(role::code.eq(code)).select(role::id).first(conn)?))
    };
    let email = format!("{name}@tenon.test");
    let mut fields = vec![
        ("name".to_owned(), name.to_owned()),
        ("email".to_owned(), email.clone()),
        ("language".to_owned(), "en".to_owned()),
        ("number_format".to_owned(), "comma-point".to_owned()),
        ("time_zone".to_owned(), "Europe/Berlin".to_owned()),
        ("initial_password".to_owned(), PASSWORD.to_owned()),
    ];
    for (place, (role, company)) in grants.iter().enumerate() {
        fields.push((format!("roles.{place}.role_id"), role_of(role).to_string()));
        fields.push((format!("roles.{place}.company_id"), world.company(company).to_string()));
    }
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    world.sign_in("admin").post("/setup/users", &fields).expect(303);
    Client::sign_in(&world.address, &email, PASSWORD)
}

/// A role of these permissions, each as far as its scope says.
pub fn role_with(world: &World, code: &str, permissions: &[(&str, &str)]) {
    let mut fields = vec![
        ("code".to_owned(), code.to_owned()),
        ("name".to_owned(), code.to_owned()),
    ];
    for (place, (permission, scope)) in permissions.iter().enumerate() {
        fields.push((format!("permissions.{place}.permission"), (*permission).to_owned()));
        fields.push((format!("permissions.{place}.scope"), (*scope).to_owned()));
    }
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    world.sign_in("admin").post("/setup/roles", &fields).expect(303);
}

pub fn program_of(world: &World, person: &Client) -> Client {
    Client::with_token(&world.address, &token_of(person))
}

fn rows(program: &Client, path: &str) -> Vec<Value> {
    let found = program.api_get(path).expect(200).json();
    found["rows"].as_array().unwrap().clone()
}

#[test]
fn the_laws_are_shown_of_the_companies_one_may_check() {
    let world = World::new();
    let all = world.sign_in("admin").get("/setup/check").expect(200);
    for text in ["NW", "KC", "event log"] {
        all.must_show(text);
    }
    let own = world.sign_in("accountant").get("/setup/check").expect(200);
    own.must_show("NW");
    assert!(!own.shows("KC") && !own.shows("event log"), "{}", own.visible());
}

#[test]
fn a_figure_shows_only_where_its_permission_is_held() {
    let store = Store::new();
    store.receive(store.drum, 10, "12.50", "2026-06-02");
    let both = person(&store.world, "both", &[("accountant", "KC"), ("warehouse", "NW")]);
    let keeper = program_of(&store.world, &both);
    for (path, column) in [("/inventory/receipts", "total"), ("/inventory/moves", "value")] {
        let seen = rows(&keeper, path);
        assert!(!seen.is_empty());
        assert!(seen.iter().all(|row| row[column].is_null()), "{path}: {seen:?}");
        let path = format!("{path}?company=NW&view=all");
        let csv = both.get(&format!("{path}&format=csv")).expect(200);
        assert!(
            csv.text.lines().count() > 1 && !csv.text.contains("125"),
            "{}",
            csv.text
        );
        let page = both.get(&path).expect(200);
        assert!(!page.shows("125.00"), "{}", page.visible());
        let sums = both.get(&format!("{path}&part=totals&columns={column}")).expect(200);
        assert!(!sums.shows("125"), "{}", sums.visible());
    }
    let accountant = store.world.sign_in("accountant");
    let page = accountant.get("/inventory/receipts?view=all").expect(200);
    page.must_show("125.00");
    let sums = accountant.get("/inventory/receipts?view=all&part=totals").expect(200);
    sums.must_show("125.00");
}

#[test]
fn what_happened_to_an_invoice_is_told_to_those_who_may_read_it() {
    let books = Books::new();
    let invoice = books.posted(books.draft(&[("100.00", Some(books.vat19))]));
    let page = format!("/parties/{}", books.customer);
    let events = format!("/activity/party/{}", books.customer);
    let sales = books.world.sign_in("sales");
    sales.get(&page).expect(200).must_show(&invoice.number);
    let keeper = books.world.sign_in("warehouse");
    for path in [page, events] {
        let seen = keeper.get(&path).expect(200);
        assert!(!seen.shows(&invoice.number), "{}", seen.visible());
        assert!(!seen.shows("119.00"), "{}", seen.visible());
    }
}

#[test]
fn a_program_reads_the_price_of_a_product_only_with_the_permission_for_prices() {
    let store = Store::new();
    let path = format!("/catalog/products/{}", store.drum);
    let ask = |name: &str| {
        let program = program_of(&store.world, &store.world.sign_in(name));
        program.api_get(&path).expect(200).json()
    };
    assert_eq!(ask("warehouse")["list_price"], Value::Null);
    assert_eq!(ask("warehouse")["code"], "DRUM");
    assert!(ask("sales")["list_price"].is_string());
}

#[test]
fn a_right_to_one_s_own_partners_changes_nobody_else_s() {
    let world = World::new();
    let scopes = [("party.read", "company"), ("party.edit", "own"), ("party.merge", "own")];
    role_with(&world, "clerk", &scopes);
    let clerk = person(&world, "clerk", &[("clerk", "NW")]);
    let admin = world.sign_in("admin");
    let owner: i64 = {
        use tenon_schema::app_user;
        world.read(|conn| {
            Ok(app_user::table
                .filter(app_user::email.eq("sales@tenon.test"))
                .select(app_user::id)
                .first(conn)?)
        })
    };
    let owner = owner.to_string();
    let fields = [
        ("name", "Fjordhandel"),
        ("is_customer", "yes"),
        ("owner_id", owner.as_str()),
    ];
    let theirs = admin.post("/parties", &fields).expect(303).id();
    let own = customer(&clerk, "Havnegaten AS");
    let seen = version(&clerk.get(&format!("/parties/{theirs}")).expect(200));
    let url = format!("/parties/{theirs}");
    let edit = [("name", "Mine"), ("_version", seen.as_str())];
    clerk.post(&url, &edit).expect(403);
    let at = [("_version", seen.as_str())];
    clerk.post(&format!("{url}/archive"), &at).expect(403);
    clerk.post(&format!("{url}/delete"), &at).expect(403);
    let into = own.to_string();
    let merge = [("_version", seen.as_str()), ("into_id", into.as_str())];
    clerk.post(&format!("{url}/merge"), &merge).expect(403);
    let into = theirs.to_string();
    let merge = [("_version", "1"), ("into_id", into.as_str())];
    clerk.post(&format!("/parties/{own}/merge"), &merge).expect(403);
    let terms = [("_version", "0")];
    clerk.post(&format!("{url}/terms"), &terms).expect(403);
    let program = program_of(&world, &clerk);
    let body = json!({"name": "Mine"});
    let headers = [("idempotency-key", "clerk-1"), ("if-match", seen.as_str())];
    program.api_with(&url, &body, &headers).expect(403);
    admin.get(&url).expect(200).must_show("Fjordhandel");
    let edit = [("name", "Havnegaten 9 AS"), ("is_customer", "yes"), ("_version", "1")];
    clerk.post(&format!("/parties/{own}"), &edit).expect(303);
}

#[test]
fn a_company_is_named_only_by_those_who_hold_the_page_s_permission_there() {
    let world = World::new();
    let (ours, theirs) = (world.company("NW").to_string(), world.company("KC").to_string());
    let accountant = world.sign_in("accountant");
    let form = "/finance/journal-entries/new";
    accountant.get(&format!("{form}?company=NW")).expect(200);
    accountant.get(&format!("{form}?company={ours}")).expect(200);
    for foreign in ["KC", theirs.as_str(), "TYPO"] {
        for path in [
            form,
            "/finance/invoices/new",
            "/finance/payments/new",
            "/orders/sales-orders",
            "/setup/fiscal-years/new",
            "/parties/search",
        ] {
            let path = format!("{path}?company={foreign}");
            accountant.get(&path).expect(404);
        }
    }
    let program = program_of(&world, &accountant);
    program.api_get("/finance/accounts?company=KC").expect(404);
    program.api_get("/finance/accounts?company=TYPO").expect(404);
    let center = |company: &str| {
        let path = format!("/setup/cost-centers?company={company}");
        program.api(&path, &json!({"code": "C1", "name": "Assembly"}))
    };
    center("TYPO").expect(404);
    center("NW").expect(200);
    let fields = [("code", "C2"), ("name", "Paint"), ("_company", "TYPO")];
    accountant.post("/setup/cost-centers", &fields).expect(404);
}

#[test]
fn a_page_of_one_company_is_of_one_where_its_permission_is_held() {
    let world = World::new();
    let both = person(&world, "both", &[("warehouse", "KC"), ("accountant", "NW")]);
    both.get("/finance/journal-entries/new?company=KC").expect(403);
    let first = both.get("/finance/journal-entries/new").expect(200);
    first.must_show("Nordwerk GmbH");
    let (ours, theirs) = (world.company("NW").to_string(), world.company("KC").to_string());
    both.post("/me/company", &[("company", theirs.as_str())]).expect(303);
    let form = both.get("/finance/journal-entries/new").expect(200);
    assert_eq!(form.input("_company"), Some(ours));
    let here = both.get("/inventory/receipts/new").expect(200);
    assert_eq!(here.input("_company"), Some(theirs));
}

#[test]
fn an_account_of_another_company_has_no_name_in_an_entry() {
    use tenon_schema::account;
    let world = World::new();
    let account_of = |company: &str| -> (i64, String) {
        let company = world.company(company);
        world.read(|conn| {
            Ok(account::table
                .filter(account::company_id.eq(company.raw()))
                .filter(account::is_active.eq(true))
                .order(account::id)
                .select((account::id, account::name))
                .first(conn)?)
        })
    };
    let (own, own_name) = account_of("NW");
    let (foreign, _) = account_of("KC");
    let accountant = world.sign_in("accountant");
    let (own, foreign) = (own.to_string(), foreign.to_string());
    let again = |id: &str| {
        let fields = [
            ("lines.0.account_id", id),
            ("lines.0.debit", "1"),
            ("add_line", "lines"),
        ];
        accountant.post("/finance/journal-entries", &fields).expect(200)
    };
    let named = again(&own).input("lines.0.account").unwrap();
    assert!(named.contains(&own_name), "{named}");
    assert_eq!(again(&foreign).input("lines.0.account").unwrap_or_default(), "");
}

#[test]
fn a_manager_of_another_company_has_no_name_in_a_form_or_a_filter() {
    let world = World::new();
    let admin = world.sign_in("admin");
    let employee = |company: &str, name: &str| {
        let fields = [("name", name), ("number", company)];
        admin
            .post(&format!("/people/employees?company={company}"), &fields)
            .expect(303)
            .id()
    };
    let (own, foreign) = (employee("NW", "Ada Byron"), employee("KC", "Lin Mei"));
    role_with(
        &world,
        "hr",
        &[("employee.read", "company"), ("employee.edit", "company")],
    );
    let hr = person(&world, "hr", &[("hr", "NW")]);
    for (id, name, is_named) in [(own, "Ada Byron", true), (foreign, "Lin Mei", false)] {
        let filter = hr.get(&format!("/people/employees?view=all&manager={id}")).expect(200);
        assert_eq!(filter.text.contains(name), is_named, "{name} in the list");
        let id = id.to_string();
        let fields = [("manager_id", id.as_str()), ("add_line", "none")];
        let form = hr.post("/people/employees", &fields).expect(200);
        assert_eq!(form.text.contains(name), is_named, "{name} in the form");
    }
}

#[test]
fn documents_of_one_s_team_are_found_and_what_nobody_owns_is_opened_as_it_is_listed() {
    let store = Store::new();
    let world = &store.world;
    let admin = world.sign_in("admin");
    let receipt = store.receive(store.drum, 1, "1", "2026-06-02");
    role_with(
        world,
        "floor",
        &[
            ("party.read", "company"),
            ("sales-order.read", "team"),
            ("stock.read", "own"),
        ],
    );
    let floor = person(world, "floor", &[("floor", "NW")]);
    let team = admin
        .post("/setup/teams?company=NW", &[("name", "North")])
        .expect(303)
        .id();
    let join = format!("UPDATE app_user SET team_id = {team} WHERE email IN ('sales@tenon.test', 'floor@tenon.test')");
    world.behind_its_back(&join);
    let sales = world.sign_in("sales");
    let party = customer(&sales, "Fjordhandel").to_string();
    let product = store.drum.to_string();
    let order = [
        ("party_id", party.as_str()),
        ("order_date", "2026-06-15"),
        ("currency", "EUR"),
        ("lines.0.product_id", product.as_str()),
        ("lines.0.quantity", "1"),
        ("lines.0.unit_price", "10"),
    ];
    let id = sales.post("/orders/sales-orders", &order).expect(303).id();
    let page = floor.get(&format!("/orders/sales-orders/{id}")).expect(200);
    let number = page.text.split("SO-").nth(1).unwrap();
    let number = number
        .split(|sign: char| !sign.is_ascii_digit() && sign != '-')
        .next()
        .unwrap();
    let number = format!("SO-{number}");
    let found = floor.get(&format!("/search?q={number}")).expect(200);
    assert!(
        found.text.contains(&format!("/orders/sales-orders/{id}")),
        "{}",
        found.visible()
    );
    let listed = floor.get("/inventory/receipts?view=all").expect(200);
    assert!(listed.text.contains(&format!("/inventory/receipts/{receipt}")));
    floor.get(&format!("/activity/goods-receipt/{receipt}")).expect(200);
}

#[test]
fn nobody_learns_what_is_wrong_with_a_company_he_may_not_found() {
    let world = World::new();
    role_with(&world, "desk", &[("company.edit", "company")]);
    let desk = person(&world, "desk", &[("desk", "NW")]);
    let fields = [
        ("code", "NW"),
        ("name", "Nordpol AG"),
        ("country", "ZZ"),
        ("first_year", "2026"),
        ("year_count", "1"),
    ];
    desk.post("/setup/founding", &fields).expect(403);
}
