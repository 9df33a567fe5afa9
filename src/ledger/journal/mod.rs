//! Journals: the books of original entry of a company.
pub mod ops;
pub mod pages;
pub mod queries;

use crate::command;
use crate::ids::CompanyId;
use crate::ids::JournalId;
use crate::ledger::entry::JournalKind;
use diesel::prelude::*;
use serde::Serialize;
use tenon_schema::journal;

#[derive(Debug, Clone, Queryable, Selectable, Serialize, schemars::JsonSchema)]
#[diesel(table_name = journal)]
pub struct Journal {
    pub id: JournalId,
    pub company_id: CompanyId,
    pub code: String,
    pub name: String,
    pub kind: JournalKind,
    pub version: i32,
}

impl Journal {
    /// "S Sales"
    pub fn label(&self) -> String {
        format!("{} {}", self.code, self.name)
    }
}

command! {
    /// A journal of a company; what it is for stays.
    pub struct NewJournal {
        pub company_id: Option<CompanyId>,
        pub code: String,
        pub name: String,
        pub kind: JournalKind,
    }
    /// Code and name of a journal.
    pub struct EditJournal { pub code: String, pub name: String }
}
