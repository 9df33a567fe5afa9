//! The list of parties.
use crate::kernel::actor::Reach;
use crate::kernel::error::Result;
use crate::kernel::list::ListQuery;
use crate::kernel::list::Sums;
use crate::kernel::search_text::fold;
use crate::party::Party;
use crate::sort_page;
use diesel::prelude::*;
use tenon_db::Conn;
use tenon_db::Sql;
use tenon_schema::app_user;
use tenon_schema::party;

/// A row of the list: the party, its owner's name.
#[derive(Debug, Clone)]
pub struct Row {
    pub party: Party,
    pub owner: String,
}

macro_rules! matching {
    ($query:expr, $reach:expr, $list:expr) => {{
        let mut query = $query.filter(party::merged_into.is_null());
        if $reach.wide.is_empty() {
            query = query.filter(party::owner_id.is_null().or(party::owner_id.eq($reach.user)));
        }
        for word in fold(&$list.search).split_whitespace().take(6) {
            let pattern = crate::kernel::list::query::contains(word);
            query = query.filter(party::search_text.like(pattern).escape('\\'));
        }
        for role in $list.choice("role").unwrap_or_default() {
            query = match role.as_str() {
                "customer" => query.filter(party::is_customer.eq(true)),
                "supplier" => query.filter(party::is_supplier.eq(true)),
                _ => query.filter(party::is_carrier.eq(true)),
            };
        }
        if let Some(groups) = $list.choice("customer-group") {
            query = query.filter(party::customer_group.eq_any(groups));
        }
        if let Some(countries) = $list.choice("country") {
            query = query.filter(party::country.eq_any(countries));
        }
        if let Some(kinds) = $list.choice("kind") {
            query = query.filter(party::kind.eq_any(kinds));
        }
        if let Some(owner) = $list.id("owner") {
            query = query.filter(party::owner_id.eq(owner));
        }
        if $list.flag("mine") == Some(true) {
            query = query.filter(party::owner_id.eq($reach.user));
        }
        if let Some(active) = $list.flag("active") {
            query = query.filter(party::is_active.eq(active));
        }
        query
    }};
}

/// Parties belong to the group, so the reach counts in any company; merged ones are not shown.
pub fn page(conn: &mut Conn, reach: &Reach, list: &ListQuery) -> Result<Vec<Row>> {
    let rows = party::table
        .left_join(app_user::table)
        .select((Party::as_select(), app_user::name.nullable()));
    let query = matching!(rows.into_boxed::<Sql>(), reach, list);
    let query = sort_page!(query, list, party::id, {
        "name" => party::sort_name, String; "number" => party::number, String;
    });
    let rows: Vec<(Party, Option<String>)> = query.load(conn)?;
    let row = |(party, owner): (Party, Option<String>)| Row {
        party,
        owner: owner.unwrap_or_default(),
    };
    Ok(rows.into_iter().map(row).collect())
}

pub fn sums(conn: &mut Conn, reach: &Reach, list: &ListQuery) -> Result<Sums> {
    let query = matching!(party::table.count().into_boxed::<Sql>(), reach, list);
    Ok(Sums::count(query.get_result(conn)?))
}

/// The countries parties are in.
pub fn countries(conn: &mut Conn) -> Result<Vec<String>> {
    let rows = party::table
        .filter(party::country.ne(""))
        .select(party::country)
        .distinct()
        .order(party::country.asc())
        .limit(300)
        .load(conn)?;
    Ok(rows)
}
