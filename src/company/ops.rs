//! Companies: an accounting unit with its own books.
use crate::company::Company;
use crate::company::EditCompany;
use crate::company::NewCompany;
use crate::company::TAX_ROUNDINGS;
use crate::company::queries;
use crate::event::Event;
use crate::event::EventKind;
use crate::ids::CompanyId;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Problem;
use crate::kernel::error::Result;
use crate::kernel::id;
use crate::kernel::message::Language;
use crate::kernel::search;
use crate::kernel::search::Entry;
use crate::kernel::tx::Tx;
use crate::permission::Permission;
use diesel::prelude::*;
use tenon_schema::company;
use tenon_schema::currency;

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
    tx.conn.later(&diesel::insert_into(company::table).values((
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
            company::fiscal_year_start_month.eq(new.fiscal_year_start_month),
            company::tax_rounding.eq("line"),
            company::chart_source.eq(""),
            company::is_active.eq(true),
            company::version.eq(1),
            company::created_at.eq(tx.now),
        ),
    )))?;
    index(tx, id, &new.name, &new.code)?;
    tx.record(Event::new(EventKind::CompanyCreated, Some(id), id).say("name", &new.name));
    Ok(id)
}

fn index(tx: &mut Tx<'_>, id: CompanyId, name: &str, code: &str) -> Result<()> {
    let entry = Entry {
        subject: id.into(),
        company: Some(id),
        owner: None,
        title: name,
        subtitle: code,
        words: "",
    };
    search::put(tx.conn, &entry)
}

/// Everything that is wrong with an edited company, at once.
fn check(tx: &mut Tx<'_>, old: &Company, edit: &EditCompany) -> Result<()> {
    let mut problems = Vec::new();
    let choice =
        |field: &str, value: &str| Problem::new(field, Message::new("problem-not-a-choice").with("value", value));
    let holder: Option<CompanyId> = company::table
        .filter(company::code.eq(&edit.code))
        .select(company::id)
        .first(tx.conn)
        .optional()?;
    if holder.is_some_and(|holder| holder != old.id) {
        problems.push(Problem::new(
            "code",
            Message::new("company-code-taken").with("code", &edit.code),
        ));
    }
    if edit.country.len() != 2 || !edit.country.chars().all(|letter| letter.is_ascii_uppercase()) {
        problems.push(choice("country", &edit.country));
    }
    if edit.time_zone.parse::<chrono_tz::Tz>().is_err() {
        problems.push(choice("time_zone", &edit.time_zone));
    }
    if Language::from_code(&edit.language).is_none() {
        problems.push(choice("language", &edit.language));
    }
    if TAX_ROUNDINGS.iter().all(|(code, _)| *code != edit.tax_rounding) {
        problems.push(choice("tax_rounding", &edit.tax_rounding));
    }
    if !(1..=12).contains(&edit.fiscal_year_start_month) {
        problems.push(choice(
            "fiscal_year_start_month",
            &edit.fiscal_year_start_month.to_string(),
        ));
    }
    let known: i64 = currency::table
        .filter(currency::code.eq(&edit.currency))
        .count()
        .get_result(tx.conn)?;
    if known == 0 {
        problems.push(choice("currency", &edit.currency));
    }
    let has_posted = queries::has_posted(tx.conn, old.id)?;
    if has_posted && edit.currency != old.currency {
        problems.push(Problem::new("currency", Message::new("company-has-posted")));
    }
    if has_posted && edit.fiscal_year_start_month != old.fiscal_year_start_month {
        problems.push(Problem::new(
            "fiscal_year_start_month",
            Message::new("company-has-posted"),
        ));
    }
    if problems.is_empty() {
        Ok(())
    } else {
        Err(Error::Invalid(problems))
    }
}

/// Changes the face of a company. Documents posted before keep the one they were posted with.
pub fn update(tx: &mut Tx<'_>, id: CompanyId, version: i32, edit: &EditCompany) -> Result<()> {
    tx.require_on(Permission::CompanyRead, Permission::CompanyEdit, id)?;
    let old = queries::get(tx.conn, id)?;
    check(tx, &old, edit)?;
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let changed = diesel::update(company::table.find(id).filter(company::version.eq(version)))
        .set((
            (
                company::code.eq(&edit.code),
                company::name.eq(&edit.name),
                company::legal_name.eq(&edit.legal_name),
                company::tax_number.eq(text(&edit.tax_number)),
                company::registration_number.eq(text(&edit.registration_number)),
                company::currency.eq(&edit.currency),
                company::country.eq(&edit.country),
                company::street.eq(text(&edit.street)),
                company::postal_code.eq(text(&edit.postal_code)),
                company::city.eq(text(&edit.city)),
                company::region.eq(text(&edit.region)),
            ),
            (
                company::email.eq(text(&edit.email)),
                company::phone.eq(text(&edit.phone)),
                company::bank_name.eq(text(&edit.bank_name)),
                company::bank_account.eq(text(&edit.bank_account)),
                company::time_zone.eq(&edit.time_zone),
                company::language.eq(&edit.language),
                company::fiscal_year_start_month.eq(edit.fiscal_year_start_month),
                company::tax_rounding.eq(&edit.tax_rounding),
                company::version.eq(version + 1),
            ),
        ))
        .execute(tx.conn)?;
    tx.stale_unless(changed, id)?;
    index(tx, id, &edit.name, &edit.code)?;
    tx.record(changes(&old, edit));
    Ok(())
}

fn changes(old: &Company, edit: &EditCompany) -> Event {
    let (before, text) = (old.as_command(), |value: &Option<String>| {
        value.clone().unwrap_or_default()
    });
    Event::new(EventKind::CompanyChanged, Some(old.id), old.id)
        .say("name", &edit.name)
        .change("code", &before.code, &edit.code)
        .change("name", &before.name, &edit.name)
        .change("legal_name", &before.legal_name, &edit.legal_name)
        .change("tax_number", text(&before.tax_number), text(&edit.tax_number))
        .change(
            "registration_number",
            text(&before.registration_number),
            text(&edit.registration_number),
        )
        .change("country", &before.country, &edit.country)
        .change("street", text(&before.street), text(&edit.street))
        .change("postal_code", text(&before.postal_code), text(&edit.postal_code))
        .change("city", text(&before.city), text(&edit.city))
        .change("region", text(&before.region), text(&edit.region))
        .change("email", text(&before.email), text(&edit.email))
        .change("phone", text(&before.phone), text(&edit.phone))
        .change("bank_name", text(&before.bank_name), text(&edit.bank_name))
        .change("bank_account", text(&before.bank_account), text(&edit.bank_account))
        .change("time_zone", &before.time_zone, &edit.time_zone)
        .change("language", &before.language, &edit.language)
        .change("currency", &before.currency, &edit.currency)
        .change(
            "fiscal_year_start_month",
            before.fiscal_year_start_month,
            edit.fiscal_year_start_month,
        )
        .change("tax_rounding", &before.tax_rounding, &edit.tax_rounding)
}
