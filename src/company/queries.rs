//! Reads of companies.
use crate::company::Company;
use crate::ids::CompanyId;
use crate::kernel::actor::Reach;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Result;
use crate::kernel::error::found;
use crate::kernel::list::ListQuery;
use crate::kernel::list::Options;
use crate::kernel::list::Sums;
use crate::sort_page;
use diesel::prelude::*;
use tenon_db::Conn;
use tenon_db::IgnoringCase;
use tenon_db::Sql;
use tenon_schema::company;
use tenon_schema::currency;
use tenon_schema::journal_entry;

/// One company.
pub fn get(conn: &mut Conn, id: CompanyId) -> Result<Company> {
    found(
        company::table.find(id).select(Company::as_select()).first(conn),
        "company",
    )
}

/// Refuses a field that names a company there is not.
pub fn require_known(conn: &mut Conn, field: &'static str, id: Option<CompanyId>) -> Result<()> {
    let Some(id) = id else { return Ok(()) };
    let known: i64 = company::table.filter(company::id.eq(id)).count().get_result(conn)?;
    if known == 0 {
        let message = Message::new("problem-not-a-choice").with("value", id.to_string());
        return Err(Error::invalid(field, message));
    }
    Ok(())
}

/// Whether its books have begun.
pub fn has_posted(conn: &mut Conn, id: CompanyId) -> Result<bool> {
    let first: Option<i64> = journal_entry::table
        .filter(journal_entry::company_id.eq(id.raw()))
        .select(journal_entry::id)
        .first(conn)
        .optional()?;
    Ok(first.is_some())
}

/// Currencies in use, by code.
pub fn currencies(conn: &mut Conn) -> Result<Options> {
    let rows: Vec<(String, String)> = currency::table
        .filter(currency::is_active.eq(true))
        .order(currency::code)
        .limit(500)
        .select((currency::code, currency::name))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(code, name)| (code.clone(), format!("{code} · {name}")))
        .collect())
}

macro_rules! matching {
    ($query:expr, $reach:expr, $list:expr) => {{
        let mut query = $query.filter(company::id.eq_any($reach.companies()));
        if let Some(pattern) = $list.starts_with() {
            let in_name = format!("%{pattern}");
            let by_code = company::code.like_ignoring_case(pattern);
            query = query.filter(by_code.or(company::name.like_ignoring_case(in_name)));
        }
        query
    }};
}

pub fn page(conn: &mut Conn, reach: &Reach, list: &ListQuery) -> Result<Vec<Company>> {
    let query = matching!(
        company::table.select(Company::as_select()).into_boxed::<Sql>(),
        reach,
        list
    );
    let query = sort_page!(query, list, company::id, { "code" => company::code, String; });
    Ok(query.load(conn)?)
}

pub fn sums(conn: &mut Conn, reach: &Reach, list: &ListQuery) -> Result<Sums> {
    let query = matching!(company::table.count().into_boxed::<Sql>(), reach, list);
    Ok(Sums::count(query.get_result(conn)?))
}
