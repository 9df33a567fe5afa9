//! The demo's masters, made by the same operations as on the screens: range, price lists, parties, warehouses, rates.
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
use crate::company::reason;
use crate::company::reason::NewReason;
use crate::company::reason::ReasonFor;
use crate::ids::CompanyId;
use crate::ids::PartyId;
use crate::ids::PaymentTermId;
use crate::ids::PriceListId;
use crate::ids::ProductCategoryId;
use crate::ids::ProductId;
use crate::ids::UnitId;
use crate::inventory::warehouse;
use crate::inventory::warehouse::NewWarehouse;
use crate::kernel::country::Country;
use crate::kernel::error::Error;
use crate::kernel::error::Result;
use crate::kernel::input::LongText;
use crate::kernel::tx::Tx;
use crate::ledger::currency;
use crate::ledger::currency::NewExchangeRate;
use crate::ledger::tax;
use crate::ledger::term;
use crate::party;
use crate::party::NewContact;
use crate::party::NewParty;
use crate::party::address::NewAddress;
use crate::party::carrier;
use crate::party::carrier::NewCarrier;
use crate::party::group;
use crate::party::group::NewGroup;
use crate::party::terms;
use crate::party::terms::SetTerms;
use crate::people::employee;
use crate::people::employee::NewEmployee;
use crate::setup::demo::chance::Chance;
use crate::setup::demo::group::Founded;
use crate::setup::demo::names::PLACES;
use crate::setup::demo::names::Place;
use crate::setup::demo::names::SUPPLIERS;
use crate::setup::demo::range::CATEGORIES;
use crate::setup::demo::range::FAMILIES;
use crate::setup::demo::range::Family;
use chrono::NaiveDate;
use std::collections::BTreeMap;
use tenon_db::Money;
use tenon_db::Quantity;
use tenon_db::UnitPrice;

const REASONS: &[(ReasonFor, &str)] = &[
    (ReasonFor::Loss, "Price"),
    (ReasonFor::Loss, "Delivery time"),
    (ReasonFor::Loss, "Bought elsewhere"),
    (ReasonFor::Cancel, "Ordered twice"),
    (ReasonFor::Cancel, "No longer wanted"),
    (ReasonFor::Hold, "Waiting for prepayment"),
    (ReasonFor::Hold, "Address to be clarified"),
    (ReasonFor::Return, "Damaged in transit"),
    (ReasonFor::Return, "Wrong model"),
    (ReasonFor::Return, "Does not fit"),
    (ReasonFor::Credit, "Price agreed otherwise"),
    (ReasonFor::Credit, "Goods returned"),
    (ReasonFor::WriteOff, "Bank charges"),
    (ReasonFor::WriteOff, "Rounding"),
];

/// The customer group of those who sell on.
const DEALER: &str = "dealer";
/// Customers of the demo; with suppliers and carriers there are over 400 parties.
const CUSTOMERS: usize = 400;

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

/// A customer and the company he buys from.
#[derive(Debug, Clone, Copy)]
pub struct DemoCustomer {
    pub id: PartyId,
    pub company: CompanyId,
}

/// What the business is made with.
#[derive(Debug, Clone, Default)]
pub struct Masters {
    pub products: Vec<DemoProduct>,
    pub customers: Vec<DemoCustomer>,
    pub suppliers: Vec<PartyId>,
}

/// Makes all of it.
pub fn create(tx: &mut Tx<'_>, companies: &[Founded], chance: &mut Chance, since: NaiveDate) -> Result<Masters> {
    let Some(first) = companies.first() else {
        return Err(Error::internal("the demo has companies"));
    };
    for company in companies {
        create_places(tx, company)?;
    }
    create_rates(tx, first.id, since)?;
    let products = create_range(tx, first.id)?;
    let dealers = NewGroup {
        company_id: None,
        code: DEALER.to_owned(),
        name: "Dealers".to_owned(),
    };
    group::ops::create(tx, &dealers)?;
    create_reasons(tx)?;
    let lists = create_price_lists(tx, companies, &products)?;
    create_carriers(tx)?;
    let suppliers = create_suppliers(tx)?;
    let customers = create_customers(tx, companies, &lists, chance)?;
    Ok(Masters {
        products,
        customers,
        suppliers,
    })
}

/// An outlet store beside the main warehouse, and four employees, for each company.
/// Reasons to choose from.
fn create_reasons(tx: &mut Tx<'_>) -> Result<()> {
    for (used_for, name) in REASONS {
        let new = NewReason {
            company_id: None,
            used_for: *used_for,
            name: (*name).to_owned(),
        };
        reason::ops::create(tx, &new)?;
    }
    Ok(())
}

fn create_places(tx: &mut Tx<'_>, company: &Founded) -> Result<()> {
    let store = NewWarehouse {
        company_id: Some(company.id),
        code: "SHOP".to_owned(),
        name: "Outlet store".to_owned(),
        valuation_area_id: None,
        street: None,
        postal_code: None,
        city: Some(company.demo.city.to_owned()),
        country: None,
        allows_negative: false,
    };
    warehouse::ops::create(tx, &store)?;
    let mut manager = None;
    for ((name, job), number) in company.demo.people.iter().zip(1..) {
        let new = NewEmployee {
            company_id: Some(company.id),
            number: format!("{}{number:03}", company.demo.code),
            name: (*name).to_owned(),
            job_title: Some((*job).to_owned()),
            email: None,
            phone: None,
            manager_id: manager,
            user_id: None,
            hire_date: NaiveDate::from_ymd_opt(2019, 3, 1),
        };
        let id = employee::ops::create(tx, company.id, &new)?;
        manager = manager.or(Some(id));
    }
    Ok(())
}

/// Rates of each quarter, in euros for one hundred of the other currency.
const RATES: &[(&str, &str, i64, &[i64])] = &[
    ("USD", "EUR", 100, &[92, 93, 91, 94, 95, 92, 90, 91, 89]),
    ("NOK", "EUR", 1000, &[88, 87, 86, 85, 86, 87, 85, 84, 85]),
    ("USD", "TWD", 1, &[31, 32, 32, 32, 33, 32, 30, 30, 31]),
    ("EUR", "CNY", 10, &[78, 77, 78, 76, 77, 79, 82, 83, 82]),
];

fn create_rates(tx: &mut Tx<'_>, asking: CompanyId, since: NaiveDate) -> Result<()> {
    for (from, to, units, amounts) in RATES {
        for (amount, quarter) in amounts.iter().zip(0_u32..) {
            let rate_date = since + chrono::Months::new(3 * quarter);
            let new = NewExchangeRate {
                currency: (*from).to_owned(),
                base_currency: (*to).to_owned(),
                rate_date,
                unit_count: UnitPrice::whole(*units),
                amount: UnitPrice::whole(*amount),
            };
            currency::ops::put(tx, asking, &new)?;
        }
    }
    Ok(())
}

fn create_range(tx: &mut Tx<'_>, asking: CompanyId) -> Result<Vec<DemoProduct>> {
    let units = unit::ops::ensure_standard(tx)?;
    let mut categories: BTreeMap<&str, ProductCategoryId> = BTreeMap::new();
    for (code, name, is_fifo) in CATEGORIES {
        let new = NewCategory {
            code: (*code).to_owned(),
            name: (*name).to_owned(),
            description: LongText::default(),
            costing_method: if *is_fifo {
                CostingMethod::Fifo
            } else {
                CostingMethod::MovingAverage
            },
            tax_class: None,
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
    let new = NewProduct {
        company_id: Some(asking),
        code: if is_service {
            family.code.to_owned()
        } else {
            format!("{}-{}", family.code, 100 + place * 10)
        },
        name: english,
        description: LongText::default(),
        kind: if is_service {
            ProductKind::Service
        } else {
            ProductKind::Stocked
        },
        category_id: category,
        unit_id: unit,
        barcode: None,
        tax_class: None,
        list_price: Some(price),
        list_currency: Some("EUR".to_owned()),
        pack_text: None,
        supplier_id: None,
        reorder_quantity: (!is_service).then(|| Quantity::whole(12)),
        tracking: None,
        is_sold: Some(true),
        texts: vec![text("zh-Hant", traditional), text("zh-Hans", simplified)],
        units: Vec::new(),
    };
    let id = product::ops::create(tx, &new)?;
    Ok(DemoProduct {
        id,
        maker: family.maker,
        is_stocked: !is_service,
        price,
    })
}

/// The lists of one company: for everyone, and for dealers with a break at ten.
#[derive(Debug, Clone, Copy)]
struct Lists {
    dealer: PriceListId,
}

fn create_price_lists(
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

fn create_carriers(tx: &mut Tx<'_>) -> Result<()> {
    for (code, name) in [
        ("OWN", "Own truck"),
        ("DHL", "Parcel service"),
        ("SEA", "Sea freight"),
        ("PICKUP", "Picked up"),
    ] {
        let new = NewCarrier {
            company_id: None,
            code: code.to_owned(),
            name: name.to_owned(),
            party_id: None,
            phone: None,
            tracking_url: None,
        };
        carrier::ops::create(tx, &new)?;
    }
    Ok(())
}

fn create_suppliers(tx: &mut Tx<'_>) -> Result<Vec<PartyId>> {
    let mut made = Vec::new();
    for (name, country, city) in SUPPLIERS {
        let address = address((*city).to_owned(), None, None, country)?;
        let mut new = plain_party((*name).to_owned(), country, address)?;
        new.is_supplier = true;
        made.push(party::ops::create(tx, &new)?);
    }
    Ok(made)
}

fn address(city: String, postal_code: Option<String>, street: Option<String>, country: &str) -> Result<NewAddress> {
    let country = known(country)?;
    Ok(NewAddress {
        id: None,
        kind: None,
        name: None,
        street,
        postal_code,
        city: Some(city),
        region: None,
        country: Some(country),
    })
}

fn known(country: &str) -> Result<Country> {
    Country::find(country).ok_or_else(|| Error::internal("the demo knows its countries"))
}

fn plain_party(name: String, country: &str, address: NewAddress) -> Result<NewParty> {
    Ok(NewParty {
        company_id: None,
        number: None,
        name,
        kind: None,
        is_customer: false,
        is_supplier: false,
        is_carrier: false,
        tax_number: None,
        language: None,
        country: Some(known(country)?),
        email: None,
        phone: None,
        website: None,
        customer_group: None,
        owner_id: None,
        addresses: vec![address],
        contacts: Vec::new(),
        bank_accounts: Vec::new(),
    })
}

/// A company's customers come from the countries it sells to.
fn home_of(place: &Place) -> &'static [&'static str] {
    match place.country {
        "TW" => &["KC"],
        "CN" => &["SK"],
        _ => &["NW", "NW", "SC"],
    }
}

fn create_customers(
    tx: &mut Tx<'_>,
    companies: &[Founded],
    lists: &BTreeMap<CompanyId, Lists>,
    chance: &mut Chance,
) -> Result<Vec<DemoCustomer>> {
    let payment_terms = term::queries::choices(tx.conn)?;
    let mut customers = Vec::new();
    let mut firms: BTreeMap<&str, usize> = BTreeMap::new();
    for number in 0..CUSTOMERS {
        let place = chance.one_of(PLACES)?;
        let firm = firms.entry(place.country).or_default();
        let home = *chance.one_of(home_of(place))?;
        let Some(company) = companies.iter().find(|company| company.demo.code == home) else {
            return Err(Error::internal("the demo's customers have a company"));
        };
        let is_dealer = chance.percent(40);
        let new = customer(place, (*firm, number), is_dealer, chance)?;
        *firm += 1;
        let id = party::ops::create(tx, &new)?;
        let is_abroad = place.country != company.demo.country;
        let positions = tax::queries::positions(tx.conn, company.id)?;
        let terms = SetTerms {
            company_id: Some(company.id),
            payment_term_id: Some(
                *chance.one_of(&payment_terms.iter().map(|term| term.id).collect::<Vec<PaymentTermId>>())?,
            ),
            credit_limit_amount: is_dealer
                .then(|| Money::whole(company.demo.euro_rate * 2_000 * chance.between(4, 40))),
            price_list_id: lists.get(&company.id).filter(|_| is_dealer).map(|lists| lists.dealer),
            tax_position_id: positions
                .iter()
                .find(|position| is_abroad && position.code == "EXPORT")
                .map(|position| position.id),
            is_blocked: false,
        };
        terms::ops::set(tx, id, company.id, 0, &terms)?;
        customers.push(DemoCustomer {
            id,
            company: company.id,
        });
    }
    Ok(customers)
}

/// The customer with these numbers in his country and among all.
fn customer(place: &Place, (firm, number): (usize, usize), is_dealer: bool, chance: &mut Chance) -> Result<NewParty> {
    let Some((name, city, postal_code)) = place.firm(firm) else {
        return Err(Error::internal("the demo's places have cities, families and trades"));
    };
    let family = place
        .families
        .get(firm % place.families.len())
        .copied()
        .unwrap_or_default();
    let surname = |names: [&'static str; 6]| names.get(number % names.len()).copied().unwrap_or_default();
    let (buyer, job) = match place.country {
        "TW" => (format!("{}經理", surname(["陳", "林", "黃", "張", "李", "吳"])), "採購"),
        "CN" => (format!("{}经理", surname(["王", "李", "张", "刘", "陈", "杨"])), "采购"),
        _ => (format!("M. {family}"), "Purchasing"),
    };
    let street = format!("{} {}", chance.one_of(place.streets)?, chance.between(1, 180));
    let address = address(
        city.to_owned(),
        Some(postal_code.to_owned()),
        Some(street),
        place.country,
    )?;
    let mut new = plain_party(name, place.country, address)?;
    new.is_customer = true;
    new.customer_group = is_dealer.then(|| DEALER.to_owned());
    new.email = Some(format!("office{number}@customer.example"));
    new.phone = Some(format!("{} {}", place.dial, 3_000_000 + number * 7_919));
    new.contacts = vec![NewContact {
        id: None,
        name: buyer,
        job_title: Some(job.to_owned()),
        email: Some(format!("buyer{number}@customer.example")),
        phone: None,
    }];
    Ok(new)
}
