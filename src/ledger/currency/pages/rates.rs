//! Exchange rates on both doors: what was published on which day, and corrections of it.
use crate::company::activity;
use crate::ids::ExchangeRateId;
use crate::kernel::error::Result;
use crate::kernel::fields::Fields;
use crate::kernel::list;
use crate::kernel::list::FilterOf;
use crate::kernel::list::List;
use crate::kernel::list::Options;
use crate::kernel::list::column;
use crate::kernel::list::filter;
use crate::kernel::value::Kind;
use crate::kernel::value::Value;
use crate::kernel::view::Fact;
use crate::kernel::view::FormPage;
use crate::kernel::view::ObjectPage;
use crate::kernel::view::Phone;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::Route;
use crate::kernel::web::answer;
use crate::kernel::web::get;
use crate::kernel::web::master;
use crate::kernel::web::master::Head;
use crate::kernel::web::master::Place;
use crate::kernel::web::master::shared;
use crate::kernel::web::post;
use crate::ledger::currency::EditExchangeRate;
use crate::ledger::currency::ExchangeRate;
use crate::ledger::currency::NewExchangeRate;
use crate::ledger::currency::PublishedRate;
use crate::ledger::currency::ops;
use crate::ledger::currency::queries;
use crate::permission::Permission::AccountEdit;
use crate::permission::Permission::LedgerRead;
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde_json::json;
use tenon_db::Conn;

const URL: &str = "/setup/exchange-rates";

const PLACE: Place = Place {
    name: "exchange-rates",
    url: URL,
};

pub const ROUTES: &[Route] = &[
    get(URL, LedgerRead, list).lists(|| rates().described()),
    get("/setup/exchange-rates/new", AccountEdit, new),
    post(URL, AccountEdit, add).takes::<NewExchangeRate>().again(new),
    get("/setup/exchange-rates/{id}", LedgerRead, show).gives::<PublishedRate>(),
    get("/setup/exchange-rates/{id}/edit", AccountEdit, edit),
    post("/setup/exchange-rates/{id}", AccountEdit, |ctx, req| {
        shared::update(ctx, req, ops::correct)
    })
    .takes::<EditExchangeRate>()
    .again(edit),
];

fn currencies(conn: &mut Conn, _: &Ctx) -> Result<Options> {
    queries::choices(conn)
}

fn published(row: &ExchangeRate) -> (Decimal, Decimal) {
    row.rate().published()
}

fn rates() -> List<ExchangeRate> {
    List {
        name: "exchange-rates",
        url: URL,
        icon: "arrow-left-right",
        permission: LedgerRead,
        columns: vec![
            column("date", Kind::Date, |row: &ExchangeRate| Value::Date(row.rate_date))
                .sorts()
                .phone(Phone::Date),
            column("currency", Kind::Text, |row: &ExchangeRate| Value::text(&row.currency))
                .sorts()
                .phone(Phone::Name),
            column("units", Kind::Decimal, |row: &ExchangeRate| {
                Value::text(published(row).0.to_string())
            }),
            column("base-currency", Kind::Text, |row: &ExchangeRate| {
                Value::text(&row.base_currency)
            }),
            column("amount", Kind::Decimal, |row: &ExchangeRate| {
                Value::text(published(row).1.to_string())
            })
            .phone(Phone::Amount),
        ],
        filters: vec![
            filter("currency", FilterOf::Choice(currencies)),
            filter("date", FilterOf::Dates),
        ],
        views: Vec::new(),
        sort: ("date", true),
        subject: |row| row.id.into(),
        new: Some(("/setup/exchange-rates/new", AccountEdit)),
        bulk: Vec::new(),
        fetch: queries::page,
        sums: queries::sums,
        peek: false,
    }
}

fn list(ctx: &Ctx, req: &Req) -> Result<Reply> {
    list::show(ctx, req, &rates())
}

/// "100 JPY = 0.61 EUR"
fn sentence(ctx: &Ctx, row: &ExchangeRate) -> String {
    let (units, amount) = published(row);
    format!(
        "{} {} = {} {}",
        ctx.formats.quantity(units, 9),
        row.currency,
        ctx.formats.quantity(amount, 9),
        row.base_currency
    )
}

fn show(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: ExchangeRateId = req.id()?;
    let row = ctx.read(|conn| queries::get(conn, id))?;
    if req.is_api() {
        return Reply::json(&PublishedRate::from(row));
    }
    let head = head_of(ctx, &row);
    let title = head.name.clone();
    let page = ObjectPage {
        facts: vec![
            Fact::text(ctx.text("field-rate-date"), ctx.formats.date(row.rate_date)),
            Fact::text(ctx.text("field-currency"), row.currency.as_str()),
            Fact::text(ctx.text("field-base-currency"), row.base_currency.as_str()),
        ],
        ..master::page(ctx, &head, ctx.may(AccountEdit))
    };
    let page = activity::attach(ctx, page, id.into(), None)?;
    answer::object(ctx, req, page, PLACE.crumbs(ctx, &title))
}

fn head_of(ctx: &Ctx, row: &ExchangeRate) -> Head {
    Head::lasting(row.id, sentence(ctx, row), row.version)
}

fn new(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let options = ctx.read(queries::choices)?;
    let or = |name: &str, usual: &str| match req.query(name) {
        "" => usual.to_owned(),
        given => given.to_owned(),
    };
    let date = req
        .query("rate_date")
        .parse::<NaiveDate>()
        .unwrap_or_else(|_| ctx.today());
    let usual = json!({
        "currency": or("currency", ""),
        "base_currency": or("base_currency", &ctx.company.currency),
        "rate_date": date,
        "unit_count": "1",
    });
    let fields = Fields::new(ctx, req, &usual);
    let inputs = vec![
        fields.number("unit_count"),
        fields.select("currency", &options, false).width(3),
        fields.number("amount").hint(ctx.text("exchange-rate-hint")),
        fields.select("base_currency", &options, false).width(3),
        fields.date("rate_date"),
    ];
    PLACE.new_form(ctx, req, FormPage::default().group("", inputs))
}

fn add(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (new, company): (NewExchangeRate, _) = (req.command(ctx)?, ctx.company.id);
    ctx.done(req, "notice-created", move |tx| ops::add(tx, company, &new))
}

fn edit(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: ExchangeRateId = req.id()?;
    let row = ctx.read(|conn| queries::get(conn, id))?;
    let head = head_of(ctx, &row);
    let record = PublishedRate::from(row);
    let fields = Fields::new(ctx, req, &record);
    let inputs = vec![
        fields.number("unit_count"),
        fields.number("amount").hint(ctx.text("exchange-rate-hint")),
    ];
    // What stays is said above, so that nobody corrects the rate of another day.
    let stays = [
        ("currency", (&record.currency).into()),
        ("base", (&record.base_currency).into()),
        ("date", record.rate_date.into()),
    ];
    let page = FormPage {
        subtitle: ctx.say_with("exchange-rate-of", &stays),
        ..FormPage::default()
    };
    PLACE.edit_form(ctx, req, &head, &record, page.group("", inputs))
}
