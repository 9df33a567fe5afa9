//! Opening fiscal years, closing and opening periods.
use crate::event::Event;
use crate::event::EventKind;
use crate::ids::CompanyId;
use crate::ids::FiscalPeriodId;
use crate::ids::FiscalYearId;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Result;
use crate::kernel::id;
use crate::kernel::tx::Tx;
use crate::ledger::period::PeriodState;
use crate::ledger::period::queries;
use crate::ledger::period::twelve_periods;
use crate::permission::Permission;
use crate::refuse_unless;
use chrono::Datelike;
use chrono::NaiveDate;
use diesel::prelude::*;
use tenon_schema::fiscal_period;
use tenon_schema::fiscal_year;

/// Opens a fiscal year of twelve monthly periods. Years of a company do not overlap.
pub fn create_year(tx: &mut Tx<'_>, company: CompanyId, name: Option<&str>, start: NaiveDate) -> Result<FiscalYearId> {
    tx.require(Permission::PeriodClose, company)?;
    if start.day() != 1 {
        return Err(Error::invalid(
            "start_date",
            Message::new("fiscal-year-starts-mid-month"),
        ));
    }
    let periods = twelve_periods(start);
    let (Some(first), Some(last)) = (periods.first(), periods.last()) else {
        return Err(Error::invalid(
            "start_date",
            Message::new("problem-not-a-date").with("value", start),
        ));
    };
    let (start, end) = (first.0, last.1);
    let overlap: Option<String> = fiscal_year::table
        .filter(fiscal_year::company_id.eq(company))
        .filter(fiscal_year::start_date.le(end))
        .filter(fiscal_year::end_date.ge(start))
        .select(fiscal_year::name)
        .first(tx.conn)
        .optional()?;
    if let Some(other) = overlap {
        return Err(Error::Refused(Message::new("fiscal-year-overlaps").with("name", other)));
    }
    let usual = if start.year() == end.year() {
        start.year().to_string()
    } else {
        format!("{}/{:02}", start.year(), end.year() % 100)
    };
    let name = name.map_or(usual, str::to_owned);
    let year: FiscalYearId = id::new();
    tx.conn.later(&diesel::insert_into(fiscal_year::table).values((
        fiscal_year::id.eq(year),
        fiscal_year::company_id.eq(company),
        fiscal_year::name.eq(&name),
        fiscal_year::start_date.eq(start),
        fiscal_year::end_date.eq(end),
        fiscal_year::version.eq(1),
    )))?;
    let rows: Vec<_> = periods
        .iter()
        .map(|(first, last)| {
            (
                fiscal_period::id.eq(id::next()),
                fiscal_period::company_id.eq(company),
                fiscal_period::fiscal_year_id.eq(year),
                fiscal_period::name.eq(first.format("%Y-%m").to_string()),
                fiscal_period::start_date.eq(*first),
                fiscal_period::end_date.eq(*last),
                fiscal_period::state.eq(PeriodState::Open),
                fiscal_period::version.eq(1),
            )
        })
        .collect();
    tx.conn
        .later(&diesel::insert_into(fiscal_period::table).values(&rows))?;
    tx.record(Event::new(EventKind::MasterCreated, Some(company), year).say("name", name));
    Ok(year)
}

/// Nothing more is posted in the period, or again.
pub fn set_state(tx: &mut Tx<'_>, id: FiscalPeriodId, state: PeriodState) -> Result<FiscalYearId> {
    let period = queries::get(tx.conn, id)?;
    tx.require_on(Permission::LedgerRead, Permission::PeriodClose, period.company_id)?;
    refuse_unless!(period.state != state, "not-in-this-state");
    if state == PeriodState::Closed {
        let earlier = queries::open_before(tx.conn, period.company_id, period.start_date)?;
        let earlier = earlier.map(|earlier| earlier.name).unwrap_or_default();
        tx.warn_unless(earlier.is_empty(), || {
            Message::new("period-before-is-open")
                .with("name", &period.name)
                .with("earlier", earlier)
        })?;
    }
    let changed = diesel::update(
        fiscal_period::table
            .find(id)
            .filter(fiscal_period::version.eq(period.version)),
    )
    .set((
        fiscal_period::state.eq(state),
        fiscal_period::version.eq(period.version + 1),
    ))
    .execute(tx.conn)?;
    tx.stale_unless(changed, id)?;
    let kind = match state {
        PeriodState::Open => EventKind::PeriodOpened,
        PeriodState::Closed => EventKind::PeriodClosed,
    };
    let event = Event::new(kind, Some(period.company_id), id).with(period.fiscal_year_id);
    tx.record(event.say("name", period.name));
    Ok(period.fiscal_year_id)
}
