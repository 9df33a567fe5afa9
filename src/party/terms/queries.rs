//! Reads of terms. What they choose from belongs to departments further right: only its rows are read here.
use crate::ids::CompanyId;
use crate::ids::PartyId;
use crate::kernel::error::Result;
use crate::party::terms::Offer;
use crate::party::terms::Terms;
use diesel::prelude::*;
use std::collections::BTreeMap;
use tenon_db::Conn;
use tenon_schema::party_terms;
use tenon_schema::payment_term;
use tenon_schema::price_list;
use tenon_schema::tax_position;

/// Most rows that are offered for a choice.
const OFFERS_MAX: i64 = 500;

/// The company's terms with the party; the usual ones when nothing was agreed.
pub fn of(conn: &mut Conn, party: PartyId, company: CompanyId) -> Result<Terms> {
    let row = party_terms::table
        .filter(party_terms::party_id.eq(party))
        .filter(party_terms::company_id.eq(company))
        .select(Terms::as_select())
        .first(conn)
        .optional()?;
    Ok(row.unwrap_or_else(|| Terms::usual(party, company)))
}

/// A company's terms with many parties; those without a row are missing.
pub fn of_many(conn: &mut Conn, parties: &[PartyId], company: CompanyId) -> Result<BTreeMap<PartyId, Terms>> {
    let rows: Vec<Terms> = party_terms::table
        .filter(party_terms::company_id.eq(company))
        .filter(party_terms::party_id.eq_any(parties.to_vec()))
        .limit(crate::party::queries::PARTIES_MAX)
        .select(Terms::as_select())
        .load(conn)?;
    Ok(rows.into_iter().map(|row| (row.party_id, row)).collect())
}

/// The terms of these companies with the party.
pub fn all(conn: &mut Conn, party: PartyId, companies: &[i64]) -> Result<Vec<Terms>> {
    let rows = party_terms::table
        .filter(party_terms::party_id.eq(party))
        .filter(party_terms::company_id.eq_any(companies.to_vec()))
        .order(party_terms::company_id.asc())
        .limit(500)
        .select(Terms::as_select())
        .load(conn)?;
    Ok(rows)
}

/// The terms of every company with the party.
pub fn every(conn: &mut Conn, party: PartyId) -> Result<Vec<Terms>> {
    let rows = party_terms::table
        .filter(party_terms::party_id.eq(party))
        .order(party_terms::company_id.asc())
        .limit(500)
        .select(Terms::as_select())
        .load(conn)?;
    Ok(rows)
}

/// Payment terms in use.
pub fn payment_terms(conn: &mut Conn) -> Result<Vec<Offer>> {
    let rows = payment_term::table
        .filter(payment_term::is_active.eq(true))
        .order(payment_term::code.asc())
        .limit(OFFERS_MAX)
        .select((payment_term::id, payment_term::code, payment_term::name))
        .load(conn)?;
    Ok(rows)
}

/// Price lists in use by the company: its own and the group's.
pub fn price_lists(conn: &mut Conn, company: CompanyId) -> Result<Vec<Offer>> {
    let rows = price_list::table
        .filter(price_list::is_active.eq(true))
        .filter(price_list::company_id.is_null().or(price_list::company_id.eq(company)))
        .order(price_list::code.asc())
        .limit(OFFERS_MAX)
        .select((price_list::id, price_list::code, price_list::name))
        .load(conn)?;
    Ok(rows)
}

/// Tax positions of the company.
pub fn tax_positions(conn: &mut Conn, company: CompanyId) -> Result<Vec<Offer>> {
    let rows = tax_position::table
        .filter(tax_position::is_active.eq(true))
        .filter(tax_position::company_id.eq(company))
        .order(tax_position::code.asc())
        .limit(OFFERS_MAX)
        .select((tax_position::id, tax_position::code, tax_position::name))
        .load(conn)?;
    Ok(rows)
}

/// Names of what these terms chose, archived ones too: payment terms, price lists, tax positions.
pub fn chosen(conn: &mut Conn, terms: &[Terms]) -> Result<[BTreeMap<i64, String>; 3]> {
    let ids = |of: fn(&Terms) -> Option<i64>| terms.iter().filter_map(of).collect::<Vec<i64>>();
    let term_names = payment_term::table
        .filter(payment_term::id.eq_any(ids(|terms| terms.payment_term_id.map(Into::into))))
        .limit(OFFERS_MAX)
        .select((payment_term::id, payment_term::name))
        .load(conn)?;
    let list_names = price_list::table
        .filter(price_list::id.eq_any(ids(|terms| terms.price_list_id.map(Into::into))))
        .limit(OFFERS_MAX)
        .select((price_list::id, price_list::name))
        .load(conn)?;
    let position_names = tax_position::table
        .filter(tax_position::id.eq_any(ids(|terms| terms.tax_position_id.map(Into::into))))
        .limit(OFFERS_MAX)
        .select((tax_position::id, tax_position::name))
        .load(conn)?;
    Ok([term_names, list_names, position_names].map(|rows: Vec<(i64, String)>| rows.into_iter().collect()))
}
