//! The general ledger: every account by period; one account line by line with running balance and documents.
use crate::ids::AccountId;
use crate::ids::Subject;
use crate::kernel::error::Result;
use crate::kernel::report;
use crate::kernel::report::Line;
use crate::kernel::report::Report;
use crate::kernel::report::column;
use crate::kernel::value::Kind;
use crate::kernel::value::Value;
use crate::kernel::view::FilterField;
use crate::kernel::view::Link;
use crate::kernel::view::Phone;
use crate::kernel::view::RowKind;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::ledger::account;
use crate::ledger::account::Account;
use crate::ledger::account::SEARCH_URL;
use crate::ledger::balance;
use crate::ledger::balance::BookLine;
use crate::ledger::balance::Place;
use crate::ledger::balance::queries::Book;
use crate::ledger::balance::queries::Of;
use crate::ledger::currency;
use crate::ledger::period;
use crate::permission::Permission::LedgerRead;
use chrono::NaiveDate;
use tenon_db::Money;

pub(super) const URL: &str = "/finance/general-ledger";
/// Lines of one part on the page; a file has all of them.
const LINES: i64 = 200;
const FILE_LINES: i64 = 100_000;

/// The days asked for.
#[derive(Debug, Clone, Copy)]
struct Days {
    from: NaiveDate,
    to: NaiveDate,
}

pub(super) fn show(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let to = report::day(ctx, req, "date", ctx.today())?;
    let from = report::day(ctx, req, "from", super::year_start(ctx, ctx.company.id, to)?)?;
    let days = Days { from, to };
    match req.query("account").parse::<i64>() {
        Ok(id) => of_account(ctx, req, AccountId::from(id), days),
        Err(_) => by_period(ctx, req, days),
    }
}

fn parameters(ctx: &Ctx, account: Option<&Account>, days: Days) -> Vec<FilterField> {
    let label = account.map(Account::label).unwrap_or_default();
    let id = account.map(|account| account.id.raw());
    vec![
        report::record_field(ctx, "account", SEARCH_URL, id, label),
        report::day_field(ctx, "from", days.from),
        report::last_day_field(ctx, "date", days.to),
    ]
}

/// What the lines of one account need.
struct Read {
    account: Account,
    currency: String,
    opening: Money,
    closing: Money,
    lines: Vec<BookLine>,
    next: Option<Place>,
}

fn read(ctx: &Ctx, req: &Req, id: AccountId, days: Days) -> Result<Read> {
    let after: Option<Place> = req.query("after").parse().ok();
    let limit = if report::is_file(req) { FILE_LINES } else { LINES };
    ctx.read(|conn| {
        let account = account::queries::get(conn, id)?;
        ctx.visible(LedgerRead, account.company_id)?;
        let part = Book {
            account: id,
            from: Some(days.from),
            to: days.to,
            descends: false,
            after,
            limit,
        };
        let mut lines = balance::queries::book(conn, &part)?;
        let most = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = lines.len() > most;
        lines.truncate(most);
        let opening = match (after, lines.first()) {
            (Some(_), Some(first)) => balance::queries::before(conn, id, first.place())?,
            _ => balance::queries::at(conn, id, days.from.pred_opt().unwrap_or(days.from))?,
        };
        Ok(Read {
            currency: currency::queries::of_company(conn, account.company_id)?.code,
            account,
            opening,
            closing: balance::queries::at(conn, id, days.to)?,
            next: lines.last().map(BookLine::place).filter(|_| more),
            lines,
        })
    })
}

fn of_account(ctx: &Ctx, req: &Req, id: AccountId, days: Days) -> Result<Reply> {
    let read = read(ctx, req, id, days)?;
    let money = |amount: Money| Value::Money(amount, read.currency.clone());
    let edge = |key: &str, day: NaiveDate, amount: Money| {
        let text = Value::text(ctx.text(key));
        let empty = [Value::Empty, Value::Empty];
        let mut values = vec![Value::Date(day)];
        values.extend(empty);
        values.extend([text, Value::Empty, Value::Empty, money(amount)]);
        Line::new(values).kind(RowKind::Subtotal)
    };
    let mut lines = vec![edge("column-opening", days.from, read.opening)];
    let mut balance = read.opening;
    for line in &read.lines {
        balance += line.net();
        lines.push(book_row(ctx, line, &read.currency, balance));
    }
    if read.next.is_none() {
        lines.push(edge("column-closing", days.to, read.closing).kind(RowKind::Total));
    }
    let shown = Report {
        name: "general-ledger",
        url: URL,
        subtitle: format!(
            "{} · {}",
            read.account.label(),
            super::subtitle(ctx, days.from, days.to)
        ),
        parameters: parameters(ctx, Some(&read.account), days),
        columns: vec![
            column("date", Kind::Date).phone(Phone::Date),
            column("number", Kind::Text).phone(Phone::Name),
            column("document", Kind::Text),
            column("description", Kind::Text).phone(Phone::Partner),
            column("debit", Kind::Decimal),
            column("credit", Kind::Decimal),
            column("balance", Kind::Decimal).phone(Phone::Amount),
        ],
        lines,
        next: read
            .next
            .map(|place| ("after".to_owned(), place.to_string()))
            .into_iter()
            .collect(),
        related: vec![Link::new(read.account.label(), read.account.url())],
        ..Report::default()
    };
    report::show(ctx, req, shown)
}

fn book_row(ctx: &Ctx, line: &BookLine, currency: &str, balance: Money) -> Line {
    let amount = |amount: Money| match amount.is_zero() {
        true => Value::Empty,
        false => Value::Money(amount, currency.to_owned()),
    };
    let entry = Subject::from(line.entry);
    let origin = line.origin.filter(|origin| *origin != entry);
    let document = |origin: Subject| Value::Link(ctx.text(&format!("kind-{}", origin.code())), origin.url());
    Line::new(vec![
        Value::Date(line.date),
        Value::Link(line.number.clone(), entry.url()),
        origin.map_or(Value::Empty, document),
        Value::text(line.text()),
        amount(line.debit),
        amount(line.credit),
        Value::Money(balance, currency.to_owned()),
    ])
}

/// Every account of the company worked in, by whole periods.
fn by_period(ctx: &Ctx, req: &Req, days: Days) -> Result<Reply> {
    let company = &ctx.company;
    ctx.visible(LedgerRead, company.id)?;
    let ids = [company.id.raw()];
    let (accounts, periods, openings, moved) = ctx.read(|conn| {
        let periods = period::queries::between(conn, &ids, days.from, days.to)?;
        let first = periods.first().map_or(days.from, |period| period.start_date);
        let last = periods.last().map_or(days.to, |period| period.end_date);
        let before = first.pred_opt().unwrap_or(first);
        let openings = balance::queries::between(conn, &Of::Companies(ids.to_vec()), None, before)?;
        let moved = balance::queries::by_period(conn, &ids, first, last)?;
        Ok((account::queries::chart(conn, company.id)?, periods, openings, moved))
    })?;
    let money = |amount: Money| Value::Money(amount, company.currency.clone());
    let mut lines = Vec::new();
    for account in accounts {
        let mut balance = openings.get(&account.id).copied().unwrap_or_default().net();
        let turned = periods.iter().filter_map(|period| {
            let turnover = moved.get(&(account.id, period.start_date))?;
            Some((period, *turnover))
        });
        let turned: Vec<_> = turned.collect();
        if turned.is_empty() && balance.is_zero() {
            continue;
        }
        let head = [
            Value::Link(account.code.clone(), account.url()),
            Value::text(&account.name),
            Value::text(ctx.text("column-opening")),
            Value::Empty,
            Value::Empty,
            money(balance),
        ];
        lines.push(Line::new(head.to_vec()).kind(RowKind::Group));
        for (period, turnover) in turned {
            balance += turnover.net();
            let book = format!(
                "{URL}?account={}&from={}&date={}",
                account.id, period.start_date, period.end_date
            );
            let row = [
                Value::text(&account.code),
                Value::text(&account.name),
                Value::Link(period.name.clone(), book),
                money(turnover.debit),
                money(turnover.credit),
                money(balance),
            ];
            lines.push(Line::new(row.to_vec()).level(1));
        }
    }
    let shown = Report {
        name: "general-ledger",
        url: URL,
        subtitle: format!("{} · {}", company.name, company.currency),
        parameters: parameters(ctx, None, days),
        columns: vec![
            column("code", Kind::Text).phone(Phone::Name),
            column("account", Kind::Text).phone(Phone::Partner),
            column("period", Kind::Text).phone(Phone::Date),
            column("debit", Kind::Decimal),
            column("credit", Kind::Decimal),
            column("balance", Kind::Decimal).phone(Phone::Amount),
        ],
        lines,
        notes: vec![ctx.text("ledger-whole-periods")],
        empty: super::nothing(ctx),
        ..Report::default()
    };
    report::show(ctx, req, shown)
}
