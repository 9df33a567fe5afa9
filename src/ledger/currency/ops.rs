//! Rates are added, one for each day, and corrected; documents keep the rate they were posted with.
use crate::event::Event;
use crate::event::EventKind;
use crate::ids::CompanyId;
use crate::ids::CurrencyId;
use crate::ids::ExchangeRateId;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Result;
use crate::kernel::id;
use crate::kernel::tx::Tx;
use crate::ledger::currency::EditCurrency;
use crate::ledger::currency::EditExchangeRate;
use crate::ledger::currency::NewCurrency;
use crate::ledger::currency::NewExchangeRate;
use crate::ledger::currency::queries;
use crate::permission::Permission;
use crate::refuse_unless;
use crate::set_active;
use chrono::NaiveDate;
use diesel::prelude::*;
use tenon_db::UnitPrice;
use tenon_schema::currency;
use tenon_schema::exchange_rate;

/// Most decimals an amount has.
const DECIMALS_MAX: i32 = 4;

/// From six decimals to the nine a rate is kept with.
fn scaled(value: UnitPrice) -> Result<i64> {
    value
        .raw()
        .checked_mul(1_000)
        .ok_or_else(|| Error::refused("amount-too-large"))
}

/// Publishes a rate of a day that has none yet.
pub fn add(tx: &mut Tx<'_>, asking: CompanyId, new: &NewExchangeRate) -> Result<ExchangeRateId> {
    tx.require(Permission::AccountEdit, asking)?;
    queries::decimals(tx.conn, &new.currency)?;
    queries::decimals(tx.conn, &new.base_currency)?;
    refuse_unless!(new.currency != new.base_currency, "exchange-rate-to-itself");
    let (unit_count, amount) = figures(new.unit_count, new.amount)?;
    if let Some(known) = queries::of_day(tx.conn, &new.currency, &new.base_currency, new.rate_date)? {
        let (units, worth) = known.rate().published();
        let message = Message::new("exchange-rate-exists")
            .with("date", new.rate_date)
            .with("units", units.to_string())
            .with("currency", known.currency)
            .with("amount", worth.to_string())
            .with("base", known.base_currency);
        return Err(Error::invalid("rate_date", message));
    }
    let id: ExchangeRateId = id::new();
    tx.conn.later(&diesel::insert_into(exchange_rate::table).values((
        exchange_rate::id.eq(id),
        exchange_rate::currency.eq(&new.currency),
        exchange_rate::base_currency.eq(&new.base_currency),
        exchange_rate::rate_date.eq(new.rate_date),
        exchange_rate::unit_count.eq(unit_count),
        exchange_rate::amount.eq(amount),
        exchange_rate::version.eq(1),
    )))?;
    let name = name_of(&new.currency, &new.base_currency, new.rate_date);
    let event = Event::new(EventKind::MasterCreated, None, id)
        .say("name", name)
        .change("unit_count", None::<UnitPrice>, new.unit_count)
        .change("amount", None::<UnitPrice>, new.amount);
    tx.record(event);
    Ok(id)
}

/// Corrects what was published for a day.
pub fn correct(
    tx: &mut Tx<'_>,
    asking: CompanyId,
    id: ExchangeRateId,
    version: i32,
    edit: &EditExchangeRate,
) -> Result<()> {
    tx.require(Permission::AccountEdit, asking)?;
    let old = queries::get(tx.conn, id)?;
    let (unit_count, amount) = figures(edit.unit_count, edit.amount)?;
    let row = exchange_rate::table
        .filter(exchange_rate::id.eq(id))
        .filter(exchange_rate::version.eq(version));
    let changed = diesel::update(row)
        .set((
            exchange_rate::unit_count.eq(unit_count),
            exchange_rate::amount.eq(amount),
            exchange_rate::version.eq(version + 1),
        ))
        .execute(tx.conn)?;
    tx.stale_unless(changed, id)?;
    let (units, worth) = old.rate().published();
    let event = Event::new(EventKind::MasterChanged, None, id)
        .say("name", name_of(&old.currency, &old.base_currency, old.rate_date))
        .change("unit_count", units.to_string(), edit.unit_count.to_string())
        .change("amount", worth.to_string(), edit.amount.to_string());
    tx.record(event);
    Ok(())
}

/// The same by the whole rate, whose currencies and day stay.
pub fn correct_to(
    tx: &mut Tx<'_>,
    asking: CompanyId,
    id: ExchangeRateId,
    version: i32,
    whole: &NewExchangeRate,
) -> Result<()> {
    let old = NewExchangeRate::from(&queries::get(tx.conn, id)?);
    let is_same =
        (&old.currency, &old.base_currency, old.rate_date) == (&whole.currency, &whole.base_currency, whole.rate_date);
    if !is_same {
        return Err(Error::invalid("rate_date", Message::new("exchange-rate-day-stays")));
    }
    let edit = EditExchangeRate {
        unit_count: whole.unit_count,
        amount: whole.amount,
    };
    correct(tx, asking, id, version, &edit)
}

/// Both parts of a rate as they are kept; neither may be nothing.
fn figures(unit_count: UnitPrice, amount: UnitPrice) -> Result<(i64, i64)> {
    for (field, value) in [("unit_count", unit_count), ("amount", amount)] {
        if !value.is_positive() {
            return Err(Error::invalid(field, Message::new("problem-not-positive")));
        }
    }
    Ok((scaled(unit_count)?, scaled(amount)?))
}

fn name_of(currency: &str, base_currency: &str, date: NaiveDate) -> String {
    format!("{currency} → {base_currency} {date}")
}

/// Makes a currency known.
pub fn create(tx: &mut Tx<'_>, asking: CompanyId, new: &NewCurrency) -> Result<CurrencyId> {
    tx.require(Permission::AccountEdit, asking)?;
    let is_code = new.code.len() == 3 && new.code.bytes().all(|letter| letter.is_ascii_uppercase());
    if !is_code {
        return Err(Error::invalid("code", Message::new("currency-code-is-iso")));
    }
    if !(0..=DECIMALS_MAX).contains(&new.decimals) {
        let message = Message::new("currency-decimals").with("max", DECIMALS_MAX);
        return Err(Error::invalid("decimals", message));
    }
    let known: i64 = currency::table
        .filter(currency::code.eq(&new.code))
        .count()
        .get_result(tx.conn)?;
    if known > 0 {
        let message = Message::new("code-taken").with("code", &new.code);
        return Err(Error::invalid("code", message));
    }
    let id: CurrencyId = id::new();
    tx.conn.later(&diesel::insert_into(currency::table).values((
        currency::code.eq(&new.code),
        currency::id.eq(id),
        currency::name.eq(&new.name),
        currency::symbol.eq(&new.symbol),
        currency::decimals.eq(new.decimals),
        currency::is_active.eq(true),
        currency::version.eq(1),
    )))?;
    tx.record(Event::new(EventKind::MasterCreated, None, id).say("name", &new.code));
    Ok(id)
}

/// Changes name and symbol.
pub fn update(tx: &mut Tx<'_>, asking: CompanyId, id: CurrencyId, version: i32, edit: &EditCurrency) -> Result<()> {
    tx.require(Permission::AccountEdit, asking)?;
    let old = queries::currency(tx.conn, id)?;
    let row = currency::table
        .filter(currency::id.eq(id))
        .filter(currency::version.eq(version));
    let changed = diesel::update(row)
        .set((
            currency::name.eq(&edit.name),
            currency::symbol.eq(&edit.symbol),
            currency::version.eq(version + 1),
        ))
        .execute(tx.conn)?;
    tx.stale_unless(changed, id)?;
    let event = Event::new(EventKind::MasterChanged, None, id)
        .say("name", old.code)
        .change("name", old.name, &edit.name)
        .change("symbol", old.symbol, &edit.symbol);
    tx.record(event);
    Ok(())
}

/// Offers a currency no more, or again. One in which a company keeps its books stays.
pub fn archive(tx: &mut Tx<'_>, asking: CompanyId, id: CurrencyId, version: i32, is_active: bool) -> Result<()> {
    tx.require(Permission::AccountEdit, asking)?;
    let old = queries::currency(tx.conn, id)?;
    let is_kept = !is_active && queries::is_of_company(tx.conn, &old.code)?;
    refuse_unless!(!is_kept, "currency-of-company", currency = old.code);
    set_active!(tx, currency, id, version, is_active);
    tx.record(Event::new(EventKind::of_usage(is_active), None, id).say("name", old.code));
    Ok(())
}
