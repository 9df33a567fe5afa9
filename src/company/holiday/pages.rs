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
use crate::kernel::list::FilterOf;
use crate::kernel::list::List;
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
use crate::kernel::web::post;
use crate::permission::Permission::CompanyEdit;
use crate::permission::Permission::CompanyRead;
use serde::Serialize;
use serde_json::json;

const URL: &str = "/setup/holidays";

const PLACE: Place = Place {
    name: "holidays",
    url: URL,
};

pub const ROUTES: &[Route] = &[
    get(URL, CompanyRead, list).lists(|| holidays().described()),
    get("/setup/holidays/new", CompanyEdit, new),
    post(URL, CompanyEdit, create).takes::<NewHoliday>().again(new),
    get("/setup/holidays/{id}", CompanyRead, show).gives::<Holiday>(),
    get("/setup/holidays/{id}/edit", CompanyEdit, edit),
    post("/setup/holidays/{id}", CompanyEdit, |ctx, req| {
        master::update(ctx, req, ops::update)
    })
    .takes::<NewHoliday>()
    .again(edit),
    post("/setup/holidays/{id}/delete", CompanyEdit, |ctx, req| {
        PLACE.delete(ctx, req, ops::delete)
    })
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
        filters: vec![filter("date", FilterOf::Dates)],
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

fn head_of(row: &Holiday) -> Head {
    Head::lasting(row.id, &row.name, row.version)
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
    let company = ctx.company_name(holiday.company_id);
    let page = ObjectPage {
        facts: vec![
            Fact::text(
                ctx.text("field-holiday-date"),
                ctx.formats.date_long(holiday.holiday_date),
            ),
            Fact::text(ctx.text("field-company"), company),
        ],
        ..master::page(ctx, &head_of(&holiday), may_edit)
    };
    let page = activity::attach(ctx, page, holiday.id.into(), Some(holiday.company_id))?;
    answer::object(ctx, req, page, PLACE.crumbs(ctx, &holiday.name))
}

fn form(ctx: &Ctx, req: &Req, record: &impl Serialize) -> FormPage {
    let fields = Fields::new(ctx, req, record);
    FormPage::default().group("", vec![fields.date("holiday_date"), fields.text("name").width(6)])
}

fn new(ctx: &Ctx, req: &Req) -> Result<Reply> {
    PLACE.new_form(ctx, req, form(ctx, req, &json!({})))
}

fn edit(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let holiday = found(ctx, req)?;
    ctx.require_on(CompanyRead, CompanyEdit, holiday.company_id)?;
    let record = holiday.as_command();
    PLACE.edit_form(ctx, req, &head_of(&holiday), &record, form(ctx, req, &record))
}

fn create(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (new, company): (NewHoliday, _) = (req.command(ctx)?, ctx.company.id);
    ctx.done(req, "notice-created", move |tx| ops::create(tx, company, &new))
}
