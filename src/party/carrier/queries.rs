//! Reads of carriers.
use crate::ids::CarrierId;
use crate::kernel::actor::Reach;
use crate::kernel::error::Result;
use crate::kernel::error::found;
use crate::kernel::list::ListQuery;
use crate::kernel::list::Sums;
use crate::matching_master;
use crate::party::carrier::Carrier;
use crate::sort_page;
use diesel::prelude::*;
use std::collections::BTreeMap;
use tenon_db::Conn;
use tenon_db::Sql;
use tenon_schema::carrier;
use tenon_schema::delivery;
use tenon_schema::quotation;
use tenon_schema::sales_order;

pub fn get(conn: &mut Conn, id: CarrierId) -> Result<Carrier> {
    found(
        carrier::table.find(id).select(Carrier::as_select()).first(conn),
        "carrier",
    )
}

/// Names by id.
pub fn names(conn: &mut Conn, ids: &[CarrierId]) -> Result<BTreeMap<CarrierId, String>> {
    let rows: Vec<(CarrierId, String)> = carrier::table
        .filter(carrier::id.eq_any(ids.to_vec()))
        .select((carrier::id, carrier::name))
        .limit(500)
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

/// Carriers in use, by name.
pub fn choices(conn: &mut Conn) -> Result<Vec<Carrier>> {
    let rows = carrier::table
        .filter(carrier::is_active.eq(true))
        .order(carrier::name.asc())
        .limit(500)
        .select(Carrier::as_select())
        .load(conn)?;
    Ok(rows)
}

/// Whether a document names the carrier.
pub fn is_used(conn: &mut Conn, id: CarrierId) -> Result<bool> {
    let in_quotation = diesel::dsl::exists(quotation::table.filter(quotation::carrier_id.eq(id)));
    let in_order = diesel::dsl::exists(sales_order::table.filter(sales_order::carrier_id.eq(id)));
    let in_delivery = diesel::dsl::exists(delivery::table.filter(delivery::carrier_id.eq(id)));
    let used = diesel::select(in_quotation).get_result::<bool>(conn)?
        || diesel::select(in_order).get_result::<bool>(conn)?
        || diesel::select(in_delivery).get_result::<bool>(conn)?;
    Ok(used)
}

/// Carriers are shared by all companies.
pub fn page(conn: &mut Conn, _: &Reach, list: &ListQuery) -> Result<Vec<Carrier>> {
    let query = matching_master!(
        carrier::table.select(Carrier::as_select()).into_boxed::<Sql>(),
        list,
        carrier
    );
    let query = sort_page!(query, list, carrier::id, { "code" => carrier::code, String; });
    Ok(query.load(conn)?)
}

pub fn sums(conn: &mut Conn, _: &Reach, list: &ListQuery) -> Result<Sums> {
    let query = matching_master!(carrier::table.count().into_boxed::<Sql>(), list, carrier);
    Ok(Sums::count(query.get_result(conn)?))
}
