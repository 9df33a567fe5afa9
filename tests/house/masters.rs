//! Masters that tests begin with, made by the real operations, with nothing in them that no test asks for.
use tenon::catalog::category;
use tenon::catalog::category::CostingMethod;
use tenon::catalog::category::NewCategory;
use tenon::catalog::product::NewProduct;
use tenon::catalog::unit;
use tenon::ids::CompanyId;
use tenon::ids::ProductCategoryId;
use tenon::kernel::country::Country;
use tenon::kernel::error::Result;
use tenon::kernel::tx::Tx;
use tenon::party::address::NewAddress;

/// A category of goods.
pub fn category(
    tx: &mut Tx<'_>,
    company: CompanyId,
    code: &str,
    costing_method: CostingMethod,
) -> Result<ProductCategoryId> {
    let new = NewCategory {
        costing_method,
        ..NewCategory::named(code, format!("{code} goods"))
    };
    category::ops::create(tx, company, &new)
}

/// A stocked product in pieces, with its list price in the company's currency, still to be created.
pub fn new_product(
    tx: &mut Tx<'_>,
    company: CompanyId,
    category: ProductCategoryId,
    (code, name, price): (&str, &str, &str),
) -> Result<NewProduct> {
    let units = unit::ops::ensure_standard(tx)?;
    Ok(NewProduct {
        company_id: Some(company),
        list_price: Some(price.parse().unwrap()),
        ..NewProduct::named(code, name, category, units["pcs"])
    })
}

/// Where somebody is found.
pub fn address(street: &str, postal_code: &str, city: &str, country: &str) -> NewAddress {
    NewAddress {
        id: None,
        kind: None,
        name: None,
        street: Some(street.to_owned()),
        postal_code: Some(postal_code.to_owned()),
        city: Some(city.to_owned()),
        region: None,
        country: Country::find(country),
    }
}
