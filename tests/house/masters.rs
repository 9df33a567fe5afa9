//! Masters that tests begin with, made by the real operations, with nothing in them that no test asks for.
use crate::world::World;
use tenon::catalog::category;
use tenon::catalog::category::CostingMethod;
use tenon::catalog::category::NewCategory;
use tenon::catalog::product::NewProduct;
use tenon::catalog::unit;
use tenon::ids::CompanyId;
use tenon::ids::PaymentTermId;
use tenon::ids::ProductCategoryId;
use tenon::kernel::country::Country;
use tenon::kernel::error::Result;
use tenon::kernel::tx::Tx;
use tenon::ledger::currency;
use tenon::ledger::currency::NewExchangeRate;
use tenon::ledger::term;
use tenon::ledger::term::InstalmentOf;
use tenon::ledger::term::NewPaymentTerm;
use tenon::party::address::NewAddress;
use tenon_db::Percent;

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

/// From a day on so many units of a currency are worth so much of another: `rate(&world, ("100", "JPY"), ("0.61", "EUR"), …)`.
pub fn rate(world: &World, (units, of): (&str, &str), (amount, base): (&str, &str), on: &str) {
    let company = world.company("NW");
    let new = NewExchangeRate {
        currency: of.to_owned(),
        base_currency: base.to_owned(),
        rate_date: on.parse().unwrap(),
        unit_count: units.parse().unwrap(),
        amount: amount.parse().unwrap(),
    };
    world.write(move |tx| currency::ops::add(tx, company, &new));
}

/// A payment term: half at once, half in 30 days.
pub fn halves(world: &World) -> PaymentTermId {
    let company = world.company("NW");
    let half = |day_count| InstalmentOf {
        share_percent: Percent::whole(50),
        day_count,
        is_end_of_month: false,
    };
    let new = NewPaymentTerm {
        code: "HALF".to_owned(),
        name: "Half now, half in 30 days".to_owned(),
        discount_percent: None,
        discount_days: None,
        instalments: vec![half(0), half(30)],
        names: Vec::new(),
    };
    world.write(move |tx| term::ops::create(tx, company, &new))
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
