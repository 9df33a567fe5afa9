//! The list of parties, its filters and exports, and the searches of comboboxes.
use crate::party::HALVORSEN;
use crate::party::customer;
use crate::world::World;

#[test]
fn the_list_has_views_filters_and_exports() {
    let world = World::new();
    let sales = world.sign_in("sales");
    sales.post("/parties", HALVORSEN).expect(303);
    let supplier = [
        ("name", "Zulieferer AG"),
        ("is_supplier", "yes"),
        ("country", "Germany"),
    ];
    sales.post("/parties", &supplier).expect(303);
    let customers = sales.get("/parties").expect(200);
    customers.must_show("Halvorsen Elektro AS");
    assert!(!customers.shows("Zulieferer AG"));
    let suppliers = sales.get("/parties?view=suppliers").expect(200);
    suppliers.must_show("Zulieferer AG");
    assert!(!suppliers.shows("Halvorsen Elektro AS"));
    let norwegian = sales.get("/parties?view=all&country=NO").expect(200);
    norwegian.must_show("Halvorsen Elektro AS");
    assert!(!norwegian.shows("Zulieferer AG"));
    for search in ["bergen", "INGRID", "22 12", "p-10001", "elektro halvorsen"] {
        let query = search.replace(' ', "+");
        sales
            .get(&format!("/parties?view=all&q={query}"))
            .must_show("Halvorsen Elektro AS");
    }
    let csv = sales.get("/parties?view=all&format=csv").expect(200);
    assert!(
        csv.text.contains("Halvorsen Elektro AS,P-10001,customer,NO"),
        "{}",
        csv.text
    );
    sales
        .get("/parties?view=all&part=totals")
        .expect(200)
        .must_show("2 matches");
}

#[test]
fn pages_follow_the_folded_name() {
    let world = World::new();
    let sales = world.sign_in("sales");
    for index in 0..30 {
        customer(&sales, &format!("Customer {index:02}"));
    }
    customer(&sales, "ärger");
    customer(&sales, "Zebra");
    let first = sales.get("/parties?view=all&rows=25").expect(200);
    first.must_show("ärger");
    first.must_show("Customer 23");
    assert!(!first.shows("Customer 24"));
    let links = first.text.split("href=\"").filter_map(|rest| rest.split('"').next());
    let next = links
        .filter(|link| link.contains("after="))
        .last()
        .expect("a next page");
    let path = format!("/parties{}", next.replace("&#38;", "&").replace("&amp;", "&"));
    let second = sales.get(&path).expect(200);
    second.must_show("Customer 24");
    second.must_show("Zebra");
    assert!(!second.shows("Customer 23"), "{path}");
}

#[test]
fn a_combobox_finds_by_words_role_and_in_spite_of_errors() {
    let world = World::new();
    let sales = world.sign_in("sales");
    sales.post("/parties", HALVORSEN).expect(303);
    let name = [
        ("name", "杭州西湖電器有限公司"),
        ("is_supplier", "yes"),
        ("country", "CN"),
    ];
    sales.post("/parties", &name).expect(303);
    let first = |query: &str| {
        let found = sales.get(&format!("/parties/search?{query}")).expect(200).json();
        found[0]["text"].as_str().unwrap_or("").to_owned()
    };
    assert_eq!(first("q=halv"), "Halvorsen Elektro AS");
    assert_eq!(first("q=P-10001&role=customer"), "Halvorsen Elektro AS");
    assert_eq!(first("q=halvorsen&role=supplier"), "");
    assert_eq!(first("q=halvorsne"), "Halvorsen Elektro AS");
    assert_eq!(first("q=%E8%A5%BF%E6%B9%96"), "杭州西湖電器有限公司");
    assert_eq!(first("q=%E7%94%B5%E5%99%A8"), "杭州西湖電器有限公司");
    let countries = sales.get("/parties/countries/search?q=germ").expect(200).json();
    assert_eq!(countries[0]["id"], "DE");
    let users = sales.get("/parties/users/search?q=account").expect(200).json();
    assert_eq!(users[0]["text"], "accountant");
}
