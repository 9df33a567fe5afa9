//! The demo's masters, made by the same operations as on the screens: places, rates, reasons, range, parties.
use crate::company::reason;
use crate::company::reason::NewReason;
use crate::company::reason::ReasonFor;
use crate::ids::CompanyId;
use crate::ids::PartyId;
use crate::inventory::warehouse;
use crate::inventory::warehouse::NewWarehouse;
use crate::kernel::error::Error;
use crate::kernel::error::Result;
use crate::kernel::tx::Tx;
use crate::ledger::currency;
use crate::ledger::currency::NewExchangeRate;
use crate::party::carrier;
use crate::party::carrier::NewCarrier;
use crate::party::group;
use crate::party::group::NewGroup;
use crate::people::employee;
use crate::people::employee::NewEmployee;
use crate::setup::demo::chance::Chance;
use crate::setup::demo::group::Founded;
use crate::setup::demo::parties;
use crate::setup::demo::parties::DemoCustomer;
use crate::setup::demo::products;
use crate::setup::demo::products::DemoProduct;
use chrono::NaiveDate;
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
pub const DEALER: &str = "dealer";

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
    let products = products::create(tx, first.id)?;
    let dealers = NewGroup {
        company_id: None,
        code: DEALER.to_owned(),
        name: "Dealers".to_owned(),
    };
    group::ops::create(tx, &dealers)?;
    create_reasons(tx)?;
    let lists = products::create_price_lists(tx, companies, &products)?;
    create_carriers(tx)?;
    let suppliers = parties::create_suppliers(tx)?;
    let customers = parties::create_customers(tx, companies, &lists, chance)?;
    Ok(Masters {
        products,
        customers,
        suppliers,
    })
}

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

/// An outlet store beside the main warehouse, and four employees, for each company.
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

/// Rates of each quarter: currency, base currency, how many units, and what these are worth in the base currency.
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
            currency::ops::add(tx, asking, &new)?;
        }
    }
    Ok(())
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
