//! Mappings that come with the program.

/// A mapping one can choose by name.
#[derive(Debug, Clone, Copy)]
pub struct KnownMapping {
    pub name: &'static str,
    /// The name of the data, as its publisher calls it.
    pub title: &'static str,
    pub text: &'static str,
}

pub const ALL: &[KnownMapping] = &[KnownMapping {
    name: "northwind",
    title: "Northwind Traders",
    text: include_str!("mappings/northwind.toml"),
}];

pub fn find(name: &str) -> Option<&'static KnownMapping> {
    ALL.iter().find(|known| known.name == name)
}
