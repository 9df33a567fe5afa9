//! Tax positions on both doors.
use crate::catalog::tax_classes;
use crate::company::activity;
use crate::ids::CompanyId;
use crate::ids::Subject;
use crate::ids::TaxPositionId;
use crate::kernel::error::Result;
use crate::kernel::fields::Fields;
use crate::kernel::list;
use crate::kernel::list::List;
use crate::kernel::list::column;
use crate::kernel::list::usage_filter;
use crate::kernel::list::usage_views;
use crate::kernel::value::Kind;
use crate::kernel::value::Value;
use crate::kernel::value::usage;
use crate::kernel::view::Cell;
use crate::kernel::view::DataTable;
use crate::kernel::view::Fact;
use crate::kernel::view::FormPage;
use crate::kernel::view::LineKind;
use crate::kernel::view::ObjectPage;
use crate::kernel::view::Phone;
use crate::kernel::view::Section;
use crate::kernel::view::SectionBody;
use crate::kernel::view::SelectOption;
use crate::kernel::view::TableColumn;
use crate::kernel::view::TableRow;
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
use crate::ledger::tax::FullTaxPosition;
use crate::ledger::tax::NewTaxPosition;
use crate::ledger::tax::RuleRow;
use crate::ledger::tax::TaxKind;
use crate::ledger::tax::TaxPosition;
use crate::ledger::tax::position::ops;
use crate::ledger::tax::position::queries;
use crate::ledger::tax::queries::choices;
use crate::permission::Permission::AccountEdit;
use crate::permission::Permission::LedgerRead;
use serde::Serialize;
use serde_json::json;

const URL: &str = "/setup/tax-positions";

const PLACE: Place = Place {
    name: "tax-positions",
    url: URL,
};

pub const ROUTES: &[Route] = &[
    get(URL, LedgerRead, list).lists(|| positions().described()),
    get("/setup/tax-positions/new", AccountEdit, new),
    post(URL, AccountEdit, create).takes::<NewTaxPosition>().again(new),
    get("/setup/tax-positions/{id}", LedgerRead, show).gives::<FullTaxPosition>(),
    get("/setup/tax-positions/{id}/edit", AccountEdit, edit),
    post("/setup/tax-positions/{id}", AccountEdit, |ctx, req| {
        master::update(ctx, req, ops::update)
    })
    .takes::<NewTaxPosition>()
    .again(edit),
    post("/setup/tax-positions/{id}/archive", AccountEdit, |ctx, req| {
        master::archive(ctx, req, ops::archive)
    })
    .api()
    .again(show),
    post("/setup/tax-positions/{id}/restore", AccountEdit, |ctx, req| {
        master::restore(ctx, req, ops::archive)
    })
    .api()
    .again(show),
    post("/setup/tax-positions/{id}/delete", AccountEdit, |ctx, req| {
        PLACE.delete(ctx, req, ops::delete)
    })
    .api()
    .again(show),
];

fn positions() -> List<TaxPosition> {
    List {
        name: "tax-positions",
        url: URL,
        icon: "scale",
        permission: LedgerRead,
        columns: vec![
            column("code", Kind::Text, |row: &TaxPosition| Value::text(&row.code))
                .sorts()
                .phone(Phone::Name),
            column("name", Kind::Text, |row: &TaxPosition| Value::text(&row.name))
                .sorts()
                .phone(Phone::Partner),
            column("state", Kind::Text, |row: &TaxPosition| {
                Value::State(usage(row.is_active))
            })
            .phone(Phone::Status),
        ],
        filters: vec![usage_filter()],
        views: usage_views(),
        sort: ("code", false),
        subject: |row| row.id.into(),
        new: Some(("/setup/tax-positions/new", AccountEdit)),
        bulk: Vec::new(),
        fetch: queries::page,
        sums: queries::sums,
        peek: false,
    }
}

fn list(ctx: &Ctx, req: &Req) -> Result<Reply> {
    list::show(ctx, req, &positions())
}

fn head_of(row: &TaxPosition) -> Head {
    Head::new(row.id, &row.name, row.version, row.is_active)
}

fn show(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: TaxPositionId = req.id()?;
    let full = ctx.read(|conn| queries::full(conn, id))?;
    let row = &full.position;
    ctx.visible(LedgerRead, row.company_id)?;
    if req.is_api() {
        return Reply::json(&full);
    }
    let may_edit = ctx.actor.may(AccountEdit, row.company_id);
    let company = ctx.company_name(row.company_id);
    let page = ObjectPage {
        facts: vec![
            Fact::text(ctx.text("field-code"), row.code.as_str()),
            Fact::text(ctx.text("field-company"), company),
        ],
        sections: vec![Section::new(
            "rules",
            ctx.text("field-rules"),
            SectionBody::Table(rules(ctx, &full)),
        )],
        ..master::page(ctx, &head_of(row), may_edit)
    };
    let page = activity::attach(ctx, page, id.into(), Some(row.company_id))?;
    answer::object(ctx, req, page, PLACE.crumbs(ctx, &row.name))
}

fn rules(ctx: &Ctx, full: &FullTaxPosition) -> DataTable {
    let row = |rule: &RuleRow| {
        TableRow::new(vec![
            Cell::text(tax_classes::label(ctx, &rule.tax_class)),
            Cell::link(&rule.code, Subject::from(rule.tax_code_id).url()),
            Cell::text(rule.name.as_str()),
        ])
    };
    DataTable {
        columns: ["field-tax-class", "field-tax-code", "field-name"]
            .map(|key| TableColumn::text(ctx.text(key)))
            .to_vec(),
        rows: full.rules.iter().map(row).collect(),
        ..DataTable::default()
    }
}

/// The form; rules choose among the tax codes of the position's company.
fn form(ctx: &Ctx, req: &Req, company: CompanyId, record: &impl Serialize) -> Result<FormPage> {
    let fields = Fields::new(ctx, req, record);
    let inputs = vec![fields.text("code").width(3), fields.text("name").width(6)];
    let codes = ctx.read(|conn| choices(conn, company, TaxKind::Sale))?;
    let empty = [SelectOption::new("", "–")];
    let codes = codes
        .into_iter()
        .map(|code| SelectOption::new(code.id.to_string(), format!("{} {}", code.code, code.name)));
    let columns = vec![
        fields.column("tax_class", LineKind::Text, 64),
        fields.column(
            "tax_code_id",
            LineKind::Select(empty.into_iter().chain(codes).collect()),
            0,
        ),
    ];
    Ok(FormPage::default()
        .group("", inputs)
        .lines(fields.grid("rules", columns, &|_, _| String::new())))
}

fn new(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let usual = json!({"rules": [{"tax_class": "standard"}, {"tax_class": "reduced"}, {"tax_class": "exempt"}]});
    let page = FormPage {
        subtitle: ctx.company.name.clone(),
        ..form(ctx, req, ctx.company.id, &usual)?
    };
    PLACE.new_form(ctx, req, page)
}

fn edit(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: TaxPositionId = req.id()?;
    let full = ctx.read(|conn| queries::full(conn, id))?;
    let (row, record) = (&full.position, full.as_command());
    ctx.require_on(LedgerRead, AccountEdit, row.company_id)?;
    let page = form(ctx, req, row.company_id, &record)?;
    PLACE.edit_form(ctx, req, &head_of(row), &record, page)
}

fn create(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let new: NewTaxPosition = req.command(ctx)?;
    let company = new.company_id.unwrap_or(ctx.company.id);
    ctx.done(req, "notice-created", move |tx| ops::create(tx, company, &new))
}
