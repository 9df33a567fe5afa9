//! Founding a company in one transaction.
use crate::catalog::unit;
use crate::company;
use crate::company::NewCompany;
use crate::ids::CompanyId;
use crate::ids::TaxCodeId;
use crate::inventory::warehouse;
use crate::inventory::warehouse::NewWarehouse;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Problem;
use crate::kernel::error::Result;
use crate::kernel::message::Language;
use crate::kernel::message::Messages;
use crate::kernel::translation::NameIn;
use crate::kernel::tx::Tx;
use crate::ledger::account;
use crate::ledger::account::AccountRole;
use crate::ledger::chart;
use crate::ledger::currency;
use crate::ledger::period;
use crate::ledger::tax;
use crate::ledger::tax::ComponentOf;
use crate::ledger::tax::NewTaxCode;
use crate::ledger::tax::NewTaxPosition;
use crate::ledger::tax::RateOf;
use crate::ledger::tax::RuleOf;
use crate::ledger::tax::TaxKind;
use crate::ledger::term;
use crate::ledger::term::InstalmentOf;
use crate::ledger::term::NewPaymentTerm;
use crate::permission::Permission;
use crate::setup::founding::Founding;
use crate::setup::founding::packs;
use crate::setup::founding::packs::CountryPack;
use crate::setup::founding::packs::StandardTax;
use crate::setup::founding::packs::TAX_CLASSES;
use chrono::NaiveDate;
use tenon_db::Percent;

/// Most fiscal years opened at once.
const YEARS_MAX: i32 = 40;
/// First fiscal years that are no slip of the finger.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2200;

/// Payment terms of a fresh group: code, name, in traditional and in simplified Chinese, days, discount for payment within so
/// many days.
type UsualTerms = (&'static str, [&'static str; 3], i32, Option<(i64, i32)>);
const TERMS: &[UsualTerms] = &[
    ("NOW", ["Due at once", "立即付款", "立即付款"], 0, None),
    ("N14", ["14 days net", "14 天內付清", "14 天内付清"], 14, None),
    ("N30", ["30 days net", "30 天內付清", "30 天内付清"], 30, None),
    ("N60", ["60 days net", "60 天內付清", "60 天内付清"], 60, None),
    (
        "S14",
        [
            "14 days 2 % discount, 30 days net",
            "14 天內付款折扣 2%，30 天內付清",
            "14 天内付款折扣 2%，30 天内付清",
        ],
        30,
        Some((2, 14)),
    ),
];

/// Founds a company: it can take orders and post afterwards.
pub fn found(tx: &mut Tx<'_>, new: &Founding) -> Result<CompanyId> {
    require_everywhere(tx)?;
    let Some(pack) = packs::find(&new.country) else {
        let message = Message::new("problem-not-a-choice").with("value", &new.country);
        return Err(Error::invalid("country", message));
    };
    currency::standard::ensure(tx)?;
    unit::ops::ensure_standard(tx)?;
    let face = face(new, pack);
    check(tx, new, &face)?;
    let month = u32::try_from(face.fiscal_year_start_month).unwrap_or(1);
    let company = company::ops::create(tx, &face)?;
    chart::ops::install(tx, company, new.chart.as_deref().unwrap_or(pack.chart))?;
    for year in new.first_year..new.first_year + new.year_count {
        let start = day((year, month, 1))?;
        period::ops::create_year(tx, company, None, start)?;
    }
    create_taxes(tx, company, pack)?;
    ensure_terms(tx, company)?;
    open_warehouse(tx, company, &face)?;
    Ok(company)
}

/// A company that is none yet is reached only by who holds the permission in all companies.
fn require_everywhere(tx: &Tx<'_>) -> Result<()> {
    if tx.actor.may(Permission::CompanyEdit, CompanyId::from(0)) {
        Ok(())
    } else {
        Err(Error::Forbidden(Permission::CompanyEdit))
    }
}

/// Everything that is wrong with it, at once.
fn check(tx: &mut Tx<'_>, new: &Founding, face: &NewCompany) -> Result<()> {
    let mut problems = Vec::new();
    let mut choice = |is_known: bool, field: &str, value: &str| {
        if !is_known {
            let message = Message::new("problem-not-a-choice").with("value", value);
            problems.push(Problem::new(field, message));
        }
    };
    let currencies = currency::queries::choices(tx.conn)?;
    let is_currency = currencies.iter().any(|(code, _)| *code == face.currency);
    choice(is_currency, "currency", &face.currency);
    let is_chart = new.chart.as_deref().is_none_or(|code| chart::find(code).is_some());
    choice(is_chart, "chart", new.chart.as_deref().unwrap_or_default());
    let is_language = Language::from_code(&face.language).is_some();
    choice(is_language, "language", &face.language);
    let month = face.fiscal_year_start_month;
    choice((1..=12).contains(&month), "fiscal_year_start_month", &month.to_string());
    if !YEARS.contains(&new.first_year) {
        let message = Message::new("problem-not-a-date").with("value", i64::from(new.first_year));
        problems.push(Problem::new("first_year", message));
    }
    if !(1..=YEARS_MAX).contains(&new.year_count) {
        let message = Message::new("fiscal-years-count").with("max", i64::from(YEARS_MAX));
        problems.push(Problem::new("year_count", message));
    }
    if problems.is_empty() {
        Ok(())
    } else {
        Err(Error::Invalid(problems))
    }
}

fn face(new: &Founding, pack: &CountryPack) -> NewCompany {
    let or = |value: &Option<String>, usual: &str| value.clone().unwrap_or_else(|| usual.to_owned());
    NewCompany {
        code: new.code.clone(),
        name: new.name.clone(),
        currency: or(&new.currency, pack.currency),
        country: new.country.clone(),
        street: new.street.clone(),
        postal_code: new.postal_code.clone(),
        city: new.city.clone(),
        tax_number: new.tax_number.clone(),
        time_zone: pack.time_zone.to_owned(),
        language: or(&new.language, pack.language),
        fiscal_year_start_month: new.fiscal_year_start_month.unwrap_or(1),
    }
}

fn day((year, month, day): (i32, u32, u32)) -> Result<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, day).ok_or_else(|| {
        Error::invalid(
            "first_year",
            Message::new("problem-not-a-date").with("value", i64::from(year)),
        )
    })
}

/// The country's taxes, with a position at home (the usual one: made first) and one for exports.
fn create_taxes(tx: &mut Tx<'_>, company: CompanyId, pack: &CountryPack) -> Result<()> {
    let account_id = account::queries::roles(tx.conn, company)?.get(AccountRole::TaxPayable)?;
    let mut codes: Vec<(&StandardTax, TaxCodeId)> = Vec::new();
    for one in pack.taxes {
        let rate = RateOf {
            start_date: day(one.start_date)?,
            rate_percent: Percent::whole(one.rate_percent),
        };
        let component = ComponentOf {
            name: one.name.to_owned(),
            account_id,
            is_compound: false,
            rates: vec![rate],
        };
        let code = NewTaxCode {
            company_id: Some(company),
            code: one.code.to_owned(),
            name: one.name.to_owned(),
            kind: TaxKind::Sale,
            is_inclusive: false,
            note_on_invoice: Some(one.note.to_owned()),
            components: vec![component],
        };
        codes.push((one, tax::ops::create(tx, company, &code)?));
    }
    let rule = |class: &str, id: TaxCodeId| RuleOf {
        tax_class: class.to_owned(),
        tax_code_id: id,
    };
    let home = codes.iter().filter(|(one, _)| !one.class.is_empty());
    let home = home.map(|(one, id)| rule(one.class, *id)).collect();
    create_position(tx, company, ("HOME", "Domestic"), home)?;
    let export = codes.iter().find(|(one, _)| one.class.is_empty());
    let abroad = export
        .into_iter()
        .flat_map(|(_, id)| TAX_CLASSES.iter().map(|class| rule(class, *id)));
    create_position(tx, company, ("EXPORT", "Export"), abroad.collect())
}

fn create_position(tx: &mut Tx<'_>, company: CompanyId, (code, name): (&str, &str), rules: Vec<RuleOf>) -> Result<()> {
    let position = NewTaxPosition {
        company_id: Some(company),
        code: code.to_owned(),
        name: name.to_owned(),
        rules,
    };
    tax::position::ops::create(tx, company, &position).map(|_| ())
}

/// The usual payment terms, when the group has none yet.
fn ensure_terms(tx: &mut Tx<'_>, company: CompanyId) -> Result<()> {
    if !term::queries::choices(tx.conn)?.is_empty() {
        return Ok(());
    }
    for (code, [name, traditional, simplified], day_count, discount) in TERMS {
        let instalment = InstalmentOf {
            share_percent: Percent::HUNDRED,
            day_count: *day_count,
            is_end_of_month: false,
        };
        let term = NewPaymentTerm {
            code: (*code).to_owned(),
            name: (*name).to_owned(),
            discount_percent: discount.map(|(percent, _)| Percent::whole(percent)),
            discount_days: discount.map(|(_, days)| days),
            instalments: vec![instalment],
            names: [
                (Language::TraditionalChinese, traditional),
                (Language::SimplifiedChinese, simplified),
            ]
            .map(|(language, name)| NameIn {
                language: language.code().to_owned(),
                name: Some((*name).to_owned()),
            })
            .into(),
        };
        term::ops::create(tx, company, &term)?;
    }
    Ok(())
}

/// The first warehouse, at the company's address, named in its language.
fn open_warehouse(tx: &mut Tx<'_>, company: CompanyId, face: &NewCompany) -> Result<()> {
    let words = Messages::get(Language::from_code(&face.language).unwrap_or_default());
    let warehouse = NewWarehouse {
        company_id: Some(company),
        code: "MAIN".to_owned(),
        name: words.text("warehouse-name-first"),
        valuation_area_id: None,
        street: face.street.clone(),
        postal_code: face.postal_code.clone(),
        city: face.city.clone(),
        country: None,
        allows_negative: false,
    };
    warehouse::ops::create(tx, &warehouse).map(|_| ())
}
