//! An account's page: what it is, its balance at a date, and its book line by line, newest first.
use crate::company::activity;
use crate::ids::AccountId;
use crate::ids::Subject;
use crate::kernel::error::Result;
use crate::kernel::report;
use crate::kernel::value::Value;
use crate::kernel::view::Action;
use crate::kernel::view::Cell;
use crate::kernel::view::DataTable;
use crate::kernel::view::Fact;
use crate::kernel::view::ObjectPage;
use crate::kernel::view::Phone;
use crate::kernel::view::Section;
use crate::kernel::view::SectionBody;
use crate::kernel::view::TableColumn;
use crate::kernel::view::TableRow;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::answer;
use crate::kernel::web::master;
use crate::ledger::account::Account;
use crate::ledger::account::AccountRole;
use crate::ledger::account::queries;
use crate::ledger::balance;
use crate::ledger::balance::BookLine;
use crate::ledger::balance::Place;
use crate::ledger::balance::queries::Book;
use crate::ledger::currency;
use crate::permission::Permission::AccountEdit;
use crate::permission::Permission::LedgerRead;
use chrono::NaiveDate;
use tenon_db::Money;

/// Lines on one page.
const LINES: i64 = 50;

/// What the page shows, read from one snapshot.
struct Shown {
    account: Account,
    currency: String,
    roles: Vec<AccountRole>,
    date: NaiveDate,
    balance: Money,
    lines: Vec<BookLine>,
    /// The balance after the first line shown.
    top: Money,
    older: Option<Place>,
}

pub(super) fn show(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: AccountId = req.id()?;
    if req.is_api() {
        let account = ctx.read(|conn| queries::get(conn, id))?;
        ctx.visible(LedgerRead, account.company_id)?;
        return Reply::json(&account);
    }
    let date = report::day(ctx, req, "date", ctx.today())?;
    let shown = read(ctx, id, date, req.query("before").parse().ok())?;
    let account = &shown.account;
    let may_edit = ctx.actor.may(AccountEdit, account.company_id);
    let page = ObjectPage {
        actions: vec![Action::get(
            ctx.text("report-general-ledger"),
            "book-open",
            format!("/finance/general-ledger?account={id}"),
        )],
        facts: facts(ctx, &shown),
        sections: vec![book(ctx, &shown)],
        ..master::page(ctx, &super::head_of(account), may_edit)
    };
    let page = activity::attach(ctx, page, id.into(), Some(account.company_id))?;
    answer::object(ctx, req, page, super::PLACE.crumbs(ctx, &account.label()))
}

fn read(ctx: &Ctx, id: AccountId, date: NaiveDate, after: Option<Place>) -> Result<Shown> {
    ctx.read(|conn| {
        let account = queries::get(conn, id)?;
        ctx.visible(LedgerRead, account.company_id)?;
        let currency = currency::queries::of_company(conn, account.company_id)?.code;
        let part = Book {
            account: id,
            from: None,
            to: date,
            descends: true,
            after,
            limit: LINES,
        };
        let mut lines = balance::queries::book(conn, &part)?;
        let more = lines.len() > usize::try_from(LINES).unwrap_or(usize::MAX);
        lines.truncate(usize::try_from(LINES).unwrap_or(usize::MAX));
        let balance = balance::queries::at(conn, id, date)?;
        let top = match after {
            Some(place) => balance::queries::before(conn, id, place)?,
            None => balance,
        };
        let last = lines.last().map(BookLine::place);
        Ok(Shown {
            roles: queries::roles_of(conn, id)?,
            account,
            currency,
            date,
            balance,
            lines,
            top,
            older: last.filter(|_| more),
        })
    })
}

fn facts(ctx: &Ctx, shown: &Shown) -> Vec<Fact> {
    let account = &shown.account;
    let company = ctx.company_name(account.company_id);
    let amount = ctx.formats.money(shown.balance.to_decimal(), &shown.currency);
    let at = ctx.say_with("balance-at", &[("date", shown.date.into())]);
    let roles: Vec<String> = shown.roles.iter().map(|role| ctx.text(&role.message_key())).collect();
    let mut facts = vec![
        Fact::new(at, Cell::Strong(amount)),
        Fact::text(ctx.text("field-kind"), ctx.text(account.kind.message_key())),
        Fact::text(ctx.text("field-control"), ctx.text(account.control.message_key())),
        Fact::text(ctx.text("field-company"), company),
    ];
    if !roles.is_empty() {
        facts.push(Fact::text(ctx.text("account-roles"), ctx.messages.joined(&roles)));
    }
    facts
}

fn book(ctx: &Ctx, shown: &Shown) -> Section {
    let mut balance = shown.top;
    let mut rows = Vec::new();
    for line in &shown.lines {
        rows.push(row(ctx, line, balance, &shown.currency));
        balance -= line.net();
    }
    let table = DataTable {
        columns: vec![
            TableColumn::text(ctx.text("column-date")).phone(Phone::Date),
            TableColumn::text(ctx.text("column-number")).phone(Phone::Name),
            TableColumn::text(ctx.text("column-document")),
            TableColumn::text(ctx.text("column-description")).phone(Phone::Partner),
            TableColumn::number(ctx.text("column-debit")),
            TableColumn::number(ctx.text("column-credit")),
            TableColumn::number(ctx.text("column-balance")).phone(Phone::Amount),
        ],
        rows,
        empty: ctx.text("account-without-lines"),
        ..DataTable::default()
    };
    let mut section = Section::new("lines", ctx.text("account-book"), SectionBody::Table(table));
    let url = shown.account.url();
    if let Some(place) = shown.older {
        let older = format!("{url}?date={}&before={place}#lines", shown.date);
        section
            .actions
            .push(Action::get(ctx.text("older"), "arrow-down", older));
    }
    section
}

fn row(ctx: &Ctx, line: &BookLine, balance: Money, currency: &str) -> TableRow {
    let cell = |value: Value| value.cell(ctx.messages, &ctx.formats);
    let amount = |amount: Money| match amount.is_zero() {
        true => Cell::Empty,
        false => cell(Value::Money(amount, currency.to_owned())),
    };
    TableRow::new(vec![
        cell(Value::Date(line.date)),
        Cell::link(&line.number, Subject::from(line.entry).url()),
        origin(ctx, line.origin, line.entry.into()),
        Cell::text(line.text()),
        amount(line.debit),
        amount(line.credit),
        cell(Value::Money(balance, currency.to_owned())),
    ])
}

/// A link to the document a posting comes from; empty when it was posted by hand.
pub(crate) fn origin(ctx: &Ctx, origin: Option<Subject>, entry: Subject) -> Cell {
    match origin.filter(|origin| *origin != entry) {
        Some(origin) => Cell::link(ctx.text(&format!("kind-{}", origin.code())), origin.url()),
        None => Cell::Empty,
    }
}
