//! Rates are added, or corrected on their day; documents keep the rate they were posted with.
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
use crate::ledger::currency::NewCurrency;
use crate::ledger::currency::NewExchangeRate;
use crate::ledger::currency::queries;
use crate::permission::Permission;
use crate::refuse_unless;
use crate::set_active;
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

/// Publishes a rate; a rate of the same day is replaced.
pub fn put(tx: &mut Tx<'_>, asking: CompanyId, new: &NewExchangeRate) -> Result<ExchangeRateId> {
    tx.require(Permission::AccountEdit, asking)?;
    queries::decimals(tx.conn, &new.currency)?;
    queries::decimals(tx.conn, &new.base_currency)?;
    refuse_unless!(new.currency != new.base_currency, "exchange-rate-to-itself");
    for (field, value) in [("unit_count", new.unit_count), ("amount", new.amount)] {
        if !value.is_positive() {
            return Err(Error::invalid(field, Message::new("problem-not-positive")));
        }
    }
    let (unit_count, amount) = (scaled(new.unit_count)?, scaled(new.amount)?);
    let row: ExchangeRateId = diesel::insert_into(exchange_rate::table)
        .values((
            exchange_rate::id.eq(id::next()),
            exchange_rate::currency.eq(&new.currency),
            exchange_rate::base_currency.eq(&new.base_currency),
            exchange_rate::rate_date.eq(new.rate_date),
            exchange_rate::unit_count.eq(unit_count),
            exchange_rate::amount.eq(amount),
            exchange_rate::version.eq(1),
        ))
        .on_conflict((
            exchange_rate::currency,
            exchange_rate::base_currency,
            exchange_rate::rate_date,
        ))
        .do_update()
        .set((
            exchange_rate::unit_count.eq(unit_count),
            exchange_rate::amount.eq(amount),
            exchange_rate::version.eq(exchange_rate::version + 1),
        ))
        .returning(exchange_rate::id)
        .get_result(tx.conn)?;
    let event = Event::new(EventKind::MasterChanged, None, row)
        .say(
            "name",
            format!("{} → {} {}", new.currency, new.base_currency, new.rate_date),
        )
        .change("amount", None::<UnitPrice>, new.amount);
    tx.record(event);
    Ok(row)
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
    diesel::insert_into(currency::table)
        .values((
            currency::code.eq(&new.code),
            currency::id.eq(id),
            currency::name.eq(&new.name),
            currency::symbol.eq(&new.symbol),
            currency::decimals.eq(new.decimals),
            currency::is_active.eq(true),
            currency::version.eq(1),
        ))
        .execute(tx.conn)?;
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
