//! Changes of the words offered. Who may make them is asked by the kinds of words.
use crate::event::Event;
use crate::event::EventKind;
use crate::ids::Subject;
use crate::kernel::error::Result;
use crate::kernel::tx::Tx;
use crate::set_active;
use diesel::prelude::*;
use tenon_schema::choice;

/// Offers a word from now on.
pub fn create(tx: &mut Tx<'_>, id: Subject, kind: &str, (code, name): (&str, &str)) -> Result<()> {
    tx.conn.later(&diesel::insert_into(choice::table).values((
        choice::id.eq(id.raw()),
        choice::kind.eq(kind),
        choice::code.eq(code),
        choice::name.eq(name),
        choice::is_active.eq(true),
        choice::version.eq(1),
    )))?;
    tx.record(Event::new(EventKind::MasterCreated, None, id).say("name", name));
    Ok(())
}

/// Gives it another name, and a code if that follows the name.
pub fn rename(tx: &mut Tx<'_>, id: Subject, version: i32, old: &str, (code, name): (&str, &str)) -> Result<()> {
    let row = choice::table
        .filter(choice::id.eq(id.raw()))
        .filter(choice::version.eq(version));
    let changed = diesel::update(row)
        .set((
            choice::code.eq(code),
            choice::name.eq(name),
            choice::version.eq(version + 1),
        ))
        .execute(tx.conn)?;
    tx.stale_unless(changed, id)?;
    let event = Event::new(EventKind::MasterChanged, None, id).say("name", name);
    tx.record(event.change("name", old, name));
    Ok(())
}

/// Offers it no more, or again.
pub fn archive(tx: &mut Tx<'_>, id: Subject, version: i32, name: &str, is_active: bool) -> Result<()> {
    set_active!(tx, choice, id, version, is_active);
    tx.record(Event::new(EventKind::of_usage(is_active), None, id).say("name", name));
    Ok(())
}

/// Removes it; records keep its words.
pub fn delete(tx: &mut Tx<'_>, id: Subject, version: i32, name: &str) -> Result<()> {
    let row = choice::table
        .filter(choice::id.eq(id.raw()))
        .filter(choice::version.eq(version));
    let deleted = diesel::delete(row).execute(tx.conn)?;
    tx.stale_unless(deleted, id)?;
    tx.record(Event::new(EventKind::MasterDeleted, None, id).say("name", name));
    Ok(())
}
