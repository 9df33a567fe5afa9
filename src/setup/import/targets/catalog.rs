//! Units, categories, products, prices.
use crate::catalog::category;
use crate::catalog::category::NewCategory;
use crate::catalog::price;
use crate::catalog::price::EditPrice;
use crate::catalog::price::NewPrice;
use crate::catalog::price::NewPriceList;
use crate::catalog::product;
use crate::catalog::product::NewProduct;
use crate::catalog::unit;
use crate::catalog::unit::NewConversion;
use crate::catalog::unit::NewUnit;
use crate::ids::Subject;
use crate::import_target;
use crate::setup::import::target::Target;

pub const TARGETS: &[Target] = &[
    import_target!("unit", ProductEdit, NewUnit, |tx, company, new| {
        unit::ops::create(tx, company, new).map(Subject::from)
    }),
    import_target!("unit-conversion", ProductEdit, NewConversion, |tx, company, new| {
        unit::ops::add_conversion(tx, company, new)?;
        Ok(Subject::Unit(new.from_unit_id))
    }),
    import_target!("product-category", ProductEdit, NewCategory, |tx, company, new| {
        category::ops::create(tx, company, new).map(Subject::from)
    }),
    import_target!("product", ProductEdit, NewProduct, |tx, _, new| {
        product::ops::create(tx, new).map(Subject::from)
    }),
    import_target!("price-list", PriceEdit, NewPriceList, |tx, _, new| {
        price::ops::create(tx, new).map(Subject::from)
    }),
    import_target!(
        "price",
        PriceEdit,
        NewPrice,
        |tx, company, new| price::ops::add_price(tx, company, new).map(Subject::from),
        update | conn,
        _,
        id | {
            let row = price::queries::get_item(conn, id.into())?;
            let edit = EditPrice {
                minimum_quantity: Some(row.minimum_quantity),
                start_date: row.start_date,
                end_date: row.end_date,
                unit_price: row.unit_price,
            };
            Ok((row.version, edit))
        },
        EditPrice,
        |tx, company, id, version, edit| price::ops::update_price(tx, company, id.into(), version, edit)
    ),
];
