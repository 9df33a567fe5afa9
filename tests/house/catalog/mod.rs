//! The catalog by its doors: units, categories, products, price lists.
mod categories;
mod prices;
mod products;
mod units;

use crate::world::World;
use tenon::catalog::category;
use tenon::catalog::category::CostingMethod;
use tenon::catalog::category::NewCategory;
use tenon::catalog::product;
use tenon::catalog::product::NewProduct;
use tenon::catalog::product::ProductKind;
use tenon::catalog::product::ProductUnit;
use tenon::catalog::unit;
use tenon::ids::ProductCategoryId;
use tenon::ids::ProductId;
use tenon::ids::UnitId;
use tenon::kernel::input::LongText;

/// The id of a standard unit.
pub fn unit_of(world: &World, code: &str) -> UnitId {
    let units = world.read(unit::queries::all);
    units.into_values().find(|unit| unit.code == code).unwrap().id
}

pub fn category_of(world: &World, code: &str, costing_method: CostingMethod) -> ProductCategoryId {
    let (company, code) = (world.company("NW"), code.to_owned());
    world.write(move |tx| {
        let new = NewCategory {
            code: code.clone(),
            name: format!("{code} goods"),
            description: LongText::default(),
            costing_method,
            tax_class: None,
        };
        category::ops::create(tx, company, &new)
    })
}

/// A stocked product in pieces, of which a box holds six.
pub fn product_of(world: &World, category: ProductCategoryId, code: &str, name: &str, price: &str) -> ProductId {
    let new = NewProduct {
        company_id: Some(world.company("NW")),
        code: code.to_owned(),
        name: name.to_owned(),
        description: LongText::default(),
        kind: ProductKind::Stocked,
        category_id: category,
        unit_id: unit_of(world, "pcs"),
        barcode: None,
        tax_class: None,
        list_price: Some(price.parse().unwrap()),
        list_currency: Some("EUR".to_owned()),
        pack_text: None,
        supplier_id: None,
        reorder_quantity: None,
        tracking: None,
        is_sold: None,
        texts: Vec::new(),
        units: vec![ProductUnit {
            unit_id: unit_of(world, "box"),
            numerator: 6,
            denominator: None,
        }],
    };
    world.write(move |tx| product::ops::create(tx, &new))
}
