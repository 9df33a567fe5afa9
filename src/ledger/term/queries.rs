//! Reads of payment terms.
use crate::ids::PaymentTermId;
use crate::kernel::actor::Reach;
use crate::kernel::error::Result;
use crate::kernel::error::found;
use crate::kernel::list::ListQuery;
use crate::kernel::list::Sums;
use crate::kernel::translation;
use crate::ledger::term::Instalment;
use crate::ledger::term::PaymentTerm;
use crate::ledger::term::Term;
use crate::matching_master;
use crate::sort_page;
use diesel::dsl::exists;
use diesel::prelude::*;
use tenon_db::Conn;
use tenon_db::Sql;
use tenon_schema::customer_invoice;
use tenon_schema::party_terms;
use tenon_schema::payment_term;
use tenon_schema::payment_term_instalment;
use tenon_schema::quotation;
use tenon_schema::sales_order;

/// A term with its instalments.
pub fn get(conn: &mut Conn, id: PaymentTermId) -> Result<Term> {
    conn.remembered(("payment-term", id), |conn, _| read(conn, id))
}

fn read(conn: &mut Conn, id: PaymentTermId) -> Result<Term> {
    let term = found(
        payment_term::table
            .find(id)
            .select(PaymentTerm::as_select())
            .first(conn),
        "payment-term",
    )?;
    let instalments = payment_term_instalment::table
        .filter(payment_term_instalment::payment_term_id.eq(id))
        .order(payment_term_instalment::position.asc())
        .select(Instalment::as_select())
        .load(conn)?;
    Ok(Term {
        term,
        instalments,
        names: translation::names_of(conn, id)?,
    })
}

/// What the terms that a document names are called in its language; empty where it names none.
pub fn name_in(conn: &mut Conn, id: Option<PaymentTermId>, language: &str) -> Result<String> {
    match id {
        Some(id) => Ok(get(conn, id)?.name_in(language).to_owned()),
        None => Ok(String::new()),
    }
}

/// Terms in use, by code.
pub fn choices(conn: &mut Conn) -> Result<Vec<PaymentTerm>> {
    let rows = payment_term::table
        .filter(payment_term::is_active.eq(true))
        .order(payment_term::code.asc())
        .limit(500)
        .select(PaymentTerm::as_select())
        .load(conn)?;
    Ok(rows)
}

/// Whether a party or a document names the terms.
pub fn is_used(conn: &mut Conn, id: PaymentTermId) -> Result<bool> {
    let id = Some(id.raw());
    let of_party = exists(party_terms::table.filter(party_terms::payment_term_id.eq(id)));
    let of_quotation = exists(quotation::table.filter(quotation::payment_term_id.eq(id)));
    let of_order = exists(sales_order::table.filter(sales_order::payment_term_id.eq(id)));
    let of_invoice = exists(customer_invoice::table.filter(customer_invoice::payment_term_id.eq(id)));
    let used = diesel::select(of_party.or(of_quotation).or(of_order).or(of_invoice)).get_result(conn)?;
    Ok(used)
}

/// Terms are shared by all companies.
pub fn page(conn: &mut Conn, _: &Reach, list: &ListQuery) -> Result<Vec<PaymentTerm>> {
    let query = matching_master!(
        payment_term::table.select(PaymentTerm::as_select()).into_boxed::<Sql>(),
        list,
        payment_term
    );
    let query = sort_page!(query, list, payment_term::id, {
        "code" => payment_term::code, String; "name" => payment_term::name, String;
    });
    Ok(query.load(conn)?)
}

pub fn sums(conn: &mut Conn, _: &Reach, list: &ListQuery) -> Result<Sums> {
    let query = matching_master!(payment_term::table.count().into_boxed::<Sql>(), list, payment_term);
    Ok(Sums::count(query.get_result(conn)?))
}
