//! The page of a delivery or a return, its peek, and what the API gives of it.
use crate::company::activity;
use crate::ids::DeliveryId;
use crate::ids::Subject;
use crate::kernel::error::Error;
use crate::kernel::error::Result;
use crate::kernel::value::Value;
use crate::kernel::view::Cell;
use crate::kernel::view::Crumb;
use crate::kernel::view::DataTable;
use crate::kernel::view::Fact;
use crate::kernel::view::Link;
use crate::kernel::view::ObjectPage;
use crate::kernel::view::PeekPart;
use crate::kernel::view::Phone;
use crate::kernel::view::Section;
use crate::kernel::view::SectionBody;
use crate::kernel::view::StepItem;
use crate::kernel::view::StepState;
use crate::kernel::view::TableColumn;
use crate::kernel::view::TableRow;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::answer;
use crate::kernel::web::frame;
use crate::orders::delivery::Delivery;
use crate::orders::delivery::DeliveryWithLines;
use crate::orders::delivery::Kind;
use crate::orders::delivery::ReadLine;
use crate::orders::delivery::State;
use crate::orders::delivery::pages::actions;
use crate::orders::delivery::pages::list;
use crate::orders::delivery::queries;
use crate::orders::delivery::queries::Named;
use crate::permission::Permission;

/// A delivery or return with all its page shows.
pub struct Whole {
    pub delivery: Delivery,
    pub lines: Vec<ReadLine>,
    pub named: Named,
    pub base: String,
}

/// Reads a delivery or a return within the reader's reach.
pub fn read(ctx: &Ctx, id: DeliveryId, kind: Kind) -> Result<Whole> {
    let reach = ctx.full_reach(Permission::DeliveryRead);
    let (delivery, lines, named) = ctx.read(|conn| {
        let delivery = queries::get_within(conn, &reach, id)?;
        if delivery.kind != kind {
            return Err(Error::NotFound("delivery"));
        }
        let named = queries::named(conn, &delivery)?;
        Ok((delivery, queries::lines(conn, id)?, named))
    })?;
    let company = ctx.company_of(delivery.company_id);
    let base = company.map_or_else(String::new, |company| company.currency.clone());
    Ok(Whole {
        delivery,
        lines,
        named,
        base,
    })
}

pub fn show_delivery(ctx: &Ctx, req: &Req) -> Result<Reply> {
    show(ctx, req, Kind::Delivery)
}

pub fn show_return(ctx: &Ctx, req: &Req) -> Result<Reply> {
    show(ctx, req, Kind::Return)
}

fn show(ctx: &Ctx, req: &Req, kind: Kind) -> Result<Reply> {
    let whole = read(ctx, req.id()?, kind)?;
    if req.is_api() {
        return Reply::json(&DeliveryWithLines {
            delivery: whole.delivery,
            lines: whole.lines,
        });
    }
    if req.part() == "peek" {
        return Ok(Reply::html(
            peek(ctx, &whole).render(&frame::bare(ctx, &whole.delivery.number)),
        ));
    }
    let delivery = &whole.delivery;
    let key = match kind {
        Kind::Delivery => "delivery-for",
        Kind::Return => "return-from",
    };
    let mut page = ObjectPage {
        title: delivery.number.clone(),
        status: Some(delivery.look().status(ctx.messages)),
        subtitle: ctx.text(key),
        partner: Some(Link::new(&delivery.party_name, Subject::Party(delivery.party_id).url())),
        version: delivery.version.to_string(),
        print_url: Some(format!("{}/print", delivery.url())),
        steps: steps(ctx, delivery),
        facts: facts(ctx, &whole),
        sections: vec![lines(ctx, &whole)],
        ..ObjectPage::default()
    };
    actions::fill(ctx, &whole, &mut page)?;
    let page = activity::attach(ctx, page, delivery.subject(), Some(delivery.company_id))?;
    answer::object(ctx, req, page, crumbs(ctx, kind, &whole.delivery.number))
}

pub fn crumbs(ctx: &Ctx, kind: Kind, title: &str) -> Vec<Crumb> {
    let (key, url) = match kind {
        Kind::Delivery => ("list-deliveries", list::URL),
        Kind::Return => ("list-returns", list::RETURNS_URL),
    };
    vec![Crumb::new(ctx.text(key), url), Crumb::new(title, "")]
}

fn steps(ctx: &Ctx, delivery: &Delivery) -> Vec<StepItem> {
    let (first, second) = match delivery.kind {
        Kind::Delivery => ("state-picking", "state-shipped"),
        Kind::Return => ("state-expected", "state-received"),
    };
    let date = ctx.formats.date_short(delivery.delivery_date);
    let item = |key: &str, state: StepState, meta: &str| StepItem {
        state,
        name: ctx.text(key),
        meta: meta.to_owned(),
        percent: 0,
        current: matches!(state, StepState::Now | StepState::Stop),
    };
    match delivery.state {
        State::Draft => vec![item(first, StepState::Now, &date), item(second, StepState::Todo, "")],
        State::Shipped | State::Received => {
            vec![item(first, StepState::Done, ""), item(second, StepState::Done, &date)]
        }
        State::Reversed => vec![
            item(first, StepState::Done, ""),
            item(second, StepState::Done, &date),
            item("state-reversed", StepState::Stop, ""),
        ],
    }
}

fn facts(ctx: &Ctx, whole: &Whole) -> Vec<Fact> {
    let (delivery, named) = (&whole.delivery, &whole.named);
    let order = Subject::SalesOrder(delivery.sales_order_id).url();
    let is_return = delivery.kind == Kind::Return;
    let date_key = if is_return {
        "field-return-date"
    } else {
        "field-delivery-date"
    };
    let date = Value::Date(delivery.delivery_date).cell(ctx.messages, &ctx.formats);
    let mut facts = vec![
        Fact::link(ctx.text("kind-sales-order"), &named.order_number, order),
        Fact::new(ctx.text(date_key), date),
        Fact::text(ctx.text("field-warehouse"), &named.warehouse),
    ];
    if is_return {
        facts.push(Fact::text(ctx.text("field-reason"), &delivery.reason));
    } else {
        facts.push(Fact::text(ctx.text("field-carrier"), &named.carrier));
        facts.push(Fact::text(ctx.text("field-tracking-number"), &delivery.tracking_number));
        let address = delivery.delivery_address.lines().map(str::to_owned).collect();
        facts.push(Fact::new(ctx.text("field-delivery-address"), Cell::Lines(address)));
    }
    for (key, id, number) in [
        ("fact-backorder-of", delivery.backorder_of, &named.backorder_of),
        ("fact-returns", delivery.returns_id, &named.returns),
    ] {
        if let Some(id) = id {
            facts.push(Fact::link(ctx.text(key), number, Subject::Delivery(id).url()));
        }
    }
    if let Some(entry) = delivery.journal_entry_id
        && ctx.actor.may(Permission::LedgerRead, delivery.company_id)
    {
        let url = Subject::JournalEntry(entry).url();
        facts.push(Fact::link(ctx.text("fact-journal-entry"), &named.journal_entry, url));
    }
    facts
}

fn lines(ctx: &Ctx, whole: &Whole) -> Section {
    let delivery = &whole.delivery;
    let has_moved = delivery.state != State::Draft;
    let shows_cost = has_moved && ctx.actor.may(Permission::CostRead, delivery.company_id);
    let mut columns = vec![
        TableColumn::text(ctx.text("column-position")),
        TableColumn::text(ctx.text("column-product")).phone(Phone::Name),
        TableColumn::number(ctx.text("column-quantity")).phone(Phone::Amount),
    ];
    if shows_cost {
        columns.push(TableColumn::number(format!(
            "{}, {}",
            ctx.text("column-cost"),
            whole.base
        )));
    }
    let row = |line: &ReadLine| {
        let row = &line.line;
        let mut cells = vec![
            Cell::Muted(row.position.to_string()),
            Cell::Item {
                code: line.product_code.clone(),
                url: Subject::Product(row.product_id).url(),
                text: row.description.clone(),
            },
            Value::Measure(row.quantity, line.unit_code.clone()).cell(ctx.messages, &ctx.formats),
        ];
        if shows_cost {
            let cost = Value::Money(row.cost_amount, whole.base.clone());
            cells.push(cost.cell(ctx.messages, &ctx.formats));
        }
        TableRow::new(cells)
    };
    let table = DataTable {
        columns,
        rows: whole.lines.iter().map(row).collect(),
        empty: ctx.text("lines-none"),
        tall: true,
    };
    let count = i64::try_from(whole.lines.len()).unwrap_or(0);
    Section {
        count: Some(ctx.formats.integer(count)),
        ..Section::new("lines", ctx.text("section-lines"), SectionBody::Table(table))
    }
}

fn peek(ctx: &Ctx, whole: &Whole) -> PeekPart {
    let delivery = &whole.delivery;
    let section = lines(ctx, whole);
    let key = match delivery.kind {
        Kind::Delivery => "kind-delivery",
        Kind::Return => "kind-return",
    };
    PeekPart {
        kind: ctx.text(key),
        title: delivery.number.clone(),
        status: Some(delivery.look().status(ctx.messages)),
        facts: std::iter::once(Fact::text(ctx.text("field-customer"), &delivery.party_name))
            .chain(facts(ctx, whole))
            .collect(),
        lines_title: section.title,
        lines: if let SectionBody::Table(table) = section.body {
            Some(table)
        } else {
            None
        },
        open: Link::new(ctx.text("action-open"), delivery.url()),
        actions: Vec::new(),
        version: delivery.version.to_string(),
    }
}
