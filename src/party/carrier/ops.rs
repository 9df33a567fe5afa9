//! Changes of carriers.
use crate::event::Event;
use crate::event::EventKind;
use crate::ids::CarrierId;
use crate::ids::CompanyId;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Problem;
use crate::kernel::error::Result;
use crate::kernel::id;
use crate::kernel::tx::Tx;
use crate::party;
use crate::party::carrier::NewCarrier;
use crate::party::carrier::queries;
use crate::party::checks;
use crate::refuse_unless;
use crate::set_active;
use diesel::prelude::*;
use tenon_schema::carrier;

fn check(tx: &mut Tx<'_>, new: &NewCarrier, but: Option<CarrierId>) -> Result<()> {
    let mut problems = Vec::new();
    let holder: Option<CarrierId> = carrier::table
        .filter(carrier::code.eq(&new.code))
        .select(carrier::id)
        .first(tx.conn)
        .optional()?;
    if holder.is_some() && holder != but {
        problems.push(Problem::new("code", Message::new("code-taken").with("code", &new.code)));
    }
    let phone = new.phone.as_deref().and_then(checks::phone);
    problems.extend(phone.map(|message| Problem::new("phone", message)));
    if let Some(url) = &new.tracking_url
        && !(url.starts_with("https://") || url.starts_with("http://"))
    {
        problems.push(Problem::new(
            "tracking_url",
            Message::new("problem-website").with("value", url),
        ));
    }
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    if let Some(party) = new.party_id {
        party::queries::get(tx.conn, party).map_err(|_| {
            Error::invalid(
                "party_id",
                Message::new("problem-not-a-choice").with("value", party.to_string()),
            )
        })?;
    }
    Ok(())
}

/// Makes a carrier for all companies.
pub fn create(tx: &mut Tx<'_>, new: &NewCarrier) -> Result<CarrierId> {
    party::ops::editing(tx, new.company_id)?;
    check(tx, new, None)?;
    let id: CarrierId = id::new();
    tx.conn.later(&diesel::insert_into(carrier::table).values((
        carrier::id.eq(id),
        carrier::code.eq(&new.code),
        carrier::name.eq(&new.name),
        carrier::party_id.eq(new.party_id),
        carrier::phone.eq(new.phone.clone().unwrap_or_default()),
        carrier::tracking_url.eq(new.tracking_url.clone().unwrap_or_default()),
        carrier::is_active.eq(true),
        carrier::version.eq(1),
    )))?;
    tx.record(Event::new(EventKind::MasterCreated, None, id).say("name", &new.name));
    Ok(id)
}

pub fn update(tx: &mut Tx<'_>, id: CarrierId, version: i32, new: &NewCarrier) -> Result<()> {
    party::ops::editing(tx, new.company_id)?;
    let old = queries::get(tx.conn, id)?;
    check(tx, new, Some(id))?;
    let (phone, url) = (
        new.phone.clone().unwrap_or_default(),
        new.tracking_url.clone().unwrap_or_default(),
    );
    let changed = diesel::update(carrier::table.find(id).filter(carrier::version.eq(version)))
        .set((
            carrier::code.eq(&new.code),
            carrier::name.eq(&new.name),
            carrier::party_id.eq(new.party_id),
            carrier::phone.eq(&phone),
            carrier::tracking_url.eq(&url),
            carrier::version.eq(version + 1),
        ))
        .execute(tx.conn)?;
    tx.stale_unless(changed, id)?;
    let event = Event::new(EventKind::MasterChanged, None, id)
        .say("name", &new.name)
        .change("code", old.code, &new.code)
        .change("name", old.name, &new.name)
        .change("phone", old.phone, phone)
        .change("tracking_url", old.tracking_url, url);
    tx.record(event);
    Ok(())
}

/// Offers the carrier no more, or again.
pub fn archive(tx: &mut Tx<'_>, company: CompanyId, id: CarrierId, version: i32, is_active: bool) -> Result<()> {
    party::ops::editing(tx, Some(company))?;
    let old = queries::get(tx.conn, id)?;
    set_active!(tx, carrier, id, version, is_active);
    tx.record(Event::new(EventKind::of_usage(is_active), None, id).say("name", old.name));
    Ok(())
}

/// Removes a carrier that no document names.
pub fn delete(tx: &mut Tx<'_>, company: CompanyId, id: CarrierId, version: i32) -> Result<()> {
    party::ops::editing(tx, Some(company))?;
    let old = queries::get(tx.conn, id)?;
    let is_used = queries::is_used(tx.conn, id)?;
    refuse_unless!(!is_used, "carrier-in-use", name = &old.name);
    let removed = diesel::delete(carrier::table.find(id).filter(carrier::version.eq(version))).execute(tx.conn)?;
    tx.stale_unless(removed, id)?;
    tx.record(Event::new(EventKind::MasterDeleted, None, id).say("name", old.name));
    Ok(())
}
