//! Changes of taxes. A rate once used stays; a new one begins on a later day.
use crate::event::Event;
use crate::event::EventKind;
use crate::ids::AccountId;
use crate::ids::CompanyId;
use crate::ids::TaxCodeId;
use crate::ids::TaxComponentId;
use crate::ids::TaxPositionId;
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
use crate::ledger::tax::NewTaxPosition;
use crate::ledger::tax::RateOf;
use crate::ledger::tax::RuleOf;
use crate::ledger::tax::queries;
use crate::permission::Permission;
use crate::refuse_unless;
use crate::set_active;
use diesel::prelude::*;
use std::collections::BTreeSet;
use tenon_db::Percent;
use tenon_schema::tax_code;
use tenon_schema::tax_component;
use tenon_schema::tax_position;
use tenon_schema::tax_rate;
use tenon_schema::tax_rule;

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
    diesel::insert_into(tax_code::table)
        .values((
            tax_code::id.eq(id),
            tax_code::company_id.eq(company),
            tax_code::code.eq(&new.code),
            tax_code::name.eq(&new.name),
            tax_code::kind.eq(new.kind),
            tax_code::is_inclusive.eq(new.is_inclusive),
            tax_code::note_on_invoice.eq(new.note_on_invoice.clone().unwrap_or_default()),
            tax_code::is_active.eq(true),
            tax_code::version.eq(1),
        ))
        .execute(tx.conn)?;
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
    diesel::insert_into(tax_component::table)
        .values(&rows)
        .execute(tx.conn)?;
    diesel::insert_into(tax_rate::table).values(&rates).execute(tx.conn)?;
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
    tx.require(Permission::AccountEdit, old.company_id)?;
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
    tx.require(Permission::AccountEdit, old.company_id)?;
    set_active!(tx, tax_code, id, version, is_active);
    let kind = if is_active {
        EventKind::MasterRestored
    } else {
        EventKind::MasterArchived
    };
    tx.record(Event::new(kind, Some(old.company_id), id).say("name", old.name));
    Ok(())
}

/// From a day on a component has another rate. Documents of earlier days keep theirs.
pub fn add_rate(tx: &mut Tx<'_>, code: TaxCodeId, new: &NewRate) -> Result<()> {
    let old = queries::get(tx.conn, code)?;
    tx.require(Permission::AccountEdit, old.company_id)?;
    check_rate("rate_percent", new.rate_percent)?;
    let name: Option<String> = tax_component::table
        .find(new.tax_component_id)
        .filter(tax_component::tax_code_id.eq(code))
        .select(tax_component::name)
        .first(tx.conn)
        .optional()?;
    let Some(name) = name else {
        return Err(Error::NotFound("tax-component"));
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
    let rate = RateOf {
        start_date: new.start_date,
        rate_percent: new.rate_percent,
    };
    diesel::insert_into(tax_rate::table)
        .values(rate_row(new.tax_component_id, &rate))
        .execute(tx.conn)?;
    let event = Event::new(EventKind::MasterChanged, Some(old.company_id), code)
        .say("name", name)
        .change("rate_percent", None::<Percent>, new.rate_percent)
        .change("start_date", None::<chrono::NaiveDate>, new.start_date);
    tx.record(event);
    Ok(())
}

/// Makes a tax position with its rules.
pub fn create_position(tx: &mut Tx<'_>, company: CompanyId, new: &NewTaxPosition) -> Result<TaxPositionId> {
    tx.require(Permission::AccountEdit, company)?;
    let taken: i64 = tax_position::table
        .filter(tax_position::company_id.eq(company))
        .filter(tax_position::code.eq(&new.code))
        .count()
        .get_result(tx.conn)?;
    if taken > 0 {
        return Err(Error::invalid(
            "code",
            Message::new("code-taken").with("code", &new.code),
        ));
    }
    let id: TaxPositionId = id::new();
    diesel::insert_into(tax_position::table)
        .values((
            tax_position::id.eq(id),
            tax_position::company_id.eq(company),
            tax_position::code.eq(&new.code),
            tax_position::name.eq(&new.name),
            tax_position::is_active.eq(true),
            tax_position::version.eq(1),
        ))
        .execute(tx.conn)?;
    put_rules(tx, company, id, &new.rules)?;
    tx.record(Event::new(EventKind::MasterCreated, Some(company), id).say("name", &new.name));
    Ok(id)
}

/// Changes a position and its rules.
pub fn update_position(tx: &mut Tx<'_>, id: TaxPositionId, version: i32, edit: &NewTaxPosition) -> Result<()> {
    let old = queries::position(tx.conn, id)?;
    tx.require(Permission::AccountEdit, old.company_id)?;
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
    let codes: BTreeSet<TaxCodeId> = rules.iter().map(|rule| rule.tax_code_id).collect();
    let own: i64 = tax_code::table
        .filter(tax_code::id.eq_any(codes.iter().copied().collect::<Vec<_>>()))
        .filter(tax_code::company_id.eq(company))
        .count()
        .get_result(tx.conn)?;
    refuse_unless!(
        usize::try_from(own).is_ok_and(|own| own == codes.len()),
        "tax-code-unknown"
    );
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
        diesel::insert_into(tax_rule::table).values(&rows).execute(tx.conn)?;
    }
    Ok(())
}
