//! Product categories: costing, tax class and accounts with the company's behind them.
use super::category_of;
use super::product_of;
use crate::world::World;
use tenon::catalog::category::CostingMethod;
use tenon::ids::AccountId;
use tenon::ids::CompanyId;
use tenon::ledger::account;
use tenon::ledger::account::AccountKind;
use tenon::ledger::account::AccountRole;
use tenon::ledger::account::Control;
use tenon::ledger::account::NewAccount;

fn account_of(world: &World, company: CompanyId, code: &str, control: Control) -> AccountId {
    let code = code.to_owned();
    world.write(move |tx| {
        let new = NewAccount {
            company_id: Some(company),
            code: code.clone(),
            name: "Washing machines".to_owned(),
            kind: if control == Control::Inventory {
                AccountKind::Asset
            } else {
                AccountKind::Revenue
            },
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
    let own = account_of(&world, nordwerk, "4999", Control::None);
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
    let foreign = account_of(&world, world.company("KC"), "4999", Control::None).to_string();
    let stock = account_of(&world, nordwerk, "1499", Control::Inventory).to_string();
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
    set("revenue", &stock)
        .expect(422)
        .must_show("is not kept as an account for");
    set("inventory", &stock).expect(303);
}
