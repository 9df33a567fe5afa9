//! Changes of the chart of accounts.
use crate::event::Event;
use crate::event::EventKind;
use crate::ids::AccountId;
use crate::ids::CompanyId;
use crate::kernel::error::Argument;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Result;
use crate::kernel::id;
use crate::kernel::search;
use crate::kernel::tx::Tx;
use crate::kernel::tx::refuse_taken;
use crate::ledger::account::Account;
use crate::ledger::account::Control;
use crate::ledger::account::EditAccount;
use crate::ledger::account::NewAccount;
use crate::ledger::account::RoleOf;
use crate::ledger::account::queries;
use crate::permission::Permission;
use crate::refuse_unless;
use crate::set_active;
use diesel::prelude::*;
use diesel::upsert::excluded;
use tenon_schema::account;
use tenon_schema::account_role;

/// Opens an account.
pub fn create(tx: &mut Tx<'_>, company: CompanyId, new: &NewAccount) -> Result<AccountId> {
    tx.require(Permission::AccountEdit, company)?;
    check_code(tx, company, &new.code, None)?;
    let id: AccountId = id::new();
    tx.conn.later(&diesel::insert_into(account::table).values((
        account::id.eq(id),
        account::company_id.eq(company),
        account::code.eq(&new.code),
        account::name.eq(&new.name),
        account::kind.eq(new.kind),
        account::control.eq(new.control),
        account::is_active.eq(true),
        account::version.eq(1),
    )))?;
    index(tx, company, id, &new.code, &new.name)?;
    let event = Event::new(EventKind::MasterCreated, Some(company), id);
    tx.record(event.say("name", format!("{} {}", new.code, new.name)));
    Ok(id)
}

fn check_code(tx: &mut Tx<'_>, company: CompanyId, code: &str, but: Option<AccountId>) -> Result<()> {
    let holder = account::table
        .filter(account::company_id.eq(company))
        .filter(account::code.eq(code))
        .select(account::id);
    refuse_taken(holder.first(tx.conn).optional()?, but, code)
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
    tx.require_on(Permission::LedgerRead, Permission::AccountEdit, old.company_id)?;
    check_code(tx, old.company_id, &edit.code, Some(id))?;
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
    tx.require_on(Permission::LedgerRead, Permission::AccountEdit, old.company_id)?;
    let roles: i64 = account_role::table
        .filter(account_role::account_id.eq(id))
        .count()
        .get_result(tx.conn)?;
    refuse_unless!(is_active || roles == 0, "account-has-role", name = old.label());
    set_active!(tx, account, id, version, is_active);
    tx.record(Event::new(EventKind::of_usage(is_active), Some(old.company_id), id).say("name", old.label()));
    Ok(())
}

/// Removes an account to which nothing was posted and that nothing names; others are archived.
pub fn delete(tx: &mut Tx<'_>, id: AccountId, version: i32) -> Result<()> {
    let old = queries::get(tx.conn, id)?;
    tx.require_on(Permission::LedgerRead, Permission::AccountEdit, old.company_id)?;
    let is_used = queries::is_used(tx.conn, id)? || queries::is_named(tx.conn, id)?;
    refuse_unless!(!is_used, "master-in-use", name = old.label());
    let deleted = diesel::delete(account::table.find(id).filter(account::version.eq(version))).execute(tx.conn)?;
    tx.stale_unless(deleted, id)?;
    search::remove(tx.conn, id.into())?;
    tx.record(Event::new(EventKind::MasterDeleted, Some(old.company_id), id).say("name", old.label()));
    Ok(())
}

/// From now on these accounts are posted for their roles.
pub fn set_roles(tx: &mut Tx<'_>, company: CompanyId, roles: &[RoleOf]) -> Result<CompanyId> {
    tx.require(Permission::AccountEdit, company)?;
    let before = queries::roles(tx.conn, company)?;
    let mut ids: Vec<AccountId> = roles.iter().map(|role| role.account_id).collect();
    ids.extend(before.0.values());
    let accounts = queries::get_many(tx.conn, &ids)?;
    let mut event = Event::new(EventKind::SettingChanged, Some(company), company);
    let mut rows = Vec::new();
    for (place, role) in roles.iter().enumerate() {
        let known = accounts
            .get(&role.account_id)
            .filter(|known| known.company_id == company);
        let wrong = |message: Message| Err(Error::invalid(format!("roles.{place}.account_id"), message));
        let Some(chosen) = known else {
            return wrong(Message::new("problem-not-a-choice").with("value", ""));
        };
        if !chosen.is_active {
            return wrong(Message::new("account-archived").with("name", chosen.label()));
        }
        let named = Argument::Key(role.role.message_key());
        if !role.role.suits(chosen.kind, chosen.control) {
            let message = Message::new("account-does-not-suit-role").with("account", chosen.label());
            return wrong(message.with("role", named));
        }
        let old = before.find(role.role).and_then(|id| accounts.get(&id));
        // What waits on the old account would be settled on the new one.
        if let Some(old) = old.filter(|old| old.id != chosen.id && old.control != Control::None)
            && queries::is_open(tx.conn, old.id)?
        {
            let message = Message::new("account-role-is-open").with("account", old.label());
            return wrong(message.with("role", named));
        }
        event = event.change("account", old.map(Account::label), chosen.label());
        rows.push((
            account_role::company_id.eq(company),
            account_role::role.eq(role.role),
            account_role::account_id.eq(role.account_id),
        ));
    }
    if rows.is_empty() {
        return Err(Error::invalid("roles", Message::new("problem-required")));
    }
    tx.conn.later(
        &diesel::insert_into(account_role::table)
            .values(&rows)
            .on_conflict((account_role::company_id, account_role::role))
            .do_update()
            .set(account_role::account_id.eq(excluded(account_role::account_id))),
    )?;
    tx.record(event.say("name", Argument::Key("account-roles".to_owned())));
    Ok(company)
}
