//! The page of one quotation, its peek, and what the API gives of it.
use crate::company::activity;
use crate::ids::QuotationId;
use crate::ids::Subject;
use crate::kernel::error::Result;
use crate::kernel::value::Value;
use crate::kernel::view::Banner;
use crate::kernel::view::Cell;
use crate::kernel::view::DataTable;
use crate::kernel::view::Fact;
use crate::kernel::view::Link;
use crate::kernel::view::ObjectPage;
use crate::kernel::view::PeekPart;
use crate::kernel::view::Person;
use crate::kernel::view::Section;
use crate::kernel::view::SectionBody;
use crate::kernel::view::SideCard;
use crate::kernel::view::StepItem;
use crate::kernel::view::StepState;
use crate::kernel::view::TableColumn;
use crate::kernel::view::TableRow;
use crate::kernel::view::Tone;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::answer;
use crate::kernel::web::frame;
use crate::orders::line::table;
use crate::orders::line::table::DocumentTotals;
use crate::orders::line::table::ShownLine;
use crate::permission::Permission;
use crate::permission::Permission::QuotationRead;
use crate::sales::quotation::Quotation;
use crate::sales::quotation::QuotationWithLines;
use crate::sales::quotation::ReadLine;
use crate::sales::quotation::State;
use crate::sales::quotation::pages::PLACE;
use crate::sales::quotation::pages::actions;
use crate::sales::quotation::queries;
use crate::sales::quotation::queries::names;
use crate::sales::quotation::queries::names::Names;
use chrono::NaiveDateTime;

/// A quotation with all its page shows.
pub struct Whole {
    pub quotation: Quotation,
    pub lines: Vec<ReadLine>,
    pub names: Names,
    /// Number of the order that was made from it and stands.
    pub order: Option<String>,
}

/// Reads a quotation within the reader's reach.
pub fn read(ctx: &Ctx, id: QuotationId) -> Result<Whole> {
    let reach = ctx.full_reach(QuotationRead);
    ctx.read(|conn| {
        let quotation = queries::get_within(conn, &reach, id)?;
        Ok(Whole {
            lines: queries::lines(conn, id)?,
            names: names::of(conn, &quotation)?,
            order: queries::standing_order(conn, id)?,
            quotation,
        })
    })
}

pub fn show(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let whole = read(ctx, req.id()?)?;
    if req.is_api() {
        return Reply::json(&QuotationWithLines {
            quotation: whole.quotation,
            lines: whole.lines,
        });
    }
    let row = &whole.quotation;
    if req.part() == "peek" {
        return Ok(Reply::html(peek(ctx, &whole).render(&frame::bare(ctx, &row.number))));
    }
    let title = row.number.clone();
    let mut page = ObjectPage {
        title: title.clone(),
        status: Some(row.look(ctx.today_in(row.company_id)).status(ctx.messages)),
        subtitle: ctx.text("quotation-for"),
        partner: Some(Link::new(&row.party_name, Subject::Party(row.party_id).url())),
        version: row.version.to_string(),
        print_url: Some(format!("{}/print", row.url())),
        banners: banners(ctx, row),
        steps: steps(ctx, row),
        facts: facts(ctx, &whole),
        sections: sections(ctx, &whole),
        cards: card(ctx, &whole).into_iter().collect(),
        ..ObjectPage::default()
    };
    actions::fill(ctx, row, whole.order.is_some(), &mut page);
    let page = activity::attach(ctx, page, row.subject(), Some(row.company_id))?;
    answer::object(ctx, req, page, PLACE.crumbs(ctx, &title))
}

fn banners(ctx: &Ctx, row: &Quotation) -> Vec<Banner> {
    if row.is_expired(ctx.today_in(row.company_id)) {
        let values = [("date", row.valid_until.into())];
        return vec![Banner::new(Tone::Warning, ctx.say_with("banner-expired", &values))];
    }
    if row.state == State::Lost && !row.lost_reason.is_empty() {
        let values = [("reason", (&row.lost_reason).into())];
        return vec![Banner::new(Tone::Neutral, ctx.say_with("banner-lost", &values))];
    }
    Vec::new()
}

/// Written, sent, decided: each with its day.
fn steps(ctx: &Ctx, row: &Quotation) -> Vec<StepItem> {
    let day = |at: Option<NaiveDateTime>| {
        at.map(|at| ctx.formats.date_short(ctx.formats.day(at.and_utc())))
            .unwrap_or_default()
    };
    let step = |key: &str, state: StepState, meta: String| StepItem {
        state,
        name: ctx.text(key),
        meta,
        current: matches!(state, StepState::Now | StepState::Stop),
        ..StepItem::default()
    };
    let until = ctx.say_with("step-valid-until", &[("date", row.valid_until.into())]);
    let (written, sent, decided) = match row.state {
        State::Draft => (StepState::Now, StepState::Todo, StepState::Todo),
        State::Sent => (StepState::Done, StepState::Done, StepState::Now),
        State::Won => (StepState::Done, StepState::Done, StepState::Done),
        State::Lost => (StepState::Done, StepState::Done, StepState::Stop),
    };
    let outcome = match row.state {
        State::Won => "state-won",
        State::Lost => "state-lost",
        State::Draft | State::Sent => "step-decision",
    };
    let meta = if row.is_open() { until } else { day(row.decided_at) };
    vec![
        step("step-written", written, ctx.formats.date_short(row.quotation_date)),
        step("state-sent", sent, day(row.sent_at)),
        step(outcome, decided, meta),
    ]
}

fn facts(ctx: &Ctx, whole: &Whole) -> Vec<Fact> {
    let (row, names) = (&whole.quotation, &whole.names);
    let date = |date| Value::date(date).cell(ctx.messages, &ctx.formats);
    let net = ctx.formats.money(row.net_amount.to_decimal(), &row.currency);
    vec![
        Fact::text(ctx.text("field-customer-reference"), &row.customer_reference),
        Fact::new(ctx.text("field-quotation-date"), date(Some(row.quotation_date))),
        Fact::new(ctx.text("field-valid-until"), date(Some(row.valid_until))),
        Fact::new(ctx.text("field-requested-date"), date(row.requested_date)),
        Fact::text(ctx.text("field-payment-term"), &names.payment_term),
        Fact::text(ctx.text("field-company"), &names.company),
        Fact::new(ctx.text("fact-owner"), Cell::person(&names.owner)),
        Fact::new(ctx.text("fact-net"), Cell::Strong(net)),
    ]
}

/// The lines as they are shown and printed.
pub fn shown_lines(lines: &[ReadLine]) -> Vec<ShownLine> {
    lines
        .iter()
        .map(|read| {
            let line = &read.line;
            ShownLine {
                position: line.position,
                product: line.product_id,
                product_code: read.product_code.clone(),
                description: line.description.clone(),
                quantity: line.quantity,
                unit_code: read.unit_code.clone(),
                unit_price: line.unit_price,
                price_source: line.price_source.clone(),
                discount_percent: line.discount_percent,
                net: line.net_amount,
                tax: line.tax_amount,
                requested_date: line.requested_date,
                progress: None,
            }
        })
        .collect()
}

pub fn totals_of(row: &Quotation) -> DocumentTotals {
    DocumentTotals {
        net: row.net_amount,
        tax: row.tax_amount,
        total: row.total_amount,
    }
}

fn sections(ctx: &Ctx, whole: &Whole) -> Vec<Section> {
    let row = &whole.quotation;
    let lines = shown_lines(&whole.lines);
    let count = i64::try_from(lines.len()).unwrap_or(0);
    let address = |text: &str| Cell::Lines(text.lines().map(str::to_owned).collect());
    let body = SectionBody::Lines {
        table: table::table(ctx, &row.currency, &lines),
        totals: table::totals(ctx, &row.currency, &totals_of(row)),
    };
    let mut sections = vec![
        Section {
            count: Some(ctx.formats.integer(count)),
            ..Section::new("lines", ctx.text("section-lines"), body)
        },
        Section::new(
            "logistics",
            ctx.text("section-quotation-terms"),
            SectionBody::Facts(vec![
                Fact::new(ctx.text("field-delivery-address"), address(&row.delivery_address)),
                Fact::new(ctx.text("field-billing-address"), address(&row.billing_address)),
                Fact::text(ctx.text("field-warehouse"), &whole.names.warehouse),
                Fact::text(ctx.text("field-carrier"), &whole.names.carrier),
                Fact::text(ctx.text("field-price-list"), &whole.names.price_list),
                Fact::text(ctx.text("field-tax-position"), &whole.names.tax_position),
            ]),
        ),
    ];
    if !row.note.is_empty() {
        let note = row.note.lines().map(str::to_owned).collect();
        sections.push(Section::new("note", ctx.text("field-note"), SectionBody::Text(note)));
    }
    sections
}

/// Who is asked, for those who may see parties.
fn card(ctx: &Ctx, whole: &Whole) -> Option<SideCard> {
    let row = &whole.quotation;
    let url = Subject::Party(row.party_id).url();
    let may = ctx.actor.may_somewhere(Permission::PartyRead);
    let contact = Fact::text(ctx.text("field-contact"), &whole.names.contact);
    may.then(|| SideCard {
        title: ctx.text("card-customer"),
        open: Some(Link::new(ctx.text("action-open"), &url)),
        person: Some(Person {
            url: Some(url),
            ..Person::new(&row.party_name)
        }),
        facts: Some(contact)
            .filter(|_| !whole.names.contact.is_empty())
            .into_iter()
            .collect(),
        ..SideCard::default()
    })
}

fn peek(ctx: &Ctx, whole: &Whole) -> PeekPart {
    let row = &whole.quotation;
    let mut page = ObjectPage::default();
    actions::fill(ctx, row, whole.order.is_some(), &mut page);
    let cell = |value: Value| value.cell(ctx.messages, &ctx.formats);
    let rows = whole.lines.iter().map(|read| {
        let item = Cell::Item {
            code: read.product_code.clone(),
            url: String::new(),
            text: read.line.description.clone(),
        };
        TableRow::new(vec![
            item,
            cell(Value::Measure(read.line.quantity, read.unit_code.clone())),
            cell(Value::Money(read.line.net_amount, row.currency.clone())),
        ])
    });
    let customer = Fact::text(ctx.text("field-customer"), &row.party_name);
    PeekPart {
        kind: ctx.text("kind-quotation"),
        title: row.number.clone(),
        status: Some(row.look(ctx.today_in(row.company_id)).status(ctx.messages)),
        facts: std::iter::once(customer).chain(facts(ctx, whole)).collect(),
        lines_title: ctx.text("section-lines"),
        lines: Some(DataTable {
            columns: vec![
                TableColumn::text(ctx.text("column-product")),
                TableColumn::number(ctx.text("column-quantity")),
                TableColumn::number(ctx.text("column-net")),
            ],
            rows: rows.collect(),
            tall: true,
            ..DataTable::default()
        }),
        open: Link::new(ctx.text("action-open"), row.url()),
        actions: page.primary.into_iter().collect(),
        version: row.version.to_string(),
    }
}
