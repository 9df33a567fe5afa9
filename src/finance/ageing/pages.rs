//! The ageing report, and behind each of its figures the items of one party; of one company, or of all one may see.
use crate::finance::ageing::AgeRow;
use crate::finance::ageing::KEYS;
use crate::finance::ageing::OpenAt;
use crate::finance::ageing::days_overdue;
use crate::finance::ageing::queries;
use crate::finance::parts;
use crate::finance::parts::party_name;
use crate::ids::PartyId;
use crate::ids::Subject;
use crate::kernel::error::Result;
use crate::kernel::report;
use crate::kernel::report::Line;
use crate::kernel::report::Report;
use crate::kernel::report::ReportColumn;
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
use crate::kernel::web::ctx::CompanyFace;
use crate::kernel::web::get;
use crate::party;
use crate::permission::Permission::PaymentRead;
use chrono::NaiveDate;
use std::collections::BTreeMap;
use tenon_db::Money;

pub const URL: &str = "/finance/ageing";

pub const ROUTES: &[Route] = &[
    get(URL, PaymentRead, ageing).gives::<report::ReportRows>(),
    get("/finance/ageing/{id}", PaymentRead, items).gives::<report::ReportRows>(),
];

/// Parties of one company shown on one page; the sums are over all.
const PARTIES_SHOWN: usize = 500;

/// One company's part of the report, in its own currency.
struct Part {
    company: CompanyFace,
    rows: Vec<AgeRow>,
}

impl Part {
    fn sum(&self) -> AgeRow {
        let mut sum = AgeRow::default();
        for row in &self.rows {
            for (sum, amount) in sum.amounts.iter_mut().zip(row.amounts) {
                *sum += amount;
            }
        }
        sum
    }

    fn shown(&self) -> impl Iterator<Item = &AgeRow> {
        self.rows.iter().take(PARTIES_SHOWN)
    }

    fn money(&self, amount: Money) -> Value {
        Value::Money(amount, self.company.currency.clone())
    }
}

fn ageing(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let companies = ctx.companies_summed(req, PaymentRead)?;
    let day = report::day(ctx, req, "date", ctx.today())?;
    let (parts, names) = ctx.read(|conn| {
        let part = |company: &CompanyFace| -> Result<Part> {
            Ok(Part {
                rows: queries::ageing(conn, company.id, day)?,
                company: company.clone(),
            })
        };
        let parts: Vec<Part> = companies.iter().map(part).collect::<Result<_>>()?;
        let ids: Vec<PartyId> = parts.iter().flat_map(Part::shown).filter_map(|row| row.party).collect();
        Ok((parts, party::queries::names(conn, &ids)?))
    })?;
    let is_one = companies.len() == 1;
    let lines = parts.iter().filter(|part| is_one || !part.rows.is_empty());
    let more = parts.iter().filter(|part| part.rows.len() > PARTIES_SHOWN).map(|part| {
        let count = i64::try_from(part.rows.len()).unwrap_or(0);
        ctx.say_with("ageing-more", &[("count", count.into())])
    });
    let report = Report {
        name: "ageing",
        url: URL,
        subtitle: subtitle(ctx, &companies, day),
        parameters: vec![report::day_field(ctx, "date", day)],
        columns: columns(is_one),
        lines: lines
            .flat_map(|part| part_lines(ctx, part, &names, day, is_one))
            .collect(),
        facts: parts.iter().flat_map(|part| facts(ctx, part, is_one)).collect(),
        notes: more.collect(),
        related: vec![Link::new(ctx.text("list-open-items"), "/finance/open-items")],
        empty: Some(empty(ctx)),
        ..Report::default()
    };
    report::show(ctx, req, report)
}

/// Over several companies each line says whose it is and in what currency.
fn columns(is_one: bool) -> Vec<ReportColumn> {
    let mut columns = vec![report::column("party", Kind::Text).phone(Phone::Name)];
    if !is_one {
        columns.push(report::column("company", Kind::Text).phone(Phone::Partner));
        columns.push(report::column("currency", Kind::Text));
    }
    columns.extend(KEYS.map(|key| report::column(key, Kind::Decimal)));
    columns.push(report::column("total", Kind::Decimal).phone(Phone::Amount));
    columns
}

/// The parties of a company, and its sum.
fn part_lines(ctx: &Ctx, part: &Part, names: &BTreeMap<PartyId, String>, day: NaiveDate, is_one: bool) -> Vec<Line> {
    let company = &part.company;
    let whose = || {
        let values = [Value::text(&company.code), Value::text(&company.currency)];
        values.into_iter().take(if is_one { 0 } else { 2 })
    };
    let line = |row: &AgeRow| {
        let id = row.party.unwrap_or(PartyId::from(0));
        let name = names.get(&id).cloned().unwrap_or_default();
        let of = if is_one {
            String::new()
        } else {
            format!("&company={}", company.code)
        };
        let url = format!("{URL}/{id}?date={day}{of}");
        let figure = |amount: Money| Value::MoneyLink(amount, company.currency.clone(), url.clone());
        let mut values = vec![Value::Link(name, Subject::Party(id).url())];
        values.extend(whose());
        values.extend(
            row.amounts
                .map(|amount| if amount.is_zero() { Value::Empty } else { figure(amount) }),
        );
        values.push(figure(row.total()));
        Line::new(values)
    };
    let mut lines: Vec<Line> = part.shown().map(line).collect();
    if !lines.is_empty() {
        let sum = part.sum();
        let label = if is_one {
            ctx.text("report-total")
        } else {
            company.name.clone()
        };
        let mut values = vec![Value::text(label)];
        values.extend(whose());
        values.extend(sum.amounts.map(|amount| part.money(amount)));
        values.push(part.money(sum.total()));
        let kind = if is_one { RowKind::Total } else { RowKind::Subtotal };
        lines.push(Line::new(values).kind(kind));
    }
    lines
}

/// Total and what is overdue of it; of several companies the total of each.
fn facts(ctx: &Ctx, part: &Part, is_one: bool) -> Vec<Fact> {
    let sum = part.sum();
    let shown = |amount: Money| parts::money(ctx, amount, &part.company.currency);
    if is_one {
        return vec![
            Fact::text(ctx.text("column-total"), shown(sum.total())),
            Fact::text(ctx.text("column-overdue"), shown(sum.overdue())),
        ];
    }
    vec![Fact::text(part.company.name.as_str(), shown(sum.total()))]
}

fn subtitle(ctx: &Ctx, companies: &[CompanyFace], day: NaiveDate) -> String {
    match companies {
        [company] => ctx.say_with(
            "report-as-of",
            &[
                ("date", day.into()),
                ("company", (&company.name).into()),
                ("currency", (&company.currency).into()),
            ],
        ),
        several => {
            let count = i64::try_from(several.len()).unwrap_or(0);
            ctx.say_with("report-of-companies", &[("date", day.into()), ("count", count.into())])
        }
    }
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
    let companies = ctx.companies_summed(req, PaymentRead)?;
    let day = report::day(ctx, req, "date", ctx.today())?;
    let (name, items) = ctx.read(|conn| {
        party::queries::get(conn, party)?;
        let name = party_name(conn, party.raw())?;
        let of = |company: &CompanyFace| queries::items(conn, company.id, party, day);
        let items: Vec<Vec<OpenAt>> = companies.iter().map(of).collect::<Result<_>>()?;
        Ok((name, items))
    })?;
    let is_cut = |items: &&Vec<OpenAt>| i64::try_from(items.len()).is_ok_and(|count| count >= queries::ITEMS_MAX);
    let cut = items.iter().filter(is_cut);
    let cut = cut.map(|_| ctx.say_with("ageing-items-cut", &[("count", queries::ITEMS_MAX.into())]));
    let notes: Vec<String> = cut.collect();
    let is_one = companies.len() == 1;
    let mut columns = vec![
        report::column("document", Kind::Text).phone(Phone::Name),
        report::column("date", Kind::Date).phone(Phone::Date),
        report::column("due", Kind::Date),
        report::column("days-overdue", Kind::Number),
        report::column("amount", Kind::Decimal),
        report::column("open", Kind::Decimal).phone(Phone::Amount),
        report::column("currency", Kind::Text),
    ];
    if !is_one {
        columns.push(report::column("company", Kind::Text));
    }
    let report = Report {
        name: "ageing-items",
        url: "",
        subtitle: format!("{name} · {}", subtitle(ctx, &companies, day)),
        parameters: vec![report::day_field(ctx, "date", day)],
        columns,
        lines: items
            .iter()
            .flatten()
            .map(|one| item_line(ctx, one, day, is_one))
            .collect(),
        notes,
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

fn item_line(ctx: &Ctx, one: &OpenAt, day: NaiveDate, is_one: bool) -> Line {
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
    let mut values = vec![
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
    ];
    if !is_one {
        let company = ctx.company_of(item.company_id);
        values.push(Value::text(company.map_or_else(String::new, |face| face.code.clone())));
    }
    Line::new(values)
}
