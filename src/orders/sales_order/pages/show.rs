//! The page of one sales order, its peek, and what the API gives of it.
use crate::company::activity;
use crate::ids::SalesOrderId;
use crate::inventory::reservation;
use crate::kernel::error::Result;
use crate::kernel::format::currency_decimals;
use crate::kernel::value::Value;
use crate::kernel::view::Banner;
use crate::kernel::view::Cell;
use crate::kernel::view::Crumb;
use crate::kernel::view::DataTable;
use crate::kernel::view::Fact;
use crate::kernel::view::Link;
use crate::kernel::view::ObjectPage;
use crate::kernel::view::PeekPart;
use crate::kernel::view::Section;
use crate::kernel::view::SectionBody;
use crate::kernel::view::TableColumn;
use crate::kernel::view::TableRow;
use crate::kernel::view::Tag;
use crate::kernel::view::Tone;
use crate::kernel::view::WhyPart;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::answer;
use crate::kernel::web::frame;
use crate::orders::delivery;
use crate::orders::delivery::Delivery;
use crate::orders::line::table;
use crate::orders::line::table::DocumentTotals;
use crate::orders::line::table::ShownLine;
use crate::orders::line::table::ShownProgress;
use crate::orders::sales_order::OrderLine;
use crate::orders::sales_order::OrderWithLines;
use crate::orders::sales_order::SalesOrder;
use crate::orders::sales_order::State;
use crate::orders::sales_order::hold::Hold;
use crate::orders::sales_order::pages::actions;
use crate::orders::sales_order::pages::customer;
use crate::orders::sales_order::pages::list;
use crate::orders::sales_order::pages::steps;
use crate::orders::sales_order::queries;
use crate::orders::sales_order::queries::names;
use crate::orders::sales_order::queries::names::Names;
use crate::permission::Permission;
use tenon_db::Money;

/// An order with all its page shows.
pub struct Whole {
    pub order: SalesOrder,
    pub lines: Vec<OrderLine>,
    pub deliveries: Vec<Delivery>,
    pub names: Names,
    /// Base currency of the company: costs are in it.
    pub base: String,
}

/// Reads an order within the reader's reach, with reservations.
pub fn read(ctx: &Ctx, id: SalesOrderId) -> Result<Whole> {
    let reach = ctx.full_reach(Permission::SalesOrderRead);
    let mut whole = ctx.read(|conn| {
        let order = queries::get_within(conn, &reach, id)?;
        let mut lines = queries::lines(conn, id)?;
        let reserved = reservation::queries::reserved_of_lines(conn, order.subject())?;
        for line in &mut lines {
            line.reserved = reserved.get(&line.line.id.raw()).copied().unwrap_or_default();
        }
        Ok(Whole {
            deliveries: delivery::queries::of_order(conn, id)?,
            names: names::of(conn, &order)?,
            base: String::new(),
            order,
            lines,
        })
    })?;
    let company = ctx.company_of(whole.order.company_id);
    whole.base = company.map_or_else(|| whole.order.currency.clone(), |company| company.currency.clone());
    Ok(whole)
}

pub fn show(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let whole = read(ctx, req.id()?)?;
    if req.is_api() {
        let margin = ctx.actor.may(Permission::MarginRead, whole.order.company_id);
        return Reply::json(&OrderWithLines {
            margin_amount: margin.then_some(whole.order.margin_amount),
            order: whole.order,
            lines: whole.lines,
        });
    }
    if req.part() == "peek" {
        return Ok(Reply::html(
            peek(ctx, &whole).render(&frame::bare(ctx, &whole.order.number)),
        ));
    }
    let (order, title) = (&whole.order, whole.order.number.clone());
    let mut page = ObjectPage {
        title: title.clone(),
        status: Some(order.look().status(ctx.messages)),
        tags: tags(ctx, &whole),
        subtitle: ctx.text("sales-order-for"),
        partner: Some(Link::new(
            &order.party_name,
            crate::ids::Subject::Party(order.party_id).url(),
        )),
        version: order.version.to_string(),
        print_url: Some(format!("{}/print", order.url())),
        banners: banners(ctx, &whole),
        steps: steps::steps(ctx, &whole)?,
        facts: facts(ctx, &whole),
        sections: sections(ctx, &whole),
        cards: customer::card(ctx, &whole)?.into_iter().collect(),
        ..ObjectPage::default()
    };
    actions::fill(ctx, &whole, &mut page);
    let page = activity::attach(ctx, page, order.subject(), Some(order.company_id))?;
    let crumbs = vec![
        Crumb::new(ctx.text("list-sales-orders"), list::URL),
        Crumb::new(title, ""),
    ];
    answer::object(ctx, req, page, crumbs)
}

/// Lines whose goods are neither reserved nor delivered.
pub fn short(whole: &Whole) -> i64 {
    if whole.order.state != State::Confirmed {
        return 0;
    }
    let is_short = |line: &&OrderLine| line.reserved < line.tracked().undelivered();
    i64::try_from(whole.lines.iter().filter(is_short).count()).unwrap_or(0)
}

fn tags(ctx: &Ctx, whole: &Whole) -> Vec<Tag> {
    let short = short(whole);
    let tag = Tag::new(Tone::Danger, ctx.say_with("tag-short", &[("count", short.into())]));
    Some(tag).filter(|_| short > 0).into_iter().collect()
}

fn banners(ctx: &Ctx, whole: &Whole) -> Vec<Banner> {
    let order = &whole.order;
    let mut banners = Vec::new();
    if let Some(hold) = Hold::from_text(&order.hold_reason).filter(|_| order.state == State::Held) {
        let reason = ctx.say(&hold.message(&whole.base));
        let text = ctx.say_with("banner-held", &[("reason", reason.into())]);
        banners.push(Banner::new(Tone::Warning, text));
    }
    if order.is_late(ctx.today_in(order.company_id)) {
        let undelivered = (order.undelivered_amount, &order.currency);
        let values = [("date", order.requested_date.into()), ("amount", undelivered.into())];
        banners.push(Banner::new(Tone::Danger, ctx.say_with("banner-late", &values)));
    }
    let short = short(whole);
    if short > 0 {
        let text = ctx.say_with("banner-short", &[("count", short.into())]);
        banners.push(Banner::new(Tone::Info, text));
    }
    banners
}

fn money(ctx: &Ctx, amount: Money, currency: &str) -> String {
    ctx.formats.money(amount.to_decimal(), currency)
}

fn facts(ctx: &Ctx, whole: &Whole) -> Vec<Fact> {
    let (order, names) = (&whole.order, &whole.names);
    let date = |date| Value::Date(date).cell(ctx.messages, &ctx.formats);
    let place = format!("{} · {}", names.company, names.warehouse);
    let mut facts = vec![
        Fact::text(ctx.text("field-customer-reference"), &order.customer_reference),
        Fact::new(ctx.text("field-order-date"), date(order.order_date)),
        Fact::new(ctx.text("field-requested-date"), date(order.requested_date)),
        Fact::text(ctx.text("field-payment-term"), &names.payment_term),
        Fact::text(ctx.text("fact-company-warehouse"), place),
        Fact::new(ctx.text("fact-owner"), Cell::person(&names.owner)),
        Fact::new(
            ctx.text("fact-net"),
            Cell::Strong(money(ctx, order.net_amount, &order.currency)),
        ),
    ];
    if ctx.actor.may(Permission::MarginRead, order.company_id) {
        facts.push(margin(ctx, whole));
    }
    if !order.external_number.is_empty() {
        facts.push(Fact::text(ctx.text("field-external-number"), &order.external_number));
    }
    facts
}

/// The margin with the cost it is made of, for those who may see both.
fn margin(ctx: &Ctx, whole: &Whole) -> Fact {
    let order = &whole.order;
    let percent = order.margin_amount.percent_of(order.net_amount);
    let amount = money(ctx, order.margin_amount, &order.currency);
    let text = match percent {
        Some(percent) => format!("{} · {amount}", ctx.formats.percent(percent.to_decimal())),
        None => amount,
    };
    let fact = Fact::text(ctx.text("fact-margin"), text);
    if !ctx.actor.may(Permission::CostRead, order.company_id) {
        return fact;
    }
    let delivered: Money = whole.lines.iter().map(|line| line.progress.delivered_cost_amount).sum();
    let decimals = currency_decimals(&whole.base);
    let expected: Money = whole
        .lines
        .iter()
        .map(|line| line.tracked().expected_cost(decimals))
        .sum();
    let part = |key: &str, amount: Money| WhyPart {
        label: ctx.text(key),
        value: money(ctx, amount, &whole.base),
        url: None,
    };
    fact.why(vec![
        WhyPart {
            label: ctx.text("fact-net"),
            value: money(ctx, order.net_amount, &order.currency),
            url: None,
        },
        part("fact-delivered-cost", -delivered),
        part("fact-expected-cost", -expected),
    ])
}

/// The lines as they are shown and printed.
pub fn shown_lines(order: &SalesOrder, lines: &[OrderLine], today: chrono::NaiveDate) -> Vec<ShownLine> {
    let has_progress = matches!(order.state, State::Confirmed | State::Done);
    lines
        .iter()
        .map(|line| {
            let row = &line.line;
            let tracked = line.tracked();
            let is_late = order.state == State::Confirmed && tracked.undelivered().is_positive();
            ShownLine {
                position: row.position,
                product: row.product_id,
                product_code: line.product_code.clone(),
                description: row.description.clone(),
                quantity: row.quantity,
                unit_code: line.unit_code.clone(),
                unit_price: row.unit_price,
                price_source: row.price_source.clone(),
                discount_percent: row.discount_percent,
                net: row.net_amount,
                tax: row.tax_amount,
                requested_date: Some(row.requested_date),
                progress: has_progress.then(|| ShownProgress {
                    is_stocked: tracked.is_stocked(),
                    is_late: is_late && row.requested_date < today,
                    reserved: line.in_unit(line.reserved),
                    delivered: line.in_unit(line.progress.delivered),
                    returned: line.in_unit(line.progress.returned),
                    invoiced: line.in_unit(line.progress.billed()),
                }),
            }
        })
        .collect()
}

fn totals_of(order: &SalesOrder) -> DocumentTotals {
    DocumentTotals {
        net: order.net_amount,
        tax: order.tax_amount,
        total: order.total_amount,
    }
}

fn sections(ctx: &Ctx, whole: &Whole) -> Vec<Section> {
    let order = &whole.order;
    let lines = shown_lines(order, &whole.lines, ctx.today_in(order.company_id));
    let count = i64::try_from(lines.len()).unwrap_or(0);
    let mut sections = vec![Section {
        count: Some(ctx.formats.integer(count)),
        tag: tags(ctx, whole).into_iter().next(),
        ..Section::new(
            "lines",
            ctx.text("section-lines"),
            SectionBody::Lines {
                table: table::table(ctx, &order.currency, &lines),
                totals: table::totals(ctx, &order.currency, &totals_of(order)),
            },
        )
    }];
    sections.push(Section::new(
        "logistics",
        ctx.text("section-logistics"),
        SectionBody::Facts(logistics(ctx, whole)),
    ));
    if !order.note.is_empty() {
        let note = order.note.lines().map(str::to_owned).collect();
        sections.push(Section::new("note", ctx.text("field-note"), SectionBody::Text(note)));
    }
    sections
}

fn address(text: &str) -> Cell {
    Cell::Lines(text.lines().map(str::to_owned).collect())
}

fn logistics(ctx: &Ctx, whole: &Whole) -> Vec<Fact> {
    let (order, names) = (&whole.order, &whole.names);
    let mut facts = vec![
        Fact::new(ctx.text("field-delivery-address"), address(&order.delivery_address)),
        Fact::new(ctx.text("field-billing-address"), address(&order.billing_address)),
        Fact::text(ctx.text("field-carrier"), &names.carrier),
        Fact::text(ctx.text("field-price-list"), &names.price_list),
        Fact::text(ctx.text("field-tax-position"), &names.tax_position),
    ];
    if matches!(order.state, State::Confirmed | State::Done) {
        let amount = |amount: Money| money(ctx, amount, &order.currency);
        facts.push(Fact::text(
            ctx.text("fact-to-deliver"),
            amount(order.undelivered_amount),
        ));
        facts.push(Fact::text(ctx.text("fact-to-invoice"), amount(order.uninvoiced_amount)));
        if ctx.actor.may(Permission::CostRead, order.company_id) {
            let waiting: Money = whole.lines.iter().map(|line| line.progress.unsettled()).sum();
            let text = money(ctx, waiting, &whole.base);
            facts.push(Fact::text(ctx.text("fact-not-invoiced-cost"), text));
        }
    }
    facts
}

fn peek(ctx: &Ctx, whole: &Whole) -> PeekPart {
    let order = &whole.order;
    let mut page = ObjectPage::default();
    actions::fill(ctx, whole, &mut page);
    let rows = whole.lines.iter().map(|line| {
        let quantity = Value::Measure(line.line.quantity, line.unit_code.clone());
        TableRow::new(vec![
            Cell::Item {
                code: line.product_code.clone(),
                url: String::new(),
                text: line.line.description.clone(),
            },
            quantity.cell(ctx.messages, &ctx.formats),
            Value::Money(line.line.net_amount, order.currency.clone()).cell(ctx.messages, &ctx.formats),
        ])
    });
    let columns = vec![
        TableColumn::text(ctx.text("column-product")),
        TableColumn::number(ctx.text("column-quantity")),
        TableColumn::number(ctx.text("column-net")),
    ];
    let facts = facts(ctx, whole);
    PeekPart {
        kind: ctx.text("kind-sales-order"),
        title: order.number.clone(),
        status: Some(order.look().status(ctx.messages)),
        facts: std::iter::once(Fact::text(ctx.text("field-customer"), &order.party_name))
            .chain(facts)
            .collect(),
        lines_title: ctx.text("section-lines"),
        lines: Some(DataTable {
            columns,
            rows: rows.collect(),
            tall: true,
            ..DataTable::default()
        }),
        open: Link::new(ctx.text("action-open"), order.url()),
        actions: page.primary.into_iter().collect(),
        version: order.version.to_string(),
    }
}
