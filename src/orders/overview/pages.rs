//! The overview of orders: key figures and a chart that open their lists, and the worklists of exceptions.
use crate::ids::PartyId;
use crate::ids::Subject;
use crate::kernel::chart::Chart;
use crate::kernel::chart::Series;
use crate::kernel::chart::SeriesKind;
use crate::kernel::error::Result;
use crate::kernel::value::Value;
use crate::kernel::view::Action;
use crate::kernel::view::CardBody;
use crate::kernel::view::Cell;
use crate::kernel::view::DataTable;
use crate::kernel::view::HBar;
use crate::kernel::view::Kpi;
use crate::kernel::view::Link;
use crate::kernel::view::OverviewCard;
use crate::kernel::view::OverviewPage;
use crate::kernel::view::Switch;
use crate::kernel::view::SwitchChoice;
use crate::kernel::view::TableColumn;
use crate::kernel::view::TableRow;
use crate::kernel::view::Tone;
use crate::kernel::view::WorkItem;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::Route;
use crate::kernel::web::answer;
use crate::kernel::web::get;
use crate::kernel::web::overview::all_clear;
use crate::kernel::web::overview::bar_length;
use crate::kernel::web::overview::change;
use crate::kernel::web::overview::money_kpi;
use crate::kernel::web::overview::needs_you;
use crate::orders::delivery::pages::list as deliveries;
use crate::orders::overview::Period;
use crate::orders::overview::between;
use crate::orders::overview::by_month;
use crate::orders::overview::end_of;
use crate::orders::overview::figures::Figures;
use crate::orders::overview::figures::figures;
use crate::orders::overview::months;
use crate::orders::overview::start_of;
use crate::orders::overview::year_before;
use crate::orders::sales_order::SalesOrder;
use crate::orders::sales_order::pages::list::HOLDS_URL;
use crate::orders::sales_order::pages::list::LATE_URL;
use crate::orders::sales_order::pages::list::URL;
use crate::permission::Permission;
use crate::permission::Permission::SalesOrderRead;
use chrono::NaiveDate;
use rust_decimal::prelude::ToPrimitive;
use tenon_db::Money;

pub const ROUTES: &[Route] = &[get("/orders", SalesOrderRead, overview)];

fn overview(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let today = ctx.today();
    let period: Period = req.query("period").parse().unwrap_or(Period::Month);
    let reach = ctx.actor.reach(SalesOrderRead).within(ctx.company.id);
    let figures = figures(ctx, &reach, today)?;
    let may_new = ctx.may(Permission::SalesOrderEdit);
    let new = Action::get(ctx.text("new-sales-orders"), "plus", format!("{URL}/new"));
    let page = OverviewPage {
        title: ctx.text("orders-overview"),
        subtitle: answer::with_left_out(ctx, answer::as_of(ctx), &figures.left_out),
        switches: vec![switch(ctx, period)],
        primary: Some(new).filter(|_| may_new),
        kpis: kpis(ctx, &figures, period, today),
        cards: vec![
            chart(ctx, &figures, today),
            waiting(ctx, &figures),
            top_customers(ctx, &figures),
            late_deliveries(ctx, &figures),
        ],
        ..OverviewPage::default()
    };
    answer::overview(ctx, req, &page)
}

fn switch(ctx: &Ctx, period: Period) -> Switch {
    let choice = |one: &Period| SwitchChoice {
        label: ctx.text(match one {
            Period::Month => "period-month",
            Period::Quarter => "period-quarter",
            Period::Year => "period-year",
        }),
        url: format!("?period={}", one.code()),
        current: *one == period,
    };
    Switch {
        label: ctx.text("switch-period"),
        choices: Period::ALL.iter().map(choice).collect(),
    }
}

/// The list of orders of a span of days that were confirmed.
fn orders_url(from: NaiveDate, to: NaiveDate) -> String {
    format!("{URL}?view=all&state=confirmed&state=done&date.from={from}&date.to={to}")
}

fn float(amount: Money) -> f64 {
    amount.to_decimal().to_f64().unwrap_or(0.0)
}

fn orders_text(ctx: &Ctx, count: i64) -> String {
    ctx.say_with("kpi-context-orders", &[("count", count.into())])
}

fn kpis(ctx: &Ctx, figures: &Figures, period: Period, today: NaiveDate) -> Vec<Kpi> {
    let from = start_of(period, today);
    let now = between(&figures.days, from, today);
    let before = between(&figures.days, year_before(from), year_before(today));
    let monthly = by_month(&figures.days);
    let line = months(today);
    let spark = line
        .iter()
        .map(|month| float(monthly.get(month).copied().unwrap_or_default()));
    let last_year = ctx.say_with(
        "kpi-context-last-year",
        &[("month", ctx.formats.month(year_before(from)).into())],
    );
    let intake = Kpi {
        delta: change(ctx, now, before),
        context: last_year,
        spark: spark.collect(),
        ..money_kpi(ctx, "kpi-order-intake", now, orders_url(from, today))
    };
    let backlog = Kpi {
        context: orders_text(ctx, figures.backlog.0),
        ..money_kpi(
            ctx,
            "kpi-backlog",
            figures.backlog.1,
            format!("{URL}?view=all&state=confirmed"),
        )
    };
    let late = Kpi {
        context: orders_text(ctx, figures.late.0),
        ..money_kpi(ctx, "kpi-late", figures.late.1, LATE_URL)
    };
    let held = Kpi {
        context: orders_text(ctx, figures.held.0),
        ..money_kpi(ctx, "kpi-held", figures.held.1, HOLDS_URL)
    };
    let billable = Kpi {
        context: orders_text(ctx, figures.billable.0),
        ..money_kpi(
            ctx,
            "kpi-to-invoice",
            figures.billable.1,
            format!("{URL}?view=to-invoice"),
        )
    };
    vec![intake, backlog, late, held, billable]
}

fn chart(ctx: &Ctx, figures: &Figures, today: NaiveDate) -> OverviewCard {
    let line = months(today);
    let monthly = by_month(&figures.days);
    let currency = &ctx.company.currency;
    let series = |key: &str, kind: SeriesKind, month_of: fn(NaiveDate) -> NaiveDate| {
        let amounts: Vec<Money> = line
            .iter()
            .map(|month| monthly.get(&month_of(*month)).copied().unwrap_or_default())
            .collect();
        Series {
            name: ctx.text(key),
            kind,
            values: amounts.iter().map(|amount| Some(float(*amount))).collect(),
            shown: amounts
                .iter()
                .map(|amount| ctx.formats.money(amount.to_decimal(), currency))
                .collect(),
        }
    };
    let title = ctx.say_with("chart-orders-by-month", &[("currency", currency.into())]);
    let chart = Chart {
        title: title.clone(),
        description: ctx.text("chart-orders-description"),
        label_head: ctx.text("chart-month"),
        labels: line.iter().map(|month| ctx.formats.month_short(*month)).collect(),
        series: vec![
            series("chart-this-year", SeriesKind::Bars, |month| month),
            series("chart-last-year", SeriesKind::Dashed, year_before),
        ],
        last_open: true,
        urls: line.iter().map(|month| orders_url(*month, end_of(*month))).collect(),
    };
    OverviewCard {
        title,
        span: 8,
        body: CardBody::Chart(chart),
        ..OverviewCard::default()
    }
}

fn waiting(ctx: &Ctx, figures: &Figures) -> OverviewCard {
    let currency = &ctx.company.currency;
    let (held, held_amount) = figures.held;
    let (late, _, oldest) = figures.late;
    let held_text = ctx.say_with("work-held-text", &[("amount", (held_amount, currency).into())]);
    let late_text = ctx.say_with("work-late-text", &[("date", oldest.into())]);
    let to_invoice = format!("{URL}?view=to-invoice");
    let picking = format!("{}?view=picking", deliveries::URL);
    let expected = format!("{}?view=expected", deliveries::RETURNS_URL);
    let work = [
        (
            held,
            Tone::Warning,
            "work-held",
            held_text,
            "verb-review",
            HOLDS_URL.to_owned(),
        ),
        (
            late,
            Tone::Danger,
            "work-late",
            late_text,
            "verb-chase",
            LATE_URL.to_owned(),
        ),
        (
            figures.billable.0,
            Tone::Neutral,
            "work-billable",
            ctx.text("work-billable-text"),
            "verb-invoice",
            to_invoice,
        ),
        (
            figures.picking,
            Tone::Info,
            "work-picking",
            ctx.text("work-picking-text"),
            "verb-ship",
            picking,
        ),
        (
            figures.returns,
            Tone::Info,
            "work-returns",
            ctx.text("work-returns-text"),
            "verb-receive",
            expected,
        ),
    ];
    let items = work.into_iter().filter(|(count, ..)| *count > 0);
    let items = items.map(|(count, tone, key, text, verb, url)| WorkItem {
        count: ctx.formats.integer(count),
        tone,
        title: ctx.text(key),
        text,
        verb: ctx.text(verb),
        url,
    });
    needs_you(ctx, 4, items.collect())
}

fn top_customers(ctx: &Ctx, figures: &Figures) -> OverviewCard {
    let most = figures.customers.first().map(|first| first.2).unwrap_or_default();
    let bar = |(party, name, amount): &(PartyId, String, Money)| HBar {
        label: name.clone(),
        value: ctx.formats.money_short(amount.to_decimal(), &ctx.company.currency),
        url: Subject::Party(*party).url(),
        percent: bar_length(*amount, most),
        ..HBar::default()
    };
    OverviewCard {
        title: ctx.text("card-top-customers"),
        span: 6,
        link: Some(Link::new(ctx.text("view-all"), URL)),
        body: CardBody::Bars(figures.customers.iter().map(bar).collect()),
        ..OverviewCard::default()
    }
}

fn late_deliveries(ctx: &Ctx, figures: &Figures) -> OverviewCard {
    let row = |order: &SalesOrder| {
        let cell = |value: Value| value.cell(ctx.messages, &ctx.formats);
        TableRow::new(vec![
            Cell::link(&order.number, order.url()),
            Cell::text(&order.party_name),
            cell(Value::Date(order.requested_date)),
            cell(Value::Money(order.undelivered_amount, order.currency.clone())),
        ])
    };
    let table = DataTable {
        columns: vec![
            TableColumn::text(ctx.text("column-order")),
            TableColumn::text(ctx.text("column-customer")),
            TableColumn::text(ctx.text("column-requested")),
            TableColumn::number(ctx.text("column-undelivered")),
        ],
        rows: figures.late_orders.iter().map(row).collect(),
        ..DataTable::default()
    };
    OverviewCard {
        title: ctx.text("card-late"),
        span: 6,
        count: Some(ctx.formats.integer(figures.late.0)),
        link: Some(Link::new(ctx.text("view-all"), LATE_URL)),
        body: if figures.late_orders.is_empty() {
            all_clear(ctx)
        } else {
            CardBody::Table(table)
        },
        ..OverviewCard::default()
    }
}
