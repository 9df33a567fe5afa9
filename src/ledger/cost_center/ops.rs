//! Changes of cost centres.
use crate::event::Event;
use crate::event::EventKind;
use crate::ids::CompanyId;
use crate::ids::CostCenterId;
use crate::kernel::error::Result;
use crate::kernel::id;
use crate::kernel::tx::Tx;
use crate::kernel::tx::refuse_taken;
use crate::ledger::cost_center::EditCostCenter;
use crate::ledger::cost_center::NewCostCenter;
use crate::ledger::cost_center::queries;
use crate::permission::Permission;
use crate::refuse_unless;
use crate::set_active;
use diesel::prelude::*;
use tenon_schema::cost_center;

fn check_code(tx: &mut Tx<'_>, company: CompanyId, code: &str, but: Option<CostCenterId>) -> Result<()> {
    let holder = cost_center::table
        .filter(cost_center::company_id.eq(company))
        .filter(cost_center::code.eq(code))
        .select(cost_center::id);
    refuse_taken(holder.first(tx.conn).optional()?, but, code)
}

/// Makes a cost centre.
pub fn create(tx: &mut Tx<'_>, company: CompanyId, new: &NewCostCenter) -> Result<CostCenterId> {
    tx.require(Permission::AccountEdit, company)?;
    check_code(tx, company, &new.code, None)?;
    let id: CostCenterId = id::new();
    tx.conn.later(&diesel::insert_into(cost_center::table).values((
        cost_center::id.eq(id),
        cost_center::company_id.eq(company),
        cost_center::code.eq(&new.code),
        cost_center::name.eq(&new.name),
        cost_center::is_active.eq(true),
        cost_center::version.eq(1),
    )))?;
    tx.record(Event::new(EventKind::MasterCreated, Some(company), id).say("name", &new.name));
    Ok(id)
}

/// Changes code and name.
pub fn update(tx: &mut Tx<'_>, id: CostCenterId, version: i32, edit: &EditCostCenter) -> Result<()> {
    let old = queries::get(tx.conn, id)?;
    tx.require_on(Permission::LedgerRead, Permission::AccountEdit, old.company_id)?;
    check_code(tx, old.company_id, &edit.code, Some(id))?;
    let changed = diesel::update(cost_center::table.find(id).filter(cost_center::version.eq(version)))
        .set((
            cost_center::code.eq(&edit.code),
            cost_center::name.eq(&edit.name),
            cost_center::version.eq(version + 1),
        ))
        .execute(tx.conn)?;
    tx.stale_unless(changed, id)?;
    let event = Event::new(EventKind::MasterChanged, Some(old.company_id), id)
        .say("name", &edit.name)
        .change("code", old.code, &edit.code)
        .change("name", old.name, &edit.name);
    tx.record(event);
    Ok(())
}

/// Offers it no more, or again.
pub fn archive(tx: &mut Tx<'_>, id: CostCenterId, version: i32, is_active: bool) -> Result<()> {
    let old = queries::get(tx.conn, id)?;
    tx.require_on(Permission::LedgerRead, Permission::AccountEdit, old.company_id)?;
    set_active!(tx, cost_center, id, version, is_active);
    tx.record(Event::new(EventKind::of_usage(is_active), Some(old.company_id), id).say("name", old.name));
    Ok(())
}

/// Removes a cost centre that no posting names.
pub fn delete(tx: &mut Tx<'_>, id: CostCenterId, version: i32) -> Result<()> {
    let old = queries::get(tx.conn, id)?;
    tx.require_on(Permission::LedgerRead, Permission::AccountEdit, old.company_id)?;
    let is_used = queries::is_used(tx.conn, id)?;
    refuse_unless!(!is_used, "master-in-use", name = old.label());
    let row = cost_center::table.find(id).filter(cost_center::version.eq(version));
    let deleted = diesel::delete(row).execute(tx.conn)?;
    tx.stale_unless(deleted, id)?;
    tx.record(Event::new(EventKind::MasterDeleted, Some(old.company_id), id).say("name", old.name));
    Ok(())
}
