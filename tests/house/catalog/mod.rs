//! The catalog by its doors: units, categories, products, price lists.
mod categories;
mod price_limits;
mod prices;
mod products;
mod units;

use crate::masters;
use crate::world::World;
use tenon::catalog::category::CostingMethod;
use tenon::catalog::product;
use tenon::catalog::product::NewProduct;
use tenon::catalog::product::ProductUnit;
use tenon::catalog::unit;
use tenon::ids::ProductCategoryId;
use tenon::ids::ProductId;
use tenon::ids::UnitId;

/// The id of a standard unit.
pub fn unit_of(world: &World, code: &str) -> UnitId {
    let units = world.read(unit::queries::all);
    units.into_values().find(|unit| unit.code == code).unwrap().id
}

pub fn category_of(world: &World, code: &str, costing_method: CostingMethod) -> ProductCategoryId {
    let (company, code) = (world.company("NW"), code.to_owned());
    world.write(move |tx| masters::category(tx, company, &code, costing_method))
}

/// A stocked product in pieces, of which a box holds six.
pub fn product_of(world: &World, category: ProductCategoryId, code: &str, name: &str, price: &str) -> ProductId {
    let new = NewProduct {
        company_id: Some(world.company("NW")),
        list_price: Some(price.parse().unwrap()),
        list_currency: Some("EUR".to_owned()),
        units: vec![ProductUnit {
            unit_id: unit_of(world, "box"),
            numerator: 6,
            denominator: None,
        }],
        ..NewProduct::named(code, name, category, unit_of(world, "pcs"))
    };
    world.write(move |tx| product::ops::create(tx, &new))
}
