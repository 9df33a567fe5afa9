//! What the demo group makes and sells: categories, products, price lists.
use crate::catalog::category;
use crate::catalog::category::CostingMethod;
use crate::catalog::category::NewCategory;
use crate::catalog::price;
use crate::catalog::price::NewPriceList;
use crate::catalog::price::PriceOf;
use crate::catalog::product;
use crate::catalog::product::NewProduct;
use crate::catalog::product::ProductKind;
use crate::catalog::product::ProductText;
use crate::catalog::unit;
use crate::ids::CompanyId;
use crate::ids::PriceListId;
use crate::ids::ProductCategoryId;
use crate::ids::ProductId;
use crate::ids::UnitId;
use crate::kernel::error::Error;
use crate::kernel::error::Result;
use crate::kernel::input::LongText;
use crate::kernel::tx::Tx;
use crate::setup::demo::group::Founded;
use crate::setup::demo::masters::DEALER;
use crate::setup::demo::range::CATEGORIES;
use crate::setup::demo::range::FAMILIES;
use crate::setup::demo::range::Family;
use std::collections::BTreeMap;
use tenon_db::Quantity;
use tenon_db::UnitPrice;

/// A product as the demo's business needs it.
#[derive(Debug, Clone)]
pub struct DemoProduct {
    pub id: ProductId,
    /// Code of the company that makes and sells it; empty: all do.
    pub maker: &'static str,
    pub is_stocked: bool,
    /// In euros.
    pub price: UnitPrice,
}

/// Categories, units and products.
pub fn create(tx: &mut Tx<'_>, asking: CompanyId) -> Result<Vec<DemoProduct>> {
    let units = unit::ops::ensure_standard(tx)?;
    let mut categories: BTreeMap<&str, ProductCategoryId> = BTreeMap::new();
    for (code, name, is_fifo) in CATEGORIES {
        let new = NewCategory {
            costing_method: if *is_fifo {
                CostingMethod::Fifo
            } else {
                CostingMethod::MovingAverage
            },
            ..NewCategory::named(*code, *name)
        };
        categories.insert(code, category::ops::create(tx, asking, &new)?);
    }
    let mut products = Vec::new();
    for family in FAMILIES {
        let unit = units
            .get(if family.code == "LABOUR" { "h" } else { "pcs" })
            .or_else(|| units.values().next());
        let (Some(category), Some(unit)) = (categories.get(family.category), unit) else {
            return Err(Error::internal("the demo's range has a category and a unit"));
        };
        for (model, place) in family.models.iter().zip(0_i64..) {
            products.push(create_product(tx, asking, family, model, place, (*category, *unit))?);
        }
    }
    Ok(products)
}

fn create_product(
    tx: &mut Tx<'_>,
    asking: CompanyId,
    family: &Family,
    model: &[&'static str; 3],
    place: i64,
    (category, unit): (ProductCategoryId, UnitId),
) -> Result<DemoProduct> {
    let [english, traditional, simplified] = [0, 1, 2].map(|language: usize| {
        let name = family.names.get(language).copied().unwrap_or_default();
        let model = model.get(language).copied().unwrap_or_default();
        format!("{name} {model}").trim_end().to_owned()
    });
    let is_service = family.category == "SERVICE";
    let text = |language: &str, name: String| ProductText {
        language: language.to_owned(),
        name: Some(name),
        description: LongText::default(),
    };
    let price = UnitPrice::whole(family.base_price + family.base_price * place / 8);
    let code = if is_service {
        family.code.to_owned()
    } else {
        format!("{}-{}", family.code, 100 + place * 10)
    };
    let new = NewProduct {
        company_id: Some(asking),
        kind: if is_service {
            ProductKind::Service
        } else {
            ProductKind::Stocked
        },
        list_price: Some(price),
        list_currency: Some("EUR".to_owned()),
        reorder_quantity: (!is_service).then(|| Quantity::whole(12)),
        texts: vec![text("zh-Hant", traditional), text("zh-Hans", simplified)],
        ..NewProduct::named(code, english, category, unit)
    };
    let id = product::ops::create(tx, &new)?;
    Ok(DemoProduct {
        id,
        maker: family.maker,
        is_stocked: !is_service,
        price,
    })
}

/// The lists of one company.
#[derive(Debug, Clone, Copy)]
pub struct Lists {
    pub dealer: PriceListId,
}

/// The lists of each company: for everyone, and for dealers with a break at ten.
pub fn create_price_lists(
    tx: &mut Tx<'_>,
    companies: &[Founded],
    products: &[DemoProduct],
) -> Result<BTreeMap<CompanyId, Lists>> {
    let mut lists = BTreeMap::new();
    for company in companies {
        let sold = products.iter().filter(|product| sells(company.demo.code, product));
        let in_currency = |product: &DemoProduct, percent: i64| {
            let whole =
                i128::from(product.price.raw()) * i128::from(company.demo.euro_rate) * i128::from(percent) / 100;
            let whole = i64::try_from(whole).unwrap_or(i64::MAX);
            UnitPrice::from_raw(whole - whole % UnitPrice::whole(1).raw())
        };
        let price = |product: &DemoProduct, percent: i64, from: i64| PriceOf {
            product_id: product.id,
            minimum_quantity: (from > 0).then(|| Quantity::whole(from)),
            start_date: None,
            end_date: None,
            unit_price: in_currency(product, percent),
        };
        let standard: Vec<PriceOf> = sold.clone().map(|product| price(product, 100, 0)).collect();
        let dealer = sold
            .flat_map(|product| [price(product, 88, 0), price(product, 82, 10)])
            .collect();
        let list = |kind: &str, name: &str, group: Option<&str>, priority: i32, items: Vec<PriceOf>| NewPriceList {
            company_id: Some(company.id),
            code: format!("{}-{kind}", company.demo.code),
            name: format!("{name} {}", company.demo.code),
            currency: company.demo.currency.to_owned(),
            for_company_id: Some(company.id),
            customer_group: group.map(str::to_owned),
            priority: Some(priority),
            items,
        };
        price::ops::create(tx, &list("LIST", "List prices", None, 100, standard))?;
        let dealer = price::ops::create(tx, &list("DEALER", "Dealer prices", Some(DEALER), 50, dealer))?;
        lists.insert(company.id, Lists { dealer });
    }
    Ok(lists)
}

/// Whether a company sells a product: its own make, parts by the service centre, services by all.
pub fn sells(company: &str, product: &DemoProduct) -> bool {
    product.maker.is_empty() || product.maker == company
}
