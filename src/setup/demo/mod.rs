//! The demo group: makers of home appliances and their service centre, with two years of business made by the real
//! operations, the same every time.
mod business;
mod chance;
mod desk;
mod group;
mod imports;
mod masters;
mod names;
mod parties;
mod products;
mod range;
mod taken;

use crate::company::home;
use crate::company::user;
use crate::company::user::NewUser;
use crate::ids::UserId;
use crate::kernel::actor::Actor;
use crate::kernel::clock::Clock;
use crate::kernel::error::Error;
use crate::kernel::error::Result;
use crate::kernel::web::House;
use crate::setup::demo::business::Scene;
use crate::setup::demo::chance::Chance;
use crate::setup::demo::group::Founded;
use crate::setup::founding;
use chrono::Datelike;
use chrono::Days;
use chrono::NaiveDate;
use chrono::NaiveTime;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::PoisonError;

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

/// Orders and quotations when nothing else is asked: somewhat over 3,000 of them become sales orders.
pub const ORDERS: usize = 3_500;

/// Days of business.
const DAYS: u64 = 730;
/// When an operation of the demo happens.
const HOUR: u32 = 9;

const fn sign_in(role: &'static str, name: &'static str, email: &'static str) -> SignIn {
    SignIn { role, name, email }
}

/// Fills a fresh database with the demo group and two years of business up to today.
pub fn fill(house: &House, order_count: usize) -> Result<()> {
    let today = house.clock.now().date();
    let since = today - Days::new(DAYS);
    let house = &at_its_own_time(house, since);
    let seller = found_group(house, since)?;
    let companies = found_companies(house, today, since)?;
    begin_in_first(house, &companies)?;
    let ids = companies.iter().map(|company| company.id).collect();
    let system = Arc::new(Actor::system(user::SYSTEM, "Tenon", ids));
    let mut chance = Chance::new();
    let founded = companies.clone();
    let masters = house.write_as(&system, move |tx| {
        masters::create(tx, &founded, &mut Chance::new(), since)
    })?;
    let scene = Scene {
        companies,
        masters,
        seller,
        today,
    };
    let mut agenda = business::agenda(&scene, &mut chance, since, order_count);
    let (scene, chance) = (Arc::new(scene), Arc::new(Mutex::new(chance)));
    while let Some((day, acts)) = agenda.pop_first() {
        if day > today {
            break;
        }
        set(&house.clock, day);
        let mut ready = Vec::new();
        for act in acts {
            if house.db.read(|conn| business::is_ready(conn, &act))? {
                ready.push(act);
            } else if let Some((day, act)) = business::later(&act, day) {
                agenda.entry(day).or_default().push(act);
            }
        }
        if ready.is_empty() {
            continue;
        }
        let (scene, chance) = (scene.clone(), chance.clone());
        let next = house.write_as(&system, move |tx| {
            let mut chance = chance.lock().unwrap_or_else(PoisonError::into_inner);
            let mut next = Vec::new();
            for act in &ready {
                next.extend(business::perform(tx, &scene, &mut chance, act, day)?);
            }
            Ok(next)
        })?;
        for (day, act) in next {
            agenda.entry(day).or_default().push(act);
        }
    }
    let house = Arc::new(at_its_own_time(house, today));
    set(&house.clock, today);
    let (on_desks, last) = (scene.clone(), chance.clone());
    house.write_as(&system, move |tx| {
        let mut chance = last.lock().unwrap_or_else(PoisonError::into_inner);
        let mut companies = on_desks.companies.iter();
        companies.try_for_each(|company| desk::leave(tx, &on_desks, &mut chance, company.id))
    })?;
    match scene.companies.first() {
        Some(first) => imports::run(&house, &system, first.id),
        None => Ok(()),
    }
}

/// The same house with a clock of its own, which the demo sets from day to day.
fn at_its_own_time(house: &House, since: NaiveDate) -> House {
    let clock = Clock::fixed(since.and_time(NaiveTime::MIN).and_utc());
    House {
        app: house.app,
        db: house.db.clone(),
        clock,
        hasher: crate::kernel::password::Hasher::new(),
        data_dir: house.data_dir.clone(),
        secure_cookies: house.secure_cookies,
        trusted_proxies: house.trusted_proxies.clone(),
        demo_sign_ins: Vec::new(),
    }
}

fn set(clock: &Clock, day: NaiveDate) {
    let time = NaiveTime::from_hms_opt(HOUR, 0, 0).unwrap_or(NaiveTime::MIN);
    clock.set(day.and_time(time).and_utc());
}

/// Roles, companies and people; the salesperson's id.
fn found_group(house: &House, since: NaiveDate) -> Result<UserId> {
    let hash = house
        .hasher
        .hash(PASSWORD)
        .map_err(|error| Error::internal(error.key()))?;
    let system = Arc::new(Actor::system(user::SYSTEM, "Tenon", Vec::new()));
    set(&house.clock, since);
    house.write_as(&system, |tx| {
        user::ops::ensure_system(tx)?;
        user::ops::ensure_roles(tx)
    })?;
    house.write_as(&system, move |tx| {
        let mut seller = None;
        for person in SIGN_INS {
            let new = NewUser {
                email: person.email.to_owned(),
                name: person.name.to_owned(),
                roles: vec![person.role.to_owned()],
                company_id: None,
                language: None,
            };
            let id = user::ops::create(tx, &new, &hash)?;
            seller = seller.or((person.role == "sales").then_some(id));
        }
        seller.ok_or_else(|| Error::internal("the demo has a salesperson"))
    })
}

/// Everybody begins in the company with most business.
fn begin_in_first(house: &House, companies: &[Founded]) -> Result<()> {
    let Some(first) = companies.first().map(|company| company.id) else {
        return Ok(());
    };
    let system = Arc::new(Actor::system(user::SYSTEM, "Tenon", vec![first]));
    house.note(&system, "", move |tx| home::ops::begin_in(tx, first))
}

fn found_companies(house: &House, today: NaiveDate, since: NaiveDate) -> Result<Vec<Founded>> {
    let system = Arc::new(Actor::system(user::SYSTEM, "Tenon", Vec::new()));
    let year_count = today.year() - since.year() + 2;
    house.write_as(&system, move |tx| {
        let mut companies: Vec<Founded> = Vec::new();
        for demo in group::COMPANIES {
            let id = founding::ops::found(tx, &demo.founding(since.year(), year_count))?;
            companies.push(Founded { id, demo });
        }
        Ok(companies)
    })
}
