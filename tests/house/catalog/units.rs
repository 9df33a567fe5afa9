//! Units of measure: standard ones at the start, new ones, conversions, and what is refused.
use super::category_of;
use super::product_of;
use super::unit_of;
use crate::company::change_settings;
use crate::world::World;
use tenon::catalog::category::CostingMethod;

#[test]
fn a_group_starts_with_standard_units() {
    let world = World::new();
    let admin = world.sign_in("admin");
    let list = admin.get("/setup/units").expect(200);
    list.must_show("pcs");
    list.must_show("Kilogram");
    let dozen = admin
        .get(&format!("/setup/units/{}", unit_of(&world, "doz")))
        .expect(200);
    dozen.must_show("1 doz = 12 pcs");
    dozen.must_show("打");
}

#[test]
fn a_unit_is_made_changed_archived_and_deleted() {
    let world = World::new();
    let admin = world.sign_in("admin");
    admin.get("/setup/units/new").expect(200).must_show("New unit");
    let fields = [
        ("code", "roll"),
        ("name", "Roll"),
        ("dimension", "count"),
        ("decimals", "0"),
    ];
    let id = admin.post("/setup/units", &fields).expect(303).id();
    let url = format!("/setup/units/{id}");
    admin.get(&format!("{url}/edit")).expect(200);
    let renamed = [
        ("code", "roll"),
        ("name", "Roll of film"),
        ("dimension", "count"),
        ("decimals", "0"),
        ("names.0.language", "zh-Hant"),
        ("names.0.name", "捲"),
        ("_version", "1"),
    ];
    admin.post(&url, &renamed).expect(303);
    let page = admin.get(&url).expect(200);
    page.must_show("Roll of film");
    page.must_show("捲");
    let reader = world.sign_in("sales");
    change_settings(&reader, &[("language", "zh-Hant")]).expect(303);
    let list = reader.get("/setup/units").expect(200);
    assert!(list.shows("捲") && !list.shows("Roll of film"));
    // Based on a version that is gone: both sides are shown.
    admin.post(&url, &renamed).expect(409).must_show("Save");
    admin.post(&format!("{url}/archive"), &[("_version", "2")]).expect(303);
    assert!(!admin.get("/setup/units").expect(200).shows("Roll of film"));
    admin.post(&format!("{url}/restore"), &[("_version", "3")]).expect(303);
    admin.post(&format!("{url}/delete"), &[("_version", "4")]).expect(303);
    admin.get(&url).expect(404);
}

#[test]
fn what_counts_in_a_unit_keeps_it_as_it_is() {
    let world = World::new();
    let admin = world.sign_in("admin");
    let category = category_of(&world, "WASH", CostingMethod::Fifo);
    product_of(&world, category, "WM-8", "Washing machine", "399");
    let pieces = unit_of(&world, "pcs");
    let weighed = [
        ("code", "pcs"),
        ("name", "Piece"),
        ("dimension", "weight"),
        ("decimals", "0"),
        ("_version", "1"),
    ];
    let refused = admin.post(&format!("/setup/units/{pieces}"), &weighed).expect(422);
    refused.must_show("Piece is in use");
    admin
        .post(&format!("/setup/units/{pieces}/delete"), &[("_version", "1")])
        .expect(422)
        .must_show("Piece is in use");
    let taken = [
        ("code", "kg"),
        ("name", "Kilo"),
        ("dimension", "weight"),
        ("decimals", "9"),
    ];
    admin
        .post("/setup/units", &taken)
        .expect(422)
        .must_show("already in use");
}

#[test]
fn conversions_are_added_once_within_a_dimension() {
    let world = World::new();
    let admin = world.sign_in("admin");
    let (gross, dozen, kilo) = (
        admin
            .post(
                "/setup/units",
                &[
                    ("code", "gro"),
                    ("name", "Gross"),
                    ("dimension", "count"),
                    ("decimals", "0"),
                ],
            )
            .expect(303)
            .id()
            .to_string(),
        unit_of(&world, "doz").to_string(),
        unit_of(&world, "kg").to_string(),
    );
    let url = format!("/setup/units/{gross}/conversions");
    admin.get(&format!("{url}/new")).expect(200).must_show("Gross");
    let twelve = [
        ("from_unit_id", gross.as_str()),
        ("to_unit_id", dozen.as_str()),
        ("numerator", "12"),
        ("denominator", "1"),
    ];
    admin.post(&url, &twelve).expect(303);
    admin
        .get(&format!("/setup/units/{gross}"))
        .expect(200)
        .must_show("1 gro = 12 doz");
    admin.post(&url, &twelve).expect(422).must_show("already convert");
    let weight = [
        ("from_unit_id", gross.as_str()),
        ("to_unit_id", kilo.as_str()),
        ("numerator", "2"),
    ];
    admin
        .post(&url, &weight)
        .expect(422)
        .must_show("measure different things");
    let nothing = [
        ("from_unit_id", gross.as_str()),
        ("to_unit_id", dozen.as_str()),
        ("numerator", "0"),
    ];
    admin.post(&url, &nothing).expect(422).must_show("above zero");
}

#[test]
fn who_may_only_read_products_changes_no_unit() {
    let world = World::new();
    let sales = world.sign_in("sales");
    sales.get("/setup/units").expect(200);
    sales.get("/setup/units/new").expect(403);
    let fields = [("code", "x"), ("name", "X"), ("dimension", "count"), ("decimals", "0")];
    sales.post("/setup/units", &fields).expect(403);
}

#[test]
fn what_stands_twice_in_a_command_is_named() {
    let world = World::new();
    let admin = world.sign_in("admin");
    let unit = [
        ("code", "roll"),
        ("name", "Roll"),
        ("dimension", "count"),
        ("decimals", "0"),
        ("names.0.language", "zh-Hant"),
        ("names.0.name", "捲"),
        ("names.1.language", "ZH-hant"),
        ("names.1.name", "卷"),
    ];
    admin
        .post("/setup/units", &unit)
        .expect(422)
        .must_show("this language stands there already");
    let category = category_of(&world, "WASH", CostingMethod::Fifo);
    let (id, pieces) = (category.to_string(), unit_of(&world, "pcs").to_string());
    let product = [
        ("code", "WM-8020"),
        ("name", "Washing machine"),
        ("kind", "stocked"),
        ("category_id", id.as_str()),
        ("unit_id", pieces.as_str()),
        ("tracking", "none"),
        ("is_sold", "yes"),
        ("texts.0.language", "zh-Hans"),
        ("texts.0.name", "洗衣机"),
        ("texts.1.language", "ZH-HANS"),
        ("texts.1.name", "洗衣机"),
    ];
    admin
        .post("/catalog/products", &product)
        .expect(422)
        .must_show("this language stands there already");
    let accounts = [
        ("_version", "1"),
        ("accounts.0.role", "revenue"),
        ("accounts.0.account_id", ""),
        ("accounts.1.role", "revenue"),
        ("accounts.1.account_id", ""),
    ];
    admin
        .post(&format!("/catalog/categories/{id}/accounts"), &accounts)
        .expect(422)
        .must_show("stands there already");
    let list = [
        ("code", "SPRING"),
        ("name", "Spring sale"),
        ("currency", "EUR"),
        ("for_company_id", "999"),
    ];
    admin
        .post("/catalog/price-lists", &list)
        .expect(422)
        .must_show("“999” is not one of the choices");
}
