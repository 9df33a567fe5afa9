//! Parties in every role: addresses, contacts, bank accounts, terms for each company; carriers.
pub mod address;
pub mod carrier;
pub mod checks;
pub mod group;
pub mod likeness;
pub mod ops;
pub mod pages;
pub mod queries;
pub mod references;
pub mod terms;

use crate::command;
use crate::ids::CompanyId;
use crate::ids::ContactId;
use crate::ids::PartyId;
use crate::ids::Subject;
use crate::ids::UserId;
use crate::input_from_str;
use crate::kernel::country::Country;
use crate::kernel::search::SearchKind;
use crate::kernel::web::Department;
use crate::kernel::web::route::CreateEntry;
use crate::party::address::Address;
use crate::party::address::NewAddress;
use crate::permission::Permission;
use chrono::NaiveDateTime;
use diesel::prelude::*;
use serde::Serialize;
use tenon_schema::contact;
use tenon_schema::party;
use tenon_schema::party_bank_account;

pub const DEPARTMENT: Department = Department {
    in_rail: false,
    routes: &[
        pages::ROUTES,
        terms::pages::ROUTES,
        carrier::pages::ROUTES,
        group::pages::ROUTES,
    ],
    menu: &[],
    create: &[CreateEntry {
        label: "new-parties",
        icon: "user-plus",
        url: "/parties/new",
        key: "U",
        permission: Permission::PartyEdit,
    }],
    documents: &[],
    search: &[SEARCH],
    ..Department::new("party", "users")
};

/// Parties in the search over everything.
pub const SEARCH: SearchKind = SearchKind {
    kind: "party",
    label: "search-parties",
    icon: "users",
    permission: Permission::PartyRead,
};

/// Most contacts, addresses or bank accounts of one party that are read.
pub const ROWS_MAX: i64 = 200;

tenon_db::code_enum! {
    pub enum PartyKind {
        Organisation = "organisation",
        Person = "person",
    }
}

tenon_db::code_enum! {
    /// What a party is to us; it can be several at once.
    pub enum PartyRole {
        Customer = "customer",
        Supplier = "supplier",
        Carrier = "carrier",
    }
}

input_from_str!(PartyKind, PartyRole);

impl PartyKind {
    pub fn message_key(self) -> &'static str {
        match self {
            PartyKind::Organisation => "party-kind-organisation",
            PartyKind::Person => "party-kind-person",
        }
    }
}

impl PartyRole {
    pub fn message_key(self) -> &'static str {
        match self {
            PartyRole::Customer => "party-role-customer",
            PartyRole::Supplier => "party-role-supplier",
            PartyRole::Carrier => "party-role-carrier",
        }
    }
}

/// A person or an organisation. All companies of the group share it; what one company agreed with it is its terms.
#[derive(Debug, Clone, Queryable, Selectable, Serialize, schemars::JsonSchema)]
#[diesel(table_name = party)]
pub struct Party {
    pub id: PartyId,
    pub number: String,
    pub name: String,
    /// The name folded: what lists sort by.
    #[serde(skip)]
    pub sort_name: String,
    pub kind: PartyKind,
    pub is_customer: bool,
    pub is_supplier: bool,
    pub is_carrier: bool,
    pub tax_number: String,
    pub language: String,
    pub country: String,
    pub email: String,
    pub phone: String,
    pub website: String,
    pub customer_group: String,
    pub owner_id: Option<UserId>,
    /// The party this one was merged into; its page leads there.
    pub merged_into: Option<PartyId>,
    pub is_active: bool,
    pub version: i32,
    pub created_at: NaiveDateTime,
}

impl Party {
    /// Its roles, in a fixed order.
    pub fn roles(&self) -> Vec<PartyRole> {
        let held = [
            (self.is_customer, PartyRole::Customer),
            (self.is_supplier, PartyRole::Supplier),
            (self.is_carrier, PartyRole::Carrier),
        ];
        held.into_iter()
            .filter(|(held, _)| *held)
            .map(|(_, role)| role)
            .collect()
    }

    pub fn url(&self) -> String {
        Subject::Party(self.id).url()
    }
}

#[derive(Debug, Clone, Queryable, Selectable, Serialize, schemars::JsonSchema)]
#[diesel(table_name = contact)]
pub struct Contact {
    pub id: ContactId,
    pub party_id: PartyId,
    pub name: String,
    pub job_title: String,
    pub email: String,
    pub phone: String,
    pub language: String,
    pub user_id: Option<UserId>,
    pub is_active: bool,
    pub version: i32,
}

#[derive(Debug, Clone, Queryable, Selectable, Serialize, schemars::JsonSchema)]
#[diesel(table_name = party_bank_account)]
pub struct BankAccount {
    pub id: i64,
    pub party_id: PartyId,
    pub bank_name: String,
    pub account_number: String,
    pub bic: String,
    pub version: i32,
}

/// A party with all that stands on its page.
#[derive(Debug, Clone, Serialize, schemars::JsonSchema)]
pub struct Whole {
    #[serde(flatten)]
    pub party: Party,
    pub addresses: Vec<Address>,
    pub contacts: Vec<Contact>,
    pub bank_accounts: Vec<BankAccount>,
}

/// What a document keeps of a party as it was then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    pub name: String,
    /// Lines, as on the envelope, in the party's language.
    pub billing_address: String,
    pub delivery_address: String,
    pub tax_number: String,
    /// Code of its language: documents are printed in it.
    pub language: String,
    pub country: String,
}

command! {
    /// A person at a party. A row with an id is changed; one that is left out is archived.
    pub struct NewContact {
        pub id: Option<ContactId>,
        pub name: String,
        pub job_title: Option<String>,
        pub email: Option<String>,
        pub phone: Option<String>,
    }
    /// An account the party is paid to or pays from. A row that is left out goes.
    pub struct NewBankAccount {
        pub id: Option<i64>,
        pub bank_name: Option<String>,
        pub account_number: String,
        pub bic: Option<String>,
    }
    /// A party as it is to be: new, or in place of what it was. Without a number it gets the next one.
    pub struct NewParty {
        /// The company for which it is written; the party itself belongs to the group.
        pub company_id: Option<CompanyId>,
        pub number: Option<String>,
        pub name: String,
        pub kind: Option<PartyKind>,
        pub is_customer: bool,
        pub is_supplier: bool,
        pub is_carrier: bool,
        pub tax_number: Option<String>,
        /// `en`, `zh-Hant` or `zh-Hans`; without it the usual one of the country.
        pub language: Option<String>,
        /// Without it that of the first address.
        pub country: Option<Country>,
        pub email: Option<String>,
        pub phone: Option<String>,
        pub website: Option<String>,
        pub customer_group: Option<String>,
        pub owner_id: Option<UserId>,
        pub addresses: Vec<NewAddress>,
        pub contacts: Vec<NewContact>,
        pub bank_accounts: Vec<NewBankAccount>,
    }
    /// Which party remains when two are one.
    pub struct Merge {
        pub company_id: Option<CompanyId>,
        pub into_id: PartyId,
    }
    /// For which company a record of the group is written.
    pub struct ForCompany { pub company_id: Option<CompanyId> }
}

fn optional(text: &str) -> Option<String> {
    Some(text.to_owned()).filter(|text| !text.is_empty())
}

impl From<&Whole> for NewParty {
    /// The party as its own command would be: what the form shows, and what an import changes only a part of.
    fn from(whole: &Whole) -> NewParty {
        let party = &whole.party;
        let contact = |one: &Contact| NewContact {
            id: Some(one.id),
            name: one.name.clone(),
            job_title: optional(&one.job_title),
            email: optional(&one.email),
            phone: optional(&one.phone),
        };
        let bank_account = |one: &BankAccount| NewBankAccount {
            id: Some(one.id),
            bank_name: optional(&one.bank_name),
            account_number: one.account_number.clone(),
            bic: optional(&one.bic),
        };
        NewParty {
            company_id: None,
            number: Some(party.number.clone()),
            name: party.name.clone(),
            kind: Some(party.kind),
            is_customer: party.is_customer,
            is_supplier: party.is_supplier,
            is_carrier: party.is_carrier,
            tax_number: optional(&party.tax_number),
            language: optional(&party.language),
            country: Country::find(&party.country),
            email: optional(&party.email),
            phone: optional(&party.phone),
            website: optional(&party.website),
            customer_group: optional(&party.customer_group),
            owner_id: party.owner_id,
            addresses: whole.addresses.iter().map(NewAddress::from).collect(),
            contacts: whole.contacts.iter().map(contact).collect(),
            bank_accounts: whole.bank_accounts.iter().map(bank_account).collect(),
        }
    }
}

impl NewParty {
    /// An organisation of this name, everything else empty: for programs that fill in the rest.
    pub fn named(name: impl Into<String>) -> NewParty {
        NewParty {
            company_id: None,
            number: None,
            name: name.into(),
            kind: None,
            is_customer: false,
            is_supplier: false,
            is_carrier: false,
            tax_number: None,
            language: None,
            country: None,
            email: None,
            phone: None,
            website: None,
            customer_group: None,
            owner_id: None,
            addresses: Vec::new(),
            contacts: Vec::new(),
            bank_accounts: Vec::new(),
        }
    }

    /// Its country, or that of its first address; empty when neither is known.
    pub fn country_code(&self) -> &str {
        let own = self.country.as_ref();
        let of_address = || self.addresses.iter().find_map(|address| address.country.as_ref());
        own.or_else(of_address).map_or("", Country::code)
    }
}

/// The language a country's documents are usually in.
pub fn usual_language(country: &str) -> &'static str {
    match country {
        "TW" | "HK" | "MO" => "zh-Hant",
        "CN" | "SG" => "zh-Hans",
        _ => "en",
    }
}
