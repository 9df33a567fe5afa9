//! Locations: places in a warehouse, and where goods come from and go to outside of it.
use crate::ids::CompanyId;
use crate::ids::LocationId;
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
