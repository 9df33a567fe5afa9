//! Changes of the calendar.
use crate::company::holiday::Holiday;
use crate::company::holiday::NewHoliday;
use crate::company::holiday::queries;
use crate::event::Event;
use crate::event::EventKind;
use crate::ids::CompanyId;
use crate::ids::HolidayId;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Result;
use crate::kernel::id;
use crate::kernel::tx::Tx;
use crate::permission::Permission;
use diesel::prelude::*;
use tenon_schema::holiday;

fn check(tx: &mut Tx<'_>, company: CompanyId, new: &NewHoliday, but: Option<HolidayId>) -> Result<()> {
    let holder: Option<HolidayId> = holiday::table
        .filter(holiday::company_id.eq(company))
        .filter(holiday::holiday_date.eq(new.holiday_date))
        .select(holiday::id)
        .first(tx.conn)
        .optional()?;
    if holder.is_some() && holder != but {
        let message = Message::new("holiday-known").with("date", new.holiday_date);
        return Err(Error::invalid("holiday_date", message));
    }
    Ok(())
}

fn editable(tx: &mut Tx<'_>, id: HolidayId) -> Result<Holiday> {
    let holiday = queries::row(tx.conn, id)?;
    tx.require_on(Permission::CompanyRead, Permission::CompanyEdit, holiday.company_id)?;
    Ok(holiday)
}

/// Adds a day to a company's calendar.
pub fn create(tx: &mut Tx<'_>, asking: CompanyId, new: &NewHoliday) -> Result<HolidayId> {
    let company = new.company_id.unwrap_or(asking);
    tx.require(Permission::CompanyEdit, company)?;
    check(tx, company, new, None)?;
    let id: HolidayId = id::new();
    tx.conn.later(&diesel::insert_into(holiday::table).values((
        holiday::id.eq(id),
        holiday::company_id.eq(company),
        holiday::holiday_date.eq(new.holiday_date),
        holiday::name.eq(&new.name),
        holiday::version.eq(1),
    )))?;
    tx.record(Event::new(EventKind::MasterCreated, Some(company), id).say("name", &new.name));
    Ok(id)
}

/// Moves or renames a day; its company stays.
pub fn update(tx: &mut Tx<'_>, id: HolidayId, version: i32, edit: &NewHoliday) -> Result<()> {
    let old = editable(tx, id)?;
    check(tx, old.company_id, edit, Some(id))?;
    let changed = diesel::update(holiday::table.find(id).filter(holiday::version.eq(version)))
        .set((
            holiday::holiday_date.eq(edit.holiday_date),
            holiday::name.eq(&edit.name),
            holiday::version.eq(version + 1),
        ))
        .execute(tx.conn)?;
    tx.stale_unless(changed, id)?;
    let event = Event::new(EventKind::MasterChanged, Some(old.company_id), id)
        .say("name", &edit.name)
        .change("holiday_date", old.holiday_date, edit.holiday_date)
        .change("name", old.name, &edit.name);
    tx.record(event);
    Ok(())
}

/// Takes a day out of the calendar.
pub fn delete(tx: &mut Tx<'_>, id: HolidayId, version: i32) -> Result<()> {
    let old = editable(tx, id)?;
    let deleted = diesel::delete(holiday::table.find(id).filter(holiday::version.eq(version))).execute(tx.conn)?;
    tx.stale_unless(deleted, id)?;
    tx.record(Event::new(EventKind::MasterDeleted, Some(old.company_id), id).say("name", old.name));
    Ok(())
}
