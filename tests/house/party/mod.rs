//! Parties, their terms, carriers and customer groups, by their pages.
mod editing;
mod lists;
mod merging;
mod programs;
mod references;
mod scripts;
mod setup;
mod terms;

use crate::client::Answer;
use crate::client::Client;

/// The fields of a customer in Norway, with one address and one contact.
pub const HALVORSEN: &[(&str, &str)] = &[
    ("name", "Halvorsen Elektro AS"),
    ("is_customer", "no"),
    ("is_customer", "yes"),
    ("is_supplier", "no"),
    ("is_carrier", "no"),
    ("country", "NO"),
    ("tax_number", "923 609 016 mva"),
    ("email", "Post@Halvorsen.no"),
    ("phone", "+47 22 12 34 56"),
    ("addresses.0.kind", "main"),
    ("addresses.0.street", "Strandgaten 4"),
    ("addresses.0.postal_code", "5013"),
    ("addresses.0.city", "Bergen"),
    ("addresses.0.country", "Norway"),
    ("addresses.1.kind", "main"),
    ("contacts.0.name", "Ingrid Halvorsen"),
    ("contacts.0.email", "ingrid@halvorsen.no"),
];

/// The fields with some of them replaced or added.
pub fn with<'a>(fields: &[(&'a str, &'a str)], changed: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let kept = fields
        .iter()
        .filter(|(name, _)| changed.iter().all(|(other, _)| other != name));
    kept.chain(changed).copied().collect()
}

/// A customer by name; the id of the new party.
#[track_caller]
pub fn customer(client: &Client, name: &str) -> i64 {
    let fields = [("name", name), ("is_customer", "yes"), ("_anyway", "yes")];
    client.post("/parties", &fields).expect(303).id()
}

/// The version a record's page or form carries.
#[track_caller]
pub fn version(answer: &Answer) -> String {
    answer.input("_version").expect("a version")
}
