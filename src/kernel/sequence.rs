//! Document numbers, drawn in the lane and therefore without gaps where they are drawn at posting.
use crate::ids::CompanyId;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Result;
use crate::kernel::tx::Tx;
use chrono::Datelike;
use chrono::NaiveDate;
use diesel::prelude::*;
use tenon_schema::group_number;
use tenon_schema::number_series;

tenon_db::code_enum! {
    /// What is numbered. The first letters of the usual pattern are in [`SeriesKind::prefix`].
    pub enum SeriesKind {
        Quotation = "quotation",
        SalesOrder = "sales-order",
        Delivery = "delivery",
        Return = "return",
        GoodsReceipt = "goods-receipt",
        Invoice = "invoice",
        CreditNote = "credit-note",
        Payment = "payment",
        JournalEntry = "journal-entry",
    }
}

crate::input_from_str!(SeriesKind);

impl SeriesKind {
    /// What a fresh company's numbers begin with.
    pub fn prefix(self) -> &'static str {
        match self {
            SeriesKind::Quotation => "Q",
            SeriesKind::SalesOrder => "SO",
            SeriesKind::Delivery => "DN",
            SeriesKind::Return => "RT",
            SeriesKind::GoodsReceipt => "GR",
            SeriesKind::Invoice => "INV",
            SeriesKind::CreditNote => "CN",
            SeriesKind::Payment => "PAY",
            SeriesKind::JournalEntry => "JE",
        }
    }

    /// Drawn at posting, so without gaps; the others are numbered when first saved.
    pub fn is_gapless(self) -> bool {
        matches!(
            self,
            SeriesKind::Invoice | SeriesKind::CreditNote | SeriesKind::JournalEntry
        )
    }
}

/// Widest number, with its leading zeros.
pub const WIDTH_MAX: usize = 12;

/// `INV-{year}-{number:5}` with year and number filled in; `{number:5}` pads with zeros.
pub fn format_number(pattern: &str, year: i32, number: i64) -> String {
    let text = pattern
        .replace("{year}", &year.to_string())
        .replace("{yy}", &format!("{:02}", year % 100));
    let Some((before, rest)) = text.split_once("{number") else {
        return format!("{text}{number}");
    };
    let Some((width, after)) = rest.split_once('}') else {
        return format!("{text}{number}");
    };
    let width = width.trim_start_matches(':').parse().unwrap_or(0).min(WIDTH_MAX);
    format!("{before}{number:0width$}{after}")
}

/// The pattern a series starts with.
pub fn usual_pattern(kind: SeriesKind) -> String {
    format!("{}-{{year}}-{{number:5}}", kind.prefix())
}

/// Draws the next number of a company, kind and year of the document's date. The last act of a posting.
pub fn draw(tx: &mut Tx<'_>, company: CompanyId, kind: SeriesKind, date: NaiveDate) -> Result<String> {
    draw_many(tx, company, kind, date, 1).map(|mut numbers| numbers.pop().unwrap_or_default())
}

/// Draws the next number of what all companies share: parties. The first is `first`.
pub fn draw_shared(tx: &mut Tx<'_>, kind: &str, first: i64) -> Result<i64> {
    let drawn: i64 = diesel::insert_into(group_number::table)
        .values((group_number::kind.eq(kind), group_number::next_number.eq(first + 1)))
        .on_conflict(group_number::kind)
        .do_update()
        .set(group_number::next_number.eq(group_number::next_number + 1))
        .returning(group_number::next_number)
        .get_result(tx.conn)?;
    Ok(drawn - 1)
}

/// Draws several numbers in one statement.
pub fn draw_many(
    tx: &mut Tx<'_>,
    company: CompanyId,
    kind: SeriesKind,
    date: NaiveDate,
    count: i64,
) -> Result<Vec<String>> {
    let year = date.year();
    let series = number_series::table
        .filter(number_series::company_id.eq(company.raw()))
        .filter(number_series::kind.eq(kind.code()))
        .filter(number_series::year.eq(year));
    let drawn: Option<(i64, Option<i64>, String)> = diesel::update(series)
        .set(number_series::next_number.eq(number_series::next_number + count))
        .returning((
            number_series::next_number,
            number_series::last_number,
            number_series::pattern,
        ))
        .get_result(tx.conn)
        .optional()?;
    let (next, last, pattern) = match drawn {
        Some(drawn) => drawn,
        None => start(tx, company, kind, year, count)?,
    };
    if last.is_some_and(|last| next - 1 > last) {
        return Err(Error::Refused(
            Message::new("number-series-used-up").with("last", last.unwrap_or_default()),
        ));
    }
    Ok((next - count..next)
        .map(|number| format_number(&pattern, year, number))
        .collect())
}

/// A year's first document opens its series, with the pattern of the year before.
fn start(
    tx: &mut Tx<'_>,
    company: CompanyId,
    kind: SeriesKind,
    year: i32,
    count: i64,
) -> Result<(i64, Option<i64>, String)> {
    let before: Option<String> = number_series::table
        .filter(number_series::company_id.eq(company.raw()))
        .filter(number_series::kind.eq(kind.code()))
        .order(number_series::year.desc())
        .select(number_series::pattern)
        .first(tx.conn)
        .optional()?;
    let pattern = before
        .filter(|pattern| pattern.contains("{year}") || pattern.contains("{yy}"))
        .unwrap_or_else(|| usual_pattern(kind));
    diesel::insert_into(number_series::table)
        .values((
            number_series::id.eq(crate::kernel::id::next()),
            number_series::company_id.eq(company.raw()),
            number_series::kind.eq(kind.code()),
            number_series::year.eq(year),
            number_series::pattern.eq(&pattern),
            number_series::first_number.eq(1),
            number_series::next_number.eq(1 + count),
            number_series::last_number.eq(None::<i64>),
            number_series::version.eq(1),
        ))
        .execute(tx.conn)?;
    Ok((1 + count, None, pattern))
}

#[cfg(test)]
mod tests {
    use super::format_number;

    #[test]
    fn a_pattern_names_year_and_padded_number() {
        assert_eq!(format_number("INV-{year}-{number:5}", 2026, 42), "INV-2026-00042");
        assert_eq!(format_number("R{yy}/{number}", 2026, 1234), "R26/1234");
    }
}
