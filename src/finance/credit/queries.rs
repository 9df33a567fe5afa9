//! Reads a customer's standing.
use crate::finance::credit::Standing;
use crate::ids::CompanyId;
use crate::ids::PartyId;
use crate::kernel::error::Result;
use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use diesel::sql_types::Date;
use diesel::sql_types::Nullable;
use tenon_db::Conn;
use tenon_db::Money;
use tenon_schema::open_item;
use tenon_schema::party_terms;

/// The standing of a customer in a company on a day: two statements, by index.
pub fn standing(conn: &mut Conn, company: CompanyId, party: PartyId, day: NaiveDate) -> Result<Standing> {
    let terms: Option<(Option<Money>, bool)> = party_terms::table
        .filter(party_terms::party_id.eq(party))
        .filter(party_terms::company_id.eq(company))
        .select((party_terms::credit_limit_amount, party_terms::is_blocked))
        .first(conn)
        .optional()?;
    let (limit, is_blocked) = terms.unwrap_or_default();
    let overdue = diesel::dsl::sql::<Nullable<BigInt>>("CAST(SUM(CASE WHEN open_item.due_date < ")
        .bind::<Date, _>(day)
        .sql(" THEN open_base_amount ELSE 0 END) AS BIGINT)");
    let (open, overdue): (Option<Money>, Option<Money>) = open_item::table
        .filter(open_item::party_id.eq(party))
        .filter(open_item::company_id.eq(company))
        .filter(diesel::dsl::sql::<diesel::sql_types::Bool>("open_amount <> 0"))
        .select((tenon_db::exact_sum(open_item::open_base_amount), overdue))
        .first(conn)?;
    Ok(Standing {
        limit,
        open: open.unwrap_or_default(),
        overdue: overdue.unwrap_or_default(),
        is_blocked,
    })
}
