//! The trial balance: every account with its opening, what moved, and its closing, from any day to any other.
use crate::ids::AccountId;
use crate::ids::CompanyId;
use crate::kernel::error::Result;
use crate::kernel::report;
use crate::kernel::report::Line;
use crate::kernel::report::Report;
use crate::kernel::report::column;
use crate::kernel::value::Kind;
use crate::kernel::value::Value;
use crate::kernel::view::Cell;
use crate::kernel::view::Fact;
use crate::kernel::view::Link;
use crate::kernel::view::Phone;
use crate::kernel::view::RowKind;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::ctx::CompanyFace;
use crate::ledger::account;
use crate::ledger::account::Account;
use crate::ledger::balance;
use crate::ledger::balance::Trial;
use crate::ledger::balance::TrialLine;
use crate::ledger::balance::Turnovers;
use crate::ledger::balance::queries::Of;
use crate::ledger::period;
use chrono::NaiveDate;
use std::collections::BTreeMap;
use tenon_db::Money;

pub(super) const URL: &str = "/finance/trial-balance";

/// What all companies together had: one read, whatever their number.
struct Read {
    charts: BTreeMap<CompanyId, Vec<Account>>,
    opening: Turnovers,
    before_year: Turnovers,
    movement: Turnovers,
}

fn read(ctx: &Ctx, companies: &[&CompanyFace], from: NaiveDate, to: NaiveDate) -> Result<Read> {
    let ids: Vec<i64> = companies.iter().map(|company| company.id.raw()).collect();
    ctx.read(|conn| {
        let of = Of::Companies(ids.clone());
        let mut charts: BTreeMap<CompanyId, Vec<Account>> = BTreeMap::new();
        for account in account::queries::charts(conn, &ids)? {
            charts.entry(account.company_id).or_default().push(account);
        }
        let until = |day: NaiveDate| day.pred_opt().unwrap_or(day);
        let opening = balance::queries::between(conn, &of, None, until(from))?;
        let mut before_year = balance::queries::before_years(conn, &ids, from)?;
        let years = period::queries::years_of_date(conn, &ids, from)?;
        let is_in_none = |id: &i64| !years.iter().any(|year| year.company_id.raw() == *id);
        let in_none: Vec<i64> = ids.iter().copied().filter(is_in_none).collect();
        if !in_none.is_empty() {
            let of = Of::Companies(in_none);
            before_year.extend(balance::queries::between(conn, &of, None, until(super::january(from)))?);
        }
        Ok(Read {
            charts,
            opening,
            before_year,
            movement: balance::queries::between(conn, &of, Some(from), to)?,
        })
    })
}

pub(super) fn show(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let to = report::day(ctx, req, "date", ctx.today())?;
    let from = report::day(ctx, req, "from", super::year_start(ctx, ctx.company.id, to)?)?;
    let companies = super::companies(ctx);
    let mut read = read(ctx, &companies, from, to)?;
    let (mut lines, mut difference) = (Vec::new(), Money::ZERO);
    for company in &companies {
        let accounts = read.charts.remove(&company.id).unwrap_or_default();
        let trial = balance::trial(accounts, &read.opening, &read.before_year, &read.movement);
        if companies.len() > 1 {
            lines.push(head(company));
        }
        difference += sum(&trial, TrialLine::closing) + trial.result_before;
        lines.extend(trial.lines.iter().map(|line| row(line, company, from, to)));
        lines.extend(totals(ctx, &trial, company));
    }
    let is_empty = !lines.iter().any(|line| line.kind == RowKind::Normal);
    let shown = Report {
        name: "trial-balance",
        url: URL,
        subtitle: super::subtitle(ctx, from, to),
        parameters: vec![
            report::day_field(ctx, "from", from),
            report::last_day_field(ctx, "date", to),
        ],
        columns: vec![
            column("code", Kind::Text).phone(Phone::Name),
            column("account", Kind::Text).phone(Phone::Partner),
            column("opening", Kind::Decimal),
            column("debit", Kind::Decimal),
            column("credit", Kind::Decimal),
            column("closing", Kind::Decimal).phone(Phone::Amount),
            column("currency", Kind::Text),
        ],
        lines: if is_empty { Vec::new() } else { lines },
        facts: vec![Fact::new(
            ctx.text("trial-balanced"),
            Cell::money(ctx.formats.amount_in(difference.to_decimal(), &ctx.company.currency)),
        )],
        related: vec![Link::new(ctx.text("report-general-ledger"), "/finance/general-ledger")],
        empty: super::nothing(ctx),
        ..Report::default()
    };
    report::show(ctx, req, shown)
}

fn head(company: &CompanyFace) -> Line {
    let empty = |_| Value::Empty;
    let mut values = vec![Value::text(&company.code), Value::text(&company.name)];
    values.extend((0..5).map(empty));
    Line::new(values).kind(RowKind::Group)
}

/// Every figure leads to the lines of the account on the same days.
fn row(line: &TrialLine, company: &CompanyFace, from: NaiveDate, to: NaiveDate) -> Line {
    let account = &line.account;
    let book = |id: AccountId| format!("/finance/general-ledger?account={id}&from={from}&date={to}");
    let plain = |amount: Money| Value::Money(amount, company.currency.clone());
    let linked = |amount: Money| Value::MoneyLink(amount, company.currency.clone(), book(account.id));
    Line::new(vec![
        Value::Link(account.code.clone(), account.url()),
        Value::text(&account.name),
        plain(line.opening),
        linked(line.movement.debit),
        linked(line.movement.credit),
        linked(line.closing()),
        Value::text(&company.currency),
    ])
}

fn sum(trial: &Trial, of: impl Fn(&TrialLine) -> Money) -> Money {
    trial.lines.iter().map(of).sum()
}

/// The result of earlier years, and the sums; openings and closings come to nothing.
fn totals(ctx: &Ctx, trial: &Trial, company: &CompanyFace) -> Vec<Line> {
    let money = |amount: Money| Value::Money(amount, company.currency.clone());
    let mut lines = Vec::new();
    if !trial.result_before.is_zero() {
        lines.push(Line::new(vec![
            Value::Empty,
            Value::text(ctx.text("trial-result-before")),
            money(trial.result_before),
            Value::Empty,
            Value::Empty,
            money(trial.result_before),
            Value::text(&company.currency),
        ]));
    }
    let total = vec![
        Value::Empty,
        Value::text(ctx.text("report-total")),
        money(sum(trial, |line| line.opening) + trial.result_before),
        money(sum(trial, |line| line.movement.debit)),
        money(sum(trial, |line| line.movement.credit)),
        money(sum(trial, TrialLine::closing) + trial.result_before),
        Value::text(&company.currency),
    ];
    lines.push(Line::new(total).kind(RowKind::Total));
    lines
}
