//! Whose a record is, for each kind there is.
use crate::company::activity::access::Whose;
use crate::ids::CompanyId;
use crate::ids::TeamId;
use crate::ids::UserId;
use crate::kernel::error::Result;
use diesel::prelude::*;
use tenon_db::Conn;
use tenon_schema as schema;

/// Records that all companies share: only whether they exist.
macro_rules! shared {
    ($($table:ident)+) => {$(
        pub fn $table(conn: &mut Conn, id: i64) -> Result<Option<Whose>> {
            use schema::$table::dsl;
            let known: Option<i64> = dsl::$table.find(id).select(dsl::id).first(conn).optional()?;
            Ok(known.map(|_| Whose::default()))
        }
    )+};
}

/// Records of one company, without an owner.
macro_rules! of_company {
    ($($table:ident)+) => {$(
        pub fn $table(conn: &mut Conn, id: i64) -> Result<Option<Whose>> {
            use schema::$table::dsl;
            let company: Option<i64> = dsl::$table.find(id).select(dsl::company_id).first(conn).optional()?;
            Ok(company.map(|company| Whose { company: Some(CompanyId::from(company)), ..Whose::default() }))
        }
    )+};
}

/// Documents of one company with an owner.
macro_rules! owned {
    ($($table:ident)+) => {$(
        pub fn $table(conn: &mut Conn, id: i64) -> Result<Option<Whose>> {
            use schema::$table::dsl;
            let row: Option<(i64, i64)> =
                dsl::$table.find(id).select((dsl::company_id, dsl::owner_id)).first(conn).optional()?;
            Ok(row.map(|(company, owner)| Whose {
                company: Some(CompanyId::from(company)),
                owner: Some(UserId::from(owner)),
                team: None,
            }))
        }
    )+};
}

/// Documents of one company with an owner and a team.
macro_rules! of_team {
    ($($table:ident)+) => {$(
        pub fn $table(conn: &mut Conn, id: i64) -> Result<Option<Whose>> {
            use schema::$table::dsl;
            let row: Option<(i64, i64, Option<i64>)> =
                dsl::$table.find(id).select((dsl::company_id, dsl::owner_id, dsl::team_id)).first(conn).optional()?;
            Ok(row.map(|(company, owner, team)| Whose {
                company: Some(CompanyId::from(company)),
                owner: Some(UserId::from(owner)),
                team: team.map(TeamId::from),
            }))
        }
    )+};
}

shared!(app_user role choice exchange_rate payment_term carrier unit product_category product lot);
of_company!(fiscal_year fiscal_period number_series holiday team account journal cost_center tax_code tax_position
    employee journal_entry open_item valuation_area warehouse location stock_move goods_receipt);
owned!(delivery customer_invoice payment);
of_team!(quotation sales_order);

/// A company is its own.
pub fn company(conn: &mut Conn, id: i64) -> Result<Option<Whose>> {
    use schema::company::dsl;
    let known: Option<i64> = dsl::company.find(id).select(dsl::id).first(conn).optional()?;
    Ok(known.map(|id| Whose {
        company: Some(CompanyId::from(id)),
        ..Whose::default()
    }))
}

/// A party belongs to the group and may have somebody who looks after it.
pub fn party(conn: &mut Conn, id: i64) -> Result<Option<Whose>> {
    use schema::party::dsl;
    let row: Option<Option<i64>> = dsl::party.find(id).select(dsl::owner_id).first(conn).optional()?;
    Ok(row.map(|owner| Whose {
        owner: owner.map(UserId::from),
        ..Whose::default()
    }))
}

/// A price is its list's.
pub fn price_list_item(conn: &mut Conn, id: i64) -> Result<Option<Whose>> {
    use schema::price_list_item::dsl;
    let list: Option<i64> = dsl::price_list_item
        .find(id)
        .select(dsl::price_list_id)
        .first(conn)
        .optional()?;
    list.map_or(Ok(None), |list| price_list(conn, list))
}

/// A price list is one company's, or all companies'.
pub fn price_list(conn: &mut Conn, id: i64) -> Result<Option<Whose>> {
    use schema::price_list::dsl;
    let row: Option<Option<i64>> = dsl::price_list
        .find(id)
        .select(dsl::company_id)
        .first(conn)
        .optional()?;
    Ok(row.map(|company| Whose {
        company: company.map(CompanyId::from),
        ..Whose::default()
    }))
}
