//! Carriers on both doors: the list in set-up, one carrier, its form.
use crate::company::activity;
use crate::ids::CarrierId;
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
use crate::kernel::web::master::Head;
use crate::kernel::web::master::Place;
use crate::kernel::web::master::shared;
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

const PLACE: Place = Place {
    name: "carriers",
    url: URL,
};

pub const ROUTES: &[Route] = &[
    get(URL, PartyRead, list).lists(|| carriers().described()),
    get("/setup/carriers/new", PartyEdit, new),
    post(URL, PartyEdit, create).takes::<NewCarrier>().again(new),
    get("/setup/carriers/{id}", PartyRead, show).gives::<Carrier>(),
    get("/setup/carriers/{id}/edit", PartyEdit, edit),
    post("/setup/carriers/{id}", PartyEdit, update)
        .takes::<NewCarrier>()
        .again(edit),
    post("/setup/carriers/{id}/archive", PartyEdit, |ctx, req| {
        shared::archive(ctx, req, ops::archive)
    })
    .api()
    .again(show),
    post("/setup/carriers/{id}/restore", PartyEdit, |ctx, req| {
        shared::restore(ctx, req, ops::archive)
    })
    .api()
    .again(show),
    post("/setup/carriers/{id}/delete", PartyEdit, |ctx, req| {
        shared::delete(&PLACE, ctx, req, ops::delete)
    })
    .api()
    .again(show),
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
        filters: vec![usage_filter()],
        views: usage_views(),
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

fn head_of(row: &Carrier) -> Head {
    Head::new(row.id, &row.name, row.version, row.is_active)
}

fn party_name(ctx: &Ctx, id: Option<i64>) -> String {
    match id {
        Some(id) => ctx.read(|conn| party::queries::name(conn, ctx, id)).unwrap_or_default(),
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
        facts: vec![
            Fact::text(ctx.text("field-code"), carrier.code.as_str()),
            Fact::new(ctx.text("field-party"), bills),
            Fact::text(ctx.text("field-phone"), carrier.phone.as_str()),
            Fact::text(ctx.text("field-tracking-url"), carrier.tracking_url.as_str()),
        ],
        ..master::page(ctx, &head_of(&carrier), ctx.may(PartyEdit))
    };
    let page = activity::attach(ctx, page, id.into(), None)?;
    answer::object(ctx, req, page, PLACE.crumbs(ctx, &carrier.name))
}

fn form(ctx: &Ctx, req: &Req, record: &impl Serialize) -> FormPage {
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
    FormPage::default().group("", head)
}

fn new(ctx: &Ctx, req: &Req) -> Result<Reply> {
    PLACE.new_form(ctx, req, form(ctx, req, &json!({})))
}

fn edit(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: CarrierId = req.id()?;
    let carrier = ctx.read(|conn| queries::get(conn, id))?;
    let record = NewCarrier::from(&carrier);
    PLACE.edit_form(ctx, req, &head_of(&carrier), &record, form(ctx, req, &record))
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
