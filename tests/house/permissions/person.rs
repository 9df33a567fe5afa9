//! Somebody who holds roles in companies, and what the table of standard roles says he may: worked out apart from the
//! product's own decision.
use crate::client::Client;
use crate::client::token_of;
use crate::world::World;
use tenon::company::roles::STANDARD;
use tenon::ids::CompanyId;
use tenon::permission::Permission;
use tenon_db::diesel::prelude::*;
use tenon_schema::role;

const PASSWORD: &str = "a tenon fits its mortise";

/// What a door has to answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// Neither 403 nor 404.
    Open,
    Forbidden,
    /// As if it were not there.
    Unknown,
}

impl Decision {
    pub fn is_kept_by(self, status: u16) -> bool {
        match self {
            Decision::Open => matches!(status, 200 | 303 | 400 | 409 | 422),
            Decision::Forbidden => status == 403,
            Decision::Unknown => status == 404,
        }
    }
}

/// Whose a record is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Whose {
    /// All companies share it.
    Shared,
    /// Only who is in every company sees it.
    Group,
    /// All companies share it, and only who may change it in every company changes it: who may what.
    Rights,
    Company(CompanyId),
    User(i64),
}

pub struct Person {
    /// "sales in KC".
    pub name: String,
    pub user: i64,
    held: Vec<(&'static str, CompanyId)>,
    pub browser: Client,
    pub program: Client,
}

/// What the role's own table says; the administrator's permissions are all there are.
fn table_says(role: &str, permission: Permission) -> bool {
    let standard = STANDARD.iter().find(|one| one.code == role).unwrap();
    permission.is_free()
        || standard.permissions.is_empty()
        || standard.permissions.iter().any(|(held, _)| *held == permission)
}

impl Person {
    /// Somebody of the demo with these roles, each in one company by its code.
    pub fn of_demo(world: &World, roles: &[(&'static str, &str)]) -> Person {
        let held: Vec<(&'static str, CompanyId)> =
            roles.iter().map(|(role, code)| (*role, world.company(code))).collect();
        let ids: Vec<(i64, CompanyId)> = held
            .iter()
            .map(|(role, company)| (role_id(world, role), *company))
            .collect();
        let words: Vec<String> = roles.iter().map(|(role, code)| format!("{role}-{code}")).collect();
        let name = words.join("-").to_lowercase();
        let user = hire(&world.sign_in_as_demo("administrator"), &name, &ids);
        let browser = sign_in(world, &name);
        let program = Client::with_token(&world.address, &token_of(&browser));
        Person {
            name,
            user,
            held,
            browser,
            program,
        }
    }

    /// Where he works.
    pub fn companies(&self) -> impl Iterator<Item = CompanyId> {
        self.held.iter().map(|(_, company)| *company)
    }

    pub fn is_in_one_company(&self) -> bool {
        self.held.len() == 1
    }

    pub fn may(&self, permission: Permission, company: CompanyId) -> bool {
        let here = self.held.iter().filter(|(_, held)| *held == company);
        here.clone().any(|(role, _)| table_says(role, permission)) || permission.is_free()
    }

    pub fn may_somewhere(&self, permission: Permission) -> bool {
        permission.is_free() || self.held.iter().any(|(_, company)| self.may(permission, *company))
    }

    /// On a page of no record, in a company that the address names.
    pub fn decides_in(&self, needs: Permission, company: CompanyId) -> Decision {
        match (
            self.held.iter().any(|(_, held)| *held == company),
            self.may(needs, company),
        ) {
            _ if !self.may_somewhere(needs) => Decision::Forbidden,
            (false, _) => Decision::Unknown,
            (true, false) => Decision::Forbidden,
            (true, true) => Decision::Open,
        }
    }

    /// On a page of a record that is read with one permission and opened or changed with another.
    pub fn decides_on(&self, reads: Permission, needs: Permission, whose: Whose) -> Decision {
        match whose {
            _ if !self.may_somewhere(needs) => Decision::Forbidden,
            Whose::Shared => Decision::Open,
            Whose::Company(company) if self.may(needs, company) => Decision::Open,
            Whose::Company(company) if self.may(reads, company) => Decision::Forbidden,
            Whose::User(user) if user == self.user => Decision::Open,
            Whose::Rights if reads == needs => Decision::Open,
            Whose::Rights => Decision::Forbidden,
            Whose::Company(_) | Whose::User(_) | Whose::Group => Decision::Unknown,
        }
    }
}

pub fn role_id(world: &World, code: &str) -> i64 {
    world.read(|conn| Ok(role::table.filter(role::code.eq(code)).select(role::id).first(conn)?))
}

/// Adds somebody with these roles, as an administrator does; the user's id.
pub fn hire(admin: &Client, name: &str, roles: &[(i64, CompanyId)]) -> i64 {
    let email = email(name);
    let mut fields: Vec<(String, String)> = vec![
        ("name".to_owned(), name.to_owned()),
        ("email".to_owned(), email),
        ("language".to_owned(), "en".to_owned()),
        ("number_format".to_owned(), "comma-point".to_owned()),
        ("time_zone".to_owned(), "Europe/Berlin".to_owned()),
        ("initial_password".to_owned(), PASSWORD.to_owned()),
    ];
    for (index, (role, company)) in roles.iter().enumerate() {
        fields.push((format!("roles.{index}.role_id"), role.to_string()));
        fields.push((format!("roles.{index}.company_id"), company.to_string()));
    }
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    admin.post("/setup/users", &fields).expect(303).id()
}

fn email(name: &str) -> String {
    format!("{name}@tenon.test")
}

/// Somebody who was added signs in.
pub fn sign_in(world: &World, name: &str) -> Client {
    Client::sign_in(&world.address, &email(name), PASSWORD)
}
