//! The terms of the company worked in with a party: one form, one operation.
use crate::company::activity::access;
use crate::ids::CompanyId;
use crate::ids::PartyId;
use crate::kernel::error::Result;
use crate::kernel::fields::Fields;
use crate::kernel::list::Options;
use crate::kernel::view::Crumb;
use crate::kernel::view::Field;
use crate::kernel::view::FieldKind;
use crate::kernel::view::FormPage;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::Route;
use crate::kernel::web::answer;
use crate::kernel::web::conflict;
use crate::kernel::web::ctx::require;
use crate::kernel::web::get;
use crate::kernel::web::post;
use crate::party;
use crate::party::terms::Offer;
use crate::party::terms::SetTerms;
use crate::party::terms::Terms;
use crate::party::terms::ops;
use crate::party::terms::queries;
use crate::permission::Permission::CreditEdit;
use crate::permission::Permission::PartyEdit;
use crate::permission::Permission::PartyRead;

pub const ROUTES: &[Route] = &[
    get("/parties/{id}/terms", PartyRead, edit).gives::<Terms>(),
    post("/parties/{id}/terms", PartyEdit, set)
        .takes::<SetTerms>()
        .again(edit),
];

fn options(offers: Vec<Offer>, chosen: Option<(i64, String)>) -> Options {
    let mut options: Options = offers
        .iter()
        .map(|offer| (offer.id.to_string(), offer.label()))
        .collect();
    // What was chosen and is no longer offered stays choosable here.
    let kept = chosen.filter(|(id, _)| offers.iter().all(|offer| offer.id != *id));
    options.extend(kept.map(|(id, name)| (id.to_string(), name)));
    options
}

/// The fields; limit and block can only be changed by those who edit credit, and are posted as they are by others.
fn form_fields(ctx: &Ctx, fields: &Fields<'_>, terms: &Terms) -> Result<Vec<Field>> {
    let company = ctx.company.id;
    let (payment, lists, positions, names) = ctx.read(|conn| {
        Ok((
            queries::payment_terms(conn)?,
            queries::price_lists(conn, company)?,
            queries::tax_positions(conn, company)?,
            queries::chosen(conn, std::slice::from_ref(terms))?,
        ))
    })?;
    let [payment_names, list_names, position_names] = names;
    let first = |names: std::collections::BTreeMap<i64, String>| names.into_iter().next();
    let limit = fields.money("credit_limit_amount", &ctx.company.currency).optional();
    let blocked = fields.check("is_blocked");
    let (limit, blocked) = if ctx.may(CreditEdit) {
        (limit.hint(ctx.text("terms-limit-hint")), blocked)
    } else {
        let read_only = |field: Field, kind| Field { kind, ..field };
        (
            read_only(limit, FieldKind::ReadOnly),
            read_only(blocked, FieldKind::Hidden),
        )
    };
    Ok(vec![
        fields
            .select("payment_term_id", &options(payment, first(payment_names)), true)
            .width(6),
        fields
            .select("price_list_id", &options(lists, first(list_names)), true)
            .width(6),
        fields
            .select("tax_position_id", &options(positions, first(position_names)), true)
            .width(6),
        limit.width(6),
        blocked.width(6),
    ])
}

fn edit(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (id, company): (PartyId, CompanyId) = (req.id()?, ctx.company.id);
    require(ctx, PartyRead, company)?;
    let (who, terms) = ctx.read(|conn| {
        access::open(conn, &ctx.actor, id.into())?;
        Ok((party::queries::get(conn, id)?, queries::of(conn, id, company)?))
    })?;
    if req.is_api() {
        return Reply::json(&terms);
    }
    // The page is the form alone; who may only read finds the terms on the partner's own page.
    if !ctx.may(PartyEdit) {
        return Ok(Reply::see_other(who.url(), ""));
    }
    let record = SetTerms::from(&terms);
    let fields = Fields::new(ctx, req, &record);
    let title = ctx.say_with("edit-terms-title", &[("name", (&who.name).into())]);
    let page = FormPage {
        title: title.clone(),
        subtitle: ctx.say_with("edit-terms-text", &[("company", (&ctx.company.name).into())]),
        action: format!("{}/terms", who.url()),
        ..FormPage::default()
    };
    let page = page.group("", form_fields(ctx, &fields, &terms)?);
    let page = conflict::edit_form(ctx, req, id, terms.version, &record, page)?;
    let crumbs = vec![
        Crumb::new(ctx.text("list-parties"), party::pages::URL),
        Crumb::new(&who.name, who.url()),
        Crumb::new(title, ""),
    ];
    answer::form(ctx, req, page, crumbs)
}

fn set(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: PartyId = req.id()?;
    ctx.read(|conn| access::open(conn, &ctx.actor, id.into()))?;
    let command: SetTerms = req.command(ctx)?;
    let company = command.company_id.unwrap_or(ctx.company.id);
    let version = req.required_version()?;
    ctx.done(req, "notice-saved", move |tx| {
        ops::set(tx, id, company, version, &command)?;
        Ok(id)
    })
}
