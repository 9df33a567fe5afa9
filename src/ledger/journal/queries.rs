//! Reads of journals.
use crate::ids::CompanyId;
use crate::ids::JournalId;
use crate::kernel::actor::Reach;
use crate::kernel::error::Result;
use crate::kernel::error::found;
use crate::kernel::list::ListQuery;
use crate::kernel::list::Sums;
use crate::ledger::entry::JournalKind;
use crate::ledger::journal::Journal;
use crate::sort_page;
use crate::within_companies;
use diesel::dsl::exists;
use diesel::prelude::*;
use tenon_db::Conn;
use tenon_db::IgnoringCase;
use tenon_db::Sql;
use tenon_schema::journal;
use tenon_schema::journal_entry;

pub fn get(conn: &mut Conn, id: JournalId) -> Result<Journal> {
    let row = journal::table.find(id).select(Journal::as_select()).first(conn);
    found(row, "journal")
}

/// Journals of companies, by code.
pub fn choices(conn: &mut Conn, companies: &[i64]) -> Result<Vec<Journal>> {
    let rows = journal::table
        .filter(journal::company_id.eq_any(companies.to_vec()))
        .order(journal::code.asc())
        .limit(500)
        .select(Journal::as_select())
        .load(conn)?;
    Ok(rows)
}

/// Journals of a kind a company has.
pub fn count_of_kind(conn: &mut Conn, company: CompanyId, kind: JournalKind) -> Result<i64> {
    let count = journal::table
        .filter(journal::company_id.eq(company))
        .filter(journal::kind.eq(kind))
        .count()
        .get_result(conn)?;
    Ok(count)
}

/// Whether anything was posted in it.
pub fn is_used(conn: &mut Conn, id: JournalId) -> Result<bool> {
    let entries = journal_entry::table.filter(journal_entry::journal_id.eq(id));
    Ok(diesel::select(exists(entries)).get_result(conn)?)
}

macro_rules! matching {
    ($query:expr, $reach:expr, $list:expr) => {{
        let mut query = within_companies!($query, $reach, journal);
        if let Some(pattern) = $list.starts_with() {
            let in_name = format!("%{pattern}");
            query = query.filter(
                journal::code
                    .like_ignoring_case(pattern)
                    .or(journal::name.like_ignoring_case(in_name)),
            );
        }
        if let Some(kinds) = $list.choice("kind") {
            query = query.filter(journal::kind.eq_any(kinds));
        }
        query
    }};
}

pub fn page(conn: &mut Conn, reach: &Reach, list: &ListQuery) -> Result<Vec<Journal>> {
    let query = journal::table.select(Journal::as_select()).into_boxed::<Sql>();
    let query = matching!(query, reach, list);
    let query = sort_page!(query, list, journal::id, {
        "code" => journal::code, String; "name" => journal::name, String;
    });
    Ok(query.load(conn)?)
}

pub fn sums(conn: &mut Conn, reach: &Reach, list: &ListQuery) -> Result<Sums> {
    let query = matching!(journal::table.count().into_boxed::<Sql>(), reach, list);
    Ok(Sums::count(query.get_result(conn)?))
}
