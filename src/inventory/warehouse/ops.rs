//! Opening and changing warehouses.
use crate::event::Event;
use crate::event::EventKind;
use crate::ids::CompanyId;
use crate::ids::ValuationAreaId;
use crate::ids::WarehouseId;
use crate::inventory::location;
use crate::inventory::valuation_area;
use crate::inventory::warehouse::EditWarehouse;
use crate::inventory::warehouse::NewWarehouse;
use crate::inventory::warehouse::Warehouse;
use crate::inventory::warehouse::queries;
use crate::kernel::country::Country;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Result;
use crate::kernel::id;
use crate::kernel::message::Language;
use crate::kernel::message::Messages;
use crate::kernel::search;
use crate::kernel::tx::Tx;
use crate::kernel::tx::refuse_taken;
use crate::permission::Permission;
use crate::refuse_unless;
use crate::set_active;
use diesel::prelude::*;
use tenon_schema::company;
use tenon_schema::location as place;
use tenon_schema::stock_balance;
use tenon_schema::warehouse;

fn check_code(tx: &mut Tx<'_>, company: CompanyId, code: &str, but: Option<WarehouseId>) -> Result<()> {
    let holder = warehouse::table
        .filter(warehouse::company_id.eq(company))
        .filter(warehouse::code.eq(code))
        .select(warehouse::id);
    refuse_taken(holder.first(tx.conn).optional()?, but, code)
}

/// The area chosen, provided it is the company's; else the company's first one, made with its first warehouse.
fn area(
    tx: &mut Tx<'_>,
    company: CompanyId,
    chosen: Option<ValuationAreaId>,
    words: &Messages,
) -> Result<ValuationAreaId> {
    if let Some(id) = chosen {
        let area = valuation_area::queries::get(tx.conn, id)?;
        return if area.company_id == company {
            Ok(id)
        } else {
            Err(Error::NotFound("valuation-area"))
        };
    }
    match valuation_area::queries::of_company(tx.conn, company)?.first() {
        Some(area) => Ok(area.id),
        None => valuation_area::ops::create(tx, company, &words.text("valuation-area-first")),
    }
}

fn index(tx: &mut Tx<'_>, row: &Warehouse) -> Result<()> {
    let title = row.label();
    let entry = search::Entry {
        subject: row.id.into(),
        company: Some(row.company_id),
        owner: None,
        title: &title,
        subtitle: &row.city,
        words: &row.street,
    };
    search::put(tx.conn, &entry)
}

/// Opens a warehouse with what belongs to it.
pub fn create(tx: &mut Tx<'_>, new: &NewWarehouse) -> Result<WarehouseId> {
    let Some(company) = new.company_id else {
        return Err(Error::invalid("company_id", Message::new("problem-required")));
    };
    tx.require(Permission::WarehouseEdit, company)?;
    check_code(tx, company, &new.code, None)?;
    let (language, country): (String, String) = company::table
        .find(company)
        .select((company::language, company::country))
        .first(tx.conn)?;
    let words = Messages::get(Language::from_code(&language).unwrap_or_default());
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let row = Warehouse {
        id: id::new(),
        company_id: company,
        valuation_area_id: area(tx, company, new.valuation_area_id, words)?,
        code: new.code.clone(),
        name: new.name.clone(),
        street: text(&new.street),
        postal_code: text(&new.postal_code),
        city: text(&new.city),
        country: code_of(new.country.as_ref()).unwrap_or(country),
        allows_negative: new.allows_negative,
        is_active: true,
        version: 1,
    };
    tx.conn.later(&diesel::insert_into(warehouse::table).values((
        warehouse::id.eq(row.id),
        warehouse::company_id.eq(row.company_id),
        warehouse::valuation_area_id.eq(row.valuation_area_id),
        warehouse::code.eq(&row.code),
        warehouse::name.eq(&row.name),
        warehouse::street.eq(&row.street),
        warehouse::postal_code.eq(&row.postal_code),
        warehouse::city.eq(&row.city),
        warehouse::country.eq(&row.country),
        warehouse::allows_negative.eq(row.allows_negative),
        warehouse::is_active.eq(true),
        warehouse::version.eq(1),
    )))?;
    location::ops::create_first(tx, company, row.id, &row.code, words)?;
    index(tx, &row)?;
    tx.record(Event::new(EventKind::MasterCreated, Some(company), row.id).say("name", row.label()));
    Ok(row.id)
}

fn code_of(country: Option<&Country>) -> Option<String> {
    country.map(|country| country.code().to_owned())
}

/// Changes a warehouse. Its valuation area stays once something was moved; below zero nothing may be when it is no longer
/// allowed.
pub fn update(tx: &mut Tx<'_>, id: WarehouseId, version: i32, edit: &EditWarehouse) -> Result<()> {
    let old = queries::get(tx.conn, id)?;
    tx.require_on(Permission::StockRead, Permission::WarehouseEdit, old.company_id)?;
    check_code(tx, old.company_id, &edit.code, Some(id))?;
    if edit.valuation_area_id != old.valuation_area_id {
        let area = valuation_area::queries::get(tx.conn, edit.valuation_area_id)?;
        if area.company_id != old.company_id {
            return Err(Error::NotFound("valuation-area"));
        }
        let is_used = queries::is_used(tx.conn, id)?;
        refuse_unless!(!is_used, "warehouse-keeps-area", name = old.label());
    }
    if edit.allows_negative != old.allows_negative {
        allow_negative(tx, &old, edit.allows_negative)?;
    }
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let new = Warehouse {
        code: edit.code.clone(),
        name: edit.name.clone(),
        valuation_area_id: edit.valuation_area_id,
        street: text(&edit.street),
        postal_code: text(&edit.postal_code),
        city: text(&edit.city),
        country: code_of(edit.country.as_ref()).unwrap_or_else(|| old.country.clone()),
        allows_negative: edit.allows_negative,
        ..old.clone()
    };
    let changed = diesel::update(warehouse::table.find(id).filter(warehouse::version.eq(version)))
        .set((
            warehouse::code.eq(&new.code),
            warehouse::name.eq(&new.name),
            warehouse::valuation_area_id.eq(new.valuation_area_id),
            warehouse::street.eq(&new.street),
            warehouse::postal_code.eq(&new.postal_code),
            warehouse::city.eq(&new.city),
            warehouse::country.eq(&new.country),
            warehouse::allows_negative.eq(new.allows_negative),
            warehouse::version.eq(version + 1),
        ))
        .execute(tx.conn)?;
    tx.stale_unless(changed, id)?;
    index(tx, &new)?;
    record_change(tx, &old, &new);
    Ok(())
}

fn record_change(tx: &mut Tx<'_>, old: &Warehouse, new: &Warehouse) {
    let yes_no = |on: bool| if on { "yes" } else { "no" };
    let event = Event::new(EventKind::MasterChanged, Some(old.company_id), old.id)
        .say("name", new.label())
        .change("code", &old.code, &new.code)
        .change("name", &old.name, &new.name)
        .change("street", &old.street, &new.street)
        .change("postal_code", &old.postal_code, &new.postal_code)
        .change("city", &old.city, &new.city)
        .change("country", &old.country, &new.country)
        .change(
            "allows_negative",
            yes_no(old.allows_negative),
            yes_no(new.allows_negative),
        );
    tx.record(event);
}

/// The balances carry the permission, so that the database itself refuses.
fn allow_negative(tx: &mut Tx<'_>, of: &Warehouse, allows_negative: bool) -> Result<()> {
    let is_below = !allows_negative && queries::is_below_zero(tx.conn, of.id)?;
    refuse_unless!(!is_below, "warehouse-is-below-zero", name = of.label());
    let places = place::table
        .filter(place::warehouse_id.eq(Some(of.id)))
        .select(place::id);
    diesel::update(stock_balance::table.filter(stock_balance::location_id.eq_any(places)))
        .set(stock_balance::allows_negative.eq(allows_negative))
        .execute(tx.conn)?;
    Ok(())
}

/// Offers an empty warehouse no more, or again.
pub fn archive(tx: &mut Tx<'_>, id: WarehouseId, version: i32, is_active: bool) -> Result<()> {
    let old = queries::get(tx.conn, id)?;
    tx.require_on(Permission::StockRead, Permission::WarehouseEdit, old.company_id)?;
    let has_stock = !is_active && queries::has_stock(tx.conn, id)?;
    refuse_unless!(!has_stock, "warehouse-has-stock", name = old.label());
    set_active!(tx, warehouse, id, version, is_active);
    tx.record(Event::new(EventKind::of_usage(is_active), Some(old.company_id), id).say("name", old.label()));
    Ok(())
}

/// Removes a warehouse that no document names, with its locations.
pub fn delete(tx: &mut Tx<'_>, id: WarehouseId, version: i32) -> Result<()> {
    let old = queries::get(tx.conn, id)?;
    tx.require_on(Permission::StockRead, Permission::WarehouseEdit, old.company_id)?;
    let is_used = queries::is_used(tx.conn, id)?;
    refuse_unless!(!is_used, "master-in-use", name = old.label());
    diesel::delete(place::table.filter(place::warehouse_id.eq(Some(id)))).execute(tx.conn)?;
    search::remove(tx.conn, id.into())?;
    let deleted = diesel::delete(warehouse::table.find(id).filter(warehouse::version.eq(version))).execute(tx.conn)?;
    tx.stale_unless(deleted, id)?;
    tx.record(Event::new(EventKind::MasterDeleted, Some(old.company_id), id).say("name", old.label()));
    Ok(())
}
