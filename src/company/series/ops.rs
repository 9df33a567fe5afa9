//! Changes of number series; the numbers themselves are drawn by the kernel.
use crate::company::series::EditSeries;
use crate::company::series::NewSeries;
use crate::company::series::check_change;
use crate::company::series::check_pattern;
use crate::company::series::queries;
use crate::event::Event;
use crate::event::EventKind;
use crate::ids::CompanyId;
use crate::ids::NumberSeriesId;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Result;
use crate::kernel::id;
use crate::kernel::tx::Tx;
use crate::permission::Permission;
use diesel::prelude::*;
use tenon_schema::number_series;

/// Years a series can be of.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2199;

/// Opens the series of a year.
pub fn create(tx: &mut Tx<'_>, asking: CompanyId, new: &NewSeries) -> Result<NumberSeriesId> {
    let company = new.company_id.unwrap_or(asking);
    tx.require(Permission::CompanyEdit, company)?;
    check_pattern(&new.pattern)?;
    let next = new.next_number.unwrap_or(1);
    if !YEARS.contains(&new.year) {
        return Err(Error::invalid("year", Message::new("series-year-wrong")));
    }
    if next < 1 {
        return Err(Error::invalid("next_number", Message::new("series-only-up")));
    }
    if new.last_number.is_some_and(|last| last < next) {
        return Err(Error::invalid("last_number", Message::new("series-last-too-low")));
    }
    let known: i64 = number_series::table
        .filter(number_series::company_id.eq(company))
        .filter(number_series::kind.eq(new.kind))
        .filter(number_series::year.eq(new.year))
        .count()
        .get_result(tx.conn)?;
    if known > 0 {
        return Err(Error::invalid("year", Message::new("series-known")));
    }
    let id: NumberSeriesId = id::new();
    tx.conn.later(&diesel::insert_into(number_series::table).values((
        number_series::id.eq(id),
        number_series::company_id.eq(company),
        number_series::kind.eq(new.kind),
        number_series::year.eq(new.year),
        number_series::pattern.eq(&new.pattern),
        number_series::first_number.eq(next),
        number_series::next_number.eq(next),
        number_series::last_number.eq(new.last_number),
        number_series::version.eq(1),
    )))?;
    let name = format!("{} {}", new.kind.prefix(), new.year);
    tx.record(Event::new(EventKind::MasterCreated, Some(company), id).say("name", name));
    Ok(id)
}

/// Changes pattern, next or last number, within what keeps numbers without gaps and without repeats.
pub fn update(tx: &mut Tx<'_>, id: NumberSeriesId, version: i32, edit: &EditSeries) -> Result<()> {
    let old = queries::row(tx.conn, id)?;
    tx.require_on(Permission::CompanyRead, Permission::CompanyEdit, old.company_id)?;
    check_change(&old, edit)?;
    // Until a document drew from it, it begins with what is next.
    let is_unused = old.next_number == old.first_number;
    let first_number = if is_unused { edit.next_number } else { old.first_number };
    // Documents drawn since the form was opened do not count the version up: the next number tells.
    let fresh = number_series::table
        .find(id)
        .filter(number_series::version.eq(version))
        .filter(number_series::next_number.eq(old.next_number));
    let changed = diesel::update(fresh)
        .set((
            number_series::pattern.eq(&edit.pattern),
            number_series::first_number.eq(first_number),
            number_series::next_number.eq(edit.next_number),
            number_series::last_number.eq(edit.last_number),
            number_series::version.eq(version + 1),
        ))
        .execute(tx.conn)?;
    tx.stale_unless(changed, id)?;
    let event = Event::new(EventKind::MasterChanged, Some(old.company_id), id)
        .say("name", old.label())
        .change("pattern", &old.pattern, &edit.pattern)
        .change("next_number", old.next_number, edit.next_number)
        .change("last_number", old.last_number, edit.last_number);
    tx.record(event);
    Ok(())
}
