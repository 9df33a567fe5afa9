//! Changes of customer groups.
use crate::company::choice;
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

/// Makes a group for all companies.
pub fn create(tx: &mut Tx<'_>, new: &NewGroup) -> Result<ChoiceId> {
    editing(tx, new.company_id)?;
    if queries::is_known(tx.conn, &new.code)? {
        let message = Message::new("code-taken").with("code", &new.code);
        return Err(Error::invalid("code", message));
    }
    let id: ChoiceId = id::new();
    choice::ops::create(tx, id.into(), KIND, (&new.code, &new.name))?;
    Ok(id)
}

/// Gives it another name.
pub fn rename(tx: &mut Tx<'_>, id: ChoiceId, version: i32, new: &RenameGroup) -> Result<()> {
    editing(tx, new.company_id)?;
    let old = queries::get(tx.conn, id)?;
    choice::ops::rename(tx, id.into(), version, &old.name, (&old.code, &new.name))
}

/// Offers it no more, or again.
pub fn archive(tx: &mut Tx<'_>, company: CompanyId, id: ChoiceId, version: i32, is_active: bool) -> Result<()> {
    editing(tx, Some(company))?;
    let old = queries::get(tx.conn, id)?;
    choice::ops::archive(tx, id.into(), version, &old.name, is_active)
}

/// Removes a group that neither a party nor a price list names.
pub fn delete(tx: &mut Tx<'_>, company: CompanyId, id: ChoiceId, version: i32) -> Result<()> {
    editing(tx, Some(company))?;
    let old = queries::get(tx.conn, id)?;
    let is_used = queries::is_used(tx.conn, &old.code)?;
    refuse_unless!(!is_used, "master-in-use", name = &old.name);
    choice::ops::delete(tx, id.into(), version, &old.name)
}
