//! The journal report: the entries of a journal in order, each with its lines and its document.
use crate::ids::JournalEntryId;
use crate::ids::JournalId;
use crate::ids::Subject;
use crate::kernel::error::Result;
use crate::kernel::report;
use crate::kernel::report::Line;
use crate::kernel::report::Report;
use crate::kernel::report::column;
use crate::kernel::value::Kind;
use crate::kernel::value::Value;
use crate::kernel::view::Phone;
use crate::kernel::view::RowKind;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::ledger::journal;
use crate::ledger::report::JournalLine;
use crate::ledger::report::JournalRow;
use crate::ledger::report::queries;
use crate::ledger::report::queries::Journals;
use chrono::Datelike;
use chrono::NaiveDate;
use std::collections::BTreeMap;
use tenon_db::Money;

pub(super) const URL: &str = "/finance/journal-report";
/// Entries of one part on the page, and of one file.
const ENTRIES: i64 = 100;
const FILE_ENTRIES: i64 = 10_000;

/// Day and id of the entry to go on from.
fn place(text: &str) -> Option<(NaiveDate, i64)> {
    let (date, id) = text.split_once('~')?;
    Some((date.parse().ok()?, id.parse().ok()?))
}

pub(super) fn show(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let to = report::day(ctx, req, "date", ctx.today())?;
    let from = report::day(ctx, req, "from", to.with_day(1).unwrap_or(to))?;
    let companies: Vec<i64> = super::companies(ctx).iter().map(|company| company.id.raw()).collect();
    let asked = Journals {
        companies: companies.clone(),
        journal: req.query("journal").parse::<i64>().ok().map(JournalId::from),
        from,
        to,
        after: place(req.query("after")),
        limit: if report::is_file(req) { FILE_ENTRIES } else { ENTRIES },
    };
    let (mut entries, lines, journals) = ctx.read(|conn| {
        let entries = queries::entries(conn, &asked)?;
        let ids: Vec<JournalEntryId> = entries.iter().map(|entry| entry.id).collect();
        let lines = queries::lines(conn, &ids)?;
        Ok((entries, lines, journal::queries::choices(conn, &companies)?))
    })?;
    let most = usize::try_from(asked.limit).unwrap_or(usize::MAX);
    let more = entries.len() > most;
    entries.truncate(most);
    let next = entries
        .last()
        .filter(|_| more)
        .map(|entry| format!("{}~{}", entry.date, entry.id));
    let options: Vec<(String, String)> = journals.iter().map(|row| (row.id.to_string(), row.label())).collect();
    let shown = Report {
        name: "journal-report",
        url: URL,
        subtitle: super::subtitle(ctx, from, to),
        parameters: vec![
            report::choice_field(ctx, "journal", req.query("journal"), &options, true),
            report::day_field(ctx, "from", from),
            report::last_day_field(ctx, "date", to),
        ],
        columns: vec![
            column("number", Kind::Text).phone(Phone::Name),
            column("date", Kind::Date).phone(Phone::Date),
            column("journal", Kind::Text),
            column("account", Kind::Text).phone(Phone::Partner),
            column("description", Kind::Text),
            column("debit", Kind::Decimal),
            column("credit", Kind::Decimal).phone(Phone::Amount),
        ],
        lines: rows(ctx, &entries, lines),
        next: next.map(|place| ("after".to_owned(), place)).into_iter().collect(),
        empty: super::nothing(ctx),
        ..Report::default()
    };
    report::show(ctx, req, shown)
}

/// A head for each entry with its document, then its lines.
fn rows(ctx: &Ctx, entries: &[JournalRow], lines: Vec<JournalLine>) -> Vec<Line> {
    let mut of_entry: BTreeMap<JournalEntryId, Vec<JournalLine>> = BTreeMap::new();
    for line in lines {
        of_entry.entry(line.entry).or_default().push(line);
    }
    let mut rows = Vec::new();
    for entry in entries {
        let company = ctx.company_of(entry.company);
        let currency = company.map(|company| company.currency.clone()).unwrap_or_default();
        rows.push(head(ctx, entry));
        let of_this = of_entry.remove(&entry.id).unwrap_or_default();
        rows.extend(of_this.into_iter().map(|line| row(entry, line, &currency)));
    }
    rows
}

fn head(ctx: &Ctx, entry: &JournalRow) -> Line {
    let subject = Subject::from(entry.id);
    let origin = entry.origin.filter(|origin| *origin != subject);
    let document = |origin: Subject| Value::Link(ctx.text(&format!("kind-{}", origin.code())), origin.url());
    Line::new(vec![
        Value::Link(entry.number.clone(), subject.url()),
        Value::Date(entry.date),
        Value::text(&entry.journal),
        origin.map_or(Value::Empty, document),
        Value::text(&entry.description),
        Value::Empty,
        Value::Empty,
    ])
    .kind(RowKind::Group)
}

fn row(entry: &JournalRow, line: JournalLine, currency: &str) -> Line {
    let amount = |amount: Money| match amount.is_zero() {
        true => Value::Empty,
        false => Value::Money(amount, currency.to_owned()),
    };
    let about = line.party.unwrap_or(line.description);
    let account = format!("{} {}", line.account_code, line.account_name);
    Line::new(vec![
        Value::text(&entry.number),
        Value::Date(entry.date),
        Value::text(&entry.journal),
        Value::Link(account, Subject::from(line.account).url()),
        Value::text(about),
        amount(line.debit),
        amount(line.credit),
    ])
    .level(1)
}
