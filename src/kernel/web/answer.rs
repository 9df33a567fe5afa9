//! From a filled page to a reply: makes the shell, shows what was refused on top.
use crate::kernel::draft;
use crate::kernel::error::Result;
use crate::kernel::view::Action;
use crate::kernel::view::Banner;
use crate::kernel::view::Crumb;
use crate::kernel::view::FormPage;
use crate::kernel::view::ListPage;
use crate::kernel::view::ObjectPage;
use crate::kernel::view::OverviewPage;
use crate::kernel::view::PlainPage;
use crate::kernel::view::Problem;
use crate::kernel::view::ReportPage;
use crate::kernel::view::SetupIndex;
use crate::kernel::view::TextPage;
use crate::kernel::view::Tone;
use crate::kernel::view::names;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::frame;
use crate::kernel::web::problem::problem_sentence;
use crate::kernel::web::req::leaf;

/// The refusal, the warnings and the problems of an outcome, as banners of a page that has no form.
fn banners(ctx: &Ctx, req: &Req) -> Vec<Banner> {
    let outcome = &req.outcome;
    let refusal = outcome
        .refusal
        .iter()
        .map(|message| Banner::new(Tone::Danger, ctx.say(message)));
    let problems = outcome
        .problems
        .iter()
        .map(|problem| Banner::new(Tone::Danger, problem_sentence(ctx, problem)));
    let warnings = outcome
        .warnings
        .iter()
        .map(|message| Banner::new(Tone::Warning, ctx.say(message)));
    let stale = outcome
        .is_stale
        .then(|| Banner::new(Tone::Danger, ctx.text("error-stale-text")));
    refusal.chain(problems).chain(warnings).chain(stale).collect()
}

macro_rules! pages {
    ($($name:ident($page:ty);)+) => {$(
        /// The page in its shell; `crumbs` come after the department's own.
        pub fn $name(ctx: &Ctx, req: &Req, page: &$page, crumbs: Vec<Crumb>) -> Result<Reply> {
            let shell = frame::shell(ctx, &req.path, &page.title, crumbs, ctx.notice.clone())?;
            Ok(Reply::html(page.render(&shell)))
        }
    )+};
}
pages! {
    list(ListPage);
    report(ReportPage);
    setup(SetupIndex);
}

/// The start of a department; its name says so already, the last crumb only where in it.
pub fn overview(ctx: &Ctx, req: &Req, page: &OverviewPage) -> Result<Reply> {
    let crumbs = vec![Crumb::new(ctx.text("menu-overview"), "")];
    let shell = frame::shell(ctx, &req.path, &page.title, crumbs, ctx.notice.clone())?;
    Ok(Reply::html(page.render(&shell)))
}

/// The day and the time that the figures of a page are from.
pub fn as_of(ctx: &Ctx) -> String {
    let values = [
        ("date", ctx.formats.date_long(ctx.today()).into()),
        ("time", ctx.formats.time(ctx.now.and_utc()).into()),
    ];
    ctx.say_with("overview-as-of", &values)
}

/// The same sentence, and of which currencies amounts are left out because they have no rate.
pub fn with_left_out(ctx: &Ctx, said: String, currencies: &[String]) -> String {
    if currencies.is_empty() {
        return said;
    }
    let named = [
        ("currencies", ctx.messages.joined(currencies).into()),
        ("currency", (&ctx.company.currency).into()),
    ];
    format!("{said} · {}", ctx.say_with("overview-amounts-without-rate", &named))
}

/// The same request again in spite of its warnings, with what was sent.
fn anyway(ctx: &Ctx, req: &Req) -> Option<Action> {
    let members = req.body.as_object().filter(|_| !req.outcome.warnings.is_empty())?;
    let action = Action::post(ctx.text("action-anyway"), "check", req.path.as_str()).field(names::ANYWAY, "yes");
    let texts = members.keys().filter_map(|name| Some((name, leaf(&req.body, name)?)));
    Some(texts.fold(action, |action, (name, text)| action.field(name.as_str(), text)))
}

/// A record's page; what was refused stands on top, what was only warned of can be done anyway.
pub fn object(ctx: &Ctx, req: &Req, mut page: ObjectPage, crumbs: Vec<Crumb>) -> Result<Reply> {
    page.banners.splice(0..0, banners(ctx, req));
    page.actions.splice(0..0, anyway(ctx, req));
    let shell = frame::shell(ctx, &req.path, &page.title, crumbs, ctx.notice.clone())?;
    Ok(Reply::html(page.render(&shell)))
}

/// A page of texts; what was refused stands on top.
pub fn text(ctx: &Ctx, req: &Req, mut page: TextPage, crumbs: Vec<Crumb>) -> Result<Reply> {
    page.banners.splice(0..0, banners(ctx, req));
    let shell = frame::shell(ctx, &req.path, &page.title, crumbs, ctx.notice.clone())?;
    Ok(Reply::html(page.render(&shell)))
}

/// An edit form with the problems of what was just refused.
pub fn form(ctx: &Ctx, req: &Req, mut page: FormPage, crumbs: Vec<Crumb>) -> Result<Reply> {
    let outcome = &req.outcome;
    page.problems = outcome
        .problems
        .iter()
        .map(|problem| Problem {
            field: page.input_of(&problem.field),
            // The same sentence as at the field, which the form may call by a word of its own.
            text: page
                .error_of(&problem.field)
                .unwrap_or_else(|| problem_sentence(ctx, problem)),
        })
        .collect();
    page.problems.extend(outcome.refusal.iter().map(|message| Problem {
        field: String::new(),
        text: ctx.say(message),
    }));
    page.warnings = outcome.warnings.iter().map(|message| ctx.say(message)).collect();
    if ctx.company.id.raw() != 0 {
        page.company = ctx.company.id.to_string();
    }
    draft::offer(ctx, req, &mut page)?;
    if outcome.is_stale && page.conflict.is_none() {
        page.banners
            .insert(0, Banner::new(Tone::Danger, ctx.text("error-stale-text")));
    }
    let shell = frame::shell(ctx, &req.path, &page.title, crumbs, ctx.notice.clone())?;
    Ok(Reply::html(page.render(&shell)))
}

/// A page in its own small frame, for somebody who may not be signed in.
pub fn plain(ctx: &Ctx, req: &Req, mut page: PlainPage) -> Result<Reply> {
    let outcome = &req.outcome;
    page.problems = outcome
        .problems
        .iter()
        .map(|problem| Problem {
            field: problem.field.clone(),
            text: problem_sentence(ctx, problem),
        })
        .collect();
    page.banners.extend(
        outcome
            .refusal
            .iter()
            .map(|message| Banner::new(Tone::Danger, ctx.say(message))),
    );
    let mut shell = frame::bare(ctx, &page.title);
    shell.csrf = ctx
        .signed
        .as_ref()
        .map(|signed| signed.form_token.clone())
        .unwrap_or_default();
    Ok(Reply::html(page.render(&shell)))
}
