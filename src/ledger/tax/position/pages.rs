//! Tax positions on both doors.
use crate::company::activity;
use crate::ids::CompanyId;
use crate::ids::Subject;
use crate::ids::TaxPositionId;
use crate::kernel::error::Result;
use crate::kernel::fields::Fields;
use crate::kernel::list;
use crate::kernel::list::Filter;
use crate::kernel::list::FilterOf;
use crate::kernel::list::List;
use crate::kernel::list::View;
use crate::kernel::list::column;
use crate::kernel::value::Kind;
use crate::kernel::value::Value;
use crate::kernel::value::usage;
use crate::kernel::view::Cell;
use crate::kernel::view::Crumb;
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
use crate::kernel::web::post;
use crate::ledger::tax::FullTaxPosition;
use crate::ledger::tax::NewTaxPosition;
use crate::ledger::tax::RuleRow;
use crate::ledger::tax::TaxPosition;
use crate::ledger::tax::position::ops;
use crate::ledger::tax::position::queries;
use crate::ledger::tax::queries::code_options;
use crate::permission::Permission::AccountEdit;
use crate::permission::Permission::LedgerRead;
use serde::Serialize;
use serde_json::json;

const URL: &str = "/setup/tax-positions";

pub const ROUTES: &[Route] = &[
    get(URL, LedgerRead, list).lists(),
    get("/setup/tax-positions/new", AccountEdit, new),
    post(URL, AccountEdit, create).takes::<NewTaxPosition>().again(new),
    get("/setup/tax-positions/{id}", LedgerRead, show).gives::<FullTaxPosition>(),
    get("/setup/tax-positions/{id}/edit", AccountEdit, edit),
    post("/setup/tax-positions/{id}", AccountEdit, update)
        .takes::<NewTaxPosition>()
        .again(edit),
    post("/setup/tax-positions/{id}/archive", AccountEdit, archive)
        .api()
        .again(show),
    post("/setup/tax-positions/{id}/restore", AccountEdit, restore)
        .api()
        .again(show),
    post("/setup/tax-positions/{id}/delete", AccountEdit, delete)
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
        filters: vec![Filter {
            name: "active",
            of: FilterOf::YesNo,
        }],
        views: vec![
            View {
                name: "active",
                query: "active=yes",
            },
            View {
                name: "archived",
                query: "active=no",
            },
        ],
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

fn crumbs(ctx: &Ctx, title: &str) -> Vec<Crumb> {
    vec![Crumb::new(ctx.text("list-tax-positions"), URL), Crumb::new(title, "")]
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
    let company = ctx.company_of(row.company_id).map(|company| company.name.clone());
    let page = ObjectPage {
        title: row.name.clone(),
        status: Some(usage(row.is_active).status(ctx.messages)),
        subtitle: ctx.text("kind-tax-position"),
        version: row.version.to_string(),
        edit_url: may_edit.then(|| format!("{URL}/{id}/edit")),
        menu: if may_edit {
            master::menu(ctx, id, &row.name, row.is_active)
        } else {
            Vec::new()
        },
        facts: vec![
            Fact::text(ctx.text("field-code"), row.code.as_str()),
            Fact::text(ctx.text("field-company"), company.unwrap_or_default()),
        ],
        sections: vec![Section::new(
            "rules",
            ctx.text("field-rules"),
            SectionBody::Table(rules(ctx, &full)),
        )],
        ..ObjectPage::default()
    };
    let page = activity::attach(ctx, page, id.into(), Some(row.company_id))?;
    answer::object(ctx, req, page, crumbs(ctx, &row.name))
}

fn rules(ctx: &Ctx, full: &FullTaxPosition) -> DataTable {
    let row = |rule: &RuleRow| {
        TableRow::new(vec![
            Cell::text(rule.tax_class.as_str()),
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
fn form(ctx: &Ctx, req: &Req, company: CompanyId, action: String, record: &impl Serialize) -> Result<FormPage> {
    let fields = Fields::new(ctx, req, record);
    let inputs = vec![fields.text("code").width(3), fields.text("name").width(6)];
    let codes = ctx.read(|conn| code_options(conn, company))?;
    let empty = [SelectOption::new("", "–")];
    let codes = codes
        .into_iter()
        .map(|(id, label)| SelectOption::new(id.to_string(), label));
    let columns = vec![
        fields.column("tax_class", LineKind::Text, 64),
        fields.column(
            "tax_code_id",
            LineKind::Select(empty.into_iter().chain(codes).collect()),
            0,
        ),
    ];
    let page = FormPage {
        action,
        ..FormPage::default()
    };
    Ok(page
        .group("", inputs)
        .lines(fields.grid("rules", columns, &|_, _| String::new())))
}

fn new(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let title = ctx.text("new-tax-positions");
    let usual = json!({"rules": [{"tax_class": "standard"}, {"tax_class": "reduced"}, {"tax_class": "exempt"}]});
    let mut page = form(ctx, req, ctx.company.id, URL.to_owned(), &usual)?;
    page.title = title.clone();
    page.subtitle = ctx.company.name.clone();
    page.discard_url = URL.to_owned();
    page.save_and_new = true;
    answer::form(ctx, req, page, crumbs(ctx, &title))
}

fn edit(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: TaxPositionId = req.id()?;
    let full = ctx.read(|conn| queries::full(conn, id))?;
    let (row, record) = (&full.position, full.as_command());
    ctx.visible(AccountEdit, row.company_id)?;
    let title = ctx.say_with("edit-title", &[("name", (&row.name).into())]);
    let mut page = form(ctx, req, row.company_id, format!("{URL}/{id}"), &record)?;
    page.title = title.clone();
    let page = master::edit_form(ctx, req, id, row.version, &record, page)?;
    answer::form(ctx, req, page, crumbs(ctx, &title))
}

fn create(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let new: NewTaxPosition = req.command(ctx)?;
    let company = new.company_id.unwrap_or(ctx.company.id);
    ctx.done(req, "notice-created", move |tx| ops::create(tx, company, &new))
}

fn update(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (id, version): (TaxPositionId, _) = (req.id()?, req.required_version()?);
    let edit: NewTaxPosition = req.command(ctx)?;
    ctx.done(req, "notice-saved", move |tx| {
        ops::update(tx, id, version, &edit)?;
        Ok(id)
    })
}

fn set_active(ctx: &Ctx, req: &Req, is_active: bool, notice: &'static str) -> Result<Reply> {
    let (id, version): (TaxPositionId, _) = (req.id()?, req.required_version()?);
    ctx.done(req, notice, move |tx| {
        ops::archive(tx, id, version, is_active)?;
        Ok(id)
    })
}

fn archive(ctx: &Ctx, req: &Req) -> Result<Reply> {
    set_active(ctx, req, false, "notice-archived")
}

fn restore(ctx: &Ctx, req: &Req) -> Result<Reply> {
    set_active(ctx, req, true, "notice-restored")
}

fn delete(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (id, version): (TaxPositionId, _) = (req.id()?, req.required_version()?);
    let door = req.door;
    ctx.write(req, move |tx| {
        ops::delete(tx, id, version)?;
        Ok(Reply::gone(door, id, URL))
    })
}
