//! Reads of warehouses.
use crate::ids::CompanyId;
use crate::ids::WarehouseId;
use crate::inventory::warehouse::Warehouse;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Result;
use crate::kernel::error::found;
use diesel::prelude::*;
use tenon_db::Conn;
use tenon_schema::warehouse;

/// Most warehouses of one company that are offered.
const CHOICES_MAX: i64 = 500;

pub fn get(conn: &mut Conn, id: WarehouseId) -> Result<Warehouse> {
    let row = warehouse::table.find(id).select(Warehouse::as_select()).first(conn);
    found(row, "warehouse")
}

/// Ids and labels of the warehouses in use, by code.
pub fn choices(conn: &mut Conn, company: CompanyId) -> Result<Vec<(String, String)>> {
    let rows: Vec<Warehouse> = warehouse::table
        .filter(warehouse::company_id.eq(company))
        .filter(warehouse::is_active.eq(true))
        .order(warehouse::code.asc())
        .limit(CHOICES_MAX)
        .select(Warehouse::as_select())
        .load(conn)?;
    Ok(rows.into_iter().map(|row| (row.id.to_string(), row.label())).collect())
}

/// The company's first warehouse in use: what documents propose.
pub fn default_of(conn: &mut Conn, company: CompanyId) -> Result<WarehouseId> {
    let row: Option<WarehouseId> = warehouse::table
        .filter(warehouse::company_id.eq(company))
        .filter(warehouse::is_active.eq(true))
        .order(warehouse::id.asc())
        .select(warehouse::id)
        .first(conn)
        .optional()?;
    row.ok_or_else(|| Error::Refused(Message::new("company-without-warehouse")))
}
