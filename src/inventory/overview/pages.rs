//! The overview page of the department.
use crate::ids::Subject;
use crate::inventory::goods_receipt;
use crate::inventory::overview::floor;
use crate::inventory::overview::queries;
use crate::inventory::overview::queries::Counts;
use crate::inventory::reservation;
use crate::inventory::valuation;
use crate::inventory::valuation::queries::Month;
use crate::kernel::chart::Chart;
use crate::kernel::chart::Series;
use crate::kernel::chart::SeriesKind;
use crate::kernel::error::Result;
use crate::kernel::list::ListQuery;
use crate::kernel::view::Action;
use crate::kernel::view::CardBody;
use crate::kernel::view::HBar;
use crate::kernel::view::Kpi;
use crate::kernel::view::Link;
use crate::kernel::view::OverviewCard;
use crate::kernel::view::OverviewPage;
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
use crate::kernel::web::overview::money_kpi;
use crate::kernel::web::overview::needs_you;
use crate::permission::Permission::CostRead;
use crate::permission::Permission::StockMove;
use crate::permission::Permission::StockRead;
use rust_decimal::prelude::ToPrimitive;
use tenon_db::Money;

pub const ROUTES: &[Route] = &[get("/inventory", StockRead, show)];

/// Months a chart shows.
const MONTHS: usize = 12;
/// Rows of a card.
const ROWS: i64 = 8;

/// What the page is made of.
struct Figures {
    counts: Counts,
    short: i64,
    late: i64,
    drafts: i64,
    /// Empty for who may not see costs.
    months: Vec<Month>,
    value: Option<Money>,
}

fn figures(ctx: &Ctx) -> Result<Figures> {
    let reach = ctx.actor.reach(StockRead).within(ctx.company.id);
    let (company, today, may_see) = (ctx.company.id, ctx.today(), ctx.may(CostRead));
    ctx.read(|conn| {
        let (short, late) = reservation::queries::shortage_counts(conn, &reach, today)?;
        let (mut months, mut value) = (Vec::new(), None);
        if may_see {
            months = valuation::queries::months(conn, company, today, MONTHS)?;
            let now = valuation::queries::value_at(conn, &reach, today)?;
            value = Some(now.first().map(|(_, amount)| *amount).unwrap_or_default());
        }
        Ok(Figures {
            counts: queries::counts(conn, &reach, today)?,
            short,
            late,
            drafts: goods_receipt::queries::draft_count(conn, &reach)?,
            months,
            value,
        })
    })
}

fn show(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let figures = figures(ctx)?;
    let mut cards = Vec::new();
    if figures.months.len() > 1 {
        cards.push(value_card(ctx, &figures));
    }
    let has_values = figures.months.len() > 1;
    if !has_values {
        cards.push(floor::moves_card(ctx)?);
    }
    cards.push(work_card(ctx, &figures));
    if figures.months.len() > 1 {
        cards.push(flow_card(ctx, &figures));
    }
    if ctx.may(CostRead) {
        cards.push(dearest_card(ctx)?);
    }
    if has_values {
        cards.push(floor::moves_card(ctx)?);
    }
    cards.push(floor::low_card(ctx)?);
    cards.push(shortage_card(ctx, if has_values { 12 } else { 7 })?);
    let page = OverviewPage {
        title: ctx.text("inventory-overview"),
        subtitle: answer::as_of(ctx),
        primary: ctx
            .may(StockMove)
            .then(|| Action::get(ctx.text("new-receipts"), "plus", "/inventory/receipts/new")),
        kpis: kpis(ctx, &figures),
        cards,
        ..OverviewPage::default()
    };
    answer::overview(ctx, req, &page)
}

fn count_kpi(ctx: &Ctx, label: &str, count: i64, url: String, context: String) -> Kpi {
    Kpi {
        label: ctx.text(label),
        url,
        value: ctx.formats.integer(count),
        context,
        ..Kpi::default()
    }
}

fn kpis(ctx: &Ctx, figures: &Figures) -> Vec<Kpi> {
    let today = ctx.today();
    let mut kpis = Vec::new();
    if let Some(value) = figures.value {
        let spark = figures
            .months
            .iter()
            .filter_map(|month| month.value.to_decimal().to_f64());
        kpis.push(Kpi {
            context: ctx.say_with("as-of-day", &[("date", today.into())]),
            spark: spark.collect(),
            ..money_kpi(ctx, "list-stock-value", value, "/inventory/stock-value")
        });
    }
    let counts = &figures.counts;
    let late = ctx.say_with("kpi-shortages-late", &[("count", figures.late.into())]);
    kpis.push(count_kpi(
        ctx,
        "kpi-products-in-stock",
        counts.products,
        "/inventory/stock".to_owned(),
        String::new(),
    ));
    kpis.push(count_kpi(
        ctx,
        "list-shortages",
        figures.short,
        "/inventory/shortages".to_owned(),
        late,
    ));
    let url = "/inventory/reservations".to_owned();
    kpis.push(count_kpi(
        ctx,
        "list-reservations",
        counts.reservations,
        url,
        String::new(),
    ));
    let url = format!("/inventory/moves?date.from={today}&date.to={today}&view=all");
    kpis.push(count_kpi(ctx, "kpi-moves-today", counts.moves, url, String::new()));
    kpis
}

/// The level at the end of each month; each opens the value of that day.
fn value_card(ctx: &Ctx, figures: &Figures) -> OverviewCard {
    let money = |amount: Money| ctx.formats.amount_in(amount.to_decimal(), &ctx.company.currency);
    let months = &figures.months;
    let today = ctx.today();
    let chart = Chart {
        title: ctx.text("list-stock-value"),
        description: ctx.text("chart-stock-value"),
        label_head: ctx.text("column-month"),
        labels: months.iter().map(|month| month_name(ctx, month)).collect(),
        series: vec![Series {
            name: ctx.text("column-value"),
            kind: SeriesKind::Line,
            values: months.iter().map(|month| month.value.to_decimal().to_f64()).collect(),
            shown: months.iter().map(|month| money(month.value)).collect(),
        }],
        last_open: true,
        urls: months
            .iter()
            .map(|month| format!("/inventory/stock-value?as-of={}&level=stock", month.end.min(today)))
            .collect(),
    };
    OverviewCard {
        title: ctx.text("list-stock-value"),
        span: 7,
        link: Some(Link::new(ctx.text("action-open"), "/inventory/stock-value")),
        body: CardBody::Chart(chart),
        ..OverviewCard::default()
    }
}

fn month_name(ctx: &Ctx, month: &Month) -> String {
    ctx.formats.month_short(month.start)
}

/// What came in and went out, month by month; each opens its changes.
fn flow_card(ctx: &Ctx, figures: &Figures) -> OverviewCard {
    let money = |amount: Money| ctx.formats.amount_in(amount.to_decimal(), &ctx.company.currency);
    let months = &figures.months;
    let bars = |name: &str, of: fn(&Month) -> Money| Series {
        name: ctx.text(name),
        kind: SeriesKind::Bars,
        values: months.iter().map(|month| of(month).to_decimal().to_f64()).collect(),
        shown: months.iter().map(|month| money(of(month))).collect(),
    };
    let chart = Chart {
        title: ctx.text("chart-in-and-out"),
        description: String::new(),
        label_head: ctx.text("column-month"),
        labels: months.iter().map(|month| month_name(ctx, month)).collect(),
        series: vec![
            bars("direction-in", |month| month.came),
            bars("direction-out", |month| month.left),
        ],
        last_open: true,
        urls: months
            .iter()
            .map(|month| {
                let (first, last) = (month.start, month.end);
                format!("/inventory/valuation-entries?date.from={first}&date.to={last}&view=all")
            })
            .collect(),
    };
    OverviewCard {
        title: ctx.text("chart-in-and-out"),
        span: 7,
        link: Some(Link::new(ctx.text("action-open"), "/inventory/valuation-entries")),
        body: CardBody::Chart(chart),
        ..OverviewCard::default()
    }
}

fn work_card(ctx: &Ctx, figures: &Figures) -> OverviewCard {
    let yesterday = ctx.today().pred_opt().unwrap_or(ctx.today());
    let item = |count: i64, tone: Tone, key: &str, url: String| WorkItem {
        count: ctx.formats.integer(count),
        tone,
        title: ctx.text(&format!("work-{key}")),
        text: ctx.text(&format!("work-{key}-text")),
        verb: ctx.text("action-open"),
        url,
    };
    let counts = &figures.counts;
    let all = [
        (
            figures.late,
            Tone::Danger,
            "shortages-late",
            format!("/inventory/shortages?promise.to={yesterday}&view=all"),
        ),
        (
            figures.short - figures.late,
            Tone::Warning,
            "shortages",
            "/inventory/shortages".to_owned(),
        ),
        (
            counts.below_zero,
            Tone::Danger,
            "below-zero",
            "/inventory/stock-positions?view=below-zero".to_owned(),
        ),
        (
            counts.low,
            Tone::Warning,
            "low",
            "/inventory/stock?view=low-stock".to_owned(),
        ),
        (
            figures.drafts,
            Tone::Info,
            "drafts",
            "/inventory/receipts?view=draft".to_owned(),
        ),
    ];
    let items = all.into_iter().filter(|(count, ..)| *count > 0);
    let items = items.map(|(count, tone, key, url)| item(count, tone, key, url));
    needs_you(ctx, 5, items.collect())
}

/// The products in which most money lies.
fn dearest_card(ctx: &Ctx) -> Result<OverviewCard> {
    let reach = ctx.actor.reach(CostRead).within(ctx.company.id);
    let language = ctx.messages.language().code();
    let rows = ctx.read(|conn| valuation::queries::dearest(conn, &reach, language, ROWS))?;
    let most = rows.first().map(|row| row.amount).unwrap_or_default();
    let bars = rows.iter().filter(|row| row.amount.is_positive()).map(|row| HBar {
        label: format!("{} {}", row.product_code, row.product_name),
        count: String::new(),
        value: ctx.formats.money_short(row.amount.to_decimal(), &row.currency),
        url: Subject::ValuationBalance(row.id).url(),
        percent: bar_length(row.amount, most),
        tone: None,
    });
    Ok(OverviewCard {
        title: ctx.text("overview-dearest"),
        span: 5,
        link: Some(Link::new(ctx.text("action-open"), "/inventory/stock-value")),
        body: CardBody::Bars(bars.collect()),
        ..OverviewCard::default()
    })
}

/// The shortages that are promised first.
fn shortage_card(ctx: &Ctx, span: u8) -> Result<OverviewCard> {
    let reach = ctx.actor.reach(StockRead).within(ctx.company.id);
    let first = ListQuery {
        sort: "promise".to_owned(),
        limit: ROWS,
        ..ListQuery::default()
    };
    let rows = ctx.read(|conn| reservation::queries::shortages(conn, &reach, &first))?;
    Ok(OverviewCard {
        title: ctx.text("list-shortages"),
        span,
        link: Some(Link::new(ctx.text("view-all"), "/inventory/shortages")),
        body: if rows.is_empty() {
            all_clear(ctx)
        } else {
            CardBody::Table(reservation::pages::table(ctx, &rows))
        },
        ..OverviewCard::default()
    })
}
