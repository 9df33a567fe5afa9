//! Units of measure and exact conversions between them: pairs of whole numbers, for everything or for one product.
pub mod convert;
pub mod ops;
pub mod pages;
pub mod queries;
mod standard;

pub use convert::Conversions;

use crate::command;
use crate::ids::Subject;
use crate::ids::UnitId;
use crate::input_from_str;
use crate::kernel::translation;
use crate::kernel::translation::NameIn;
use diesel::prelude::*;
use serde::Serialize;
use std::collections::BTreeMap;
use tenon_schema::unit;

tenon_db::code_enum! {
    /// What a unit measures. Conversions that hold for everything stay within one dimension.
    pub enum Dimension {
        Count = "count",
        Weight = "weight",
        Volume = "volume",
        Length = "length",
        Area = "area",
        Time = "time",
    }
}
input_from_str!(Dimension);

impl Dimension {
    pub fn message_key(self) -> &'static str {
        match self {
            Dimension::Count => "dimension-count",
            Dimension::Weight => "dimension-weight",
            Dimension::Volume => "dimension-volume",
            Dimension::Length => "dimension-length",
            Dimension::Area => "dimension-area",
            Dimension::Time => "dimension-time",
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Serialize, schemars::JsonSchema)]
#[diesel(table_name = unit)]
pub struct Unit {
    pub id: UnitId,
    /// As it stands behind a figure: pcs, kg.
    pub code: String,
    pub name: String,
    pub dimension: Dimension,
    /// Decimals a quantity in this unit may have: 0 for whole pieces.
    pub decimals: i32,
    pub is_active: bool,
    pub version: i32,
}

impl Unit {
    pub fn url(&self) -> String {
        Subject::Unit(self.id).url()
    }
}

impl Unit {
    /// The unit as its own command, with its names by language.
    pub fn as_command(&self, names: &BTreeMap<String, String>) -> NewUnit {
        NewUnit {
            code: self.code.clone(),
            name: self.name.clone(),
            dimension: self.dimension,
            decimals: self.decimals,
            names: translation::as_command(names),
        }
    }
}

command! {
    /// A unit of measure for all companies.
    pub struct NewUnit {
        pub code: String,
        pub name: String,
        pub dimension: Dimension,
        pub decimals: i32,
        pub names: Vec<NameIn>,
    }
    /// So many of one unit are exactly so many of another, whatever is measured: 1 dozen = 12 pieces.
    pub struct NewConversion {
        pub from_unit_id: UnitId,
        pub to_unit_id: UnitId,
        /// How many of the second unit …
        pub numerator: i64,
        /// … are in so many of the first; 1 when missing.
        pub denominator: Option<i64>,
    }
}
