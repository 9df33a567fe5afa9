//! Companies: an accounting unit with its own books.
use crate::company::NewCompany;
use crate::event::Event;
use crate::event::EventKind;
use crate::ids::CompanyId;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Result;
use crate::kernel::id;
use crate::kernel::tx::Tx;
use diesel::prelude::*;
use tenon_schema::company;

/// Makes a company; its chart, periods and warehouse come from set-up.
pub fn create(tx: &mut Tx<'_>, new: &NewCompany) -> Result<CompanyId> {
    let known: i64 = company::table
        .filter(company::code.eq(&new.code))
        .count()
        .get_result(tx.conn)?;
    if known > 0 {
        return Err(Error::invalid(
            "code",
            Message::new("company-code-taken").with("code", &new.code),
        ));
    }
    if new.time_zone.parse::<chrono_tz::Tz>().is_err() {
        return Err(Error::invalid(
            "time_zone",
            Message::new("problem-not-a-choice").with("value", &new.time_zone),
        ));
    }
    let id: CompanyId = id::new();
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    diesel::insert_into(company::table)
        .values((
            (
                company::id.eq(id),
                company::code.eq(&new.code),
                company::name.eq(&new.name),
                company::legal_name.eq(&new.name),
                company::tax_number.eq(text(&new.tax_number)),
                company::registration_number.eq(""),
                company::currency.eq(&new.currency),
                company::country.eq(&new.country),
                company::street.eq(text(&new.street)),
                company::postal_code.eq(text(&new.postal_code)),
                company::city.eq(text(&new.city)),
                company::region.eq(""),
            ),
            (
                company::email.eq(""),
                company::phone.eq(""),
                company::bank_name.eq(""),
                company::bank_account.eq(""),
                company::time_zone.eq(&new.time_zone),
                company::language.eq(&new.language),
                company::fiscal_year_start_month.eq(1),
                company::tax_rounding.eq("line"),
                company::chart_source.eq(""),
                company::is_active.eq(true),
                company::version.eq(1),
                company::created_at.eq(tx.now),
            ),
        ))
        .execute(tx.conn)?;
    tx.record(Event::new(EventKind::CompanyCreated, Some(id), id).say("name", &new.name));
    Ok(id)
}
