//! The form of a user: the person, how he reads, and the roles company by company.
use crate::company::me::pages::languages;
use crate::company::me::pages::number_formats;
use crate::company::me::pages::password;
use crate::company::me::pages::time_zone;
use crate::company::role;
use crate::company::sign_in::pages::hashing;
use crate::company::team;
use crate::company::user::NewStaff;
use crate::company::user::ops;
use crate::company::user::pages::PLACE;
use crate::company::user::pages::head_of;
use crate::company::user::password_problem;
use crate::company::user::queries;
use crate::ids::UserId;
use crate::kernel::error::Result;
use crate::kernel::fields::Fields;
use crate::kernel::list::Options;
use crate::kernel::view::FormPage;
use crate::kernel::view::LineKind;
use crate::kernel::view::SelectOption;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::master;
use serde::Serialize;
use serde_json::json;

fn options(options: Options, none: &str) -> Vec<SelectOption> {
    let empty = SelectOption::new("", none);
    std::iter::once(empty)
        .chain(
            options
                .into_iter()
                .map(|(value, label)| SelectOption::new(value, label)),
        )
        .collect()
}

fn form(ctx: &Ctx, req: &Req, record: &impl Serialize, is_new: bool) -> Result<FormPage> {
    let fields = Fields::new(ctx, req, record);
    let (roles, teams) = ctx.read(|conn| Ok((role::queries::choices(conn)?, team::queries::choices(conn)?)))?;
    let companies: Options = ctx
        .companies
        .iter()
        .map(|one| (one.id.to_string(), one.name.clone()))
        .collect();
    let mut person = vec![
        fields.text("name").width(6),
        fields.of("email", crate::kernel::view::FieldKind::Email).width(6),
    ];
    if is_new {
        let secret = password::field(&fields, "initial_password", "new-password").optional();
        person.push(secret.hint(ctx.text("user-initial-password-hint")));
    }
    person.push(fields.select("team_id", &teams, true).width(6));
    let reading = vec![
        fields.select("language", &languages(), false).width(6),
        fields.select("number_format", &number_formats(), false).width(6),
        time_zone(&fields),
        fields.select("default_company_id", &companies, true).width(6),
    ];
    let columns = vec![
        fields.column("role_id", LineKind::Select(options(roles, "–")), 80),
        fields.column(
            "company_id",
            LineKind::Select(options(companies, &ctx.text("all-companies"))),
            0,
        ),
    ];
    let mut roles = fields.grid("roles", columns, &|_, _| String::new());
    roles.title = ctx.text("list-roles");
    Ok(FormPage::default()
        .group(ctx.text("user-person"), person)
        .group(ctx.text("me-reading"), reading)
        .lines(roles))
}

pub fn new(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let usual = json!({
        "language": ctx.messages.language().code(),
        "number_format": ctx.formats.numbers.code(),
        "time_zone": ctx.company.time_zone,
        "default_company_id": ctx.company.id,
        "roles": [{"company_id": ctx.company.id}],
    });
    PLACE.new_form(ctx, req, form(ctx, req, &usual, true)?)
}

/// The initial password is checked and hashed here, outside the lane.
pub fn create(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let new: NewStaff = req.command(ctx)?;
    // As typed: a command's texts are trimmed.
    let secret = req
        .body
        .get("initial_password")
        .and_then(|value| value.as_str())
        .unwrap_or("");
    let hash = if secret.is_empty() {
        String::new()
    } else {
        password_problem("initial_password", secret, &[&new.name, &new.email])?;
        ctx.house.hasher.hash(secret).map_err(hashing)?
    };
    let edit = new.as_edit();
    ctx.done(req, "notice-created", move |tx| ops::add(tx, &edit, &hash))
}

pub fn edit(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: UserId = req.id()?;
    let (user, held) = ctx.read(|conn| Ok((queries::staff(conn, id)?, queries::roles_held(conn, id)?)))?;
    ops::require_over(&ctx.actor, &held)?;
    let record = user.as_command(held);
    PLACE.edit_form(ctx, req, &head_of(&user), &record, form(ctx, req, &record, false)?)
}

pub fn update(ctx: &Ctx, req: &Req) -> Result<Reply> {
    master::update(ctx, req, ops::update)
}
