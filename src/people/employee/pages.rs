//! Employees on both doors: the list, one employee, the form.
use crate::company::activity;
use crate::company::activity::access;
use crate::ids::CompanyId;
use crate::ids::EmployeeId;
use crate::kernel::error::Result;
use crate::kernel::fields::Fields;
use crate::kernel::list;
use crate::kernel::list::Filter;
use crate::kernel::list::FilterOf;
use crate::kernel::list::List;
use crate::kernel::list::column;
use crate::kernel::list::filter;
use crate::kernel::list::usage_filter;
use crate::kernel::list::usage_views;
use crate::kernel::value::Kind;
use crate::kernel::value::Value;
use crate::kernel::value::usage;
use crate::kernel::view::Cell;
use crate::kernel::view::ComboOption;
use crate::kernel::view::DataTable;
use crate::kernel::view::Fact;
use crate::kernel::view::FieldKind;
use crate::kernel::view::FormPage;
use crate::kernel::view::Link;
use crate::kernel::view::ObjectPage;
use crate::kernel::view::PeekPart;
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
use crate::kernel::web::frame;
use crate::kernel::web::get;
use crate::kernel::web::master;
use crate::kernel::web::master::Head;
use crate::kernel::web::master::Place;
use crate::kernel::web::post;
use crate::party;
use crate::people::employee::Employee;
use crate::people::employee::NewEmployee;
use crate::people::employee::ops;
use crate::people::employee::queries;
use crate::people::employee::queries::Row;
use crate::permission::Permission::EmployeeEdit;
use crate::permission::Permission::EmployeeRead;
use serde::Serialize;
use serde_json::json;
use tenon_db::Conn;

const URL: &str = "/people/employees";

const PLACE: Place = Place {
    name: "employees",
    url: URL,
};
pub const SEARCH_URL: &str = "/people/employees/search";
/// Options of one combobox.
const OPTIONS_MAX: i64 = 20;

pub const ROUTES: &[Route] = &[
    get(URL, EmployeeRead, list).lists(|| employees().described()),
    get(SEARCH_URL, EmployeeRead, search),
    get("/people/employees/new", EmployeeEdit, new),
    post(URL, EmployeeEdit, create).takes::<NewEmployee>().again(new),
    get("/people/employees/{id}", EmployeeRead, show).gives::<Employee>(),
    get("/people/employees/{id}/edit", EmployeeEdit, edit),
    post("/people/employees/{id}", EmployeeEdit, update)
        .takes::<NewEmployee>()
        .again(edit),
    post("/people/employees/{id}/archive", EmployeeEdit, archive)
        .api()
        .again(show),
    post("/people/employees/{id}/restore", EmployeeEdit, restore)
        .api()
        .again(show),
    post("/people/employees/{id}/delete", EmployeeEdit, delete)
        .api()
        .again(show),
];

fn manager_name(conn: &mut Conn, ctx: &Ctx, id: i64) -> Result<String> {
    let id = EmployeeId::from(id);
    access::name(conn, &ctx.actor, id.into(), |conn| Ok(queries::get(conn, id)?.name))
}

fn employees() -> List<Row> {
    List {
        name: "employees",
        url: URL,
        icon: "id-card",
        permission: EmployeeRead,
        columns: vec![
            column("name", Kind::Text, |row: &Row| Value::text(&row.employee.name))
                .sorts_by(|row| row.employee.sort_name.clone())
                .phone(Phone::Name),
            column("number", Kind::Text, |row: &Row| Value::text(&row.employee.number))
                .sorts()
                .phone(Phone::Amount),
            column("job-title", Kind::Text, |row: &Row| {
                Value::text(&row.employee.job_title)
            })
            .phone(Phone::Partner),
            column("manager", Kind::Text, |row: &Row| Value::Person(row.manager.clone())),
            column("email", Kind::Text, |row: &Row| Value::text(&row.employee.email)),
            column("phone", Kind::Text, |row: &Row| Value::text(&row.employee.phone)),
            column("hired", Kind::Date, |row: &Row| Value::date(row.employee.hire_date)),
            column("state", Kind::Text, |row: &Row| {
                Value::State(usage(row.employee.is_active))
            })
            .phone(Phone::Status),
        ],
        filters: vec![
            Filter {
                name: "manager",
                of: FilterOf::Record {
                    search_url: SEARCH_URL,
                    name: manager_name,
                },
            },
            filter("hired", FilterOf::Dates),
            usage_filter(),
        ],
        views: usage_views(),
        sort: ("name", false),
        subject: |row| row.employee.id.into(),
        new: Some(("/people/employees/new", EmployeeEdit)),
        bulk: Vec::new(),
        fetch: queries::page,
        sums: queries::sums,
        peek: true,
    }
}

fn list(ctx: &Ctx, req: &Req) -> Result<Reply> {
    list::show(ctx, req, &employees())
}

/// Employees of the company worked in.
fn search(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let reach = ctx.full_reach(EmployeeRead);
    let company = ctx.company.id;
    let found = if reach.companies().contains(&company.raw()) {
        ctx.read(|conn| queries::search(conn, company, req.query("q"), OPTIONS_MAX))?
    } else {
        Vec::new()
    };
    let option = |employee: Employee| ComboOption {
        id: employee.id.to_string(),
        text: employee.name,
        sub: employee.number,
        right: employee.job_title,
        ..ComboOption::default()
    };
    Reply::json(&found.into_iter().map(option).collect::<Vec<ComboOption>>())
}

fn head_of(row: &Employee) -> Head {
    Head::new(row.id, &row.name, row.version, row.is_active)
}

fn facts(ctx: &Ctx, employee: &Employee) -> Result<Vec<Fact>> {
    let manager = match employee.manager_id {
        Some(id) => Some(ctx.read(|conn| queries::get(conn, id))?),
        None => None,
    };
    let user = match employee.user_id {
        Some(id) => ctx.read(|conn| party::queries::user_name(conn, id.raw()))?,
        None => String::new(),
    };
    let hired = employee
        .hire_date
        .map(|date| ctx.formats.date(date))
        .unwrap_or_default();
    let company = ctx.company_of(employee.company_id).map_or("", |company| &company.name);
    let mail = if employee.email.is_empty() {
        Cell::Empty
    } else {
        Cell::link(&employee.email, format!("mailto:{}", employee.email))
    };
    Ok(vec![
        Fact::text(ctx.text("field-number"), employee.number.as_str()),
        Fact::text(ctx.text("field-company"), company),
        Fact::new(
            ctx.text("field-manager"),
            manager.map_or(Cell::Empty, |boss| Cell::link(&boss.name, boss.url())),
        ),
        Fact::text(ctx.text("field-hire-date"), hired),
        Fact::new(ctx.text("field-email"), mail),
        Fact::text(ctx.text("field-phone"), employee.phone.as_str()),
        Fact::text(ctx.text("field-user"), user),
    ])
}

fn show(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: EmployeeId = req.id()?;
    let reach = ctx.full_reach(EmployeeRead);
    let employee = ctx.read(|conn| queries::visible(conn, &reach, id))?;
    if req.is_api() {
        return Reply::json(&employee);
    }
    let facts = facts(ctx, &employee)?;
    let status = Some(usage(employee.is_active).status(ctx.messages));
    if req.part() == "peek" {
        let part = PeekPart {
            kind: ctx.text("kind-employee"),
            title: employee.name.clone(),
            status,
            facts,
            open: Link::new(ctx.text("open-employee"), employee.url()),
            version: employee.version.to_string(),
            ..PeekPart::default()
        };
        return Ok(Reply::html(part.render(&frame::bare(ctx, &employee.name))));
    }
    let may_edit = ctx.actor.may(EmployeeEdit, employee.company_id);
    let page = ObjectPage {
        subtitle: if employee.job_title.is_empty() {
            ctx.text("kind-employee")
        } else {
            employee.job_title.clone()
        },
        facts,
        sections: reports(ctx, id)?,
        ..master::page(ctx, &head_of(&employee), may_edit)
    };
    let page = activity::attach(ctx, page, id.into(), Some(employee.company_id))?;
    answer::object(ctx, req, page, PLACE.crumbs(ctx, &employee.name))
}

/// Those who report to the employee, if any.
fn reports(ctx: &Ctx, id: EmployeeId) -> Result<Vec<Section>> {
    let people = ctx.read(|conn| queries::reports(conn, id))?;
    if people.is_empty() {
        return Ok(Vec::new());
    }
    let rows = people.iter().map(|one| {
        TableRow::new(vec![
            Cell::link(&one.name, one.url()),
            Cell::text(&one.number),
            Cell::text(&one.job_title),
        ])
    });
    let table = DataTable {
        columns: vec![
            TableColumn::text(ctx.text("field-name")).phone(Phone::Name),
            TableColumn::text(ctx.text("field-number")).phone(Phone::Amount),
            TableColumn::text(ctx.text("field-job-title")).phone(Phone::Partner),
        ],
        rows: rows.collect(),
        ..DataTable::default()
    };
    let mut section = Section::new("reports", ctx.text("employee-reports"), SectionBody::Table(table));
    section.count = Some(people.len().to_string());
    Ok(vec![section])
}

fn form(ctx: &Ctx, req: &Req, record: &impl Serialize) -> FormPage {
    let fields = Fields::new(ctx, req, record);
    let manager = match fields.id("manager_id") {
        Some(id) => ctx.read(|conn| manager_name(conn, ctx, id)).unwrap_or_default(),
        None => String::new(),
    };
    let user = match fields.id("user_id") {
        Some(id) => ctx.read(|conn| party::queries::user_name(conn, id)).unwrap_or_default(),
        None => String::new(),
    };
    let head = vec![
        fields.text("name").width(6),
        fields.text("number").width(3),
        fields.date("hire_date").optional().width(3),
        fields.text("job_title").optional().width(6),
        fields
            .combo("manager_id", SEARCH_URL, "user", manager)
            .optional()
            .width(6),
        fields.of("email", FieldKind::Email).optional().width(4),
        fields.of("phone", FieldKind::Tel).optional().width(4),
        fields
            .combo("user_id", party::pages::USERS_URL, "user-check", user)
            .optional()
            .width(4)
            .hint(ctx.text("employee-user-hint")),
    ];
    FormPage::default().group("", head)
}

fn new(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let page = FormPage {
        subtitle: ctx.company.name.clone(),
        ..form(ctx, req, &json!({}))
    };
    PLACE.new_form(ctx, req, page)
}

fn edit(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: EmployeeId = req.id()?;
    let reach = ctx.full_reach(EmployeeRead);
    let employee = ctx.read(|conn| queries::visible(conn, &reach, id))?;
    ctx.require_on(EmployeeRead, EmployeeEdit, employee.company_id)?;
    let record = NewEmployee::from(&employee);
    PLACE.edit_form(ctx, req, &head_of(&employee), &record, form(ctx, req, &record))
}

fn create(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let new: NewEmployee = req.command(ctx)?;
    let company: CompanyId = new.company_id.unwrap_or(ctx.company.id);
    ctx.done(req, "notice-created", move |tx| ops::create(tx, company, &new))
}

/// The employee of the request, provided the reader may see it at all.
fn reached(ctx: &Ctx, req: &Req) -> Result<()> {
    let (id, reach) = (req.id()?, ctx.full_reach(EmployeeRead));
    ctx.read(|conn| queries::visible(conn, &reach, id))?;
    Ok(())
}

fn update(ctx: &Ctx, req: &Req) -> Result<Reply> {
    reached(ctx, req)?;
    master::update(ctx, req, ops::update)
}

fn archive(ctx: &Ctx, req: &Req) -> Result<Reply> {
    reached(ctx, req)?;
    master::archive(ctx, req, ops::archive)
}

fn restore(ctx: &Ctx, req: &Req) -> Result<Reply> {
    reached(ctx, req)?;
    master::restore(ctx, req, ops::archive)
}

fn delete(ctx: &Ctx, req: &Req) -> Result<Reply> {
    reached(ctx, req)?;
    PLACE.delete(ctx, req, ops::delete)
}
