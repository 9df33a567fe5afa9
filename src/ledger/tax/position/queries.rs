//! Reads of tax positions.
use crate::ids::TaxPositionId;
use crate::kernel::actor::Reach;
use crate::kernel::error::Result;
use crate::kernel::error::found;
use crate::kernel::list::ListQuery;
use crate::kernel::list::Sums;
use crate::ledger::tax::FullTaxPosition;
use crate::ledger::tax::RuleRow;
use crate::ledger::tax::TaxPosition;
use crate::matching_master;
use crate::sort_page;
use crate::within_companies;
use diesel::dsl::exists;
use diesel::prelude::*;
use tenon_db::Conn;
use tenon_db::Sql;
use tenon_schema::party_terms;
use tenon_schema::quotation;
use tenon_schema::sales_order;
use tenon_schema::tax_code;
use tenon_schema::tax_position;
use tenon_schema::tax_rule;

/// Most classes of products a position has rules for.
const RULES_MAX: i64 = 500;

pub fn get(conn: &mut Conn, id: TaxPositionId) -> Result<TaxPosition> {
    let row = tax_position::table
        .find(id)
        .select(TaxPosition::as_select())
        .first(conn);
    found(row, "tax-position")
}

/// A position with its rules.
pub fn full(conn: &mut Conn, id: TaxPositionId) -> Result<FullTaxPosition> {
    let position = get(conn, id)?;
    let rules = tax_rule::table
        .inner_join(tax_code::table)
        .filter(tax_rule::tax_position_id.eq(id))
        .order(tax_rule::tax_class.asc())
        .limit(RULES_MAX)
        .select((tax_rule::tax_class, tax_code::id, tax_code::code, tax_code::name))
        .load(conn)?;
    let rule = |(tax_class, tax_code_id, code, name)| RuleRow {
        tax_class,
        tax_code_id,
        code,
        name,
    };
    Ok(FullTaxPosition {
        position,
        rules: rules.into_iter().map(rule).collect(),
    })
}

/// Whether a party or a document names the position.
pub fn is_used(conn: &mut Conn, id: TaxPositionId) -> Result<bool> {
    let id = Some(id.raw());
    let of_party = exists(party_terms::table.filter(party_terms::tax_position_id.eq(id)));
    let of_quotation = exists(quotation::table.filter(quotation::tax_position_id.eq(id)));
    let of_order = exists(sales_order::table.filter(sales_order::tax_position_id.eq(id)));
    Ok(diesel::select(of_party.or(of_quotation).or(of_order)).get_result(conn)?)
}

pub fn page(conn: &mut Conn, reach: &Reach, list: &ListQuery) -> Result<Vec<TaxPosition>> {
    let query = tax_position::table.select(TaxPosition::as_select()).into_boxed::<Sql>();
    let query = matching_master!(within_companies!(query, reach, tax_position), list, tax_position);
    let query = sort_page!(query, list, tax_position::id, {
        "code" => tax_position::code, String; "name" => tax_position::name, String;
    });
    Ok(query.load(conn)?)
}

pub fn sums(conn: &mut Conn, reach: &Reach, list: &ListQuery) -> Result<Sums> {
    let query = matching_master!(
        within_companies!(tax_position::table.count().into_boxed::<Sql>(), reach, tax_position),
        list,
        tax_position
    );
    Ok(Sums::count(query.get_result(conn)?))
}
