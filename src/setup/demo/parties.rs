//! Whom the demo group buys from and sells to.
use crate::ids::CompanyId;
use crate::ids::PartyId;
use crate::ids::PaymentTermId;
use crate::kernel::country::Country;
use crate::kernel::error::Error;
use crate::kernel::error::Result;
use crate::kernel::tx::Tx;
use crate::ledger::tax;
use crate::ledger::term;
use crate::party;
use crate::party::NewContact;
use crate::party::NewParty;
use crate::party::address::NewAddress;
use crate::party::terms;
use crate::party::terms::SetTerms;
use crate::setup::demo::chance::Chance;
use crate::setup::demo::group::Founded;
use crate::setup::demo::masters::DEALER;
use crate::setup::demo::names::PLACES;
use crate::setup::demo::names::Place;
use crate::setup::demo::names::SUPPLIERS;
use crate::setup::demo::products::Lists;
use std::collections::BTreeMap;
use tenon_db::Money;

/// Customers of the demo; with suppliers and carriers there are over 400 parties.
const CUSTOMERS: usize = 400;

/// A customer and the company he buys from.
#[derive(Debug, Clone, Copy)]
pub struct DemoCustomer {
    pub id: PartyId,
    pub company: CompanyId,
}

/// Where parts are bought.
pub fn create_suppliers(tx: &mut Tx<'_>) -> Result<Vec<PartyId>> {
    let mut made = Vec::new();
    for (name, country, city) in SUPPLIERS {
        let address = address((*city).to_owned(), None, None, country)?;
        let mut new = plain_party(name, country, address)?;
        new.is_supplier = true;
        made.push(party::ops::create(tx, &new)?);
    }
    Ok(made)
}

/// Customers of all companies, each with his terms.
pub fn create_customers(
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
    let mut new = plain_party(&name, place.country, address)?;
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

/// A company's customers come from the countries it sells to.
fn home_of(place: &Place) -> &'static [&'static str] {
    match place.country {
        "TW" => &["KC"],
        "CN" => &["SK"],
        _ => &["NW", "NW", "SC"],
    }
}

fn plain_party(name: &str, country: &str, address: NewAddress) -> Result<NewParty> {
    Ok(NewParty {
        country: Some(known(country)?),
        addresses: vec![address],
        ..NewParty::named(name)
    })
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
