//! The reports of the books: trial balance, general ledger, journal report; each at any date, down to the document.
pub mod pages;
pub mod queries;

use crate::ids::AccountId;
use crate::ids::CompanyId;
use crate::ids::JournalEntryId;
use crate::ids::Subject;
use chrono::NaiveDate;
use tenon_db::Money;

/// An entry in the journal report.
#[derive(Debug, Clone)]
pub struct JournalRow {
    pub id: JournalEntryId,
    pub company: CompanyId,
    pub number: String,
    pub date: NaiveDate,
    pub journal: String,
    pub description: String,
    pub origin: Option<Subject>,
}

/// One of its lines.
#[derive(Debug, Clone)]
pub struct JournalLine {
    pub entry: JournalEntryId,
    pub account: AccountId,
    pub account_code: String,
    pub account_name: String,
    pub party: Option<String>,
    pub description: String,
    pub debit: Money,
    pub credit: Money,
}
