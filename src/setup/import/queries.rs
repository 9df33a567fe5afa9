//! Which records the keys of an import mean: by the other system's key, or by the record's own code.
use crate::ids::CompanyId;
use crate::ids::TeamId;
use crate::ids::UserId;
use crate::kernel::error::Result;
use crate::kernel::error::found;
use crate::party::group;
use diesel::prelude::*;
use std::collections::BTreeMap;
use tenon_db::Conn;
use tenon_schema::account;
use tenon_schema::app_user;
use tenon_schema::carrier;
use tenon_schema::choice;
use tenon_schema::company;
use tenon_schema::cost_center;
use tenon_schema::currency;
use tenon_schema::employee;
use tenon_schema::external_id;
use tenon_schema::fiscal_year;
use tenon_schema::journal;
use tenon_schema::location;
use tenon_schema::party;
use tenon_schema::payment_term;
use tenon_schema::price_list;
use tenon_schema::product;
use tenon_schema::product_category;
use tenon_schema::role;
use tenon_schema::tax_code;
use tenon_schema::tax_position;
use tenon_schema::team;
use tenon_schema::unit;
use tenon_schema::valuation_area;
use tenon_schema::warehouse;

/// Keys asked for in one statement.
const KEYS_MAX: usize = 500;

/// A record that was imported before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    pub id: i64,
    /// Over what was last taken; empty when another program put the key.
    pub content_hash: String,
}

/// What is already known under these keys.
pub fn known(conn: &mut Conn, kind: &str, system: &str, keys: &[String]) -> Result<BTreeMap<String, Known>> {
    let mut all = BTreeMap::new();
    for some in keys.chunks(KEYS_MAX) {
        let rows: Vec<(String, i64, String)> = external_id::table
            .filter(external_id::subject_kind.eq(kind))
            .filter(external_id::system.eq(system))
            .filter(external_id::key.eq_any(some.to_vec()))
            .select((external_id::key, external_id::subject_id, external_id::content_hash))
            .limit(500)
            .load(conn)?;
        all.extend(
            rows.into_iter()
                .map(|(key, id, content_hash)| (key, Known { id, content_hash })),
        );
    }
    Ok(all)
}

/// Name and team of a user, and whether it is the program itself.
pub fn user(conn: &mut Conn, id: UserId) -> Result<(String, Option<TeamId>, bool)> {
    let row = app_user::table
        .find(id)
        .select((app_user::name, app_user::team_id, app_user::kind));
    let (name, team, kind): (String, Option<TeamId>, String) = found(row.first(conn), "user")?;
    Ok((name, team, kind == "system"))
}

/// Rows (code, id) of a table by its code column.
macro_rules! codes {
    ($conn:expr, $table:ident . $code:ident, $some:expr) => {{
        let rows: Vec<(String, i64)> = $table::table
            .filter($table::$code.eq_any($some.to_vec()))
            .select(($table::$code, $table::id))
            .limit(500)
            .load($conn)?;
        rows
    }};
    ($conn:expr, $table:ident . $code:ident, $some:expr, $company:expr) => {{
        let rows: Vec<(String, i64)> = $table::table
            .filter($table::company_id.eq($company.raw()))
            .filter($table::$code.eq_any($some.to_vec()))
            .select(($table::$code, $table::id))
            .limit(500)
            .load($conn)?;
        rows
    }};
}

/// Customer groups by code: they stand among other words that are offered.
fn groups(conn: &mut Conn, some: &[String]) -> Result<Vec<(String, i64)>> {
    let rows = choice::table
        .filter(choice::kind.eq(group::KIND))
        .filter(choice::code.eq_any(some.to_vec()))
        .select((choice::code, choice::id))
        .limit(500)
        .load(conn)?;
    Ok(rows)
}

/// Kinds that have a code of their own, or a name that stands once; `false` where the code counts within one company.
pub const CODED: &[(&str, bool)] = &[
    ("account", false),
    ("carrier", true),
    ("company", true),
    ("cost-center", false),
    ("currency", true),
    ("customer-group", true),
    ("employee", false),
    ("fiscal-year", false),
    ("journal", false),
    ("location", false),
    ("party", true),
    ("payment-term", true),
    ("price-list", true),
    ("product", true),
    ("product-category", true),
    ("role", true),
    ("tax-code", false),
    ("tax-position", false),
    ("team", false),
    ("unit", true),
    ("user", true),
    ("valuation-area", false),
    ("warehouse", false),
];

/// The records of a kind with these codes, in the company where codes are its own.
pub fn by_code(conn: &mut Conn, company: CompanyId, kind: &str, codes: &[String]) -> Result<BTreeMap<String, i64>> {
    let mut all = BTreeMap::new();
    for some in codes.chunks(KEYS_MAX) {
        let rows = match kind {
            "account" => codes!(conn, account.code, some, company),
            "carrier" => codes!(conn, carrier.code, some),
            "company" => codes!(conn, company.code, some),
            "cost-center" => codes!(conn, cost_center.code, some, company),
            "currency" => codes!(conn, currency.code, some),
            "customer-group" => groups(conn, some)?,
            "employee" => codes!(conn, employee.number, some, company),
            "fiscal-year" => codes!(conn, fiscal_year.name, some, company),
            "journal" => codes!(conn, journal.code, some, company),
            "location" => codes!(conn, location.code, some, company),
            "party" => codes!(conn, party.number, some),
            "payment-term" => codes!(conn, payment_term.code, some),
            "price-list" => codes!(conn, price_list.code, some),
            "product" => codes!(conn, product.code, some),
            "product-category" => codes!(conn, product_category.code, some),
            "role" => codes!(conn, role.code, some),
            "tax-code" => codes!(conn, tax_code.code, some, company),
            "tax-position" => codes!(conn, tax_position.code, some, company),
            "team" => codes!(conn, team.name, some, company),
            "unit" => codes!(conn, unit.code, some),
            "user" => codes!(conn, app_user.email, some),
            "valuation-area" => codes!(conn, valuation_area.name, some, company),
            "warehouse" => codes!(conn, warehouse.code, some, company),
            _ => Vec::new(),
        };
        all.extend(rows);
    }
    Ok(all)
}
