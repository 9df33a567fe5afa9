//! Changes of customer groups.
use crate::event::Event;
use crate::event::EventKind;
use crate::ids::ChoiceId;
use crate::ids::CompanyId;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Result;
use crate::kernel::id;
use crate::kernel::tx::Tx;
use crate::party::group::KIND;
use crate::party::group::NewGroup;
use crate::party::group::RenameGroup;
use crate::party::group::queries;
use crate::party::ops::editing;
use crate::refuse_unless;
use crate::set_active;
use diesel::prelude::*;
use tenon_schema::choice;

/// Makes a group for all companies.
pub fn create(tx: &mut Tx<'_>, new: &NewGroup) -> Result<ChoiceId> {
    editing(tx, new.company_id)?;
    if queries::is_known(tx.conn, &new.code)? {
        let message = Message::new("code-taken").with("code", &new.code);
        return Err(Error::invalid("code", message));
    }
    let id: ChoiceId = id::new();
    diesel::insert_into(choice::table)
        .values((
            choice::id.eq(id),
            choice::kind.eq(KIND),
            choice::code.eq(&new.code),
            choice::name.eq(&new.name),
            choice::is_active.eq(true),
            choice::version.eq(1),
        ))
        .execute(tx.conn)?;
    tx.record(Event::new(EventKind::MasterCreated, None, id).say("name", &new.name));
    Ok(id)
}

/// Gives it another name.
pub fn rename(tx: &mut Tx<'_>, id: ChoiceId, version: i32, new: &RenameGroup) -> Result<()> {
    editing(tx, new.company_id)?;
    let old = queries::get(tx.conn, id)?;
    let changed = diesel::update(choice::table.find(id).filter(choice::version.eq(version)))
        .set((choice::name.eq(&new.name), choice::version.eq(version + 1)))
        .execute(tx.conn)?;
    tx.stale_unless(changed, id)?;
    let event = Event::new(EventKind::MasterChanged, None, id).say("name", &new.name);
    tx.record(event.change("name", old.name, &new.name));
    Ok(())
}

/// Offers it no more, or again.
pub fn archive(tx: &mut Tx<'_>, company: CompanyId, id: ChoiceId, version: i32, is_active: bool) -> Result<()> {
    editing(tx, Some(company))?;
    let old = queries::get(tx.conn, id)?;
    set_active!(tx, choice, id, version, is_active);
    tx.record(Event::new(EventKind::of_usage(is_active), None, id).say("name", old.name));
    Ok(())
}

/// Removes a group that neither a party nor a price list names.
pub fn delete(tx: &mut Tx<'_>, company: CompanyId, id: ChoiceId, version: i32) -> Result<()> {
    editing(tx, Some(company))?;
    let old = queries::get(tx.conn, id)?;
    let is_used = queries::is_used(tx.conn, &old.code)?;
    refuse_unless!(!is_used, "master-in-use", name = &old.name);
    let removed = diesel::delete(choice::table.find(id).filter(choice::version.eq(version))).execute(tx.conn)?;
    tx.stale_unless(removed, id)?;
    tx.record(Event::new(EventKind::MasterDeleted, None, id).say("name", old.name));
    Ok(())
}
