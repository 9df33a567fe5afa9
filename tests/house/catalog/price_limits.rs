//! A price list has as many prices as are read of it: a full one takes no more, and one that has more is not read in part.
use super::category_of;
use super::product_of;
use crate::client::Client;
use crate::client::new_key;
use crate::client::token_of;
use crate::world::World;
use serde_json::json;
use tenon::catalog::category::CostingMethod;
use tenon::catalog::price;
use tenon::catalog::price::NewPriceList;
use tenon::catalog::price::PriceOf;
use tenon::ids::PriceListId;
use tenon::ids::ProductId;
use tenon_db::Quantity;

/// A list with prices of a product from 1, 2, 3 … 20,000 pieces on.
fn full_list(world: &World, product: ProductId) -> PriceListId {
    let price = |from: i64| PriceOf {
        product_id: product,
        minimum_quantity: Some(Quantity::whole(from)),
        start_date: None,
        end_date: None,
        unit_price: "399".parse().unwrap(),
    };
    let new = NewPriceList {
        company_id: Some(world.company("NW")),
        code: "FULL".to_owned(),
        name: "All sizes".to_owned(),
        currency: "EUR".to_owned(),
        for_company_id: None,
        customer_group: None,
        priority: None,
        items: (1..=20_000).map(price).collect(),
    };
    world.write(move |tx| price::ops::create(tx, &new))
}

#[test]
fn a_full_list_takes_no_more_prices_and_an_overfull_one_is_left_as_it_is() {
    let world = World::new();
    let category = category_of(&world, "WASH", CostingMethod::Fifo);
    let washer = product_of(&world, category, "WM", "Washing machine", "399");
    let id = full_list(&world, washer);
    let admin = world.sign_in("admin");
    let program = Client::with_token(&world.address, &token_of(&admin));
    let (list, product) = (id.to_string(), washer.to_string());
    let one = [
        ("price_list_id", list.as_str()),
        ("product_id", product.as_str()),
        ("unit_price", "350"),
    ];
    let refused = admin.post("/catalog/prices", &one).expect(422);
    refused.must_show("FULL All sizes has 20,000 prices already");
    let one = json!({"price_list_id": id.raw(), "product_id": washer.raw(), "unit_price": "350"});
    let refused = program.api("/catalog/prices", &one).expect(422).json();
    assert_eq!(refused["code"], "price-list-full");

    // One more than a list can have by any door.
    world.behind_its_back(&format!(
        "INSERT INTO price_list_item (id, price_list_id, product_id, minimum_quantity, unit_price, version)
        VALUES (1, {id}, {washer}, 0, 350000000, 1);"
    ));
    let path = format!("/catalog/price-lists/{id}");
    let version = program.api_get(&path).expect(200).json()["version"].to_string();
    for (action, body) in [("prices", json!({"items": []})), ("delete", json!({}))] {
        let headers = [("idempotency-key", new_key()), ("if-match", version.clone())];
        let headers = headers.each_ref().map(|(name, value)| (*name, value.as_str()));
        let refused = program.api_with(&format!("{path}/{action}"), &body, &headers);
        let refused = refused.expect(422).json();
        assert_eq!(refused["code"], "rows-too-many", "{action}");
        assert_eq!(
            refused["detail"],
            "There are more than 20,000 rows behind this. A part of them would give wrong figures, so nothing was done."
        );
    }
    assert_eq!(world.row_counts()["price_list_item"], 20_001);
}
