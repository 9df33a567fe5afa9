//! The small group that each world begins with: Nordwerk GmbH (`NW`, Germany, EUR, the company most tests work in) and
//! 高雄冷凍 (`KC`, Taiwan, TWD). People of NW: `sales`, `warehouse`, `accountant`; `admin` may everything everywhere; `other` is
//! a salesperson of KC only.
use std::sync::Arc;
use tenon::company::user;
use tenon::company::user::NewUser;
use tenon::ids::CompanyId;
use tenon::kernel::actor::Actor;
use tenon::kernel::error::Result;
use tenon::kernel::tx::Tx;
use tenon::kernel::web::House;
use tenon::setup::founding;
use tenon::setup::founding::Founding;

/// The password of everybody.
pub const PASSWORD: &str = "mortise and joint";

/// Founds it.
pub fn fill(house: &House) {
    let hash = house.hasher.hash(PASSWORD).unwrap();
    let system = Arc::new(Actor::system(user::SYSTEM, "Tenon", Vec::new()));
    house
        .write_as(&system, |tx| {
            user::ops::ensure_system(tx)?;
            user::ops::ensure_roles(tx)
        })
        .unwrap();
    house
        .write_as(&system, move |tx| {
            let nordwerk = founding::ops::found(tx, &company("NW", "Nordwerk GmbH", "DE"))?;
            let kaohsiung = founding::ops::found(tx, &company("KC", "高雄冷凍", "TW"))?;
            person(tx, "admin", "administrator", None, &hash)?;
            for role in ["sales", "warehouse", "accountant"] {
                person(tx, role, role, Some(nordwerk), &hash)?;
            }
            person(tx, "other", "sales", Some(kaohsiung), &hash)
        })
        .unwrap();
}

fn company(code: &str, name: &str, country: &str) -> Founding {
    Founding {
        code: code.to_owned(),
        name: name.to_owned(),
        country: country.to_owned(),
        currency: None,
        chart: None,
        fiscal_year_start_month: None,
        language: Some("en".to_owned()),
        street: Some("Werftstraße 12".to_owned()),
        postal_code: Some("24143".to_owned()),
        city: Some("Kiel".to_owned()),
        tax_number: Some("DE812345678".to_owned()),
        first_year: 2025,
        year_count: 2,
    }
}

fn person(tx: &mut Tx<'_>, name: &str, role: &str, company: Option<CompanyId>, hash: &str) -> Result<()> {
    let new = NewUser {
        email: email(name),
        name: name.to_owned(),
        roles: vec![role.to_owned()],
        company_id: company,
        language: None,
    };
    user::ops::create(tx, &new, hash).map(|_| ())
}

/// Where somebody of it signs in.
pub fn email(name: &str) -> String {
    format!("{name}@tenon.test")
}
