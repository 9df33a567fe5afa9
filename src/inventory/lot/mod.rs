//! Lots and serial numbers: which batch, or which single piece, goods belong to.
pub mod ops;
pub mod pages;
pub mod queries;

use crate::catalog::product::Tracking;
use crate::ids::LotId;
use crate::ids::ProductId;
use crate::ids::Subject;
use crate::input_from_str;
use diesel::prelude::*;
use serde::Serialize;
use tenon_schema::lot;

tenon_db::code_enum! {
    pub enum LotKind {
        /// Many pieces made or bought together.
        Lot = "lot",
        /// One piece.
        Serial = "serial",
    }
}
input_from_str!(LotKind);

impl LotKind {
    /// `lot-kind-serial`
    pub fn message_key(self) -> &'static str {
        match self {
            LotKind::Lot => "lot-kind-lot",
            LotKind::Serial => "lot-kind-serial",
        }
    }

    /// What the lots of a product are.
    pub fn of(tracking: Tracking) -> LotKind {
        match tracking {
            Tracking::Serial => LotKind::Serial,
            Tracking::None | Tracking::Lot => LotKind::Lot,
        }
    }
}

#[derive(Debug, Clone, Queryable, Selectable, Serialize, schemars::JsonSchema)]
#[diesel(table_name = lot)]
pub struct Lot {
    pub id: LotId,
    pub product_id: ProductId,
    pub code: String,
    pub kind: LotKind,
    pub version: i32,
}

impl Lot {
    pub fn url(&self) -> String {
        Subject::Lot(self.id).url()
    }
}
