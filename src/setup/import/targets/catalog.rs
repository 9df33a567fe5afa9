//! Units, categories with their accounts, products, prices.
use crate::catalog::category;
use crate::catalog::category::AccountOf;
use crate::catalog::category::NewCategory;
use crate::catalog::category::SetAccounts;
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
use crate::command;
use crate::ids::CompanyId;
use crate::ids::PriceListId;
use crate::ids::ProductCategoryId;
use crate::ids::Subject;
use crate::import_target;
use crate::kernel::error::Error;
use crate::kernel::error::Result;
use crate::kernel::input::LINES_MAX;
use crate::kernel::translation;
use crate::kernel::tx::Tx;
use crate::setup::import::target::Target;
use tenon_db::Conn;

command! {
    /// The accounts a category posts to in a company, in one row; roles that are not named keep theirs.
    pub struct AccountsOf {
        pub company_id: Option<CompanyId>,
        pub product_category_id: ProductCategoryId,
        pub accounts: Vec<AccountOf>,
    }
}

fn set_accounts(tx: &mut Tx<'_>, company: CompanyId, version: i32, of: &AccountsOf) -> Result<()> {
    let company = of.company_id.unwrap_or(company);
    let set = SetAccounts {
        company_id: Some(company),
        accounts: of.accounts.clone(),
    };
    category::ops::set_accounts(tx, company, of.product_category_id, version, &set)
}

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
        "category-accounts",
        AccountEdit,
        AccountsOf,
        |tx, company, new| {
            let version = category::queries::get(tx.conn, new.product_category_id)?.version;
            set_accounts(tx, company, version, new)?;
            Ok(new.product_category_id.into())
        },
        update | conn,
        company,
        id | {
            let row = category::queries::get(conn, id.into())?;
            let whole = AccountsOf {
                company_id: Some(company),
                product_category_id: row.id,
                accounts: Vec::new(),
            };
            Ok((row.version, whole))
        },
        AccountsOf,
        |tx, company, id, version, edit| {
            Error::unless_stays(edit.product_category_id.raw() == id, "product_category_id")?;
            set_accounts(tx, company, version, edit)
        }
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
            let whole = NewPrice {
                price_list_id: row.price_list_id,
                product_id: row.product_id,
                minimum_quantity: Some(row.minimum_quantity),
                start_date: row.start_date,
                end_date: row.end_date,
                unit_price: row.unit_price,
            };
            Ok((row.version, whole))
        },
        NewPrice,
        |tx, company, id, version, whole| {
            let old = price::queries::get_item(tx.conn, id.into())?;
            Error::unless_stays(whole.price_list_id == old.price_list_id, "price_list_id")?;
            Error::unless_stays(whole.product_id == old.product_id, "product_id")?;
            let edit = EditPrice {
                minimum_quantity: whole.minimum_quantity,
                start_date: whole.start_date,
                end_date: whole.end_date,
                unit_price: whole.unit_price,
            };
            price::ops::update_price(tx, company, id.into(), version, &edit)
        }
    ),
];
