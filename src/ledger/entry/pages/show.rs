//! An entry's page: its lines, the document it comes from, the entry that takes it back.
use crate::company::activity;
use crate::ids::JournalEntryId;
use crate::ids::Subject;
use crate::kernel::error::Result;
use crate::kernel::value::Value;
use crate::kernel::view::Action;
use crate::kernel::view::Cell;
use crate::kernel::view::DataTable;
use crate::kernel::view::Fact;
use crate::kernel::view::Link;
use crate::kernel::view::ObjectPage;
use crate::kernel::view::PeekPart;
use crate::kernel::view::Section;
use crate::kernel::view::SectionBody;
use crate::kernel::view::TableColumn;
use crate::kernel::view::TableRow;
use crate::kernel::view::Total;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::answer;
use crate::kernel::web::frame;
use crate::ledger::account::pages::origin;
use crate::ledger::currency;
use crate::ledger::entry::FullEntry;
use crate::ledger::entry::JournalEntry;
use crate::ledger::entry::ReadLine;
use crate::ledger::entry::Standing;
use crate::ledger::entry::queries;
use crate::ledger::journal;
use crate::permission::Permission::LedgerPost;
use crate::permission::Permission::LedgerRead;
use tenon_db::Money;

/// Lines of a peek.
const PEEK_LINES: usize = 12;

/// An entry and everything its page names, from one snapshot.
pub(super) fn read(ctx: &Ctx, id: JournalEntryId) -> Result<(JournalEntry, FullEntry)> {
    ctx.read(|conn| {
        let entry = queries::get(conn, id)?;
        ctx.visible(LedgerRead, entry.company_id)?;
        let full = FullEntry {
            id,
            company_id: entry.company_id,
            number: entry.number.clone(),
            posting_date: entry.posting_date,
            description: entry.description.clone(),
            journal: journal::queries::get(conn, entry.journal_id)?.name,
            currency: currency::queries::of_company(conn, entry.company_id)?.code,
            total_amount: entry.total_amount,
            origin_kind: entry.origin_kind.clone(),
            origin_id: entry.origin_id,
            reverses_id: entry.reverses_id,
            reversed_by_id: queries::reversal_of(conn, id)?,
            lines: queries::lines(conn, id)?,
        };
        Ok((entry, full))
    })
}

pub(super) fn show(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: JournalEntryId = req.id()?;
    let (entry, full) = read(ctx, id)?;
    if req.is_api() {
        return Reply::json(&full);
    }
    if req.part() == "peek" {
        return Ok(Reply::html(peek(ctx, &entry, &full).render(&frame::bare(ctx, ""))));
    }
    let standing = Standing::of(&entry, full.reversed_by_id.is_some());
    let may_reverse = standing == Standing::Posted && entry.is_manual();
    let reverse = Action::get(
        ctx.text("action-reverse"),
        "undo-2",
        format!("{}/{id}/reverse", super::URL),
    );
    let page = ObjectPage {
        title: entry.number.clone(),
        status: Some(standing.look().status(ctx.messages)),
        subtitle: format!("{} · {}", ctx.text("kind-journal-entry"), entry.description),
        version: "1".to_owned(),
        primary: Some(reverse).filter(|_| may_reverse && ctx.actor.may(LedgerPost, entry.company_id)),
        print_url: Some(format!("{}/{id}/print", super::URL)),
        facts: facts(ctx, &entry, &full),
        sections: vec![Section::new(
            "lines",
            ctx.text("field-lines"),
            SectionBody::Lines {
                table: lines(ctx, &full, usize::MAX),
                totals: totals(ctx, &full),
            },
        )],
        ..ObjectPage::default()
    };
    let page = activity::attach(ctx, page, id.into(), Some(entry.company_id))?;
    answer::object(ctx, req, page, super::PLACE.crumbs(ctx, &entry.number))
}

fn facts(ctx: &Ctx, entry: &JournalEntry, full: &FullEntry) -> Vec<Fact> {
    let company = ctx.company_of(entry.company_id).map(|company| company.name.clone());
    let mut facts = vec![
        Fact::text(ctx.text("field-posting-date"), ctx.formats.date(entry.posting_date)),
        Fact::text(ctx.text("kind-journal"), full.journal.as_str()),
        Fact::new(
            ctx.text("column-document"),
            origin(ctx, entry.origin(), entry.id.into()),
        ),
        Fact::text(
            ctx.text("column-total"),
            ctx.formats.money(entry.total_amount.to_decimal(), &full.currency),
        ),
        Fact::text(ctx.text("field-company"), company.unwrap_or_default()),
    ];
    let other = |key: &str, id: JournalEntryId| {
        Fact::link(ctx.text(key), ctx.text("kind-journal-entry"), Subject::from(id).url())
    };
    facts.extend(full.reverses_id.map(|id| other("entry-reverses", id)));
    facts.extend(full.reversed_by_id.map(|id| other("entry-reversed-by", id)));
    facts
}

fn lines(ctx: &Ctx, full: &FullEntry, most: usize) -> DataTable {
    let has_foreign = full.lines.iter().any(|line| line.currency != full.currency);
    let mut columns = vec![
        TableColumn::text(ctx.text("column-account")),
        TableColumn::text(ctx.text("column-description")),
        TableColumn::text(ctx.text("field-cost-center")),
        TableColumn::number(ctx.text("column-debit")),
        TableColumn::number(ctx.text("column-credit")),
    ];
    if has_foreign {
        columns.push(TableColumn::number(ctx.text("column-currency-amount")));
    }
    let rows = full
        .lines
        .iter()
        .take(most)
        .map(|line| row(ctx, line, &full.currency, has_foreign));
    DataTable {
        columns,
        rows: rows.collect(),
        ..DataTable::default()
    }
}

fn row(ctx: &Ctx, line: &ReadLine, currency: &str, has_foreign: bool) -> TableRow {
    let amount = |amount: Money, currency: &str| match amount.is_zero() {
        true => Cell::Empty,
        false => Value::Money(amount, currency.to_owned()).cell(ctx.messages, &ctx.formats),
    };
    let about = match (line.party_id, &line.party_name) {
        (Some(party), Some(name)) => Cell::Links(vec![Link::new(name, Subject::from(party).url())]),
        _ => Cell::text(line.description.as_str()),
    };
    let account = format!("{} {}", line.account_code, line.account_name);
    let mut cells = vec![
        Cell::link(account, Subject::from(line.account_id).url()),
        about,
        Cell::text(line.cost_center.clone().unwrap_or_default()),
        amount(line.debit, currency),
        amount(line.credit, currency),
    ];
    if has_foreign {
        let text = ctx.formats.money(line.currency_amount.to_decimal(), &line.currency);
        cells.push(if line.currency == currency {
            Cell::Empty
        } else {
            Cell::number(text)
        });
    }
    TableRow::new(cells)
}

fn totals(ctx: &Ctx, full: &FullEntry) -> Vec<Total> {
    let sum = |amount: Money| ctx.formats.money(amount.to_decimal(), &full.currency);
    vec![
        Total::new(
            ctx.text("column-debit"),
            sum(full.lines.iter().map(|line| line.debit).sum()),
        ),
        Total::new(
            ctx.text("column-credit"),
            sum(full.lines.iter().map(|line| line.credit).sum()),
        ),
    ]
}

fn peek(ctx: &Ctx, entry: &JournalEntry, full: &FullEntry) -> PeekPart {
    PeekPart {
        kind: ctx.text("kind-journal-entry"),
        title: entry.number.clone(),
        status: Some(
            Standing::of(entry, full.reversed_by_id.is_some())
                .look()
                .status(ctx.messages),
        ),
        facts: facts(ctx, entry, full),
        lines_title: ctx.text("field-lines"),
        lines: Some(lines(ctx, full, PEEK_LINES)),
        open: Link::new(ctx.text("action-open"), Subject::from(entry.id).url()),
        ..PeekPart::default()
    }
}
