//! Price lists: who gets which price, why, and what is refused.
use super::category_of;
use super::product_of;
use super::unit_of;
use crate::client::Client;
use crate::world::World;
use tenon::catalog::category::CostingMethod;
use tenon::catalog::price;
use tenon::catalog::price::NewPriceList;
use tenon::catalog::price::Price;
use tenon::catalog::price::PriceLine;
use tenon::catalog::price::PriceOf;
use tenon::catalog::price::PriceQuestion;
use tenon::catalog::price::PriceSource;
use tenon::ids::CompanyId;
use tenon::ids::PriceListId;
use tenon::ids::ProductId;
use tenon::ids::UnitId;
use tenon::party::group;
use tenon::party::group::NewGroup;
use tenon_db::Quantity;

struct Shop {
    world: World,
    admin: Client,
    nordwerk: CompanyId,
    washer: ProductId,
    pieces: UnitId,
}

fn price_of(product: ProductId, minimum: Option<i64>, from: &str, to: &str, price: &str) -> PriceOf {
    PriceOf {
        product_id: product,
        minimum_quantity: minimum.map(Quantity::whole),
        start_date: from.parse().ok(),
        end_date: to.parse().ok(),
        unit_price: price.parse().unwrap(),
    }
}

impl Shop {
    fn new() -> Shop {
        let world = World::new();
        let (category, nordwerk) = (category_of(&world, "WASH", CostingMethod::Fifo), world.company("NW"));
        world.write(move |tx| {
            for (code, name) in [("dealer", "Dealers"), ("key", "Key accounts")] {
                let (code, name) = (code.to_owned(), name.to_owned());
                let company_id = Some(nordwerk);
                group::ops::create(tx, &NewGroup { company_id, code, name })?;
            }
            Ok(())
        });
        Shop {
            admin: world.sign_in("admin"),
            nordwerk,
            washer: product_of(&world, category, "WM-8", "Washing machine", "399"),
            pieces: unit_of(&world, "pcs"),
            world,
        }
    }

    fn list(&self, code: &str, group: Option<&str>, items: Vec<PriceOf>) -> PriceListId {
        let new = NewPriceList {
            company_id: Some(self.nordwerk),
            code: code.to_owned(),
            name: format!("{code} prices"),
            currency: "EUR".to_owned(),
            for_company_id: None,
            customer_group: group.map(str::to_owned),
            priority: None,
            items,
        };
        self.world.write(move |tx| price::ops::create(tx, &new))
    }

    fn ask(&self, agreed: Option<PriceListId>, date: &str, unit: UnitId, quantity: i64) -> Option<Price> {
        let question = PriceQuestion {
            company: self.nordwerk,
            party: None,
            price_list: agreed,
            currency: "EUR".to_owned(),
            date: date.parse().unwrap(),
            lines: vec![PriceLine {
                product: self.washer,
                unit,
                quantity: Quantity::whole(quantity),
            }],
        };
        self.world
            .read(|conn| price::queries::prices(conn, &question))
            .remove(0)
    }

    fn price(&self, agreed: Option<PriceListId>, date: &str, quantity: i64) -> String {
        self.ask(agreed, date, self.pieces, quantity)
            .unwrap()
            .unit_price
            .to_string()
    }
}

#[test]
fn the_agreed_list_the_break_and_the_date_decide() {
    let shop = Shop::new();
    let washer = shop.washer;
    assert_eq!(
        shop.price(None, "2026-05-01", 1),
        "399",
        "without a list the product's own price"
    );
    let everyone = vec![price_of(washer, None, "", "", "389")];
    shop.list("RETAIL", None, everyone);
    let key = vec![
        price_of(washer, None, "", "", "370"),
        price_of(washer, Some(10), "", "", "350.25"),
        price_of(washer, None, "2026-06-01", "2026-06-30", "340"),
    ];
    let key = shop.list("KEY", Some("key"), key);
    assert_eq!(shop.price(None, "2026-05-01", 1), "389");
    assert_eq!(shop.price(Some(key), "2026-05-01", 1), "370");
    assert_eq!(shop.price(Some(key), "2026-05-01", 9), "370");
    assert_eq!(shop.price(Some(key), "2026-05-01", 10), "350.25");
    assert_eq!(shop.price(Some(key), "2026-06-15", 1), "340");
    assert_eq!(shop.price(Some(key), "2026-07-01", 1), "370");
    let source = PriceSource::read(&shop.ask(Some(key), "2026-05-01", shop.pieces, 12).unwrap().source);
    let Some(PriceSource::List { code, minimum, .. }) = source else {
        panic!("{source:?}");
    };
    assert_eq!((code.as_str(), minimum), ("KEY", Quantity::whole(10)));
}

#[test]
fn a_box_costs_its_pieces_and_reaches_their_break() {
    let shop = Shop::new();
    let prices = vec![
        price_of(shop.washer, None, "", "", "370"),
        price_of(shop.washer, Some(12), "", "", "360"),
    ];
    shop.list("ALL", None, prices);
    let boxes = unit_of(&shop.world, "box");
    // One box is six pieces, two are twelve.
    let one = shop.ask(None, "2026-05-01", boxes, 1).unwrap().unit_price.to_string();
    let two = shop.ask(None, "2026-05-01", boxes, 2).unwrap().unit_price.to_string();
    assert_eq!((one.as_str(), two.as_str()), ("2220", "2160"));
}

#[test]
fn no_price_in_another_currency() {
    let shop = Shop::new();
    let question = PriceQuestion {
        company: shop.nordwerk,
        party: None,
        price_list: None,
        currency: "USD".to_owned(),
        date: "2026-05-01".parse().unwrap(),
        lines: vec![PriceLine {
            product: shop.washer,
            unit: shop.pieces,
            quantity: Quantity::whole(1),
        }],
    };
    assert_eq!(shop.world.read(|conn| price::queries::prices(conn, &question)), [None]);
}

#[test]
fn the_check_explains_every_price() {
    let shop = Shop::new();
    shop.list("RETAIL", None, vec![price_of(shop.washer, None, "", "", "389")]);
    let many = vec![
        price_of(shop.washer, None, "", "", "370"),
        price_of(shop.washer, Some(10), "2026-01-01", "", "350"),
    ];
    shop.list("ALL", None, many);
    shop.list(
        "DEALER",
        Some("dealer"),
        vec![price_of(shop.washer, None, "", "", "300")],
    );
    let url = format!(
        "/catalog/prices/check?product={}&currency=EUR&date=2026-05-01",
        shop.washer
    );
    let page = shop.admin.get(&format!("{url}&quantity=12")).expect(200);
    for text in [
        "EUR 350.00 / pcs",
        "ALL ALL prices, for everyone, from 10 pcs, from 01 Jan 2026",
        "Applies",
        "Another price of this list fits better",
        "A list asked before has a price",
        "For another group",
    ] {
        page.must_show(text);
    }
    shop.admin
        .get("/catalog/prices/check")
        .expect(200)
        .must_show("Choose a product");
    shop.admin.get(&format!("{url}&quantity=many")).expect(422);
}

#[test]
fn lists_and_prices_are_made_changed_and_deleted_in_forms() {
    let shop = Shop::new();
    let (admin, washer) = (&shop.admin, shop.washer.to_string());
    admin.get("/catalog/price-lists/new").expect(200);
    let fields = [
        ("code", "SPRING"),
        ("name", "Spring sale"),
        ("currency", "EUR"),
        ("priority", "10"),
        ("items.0.product_id", washer.as_str()),
        ("items.0.product", "WM-8"),
        ("items.0.unit_price", "379.90"),
    ];
    let id = admin.post("/catalog/price-lists", &fields).expect(303).id();
    let url = format!("/catalog/price-lists/{id}");
    let page = admin.get(&url).expect(200);
    for text in ["Spring sale", "WM-8", "379.90", "Everyone", "All companies"] {
        page.must_show(text);
    }
    let grid = admin.get(&format!("{url}/prices/edit")).expect(200);
    assert_eq!(grid.input("items.0.product").as_deref(), Some("WM-8"));
    let set = [
        ("items.0.product_id", washer.as_str()),
        ("items.0.unit_price", "375"),
        ("items.1.product_id", washer.as_str()),
        ("items.1.minimum_quantity", "5"),
        ("items.1.unit_price", "365"),
        ("_version", "1"),
    ];
    admin.post(&format!("{url}/prices"), &set).expect(303);
    assert_eq!(shop.price(None, "2026-05-01", 5), "365");
    let one = [
        ("price_list_id", id.to_string()),
        ("product_id", washer.clone()),
        ("minimum_quantity", "20".to_owned()),
        ("unit_price", "350".to_owned()),
    ];
    let one: Vec<(&str, &str)> = one.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let price = admin.post("/catalog/prices", &one).expect(303).id();
    admin
        .post("/catalog/prices", &one)
        .expect(422)
        .must_show("has a price of this product");
    let price_url = format!("/catalog/prices/{price}");
    admin.get(&price_url).expect(200).must_show("EUR 350.00 / pcs");
    admin
        .get("/catalog/prices")
        .expect(200)
        .must_show("Spring sale".split(' ').next().unwrap());
    let changed = [("unit_price", "349"), ("minimum_quantity", "25"), ("_version", "1")];
    admin.post(&price_url, &changed).expect(303);
    assert_eq!(shop.price(None, "2026-05-01", 20), "365");
    assert_eq!(shop.price(None, "2026-05-01", 25), "349");
    admin
        .post(&format!("{price_url}/delete"), &[("_version", "2")])
        .expect(303);
    assert_eq!(shop.price(None, "2026-05-01", 25), "365");
    let head = [
        ("code", "SPRING"),
        ("name", "Spring"),
        ("currency", "USD"),
        ("_version", "5"),
    ];
    admin.post(&url, &head).expect(422).must_show("its currency stays");
    admin.post(&format!("{url}/archive"), &[("_version", "5")]).expect(303);
    assert_eq!(shop.price(None, "2026-05-01", 25), "399");
    admin.post(&format!("{url}/delete"), &[("_version", "6")]).expect(303);
    admin.get(&url).expect(404);
}

#[test]
fn nobody_replaces_prices_he_has_not_seen_and_those_that_stay_are_the_same() {
    let shop = Shop::new();
    let prices = vec![
        price_of(shop.washer, None, "", "", "370"),
        price_of(shop.washer, Some(10), "", "", "350"),
    ];
    let id = shop.list("ALL", None, prices);
    let (washer, list, url) = (
        shop.washer.to_string(),
        id.to_string(),
        format!("/catalog/price-lists/{id}"),
    );
    let version = || shop.admin.get(&url).expect(200).input("_version").unwrap();
    let seen = version();
    let set = |version: &str| {
        let set = [
            ("items.0.product_id", washer.as_str()),
            ("items.0.unit_price", "371"),
            ("items.1.product_id", washer.as_str()),
            ("items.1.minimum_quantity", "10"),
            ("items.1.unit_price", "350"),
            ("_version", version),
        ];
        shop.admin.post(&format!("{url}/prices"), &set)
    };
    let one = [
        ("price_list_id", list.as_str()),
        ("product_id", washer.as_str()),
        ("minimum_quantity", "20"),
        ("unit_price", "340"),
    ];
    let price = shop.admin.post("/catalog/prices", &one).expect(303).id();
    let added = version();
    set(&seen).expect(409);
    let change = [("unit_price", "341"), ("minimum_quantity", "20"), ("_version", "1")];
    shop.admin
        .post(&format!("/catalog/prices/{price}"), &change)
        .expect(303);
    set(&added).expect(409);
    assert_eq!(shop.price(None, "2026-05-01", 20), "341");
    let items = || {
        let page = shop.admin.get(&url).expect(200).text;
        let links = page.split("href=\"/catalog/prices/").skip(1);
        let ids = links.filter_map(|rest| rest.split('"').next()?.parse::<i64>().ok());
        ids.collect::<std::collections::BTreeSet<i64>>()
    };
    let before = items();
    assert_eq!(before.len(), 3);
    shop.admin
        .post(&format!("/catalog/prices/{price}/delete"), &[("_version", "2")])
        .expect(303);
    set(&version()).expect(303);
    let after = items();
    assert_eq!(after.len(), 2);
    assert!(after.is_subset(&before), "{before:?} {after:?}");
    assert_eq!(shop.price(None, "2026-05-01", 1), "371");
}

#[test]
fn wrong_prices_name_their_line() {
    let shop = Shop::new();
    let washer = shop.washer.to_string();
    let fields = [
        ("code", "BAD"),
        ("name", "Bad"),
        ("currency", "EUR"),
        ("items.0.product_id", washer.as_str()),
        ("items.0.unit_price", "-5"),
        ("items.1.product_id", washer.as_str()),
        ("items.1.unit_price", "5"),
        ("items.1.start_date", "2026-05-02"),
        ("items.1.end_date", "2026-05-01"),
        ("items.2.product_id", "12"),
        ("items.2.unit_price", "5"),
    ];
    let refused = shop.admin.post("/catalog/price-lists", &fields).expect(422);
    for text in [
        "Line 1, Unit price: enter zero or more",
        "Line 2, Last day: the last day is before the first",
        "Line 3, Product: this does not exist",
    ] {
        refused.must_show(text);
    }
}

#[test]
fn a_list_of_another_company_is_not_there() {
    let shop = Shop::new();
    let other = shop.world.company("KC");
    let new = NewPriceList {
        company_id: Some(other),
        code: "TW".to_owned(),
        name: "Taiwan".to_owned(),
        currency: "TWD".to_owned(),
        for_company_id: Some(other),
        customer_group: None,
        priority: None,
        items: Vec::new(),
    };
    let id = shop.world.write(move |tx| price::ops::create(tx, &new));
    let (here, there) = (shop.world.sign_in("sales"), shop.world.sign_in("other"));
    here.get(&format!("/catalog/price-lists/{id}")).expect(404);
    assert!(!here.get("/catalog/price-lists?view=all").expect(200).shows("Taiwan"));
    there
        .get(&format!("/catalog/price-lists/{id}"))
        .expect(200)
        .must_show("Taiwan");
    here.post(&format!("/catalog/price-lists/{id}/archive"), &[("_version", "1")])
        .expect(403);
}
