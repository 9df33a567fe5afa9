//! Fiscal years and their periods on both doors: opening a year, closing and opening its periods.
use crate::company::activity;
use crate::ids::FiscalPeriodId;
use crate::ids::FiscalYearId;
use crate::kernel::error::Error;
use crate::kernel::error::Result;
use crate::kernel::fields::Fields;
use crate::kernel::list;
use crate::kernel::list::List;
use crate::kernel::list::column;
use crate::kernel::value::Kind;
use crate::kernel::value::Value;
use crate::kernel::view::Action;
use crate::kernel::view::Cell;
use crate::kernel::view::Crumb;
use crate::kernel::view::DataTable;
use crate::kernel::view::Fact;
use crate::kernel::view::FormPage;
use crate::kernel::view::ObjectPage;
use crate::kernel::view::Phone;
use crate::kernel::view::Section;
use crate::kernel::view::SectionBody;
use crate::kernel::view::TableColumn;
use crate::kernel::view::TableRow;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::Route;
use crate::kernel::web::answer;
use crate::kernel::web::get;
use crate::kernel::web::master::Place;
use crate::kernel::web::post;
use crate::ledger::period::FiscalPeriod;
use crate::ledger::period::FiscalYear;
use crate::ledger::period::NewFiscalYear;
use crate::ledger::period::PeriodState;
use crate::ledger::period::Year;
use crate::ledger::period::ops;
use crate::ledger::period::queries;
use crate::permission::Permission::LedgerRead;
use crate::permission::Permission::PeriodClose;
use serde_json::json;

const URL: &str = "/setup/fiscal-years";
const PERIODS_URL: &str = "/setup/fiscal-periods";

const PLACE: Place = Place {
    name: "fiscal-years",
    url: URL,
};

pub const ROUTES: &[Route] = &[
    get(URL, LedgerRead, list).lists(|| years().described()),
    get("/setup/fiscal-years/new", PeriodClose, new),
    post(URL, PeriodClose, create).takes::<NewFiscalYear>().again(new),
    get("/setup/fiscal-years/{id}", LedgerRead, show).gives::<Year>(),
    get("/setup/fiscal-periods/{id}", LedgerRead, show_period).gives::<FiscalPeriod>(),
    post("/setup/fiscal-periods/{id}/close", PeriodClose, close)
        .api()
        .again(show_period),
    post("/setup/fiscal-periods/{id}/open", PeriodClose, open)
        .api()
        .again(show_period),
];

fn years() -> List<FiscalYear> {
    List {
        name: "fiscal-years",
        url: URL,
        icon: "calendar-range",
        permission: LedgerRead,
        columns: vec![
            column("name", Kind::Text, |row: &FiscalYear| Value::text(&row.name))
                .sorts()
                .phone(Phone::Name),
            column("start", Kind::Date, |row: &FiscalYear| Value::Date(row.start_date))
                .sorts()
                .phone(Phone::Date),
            column("end", Kind::Date, |row: &FiscalYear| Value::Date(row.end_date)),
        ],
        filters: Vec::new(),
        views: Vec::new(),
        sort: ("start", true),
        subject: |row| row.id.into(),
        new: Some(("/setup/fiscal-years/new", PeriodClose)),
        bulk: Vec::new(),
        fetch: queries::page,
        sums: queries::sums,
        peek: false,
    }
}

fn list(ctx: &Ctx, req: &Req) -> Result<Reply> {
    list::show(ctx, req, &years())
}

fn new(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let company = ctx.company.id;
    let next = ctx.read(|conn| queries::next_start(conn, company))?;
    let fields = Fields::new(ctx, req, &json!({"start_date": next}));
    let inputs = vec![
        fields.date("start_date").hint(ctx.text("fiscal-year-hint")),
        fields.text("name").width(3).optional(),
    ];
    let title = ctx.text("new-fiscal-years");
    let page = FormPage {
        title: title.clone(),
        subtitle: ctx.company.name.clone(),
        action: URL.to_owned(),
        discard_url: URL.to_owned(),
        ..FormPage::default()
    };
    answer::form(ctx, req, page.group("", inputs), PLACE.crumbs(ctx, &title))
}

fn create(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let new: NewFiscalYear = req.command(ctx)?;
    let company = new.company_id.unwrap_or(ctx.company.id);
    ctx.done(req, "notice-created", move |tx| {
        ops::create_year(tx, company, new.name.as_deref(), new.start_date)
    })
}

fn show(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: FiscalYearId = req.id()?;
    let year = ctx.read(|conn| {
        Ok(Year {
            year: queries::year(conn, id)?,
            periods: queries::of_year(conn, id)?,
        })
    })?;
    ctx.visible(LedgerRead, year.year.company_id)?;
    if req.is_api() {
        return Reply::json(&year);
    }
    let (row, company) = (&year.year, ctx.company_of(year.year.company_id));
    let may_close = ctx.actor.may(PeriodClose, row.company_id);
    let next = year.periods.iter().find(|period| period.state == PeriodState::Open);
    let next = next.filter(|period| period.end_date < ctx.today());
    let page = ObjectPage {
        title: row.name.clone(),
        subtitle: ctx.text("kind-fiscal-year"),
        version: row.version.to_string(),
        primary: next
            .filter(|_| may_close)
            .map(|period| change(ctx, period, PeriodState::Closed)),
        facts: vec![
            Fact::text(ctx.text("field-start-date"), ctx.formats.date(row.start_date)),
            Fact::text(ctx.text("field-end-date"), ctx.formats.date(row.end_date)),
            Fact::text(
                ctx.text("field-company"),
                company.map(|company| company.name.clone()).unwrap_or_default(),
            ),
        ],
        sections: vec![Section::new(
            "periods",
            ctx.text("fiscal-periods"),
            SectionBody::Table(periods(ctx, &year)),
        )],
        ..ObjectPage::default()
    };
    let page = activity::attach(ctx, page, id.into(), Some(row.company_id))?;
    answer::object(ctx, req, page, PLACE.crumbs(ctx, &row.name))
}

fn periods(ctx: &Ctx, year: &Year) -> DataTable {
    let row = |period: &FiscalPeriod| {
        TableRow::new(vec![
            Cell::link(&period.name, format!("{PERIODS_URL}/{}", period.id)),
            Cell::text(ctx.formats.date(period.start_date)),
            Cell::text(ctx.formats.date(period.end_date)),
            Cell::Status(period.state.look().status(ctx.messages)),
        ])
    };
    DataTable {
        columns: ["column-name", "column-start", "column-end", "column-state"]
            .map(|key| TableColumn::text(ctx.text(key)))
            .to_vec(),
        rows: year.periods.iter().map(row).collect(),
        ..DataTable::default()
    }
}

/// The button that closes a period, or opens it again.
fn change(ctx: &Ctx, period: &FiscalPeriod, to: PeriodState) -> Action {
    let (word, icon, key) = match to {
        PeriodState::Closed => ("close", "lock", "period-close"),
        PeriodState::Open => ("open", "lock-open", "period-open"),
    };
    let label = ctx.say_with(key, &[("name", (&period.name).into())]);
    let url = format!("{PERIODS_URL}/{}/{word}", period.id);
    Action::post(label.clone(), icon, url).confirm(label.clone(), ctx.text(&format!("{key}-text")), label)
}

fn show_period(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: FiscalPeriodId = req.id()?;
    let period = ctx.read(|conn| queries::get(conn, id))?;
    ctx.visible(LedgerRead, period.company_id)?;
    if req.is_api() {
        return Reply::json(&period);
    }
    let year = ctx.read(|conn| queries::year(conn, period.fiscal_year_id))?;
    let to = match period.state {
        PeriodState::Open => PeriodState::Closed,
        PeriodState::Closed => PeriodState::Open,
    };
    let days = format!("from={}&date={}", period.start_date, period.end_date);
    let report =
        |key: &str, icon: &'static str, name: &str| Action::get(ctx.text(key), icon, format!("/finance/{name}?{days}"));
    let page = ObjectPage {
        title: period.name.clone(),
        status: Some(period.state.look().status(ctx.messages)),
        subtitle: ctx.text("kind-fiscal-period"),
        version: period.version.to_string(),
        actions: vec![report("report-trial-balance", "scale", "trial-balance")],
        primary: ctx
            .actor
            .may(PeriodClose, period.company_id)
            .then(|| change(ctx, &period, to)),
        facts: vec![
            Fact::link(ctx.text("kind-fiscal-year"), &year.name, format!("{URL}/{}", year.id)),
            Fact::text(ctx.text("field-start-date"), ctx.formats.date(period.start_date)),
            Fact::text(ctx.text("field-end-date"), ctx.formats.date(period.end_date)),
        ],
        ..ObjectPage::default()
    };
    let page = activity::attach(ctx, page, id.into(), Some(period.company_id))?;
    let mut path = vec![
        Crumb::new(ctx.text("list-fiscal-years"), URL),
        Crumb::new(year.name, format!("{URL}/{}", year.id)),
    ];
    path.push(Crumb::new(period.name, ""));
    answer::object(ctx, req, page, path)
}

fn set_state(ctx: &Ctx, req: &Req, state: PeriodState, notice: &'static str) -> Result<Reply> {
    let (id, version): (FiscalPeriodId, _) = (req.id()?, req.version);
    ctx.done(req, notice, move |tx| {
        let stands = queries::get(tx.conn, id)?.version;
        // Whether he may know the period at all comes first.
        ops::set_state(tx, id, state)?;
        if version.is_some_and(|version| version != stands) {
            return Err(Error::Stale(id.into()));
        }
        Ok(id)
    })
}

fn close(ctx: &Ctx, req: &Req) -> Result<Reply> {
    set_state(ctx, req, PeriodState::Closed, "notice-period-closed")
}

fn open(ctx: &Ctx, req: &Req) -> Result<Reply> {
    set_state(ctx, req, PeriodState::Open, "notice-period-opened")
}
