//! Rates are added, or corrected on their day; documents keep the rate they were posted with.
use crate::event::Event;
use crate::event::EventKind;
use crate::ids::CompanyId;
use crate::ids::ExchangeRateId;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Result;
use crate::kernel::id;
use crate::kernel::tx::Tx;
use crate::ledger::currency::NewExchangeRate;
use crate::ledger::currency::queries;
use crate::permission::Permission;
use crate::refuse_unless;
use diesel::prelude::*;
use tenon_db::UnitPrice;
use tenon_schema::exchange_rate;

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
