//! The overview page of the department.
use crate::ids::Subject;
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
use crate::kernel::web::overview::bar_length;
use crate::kernel::web::overview::change;
use crate::kernel::web::overview::money_kpi;
use crate::kernel::web::overview::needs_you;
use crate::ledger::currency;
use crate::ledger::currency::worth::Worth;
use crate::permission::Permission::QuotationEdit;
use crate::permission::Permission::QuotationRead;
use crate::permission::Permission::SalesOrderRead;
use crate::sales::overview;
use crate::sales::overview::Month;
use crate::sales::quotation::EXPIRING_DAYS;
use crate::sales::quotation::State;
use crate::sales::quotation::pages::list::EXPIRING_URL;
use crate::sales::quotation::pages::list::URL;
use crate::sales::quotation::queries::figures;
use crate::sales::quotation::queries::figures::Bought;
use crate::sales::quotation::queries::figures::Day;
use crate::sales::quotation::queries::figures::Sum;
use chrono::Days;
use chrono::NaiveDate;
use rust_decimal::prelude::ToPrimitive;
use std::collections::BTreeMap;
use tenon_db::Money;

pub const ROUTES: &[Route] = &[get("/sales", QuotationRead, show)];

/// Months a chart shows.
const MONTHS: u32 = 12;
/// Days over which the share of won quotations is taken.
const RATE_DAYS: u64 = 90;
/// Bars of a ranking.
const CUSTOMERS: usize = 8;
/// Customers of a currency that may be among them when all currencies are added up.
const CUSTOMERS_READ: usize = 50;

/// What the page is made of; all amounts are in the currency of the company worked in.
struct Figures {
    open: Vec<Sum>,
    expiring: Vec<Sum>,
    expired: Vec<Sum>,
    days: Vec<Day>,
    customers: Vec<Bought>,
    months: Vec<Month>,
    /// Currencies without a rate, of which amounts are missing.
    left_out: Vec<String>,
}

fn figures(ctx: &Ctx, companies: &[CompanyFace]) -> Result<Figures> {
    let today = ctx.today();
    let mut months = overview::months(today, MONTHS);
    let first = months.first().map_or(today, |month| month.start);
    let reach_of = |permission| {
        ctx.actor
            .reach(permission)
            .within_all(companies.iter().map(|one| one.id))
    };
    let (reach, orders) = (reach_of(QuotationRead), reach_of(SalesOrderRead));
    let until = today.checked_add_days(Days::new(EXPIRING_DAYS)).unwrap_or(today);
    let yesterday = today.pred_opt().unwrap_or(today);
    let mut figures = ctx.read(|conn| {
        let mut figures = Figures {
            open: figures::open(conn, &reach)?,
            expiring: figures::sent_until(conn, &reach, until)?,
            expired: figures::sent_until(conn, &reach, yesterday)?,
            days: figures::days(conn, &reach, (first, today))?,
            customers: figures::bought(conn, &orders, first, CUSTOMERS_READ)?,
            months: Vec::new(),
            left_out: Vec::new(),
        };
        let own = currency::queries::of_company(conn, ctx.company.id)?;
        let worth = Worth::read(conn, &own, today, figures.amounts().map(|(code, _)| &*code))?;
        for (code, amount) in figures.amounts() {
            *amount = worth.of(code, *amount)?;
        }
        figures.left_out = worth.left_out;
        Ok(figures)
    })?;
    overview::fill(&mut months, &figures.days);
    figures.months = months;
    Ok(figures)
}

impl Figures {
    /// Every amount with its currency.
    fn amounts(&mut self) -> impl Iterator<Item = (&mut String, &mut Money)> {
        let sums = self.open.iter_mut().chain(&mut self.expiring).chain(&mut self.expired);
        let sums = sums.chain(self.days.iter_mut().map(|day| &mut day.sum));
        let bought = self.customers.iter_mut().map(|one| (&mut one.currency, &mut one.net));
        sums.map(|sum| (&mut sum.currency, &mut sum.net)).chain(bought)
    }
}

/// How many quotations, and how much they are together.
fn total<'a>(sums: impl Iterator<Item = &'a Sum>) -> (i64, Money) {
    sums.fold((0, Money::ZERO), |(count, net), sum| (count + sum.count, net + sum.net))
}

/// As of when; of several companies how they were added up, and what could not be.
fn subtitle(ctx: &Ctx, companies: &[CompanyFace], left_out: &[String]) -> String {
    let currency = &ctx.company.currency;
    let as_of = if companies.len() == 1 {
        answer::as_of(ctx)
    } else {
        let named = [
            ("count", i64::try_from(companies.len()).unwrap_or(0).into()),
            ("currency", currency.into()),
            ("date", ctx.today().into()),
        ];
        ctx.say_with("overview-converted", &named)
    };
    answer::with_left_out(ctx, as_of, left_out)
}

fn show(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let companies = ctx.companies_read(req, QuotationRead)?;
    let figures = figures(ctx, &companies)?;
    let mut cards = vec![trend(ctx, &figures.months), work(ctx, &figures)];
    if !figures.customers.is_empty() {
        cards.push(top_customers(ctx, &figures));
    }
    let page = OverviewPage {
        title: ctx.text("sales-overview"),
        subtitle: subtitle(ctx, &companies, &figures.left_out),
        primary: ctx
            .may(QuotationEdit)
            .then(|| Action::get(ctx.text("new-quotations"), "plus", format!("{URL}/new"))),
        kpis: kpis(ctx, &figures),
        cards,
        ..OverviewPage::default()
    };
    answer::overview(ctx, req, &page)
}

fn amount_kpi(ctx: &Ctx, label: &str, (count, net): (i64, Money), url: String) -> Kpi {
    Kpi {
        context: ctx.say_with("kpi-quotations", &[("count", count.into())]),
        ..money_kpi(ctx, label, net, url)
    }
}

fn kpis(ctx: &Ctx, figures: &Figures) -> Vec<Kpi> {
    let in_state = |state: State| figures.open.iter().filter(move |sum| sum.state == state);
    let open = total(figures.open.iter());
    let sent = total(in_state(State::Sent));
    let mut kpis = vec![
        amount_kpi(ctx, "kpi-open-quotations", open, format!("{URL}?view=open")),
        amount_kpi(ctx, "kpi-sent-quotations", sent, format!("{URL}?state=sent&view=all")),
    ];
    kpis.extend(won_this_month(ctx, figures));
    kpis.push(rate_kpi(ctx, figures));
    kpis
}

/// Of the quotations of this month, against those of the month before.
fn won_this_month(ctx: &Ctx, figures: &Figures) -> Option<Kpi> {
    let (this, before) = match figures.months.as_slice() {
        [.., before, this] => (this, Some(before)),
        [this] => (this, None),
        [] => return None,
    };
    let count = |month: &Month| -> i64 {
        let own = figures
            .days
            .iter()
            .filter(|day| day.sum.state == State::Won && (month.start..=month.end).contains(&day.date));
        own.map(|day| day.sum.count).sum()
    };
    let url = format!("{URL}?state=won&date.from={}&date.to={}&view=all", this.start, this.end);
    let values = figures
        .months
        .iter()
        .filter_map(|month| month.won.to_decimal().to_f64());
    Some(Kpi {
        delta: before.and_then(|before| change(ctx, this.won, before.won)),
        spark: values.collect(),
        ..amount_kpi(ctx, "kpi-won-this-month", (count(this), this.won), url)
    })
}

fn rate_kpi(ctx: &Ctx, figures: &Figures) -> Kpi {
    let since = ctx
        .today()
        .checked_sub_days(Days::new(RATE_DAYS))
        .unwrap_or(ctx.today());
    let count = |state: State| -> i64 {
        let own = figures
            .days
            .iter()
            .filter(|day| day.sum.state == state && day.date >= since);
        own.map(|day| day.sum.count).sum()
    };
    let (won, lost) = (count(State::Won), count(State::Lost));
    let rate = overview::win_rate(won, lost);
    let values = [("won", won.into()), ("decided", (won + lost).into())];
    Kpi {
        label: ctx.text("kpi-win-rate"),
        url: format!("{URL}?state=won&state=lost&date.from={since}&view=all"),
        value: rate.map_or_else(|| "–".to_owned(), |rate| ctx.formats.integer(rate)),
        after: rate.map(|_| "%".to_owned()).unwrap_or_default(),
        context: ctx.say_with("kpi-win-rate-of", &values),
        ..Kpi::default()
    }
}

/// Offered and won by month of the quotation; each month opens its list.
fn trend(ctx: &Ctx, months: &[Month]) -> OverviewCard {
    let money = |amount: Money| ctx.formats.amount_in(amount.to_decimal(), &ctx.company.currency);
    let series = |key: &str, kind: SeriesKind, of: fn(&Month) -> Money| Series {
        name: ctx.text(key),
        kind,
        values: months.iter().map(|month| of(month).to_decimal().to_f64()).collect(),
        shown: months.iter().map(|month| money(of(month))).collect(),
    };
    let url = |month: &Month| {
        let (first, last): (NaiveDate, NaiveDate) = (month.start, month.end);
        format!("{URL}?date.from={first}&date.to={last}&view=all")
    };
    let chart = Chart {
        title: ctx.text("chart-offered-and-won"),
        description: ctx.say_with(
            "chart-offered-and-won-text",
            &[("currency", (&ctx.company.currency).into())],
        ),
        label_head: ctx.text("column-month"),
        labels: months
            .iter()
            .map(|month| ctx.formats.month_short(month.start))
            .collect(),
        series: vec![
            series("series-offered", SeriesKind::Bars, |month| month.offered),
            series("state-won", SeriesKind::Line, |month| month.won),
        ],
        last_open: true,
        urls: months.iter().map(url).collect(),
    };
    OverviewCard {
        title: ctx.say_with(
            "head-in",
            &[
                ("label", ctx.text("chart-offered-and-won").into()),
                ("unit", (&ctx.company.currency).into()),
            ],
        ),
        span: 8,
        link: Some(Link::new(ctx.text("action-open"), URL)),
        body: CardBody::Chart(chart),
        ..OverviewCard::default()
    }
}

fn work(ctx: &Ctx, figures: &Figures) -> OverviewCard {
    let expired = total(figures.expired.iter());
    let all = total(figures.expiring.iter());
    let soon = (all.0 - expired.0, all.1 - expired.1);
    let drafts = total(figures.open.iter().filter(|sum| sum.state == State::Draft));
    let rows = [
        (expired, Tone::Danger, "work-expired", format!("{URL}?view=expired")),
        (soon, Tone::Warning, "work-expiring", EXPIRING_URL.to_owned()),
        (
            drafts,
            Tone::Info,
            "work-drafts-quotations",
            format!("{URL}?view=draft"),
        ),
    ];
    let item = |((count, net), tone, key, url): ((i64, Money), Tone, &str, String)| WorkItem {
        count: ctx.formats.integer(count),
        tone,
        title: ctx.text(key),
        text: ctx.formats.money(net.to_decimal(), &ctx.company.currency),
        verb: ctx.text("action-open"),
        url,
    };
    let items: Vec<WorkItem> = rows.into_iter().filter(|row| row.0.0 > 0).map(item).collect();
    needs_you(ctx, 4, items)
}

/// Who ordered most in the months shown.
fn top_customers(ctx: &Ctx, figures: &Figures) -> OverviewCard {
    let mut sums: BTreeMap<i64, (String, i64, Money)> = BTreeMap::new();
    for one in &figures.customers {
        let sum = sums
            .entry(one.party)
            .or_insert_with(|| (one.name.clone(), 0, Money::ZERO));
        sum.1 += one.count;
        sum.2 += one.net;
    }
    let mut ranked: Vec<(i64, (String, i64, Money))> = sums.into_iter().collect();
    ranked.sort_by_key(|(_, (_, _, net))| std::cmp::Reverse(*net));
    ranked.truncate(CUSTOMERS);
    let most = ranked.first().map(|(_, (_, _, net))| *net).unwrap_or_default();
    let bars = ranked.into_iter().map(|(party, (name, count, net))| HBar {
        label: name,
        count: ctx.say_with("bar-orders", &[("count", count.into())]),
        value: ctx.formats.money_short(net.to_decimal(), &ctx.company.currency),
        url: Subject::Party(party.into()).url(),
        percent: bar_length(net, most),
        tone: None,
    });
    OverviewCard {
        title: ctx.text("sales-top-customers"),
        span: 12,
        body: CardBody::Bars(bars.collect()),
        foot: ctx.text("sales-top-customers-foot"),
        ..OverviewCard::default()
    }
}
