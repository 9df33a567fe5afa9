//! Products: made, changed, found, archived, deleted, and what is refused.
use super::category_of;
use super::product_of;
use super::unit_of;
use crate::client::Client;
use crate::world::World;
use tenon::catalog::category::CostingMethod;
use tenon::catalog::product;
use tenon::ids::ProductId;
use tenon_db::Quantity;

/// The fields of a washing machine, with some replaced or added.
fn fields<'a>(category: &'a str, unit: &'a str, more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let usual = [
        ("code", "WM-8020"),
        ("name", "Washing machine 8 kg"),
        ("kind", "stocked"),
        ("category_id", category),
        ("unit_id", unit),
        ("list_price", "399.50"),
        ("list_currency", "EUR"),
        ("tracking", "none"),
        ("is_sold", "yes"),
    ];
    let is_replaced = |name: &str| more.iter().any(|(other, _)| *other == name);
    let kept = usual.into_iter().filter(|(name, _)| !is_replaced(name));
    kept.chain(more.iter().copied()).collect()
}

struct Shop {
    world: World,
    admin: Client,
    category: String,
    pieces: String,
}

impl Shop {
    fn new() -> Shop {
        let world = World::new();
        Shop {
            admin: world.sign_in("admin"),
            category: category_of(&world, "WASH", CostingMethod::Fifo).to_string(),
            pieces: unit_of(&world, "pcs").to_string(),
            world,
        }
    }

    fn fields<'a>(&'a self, more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
        fields(&self.category, &self.pieces, more)
    }

    fn options(&self, query: &str) -> Vec<String> {
        let answer = self
            .admin
            .get(&format!("/catalog/products/search?{query}"))
            .expect(200)
            .json();
        let options = answer.as_array().unwrap().iter();
        options
            .map(|option| option["text"].as_str().unwrap().to_owned())
            .collect()
    }
}

#[test]
fn a_product_says_everything_about_itself() {
    let shop = Shop::new();
    let (admin, boxes) = (&shop.admin, unit_of(&shop.world, "box").to_string());
    let form = admin.get("/catalog/products/new").expect(200);
    form.must_show("New product");
    form.must_show("Name, 繁體中文");
    let texts = [
        ("description", "Front loader, A-10 %"),
        ("barcode", "4006381333931"),
        ("pack_text", "1 carton on a pallet foot"),
        ("reorder_quantity", "12"),
        ("texts.0.language", "en"),
        ("texts.1.language", "zh-Hant"),
        ("texts.1.name", "滾筒洗衣機 8 公斤"),
        ("texts.1.description", "前開式"),
        ("units.0.unit_id", boxes.as_str()),
        ("units.0.unit", "box"),
        ("units.0.numerator", "6"),
    ];
    let id = admin.post("/catalog/products", &shop.fields(&texts)).expect(303).id();
    let page = admin.get(&format!("/catalog/products/{id}")).expect(200);
    for text in [
        "Washing machine 8 kg",
        "Product WM-8020",
        "EUR 399.50 / pcs",
        "WASH goods",
        "4006381333931",
        "1 carton on a pallet foot",
        "Front loader, A-10 %",
        "滾筒洗衣機 8 公斤",
        "1 box",
    ] {
        page.must_show(text);
    }
    let product = shop.world.read(|conn| product::queries::get(conn, ProductId::from(id)));
    assert_eq!(product.tax_class, "standard");
    let conversions = shop
        .world
        .read(|conn| tenon::catalog::unit::queries::conversions(conn, &[ProductId::from(id)]));
    let three = conversions
        .to_base(&product, unit_of(&shop.world, "box"), Quantity::whole(3))
        .unwrap();
    assert_eq!(three, Quantity::whole(18));
    let peek = admin.get(&format!("/catalog/products/{id}?part=peek")).expect(200);
    peek.must_show("Open product");
}

#[test]
fn a_change_shows_both_sides_when_somebody_saved_first() {
    let shop = Shop::new();
    let admin = &shop.admin;
    let id = admin.post("/catalog/products", &shop.fields(&[])).expect(303).id();
    let url = format!("/catalog/products/{id}");
    let form = admin.get(&format!("{url}/edit")).expect(200);
    assert_eq!(form.input("code").as_deref(), Some("WM-8020"));
    assert_eq!(form.input("list_price").as_deref(), Some("399.5"));
    admin
        .post(&url, &shop.fields(&[("name", "Washer"), ("_version", "1")]))
        .expect(303);
    let both = admin
        .post(&url, &shop.fields(&[("name", "Laundry robot"), ("_version", "1")]))
        .expect(409);
    both.must_show("Washer");
    both.must_show("Laundry robot");
    let page = admin.get(&url).expect(200);
    page.must_show("Washer");
    assert!(!page.shows("Laundry robot"));
}

#[test]
fn wrong_products_are_refused_with_every_problem_at_once() {
    let shop = Shop::new();
    let admin = &shop.admin;
    let wrong = [
        ("list_price", "-1"),
        ("reorder_quantity", "-2"),
        ("category_id", "77"),
        ("kind", "service"),
        ("tracking", "serial"),
        ("list_currency", "XXX"),
    ];
    let refused = admin.post("/catalog/products", &shop.fields(&wrong)).expect(422);
    for text in [
        "List price: enter zero or more",
        "a service has no stock to track",
        "Category: this does not exist",
    ] {
        refused.must_show(text);
    }
    let name = refused.input("name");
    assert_eq!(name.as_deref(), Some("Washing machine 8 kg"), "what was typed stays");
    admin
        .post("/catalog/products", &shop.fields(&[("name", "")]))
        .expect(422)
        .must_show("Name: enter a value");
    let zero = [("units.0.unit_id", shop.pieces.as_str()), ("units.0.numerator", "0")];
    let refused = admin.post("/catalog/products", &shop.fields(&zero)).expect(422);
    refused.must_show("this unit stands there already");
    refused.must_show("above zero");
}

#[test]
fn a_mistyped_barcode_is_a_warning_one_in_use_a_refusal() {
    let shop = Shop::new();
    let admin = &shop.admin;
    let mistyped = [("barcode", "4006381333932")];
    let warned = admin.post("/catalog/products", &shop.fields(&mistyped)).expect(422);
    warned.must_show("The check digit of barcode 4006381333932 would be 1");
    let anyway = [("barcode", "4006381333932"), ("_anyway", "yes")];
    admin.post("/catalog/products", &shop.fields(&anyway)).expect(303);
    let again = [("code", "WM-8021"), ("barcode", "4006381333932"), ("_anyway", "yes")];
    admin
        .post("/catalog/products", &shop.fields(&again))
        .expect(422)
        .must_show("WM-8020 Washing machine 8 kg has this barcode");
}

#[test]
fn the_list_finds_by_code_name_and_barcode_and_shows_each_reader_s_language() {
    let shop = Shop::new();
    let admin = &shop.admin;
    let washer = [
        ("barcode", "4006381333931"),
        ("texts.0.language", "zh-Hant"),
        ("texts.0.name", "洗衣機"),
    ];
    admin.post("/catalog/products", &shop.fields(&washer)).expect(303);
    let dryer = [("code", "TD-8"), ("name", "Tumble dryer")];
    admin.post("/catalog/products", &shop.fields(&dryer)).expect(303);
    for (query, found) in [
        ("wm-80", "WM-8020"),
        ("Tumble", "TD-8"),
        ("4006381", "WM-8020"),
        ("%E6%B4%97%E8%A1%A3", "WM-8020"),
    ] {
        let list = admin.get(&format!("/catalog/products?q={query}")).expect(200);
        list.must_show(found);
        let other = if found == "TD-8" { "WM-8020" } else { "TD-8" };
        assert!(!list.shows(other), "{query} also finds {other}");
    }
    let category = format!("/catalog/products?category={}&kind=service", shop.category);
    assert!(!admin.get(&category).expect(200).shows("WM-8020"));
    let csv = admin.get("/catalog/products?format=csv").expect(200);
    assert!(csv.text.contains("TD-8,Tumble dryer"), "{}", csv.text);
}

#[test]
fn pages_follow_one_another_by_name_without_a_gap() {
    let shop = Shop::new();
    let category = category_of(&shop.world, "MANY", CostingMethod::Fifo);
    for number in 0..60 {
        // Names that sort otherwise when case counts.
        let name = format!("{} part {number:02}", if number % 2 == 0 { "Zeta" } else { "alpha" });
        product_of(&shop.world, category, &format!("P-{number:02}"), &name, "1");
    }
    let mut seen = Vec::new();
    let mut url = "/catalog/products?view=all&rows=25&sort=name".to_owned();
    loop {
        let page = shop.admin.get(&url).expect(200);
        let codes = page.text.split("table__id\" href=\"/catalog/products/").skip(1);
        seen.extend(codes.filter_map(|part| part.split('>').nth(1)?.split('<').next().map(str::to_owned)));
        let next = page
            .text
            .split("href=\"")
            .find(|part| part.contains("after=") && part.contains("rows=25"));
        match next.and_then(|part| part.split('"').next()) {
            Some(query) if seen.len() < 60 => {
                url = format!("/catalog/products{}", query.replace("&#38;", "&").replace("&amp;", "&"))
            }
            _ => break,
        }
    }
    assert_eq!(seen.len(), 60, "{seen:?}");
    assert_eq!(seen.first().map(String::as_str), Some("P-01"));
    assert_eq!(seen.last().map(String::as_str), Some("P-58"));
}

#[test]
fn comboboxes_offer_what_is_in_use_with_its_price() {
    let shop = Shop::new();
    let admin = &shop.admin;
    let washer = [
        ("barcode", "4006381333931"),
        ("texts.0.language", "zh-Hant"),
        ("texts.0.name", "洗衣機"),
    ];
    let id = admin.post("/catalog/products", &shop.fields(&washer)).expect(303).id();
    let unsold = [("code", "WM-PART"), ("name", "Washing drum"), ("is_sold", "no")];
    admin.post("/catalog/products", &shop.fields(&unsold)).expect(303);
    assert_eq!(shop.options("q=washng").len(), 2, "forgives a typing error");
    assert_eq!(shop.options("q=4006381333931"), ["WM-8020"]);
    assert_eq!(shop.options("q=%E6%B4%97%E8%A1%A3"), ["WM-8020"]);
    assert_eq!(shop.options("q=wash&sold=yes"), ["WM-8020"]);
    let priced = admin
        .get("/catalog/products/search?q=WM-8020&currency=EUR")
        .expect(200)
        .json();
    assert_eq!(priced[0]["right"], "399.50 / pcs");
    let fill = priced[0]["fill"].as_array().unwrap();
    assert!(fill.contains(&serde_json::json!(["unit_price", "399.50"])), "{fill:?}");
    assert!(fill.contains(&serde_json::json!(["description", "Washing machine 8 kg"])));
    admin
        .post(&format!("/catalog/products/{id}/archive"), &[("_version", "1")])
        .expect(303);
    assert_eq!(shop.options("q=wash"), ["WM-PART"]);
}

#[test]
fn an_unused_product_is_deleted_an_archived_one_comes_back() {
    let shop = Shop::new();
    let admin = &shop.admin;
    let id = admin.post("/catalog/products", &shop.fields(&[])).expect(303).id();
    let url = format!("/catalog/products/{id}");
    admin.post(&format!("{url}/archive"), &[("_version", "1")]).expect(303);
    admin.get(&url).expect(200).must_show("Archived");
    admin.post(&format!("{url}/restore"), &[("_version", "2")]).expect(303);
    let copy = admin.get(&format!("{url}/copy")).expect(200);
    assert_eq!(copy.input("name").as_deref(), Some("Washing machine 8 kg"));
    assert_eq!(copy.input("code").unwrap_or_default(), "");
    admin.post(&format!("{url}/delete"), &[("_version", "3")]).expect(303);
    admin.get(&url).expect(404);
    assert!(shop.options("q=wash").is_empty());
}

#[test]
fn permissions_decide_who_changes_products_and_sees_prices() {
    let shop = Shop::new();
    let id = shop.admin.post("/catalog/products", &shop.fields(&[])).expect(303).id();
    let (sales, warehouse) = (shop.world.sign_in("sales"), shop.world.sign_in("warehouse"));
    sales
        .post("/catalog/products", &shop.fields(&[("code", "X")]))
        .expect(403);
    sales.get(&format!("/catalog/products/{id}/edit")).expect(403);
    let url = format!("/catalog/products/{id}");
    sales.get(&url).expect(200).must_show("399.50");
    let page = warehouse.get(&url).expect(200);
    assert!(
        !page.shows("399.50"),
        "prices need their permission: {}",
        page.visible()
    );
    let list = warehouse.get("/catalog/products").expect(200);
    assert!(list.shows("WM-8020") && !list.shows("399.5"), "{}", list.visible());
}
