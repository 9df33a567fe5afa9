//! Companies on both doors: their face, and what their books are set to.
use crate::company::Company;
use crate::company::EditCompany;
use crate::company::TAX_ROUNDINGS;
use crate::company::activity;
use crate::company::me::pages::languages;
use crate::company::me::pages::time_zone;
use crate::company::ops;
use crate::company::queries;
use crate::ids::CompanyId;
use crate::kernel::country;
use crate::kernel::error::Error;
use crate::kernel::error::Result;
use crate::kernel::fields::Fields;
use crate::kernel::list;
use crate::kernel::list::List;
use crate::kernel::list::Options;
use crate::kernel::list::column;
use crate::kernel::message::Language;
use crate::kernel::value::Kind;
use crate::kernel::value::Value;
use crate::kernel::view::Cell;
use crate::kernel::view::Fact;
use crate::kernel::view::Field;
use crate::kernel::view::FieldKind;
use crate::kernel::view::FormPage;
use crate::kernel::view::ObjectPage;
use crate::kernel::view::Phone;
use crate::kernel::view::Section;
use crate::kernel::view::SectionBody;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::Route;
use crate::kernel::web::answer;
use crate::kernel::web::get;
use crate::kernel::web::master;
use crate::kernel::web::master::Head;
use crate::kernel::web::master::Place;
use crate::kernel::web::post;
use crate::permission::Permission::CompanyEdit;
use crate::permission::Permission::CompanyRead;
use chrono::NaiveDate;

const URL: &str = "/setup/companies";

const PLACE: Place = Place {
    name: "companies",
    url: URL,
};

pub const ROUTES: &[Route] = &[
    get(URL, CompanyRead, list).lists(|| companies().described()),
    get("/setup/companies/{id}", CompanyRead, show).gives::<Company>(),
    get("/setup/companies/{id}/edit", CompanyEdit, edit),
    post("/setup/companies/{id}", CompanyEdit, |ctx, req| {
        master::update(ctx, req, ops::update)
    })
    .takes::<EditCompany>()
    .again(edit),
];

fn companies() -> List<Company> {
    List {
        name: "companies",
        url: URL,
        icon: "building-2",
        permission: CompanyRead,
        columns: vec![
            column("code", Kind::Text, |row: &Company| Value::text(&row.code))
                .sorts()
                .phone(Phone::Name),
            column("name", Kind::Text, |row: &Company| Value::text(&row.name)).phone(Phone::Partner),
            column("city", Kind::Text, |row: &Company| Value::text(&row.city)),
            column("country", Kind::Text, |row: &Company| Value::text(&row.country)),
            column("currency", Kind::Text, |row: &Company| Value::text(&row.currency)).phone(Phone::Status),
            column("time-zone", Kind::Text, |row: &Company| Value::text(&row.time_zone)).hidden(),
        ],
        filters: Vec::new(),
        views: Vec::new(),
        sort: ("code", false),
        subject: |row| row.id.into(),
        // Founding one is set-up's: it brings chart, taxes and a warehouse with it.
        new: Some(("/setup/founding/new", CompanyEdit)),
        bulk: Vec::new(),
        fetch: queries::page,
        sums: queries::sums,
        peek: false,
    }
}

fn list(ctx: &Ctx, req: &Req) -> Result<Reply> {
    // Whoever sets companies up sees each that is his to administer, whichever he works in.
    list::show(&ctx.over_all_companies(), req, &companies())
}

fn head_of(company: &Company) -> Head {
    Head::lasting(company.id, &company.name, company.version)
}

fn found(ctx: &Ctx, req: &Req) -> Result<Company> {
    let id: CompanyId = req.id()?;
    if !ctx.actor.may(CompanyRead, id) {
        return Err(Error::NotFound("company"));
    }
    ctx.read(|conn| queries::get(conn, id))
}

fn months(ctx: &Ctx) -> Options {
    let first = |month: u32| NaiveDate::from_ymd_opt(2026, month, 1).unwrap_or_default();
    let name = |month: u32| ctx.formats.month_short(first(month));
    (1..=12).map(|month| (month.to_string(), name(month))).collect()
}

fn named(options: Options, value: &str) -> String {
    options
        .into_iter()
        .find(|(code, _)| code == value)
        .map_or_else(|| value.to_owned(), |(_, label)| label)
}

fn roundings(ctx: &Ctx) -> Options {
    TAX_ROUNDINGS
        .iter()
        .map(|(code, key)| ((*code).to_owned(), ctx.text(key)))
        .collect()
}

fn show(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let company = found(ctx, req)?;
    if req.is_api() {
        return Reply::json(&company);
    }
    let page = ObjectPage {
        title: company.name.clone(),
        subtitle: format!("{} · {}", ctx.text("kind-company"), company.code),
        version: company.version.to_string(),
        edit_url: ctx
            .actor
            .may(CompanyEdit, company.id)
            .then(|| format!("{URL}/{}/edit", company.id)),
        facts: face(ctx, &company),
        sections: vec![Section::new(
            "books",
            ctx.text("company-books"),
            SectionBody::Facts(books(ctx, &company)),
        )],
        ..ObjectPage::default()
    };
    let page = activity::attach(ctx, page, company.id.into(), Some(company.id))?;
    answer::object(ctx, req, page, PLACE.crumbs(ctx, &company.name))
}

fn fact(ctx: &Ctx, key: &str, value: &str) -> Fact {
    Fact::text(ctx.text(key), if value.is_empty() { "–" } else { value })
}

fn face(ctx: &Ctx, company: &Company) -> Vec<Fact> {
    let country = country::name(ctx.messages, &company.country);
    let place = [&company.postal_code, &company.city].map(String::as_str).join(" ");
    let lines = [
        company.street.as_str(),
        place.trim(),
        company.region.as_str(),
        country.as_str(),
    ];
    let lines = lines
        .into_iter()
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect();
    vec![
        fact(ctx, "field-legal-name", &company.legal_name),
        Fact::new(ctx.text("field-address"), Cell::Lines(lines)),
        fact(ctx, "field-tax-number", &company.tax_number),
        fact(ctx, "field-registration-number", &company.registration_number),
        fact(ctx, "field-email", &company.email),
        fact(ctx, "field-phone", &company.phone),
        fact(ctx, "field-bank-name", &company.bank_name),
        fact(ctx, "field-bank-account", &company.bank_account),
    ]
}

fn books(ctx: &Ctx, company: &Company) -> Vec<Fact> {
    let language = Language::from_code(&company.language).unwrap_or_default();
    let id = company.id;
    let open = |key: &str, url: String| Fact::link(ctx.text(key), ctx.text("action-open"), url);
    vec![
        fact(ctx, "field-currency", &company.currency),
        fact(
            ctx,
            "field-fiscal-year-start-month",
            &named(months(ctx), &company.fiscal_year_start_month.to_string()),
        ),
        fact(ctx, "field-tax-rounding", &named(roundings(ctx), &company.tax_rounding)),
        fact(ctx, "field-time-zone", &company.time_zone),
        fact(ctx, "field-language", language.name()),
        fact(ctx, "field-chart-source", &company.chart_source),
        open("list-number-series", format!("/setup/number-series?company={id}")),
        open("list-holidays", format!("/setup/holidays?company={id}")),
    ]
}

/// Shown, but not to be changed any more.
fn fixed(mut field: Field, label: String) -> [Field; 2] {
    let hidden = Field::hidden(field.name.clone(), field.value.clone());
    field.name = format!("{}.text", field.name);
    field.kind = FieldKind::ReadOnly;
    field.value = label;
    [hidden, field]
}

fn edit(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let company = found(ctx, req)?;
    ctx.require_on(CompanyRead, CompanyEdit, company.id)?;
    let record = company.as_command();
    let fields = Fields::new(ctx, req, &record);
    let (has_posted, currencies) =
        ctx.read(|conn| Ok((queries::has_posted(conn, company.id)?, queries::currencies(conn)?)))?;
    let optional = |name: &str, width: u8| fields.text(name).optional().width(width);
    let mut currency = vec![fields.select("currency", &currencies, false).width(4)];
    let mut start = vec![fields.select("fiscal_year_start_month", &months(ctx), false).width(4)];
    if has_posted {
        currency = currency
            .into_iter()
            .flat_map(|field| fixed(field, company.currency.clone()))
            .collect();
        let month = named(months(ctx), &company.fiscal_year_start_month.to_string());
        start = start
            .into_iter()
            .flat_map(|field| fixed(field, month.clone()))
            .collect();
    }
    let mut accounting = [currency, start].concat();
    accounting.push(fields.select("tax_rounding", &roundings(ctx), false).width(4));
    let page = FormPage {
        subtitle: if has_posted {
            ctx.text("company-has-posted-hint")
        } else {
            String::new()
        },
        ..FormPage::default()
    }
    .group(
        "",
        vec![
            fields.text("code").width(3),
            fields.text("name").width(6),
            fields.text("legal_name").width(12),
        ],
    )
    .group(
        ctx.text("field-address"),
        vec![
            optional("street", 6),
            optional("postal_code", 2),
            optional("city", 4),
            optional("region", 6),
            fields.text("country").width(2),
            optional("email", 6),
            optional("phone", 6),
        ],
    )
    .group(
        ctx.text("company-registration"),
        vec![
            optional("tax_number", 6),
            optional("registration_number", 6),
            optional("bank_name", 6),
            optional("bank_account", 6),
        ],
    )
    .group(ctx.text("company-books"), accounting)
    .group(
        ctx.text("me-reading"),
        vec![
            time_zone(&fields),
            fields.select("language", &languages(), false).width(6),
        ],
    );
    PLACE.edit_form(ctx, req, &head_of(&company), &record, page)
}
