//! Reads of customer groups.
use crate::ids::ChoiceId;
use crate::kernel::actor::Reach;
use crate::kernel::error::Result;
use crate::kernel::error::found;
use crate::kernel::list::ListQuery;
use crate::kernel::list::Sums;
use crate::matching_master;
use crate::party::group::Group;
use crate::party::group::KIND;
use crate::sort_page;
use diesel::dsl::exists;
use diesel::prelude::*;
use tenon_db::Conn;
use tenon_db::Sql;
use tenon_schema::choice;
use tenon_schema::party;
use tenon_schema::price_list;

pub fn get(conn: &mut Conn, id: ChoiceId) -> Result<Group> {
    let row = choice::table
        .filter(choice::id.eq(id))
        .filter(choice::kind.eq(KIND))
        .select(Group::as_select())
        .first(conn);
    found(row, "customer-group")
}

/// Groups in use, as choices: code and name.
pub fn choices(conn: &mut Conn) -> Result<Vec<(String, String)>> {
    let rows = choice::table
        .filter(choice::kind.eq(KIND))
        .filter(choice::is_active.eq(true))
        .order(choice::name.asc())
        .limit(500)
        .select((choice::code, choice::name))
        .load(conn)?;
    Ok(rows)
}

/// Whether there is a group of this code, in use or not.
pub fn is_known(conn: &mut Conn, code: &str) -> Result<bool> {
    let those = choice::table
        .filter(choice::kind.eq(KIND))
        .filter(choice::code.eq(code));
    Ok(diesel::select(exists(those)).get_result(conn)?)
}

/// Whether a party or a price list names it.
pub fn is_used(conn: &mut Conn, code: &str) -> Result<bool> {
    let by_party = exists(party::table.filter(party::customer_group.eq(code)));
    let by_list = exists(price_list::table.filter(price_list::customer_group.eq(code)));
    Ok(diesel::select(by_party.or(by_list)).get_result(conn)?)
}

pub fn page(conn: &mut Conn, _: &Reach, list: &ListQuery) -> Result<Vec<Group>> {
    let query = matching_master!(
        choice::table
            .select(Group::as_select())
            .into_boxed::<Sql>()
            .filter(choice::kind.eq(KIND)),
        list,
        choice
    );
    let query = sort_page!(query, list, choice::id, { "code" => choice::code, String; });
    Ok(query.load(conn)?)
}

pub fn sums(conn: &mut Conn, _: &Reach, list: &ListQuery) -> Result<Sums> {
    let query = matching_master!(
        choice::table.count().into_boxed::<Sql>().filter(choice::kind.eq(KIND)),
        list,
        choice
    );
    Ok(Sums::count(query.get_result(conn)?))
}
