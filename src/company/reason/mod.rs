//! Reasons to choose from where one is asked for: why a quotation was lost, an order cancelled or stopped, goods sent back,
//! an invoice credited, a claim written off. Users keep them; a document keeps the text, whatever becomes of the list.
pub mod ops;
pub mod pages;
pub mod queries;

use crate::command;
use crate::ids::CompanyId;
use crate::ids::ReasonId;
use crate::input_from_str;
use crate::kernel::web::Ctx;
use serde::Serialize;

tenon_db::code_enum! {
    /// What a reason is given for.
    pub enum ReasonFor {
        Loss = "loss",
        Cancel = "cancel",
        Hold = "hold",
        Return = "return",
        Credit = "credit",
        WriteOff = "write-off",
    }
}
input_from_str!(ReasonFor);

/// Their kinds among the choices begin so.
const KIND: &str = "reason-";

impl ReasonFor {
    /// `reason-for-loss`
    pub fn message_key(self) -> String {
        format!("reason-for-{}", self.code())
    }

    /// Its kind among the choices.
    pub fn kind(self) -> String {
        format!("{KIND}{}", self.code())
    }

    /// Back from the kind of a choice.
    pub fn of_kind(kind: &str) -> Option<ReasonFor> {
        kind.strip_prefix(KIND)?.parse().ok()
    }
}

#[derive(Debug, Clone, Serialize, schemars::JsonSchema)]
pub struct Reason {
    pub id: ReasonId,
    pub used_for: ReasonFor,
    pub name: String,
    pub is_active: bool,
    pub version: i32,
}

command! {
    /// A reason for all companies to choose from.
    pub struct NewReason { pub company_id: Option<CompanyId>, pub used_for: ReasonFor, pub name: String }
    /// Other words for it; documents keep theirs.
    pub struct RenameReason { pub company_id: Option<CompanyId>, pub name: String }
}

/// The reasons a page offers. A page lives without them, so that it never fails for them.
pub fn offered(ctx: &Ctx, used_for: ReasonFor) -> Vec<String> {
    ctx.read(|conn| queries::names(conn, used_for)).unwrap_or_default()
}
