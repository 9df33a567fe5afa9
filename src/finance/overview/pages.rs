//! The overview of finance: key figures, ageing, what needs somebody, cash by day, the largest debtors.
use crate::finance::ageing;
use crate::finance::open_item;
use crate::finance::overview::figures::CASH_DAYS;
use crate::finance::overview::figures::Figures;
use crate::finance::overview::figures::days_before;
use crate::finance::overview::figures::figures;
use crate::finance::overview::queries::Figure;
use crate::finance::parts;
use crate::ids::PartyId;
use crate::kernel::chart::Chart;
use crate::kernel::chart::Series;
use crate::kernel::chart::SeriesKind;
use crate::kernel::error::Result;
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
use crate::kernel::web::ctx::CompanyFace;
use crate::kernel::web::get;
use crate::kernel::web::overview::money_kpi;
use crate::kernel::web::overview::needs_you;
use crate::permission::Permission::PaymentPost;
use crate::permission::Permission::PaymentRead;
use chrono::Datelike;
use chrono::NaiveDate;
use rust_decimal::prelude::ToPrimitive;
use tenon_db::Money;

pub const URL: &str = "/finance";

pub const ROUTES: &[Route] = &[get(URL, PaymentRead, overview)];

/// As of when; of several companies also how they were added up.
fn subtitle(ctx: &Ctx, companies: &[CompanyFace], left_out: &[String], today: NaiveDate) -> String {
    if companies.len() == 1 {
        return answer::as_of(ctx);
    }
    let count = i64::try_from(companies.len() - left_out.len()).unwrap_or(0);
    let currency = &ctx.company.currency;
    let named = [
        ("count", count.into()),
        ("currency", currency.into()),
        ("date", today.into()),
    ];
    let mut said = ctx.say_with("overview-converted", &named);
    if !left_out.is_empty() {
        let named = [
            ("currency", currency.into()),
            ("companies", ctx.messages.joined(left_out).into()),
        ];
        said = format!("{said} · {}", ctx.say_with("overview-without-rate", &named));
    }
    said
}

fn overview(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let companies = ctx.companies_summed(req, PaymentRead)?;
    let today = ctx.today();
    let (figures, left_out) = figures(ctx, &companies, today)?;
    let new = Action::get(ctx.text("new-payments"), "plus", "/finance/payments/new");
    let page = OverviewPage {
        title: ctx.text("finance-overview"),
        subtitle: subtitle(ctx, &companies, &left_out, today),
        primary: Some(new).filter(|_| ctx.may(PaymentPost)),
        kpis: kpis(ctx, &figures, today),
        cards: vec![
            ages(ctx, &figures),
            waiting(ctx, &figures),
            cash(ctx, &figures, today),
            debtors(ctx, &figures),
        ],
        ..OverviewPage::default()
    };
    answer::overview(ctx, req, &page)
}

fn float(amount: Money) -> f64 {
    amount.to_decimal().to_f64().unwrap_or(0.0)
}

fn kpi(ctx: &Ctx, key: &str, amount: Money, url: String, context: String) -> Kpi {
    Kpi {
        context,
        ..money_kpi(ctx, key, amount, url)
    }
}

fn kpis(ctx: &Ctx, figures: &Figures, today: NaiveDate) -> Vec<Kpi> {
    let documents = |figure: Figure| ctx.say_with("kpi-items", &[("count", figure.count.into())]);
    let month = today.with_day(1).unwrap_or(today);
    let received: Money = figures.cash.range(month..).map(|(_, (money_in, _))| *money_in).sum();
    let mut week = kpi(
        ctx,
        "kpi-received",
        received,
        format!("/finance/payments?view=all&direction=in&is_money=yes&date.from={month}&date.to={today}"),
        ctx.formats.month(today),
    );
    week.spark = figures.cash.values().map(|(money_in, _)| float(*money_in)).collect();
    vec![
        kpi(
            ctx,
            "kpi-receivables",
            figures.ages.total(),
            "/finance/open-items?view=open".to_owned(),
            String::new(),
        ),
        kpi(
            ctx,
            "kpi-overdue",
            figures.overdue.amount,
            "/finance/open-items?view=overdue".to_owned(),
            documents(figures.overdue),
        ),
        kpi(
            ctx,
            "kpi-due-soon",
            figures.due_soon.amount,
            format!("/finance/open-items?view=all&state=open&side=debit&due.from={today}&due.to=%2B7"),
            documents(figures.due_soon),
        ),
        week,
    ]
}

/// What is open by days overdue.
fn ages(ctx: &Ctx, figures: &Figures) -> OverviewCard {
    let currency = &ctx.company.currency;
    let labels = ageing::KEYS.map(|key| ctx.text(&format!("column-{key}")));
    let title = ctx.text("report-ageing");
    let chart = Chart {
        title: title.clone(),
        label_head: ctx.text("column-overdue"),
        labels: labels.to_vec(),
        series: vec![Series {
            name: ctx.text("column-open"),
            kind: SeriesKind::Bars,
            values: figures.ages.amounts.iter().map(|amount| Some(float(*amount))).collect(),
            shown: figures
                .ages
                .amounts
                .iter()
                .map(|amount| parts::money(ctx, *amount, currency))
                .collect(),
        }],
        urls: vec![ageing::pages::URL.to_owned(); ageing::BUCKETS],
        ..Chart::default()
    };
    OverviewCard {
        title: ctx.say_with("card-ageing", &[("currency", currency.into())]),
        span: 7,
        link: Some(Link::new(title, ageing::pages::URL)),
        body: CardBody::Chart(chart),
        ..OverviewCard::default()
    }
}

fn waiting(ctx: &Ctx, figures: &Figures) -> OverviewCard {
    let currency = &ctx.company.currency;
    let item = |count: i64, tone: Tone, title: &str, text: String, verb: &str, url: &str| WorkItem {
        count: ctx.formats.integer(count),
        tone,
        title: ctx.text(title),
        text,
        verb: ctx.text(verb),
        url: url.to_owned(),
    };
    let amount = |figure: Figure| parts::money(ctx, figure.amount, currency);
    let items = [
        (figures.overdue.count > 0).then(|| {
            let text = amount(figures.overdue);
            item(
                figures.overdue.count,
                Tone::Danger,
                "work-overdue",
                text,
                "work-chase",
                "/finance/invoices?view=overdue",
            )
        }),
        (figures.unallocated.count > 0).then(|| {
            let text = amount(figures.unallocated);
            let url = open_item::pages::worklist::URL;
            item(
                figures.unallocated.count,
                Tone::Warning,
                "work-allocate",
                text,
                "action-allocate",
                url,
            )
        }),
        (figures.drafts > 0).then(|| {
            let text = ctx.text("work-invoices-text");
            item(
                figures.drafts,
                Tone::Info,
                "work-invoices",
                text,
                "action-post",
                "/finance/invoices?view=draft",
            )
        }),
    ];
    let items: Vec<WorkItem> = items.into_iter().flatten().collect();
    let count = i64::try_from(items.len()).unwrap_or(0);
    OverviewCard {
        count: (count > 0).then(|| ctx.formats.integer(count)),
        ..needs_you(ctx, 5, items)
    }
}

/// Money in and out over the last thirty days.
fn cash(ctx: &Ctx, figures: &Figures, today: NaiveDate) -> OverviewCard {
    let currency = &ctx.company.currency;
    let days: Vec<NaiveDate> = days_before(today, CASH_DAYS)
        .iter_days()
        .take_while(|day| *day <= today)
        .collect();
    let sums: Vec<(Money, Money)> = days
        .iter()
        .map(|day| figures.cash.get(day).copied().unwrap_or_default())
        .collect();
    let series = |key: &str, of: fn(&(Money, Money)) -> Money| Series {
        name: ctx.text(key),
        kind: SeriesKind::Bars,
        values: sums.iter().map(|sum| Some(float(of(sum)))).collect(),
        shown: sums.iter().map(|sum| parts::money(ctx, of(sum), currency)).collect(),
    };
    let chart = Chart {
        title: ctx.text("card-cash"),
        label_head: ctx.text("column-date"),
        labels: days.iter().map(|day| day.day().to_string()).collect(),
        series: vec![
            series("payment-direction-in", |sum| sum.0),
            series("payment-direction-out", |sum| sum.1),
        ],
        last_open: true,
        ..Chart::default()
    };
    OverviewCard {
        title: ctx.say_with("card-cash-by-day", &[("currency", currency.into())]),
        span: 7,
        link: Some(Link::new(ctx.text("list-payments"), "/finance/payments")),
        body: CardBody::Chart(chart),
        ..OverviewCard::default()
    }
}

fn debtors(ctx: &Ctx, figures: &Figures) -> OverviewCard {
    let currency = &ctx.company.currency;
    let most = figures.debtors.iter().map(|one| one.2).max().unwrap_or_default();
    let bar = |(id, name, total, overdue): &(PartyId, String, Money, Money)| HBar {
        label: name.clone(),
        count: String::new(),
        value: parts::money(ctx, *total, currency),
        url: format!("{}/{id}", ageing::pages::URL),
        percent: parts::share(*total, most).min(100),
        tone: overdue.is_positive().then_some(Tone::Warning),
    };
    OverviewCard {
        title: ctx.text("card-debtors"),
        span: 5,
        link: Some(Link::new(ctx.text("report-ageing"), ageing::pages::URL)),
        body: CardBody::Bars(figures.debtors.iter().map(bar).collect()),
        ..OverviewCard::default()
    }
}
