//! One's own page and the form of how one reads.
pub mod password;
pub mod second_factor;
pub mod sessions;
pub mod tokens;

use crate::company::me::OwnSettings;
use crate::company::me::ops;
use crate::company::me::queries;
use crate::company::user;
use crate::company::user::User;
use crate::kernel::error::Result;
use crate::kernel::fields::Fields;
use crate::kernel::format::NumberStyle;
use crate::kernel::list::Options;
use crate::kernel::message::Language;
use crate::kernel::search_text;
use crate::kernel::view::ComboOption;
use crate::kernel::view::Crumb;
use crate::kernel::view::Fact;
use crate::kernel::view::Field;
use crate::kernel::view::FieldKind;
use crate::kernel::view::FormPage;
use crate::kernel::view::Link;
use crate::kernel::view::TextBlock;
use crate::kernel::view::TextPage;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::Route;
use crate::kernel::web::answer;
use crate::kernel::web::conflict;
use crate::kernel::web::get;
use crate::kernel::web::post;
use crate::permission::Permission;

const TIME_ZONES_URL: &str = "/me/time-zones/search";

pub const ROUTES: &[Route] = &[
    get("/me", Permission::Own, show).gives::<User>(),
    get("/me/settings", Permission::Own, edit),
    post("/me/settings", Permission::Own, update)
        .takes::<OwnSettings>()
        .again(edit),
    get(TIME_ZONES_URL, Permission::Own, time_zones),
];

/// Most time zones offered at once.
const ZONES_MAX: usize = 20;

/// Crumbs below one's own page.
pub fn crumbs(ctx: &Ctx, title: &str) -> Vec<Crumb> {
    vec![Crumb::new(ctx.text("me-title"), "/me"), Crumb::new(title, "")]
}

/// Languages one may choose, in their own names.
pub fn languages() -> Options {
    Language::OFFERED
        .iter()
        .map(|language| (language.code().to_owned(), language.name().to_owned()))
        .collect()
}

/// Time zones, found by what is typed.
pub fn time_zone(fields: &Fields<'_>) -> Field {
    let typed = fields.value("time_zone", &FieldKind::Text);
    fields.combo("time_zone", TIME_ZONES_URL, "globe", typed).width(6)
}

/// Number formats by example.
pub fn number_formats() -> Options {
    NumberStyle::ALL
        .iter()
        .map(|style| (style.code().to_owned(), style.example().to_owned()))
        .collect()
}

/// The companies the reader holds a role in.
pub fn own_companies(ctx: &Ctx) -> Options {
    let seen = ctx.companies.iter().filter(|company| ctx.actor.sees(company.id));
    seen.map(|company| (company.id.to_string(), company.name.clone()))
        .collect()
}

fn show(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (me, codes) = ctx.read(|conn| {
        Ok((
            user::queries::get(conn, ctx.user())?,
            queries::recovery_left(conn, ctx.user())?,
        ))
    })?;
    if req.is_api() {
        return Reply::json(&me);
    }
    let title = ctx.text("me-title");
    let page = TextPage {
        title: title.clone(),
        subtitle: format!("{} · {}", me.name, me.email),
        blocks: vec![reading(ctx, &me), security(ctx, &me, codes), programs(ctx)],
        ..TextPage::default()
    };
    answer::text(ctx, req, page, vec![Crumb::new(title, "")])
}

fn reading(ctx: &Ctx, me: &User) -> TextBlock {
    let language = Language::from_code(&me.language).unwrap_or_default();
    let style = NumberStyle::from_code(&me.number_format).unwrap_or_default();
    let company = me.default_company_id.and_then(|id| ctx.company_of(id));
    TextBlock {
        title: ctx.text("me-reading"),
        facts: vec![
            Fact::text(ctx.text("field-language"), language.name()),
            Fact::text(ctx.text("field-number-format"), style.example()),
            Fact::text(ctx.text("field-time-zone"), me.time_zone.as_str()),
            Fact::text(
                ctx.text("field-single-keys"),
                ctx.text(if me.single_keys { "yes" } else { "no" }),
            ),
            Fact::text(
                ctx.text("field-default-company"),
                company.map_or("–", |company| company.name.as_str()),
            ),
        ],
        links: vec![Link::new(ctx.text("me-change-reading"), "/me/settings")],
        ..TextBlock::default()
    }
}

fn security(ctx: &Ctx, me: &User, codes: i64) -> TextBlock {
    let state = if me.totp_is_active {
        ctx.say_with("second-factor-on", &[("count", codes.into())])
    } else {
        ctx.text("second-factor-off")
    };
    TextBlock {
        title: ctx.text("me-security"),
        facts: vec![Fact::text(ctx.text("field-second-factor"), state)],
        links: vec![
            Link::new(ctx.text("password-title"), "/me/password"),
            Link::new(ctx.text("second-factor-title"), "/me/second-factor"),
            Link::new(ctx.text("list-sessions"), "/me/sessions"),
        ],
        ..TextBlock::default()
    }
}

fn programs(ctx: &Ctx) -> TextBlock {
    TextBlock {
        title: ctx.text("me-programs"),
        paragraphs: vec![ctx.text("me-programs-text")],
        links: vec![Link::new(ctx.text("list-tokens"), "/me/tokens")],
        ..TextBlock::default()
    }
}

impl User {
    /// What the form of one's own settings is filled with.
    pub fn as_settings(&self) -> OwnSettings {
        OwnSettings {
            language: self.language.clone(),
            number_format: self.number_format.clone(),
            time_zone: self.time_zone.clone(),
            single_keys: self.single_keys,
            default_company_id: self.default_company_id,
        }
    }
}

fn edit(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let me = ctx.read(|conn| user::queries::get(conn, ctx.user()))?;
    let record = me.as_settings();
    let fields = Fields::new(ctx, req, &record);
    let title = ctx.text("me-change-reading");
    let mut page = FormPage {
        title: title.clone(),
        action: "/me/settings".to_owned(),
        ..FormPage::default()
    }
    .group(
        "",
        vec![
            fields.select("language", &languages(), false).width(6),
            fields.select("number_format", &number_formats(), false).width(6),
            time_zone(&fields),
            fields.select("default_company_id", &own_companies(ctx), true).width(6),
            fields
                .check("single_keys")
                .width(12)
                .hint(ctx.text("field-single-keys-hint")),
        ],
    );
    page = conflict::edit_form(ctx, req, me.id, me.version, &record, page)?;
    page.discard_url = "/me".to_owned();
    answer::form(ctx, req, page, crumbs(ctx, &title))
}

fn update(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (new, version, me): (OwnSettings, _, _) = (req.command(ctx)?, req.required_version()?, ctx.user());
    let door = req.door;
    ctx.write(req, move |tx| {
        ops::change_settings(tx, me, version, &new)?;
        Ok(Reply::done_by_at(door, me, "/me", "notice-saved"))
    })
}

/// Time zones by any part of their name, with the time it is there.
fn time_zones(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let wanted = search_text::fold(req.query("q").trim());
    let known = chrono_tz::TZ_VARIANTS.iter().filter(|zone| {
        let name = search_text::fold(&zone.name().replace('_', " "));
        name.contains(&wanted) || zone.name().to_lowercase().contains(&wanted)
    });
    let option = |zone: &chrono_tz::Tz| ComboOption {
        id: zone.name().to_owned(),
        text: zone.name().to_owned(),
        right: ctx.now.and_utc().with_timezone(zone).format("%H:%M").to_string(),
        ..ComboOption::default()
    };
    Reply::json(&known.take(ZONES_MAX).map(option).collect::<Vec<_>>())
}
