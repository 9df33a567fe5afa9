//! Changes of tax positions.
use crate::event::Event;
use crate::event::EventKind;
use crate::ids::CompanyId;
use crate::ids::TaxCodeId;
use crate::ids::TaxPositionId;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Problem;
use crate::kernel::error::Result;
use crate::kernel::id;
use crate::kernel::tx::Tx;
use crate::kernel::tx::refuse_taken;
use crate::ledger::tax;
use crate::ledger::tax::NewTaxPosition;
use crate::ledger::tax::RuleOf;
use crate::ledger::tax::TaxKind;
use crate::ledger::tax::position::queries;
use crate::permission::Permission;
use crate::refuse_unless;
use crate::set_active;
use diesel::prelude::*;
use std::collections::BTreeSet;
use tenon_schema::tax_position;
use tenon_schema::tax_rule;

/// Makes a tax position with its rules.
pub fn create(tx: &mut Tx<'_>, company: CompanyId, new: &NewTaxPosition) -> Result<TaxPositionId> {
    tx.require(Permission::AccountEdit, company)?;
    check_code(tx, company, &new.code, None)?;
    let id: TaxPositionId = id::new();
    tx.conn.later(&diesel::insert_into(tax_position::table).values((
        tax_position::id.eq(id),
        tax_position::company_id.eq(company),
        tax_position::code.eq(&new.code),
        tax_position::name.eq(&new.name),
        tax_position::is_active.eq(true),
        tax_position::version.eq(1),
    )))?;
    put_rules(tx, company, id, &new.rules)?;
    tx.record(Event::new(EventKind::MasterCreated, Some(company), id).say("name", &new.name));
    Ok(id)
}

fn check_code(tx: &mut Tx<'_>, company: CompanyId, code: &str, but: Option<TaxPositionId>) -> Result<()> {
    let holder = tax_position::table
        .filter(tax_position::company_id.eq(company))
        .filter(tax_position::code.eq(code))
        .select(tax_position::id);
    refuse_taken(holder.first(tx.conn).optional()?, but, code)
}

/// Changes a position and its rules.
pub fn update(tx: &mut Tx<'_>, id: TaxPositionId, version: i32, edit: &NewTaxPosition) -> Result<()> {
    let old = queries::get(tx.conn, id)?;
    tx.require_on(Permission::LedgerRead, Permission::AccountEdit, old.company_id)?;
    check_code(tx, old.company_id, &edit.code, Some(id))?;
    let changed = diesel::update(tax_position::table.find(id).filter(tax_position::version.eq(version)))
        .set((
            tax_position::code.eq(&edit.code),
            tax_position::name.eq(&edit.name),
            tax_position::version.eq(version + 1),
        ))
        .execute(tx.conn)?;
    tx.stale_unless(changed, id)?;
    diesel::delete(tax_rule::table.filter(tax_rule::tax_position_id.eq(id))).execute(tx.conn)?;
    put_rules(tx, old.company_id, id, &edit.rules)?;
    let event = Event::new(EventKind::MasterChanged, Some(old.company_id), id)
        .say("name", &edit.name)
        .change("code", old.code, &edit.code)
        .change("name", old.name, &edit.name);
    tx.record(event);
    Ok(())
}

fn put_rules(tx: &mut Tx<'_>, company: CompanyId, position: TaxPositionId, rules: &[RuleOf]) -> Result<()> {
    let classes: BTreeSet<&str> = rules.iter().map(|rule| rule.tax_class.as_str()).collect();
    refuse_unless!(classes.len() == rules.len(), "tax-rule-twice");
    let choices = tax::queries::choices(tx.conn, company, TaxKind::Sale)?;
    let choices: BTreeSet<TaxCodeId> = choices.into_iter().map(|code| code.id).collect();
    let wrong = rules
        .iter()
        .enumerate()
        .filter(|(_, rule)| !choices.contains(&rule.tax_code_id))
        .map(|(index, _)| {
            let message = Message::new("problem-not-offered");
            Problem::new(format!("rules.{index}.tax_code_id"), message)
        });
    let wrong: Vec<Problem> = wrong.collect();
    if !wrong.is_empty() {
        return Err(Error::Invalid(wrong));
    }
    let rows: Vec<_> = rules
        .iter()
        .map(|rule| {
            (
                tax_rule::id.eq(id::next()),
                tax_rule::tax_position_id.eq(position),
                tax_rule::tax_class.eq(&rule.tax_class),
                tax_rule::tax_code_id.eq(rule.tax_code_id),
            )
        })
        .collect();
    if !rows.is_empty() {
        tx.conn.later(&diesel::insert_into(tax_rule::table).values(&rows))?;
    }
    Ok(())
}

/// Offers the position no more, or again. The usual one (the oldest in use) is for parties that have none.
pub fn archive(tx: &mut Tx<'_>, id: TaxPositionId, version: i32, is_active: bool) -> Result<()> {
    let old = queries::get(tx.conn, id)?;
    tx.require_on(Permission::LedgerRead, Permission::AccountEdit, old.company_id)?;
    set_active!(tx, tax_position, id, version, is_active);
    tx.record(Event::new(EventKind::of_usage(is_active), Some(old.company_id), id).say("name", old.name));
    Ok(())
}

/// Removes a position that no party or document names.
pub fn delete(tx: &mut Tx<'_>, id: TaxPositionId, version: i32) -> Result<()> {
    let old = queries::get(tx.conn, id)?;
    tx.require_on(Permission::LedgerRead, Permission::AccountEdit, old.company_id)?;
    let is_used = queries::is_used(tx.conn, id)?;
    refuse_unless!(!is_used, "master-in-use", name = old.name);
    diesel::delete(tax_rule::table.filter(tax_rule::tax_position_id.eq(id))).execute(tx.conn)?;
    let row = tax_position::table.find(id).filter(tax_position::version.eq(version));
    let deleted = diesel::delete(row).execute(tx.conn)?;
    tx.stale_unless(deleted, id)?;
    tx.record(Event::new(EventKind::MasterDeleted, Some(old.company_id), id).say("name", old.name));
    Ok(())
}
