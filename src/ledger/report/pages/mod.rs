//! The pages, files and API rows of the ledger's reports. What is asked stands in the URL.
mod general;
mod journals;
mod trial;

use crate::ids::CompanyId;
use crate::kernel::error::Result;
use crate::kernel::report::ReportRows;
use crate::kernel::view::Empty;
use crate::kernel::web::Ctx;
use crate::kernel::web::Route;
use crate::kernel::web::ctx::CompanyFace;
use crate::kernel::web::get;
use crate::ledger::period;
use crate::permission::Permission::LedgerRead;
use chrono::Datelike;
use chrono::NaiveDate;

pub const ROUTES: &[Route] = &[
    get(trial::URL, LedgerRead, trial::show).gives::<ReportRows>(),
    get(general::URL, LedgerRead, general::show).gives::<ReportRows>(),
    get(journals::URL, LedgerRead, journals::show).gives::<ReportRows>(),
];

/// The companies a report looks at: the one worked in, or all the reader may when that was chosen.
fn companies(ctx: &Ctx) -> Vec<&CompanyFace> {
    let ids = ctx.reach(LedgerRead).companies();
    let within = ctx.companies.iter().filter(|company| ids.contains(&company.id.raw()));
    within.collect()
}

/// The first day of a company's fiscal year that a day falls in; the first of January outside of all years.
fn year_start(ctx: &Ctx, company: CompanyId, day: NaiveDate) -> Result<NaiveDate> {
    let year = ctx.read(|conn| period::queries::year_of_date(conn, company, day))?;
    Ok(year.map_or_else(|| january(day), |year| year.start_date))
}

/// Where a day's year begins that is no fiscal year.
fn january(day: NaiveDate) -> NaiveDate {
    NaiveDate::from_ymd_opt(day.year(), 1, 1).unwrap_or(day)
}

fn nothing(ctx: &Ctx) -> Option<Empty> {
    Some(Empty {
        icon: "scale",
        title: ctx.text("report-nothing"),
        text: ctx.text("report-nothing-text"),
        links: Vec::new(),
    })
}

/// "1 Jan 2026 – 15 Jun 2026 · Nordwerk GmbH, EUR"
fn subtitle(ctx: &Ctx, from: NaiveDate, to: NaiveDate) -> String {
    let names: Vec<String> = companies(ctx)
        .iter()
        .map(|company| format!("{} · {}", company.name, company.currency))
        .collect();
    let days = format!("{} – {}", ctx.formats.date(from), ctx.formats.date(to));
    format!("{days} · {}", names.join(" · "))
}
