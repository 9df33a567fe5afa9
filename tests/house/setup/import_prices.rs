//! Prices that were imported and then replaced by hand: what another system called them goes with them.
use crate::client::Client;
use crate::client::new_key;
use crate::client::token_of;
use crate::setup::old_shop;
use crate::world::World;
use serde_json::json;
use tenon::catalog::price;
use tenon::ids::PriceListId;
use tenon::ids::ProductId;
use tenon::setup::import::report::Ending;
use tenon::setup::import::report::Report;

/// Two products, a price list, and a price of each product.
const STEPS: &str = r#"
[[step]]
target = "product"
file = "prices.csv"
code = "{product}"
[step.fields]
code = "{product}"
name = "Pump {product}"
kind = "stocked"
category_id = { lookup = "product-category", key = "PUMPS" }
unit_id = { lookup = "unit", code = "pcs" }

[[step]]
target = "price-list"
rows = [ { code = "DEALER" } ]
code = "{code}"
[step.fields]
code = "{code}"
name = "Dealers"
currency = "EUR"

[[step]]
target = "price"
file = "prices.csv"
key = "{product}"
[step.fields]
price_list_id = { lookup = "price-list", key = "DEALER" }
product_id = { lookup = "product", key = "{product}" }
unit_price = "{price}"
"#;

fn import(world: &World) -> Report {
    let prices = ("prices.csv", "product,price\nP1,10\nP2,20\n");
    old_shop::import(world, STEPS, prices, false)
}

/// The prices of the one list: product and price.
fn prices(world: &World, list: PriceListId) -> Vec<(ProductId, String)> {
    let items = world.read(|conn| price::queries::list::prices_of(conn, list, 100));
    let mut prices: Vec<_> = items
        .iter()
        .map(|price| (price.item.product_id, price.item.unit_price.to_string()))
        .collect();
    prices.sort_by(|one, other| one.1.cmp(&other.1));
    prices
}

#[test]
fn a_price_replaced_by_hand_comes_in_again() {
    let world = World::new();
    let program = Client::with_token(&world.address, &token_of(&world.sign_in("admin")));
    let first = import(&world);
    assert_eq!(
        (first.ending, first.created()),
        (Ending::Done, 6),
        "{:?}",
        first.problems
    );
    let lists = program.api_get("/catalog/price-lists").expect(200).json();
    let id = lists["rows"][0]["id"].as_i64().unwrap();
    let (list, path) = (PriceListId::from(id), format!("/catalog/price-lists/{id}"));
    let (kept, _) = prices(&world, list)[0];
    // By hand only the first price stays, at 11.00: the second goes, and with it what the old system called it.
    let only = json!({"items": [{"product_id": kept.raw(), "unit_price": "11"}]});
    let version = program.api_get(&path).expect(200).json()["version"].to_string();
    let headers = [("idempotency-key", new_key()), ("if-match", version)];
    let headers = headers.each_ref().map(|(name, value)| (*name, value.as_str()));
    program.api_with(&format!("{path}/prices"), &only, &headers).expect(200);
    assert_eq!(prices(&world, list).len(), 1);

    let again = import(&world);
    assert_eq!(
        (again.ending, again.created(), again.updated()),
        (Ending::Done, 1, 0),
        "{:?}",
        again.problems
    );
    let after = prices(&world, list);
    let texts: Vec<&str> = after.iter().map(|(_, price)| price.as_str()).collect();
    assert_eq!(
        texts,
        ["11", "20"],
        "what was changed by hand stays, what was taken out is back"
    );
    let third = import(&world);
    assert_eq!((third.created(), third.updated()), (0, 0));
}
