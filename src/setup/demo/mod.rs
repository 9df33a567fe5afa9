//! The demo group: makers of home appliances and their service centre, with two years of business.
mod group;

use crate::company::user;
use crate::company::user::NewUser;
use crate::kernel::actor::Actor;
use crate::kernel::error::Error;
use crate::kernel::error::Result;
use crate::kernel::web::House;
use std::sync::Arc;

/// Somebody to sign in as.
#[derive(Debug, Clone, Copy)]
pub struct SignIn {
    /// Code of the role.
    pub role: &'static str,
    pub name: &'static str,
    pub email: &'static str,
}

/// One for each standard role; all have the same password.
pub const SIGN_INS: &[SignIn] = &[
    sign_in("administrator", "Ada Lindqvist", "admin@tenon.example"),
    sign_in("sales", "Sven Halvorsen", "sales@tenon.example"),
    sign_in("warehouse", "Wanda Nowak", "warehouse@tenon.example"),
    sign_in("accountant", "Alice Chen", "accountant@tenon.example"),
];

/// Long enough for the rules, and never used outside the demo.
pub const PASSWORD: &str = "mortise and joint";

const fn sign_in(role: &'static str, name: &'static str, email: &'static str) -> SignIn {
    SignIn { role, name, email }
}

/// Fills a fresh database with the demo group.
pub fn fill(house: &House) -> Result<()> {
    let hash = house
        .hasher
        .hash(PASSWORD)
        .map_err(|error| Error::internal(error.key()))?;
    let system = Arc::new(Actor::system(user::SYSTEM, "Tenon", Vec::new()));
    house.write_as(&system, |tx| {
        user::ops::ensure_system(tx)?;
        user::ops::ensure_roles(tx)
    })?;
    house.write_as(&system, move |tx| {
        for company in group::COMPANIES {
            crate::setup::founding::ops::found(tx, &company.founding())?;
        }
        for person in SIGN_INS {
            let new = NewUser {
                email: person.email.to_owned(),
                name: person.name.to_owned(),
                roles: vec![person.role.to_owned()],
                company_id: None,
                language: None,
            };
            user::ops::create(tx, &new, &hash)?;
        }
        Ok(())
    })
}
