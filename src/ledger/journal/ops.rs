//! Changes of journals. One of each kind stays: postings go to the oldest of their kind.
use crate::event::Event;
use crate::event::EventKind;
use crate::ids::CompanyId;
use crate::ids::JournalId;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Result;
use crate::kernel::id;
use crate::kernel::tx::Tx;
use crate::ledger::journal::EditJournal;
use crate::ledger::journal::NewJournal;
use crate::ledger::journal::queries;
use crate::permission::Permission;
use crate::refuse_unless;
use diesel::prelude::*;
use tenon_schema::journal;

fn refuse_taken(tx: &mut Tx<'_>, company: CompanyId, code: &str, but: Option<JournalId>) -> Result<()> {
    let holder: Option<JournalId> = journal::table
        .filter(journal::company_id.eq(company))
        .filter(journal::code.eq(code))
        .select(journal::id)
        .first(tx.conn)
        .optional()?;
    if holder.is_some() && holder != but {
        return Err(Error::invalid("code", Message::new("code-taken").with("code", code)));
    }
    Ok(())
}

/// Opens a journal.
pub fn create(tx: &mut Tx<'_>, company: CompanyId, new: &NewJournal) -> Result<JournalId> {
    tx.require(Permission::AccountEdit, company)?;
    refuse_taken(tx, company, &new.code, None)?;
    let id: JournalId = id::new();
    tx.conn.later(&diesel::insert_into(journal::table).values((
        journal::id.eq(id),
        journal::company_id.eq(company),
        journal::code.eq(&new.code),
        journal::name.eq(&new.name),
        journal::kind.eq(new.kind),
        journal::version.eq(1),
    )))?;
    tx.record(Event::new(EventKind::MasterCreated, Some(company), id).say("name", &new.name));
    Ok(id)
}

/// Changes code and name.
pub fn update(tx: &mut Tx<'_>, id: JournalId, version: i32, edit: &EditJournal) -> Result<()> {
    let old = queries::get(tx.conn, id)?;
    tx.require_on(Permission::LedgerRead, Permission::AccountEdit, old.company_id)?;
    refuse_taken(tx, old.company_id, &edit.code, Some(id))?;
    let changed = diesel::update(journal::table.find(id).filter(journal::version.eq(version)))
        .set((
            journal::code.eq(&edit.code),
            journal::name.eq(&edit.name),
            journal::version.eq(version + 1),
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

/// Removes a journal in which nothing was posted.
pub fn delete(tx: &mut Tx<'_>, id: JournalId, version: i32) -> Result<()> {
    let old = queries::get(tx.conn, id)?;
    tx.require_on(Permission::LedgerRead, Permission::AccountEdit, old.company_id)?;
    let is_used = queries::is_used(tx.conn, id)?;
    refuse_unless!(!is_used, "journal-in-use", name = old.label());
    let of_kind = queries::count_of_kind(tx.conn, old.company_id, old.kind)?;
    refuse_unless!(of_kind > 1, "journal-last-of-kind", name = old.label());
    let row = journal::table.find(id).filter(journal::version.eq(version));
    let deleted = diesel::delete(row).execute(tx.conn)?;
    tx.stale_unless(deleted, id)?;
    tx.record(Event::new(EventKind::MasterDeleted, Some(old.company_id), id).say("name", old.name));
    Ok(())
}
