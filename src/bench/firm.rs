//! The firm whose business is measured: one company, its customers and products, with far more in stock than is sold.
use crate::bench::place::Place;
use crate::catalog::category;
use crate::catalog::category::CostingMethod;
use crate::catalog::category::NewCategory;
use crate::catalog::product;
use crate::catalog::product::NewProduct;
use crate::catalog::product::ProductKind;
use crate::catalog::unit;
use crate::company::me;
use crate::company::me::NewToken;
use crate::company::user;
use crate::company::user::NewUser;
use crate::ids::CompanyId;
use crate::ids::PartyId;
use crate::ids::ProductId;
use crate::inventory::goods_receipt;
use crate::inventory::goods_receipt::NewGoodsReceipt;
use crate::inventory::goods_receipt::NewReceiptLine;
use crate::inventory::goods_receipt::ReceiptKind;
use crate::kernel::actor::Actor;
use crate::kernel::clock::Clock;
use crate::kernel::country::Country;
use crate::kernel::error::Error;
use crate::kernel::error::Result as Done;
use crate::kernel::input::LongText;
use crate::kernel::session;
use crate::kernel::tx::Tx;
use crate::kernel::web::House;
use crate::migrations;
use crate::party;
use crate::party::NewParty;
use crate::party::address::NewAddress;
use crate::permission::Permission;
use crate::setup::founding;
use crate::setup::founding::Founding;
use crate::start;
use chrono::Datelike;
use chrono::NaiveDate;
use std::sync::Arc;
use tenon_db::Db;
use tenon_db::Money;
use tenon_db::Quantity;
use tenon_db::UnitPrice;

const CUSTOMERS: usize = 320;
const PRODUCTS: usize = 60;
const LINES: usize = 3;
/// Germany's standard rate, in percent.
const TAX: i64 = 19;
/// Of each product.
const IN_STOCK: i64 = 1_000_000;
/// Open fiscal years before the running one.
const YEARS_BEFORE: i32 = 2;
const EMAIL: &str = "bench@tenon.example";
const PASSWORD: &str = "measured twice, cut once";

/// What a client needs to know to order.
#[derive(Debug, Clone)]
pub struct Firm {
    pub company: i64,
    pub token: String,
    pub email: String,
    pub password: String,
    /// Its books begin on this day, and its stock is there.
    pub first_day: NaiveDate,
    customers: Vec<i64>,
    /// Id and price in whole euros.
    products: Vec<(i64, i64)>,
}

pub struct Order {
    pub customer: i64,
    pub lines: Vec<Line>,
    /// With tax.
    pub total: Money,
}

pub struct Line {
    pub product: i64,
    pub quantity: i64,
}

impl Firm {
    /// The `number`-th order: three products that differ, customers in turn.
    pub fn order(&self, number: usize) -> Order {
        let customer = self.customers.get(number % self.customers.len());
        let mut net = 0;
        let lines: Vec<Line> = (0..LINES)
            .filter_map(|at| {
                let (product, price) = self.products.get((number * 7 + at * 20) % self.products.len())?;
                let quantity = i64::try_from((number + at) % 3 + 1).ok()?;
                net += price * quantity;
                Some(Line {
                    product: *product,
                    quantity,
                })
            })
            .collect();
        Order {
            customer: customer.copied().unwrap_or_default(),
            lines,
            // Prices are multiples of 100: the tax is exact.
            total: Money::whole(net + net * TAX / 100),
        }
    }
}

/// Founds it by the real operations.
pub fn found(place: &Place) -> Result<Firm, String> {
    let db = Db::open(&place.settings(1), &migrations::schema()).map_err(|error| error.to_string())?;
    let house = start::house(db, Clock::real(), &place.folder);
    house.db.expect_slow_writes();
    let firm = fill(&house).map_err(|error| error.to_string())?;
    house.db.checkpoint().map_err(|error| error.to_string())?;
    house.db.close();
    Ok(firm)
}

fn fill(house: &House) -> Done<Firm> {
    let system = |companies| Arc::new(Actor::system(user::SYSTEM, "Tenon", companies));
    let nobody = system(Vec::new());
    house.write_as(&nobody, |tx| {
        user::ops::ensure_system(tx)?;
        user::ops::ensure_roles(tx)
    })?;
    let hash = house
        .hasher
        .hash(PASSWORD)
        .map_err(|error| Error::internal(error.key()))?;
    let year = house.clock.now().year() - YEARS_BEFORE;
    let first_day = NaiveDate::from_ymd_opt(year, 1, 1).ok_or_else(|| Error::internal("a year begins"))?;
    let (person, company) = house.write_as(&nobody, move |tx| {
        Ok((
            user::ops::create(tx, &person(), &hash)?,
            founding::ops::found(tx, &company(year))?,
        ))
    })?;
    let actor = system(vec![company]);
    let token = session::new_secret();
    let (customers, products) =
        house.write_as(&actor, move |tx| Ok((customers(tx, company)?, products(tx, company)?)))?;
    let (shelf, secret) = (products.clone(), token.clone());
    house.write_as(&actor, move |tx| {
        stock(tx, company, first_day, &shelf)?;
        let new = NewToken {
            name: "bench".to_owned(),
            days: me::TOKEN_DAYS[0],
            scopes: Permission::ALL.iter().copied().filter(|one| !one.is_free()).collect(),
        };
        me::ops::create_token(tx, person, &new, &secret)
    })?;
    Ok(Firm {
        company: company.raw(),
        token,
        email: EMAIL.to_owned(),
        password: PASSWORD.to_owned(),
        first_day,
        customers: customers.into_iter().map(PartyId::raw).collect(),
        products: products.into_iter().map(|(id, price)| (id.raw(), price)).collect(),
    })
}

fn person() -> NewUser {
    NewUser {
        email: EMAIL.to_owned(),
        name: "Bench".to_owned(),
        roles: vec!["administrator".to_owned()],
        company_id: None,
        language: None,
    }
}

fn company(year: i32) -> Founding {
    Founding {
        code: "BENCH".to_owned(),
        name: "Bench GmbH".to_owned(),
        country: "DE".to_owned(),
        currency: None,
        language: Some("en".to_owned()),
        street: Some("Werftstraße 12".to_owned()),
        postal_code: Some("24143".to_owned()),
        city: Some("Kiel".to_owned()),
        tax_number: Some("DE812345678".to_owned()),
        fiscal_year_start_month: None,
        chart: None,
        first_year: year,
        year_count: YEARS_BEFORE + 2,
    }
}

fn customers(tx: &mut Tx<'_>, company: CompanyId) -> Done<Vec<PartyId>> {
    (1..=CUSTOMERS)
        .map(|number| party::ops::create(tx, &customer(company, number)))
        .collect()
}

fn customer(company: CompanyId, number: usize) -> NewParty {
    NewParty {
        company_id: Some(company),
        number: None,
        name: format!("Elektro Kunde {number:03}"),
        kind: None,
        is_customer: true,
        is_supplier: false,
        is_carrier: false,
        tax_number: None,
        language: None,
        country: Country::find("DE"),
        email: None,
        phone: None,
        website: None,
        customer_group: None,
        owner_id: None,
        addresses: vec![NewAddress {
            id: None,
            kind: None,
            name: None,
            street: Some(format!("Strandweg {number}")),
            postal_code: Some("20095".to_owned()),
            city: Some("Hamburg".to_owned()),
            region: None,
            country: Country::find("DE"),
        }],
        contacts: Vec::new(),
        bank_accounts: Vec::new(),
    }
}

fn products(tx: &mut Tx<'_>, company: CompanyId) -> Done<Vec<(ProductId, i64)>> {
    let units = unit::ops::ensure_standard(tx)?;
    let piece = units
        .get("pcs")
        .copied()
        .ok_or_else(|| Error::internal("pieces are a standard unit"))?;
    let new = NewCategory {
        code: "GOODS".to_owned(),
        name: "Goods".to_owned(),
        description: LongText::default(),
        costing_method: CostingMethod::MovingAverage,
        tax_class: None,
    };
    let category_id = category::ops::create(tx, company, &new)?;
    (0..PRODUCTS)
        .zip(1_i64..)
        .map(|(_, number)| {
            let price = 100 * (number % 9 + 1);
            let new = NewProduct {
                company_id: Some(company),
                code: format!("G-{number:03}"),
                name: format!("Appliance {number:03}"),
                description: LongText::default(),
                kind: ProductKind::Stocked,
                category_id,
                unit_id: piece,
                barcode: None,
                tax_class: None,
                list_price: Some(UnitPrice::whole(price)),
                list_currency: None,
                pack_text: None,
                supplier_id: None,
                reorder_quantity: None,
                tracking: None,
                is_sold: None,
                texts: Vec::new(),
                units: Vec::new(),
            };
            Ok((product::ops::create(tx, &new)?, price))
        })
        .collect()
}

/// Enough of everything from the first day on, at half its price.
fn stock(tx: &mut Tx<'_>, company: CompanyId, day: NaiveDate, products: &[(ProductId, i64)]) -> Done<()> {
    let line = |(product_id, price): &(ProductId, i64)| NewReceiptLine {
        id: None,
        product_id: *product_id,
        unit_id: None,
        quantity: Quantity::whole(IN_STOCK),
        unit_cost: Some(UnitPrice::whole(price / 2)),
        lot: None,
    };
    let new = NewGoodsReceipt {
        company_id: Some(company),
        kind: ReceiptKind::Opening,
        party_id: None,
        warehouse_id: None,
        receipt_date: Some(day),
        supplier_reference: None,
        lines: products.iter().map(line).collect(),
    };
    let receipt = goods_receipt::ops::create(tx, &new)?;
    goods_receipt::ops::post(tx, receipt, 1).map(|_| ())
}
