//! Changes of reasons.
use crate::company::choice;
use crate::company::reason::NewReason;
use crate::company::reason::ReasonFor;
use crate::company::reason::RenameReason;
use crate::company::reason::queries;
use crate::ids::CompanyId;
use crate::ids::ReasonId;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Result;
use crate::kernel::id;
use crate::kernel::tx::Tx;
use crate::permission::Permission;

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
    choice::ops::create(tx, id.into(), &new.used_for.kind(), (&new.name, &new.name))?;
    Ok(id)
}

pub fn rename(tx: &mut Tx<'_>, id: ReasonId, version: i32, new: &RenameReason) -> Result<()> {
    editing(tx, new.company_id)?;
    let old = queries::get(tx.conn, id)?;
    free(tx, old.used_for, &new.name, Some(id))?;
    choice::ops::rename(tx, id.into(), version, &old.name, (&new.name, &new.name))
}

/// Offers it no more, or again.
pub fn archive(tx: &mut Tx<'_>, company: CompanyId, id: ReasonId, version: i32, is_active: bool) -> Result<()> {
    editing(tx, Some(company))?;
    let old = queries::get(tx.conn, id)?;
    choice::ops::archive(tx, id.into(), version, &old.name, is_active)
}

/// Removes it; documents keep its words.
pub fn delete(tx: &mut Tx<'_>, company: CompanyId, id: ReasonId, version: i32) -> Result<()> {
    editing(tx, Some(company))?;
    let old = queries::get(tx.conn, id)?;
    choice::ops::delete(tx, id.into(), version, &old.name)
}
