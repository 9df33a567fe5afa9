//! Carriers on both doors: the list in set-up, one carrier, its form.
use crate::company::activity;
use crate::ids::CarrierId;
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
use crate::kernel::view::Fact;
use crate::kernel::view::FieldKind;
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
use crate::party;
use crate::party::carrier::Carrier;
use crate::party::carrier::NewCarrier;
use crate::party::carrier::ops;
use crate::party::carrier::queries;
use crate::permission::Permission::PartyEdit;
use crate::permission::Permission::PartyRead;
use serde::Serialize;
use serde_json::json;

const URL: &str = "/setup/carriers";

pub const ROUTES: &[Route] = &[
    get(URL, PartyRead, list).lists(),
    get("/setup/carriers/new", PartyEdit, new),
    post(URL, PartyEdit, create).takes::<NewCarrier>().again(new),
    get("/setup/carriers/{id}", PartyRead, show).gives::<Carrier>(),
    get("/setup/carriers/{id}/edit", PartyEdit, edit),
    post("/setup/carriers/{id}", PartyEdit, update)
        .takes::<NewCarrier>()
        .again(edit),
    post("/setup/carriers/{id}/archive", PartyEdit, archive)
        .api()
        .again(show),
    post("/setup/carriers/{id}/restore", PartyEdit, restore)
        .api()
        .again(show),
    post("/setup/carriers/{id}/delete", PartyEdit, delete).api().again(show),
];

fn carriers() -> List<Carrier> {
    List {
        name: "carriers",
        url: URL,
        icon: "truck",
        permission: PartyRead,
        columns: vec![
            column("code", Kind::Text, |row: &Carrier| Value::text(&row.code))
                .sorts()
                .phone(Phone::Name),
            column("name", Kind::Text, |row: &Carrier| Value::text(&row.name)).phone(Phone::Partner),
            column("phone", Kind::Text, |row: &Carrier| Value::text(&row.phone)),
            column("tracking-url", Kind::Text, |row: &Carrier| {
                Value::text(&row.tracking_url)
            }),
            column("state", Kind::Text, |row: &Carrier| Value::State(usage(row.is_active))).phone(Phone::Status),
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
        new: Some(("/setup/carriers/new", PartyEdit)),
        bulk: Vec::new(),
        fetch: queries::page,
        sums: queries::sums,
        peek: false,
    }
}

fn list(ctx: &Ctx, req: &Req) -> Result<Reply> {
    list::show(ctx, req, &carriers())
}

fn crumbs(ctx: &Ctx, title: &str) -> Vec<Crumb> {
    vec![Crumb::new(ctx.text("list-carriers"), URL), Crumb::new(title, "")]
}

fn party_name(ctx: &Ctx, id: Option<i64>) -> String {
    match id {
        Some(id) => ctx.read(|conn| party::queries::name(conn, id)).unwrap_or_default(),
        None => String::new(),
    }
}

fn show(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: CarrierId = req.id()?;
    let carrier = ctx.read(|conn| queries::get(conn, id))?;
    if req.is_api() {
        return Reply::json(&carrier);
    }
    let bills = match carrier.party_id {
        Some(party) => Cell::link(
            party_name(ctx, Some(party.raw())),
            crate::ids::Subject::Party(party).url(),
        ),
        None => Cell::Empty,
    };
    let page = ObjectPage {
        title: carrier.name.clone(),
        status: Some(usage(carrier.is_active).status(ctx.messages)),
        subtitle: ctx.text("kind-carrier"),
        version: carrier.version.to_string(),
        edit_url: ctx.may(PartyEdit).then(|| format!("{URL}/{id}/edit")),
        menu: if ctx.may(PartyEdit) {
            master::menu(ctx, id, &carrier.name, carrier.is_active)
        } else {
            Vec::new()
        },
        facts: vec![
            Fact::text(ctx.text("field-code"), carrier.code.as_str()),
            Fact::new(ctx.text("field-party"), bills),
            Fact::text(ctx.text("field-phone"), carrier.phone.as_str()),
            Fact::text(ctx.text("field-tracking-url"), carrier.tracking_url.as_str()),
        ],
        ..ObjectPage::default()
    };
    let page = activity::attach(ctx, page, id.into(), None)?;
    answer::object(ctx, req, page, crumbs(ctx, &carrier.name))
}

fn form(ctx: &Ctx, req: &Req, title: String, action: String, record: &impl Serialize) -> FormPage {
    let fields = Fields::new(ctx, req, record);
    let party = party_name(ctx, fields.id("party_id"));
    let search_url = format!("{}?role=carrier", party::pages::SEARCH_URL);
    let head = vec![
        fields.text("code").width(3),
        fields.text("name").width(6),
        fields.of("phone", FieldKind::Tel).optional().width(3),
        fields
            .combo("party_id", &search_url, "users", party)
            .optional()
            .width(6),
        fields
            .text("tracking_url")
            .optional()
            .width(6)
            .hint(ctx.text("carrier-tracking-hint")),
    ];
    FormPage {
        title,
        action,
        ..FormPage::default()
    }
    .group("", head)
}

fn new(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let title = ctx.text("new-carriers");
    let mut page = form(ctx, req, title.clone(), URL.to_owned(), &json!({}));
    page.discard_url = URL.to_owned();
    page.save_and_new = true;
    answer::form(ctx, req, page, crumbs(ctx, &title))
}

fn edit(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: CarrierId = req.id()?;
    let carrier = ctx.read(|conn| queries::get(conn, id))?;
    let title = ctx.say_with("edit-title", &[("name", (&carrier.name).into())]);
    let record = NewCarrier::from(&carrier);
    let page = form(ctx, req, title.clone(), format!("{URL}/{id}"), &record);
    let page = master::edit_form(ctx, req, id, carrier.version, &record, page)?;
    answer::form(ctx, req, page, crumbs(ctx, &title))
}

fn command(ctx: &Ctx, req: &Req) -> Result<NewCarrier> {
    let mut new: NewCarrier = req.command(ctx)?;
    new.company_id = new.company_id.or(Some(ctx.company.id));
    Ok(new)
}

fn create(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let new = command(ctx, req)?;
    ctx.done(req, "notice-created", move |tx| ops::create(tx, &new))
}

fn update(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (id, version): (CarrierId, _) = (req.id()?, req.required_version()?);
    let edit = command(ctx, req)?;
    ctx.done(req, "notice-saved", move |tx| {
        ops::update(tx, id, version, &edit)?;
        Ok(id)
    })
}

fn set_active(ctx: &Ctx, req: &Req, is_active: bool, notice: &'static str) -> Result<Reply> {
    let (id, version, company): (CarrierId, _, _) = (req.id()?, req.required_version()?, ctx.company.id);
    ctx.done(req, notice, move |tx| {
        ops::archive(tx, company, id, version, is_active)?;
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
    let (id, version, company): (CarrierId, _, _) = (req.id()?, req.required_version()?, ctx.company.id);
    let door = req.door;
    ctx.write(req, move |tx| {
        ops::delete(tx, company, id, version)?;
        Ok(Reply::gone(door, id, URL))
    })
}
