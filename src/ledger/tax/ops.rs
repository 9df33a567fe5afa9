//! Changes of taxes. A rate once used stays; a new one begins on a later day.
use crate::event::Event;
use crate::event::EventKind;
use crate::ids::AccountId;
use crate::ids::CompanyId;
use crate::ids::TaxCodeId;
use crate::ids::TaxComponentId;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Result;
use crate::kernel::id;
use crate::kernel::tx::Tx;
use crate::ledger::account;
use crate::ledger::tax::ComponentOf;
use crate::ledger::tax::EditTaxCode;
use crate::ledger::tax::NewRate;
use crate::ledger::tax::NewTaxCode;
use crate::ledger::tax::RateOf;
use crate::ledger::tax::queries;
use crate::permission::Permission;
use crate::refuse_unless;
use crate::set_active;
use diesel::prelude::*;
use std::collections::BTreeSet;
use tenon_db::Percent;
use tenon_schema::tax_code;
use tenon_schema::tax_component;
use tenon_schema::tax_rate;

/// Makes a tax code with its components and their first rates.
pub fn create(tx: &mut Tx<'_>, company: CompanyId, new: &NewTaxCode) -> Result<TaxCodeId> {
    tx.require(Permission::AccountEdit, company)?;
    let taken: i64 = tax_code::table
        .filter(tax_code::company_id.eq(company))
        .filter(tax_code::code.eq(&new.code))
        .count()
        .get_result(tx.conn)?;
    if taken > 0 {
        return Err(Error::invalid(
            "code",
            Message::new("code-taken").with("code", &new.code),
        ));
    }
    refuse_unless!(!new.components.is_empty(), "tax-code-needs-component", code = &new.code);
    let id: TaxCodeId = id::new();
    tx.conn.later(&diesel::insert_into(tax_code::table).values((
        tax_code::id.eq(id),
        tax_code::company_id.eq(company),
        tax_code::code.eq(&new.code),
        tax_code::name.eq(&new.name),
        tax_code::kind.eq(new.kind),
        tax_code::is_inclusive.eq(new.is_inclusive),
        tax_code::note_on_invoice.eq(new.note_on_invoice.clone().unwrap_or_default()),
        tax_code::is_active.eq(true),
        tax_code::version.eq(1),
    )))?;
    add_components(tx, company, id, &new.components)?;
    tx.record(Event::new(EventKind::MasterCreated, Some(company), id).say("name", &new.name));
    Ok(id)
}

fn add_components(tx: &mut Tx<'_>, company: CompanyId, code: TaxCodeId, components: &[ComponentOf]) -> Result<()> {
    let ids: Vec<AccountId> = components.iter().map(|component| component.account_id).collect();
    let accounts = account::queries::get_many(tx.conn, &ids)?;
    let (mut rows, mut rates) = (Vec::new(), Vec::new());
    for (component, place) in components.iter().zip(1_i32..) {
        let at = |name: &str| format!("components.{}.{name}", place - 1);
        let is_own = accounts
            .get(&component.account_id)
            .is_some_and(|account| account.company_id == company);
        if !is_own {
            return Err(Error::invalid(
                at("account_id"),
                Message::new("problem-not-a-choice").with("value", ""),
            ));
        }
        if component.rates.is_empty() {
            return Err(Error::invalid(at("rates"), Message::new("problem-required")));
        }
        let component_id: TaxComponentId = id::new();
        rows.push((
            tax_component::id.eq(component_id),
            tax_component::tax_code_id.eq(code),
            tax_component::position.eq(place),
            tax_component::name.eq(&component.name),
            tax_component::account_id.eq(component.account_id),
            tax_component::is_compound.eq(component.is_compound),
        ));
        let mut days = BTreeSet::new();
        for rate in &component.rates {
            check_rate(&at("rates"), rate.rate_percent)?;
            if !days.insert(rate.start_date) {
                let message = Message::new("tax-rate-exists").with("date", rate.start_date);
                return Err(Error::invalid(at("rates"), message));
            }
            rates.push(rate_row(component_id, rate));
        }
    }
    tx.conn
        .later(&diesel::insert_into(tax_component::table).values(&rows))?;
    tx.conn.later(&diesel::insert_into(tax_rate::table).values(&rates))?;
    Ok(())
}

fn check_rate(field: &str, rate: Percent) -> Result<()> {
    if rate.is_negative() || rate > Percent::HUNDRED {
        return Err(Error::invalid(field, Message::new("percent-out-of-range")));
    }
    Ok(())
}

type RateRow = (
    diesel::dsl::Eq<tax_rate::id, i64>,
    diesel::dsl::Eq<tax_rate::tax_component_id, TaxComponentId>,
    diesel::dsl::Eq<tax_rate::start_date, chrono::NaiveDate>,
    diesel::dsl::Eq<tax_rate::rate_percent, Percent>,
);

fn rate_row(component: TaxComponentId, rate: &RateOf) -> RateRow {
    (
        tax_rate::id.eq(id::next()),
        tax_rate::tax_component_id.eq(component),
        tax_rate::start_date.eq(rate.start_date),
        tax_rate::rate_percent.eq(rate.rate_percent),
    )
}

/// Changes the texts of a tax code.
pub fn update(tx: &mut Tx<'_>, id: TaxCodeId, version: i32, edit: &EditTaxCode) -> Result<()> {
    let old = queries::get(tx.conn, id)?;
    tx.require_on(Permission::LedgerRead, Permission::AccountEdit, old.company_id)?;
    let holder: Option<TaxCodeId> = tax_code::table
        .filter(tax_code::company_id.eq(old.company_id))
        .filter(tax_code::code.eq(&edit.code))
        .select(tax_code::id)
        .first(tx.conn)
        .optional()?;
    if holder.is_some_and(|holder| holder != id) {
        return Err(Error::invalid(
            "code",
            Message::new("code-taken").with("code", &edit.code),
        ));
    }
    let note = edit.note_on_invoice.clone().unwrap_or_default();
    let changed = diesel::update(tax_code::table.find(id).filter(tax_code::version.eq(version)))
        .set((
            tax_code::code.eq(&edit.code),
            tax_code::name.eq(&edit.name),
            tax_code::note_on_invoice.eq(&note),
            tax_code::version.eq(version + 1),
        ))
        .execute(tx.conn)?;
    tx.stale_unless(changed, id)?;
    let event = Event::new(EventKind::MasterChanged, Some(old.company_id), id)
        .say("name", &edit.name)
        .change("code", old.code, &edit.code)
        .change("name", old.name, &edit.name)
        .change("note_on_invoice", old.note_on_invoice, note);
    tx.record(event);
    Ok(())
}

/// Offers the code no more, or again.
pub fn archive(tx: &mut Tx<'_>, id: TaxCodeId, version: i32, is_active: bool) -> Result<()> {
    let old = queries::get(tx.conn, id)?;
    tx.require_on(Permission::LedgerRead, Permission::AccountEdit, old.company_id)?;
    set_active!(tx, tax_code, id, version, is_active);
    tx.record(Event::new(EventKind::of_usage(is_active), Some(old.company_id), id).say("name", old.name));
    Ok(())
}

/// From a day on a component has another rate. Documents of earlier days keep theirs.
pub fn add_rate(tx: &mut Tx<'_>, code: TaxCodeId, new: &NewRate) -> Result<()> {
    let old = queries::get(tx.conn, code)?;
    tx.require_on(Permission::LedgerRead, Permission::AccountEdit, old.company_id)?;
    check_rate("rate_percent", new.rate_percent)?;
    let name: Option<String> = tax_component::table
        .find(new.tax_component_id)
        .filter(tax_component::tax_code_id.eq(code))
        .select(tax_component::name)
        .first(tx.conn)
        .optional()?;
    let Some(name) = name else {
        let message = Message::new("problem-not-a-choice").with("value", new.tax_component_id.to_string());
        return Err(Error::invalid("tax_component_id", message));
    };
    let known: i64 = tax_rate::table
        .filter(tax_rate::tax_component_id.eq(new.tax_component_id))
        .filter(tax_rate::start_date.eq(new.start_date))
        .count()
        .get_result(tx.conn)?;
    if known > 0 {
        let message = Message::new("tax-rate-exists").with("date", new.start_date);
        return Err(Error::invalid("start_date", message));
    }
    // What is posted was taxed at the rate of its day, and stays at it.
    let posted = queries::last_posted(tx.conn, code)?;
    if let Some(last) = posted.filter(|last| new.start_date <= *last) {
        let message = Message::new("tax-rate-before-documents").with("date", last);
        return Err(Error::invalid("start_date", message));
    }
    let rate = RateOf {
        start_date: new.start_date,
        rate_percent: new.rate_percent,
    };
    tx.conn
        .later(&diesel::insert_into(tax_rate::table).values(rate_row(new.tax_component_id, &rate)))?;
    let event = Event::new(EventKind::MasterChanged, Some(old.company_id), code)
        .say("name", name)
        .change("rate_percent", None::<Percent>, new.rate_percent)
        .change("start_date", None::<chrono::NaiveDate>, new.start_date);
    tx.record(event);
    Ok(())
}

/// The same by the whole code: texts change, rates of further days come to it, everything else stays.
pub fn update_to(tx: &mut Tx<'_>, id: TaxCodeId, version: i32, whole: &NewTaxCode) -> Result<()> {
    let old = queries::full(tx.conn, id)?.as_command();
    Error::unless_stays(whole.kind == old.kind, "kind")?;
    Error::unless_stays(whole.is_inclusive == old.is_inclusive, "is_inclusive")?;
    Error::unless_stays(whole.components.len() == old.components.len(), "components")?;
    let texts = EditTaxCode {
        code: whole.code.clone(),
        name: whole.name.clone(),
        note_on_invoice: whole.note_on_invoice.clone(),
    };
    update(tx, id, version, &texts)?;
    let components = queries::full(tx.conn, id)?.components;
    for ((component, before), place) in whole.components.iter().zip(&components).zip(0..) {
        let at = |name: &str| format!("components.{place}.{name}");
        Error::unless_stays(component.name == before.name, at("name"))?;
        Error::unless_stays(component.account_id == before.account_id, at("account_id"))?;
        Error::unless_stays(component.is_compound == before.is_compound, at("is_compound"))?;
        for rate in &component.rates {
            let known = before.rates.iter().find(|known| known.start_date == rate.start_date);
            if let Some(known) = known {
                Error::unless_stays(known.rate_percent == rate.rate_percent, at("rates"))?;
                continue;
            }
            let new = NewRate {
                tax_component_id: before.id,
                start_date: rate.start_date,
                rate_percent: rate.rate_percent,
            };
            add_rate(tx, id, &new)?;
        }
    }
    Ok(())
}

/// Removes a tax code that no rule, document or posting names.
pub fn delete(tx: &mut Tx<'_>, id: TaxCodeId, version: i32) -> Result<()> {
    let old = queries::get(tx.conn, id)?;
    tx.require_on(Permission::LedgerRead, Permission::AccountEdit, old.company_id)?;
    let is_used = queries::is_used(tx.conn, id)?;
    refuse_unless!(!is_used, "master-in-use", name = old.name);
    let components = tax_component::table
        .filter(tax_component::tax_code_id.eq(id))
        .select(tax_component::id);
    diesel::delete(tax_rate::table.filter(tax_rate::tax_component_id.eq_any(components))).execute(tx.conn)?;
    diesel::delete(tax_component::table.filter(tax_component::tax_code_id.eq(id))).execute(tx.conn)?;
    let deleted = diesel::delete(tax_code::table.find(id).filter(tax_code::version.eq(version))).execute(tx.conn)?;
    tx.stale_unless(deleted, id)?;
    tx.record(Event::new(EventKind::MasterDeleted, Some(old.company_id), id).say("name", old.name));
    Ok(())
}
