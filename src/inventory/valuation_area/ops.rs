//! Changes of valuation areas.
use crate::event::Event;
use crate::event::EventKind;
use crate::ids::CompanyId;
use crate::ids::ValuationAreaId;
use crate::inventory::valuation_area::queries;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Result;
use crate::kernel::id;
use crate::kernel::tx::Tx;
use crate::permission::Permission;
use crate::refuse_unless;
use diesel::prelude::*;
use tenon_schema::valuation_area;

fn refuse_taken(tx: &mut Tx<'_>, company: CompanyId, name: &str, but: Option<ValuationAreaId>) -> Result<()> {
    let holder: Option<ValuationAreaId> = valuation_area::table
        .filter(valuation_area::company_id.eq(company))
        .filter(valuation_area::name.eq(name))
        .select(valuation_area::id)
        .first(tx.conn)
        .optional()?;
    if holder.is_some() && holder != but {
        return Err(Error::invalid("name", Message::new("name-taken").with("name", name)));
    }
    Ok(())
}

/// Makes an area for warehouses to come.
pub fn create(tx: &mut Tx<'_>, company: CompanyId, name: &str) -> Result<ValuationAreaId> {
    tx.require(Permission::WarehouseEdit, company)?;
    refuse_taken(tx, company, name, None)?;
    let id: ValuationAreaId = id::new();
    tx.conn.later(&diesel::insert_into(valuation_area::table).values((
        valuation_area::id.eq(id),
        valuation_area::company_id.eq(company),
        valuation_area::name.eq(name),
        valuation_area::version.eq(1),
    )))?;
    tx.record(Event::new(EventKind::MasterCreated, Some(company), id).say("name", name));
    Ok(id)
}

/// Renames an area.
pub fn update(tx: &mut Tx<'_>, id: ValuationAreaId, version: i32, name: &str) -> Result<()> {
    let old = queries::get(tx.conn, id)?;
    tx.require_on(Permission::StockRead, Permission::WarehouseEdit, old.company_id)?;
    refuse_taken(tx, old.company_id, name, Some(id))?;
    let changed = diesel::update(
        valuation_area::table
            .find(id)
            .filter(valuation_area::version.eq(version)),
    )
    .set((valuation_area::name.eq(name), valuation_area::version.eq(version + 1)))
    .execute(tx.conn)?;
    tx.stale_unless(changed, id)?;
    let event = Event::new(EventKind::MasterChanged, Some(old.company_id), id);
    tx.record(event.say("name", name).change("name", old.name, name));
    Ok(())
}

/// Removes an area without a warehouse.
pub fn delete(tx: &mut Tx<'_>, id: ValuationAreaId, version: i32) -> Result<()> {
    let old = queries::get(tx.conn, id)?;
    tx.require_on(Permission::StockRead, Permission::WarehouseEdit, old.company_id)?;
    let is_used = queries::is_used(tx.conn, id)?;
    refuse_unless!(!is_used, "valuation-area-in-use", name = old.name);
    let deleted = diesel::delete(
        valuation_area::table
            .find(id)
            .filter(valuation_area::version.eq(version)),
    )
    .execute(tx.conn)?;
    tx.stale_unless(deleted, id)?;
    tx.record(Event::new(EventKind::MasterDeleted, Some(old.company_id), id).say("name", old.name));
    Ok(())
}
