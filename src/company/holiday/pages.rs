//! The calendar of holidays on both doors.
use crate::company::activity;
use crate::company::holiday::Holiday;
use crate::company::holiday::NewHoliday;
use crate::company::holiday::ops;
use crate::company::holiday::queries;
use crate::company::holiday::queries::HolidayRow;
use crate::ids::HolidayId;
use crate::kernel::error::Result;
use crate::kernel::fields::Fields;
use crate::kernel::list;
use crate::kernel::list::Filter;
use crate::kernel::list::FilterOf;
use crate::kernel::list::List;
use crate::kernel::list::column;
use crate::kernel::value::Kind;
use crate::kernel::value::Value;
use crate::kernel::view::Action;
use crate::kernel::view::Crumb;
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
use crate::kernel::web::post;
use crate::permission::Permission::CompanyEdit;
use crate::permission::Permission::CompanyRead;
use serde::Serialize;
use serde_json::json;

const URL: &str = "/setup/holidays";

pub const ROUTES: &[Route] = &[
    get(URL, CompanyRead, list).lists(),
    get("/setup/holidays/new", CompanyEdit, new),
    post(URL, CompanyEdit, create).takes::<NewHoliday>().again(new),
    get("/setup/holidays/{id}", CompanyRead, show).gives::<Holiday>(),
    get("/setup/holidays/{id}/edit", CompanyEdit, edit),
    post("/setup/holidays/{id}", CompanyEdit, update)
        .takes::<NewHoliday>()
        .again(edit),
    post("/setup/holidays/{id}/delete", CompanyEdit, delete)
        .api()
        .again(show),
];

fn holidays() -> List<HolidayRow> {
    List {
        name: "holidays",
        url: URL,
        icon: "calendar-days",
        permission: CompanyRead,
        columns: vec![
            column("name", Kind::Text, |row: &HolidayRow| Value::text(&row.holiday.name)).phone(Phone::Name),
            column("date", Kind::Date, |row: &HolidayRow| {
                Value::Date(row.holiday.holiday_date)
            })
            .sorts()
            .phone(Phone::Date),
            column("company", Kind::Text, |row: &HolidayRow| Value::text(&row.company)).phone(Phone::Partner),
        ],
        filters: vec![Filter {
            name: "date",
            of: FilterOf::Dates,
        }],
        views: Vec::new(),
        sort: ("date", true),
        subject: |row| row.holiday.id.into(),
        new: Some(("/setup/holidays/new", CompanyEdit)),
        bulk: Vec::new(),
        fetch: queries::page,
        sums: queries::sums,
        peek: false,
    }
}

fn list(ctx: &Ctx, req: &Req) -> Result<Reply> {
    list::show(ctx, req, &holidays())
}

fn crumbs(ctx: &Ctx, title: &str) -> Vec<Crumb> {
    vec![Crumb::new(ctx.text("list-holidays"), URL), Crumb::new(title, "")]
}

fn found(ctx: &Ctx, req: &Req) -> Result<Holiday> {
    let id: HolidayId = req.id()?;
    ctx.read(|conn| queries::get(conn, &ctx.full_reach(CompanyRead), id))
}

fn show(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let holiday = found(ctx, req)?;
    if req.is_api() {
        return Reply::json(&holiday);
    }
    let may_edit = ctx.actor.may(CompanyEdit, holiday.company_id);
    let company = ctx
        .company_of(holiday.company_id)
        .map(|face| face.name.clone())
        .unwrap_or_default();
    let delete = Action::post(
        ctx.text("action-delete"),
        "trash-2",
        format!("{URL}/{}/delete", holiday.id),
    )
    .danger();
    let delete = delete.confirm(
        ctx.say_with("delete-title", &[("name", (&holiday.name).into())]),
        ctx.text("holiday-delete-text"),
        ctx.text("action-delete"),
    );
    let page = ObjectPage {
        title: holiday.name.clone(),
        subtitle: ctx.text("kind-holiday"),
        version: holiday.version.to_string(),
        edit_url: may_edit.then(|| format!("{URL}/{}/edit", holiday.id)),
        menu: if may_edit { vec![delete] } else { Vec::new() },
        facts: vec![
            Fact::text(
                ctx.text("field-holiday-date"),
                ctx.formats.date_long(holiday.holiday_date),
            ),
            Fact::text(ctx.text("field-company"), company),
        ],
        ..ObjectPage::default()
    };
    let page = activity::attach(ctx, page, holiday.id.into(), Some(holiday.company_id))?;
    answer::object(ctx, req, page, crumbs(ctx, &holiday.name))
}

fn form(ctx: &Ctx, req: &Req, title: String, action: String, record: &impl Serialize) -> FormPage {
    let fields = Fields::new(ctx, req, record);
    FormPage {
        title,
        action,
        ..FormPage::default()
    }
    .group("", vec![fields.date("holiday_date"), fields.text("name").width(6)])
}

fn new(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let title = ctx.text("new-holidays");
    let mut page = form(ctx, req, title.clone(), URL.to_owned(), &json!({}));
    page.discard_url = URL.to_owned();
    page.save_and_new = true;
    answer::form(ctx, req, page, crumbs(ctx, &title))
}

fn edit(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let holiday = found(ctx, req)?;
    let title = ctx.say_with("edit-title", &[("name", (&holiday.name).into())]);
    let record = holiday.as_command();
    let page = form(ctx, req, title.clone(), format!("{URL}/{}", holiday.id), &record);
    let page = master::edit_form(ctx, req, holiday.id, holiday.version, &record, page)?;
    answer::form(ctx, req, page, crumbs(ctx, &title))
}

fn create(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (new, company): (NewHoliday, _) = (req.command(ctx)?, ctx.company.id);
    ctx.done(req, "notice-created", move |tx| ops::create(tx, company, &new))
}

fn update(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (id, version): (HolidayId, _) = (req.id()?, req.required_version()?);
    let edit: NewHoliday = req.command(ctx)?;
    ctx.done(req, "notice-saved", move |tx| {
        ops::update(tx, id, version, &edit)?;
        Ok(id)
    })
}

fn delete(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (id, version): (HolidayId, _) = (req.id()?, req.required_version()?);
    let door = req.door;
    ctx.write(req, move |tx| {
        ops::delete(tx, id, version)?;
        Ok(Reply::gone(door, id, URL))
    })
}
