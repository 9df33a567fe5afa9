//! Reads of currencies and rates.
use crate::ids::CompanyId;
use crate::ids::CurrencyId;
use crate::ids::ExchangeRateId;
use crate::kernel::actor::Reach;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Result;
use crate::kernel::error::found;
use crate::kernel::list::ListQuery;
use crate::kernel::list::Sums;
use crate::ledger::currency::CompanyCurrency;
use crate::ledger::currency::Currency;
use crate::ledger::currency::ExchangeRate;
use crate::ledger::currency::Rate;
use crate::ledger::currency::day_rates::DayRates;
use crate::ledger::tax::TaxRounding;
use crate::sort_page;
use chrono::Days;
use chrono::NaiveDate;
use diesel::prelude::*;
use std::collections::BTreeMap;
use tenon_db::Conn;
use tenon_db::IgnoringCase;
use tenon_db::Sql;
use tenon_schema::company;
use tenon_schema::currency;
use tenon_schema::exchange_rate;

/// The company's own currency with its decimals.
pub fn of_company(conn: &mut Conn, id: CompanyId) -> Result<CompanyCurrency> {
    Ok(settings(conn, id)?.base)
}

/// What the arithmetic of a company's documents needs.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The company's own currency.
    pub base: CompanyCurrency,
    pub tax_rounding: TaxRounding,
}

pub fn settings(conn: &mut Conn, id: CompanyId) -> Result<Settings> {
    conn.remembered(("company-settings", id), |conn, _| read_settings(conn, id))
}

fn read_settings(conn: &mut Conn, id: CompanyId) -> Result<Settings> {
    let row: (String, i32, TaxRounding) = found(
        company::table
            .inner_join(currency::table.on(currency::code.eq(company::currency)))
            .filter(company::id.eq(id))
            .select((currency::code, currency::decimals, company::tax_rounding))
            .first(conn),
        "company",
    )?;
    Ok(Settings {
        base: CompanyCurrency {
            code: row.0,
            decimals: u32::try_from(row.1).unwrap_or(2),
        },
        tax_rounding: row.2,
    })
}

impl Settings {
    /// Decimals of a document's currency; those of the company's own are known already.
    pub fn decimals_of(&self, conn: &mut Conn, code: &str) -> Result<u32> {
        if code == self.base.code {
            Ok(self.base.decimals)
        } else {
            decimals(conn, code)
        }
    }
}

/// How many decimals amounts of a currency have.
pub fn decimals(conn: &mut Conn, code: &str) -> Result<u32> {
    let row = conn.remembered(("currency-decimals", code.to_owned()), |conn, (_, code)| {
        let row = currency::table.find(code).select(currency::decimals);
        Ok::<Option<i32>, Error>(row.first(conn).optional()?)
    })?;
    match row {
        Some(decimals) => Ok(u32::try_from(decimals).unwrap_or(2)),
        None => Err(Error::Refused(Message::new("currency-unknown").with("currency", code))),
    }
}

/// Decimals of every currency.
pub fn all_decimals(conn: &mut Conn) -> Result<BTreeMap<String, u32>> {
    let rows: Vec<(String, i32)> = currency::table
        .limit(500)
        .select((currency::code, currency::decimals))
        .load(conn)?;
    let row = |(code, decimals)| (code, u32::try_from(decimals).unwrap_or(2));
    Ok(rows.into_iter().map(row).collect())
}

/// A currency by its id.
pub fn currency(conn: &mut Conn, id: CurrencyId) -> Result<Currency> {
    let row = currency::table
        .filter(currency::id.eq(id))
        .select(Currency::as_select())
        .first(conn);
    found(row, "currency")
}

/// Whether a company keeps its books in it.
pub fn is_of_company(conn: &mut Conn, code: &str) -> Result<bool> {
    let companies = company::table.filter(company::currency.eq(code));
    Ok(diesel::select(diesel::dsl::exists(companies)).get_result(conn)?)
}

macro_rules! matching_currencies {
    ($query:expr, $list:expr) => {{
        let mut query = $query;
        if let Some(pattern) = $list.starts_with() {
            let in_name = format!("%{pattern}");
            query = query.filter(
                currency::code
                    .like_ignoring_case(pattern)
                    .or(currency::name.like_ignoring_case(in_name)),
            );
        }
        if let Some(active) = $list.flag("active") {
            query = query.filter(currency::is_active.eq(active));
        }
        query
    }};
}

/// Currencies are shared by all companies.
pub fn currency_page(conn: &mut Conn, _: &Reach, list: &ListQuery) -> Result<Vec<Currency>> {
    let query = currency::table.select(Currency::as_select()).into_boxed::<Sql>();
    let query = matching_currencies!(query, list);
    let query = sort_page!(query, list, currency::id, {
        "code" => currency::code, String; "name" => currency::name, String;
    });
    Ok(query.load(conn)?)
}

pub fn currency_sums(conn: &mut Conn, _: &Reach, list: &ListQuery) -> Result<Sums> {
    let query = matching_currencies!(currency::table.count().into_boxed::<Sql>(), list);
    Ok(Sums::count(query.get_result(conn)?))
}

/// The newest rate that is not after the day; refused when there is none.
pub fn rate(conn: &mut Conn, from: &str, base: &str, date: NaiveDate) -> Result<Rate> {
    if from == base {
        return Ok(Rate::ONE);
    }
    let row: Option<(i64, i64)> = exchange_rate::table
        .filter(exchange_rate::currency.eq(from))
        .filter(exchange_rate::base_currency.eq(base))
        .filter(exchange_rate::rate_date.le(date))
        .order(exchange_rate::rate_date.desc())
        .select((exchange_rate::unit_count, exchange_rate::amount))
        .first(conn)
        .optional()?;
    let Some((units, amount)) = row else {
        let message = Message::new("exchange-rate-missing")
            .with("currency", from)
            .with("base", base);
        return Err(Error::Refused(message.with("date", date)));
    };
    Ok(Rate { units, amount })
}

/// Days a published rate serves reports.
const RATE_DAYS: u64 = 400;

/// The rates in force on a day, for reports over several currencies.
pub fn day_rates(conn: &mut Conn, day: NaiveDate) -> Result<DayRates> {
    let first = day.checked_sub_days(Days::new(RATE_DAYS)).unwrap_or(day);
    let rows: Vec<(String, String, i64, i64)> = exchange_rate::table
        .filter(exchange_rate::rate_date.le(day))
        .filter(exchange_rate::rate_date.gt(first))
        .order(exchange_rate::rate_date.desc())
        .limit(10_000)
        .select((
            exchange_rate::currency,
            exchange_rate::base_currency,
            exchange_rate::unit_count,
            exchange_rate::amount,
        ))
        .load(conn)?;
    let row = |(from, to, units, amount)| (from, to, Rate { units, amount });
    Ok(DayRates::new(rows.into_iter().map(row)))
}

/// Codes and names of the currencies in use.
pub fn choices(conn: &mut Conn) -> Result<Vec<(String, String)>> {
    let rows: Vec<(String, String)> = currency::table
        .filter(currency::is_active.eq(true))
        .order(currency::code.asc())
        .limit(500)
        .select((currency::code, currency::name))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(code, name)| (code.clone(), format!("{code} {name}")))
        .collect())
}

/// The rate that was published for just this day.
pub fn of_day(conn: &mut Conn, currency: &str, base: &str, day: NaiveDate) -> Result<Option<ExchangeRate>> {
    let row = exchange_rate::table
        .filter(exchange_rate::currency.eq(currency))
        .filter(exchange_rate::base_currency.eq(base))
        .filter(exchange_rate::rate_date.eq(day))
        .select(ExchangeRate::as_select())
        .first(conn)
        .optional()?;
    Ok(row)
}

pub fn get(conn: &mut Conn, id: ExchangeRateId) -> Result<ExchangeRate> {
    let row = exchange_rate::table
        .find(id)
        .select(ExchangeRate::as_select())
        .first(conn);
    found(row, "exchange-rate")
}

macro_rules! matching {
    ($query:expr, $list:expr) => {{
        let mut query = $query;
        if let Some(currencies) = $list.choice("currency") {
            query = query.filter(exchange_rate::currency.eq_any(currencies));
        }
        if let Some(from) = $list.from_date("date") {
            query = query.filter(exchange_rate::rate_date.ge(from));
        }
        if let Some(to) = $list.to_date("date") {
            query = query.filter(exchange_rate::rate_date.le(to));
        }
        query
    }};
}

/// Rates are shared by all companies.
pub fn page(conn: &mut Conn, _: &Reach, list: &ListQuery) -> Result<Vec<ExchangeRate>> {
    let query = matching!(
        exchange_rate::table
            .select(ExchangeRate::as_select())
            .into_boxed::<Sql>(),
        list
    );
    let query = sort_page!(query, list, exchange_rate::id, {
        "date" => exchange_rate::rate_date, NaiveDate; "currency" => exchange_rate::currency, String;
    });
    Ok(query.load(conn)?)
}

pub fn sums(conn: &mut Conn, _: &Reach, list: &ListQuery) -> Result<Sums> {
    let query = matching!(exchange_rate::table.count().into_boxed::<Sql>(), list);
    Ok(Sums::count(query.get_result(conn)?))
}
