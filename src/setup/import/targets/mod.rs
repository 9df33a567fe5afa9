//! Everything that can be imported. A new kind is one entry: the command its rows become, the operation that takes it.
mod catalog;
mod documents;
mod group;
mod inventory;
mod invoices;
mod ledger;
mod part;
mod party;
mod people;
mod settings;

use crate::setup::import::target::Target;

/// By department, in the order they usually come.
const TARGETS: &[&[Target]] = &[
    group::TARGETS,
    settings::TARGETS,
    ledger::TARGETS,
    party::TARGETS,
    people::TARGETS,
    catalog::TARGETS,
    inventory::TARGETS,
    documents::TARGETS,
    invoices::TARGETS,
];

/// Every target.
pub fn all() -> impl Iterator<Item = &'static Target> {
    TARGETS.iter().flat_map(|some| some.iter())
}

/// The target of a name.
pub fn find(name: &str) -> Option<&'static Target> {
    all().find(|target| target.name == name)
}
