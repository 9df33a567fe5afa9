//! Changes of locations.
use crate::event::Event;
use crate::event::EventKind;
use crate::ids::CompanyId;
use crate::ids::LocationId;
use crate::ids::WarehouseId;
use crate::inventory::location::EditLocation;
use crate::inventory::location::Location;
use crate::inventory::location::LocationKind;
use crate::inventory::location::NewLocation;
use crate::inventory::location::queries;
use crate::inventory::warehouse;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Result;
use crate::kernel::id;
use crate::kernel::message::Messages;
use crate::kernel::tx::Tx;
use crate::kernel::tx::refuse_taken;
use crate::permission::Permission;
use crate::refuse_unless;
use crate::set_active;
use diesel::prelude::*;
use tenon_schema::location;

fn check_code(tx: &mut Tx<'_>, company: CompanyId, code: &str, but: Option<LocationId>) -> Result<()> {
    let holder = location::table
        .filter(location::company_id.eq(company))
        .filter(location::code.eq(code))
        .select(location::id);
    refuse_taken(holder.first(tx.conn).optional()?, but, code)
}

fn insert(tx: &mut Tx<'_>, rows: &[Location]) -> Result<()> {
    let rows: Vec<_> = rows
        .iter()
        .map(|row| {
            (
                location::id.eq(row.id),
                location::company_id.eq(row.company_id),
                location::warehouse_id.eq(row.warehouse_id),
                location::code.eq(&row.code),
                location::name.eq(&row.name),
                location::kind.eq(row.kind),
                location::is_default.eq(row.is_default),
                location::is_active.eq(true),
                location::version.eq(1),
            )
        })
        .collect();
    tx.conn.later(&diesel::insert_into(location::table).values(&rows))?;
    Ok(())
}

fn row(company: CompanyId, warehouse: Option<WarehouseId>, code: String, name: String, kind: LocationKind) -> Location {
    Location {
        id: id::new(),
        company_id: company,
        warehouse_id: warehouse,
        code,
        name,
        kind,
        is_default: true,
        is_active: true,
        version: 1,
    }
}

/// The stock location of a fresh warehouse, and with the first one those of the outside world. Names are in the company's
/// language.
pub(crate) fn create_first(
    tx: &mut Tx<'_>,
    company: CompanyId,
    warehouse: WarehouseId,
    code: &str,
    words: &Messages,
) -> Result<()> {
    let stock = words.text("location-name-stock");
    let mut rows = vec![row(
        company,
        Some(warehouse),
        format!("{code}/STOCK"),
        stock,
        LocationKind::Internal,
    )];
    if !queries::has_outside(tx.conn, company)? {
        let outside = LocationKind::ALL.iter().filter(|kind| !kind.is_inside());
        rows.extend(outside.map(|kind| {
            let code = kind.code().to_uppercase();
            row(company, None, code, words.text(kind.message_key()), *kind)
        }));
    }
    insert(tx, &rows)
}

/// Makes a place in a warehouse, or one outside.
pub fn create(tx: &mut Tx<'_>, company: CompanyId, new: &NewLocation) -> Result<LocationId> {
    tx.require(Permission::WarehouseEdit, company)?;
    let kind = new.kind.unwrap_or(LocationKind::Internal);
    if let Some(warehouse) = new.warehouse_id {
        let warehouse = warehouse::queries::get(tx.conn, warehouse)?;
        if warehouse.company_id != company {
            return Err(Error::NotFound("warehouse"));
        }
    }
    if kind.is_inside() != new.warehouse_id.is_some() {
        let message = if kind.is_inside() {
            "location-needs-warehouse"
        } else {
            "location-outside-warehouse"
        };
        return Err(Error::invalid("warehouse_id", Message::new(message)));
    }
    check_code(tx, company, &new.code, None)?;
    let made = Location {
        is_default: new.is_default && kind.is_inside(),
        ..row(company, new.warehouse_id, new.code.clone(), new.name.clone(), kind)
    };
    if made.is_default {
        clear_default(tx, &made)?;
    }
    insert(tx, std::slice::from_ref(&made))?;
    let event = Event::new(EventKind::MasterCreated, Some(company), made.id);
    tx.record(event.say("name", &new.code));
    Ok(made.id)
}

/// Goods arrive at one place of a warehouse.
fn clear_default(tx: &mut Tx<'_>, of: &Location) -> Result<()> {
    diesel::update(
        location::table
            .filter(location::warehouse_id.eq(of.warehouse_id))
            .filter(location::is_default.eq(true))
            .filter(location::id.ne(of.id)),
    )
    .set((
        location::is_default.eq(false),
        location::version.eq(location::version + 1),
    ))
    .execute(tx.conn)?;
    Ok(())
}

pub fn update(tx: &mut Tx<'_>, id: LocationId, version: i32, edit: &EditLocation) -> Result<()> {
    let old = queries::get(tx.conn, id)?;
    tx.require_on(Permission::StockRead, Permission::WarehouseEdit, old.company_id)?;
    check_code(tx, old.company_id, &edit.code, Some(id))?;
    let is_inside = old.warehouse_id.is_some();
    let stays_default = !old.is_default || edit.is_default || !is_inside;
    refuse_unless!(stays_default, "location-default-elsewhere", name = old.code);
    let is_default = if is_inside { edit.is_default } else { old.is_default };
    refuse_unless!(old.is_active || !edit.is_default, "location-archived", name = old.code);
    if is_default && !old.is_default {
        clear_default(tx, &old)?;
    }
    let changed = diesel::update(location::table.find(id).filter(location::version.eq(version)))
        .set((
            location::code.eq(&edit.code),
            location::name.eq(&edit.name),
            location::is_default.eq(is_default),
            location::version.eq(version + 1),
        ))
        .execute(tx.conn)?;
    tx.stale_unless(changed, id)?;
    let yes_no = |on: bool| if on { "yes" } else { "no" };
    let event = Event::new(EventKind::MasterChanged, Some(old.company_id), id)
        .say("name", &edit.code)
        .change("code", old.code, &edit.code)
        .change("name", old.name, &edit.name)
        .change("is_default", yes_no(old.is_default), yes_no(is_default));
    tx.record(event);
    Ok(())
}

/// Offers an empty place no more, or again.
pub fn archive(tx: &mut Tx<'_>, id: LocationId, version: i32, is_active: bool) -> Result<()> {
    let old = queries::get(tx.conn, id)?;
    tx.require_on(Permission::StockRead, Permission::WarehouseEdit, old.company_id)?;
    if !is_active {
        refuse_unless!(!old.is_default, "location-is-default", name = old.code);
        let has_stock = queries::has_stock(tx.conn, id)?;
        refuse_unless!(!has_stock, "location-has-stock", name = old.code);
    }
    set_active!(tx, location, id, version, is_active);
    tx.record(Event::new(EventKind::of_usage(is_active), Some(old.company_id), id).say("name", old.code));
    Ok(())
}

/// Removes a place that was never used.
pub fn delete(tx: &mut Tx<'_>, id: LocationId, version: i32) -> Result<()> {
    let old = queries::get(tx.conn, id)?;
    tx.require_on(Permission::StockRead, Permission::WarehouseEdit, old.company_id)?;
    refuse_unless!(!old.is_default, "location-is-default", name = old.code);
    let is_used = queries::is_used(tx.conn, id)?;
    refuse_unless!(!is_used, "master-in-use", name = old.code);
    let deleted = diesel::delete(location::table.find(id).filter(location::version.eq(version))).execute(tx.conn)?;
    tx.stale_unless(deleted, id)?;
    tx.record(Event::new(EventKind::MasterDeleted, Some(old.company_id), id).say("name", old.code));
    Ok(())
}
