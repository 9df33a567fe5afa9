//! Parties on both doors: list, searches for comboboxes, one party with all that departments know of it, its forms.
mod form;
mod show;

use crate::company::activity::access;
use crate::ids::CompanyId;
use crate::ids::PartyId;
use crate::kernel::country;
use crate::kernel::error::Result;
use crate::kernel::list;
use crate::kernel::list::Filter;
use crate::kernel::list::FilterOf;
use crate::kernel::list::List;
use crate::kernel::list::View;
use crate::kernel::list::column;
use crate::kernel::list::filter;
use crate::kernel::list::usage_filter;
use crate::kernel::list::view;
use crate::kernel::value::Kind;
use crate::kernel::value::Value;
use crate::kernel::value::usage;
use crate::kernel::view::ComboOption;
use crate::kernel::view::Phone;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::Route;
use crate::kernel::web::get;
use crate::kernel::web::master;
use crate::kernel::web::master::Head;
use crate::kernel::web::master::Place;
use crate::kernel::web::post;
use crate::party::Merge;
use crate::party::NewParty;
use crate::party::Party;
use crate::party::PartyKind;
use crate::party::PartyRole;
use crate::party::Whole;
use crate::party::group;
use crate::party::ops;
use crate::party::queries;
use crate::party::queries::Row;
use crate::party::terms;
use crate::permission::Permission::Own;
use crate::permission::Permission::PartyEdit;
use crate::permission::Permission::PartyMerge;
use crate::permission::Permission::PartyRead;

pub const URL: &str = "/parties";

const PLACE: Place = Place {
    name: "parties",
    url: URL,
};
/// Options of a combobox of parties; `role` narrows them.
pub const SEARCH_URL: &str = "/parties/search";
pub const USERS_URL: &str = "/parties/users/search";
pub const COUNTRIES_URL: &str = "/parties/countries/search";
/// Options of one combobox.
const OPTIONS_MAX: i64 = 20;

pub const ROUTES: &[Route] = &[
    get(URL, PartyRead, list).lists(|| parties().described()),
    get(SEARCH_URL, PartyRead, search),
    get(USERS_URL, Own, users),
    get(COUNTRIES_URL, Own, countries),
    get("/parties/new", PartyEdit, form::new),
    post(URL, PartyEdit, create).takes::<NewParty>().again(form::new),
    get("/parties/{id}", PartyRead, show::show).gives::<Whole>(),
    get("/parties/{id}/edit", PartyEdit, form::edit),
    post("/parties/{id}", PartyEdit, update)
        .takes::<NewParty>()
        .again(form::edit),
    post("/parties/{id}/archive", PartyEdit, archive)
        .api()
        .again(show::show),
    post("/parties/{id}/restore", PartyEdit, restore)
        .api()
        .again(show::show),
    post("/parties/{id}/delete", PartyEdit, delete).api().again(show::show),
    get("/parties/{id}/merge", PartyMerge, form::merge),
    post("/parties/{id}/merge", PartyMerge, merge)
        .takes::<Merge>()
        .again(form::merge),
];

fn parties() -> List<Row> {
    List {
        name: "parties",
        url: URL,
        icon: "users",
        permission: PartyRead,
        columns: vec![
            column("name", Kind::Text, |row: &Row| Value::text(&row.party.name))
                .sorts_by(|row| row.party.sort_name.clone())
                .phone(Phone::Name),
            column("number", Kind::Text, |row: &Row| Value::text(&row.party.number))
                .sorts()
                .phone(Phone::Date),
            column("role", Kind::Text, |row: &Row| {
                let roles = row.party.roles();
                Value::Codes(roles.iter().map(|role| (role.message_key(), role.code())).collect())
            }),
            column("country", Kind::Text, |row: &Row| country_value(&row.party.country)).phone(Phone::Partner),
            column("customer-group", Kind::Text, |row: &Row| {
                Value::text(&row.party.customer_group)
            }),
            column("owner", Kind::Text, |row: &Row| Value::Person(row.owner.clone())),
            column("email", Kind::Text, |row: &Row| Value::text(&row.party.email)),
            column("phone", Kind::Text, |row: &Row| Value::text(&row.party.phone)),
            column("tax-number", Kind::Text, |row: &Row| Value::text(&row.party.tax_number)).hidden(),
            column("kind", Kind::Text, |row: &Row| {
                Value::Code(row.party.kind.message_key(), row.party.kind.code().to_owned())
            })
            .hidden(),
            column("website", Kind::Text, |row: &Row| Value::text(&row.party.website)).hidden(),
            column("created", Kind::Instant, |row: &Row| {
                Value::Instant(row.party.created_at)
            })
            .hidden(),
            column("state", Kind::Text, |row: &Row| {
                Value::State(usage(row.party.is_active))
            })
            .phone(Phone::Status),
        ],
        filters: filters(),
        views: views(),
        sort: ("name", false),
        subject: |row| row.party.id.into(),
        new: Some(("/parties/new", PartyEdit)),
        bulk: Vec::new(),
        fetch: queries::page,
        sums: queries::sums,
        peek: true,
    }
}

fn country_value(code: &str) -> Value {
    match country::key(code) {
        Some(key) => Value::Code(key, code.to_owned()),
        None => Value::text(code),
    }
}

fn views() -> Vec<View> {
    vec![
        view("customers", "role=customer&active=yes"),
        view("suppliers", "role=supplier&active=yes"),
        view("carriers", "role=carrier&active=yes"),
        view("mine", "mine=yes&active=yes"),
        view("archived", "active=no"),
    ]
}

fn filters() -> Vec<Filter> {
    vec![
        filter(
            "role",
            FilterOf::Choice(|_, ctx| {
                let option = |role: &PartyRole| (role.code().to_owned(), ctx.text(role.message_key()));
                Ok(PartyRole::ALL.iter().map(option).collect())
            }),
        ),
        filter(
            "customer-group",
            FilterOf::Choice(|conn, _| group::queries::choices(conn)),
        ),
        filter(
            "country",
            FilterOf::Choice(|conn, ctx| {
                let codes = queries::countries(conn)?;
                let option = |code: String| {
                    let name = country::name(ctx.messages, &code);
                    (code, name)
                };
                Ok(codes.into_iter().map(option).collect())
            }),
        ),
        filter(
            "owner",
            FilterOf::Record {
                search_url: USERS_URL,
                name: |conn, _, id| queries::user_name(conn, id),
            },
        ),
        filter(
            "kind",
            FilterOf::Choice(|_, ctx| {
                let option = |kind: &PartyKind| (kind.code().to_owned(), ctx.text(kind.message_key()));
                Ok(PartyKind::ALL.iter().map(option).collect())
            }),
        ),
        filter("mine", FilterOf::YesNo),
        usage_filter(),
    ]
}

fn list(ctx: &Ctx, req: &Req) -> Result<Reply> {
    list::show(ctx, req, &parties())
}

fn head_of(party: &Party) -> Head {
    Head::new(party.id, &party.name, party.version, party.is_active)
}

/// Parties in use by number or words of the name; those blocked by the company are flagged.
fn search(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (text, role) = (req.query("q"), req.query("role").parse::<PartyRole>().ok());
    let reach = ctx.full_reach(PartyRead);
    let (found, terms) = ctx.read(|conn| {
        let mut found = queries::search(conn, &reach, text, role, OPTIONS_MAX)?;
        if found.is_empty() {
            found = queries::alike(conn, &ctx.actor, text, role)?;
        }
        let ids: Vec<PartyId> = found.iter().map(|party| party.id).collect();
        let terms = terms::queries::of_many(conn, &ids, ctx.company.id)?;
        Ok((found, terms))
    })?;
    let option = |party: Party| {
        let is_blocked = terms.get(&party.id).is_some_and(|terms| terms.is_blocked);
        ComboOption {
            id: party.id.to_string(),
            right: country::name(ctx.messages, &party.country),
            sub: party.number,
            text: party.name,
            flag: if is_blocked {
                ctx.text("party-blocked")
            } else {
                String::new()
            },
            ..ComboOption::default()
        }
    };
    Reply::json(&found.into_iter().map(option).collect::<Vec<ComboOption>>())
}

/// People who can sign in, for owners and the like.
fn users(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let found = ctx.read(|conn| queries::users(conn, req.query("q"), OPTIONS_MAX))?;
    let option = |(id, name, email): (i64, String, String)| ComboOption {
        id: id.to_string(),
        text: name,
        sub: email,
        ..ComboOption::default()
    };
    Reply::json(&found.into_iter().map(option).collect::<Vec<ComboOption>>())
}

fn countries(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let option = |(code, name): (&'static str, String)| ComboOption {
        id: code.to_owned(),
        text: name,
        sub: code.to_owned(),
        ..ComboOption::default()
    };
    let found = country::search(ctx.messages, req.query("q"));
    Reply::json(&found.into_iter().map(option).take(30).collect::<Vec<ComboOption>>())
}

/// Every write names its company: the command's own, else the one worked in.
fn company(ctx: &Ctx, named: Option<CompanyId>) -> Option<CompanyId> {
    Some(named.unwrap_or(ctx.company.id))
}

/// The party with all its rows, provided the reader may open it.
fn opened(ctx: &Ctx, id: PartyId) -> Result<Whole> {
    ctx.read(|conn| {
        access::open(conn, &ctx.actor, id.into())?;
        queries::whole(conn, id)
    })
}

/// The party of the request, provided the reader may open it, and the version the change is based on.
fn reached(ctx: &Ctx, req: &Req) -> Result<(PartyId, i32)> {
    let id: PartyId = req.id()?;
    ctx.read(|conn| access::open(conn, &ctx.actor, id.into()))?;
    Ok((id, req.required_version()?))
}

/// The command, without the blank address line a form may carry.
fn command(ctx: &Ctx, req: &Req) -> Result<NewParty> {
    let mut new: NewParty = req.command(ctx)?;
    new.company_id = company(ctx, new.company_id);
    if !req.is_api() {
        new.addresses.retain(|address| !address.is_blank());
    }
    Ok(new)
}

fn create(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let new = command(ctx, req)?;
    ctx.done(req, "notice-created", move |tx| ops::create(tx, &new))
}

fn update(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (id, version) = reached(ctx, req)?;
    let edit = command(ctx, req)?;
    ctx.done(req, "notice-saved", move |tx| {
        ops::update(tx, id, version, &edit)?;
        Ok(id)
    })
}

fn archive(ctx: &Ctx, req: &Req) -> Result<Reply> {
    reached(ctx, req)?;
    let company = ctx.company.id;
    master::archive(ctx, req, move |tx, id, version, is_active| {
        ops::archive(tx, company, id, version, is_active)
    })
}

fn restore(ctx: &Ctx, req: &Req) -> Result<Reply> {
    reached(ctx, req)?;
    let company = ctx.company.id;
    master::restore(ctx, req, move |tx, id, version, is_active| {
        ops::archive(tx, company, id, version, is_active)
    })
}

fn delete(ctx: &Ctx, req: &Req) -> Result<Reply> {
    reached(ctx, req)?;
    let company = ctx.company.id;
    PLACE.delete(ctx, req, move |tx, id, version| ops::delete(tx, company, id, version))
}

fn merge(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (id, version) = reached(ctx, req)?;
    let mut command: Merge = req.command(ctx)?;
    command.company_id = company(ctx, command.company_id);
    ctx.read(|conn| access::open(conn, &ctx.actor, command.into_id.into()))?;
    ctx.done(req, "notice-merged", move |tx| ops::merge(tx, id, version, &command))
}
