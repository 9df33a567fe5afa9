//! The ageing report, and behind each of its figures the items of one party.
use crate::finance::ageing::AgeRow;
use crate::finance::ageing::KEYS;
use crate::finance::ageing::days_overdue;
use crate::finance::ageing::queries;
use crate::finance::parts::party_name;
use crate::ids::PartyId;
use crate::ids::Subject;
use crate::kernel::error::Result;
use crate::kernel::report;
use crate::kernel::report::Line;
use crate::kernel::report::Report;
use crate::kernel::value::Kind;
use crate::kernel::value::Value;
use crate::kernel::view::Empty;
use crate::kernel::view::Fact;
use crate::kernel::view::Link;
use crate::kernel::view::Phone;
use crate::kernel::view::RowKind;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::Route;
use crate::kernel::web::ctx::require;
use crate::kernel::web::get;
use crate::party;
use crate::permission::Permission::PaymentRead;
use tenon_db::Money;

pub const URL: &str = "/finance/ageing";

pub const ROUTES: &[Route] = &[
    get(URL, PaymentRead, ageing).gives::<report::ReportRows>(),
    get("/finance/ageing/{id}", PaymentRead, items).gives::<report::ReportRows>(),
];

/// Parties shown on one page; the sums are over all.
const PARTIES_SHOWN: usize = 500;

fn ageing(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let company = &ctx.company;
    require(ctx, PaymentRead, company.id)?;
    let day = report::day(ctx, req, "date", ctx.today())?;
    let (rows, names) = ctx.read(|conn| {
        let rows = queries::ageing(conn, company.id, day)?;
        let ids: Vec<PartyId> = rows.iter().take(PARTIES_SHOWN).filter_map(|row| row.party).collect();
        let names = party::queries::names(conn, &ids)?;
        Ok((rows, names))
    })?;
    let mut sum = AgeRow::default();
    for row in &rows {
        for (sum, amount) in sum.amounts.iter_mut().zip(row.amounts) {
            *sum += amount;
        }
    }
    let money = |amount: Money| Value::Money(amount, company.currency.clone());
    let line = |row: &AgeRow| {
        let id = row.party.unwrap_or(PartyId::from(0));
        let name = names.get(&id).cloned().unwrap_or_default();
        let url = format!("{URL}/{id}?date={day}");
        let figure = |amount: Money| Value::MoneyLink(amount, company.currency.clone(), url.clone());
        let mut values = vec![Value::Link(name, Subject::Party(id).url())];
        values.extend(
            row.amounts
                .map(|amount| if amount.is_zero() { Value::Empty } else { figure(amount) }),
        );
        values.push(figure(row.total()));
        Line::new(values)
    };
    let mut lines: Vec<Line> = rows.iter().take(PARTIES_SHOWN).map(line).collect();
    if !lines.is_empty() {
        let mut values = vec![Value::text(ctx.text("report-total"))];
        values.extend(sum.amounts.map(money));
        values.push(money(sum.total()));
        lines.push(Line::new(values).kind(RowKind::Total));
    }
    let mut columns = vec![report::column("party", Kind::Text).phone(Phone::Name)];
    columns.extend(KEYS.map(|key| report::column(key, Kind::Decimal)));
    columns.push(report::column("total", Kind::Decimal).phone(Phone::Amount));
    let fact = |key: &str, amount: Money| {
        Fact::text(
            ctx.text(key),
            crate::finance::parts::money(ctx, amount, &company.currency),
        )
    };
    let more = (rows.len() > PARTIES_SHOWN).then(|| {
        let count = i64::try_from(rows.len()).unwrap_or(0);
        ctx.say_with("ageing-more", &[("count", count.into())])
    });
    let report = Report {
        name: "ageing",
        url: URL,
        subtitle: subtitle(ctx, day),
        parameters: vec![report::day_field(ctx, "date", day)],
        columns,
        lines,
        facts: vec![fact("column-total", sum.total()), fact("column-overdue", sum.overdue())],
        notes: more.into_iter().collect(),
        related: vec![Link::new(ctx.text("list-open-items"), "/finance/open-items")],
        empty: Some(empty(ctx)),
        ..Report::default()
    };
    report::show(ctx, req, report)
}

fn subtitle(ctx: &Ctx, day: chrono::NaiveDate) -> String {
    ctx.say_with(
        "report-as-of",
        &[
            ("date", day.into()),
            ("company", (&ctx.company.name).into()),
            ("currency", (&ctx.company.currency).into()),
        ],
    )
}

fn empty(ctx: &Ctx) -> Empty {
    Empty {
        icon: "coins",
        title: ctx.text("ageing-none"),
        text: ctx.text("ageing-none-text"),
        links: Vec::new(),
    }
}

/// The items of one party at the day, each a link to its document.
fn items(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let party: PartyId = req.id()?;
    let company = ctx.company.id;
    require(ctx, PaymentRead, company)?;
    let day = report::day(ctx, req, "date", ctx.today())?;
    let (name, items) = ctx.read(|conn| {
        party::queries::get(conn, party)?;
        let name = party_name(conn, party.raw())?;
        Ok((name, queries::items(conn, company, party, day)?))
    })?;
    let line = |one: &crate::finance::ageing::OpenAt| {
        let item = &one.item;
        let document = match item.origin() {
            Some(subject) => Value::Link(item.document_number.clone(), subject.url()),
            None => Value::text(&item.document_number),
        };
        let overdue = if item.amount.is_negative() {
            0
        } else {
            days_overdue(item.due_date, day)
        };
        Line::new(vec![
            document,
            Value::Date(item.posting_date),
            Value::Date(item.due_date),
            if overdue == 0 {
                Value::Empty
            } else {
                Value::Number(overdue)
            },
            Value::Money(item.amount, item.currency.clone()),
            Value::Money(one.open, item.currency.clone()),
            Value::text(&item.currency),
        ])
    };
    let report = Report {
        name: "ageing-items",
        url: "",
        subtitle: format!("{name} · {}", subtitle(ctx, day)),
        parameters: vec![report::day_field(ctx, "date", day)],
        columns: vec![
            report::column("document", Kind::Text).phone(Phone::Name),
            report::column("date", Kind::Date).phone(Phone::Date),
            report::column("due", Kind::Date),
            report::column("days-overdue", Kind::Number),
            report::column("amount", Kind::Decimal),
            report::column("open", Kind::Decimal).phone(Phone::Amount),
            report::column("currency", Kind::Text),
        ],
        lines: items.iter().map(line).collect(),
        related: vec![
            Link::new(ctx.text("report-ageing"), format!("{URL}?date={day}")),
            Link::new(
                ctx.text("report-statement"),
                format!("/finance/statements?party={party}"),
            ),
            Link::new(name, Subject::Party(party).url()),
        ],
        empty: Some(empty(ctx)),
        ..Report::default()
    };
    report::show(ctx, req, report)
}
