//! Changes of reasons.
use crate::company::reason::NewReason;
use crate::company::reason::ReasonFor;
use crate::company::reason::RenameReason;
use crate::company::reason::queries;
use crate::event::Event;
use crate::event::EventKind;
use crate::ids::CompanyId;
use crate::ids::ReasonId;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Result;
use crate::kernel::id;
use crate::kernel::tx::Tx;
use crate::permission::Permission;
use crate::set_active;
use diesel::prelude::*;
use tenon_schema::choice;

/// They are the whole group's: whoever sets a company up keeps them.
fn editing(tx: &Tx<'_>, company: Option<CompanyId>) -> Result<()> {
    match company {
        Some(company) => tx.require(Permission::CompanyEdit, company),
        None if tx.actor.may_somewhere(Permission::CompanyEdit) => Ok(()),
        None => Err(Error::Forbidden(Permission::CompanyEdit)),
    }
}

fn free(tx: &mut Tx<'_>, used_for: ReasonFor, name: &str, own: Option<ReasonId>) -> Result<()> {
    let holder = queries::find(tx.conn, used_for, name)?;
    if holder.is_some() && holder != own {
        return Err(Error::invalid("name", Message::new("code-taken").with("code", name)));
    }
    Ok(())
}

pub fn create(tx: &mut Tx<'_>, new: &NewReason) -> Result<ReasonId> {
    editing(tx, new.company_id)?;
    free(tx, new.used_for, &new.name, None)?;
    let id: ReasonId = id::new();
    diesel::insert_into(choice::table)
        .values((
            choice::id.eq(id.raw()),
            choice::kind.eq(new.used_for.kind()),
            choice::code.eq(&new.name),
            choice::name.eq(&new.name),
            choice::is_active.eq(true),
            choice::version.eq(1),
        ))
        .execute(tx.conn)?;
    tx.record(Event::new(EventKind::MasterCreated, None, id).say("name", &new.name));
    Ok(id)
}

pub fn rename(tx: &mut Tx<'_>, id: ReasonId, version: i32, new: &RenameReason) -> Result<()> {
    editing(tx, new.company_id)?;
    let old = queries::get(tx.conn, id)?;
    free(tx, old.used_for, &new.name, Some(id))?;
    let changed = diesel::update(
        choice::table
            .filter(choice::id.eq(id.raw()))
            .filter(choice::version.eq(version)),
    )
    .set((
        choice::code.eq(&new.name),
        choice::name.eq(&new.name),
        choice::version.eq(version + 1),
    ))
    .execute(tx.conn)?;
    tx.stale_unless(changed, id)?;
    let event = Event::new(EventKind::MasterChanged, None, id).say("name", &new.name);
    tx.record(event.change("name", old.name, &new.name));
    Ok(())
}

/// Offers it no more, or again.
pub fn archive(tx: &mut Tx<'_>, company: CompanyId, id: ReasonId, version: i32, is_active: bool) -> Result<()> {
    editing(tx, Some(company))?;
    let old = queries::get(tx.conn, id)?;
    set_active!(tx, choice, id, version, is_active);
    tx.record(Event::new(EventKind::of_usage(is_active), None, id).say("name", old.name));
    Ok(())
}

/// Removes it; documents keep its words.
pub fn delete(tx: &mut Tx<'_>, company: CompanyId, id: ReasonId, version: i32) -> Result<()> {
    editing(tx, Some(company))?;
    let old = queries::get(tx.conn, id)?;
    let removed = diesel::delete(
        choice::table
            .filter(choice::id.eq(id.raw()))
            .filter(choice::version.eq(version)),
    )
    .execute(tx.conn)?;
    tx.stale_unless(removed, id)?;
    tx.record(Event::new(EventKind::MasterDeleted, None, id).say("name", old.name));
    Ok(())
}
