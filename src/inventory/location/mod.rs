//! Locations: places in a warehouse, and where goods come from and go to outside of it.
pub mod ops;
pub mod pages;
pub mod queries;

use crate::command;
use crate::ids::CompanyId;
use crate::ids::LocationId;
use crate::ids::Subject;
use crate::ids::WarehouseId;
use crate::input_from_str;
use diesel::prelude::*;
use serde::Serialize;
use tenon_schema::location;

tenon_db::code_enum! {
    /// Stock is only in internal and transit locations; the others are the outside world.
    pub enum LocationKind {
        Internal = "internal",
        Transit = "transit",
        Customer = "customer",
        Supplier = "supplier",
        Adjustment = "adjustment",
        Scrap = "scrap",
    }
}
input_from_str!(LocationKind);

impl LocationKind {
    /// Stock is only here; elsewhere goods are not the company's, or not there.
    pub fn holds_stock(self) -> bool {
        matches!(self, LocationKind::Internal | LocationKind::Transit)
    }

    /// Kinds that stand in a warehouse.
    pub fn is_inside(self) -> bool {
        matches!(self, LocationKind::Internal)
    }

    /// `location-kind-internal`
    pub fn message_key(self) -> &'static str {
        match self {
            LocationKind::Internal => "location-kind-internal",
            LocationKind::Transit => "location-kind-transit",
            LocationKind::Customer => "location-kind-customer",
            LocationKind::Supplier => "location-kind-supplier",
            LocationKind::Adjustment => "location-kind-adjustment",
            LocationKind::Scrap => "location-kind-scrap",
        }
    }
}

#[derive(Debug, Clone, Queryable, Selectable, Serialize, schemars::JsonSchema)]
#[diesel(table_name = location)]
pub struct Location {
    pub id: LocationId,
    pub company_id: CompanyId,
    /// None for those a whole company shares.
    pub warehouse_id: Option<WarehouseId>,
    pub code: String,
    pub name: String,
    pub kind: LocationKind,
    /// Goods arrive here when nobody says where.
    pub is_default: bool,
    pub is_active: bool,
    pub version: i32,
}

impl Location {
    pub fn url(&self) -> String {
        Subject::Location(self.id).url()
    }
}

command! {
    /// A place in a warehouse, or with another kind than internal one that the whole company shares.
    pub struct NewLocation {
        pub company_id: Option<CompanyId>,
        pub warehouse_id: Option<WarehouseId>,
        pub code: String,
        pub name: String,
        /// Internal when missing.
        pub kind: Option<LocationKind>,
        /// Goods arrive here from now on.
        pub is_default: bool,
    }
    /// Warehouse and kind stay as they are.
    pub struct EditLocation { pub code: String, pub name: String, pub is_default: bool }
}
