//! Product categories: costing, tax class and accounts with the company's behind them.
use super::category_of;
use super::product_of;
use crate::client::Client;
use crate::client::new_key;
use crate::client::token_of;
use crate::world::World;
use serde_json::json;
use tenon::catalog::category::CostingMethod;
use tenon::ids::AccountId;
use tenon::ids::CompanyId;
use tenon::ledger::account;
use tenon::ledger::account::AccountKind;
use tenon::ledger::account::AccountRole;
use tenon::ledger::account::Control;
use tenon::ledger::account::NewAccount;

fn account_of(world: &World, company: CompanyId, code: &str, control: Control, kind: AccountKind) -> AccountId {
    let code = code.to_owned();
    world.write(move |tx| {
        let new = NewAccount {
            company_id: Some(company),
            code: code.clone(),
            name: "Washing machines".to_owned(),
            kind,
            control,
        };
        account::ops::create(tx, company, &new)
    })
}

#[test]
fn a_category_is_made_changed_archived_and_deleted() {
    let world = World::new();
    let admin = world.sign_in("admin");
    admin.get("/catalog/categories/new").expect(200);
    let fields = [
        ("code", "WASH"),
        ("name", "Washing"),
        ("costing_method", "fifo"),
        ("tax_class", "reduced"),
        ("description", "Machines that wash"),
    ];
    let id = admin.post("/catalog/categories", &fields).expect(303).id();
    let url = format!("/catalog/categories/{id}");
    let page = admin.get(&url).expect(200);
    for text in ["Washing", "First in, first out", "Reduced", "Machines that wash"] {
        page.must_show(text);
    }
    admin.get("/catalog/categories").expect(200).must_show("WASH");
    admin
        .post("/catalog/categories", &fields)
        .expect(422)
        .must_show("The code WASH is already in use");
    admin.get(&format!("{url}/edit")).expect(200);
    let averaged = [
        ("code", "WASH"),
        ("name", "Washing"),
        ("costing_method", "moving-average"),
        ("tax_class", "standard"),
        ("_version", "1"),
    ];
    admin.post(&url, &averaged).expect(303);
    admin.get(&url).expect(200).must_show("Moving average");
    admin.post(&format!("{url}/delete"), &[("_version", "2")]).expect(303);
    admin.get(&url).expect(404);
}

#[test]
fn a_category_with_products_is_archived_not_deleted() {
    let world = World::new();
    let admin = world.sign_in("admin");
    let id = category_of(&world, "WASH", CostingMethod::Fifo);
    product_of(&world, id, "WM-8", "Washing machine", "399");
    let url = format!("/catalog/categories/{id}");
    admin
        .post(&format!("{url}/delete"), &[("_version", "1")])
        .expect(422)
        .must_show("has products and cannot be deleted");
    admin.post(&format!("{url}/archive"), &[("_version", "1")]).expect(303);
    assert!(!admin.get("/catalog/categories").expect(200).shows("WASH goods"));
}

#[test]
fn its_own_accounts_come_before_the_company_s() {
    let world = World::new();
    let (admin, nordwerk) = (world.sign_in("admin"), world.company("NW"));
    let id = category_of(&world, "WASH", CostingMethod::Fifo);
    let own = account_of(&world, nordwerk, "4999", Control::None, AccountKind::Revenue);
    let shared = world
        .read(|conn| account::queries::roles(conn, nordwerk))
        .get(AccountRole::Revenue)
        .unwrap();
    let shared = world.read(|conn| account::queries::get(conn, shared)).label();
    let url = format!("/catalog/categories/{id}");
    admin.get(&url).expect(200).must_show(&shared);
    let form = admin.get(&format!("{url}/accounts/edit")).expect(200);
    form.must_show(&format!("Otherwise {shared}"));
    let (company, own_id) = (nordwerk.to_string(), own.to_string());
    let fields = [
        ("_company", company.as_str()),
        ("accounts.0.role", "revenue"),
        ("accounts.0.account_id", own_id.as_str()),
        ("accounts.1.role", "cost-of-sales"),
        ("accounts.1.account_id", ""),
        ("_version", "1"),
    ];
    admin.post(&format!("{url}/accounts"), &fields).expect(303);
    admin.post(&format!("{url}/accounts"), &fields).expect(409);
    admin.get(&url).expect(200).must_show("4999 Washing machines");
    let accounts = world.read(|conn| account::queries::category_accounts(conn, nordwerk, &[id]));
    assert_eq!(accounts.get(id, AccountRole::Revenue).unwrap(), own);
    assert_ne!(accounts.get(id, AccountRole::CostOfSales).unwrap(), own);
}

#[test]
fn an_account_of_another_company_or_of_the_wrong_kind_is_refused() {
    let world = World::new();
    let (admin, nordwerk) = (world.sign_in("admin"), world.company("NW"));
    let id = category_of(&world, "WASH", CostingMethod::Fifo);
    let company = nordwerk.to_string();
    let foreign = account_of(&world, world.company("KC"), "4999", Control::None, AccountKind::Revenue).to_string();
    let stock = account_of(&world, nordwerk, "1499", Control::Inventory, AccountKind::Asset).to_string();
    let set = |role: &str, account: &str| {
        let fields = [
            ("_company", company.as_str()),
            ("accounts.0.role", role),
            ("accounts.0.account_id", account),
            ("_version", "1"),
        ];
        admin.post(&format!("/catalog/categories/{id}/accounts"), &fields)
    };
    set("revenue", &foreign).expect(422).must_show("not one of the company");
    // Its control is not the only thing: what is owned, earned and spent does not mix.
    let asset = account_of(&world, nordwerk, "1498", Control::None, AccountKind::Asset).to_string();
    let spent = account_of(&world, nordwerk, "5998", Control::Inventory, AccountKind::Expense).to_string();
    set("revenue", &asset)
        .expect(422)
        .must_show("1498 Washing machines is of the kind Asset. An account for Revenue is of the kind Revenue.");
    set("inventory", &spent)
        .expect(422)
        .must_show("5998 Washing machines is of the kind Expense. An account for Inventory is of the kind Asset.");
    set("stock-adjustment", &asset)
        .expect(422)
        .must_show("is of the kind Expense or Revenue.");
    let plain = account_of(&world, nordwerk, "1497", Control::None, AccountKind::Asset).to_string();
    set("inventory", &plain)
        .expect(422)
        .must_show("is not kept as an account for");
    let program = Client::with_token(&world.address, &token_of(&admin));
    let body = json!({"company_id": nordwerk.raw(), "accounts": [{"role": "inventory", "account_id": spent.parse::<i64>().unwrap()}]});
    let path = format!("/catalog/categories/{id}/accounts");
    let refused = program.api_with(&path, &body, &[("idempotency-key", &new_key()), ("if-match", "1")]);
    let refused = refused.expect(422).json();
    assert_eq!(refused["errors"][0]["field"], "accounts.0.account_id", "{refused}");
    set("inventory", &stock).expect(303);
}
