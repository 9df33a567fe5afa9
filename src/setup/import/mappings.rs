//! Mappings that come with the program.

/// A mapping one can choose by name.
#[derive(Debug, Clone, Copy)]
pub struct KnownMapping {
    pub name: &'static str,
    /// Message key of its name.
    pub title: &'static str,
    pub text: &'static str,
}

pub const ALL: &[KnownMapping] = &[KnownMapping {
    name: "northwind",
    title: "mapping-northwind",
    text: include_str!("mappings/northwind.toml"),
}];

pub fn find(name: &str) -> Option<&'static KnownMapping> {
    ALL.iter().find(|known| known.name == name)
}
