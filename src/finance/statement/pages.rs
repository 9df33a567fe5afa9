//! The statement of a customer on the screen, and on paper in the customer's language.
use crate::finance::invoice;
use crate::finance::paper;
use crate::finance::paper::Paper;
use crate::finance::parts::party_name;
use crate::finance::statement::Movement;
use crate::finance::statement::Statement;
use crate::finance::statement::queries;
use crate::ids::PartyId;
use crate::ids::Subject;
use crate::kernel::error::Result;
use crate::kernel::report;
use crate::kernel::report::Line;
use crate::kernel::report::Report;
use crate::kernel::value::Kind;
use crate::kernel::value::Value;
use crate::kernel::view::Cell;
use crate::kernel::view::DataTable;
use crate::kernel::view::Empty;
use crate::kernel::view::Link;
use crate::kernel::view::Phone;
use crate::kernel::view::PrintDocument;
use crate::kernel::view::PrintFact;
use crate::kernel::view::RowKind;
use crate::kernel::view::TableColumn;
use crate::kernel::view::TableRow;
use crate::kernel::view::Total;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::Route;
use crate::kernel::web::ctx::CompanyFace;
use crate::kernel::web::ctx::require_all;
use crate::kernel::web::get;
use crate::party;
use crate::permission::Permission::PaymentRead;
use chrono::Datelike;
use chrono::NaiveDate;
use tenon_db::Money;

pub const URL: &str = "/finance/statements";

pub const ROUTES: &[Route] = &[
    get(URL, PaymentRead, statement).gives::<report::ReportRows>(),
    get("/finance/statements/{id}/print", PaymentRead, print),
];

/// The days asked for; this year until today when none are.
fn days(ctx: &Ctx, req: &Req) -> Result<(NaiveDate, NaiveDate)> {
    let today = ctx.today();
    let start = NaiveDate::from_ymd_opt(today.year(), 1, 1).unwrap_or(today);
    let from = report::day(ctx, req, "start", start)?;
    Ok((from, report::day(ctx, req, "end", today)?))
}

fn statement(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let companies = ctx.companies_summed(req, PaymentRead)?;
    let (from, to) = days(ctx, req)?;
    let party = req.query("party").parse::<PartyId>().ok();
    let (name, books) = ctx.read(|conn| match party {
        Some(party) => {
            party::queries::get(conn, party)?;
            let of = |company: &CompanyFace| -> Result<Book> {
                let parts = queries::statements(conn, company.id, party, (from, to))?;
                Ok((company.clone(), parts))
            };
            let books: Vec<Book> = companies.iter().map(of).collect::<Result<_>>()?;
            Ok((party_name(conn, party.raw())?, books))
        }
        None => Ok((String::new(), Vec::new())),
    })?;
    let is_one = companies.len() == 1;
    let used = books.iter().filter(|(_, parts)| is_one || !parts.is_empty());
    let related = party.into_iter().flat_map(|party| {
        let print = |(company, _): &Book| {
            let text = ctx.text("kernel-print");
            let text = if is_one {
                text
            } else {
                let named = [("label", text.into()), ("text", (&company.name).into())];
                ctx.say_with("text-labelled", &named)
            };
            let days = format!("start={from}&end={to}&company={}", company.code);
            Link::new(text, format!("{URL}/{party}/print?{days}"))
        };
        let person = Link::new(name.clone(), Subject::Party(party).url());
        used.clone().map(print).chain([person]).collect::<Vec<Link>>()
    });
    let mut columns = vec![
        report::column("document", Kind::Text).phone(Phone::Name),
        report::column("date", Kind::Date).phone(Phone::Date),
        report::column("amount", Kind::Decimal).phone(Phone::Amount),
        report::column("balance", Kind::Decimal),
        report::column("currency", Kind::Text),
    ];
    if !is_one {
        columns.push(report::column("company", Kind::Text).phone(Phone::Partner));
    }
    let lines = used.clone().flat_map(|(company, parts)| {
        let whose = (!is_one).then(|| company.code.clone());
        parts.iter().flat_map(move |part| lines(ctx, part, whose.as_deref()))
    });
    let cut = used.clone().filter(|(_, parts)| parts.iter().any(|part| part.is_cut));
    let cut = cut.map(|_| ctx.say_with("statement-cut", &[("count", queries::MOVEMENTS_MAX.into())]));
    let report = Report {
        name: "statement",
        url: URL,
        subtitle: name.clone(),
        parameters: vec![
            report::record_field(
                ctx,
                "party",
                "/parties/search",
                party.map(|party| party.raw()),
                name.clone(),
            ),
            report::day_field(ctx, "start", from),
            report::day_field(ctx, "end", to),
        ],
        columns,
        lines: lines.collect(),
        notes: cut.collect(),
        related: related.collect(),
        empty: Some(Empty {
            icon: "scroll-text",
            title: ctx.text("statement-none"),
            text: ctx.text("statement-none-text"),
            links: Vec::new(),
        }),
        ..Report::default()
    };
    report::show(ctx, req, report)
}

/// What a party has in the books of one company.
type Book = (CompanyFace, Vec<Statement>);

/// Opening balance, each posting with the balance after it, closing balance; of several companies each line says whose.
fn lines(ctx: &Ctx, part: &Statement, company: Option<&str>) -> Vec<Line> {
    let line = |mut values: Vec<Value>| {
        values.extend(company.map(Value::text));
        Line::new(values)
    };
    let money = |amount: Money| Value::Money(amount, part.currency.clone());
    let currency = || Value::text(&part.currency);
    let sum = |key: &str, amount: Money| {
        let label = Value::text(ctx.text(key));
        line(vec![label, Value::Empty, Value::Empty, money(amount), currency()]).kind(RowKind::Subtotal)
    };
    let mut balance = part.opening;
    let mut lines = vec![sum("statement-opening", balance)];
    for one in &part.movements {
        balance += one.amount;
        lines.push(line(vec![
            document(one),
            Value::Date(one.date),
            money(one.amount),
            money(balance),
            currency(),
        ]));
    }
    lines.push(sum("statement-closing", part.closing));
    lines
}

fn document(one: &Movement) -> Value {
    match Subject::from_parts(&one.origin_kind, one.origin_id) {
        Some(subject) => Value::Link(one.number.clone(), subject.url()),
        None => Value::text(&one.number),
    }
}

fn print(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (company, party): (_, PartyId) = (ctx.company.id, req.id()?);
    require_all(ctx, PaymentRead, company)?;
    let (from, to) = days(ctx, req)?;
    let (buyer, seller, contact, parts) = ctx.read(|conn| {
        Ok((
            party::queries::snapshot(conn, party)?,
            invoice::queries::seller(conn, company)?,
            invoice::queries::seller_contact(conn, company)?,
            queries::statements(conn, company, party, (from, to))?,
        ))
    })?;
    let paper = Paper::new(ctx, &buyer.language);
    let place = [&seller.street, &seller.postal_code, &seller.city];
    let rows = parts.iter().flat_map(|part| paper_rows(&paper, part));
    let is_cut = parts.iter().any(|part| part.is_cut);
    let cut = is_cut.then(|| paper.say("statement-cut", &[("count", queries::MOVEMENTS_MAX.into())]));
    let document = PrintDocument {
        language: paper.language,
        kind: paper.text("report-statement"),
        company_name: seller.full_name().to_owned(),
        company_lines: place.into_iter().filter(|text| !text.is_empty()).cloned().collect(),
        recipient: paper::lines(&buyer.billing_address),
        facts: vec![
            PrintFact::new(paper.text("column-start"), paper.date(from)),
            PrintFact::new(paper.text("column-end"), paper.date(to)),
        ],
        lines: DataTable {
            columns: vec![
                TableColumn::text(paper.text("column-document")),
                TableColumn::text(paper.text("column-date")),
                TableColumn::number(paper.text("column-amount")),
                TableColumn::number(paper.text("column-balance")),
            ],
            rows: rows.collect(),
            ..DataTable::default()
        },
        totals: parts
            .iter()
            .map(|part| {
                Total::grand(
                    paper.text("statement-closing"),
                    paper.money(part.closing, &part.currency),
                )
            })
            .collect(),
        terms: cut.into_iter().collect(),
        footer: vec![vec![contact.bank_name, contact.bank_account]],
        back_url: format!("{URL}?party={party}&start={from}&end={to}"),
        ..PrintDocument::default()
    };
    Ok(paper::answer(ctx, &document))
}

fn paper_rows(paper: &Paper, part: &Statement) -> Vec<TableRow> {
    let figure = |amount: Money| Cell::money(paper.figure(amount, &part.currency));
    let mut balance = part.opening;
    let title = format!("{} · {}", paper.text("statement-opening"), part.currency);
    let mut rows = vec![TableRow::new(vec![
        Cell::text(title),
        Cell::Empty,
        Cell::Empty,
        figure(balance),
    ])];
    for one in &part.movements {
        balance += one.amount;
        rows.push(TableRow::new(vec![
            Cell::text(&one.number),
            Cell::text(paper.date(one.date)),
            figure(one.amount),
            figure(balance),
        ]));
    }
    rows
}
