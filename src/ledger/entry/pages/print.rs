//! The entry on paper, in the company's language: books are kept and filed in one, whoever prints them.
use crate::company::activity;
use crate::company::letterhead::Letterhead;
use crate::ids::JournalEntryId;
use crate::ids::Subject;
use crate::kernel::error::Result;
use crate::kernel::message::Value;
use crate::kernel::view::Cell;
use crate::kernel::view::DataTable;
use crate::kernel::view::PrintDocument;
use crate::kernel::view::PrintFact;
use crate::kernel::view::TableColumn;
use crate::kernel::view::TableRow;
use crate::kernel::view::Total;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::frame;
use crate::ledger::entry::FullEntry;
use crate::ledger::entry::JournalEntry;
use crate::ledger::entry::ReadLine;
use crate::ledger::entry::Standing;
use crate::ledger::entry::pages::show;
use crate::ledger::entry::queries;
use tenon_db::Conn;
use tenon_db::Money;

/// What the sheet says beside the entry itself.
struct Around {
    /// The number of the document it comes from; none for one posted by hand.
    document: Option<String>,
    reverses: Option<String>,
    reversed_by: Option<String>,
    /// Who posted it, as far as the log tells.
    posted_by: Option<String>,
}

impl Around {
    fn read(conn: &mut Conn, entry: &JournalEntry, full: &FullEntry) -> Result<Around> {
        let mut number = |id: Option<JournalEntryId>| {
            id.map(|id| queries::get(conn, id).map(|other| other.number))
                .transpose()
        };
        let (reverses, reversed_by) = (number(full.reverses_id)?, number(full.reversed_by_id)?);
        let document = match entry.origin().filter(|_| !entry.is_manual()) {
            Some(origin) => activity::queries::title(conn, origin)?,
            None => None,
        };
        Ok(Around {
            document,
            reverses,
            reversed_by,
            posted_by: queries::posted_by(conn, entry)?,
        })
    }
}

/// The print page, for whoever may see the entry.
pub(super) fn print(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (entry, full) = show::read(ctx, req.id()?)?;
    let around = ctx.read(|conn| Around::read(conn, &entry, &full))?;
    let paper = Letterhead::open(ctx, entry.company_id, "")?;
    let page = sheet(&entry, &full, &around, &paper);
    Ok(Reply::html(page.render(&frame::bare(ctx, &entry.number))))
}

fn sheet(entry: &JournalEntry, full: &FullEntry, around: &Around, paper: &Letterhead) -> PrintDocument {
    let standing = Standing::of(entry, full.reversed_by_id.is_some());
    PrintDocument {
        kind: paper.text("kind-journal-entry"),
        number: entry.number.clone(),
        facts: facts(entry, full, around, paper),
        intro: Some(entry.description.clone())
            .filter(|text| !text.is_empty())
            .into_iter()
            .collect(),
        lines: lines(full, paper),
        totals: totals(full, paper),
        terms: vec![posted(entry, around, paper)],
        stamp: match standing {
            Standing::Posted => String::new(),
            Standing::Reversed | Standing::Reversal => paper.text(standing.look().key),
        },
        back_url: Subject::from(entry.id).url(),
        // Nobody gets it by post.
        return_line: String::new(),
        ..paper.sheet()
    }
}

fn facts(entry: &JournalEntry, full: &FullEntry, around: &Around, paper: &Letterhead) -> Vec<PrintFact> {
    let fact = |key: &str, value: &str| (!value.is_empty()).then(|| PrintFact::new(paper.text(key), value));
    let date = paper.formats.date(entry.posting_date);
    let of = |number: &Option<String>| number.clone().unwrap_or_default();
    let facts = [
        fact("field-number", &entry.number),
        fact("field-posting-date", &date),
        fact("kind-journal", &full.journal),
        fact("column-document", &of(&around.document)),
        fact("entry-reverses", &of(&around.reverses)),
        fact("entry-reversed-by", &of(&around.reversed_by)),
    ];
    facts.into_iter().flatten().collect()
}

/// "Posted on 12 Jun 2026, 14:05 by Anna Berg"
fn posted(entry: &JournalEntry, around: &Around, paper: &Letterhead) -> String {
    let at = Value::from(paper.formats.date_time(entry.created_at.and_utc()));
    match &around.posted_by {
        Some(by) => paper.with("entry-print-posted-by", &[("at", at), ("by", Value::from(by))]),
        None => paper.with("entry-print-posted", &[("at", at)]),
    }
}

fn lines(full: &FullEntry, paper: &Letterhead) -> DataTable {
    let has_centers = full.lines.iter().any(|line| line.cost_center.is_some());
    let has_foreign = full.lines.iter().any(|line| line.currency != full.currency);
    let mut columns = vec![
        TableColumn::text(paper.text("column-account")),
        TableColumn::text(paper.text("column-description")),
    ];
    if has_centers {
        columns.push(TableColumn::text(paper.text("field-cost-center")));
    }
    columns.push(TableColumn::number(paper.text("column-debit")));
    columns.push(TableColumn::number(paper.text("column-credit")));
    if has_foreign {
        columns.push(TableColumn::number(paper.text("column-currency-amount")));
    }
    let row = |line: &ReadLine| {
        let amount = |amount: Money| match amount.is_zero() {
            true => Cell::Empty,
            false => Cell::money(paper.formats.amount_in(amount.to_decimal(), &full.currency)),
        };
        let about: Vec<&str> = [line.party_name.as_deref().unwrap_or(""), &line.description]
            .into_iter()
            .filter(|text| !text.is_empty())
            .collect();
        let mut cells = vec![
            Cell::text(format!("{} {}", line.account_code, line.account_name)),
            Cell::text(about.join(" · ")),
        ];
        if has_centers {
            cells.push(Cell::text(line.cost_center.clone().unwrap_or_default()));
        }
        cells.push(amount(line.debit));
        cells.push(amount(line.credit));
        if has_foreign {
            let foreign = Some(&line.currency).filter(|currency| **currency != full.currency);
            cells.push(foreign.map_or(Cell::Empty, |currency| {
                Cell::money(paper.formats.money(line.currency_amount.to_decimal(), currency))
            }));
        }
        TableRow::new(cells)
    };
    DataTable {
        columns,
        rows: full.lines.iter().map(row).collect(),
        ..DataTable::default()
    }
}

fn totals(full: &FullEntry, paper: &Letterhead) -> Vec<Total> {
    let sum = |amount: Money| paper.formats.money(amount.to_decimal(), &full.currency);
    vec![
        Total::new(
            paper.text("column-debit"),
            sum(full.lines.iter().map(|line| line.debit).sum()),
        ),
        Total::new(
            paper.text("column-credit"),
            sum(full.lines.iter().map(|line| line.credit).sum()),
        ),
    ]
}
