//! The form that founds a company. What the country brings with it is said before it is chosen.
use crate::company::me::pages::languages;
use crate::kernel::error::Result;
use crate::kernel::fields::Fields;
use crate::kernel::list::Options;
use crate::kernel::view::Crumb;
use crate::kernel::view::FieldGroup;
use crate::kernel::view::FormPage;
use crate::kernel::view::FormPart;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::Route;
use crate::kernel::web::answer;
use crate::kernel::web::get;
use crate::kernel::web::post;
use crate::ledger::chart;
use crate::ledger::currency;
use crate::permission::Permission::CompanyEdit;
use crate::setup::founding::Founding;
use crate::setup::founding::ops;
use crate::setup::founding::packs;
use chrono::Datelike;
use chrono::NaiveDate;
use serde_json::json;

/// The list of companies, which is another department's.
const COMPANIES: &str = "/setup/companies";
const URL: &str = "/setup/founding";

pub const ROUTES: &[Route] = &[
    get("/setup/founding/new", CompanyEdit, new),
    post(URL, CompanyEdit, create).takes::<Founding>().again(new),
];

/// The countries there is a pack for, each with what it brings.
fn countries(ctx: &Ctx) -> Options {
    let label = |pack: &packs::CountryPack| {
        let named = [
            (
                "country",
                ctx.text(&format!("country-{}", pack.country.to_lowercase())).into(),
            ),
            ("currency", pack.currency.into()),
            ("chart", chart_name(ctx, pack.chart).into()),
        ];
        ctx.say_with("founding-country", &named)
    };
    let option = |pack: &packs::CountryPack| (pack.country.to_owned(), label(pack));
    packs::PACKS.iter().map(option).collect()
}

fn chart_name(ctx: &Ctx, code: &str) -> String {
    chart::find(code).map_or_else(String::new, |chart| ctx.text(chart.label))
}

fn charts(ctx: &Ctx) -> Options {
    let option = |chart: &chart::Chart| (chart.code.to_owned(), ctx.text(chart.label));
    chart::CHARTS.iter().map(option).collect()
}

fn months(ctx: &Ctx) -> Options {
    let name = |month: u32| {
        let first = NaiveDate::from_ymd_opt(2026, month, 1).unwrap_or_default();
        ctx.formats.month_short(first)
    };
    (1..=12).map(|month| (month.to_string(), name(month))).collect()
}

fn new(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let first = json!({
        "fiscal_year_start_month": "1",
        "first_year": ctx.today().year().to_string(),
        "year_count": "2",
    });
    let fields = Fields::new(ctx, req, &first);
    let currencies = ctx.read(currency::queries::choices)?;
    let title = ctx.text("new-companies");
    let usual = ctx.text("founding-usual-hint");
    let optional = |name: &str, width: u8| fields.text(name).optional().width(width);
    let face = vec![
        fields.text("code").width(3).hint(ctx.text("founding-code-hint")),
        fields.text("name").width(6),
        fields
            .select("language", &languages(), true)
            .width(3)
            .hint(usual.clone()),
        optional("street", 6),
        optional("postal_code", 2),
        optional("city", 4),
        optional("tax_number", 6),
    ];
    let books = vec![
        fields.select("country", &countries(ctx), false).width(12),
        fields
            .select("currency", &currencies, true)
            .width(4)
            .hint(usual.clone()),
        fields.select("chart", &charts(ctx), true).width(8).hint(usual),
        fields.select("fiscal_year_start_month", &months(ctx), false).width(4),
        fields.text("first_year").width(4),
        fields.text("year_count").width(4),
    ];
    let mut page = FormPage {
        title: title.clone(),
        subtitle: ctx.text("founding-text"),
        action: URL.to_owned(),
        discard_url: COMPANIES.to_owned(),
        save_label: ctx.text("action-found"),
        ..FormPage::default()
    }
    .group("", face);
    page.parts.push(FormPart::Group(FieldGroup {
        title: ctx.text("company-books"),
        text: ctx.text("founding-books-text"),
        fields: books,
    }));
    let crumbs = vec![
        Crumb::new(ctx.text("list-companies"), COMPANIES),
        Crumb::new(&title, ""),
    ];
    answer::form(ctx, req, page, crumbs)
}

fn create(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let new: Founding = req.command(ctx)?;
    ctx.done(req, "notice-founded", move |tx| ops::found(tx, &new))
}
