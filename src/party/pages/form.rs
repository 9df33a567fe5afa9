//! The forms of a party: what it is, its addresses, contacts and bank accounts as rows; and into which it is merged.
use crate::ids::PartyId;
use crate::kernel::country;
use crate::kernel::error::Result;
use crate::kernel::fields::Fields;
use crate::kernel::message::Language;
use crate::kernel::view::Banner;
use crate::kernel::view::Crumb;
use crate::kernel::view::Field;
use crate::kernel::view::FieldKind;
use crate::kernel::view::FormPage;
use crate::kernel::view::LineKind;
use crate::kernel::view::LinesGrid;
use crate::kernel::view::SelectOption;
use crate::kernel::view::Tone;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::answer;
use crate::party::NewParty;
use crate::party::PartyKind;
use crate::party::PartyRole;
use crate::party::address::AddressKind;
use crate::party::group;
use crate::party::pages::COUNTRIES_URL;
use crate::party::pages::PLACE;
use crate::party::pages::SEARCH_URL;
use crate::party::pages::URL;
use crate::party::pages::USERS_URL;
use crate::party::pages::head_of;
use crate::party::pages::opened;
use crate::party::queries;
use serde_json::Value;
use serde_json::json;

/// A party's command as the form shows it: countries by name, because people type names.
fn shown(ctx: &Ctx, new: &NewParty) -> Value {
    let mut value = serde_json::to_value(new).unwrap_or_default();
    let rows = value.get_mut("addresses").and_then(Value::as_array_mut);
    for row in rows.into_iter().flatten() {
        let code = row.get("country").and_then(Value::as_str).unwrap_or("").to_owned();
        if let Some(members) = row.as_object_mut() {
            members.insert("country".to_owned(), country::name(ctx.messages, &code).into());
        }
    }
    value
}

/// The language names stand in their own language, as in the account menu.
fn languages() -> Vec<(String, String)> {
    let option = |language: Language| (language.code().to_owned(), language.name().to_owned());
    Language::OFFERED.into_iter().map(option).collect()
}

fn kinds(ctx: &Ctx) -> Vec<(String, String)> {
    ctx.options(PartyKind::ALL, PartyKind::code, PartyKind::message_key)
}

fn head(ctx: &Ctx, fields: &Fields<'_>) -> Result<Vec<Field>> {
    let mut email = fields.of("email", FieldKind::Email).width(4).optional();
    email.autocomplete = "off";
    let owner = match fields.id("owner_id") {
        Some(id) => ctx.read(|conn| queries::user_name(conn, id)).unwrap_or_default(),
        None => String::new(),
    };
    let code = fields.value("country", &FieldKind::Text);
    let groups = ctx.read(group::queries::choices)?;
    Ok(vec![
        fields.text("name").width(6),
        fields
            .text("number")
            .width(3)
            .optional()
            .hint(ctx.text("party-number-hint")),
        fields.select("kind", &kinds(ctx), false).width(3),
        fields.check("is_customer").width(3),
        fields.check("is_supplier").width(3),
        fields.check("is_carrier").width(6),
        fields
            .combo("country", COUNTRIES_URL, "globe", country::name(ctx.messages, &code))
            .optional()
            .width(4),
        fields.text("tax_number").optional().width(4),
        fields.select("language", &languages(), true).width(4),
        email,
        fields.of("phone", FieldKind::Tel).optional().width(4),
        fields.text("website").optional().width(4),
        fields.select("customer_group", &groups, true).width(4),
        fields.combo("owner_id", USERS_URL, "user", owner).optional().width(4),
    ])
}

fn addresses(ctx: &Ctx, fields: &Fields<'_>) -> LinesGrid {
    let option = |kind: &AddressKind| SelectOption::new(kind.code(), ctx.text(kind.message_key()));
    let kinds = AddressKind::ALL.iter().map(option).collect();
    let search_url = COUNTRIES_URL.to_owned();
    let columns = vec![
        fields.column("kind", LineKind::Select(kinds), 28),
        fields.column("name", LineKind::Text, 34),
        fields.column("street", LineKind::Text, 0),
        fields.column("postal_code", LineKind::Text, 24),
        fields.column("city", LineKind::Text, 30),
        fields.column("region", LineKind::Text, 26),
        fields.column("country", LineKind::Combo { search_url }, 32),
    ];
    fields.grid("addresses", columns, &|_, _| String::new())
}

fn contacts(fields: &Fields<'_>) -> LinesGrid {
    let columns = vec![
        fields.column("name", LineKind::Text, 64),
        fields.column("job_title", LineKind::Text, 56),
        fields.column("email", LineKind::Text, 0),
        fields.column("phone", LineKind::Text, 52),
    ];
    fields.grid("contacts", columns, &|_, _| String::new())
}

fn bank_accounts(fields: &Fields<'_>) -> LinesGrid {
    let columns = vec![
        fields.column("bank_name", LineKind::Text, 80),
        fields.column("account_number", LineKind::Text, 0),
        fields.column("bic", LineKind::Text, 44),
    ];
    fields.grid("bank_accounts", columns, &|_, _| String::new())
}

fn form(ctx: &Ctx, req: &Req, record: &Value) -> Result<FormPage> {
    let fields = Fields::new(ctx, req, record);
    Ok(FormPage::default()
        .group("", head(ctx, &fields)?)
        .lines(addresses(ctx, &fields))
        .lines(contacts(&fields))
        .lines(bank_accounts(&fields)))
}

/// The probable duplicates of what was typed, as links beside the warning that names them.
fn with_likely(ctx: &Ctx, req: &Req, but: Option<PartyId>, mut page: FormPage) -> Result<FormPage> {
    if req.outcome.warnings.is_empty() {
        return Ok(page);
    }
    let new: NewParty = req.command(ctx)?;
    let likely = ctx.read(|conn| queries::likely(conn, &ctx.actor, &new, but))?;
    let Some((first, rest)) = likely.split_first() else {
        return Ok(page);
    };
    let banner = Banner::new(Tone::Info, ctx.text("party-likely")).link(&first.party.name, first.party.url());
    let banner = rest
        .iter()
        .fold(banner, |banner, one| banner.link(&one.party.name, one.party.url()));
    page.banners.push(banner);
    Ok(page)
}

pub fn new(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let role = req.query("role").parse().unwrap_or(PartyRole::Customer);
    let usual = json!({
        "name": req.query("name"),
        "is_customer": role == PartyRole::Customer,
        "is_supplier": role == PartyRole::Supplier,
        "is_carrier": role == PartyRole::Carrier,
    });
    let page = with_likely(ctx, req, None, form(ctx, req, &usual)?)?;
    PLACE.new_form(ctx, req, page)
}

pub fn edit(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: PartyId = req.id()?;
    let whole = opened(ctx, id)?;
    if let Some(into) = whole.party.merged_into {
        return Ok(Reply::see_other(format!("{URL}/{into}/edit"), "party-merged-here"));
    }
    let record = shown(ctx, &NewParty::from(&whole));
    let page = with_likely(ctx, req, Some(id), form(ctx, req, &record)?)?;
    PLACE.edit_form(ctx, req, &head_of(&whole.party), &record, page)
}

/// Asks into which party this one is merged, and says what that means.
pub fn merge(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: PartyId = req.id()?;
    let party = opened(ctx, id)?.party;
    let fields = Fields::new(ctx, req, &json!({}));
    let chosen = match fields.id("into_id") {
        Some(id) => ctx.read(|conn| queries::name(conn, ctx, id)).unwrap_or_default(),
        None => String::new(),
    };
    let title = ctx.say_with("merge-title", &[("name", (&party.name).into())]);
    let page = FormPage {
        title: title.clone(),
        subtitle: ctx.say_with(
            "merge-text",
            &[("name", (&party.name).into()), ("number", (&party.number).into())],
        ),
        action: format!("{URL}/{id}/merge"),
        version: req.version.unwrap_or(party.version).to_string(),
        discard_url: party.url(),
        save_label: ctx.text("action-merge"),
        ..FormPage::default()
    };
    let page = page.group("", vec![fields.combo("into_id", SEARCH_URL, "users", chosen).width(6)]);
    let crumbs = vec![
        Crumb::new(ctx.text("list-parties"), URL),
        Crumb::new(party.name.clone(), party.url()),
        Crumb::new(title, ""),
    ];
    answer::form(ctx, req, page, crumbs)
}
