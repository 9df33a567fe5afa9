//! Units, categories, products, prices.
use crate::catalog::category;
use crate::catalog::category::NewCategory;
use crate::catalog::price;
use crate::catalog::price::EditPrice;
use crate::catalog::price::EditPriceList;
use crate::catalog::price::NewPrice;
use crate::catalog::price::NewPriceList;
use crate::catalog::price::PriceOf;
use crate::catalog::price::SetPrices;
use crate::catalog::product;
use crate::catalog::product::NewProduct;
use crate::catalog::unit;
use crate::catalog::unit::NewConversion;
use crate::catalog::unit::NewUnit;
use crate::ids::PriceListId;
use crate::ids::Subject;
use crate::import_target;
use crate::kernel::error::Result;
use crate::kernel::input::LINES_MAX;
use crate::kernel::translation;
use crate::setup::import::target::Target;
use tenon_db::Conn;

/// A price list with all its prices, as the command that made it.
fn whole_list(conn: &mut Conn, id: PriceListId) -> Result<(i32, NewPriceList)> {
    let row = price::queries::get(conn, id)?;
    let most = i64::try_from(LINES_MAX).unwrap_or(i64::MAX);
    let items = price::queries::list::prices_of(conn, id, most)?;
    let list = EditPriceList::from(&row);
    let whole = NewPriceList {
        company_id: None,
        code: list.code,
        name: list.name,
        currency: list.currency,
        for_company_id: list.for_company_id,
        customer_group: list.customer_group,
        priority: list.priority,
        items: items.iter().map(|price| PriceOf::from(&price.item)).collect(),
    };
    Ok((row.version, whole))
}

pub const TARGETS: &[Target] = &[
    import_target!(
        "unit",
        ProductEdit,
        NewUnit,
        |tx, company, new| unit::ops::create(tx, company, new).map(Subject::from),
        update | conn,
        _,
        id | {
            let row = unit::queries::get(conn, id.into())?;
            let texts = translation::names_of(conn, row.id)?;
            Ok((row.version, row.as_command(&texts)))
        },
        NewUnit,
        |tx, company, id, version, edit| unit::ops::update(tx, company, id.into(), version, edit)
    ),
    import_target!("unit-conversion", ProductEdit, NewConversion, |tx, company, new| {
        unit::ops::add_conversion(tx, company, new)?;
        Ok(Subject::Unit(new.from_unit_id))
    }),
    import_target!(
        "product-category",
        ProductEdit,
        NewCategory,
        |tx, company, new| category::ops::create(tx, company, new).map(Subject::from),
        update | conn,
        _,
        id | {
            let row = category::queries::get(conn, id.into())?;
            Ok((row.version, NewCategory::from(&row)))
        },
        NewCategory,
        |tx, company, id, version, edit| category::ops::update(tx, company, id.into(), version, edit)
    ),
    import_target!(
        "product",
        ProductEdit,
        NewProduct,
        |tx, _, new| product::ops::create(tx, new).map(Subject::from),
        update | conn,
        company,
        id | {
            let row = product::queries::get(conn, id.into())?;
            let command = product::whole::as_command(conn, &row)?;
            let company_id = Some(company);
            Ok((row.version, NewProduct { company_id, ..command }))
        },
        NewProduct,
        |tx, _, id, version, edit| product::ops::update(tx, id.into(), version, edit)
    ),
    import_target!(
        "price-list",
        PriceEdit,
        NewPriceList,
        |tx, _, new| price::ops::create(tx, new).map(Subject::from),
        update | conn,
        _,
        id | whole_list(conn, id.into()),
        NewPriceList,
        |tx, company, id, version, edit| {
            let head = EditPriceList {
                code: edit.code.clone(),
                name: edit.name.clone(),
                currency: edit.currency.clone(),
                for_company_id: edit.for_company_id,
                customer_group: edit.customer_group.clone(),
                priority: edit.priority,
            };
            price::ops::update(tx, company, id.into(), version, &head)?;
            let prices = SetPrices {
                items: edit.items.clone(),
            };
            price::ops::set_prices(tx, company, id.into(), version + 1, &prices)
        }
    ),
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
