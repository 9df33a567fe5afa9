//! Changes of the chart of accounts.
use crate::event::Event;
use crate::event::EventKind;
use crate::ids::AccountId;
use crate::ids::CompanyId;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Result;
use crate::kernel::id;
use crate::kernel::search;
use crate::kernel::tx::Tx;
use crate::ledger::account::Account;
use crate::ledger::account::AccountRole;
use crate::ledger::account::EditAccount;
use crate::ledger::account::NewAccount;
use crate::ledger::account::queries;
use crate::permission::Permission;
use crate::refuse_unless;
use crate::set_active;
use diesel::prelude::*;
use tenon_schema::account;
use tenon_schema::account_role;

/// Opens an account.
pub fn create(tx: &mut Tx<'_>, company: CompanyId, new: &NewAccount) -> Result<AccountId> {
    tx.require(Permission::AccountEdit, company)?;
    refuse_taken(tx, company, &new.code, None)?;
    let id: AccountId = id::new();
    diesel::insert_into(account::table)
        .values((
            account::id.eq(id),
            account::company_id.eq(company),
            account::code.eq(&new.code),
            account::name.eq(&new.name),
            account::kind.eq(new.kind),
            account::control.eq(new.control),
            account::is_active.eq(true),
            account::version.eq(1),
        ))
        .execute(tx.conn)?;
    index(tx, company, id, &new.code, &new.name)?;
    let event = Event::new(EventKind::MasterCreated, Some(company), id);
    tx.record(event.say("name", format!("{} {}", new.code, new.name)));
    Ok(id)
}

fn refuse_taken(tx: &mut Tx<'_>, company: CompanyId, code: &str, but: Option<AccountId>) -> Result<()> {
    let holder: Option<AccountId> = account::table
        .filter(account::company_id.eq(company))
        .filter(account::code.eq(code))
        .select(account::id)
        .first(tx.conn)
        .optional()?;
    if holder.is_some() && holder != but {
        return Err(Error::invalid("code", Message::new("code-taken").with("code", code)));
    }
    Ok(())
}

fn index(tx: &mut Tx<'_>, company: CompanyId, id: AccountId, code: &str, name: &str) -> Result<()> {
    let entry = search::Entry {
        subject: id.into(),
        company: Some(company),
        owner: None,
        title: &format!("{code} {name}"),
        subtitle: "",
        words: "",
    };
    search::put(tx.conn, &entry)
}

/// Changes an account; its kind and control stay once something was posted to it.
pub fn update(tx: &mut Tx<'_>, id: AccountId, version: i32, edit: &EditAccount) -> Result<()> {
    let old = queries::get(tx.conn, id)?;
    tx.require(Permission::AccountEdit, old.company_id)?;
    refuse_taken(tx, old.company_id, &edit.code, Some(id))?;
    let is_moved = old.kind != edit.kind || old.control != edit.control;
    let is_used = is_moved && queries::is_used(tx.conn, id)?;
    refuse_unless!(!is_used, "account-in-use", name = old.label());
    let changed = diesel::update(account::table.find(id).filter(account::version.eq(version)))
        .set((
            account::code.eq(&edit.code),
            account::name.eq(&edit.name),
            account::kind.eq(edit.kind),
            account::control.eq(edit.control),
            account::version.eq(version + 1),
        ))
        .execute(tx.conn)?;
    tx.stale_unless(changed, id)?;
    index(tx, old.company_id, id, &edit.code, &edit.name)?;
    let event = Event::new(EventKind::MasterChanged, Some(old.company_id), id)
        .say("name", old.label())
        .change("code", old.code, &edit.code)
        .change("name", old.name, &edit.name)
        .change("kind", old.kind.code(), edit.kind.code())
        .change("control", old.control.code(), edit.control.code());
    tx.record(event);
    Ok(())
}

/// Keeps an account readable but offers it no more, or offers it again. One that a role names stays.
pub fn archive(tx: &mut Tx<'_>, id: AccountId, version: i32, is_active: bool) -> Result<()> {
    let old = queries::get(tx.conn, id)?;
    tx.require(Permission::AccountEdit, old.company_id)?;
    let roles: i64 = account_role::table
        .filter(account_role::account_id.eq(id))
        .count()
        .get_result(tx.conn)?;
    refuse_unless!(is_active || roles == 0, "account-has-role", name = old.label());
    set_active!(tx, account, id, version, is_active);
    let kind = if is_active {
        EventKind::MasterRestored
    } else {
        EventKind::MasterArchived
    };
    tx.record(Event::new(kind, Some(old.company_id), id).say("name", old.label()));
    Ok(())
}

/// From now on this account is posted for the role.
pub fn set_role(tx: &mut Tx<'_>, company: CompanyId, role: AccountRole, id: AccountId) -> Result<()> {
    tx.require(Permission::AccountEdit, company)?;
    let chosen: Account = queries::get(tx.conn, id)?;
    if chosen.company_id != company {
        return Err(Error::NotFound("account"));
    }
    refuse_unless!(chosen.is_active, "account-archived", name = chosen.label());
    let before = queries::roles(tx.conn, company)?.find(role);
    diesel::insert_into(account_role::table)
        .values((
            account_role::company_id.eq(company),
            account_role::role.eq(role),
            account_role::account_id.eq(id),
        ))
        .on_conflict((account_role::company_id, account_role::role))
        .do_update()
        .set(account_role::account_id.eq(id))
        .execute(tx.conn)?;
    let old = match before {
        Some(before) => Some(queries::get(tx.conn, before)?.label()),
        None => None,
    };
    let event = Event::new(EventKind::SettingChanged, Some(company), id)
        .say("name", chosen.label())
        .change("account", old, chosen.label());
    tx.record(event);
    Ok(())
}
