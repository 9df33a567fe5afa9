//! The start page and the company switch.
use crate::company::home::first_page;
use crate::company::home::ops;
use crate::company::sign_in::own_address;
use crate::ids::CompanyId;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Result;
use crate::kernel::view::Link;
use crate::kernel::view::TextBlock;
use crate::kernel::view::TextPage;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::Route;
use crate::kernel::web::answer;
use crate::kernel::web::get;
use crate::kernel::web::post;
use crate::permission::Permission;

pub const ROUTES: &[Route] = &[
    get("/", Permission::Own, home),
    post("/me/company", Permission::Own, switch_company),
];

/// The first overview one may open; somebody without any role is told whom to ask.
fn home(ctx: &Ctx, req: &Req) -> Result<Reply> {
    if let Some(url) = first_page(ctx.house.app, &ctx.actor) {
        return Ok(Reply::see_other(url, ""));
    }
    let block = TextBlock {
        title: ctx.text("home-no-role"),
        paragraphs: vec![ctx.text("home-no-role-text")],
        links: vec![Link::new(ctx.text("kernel-own-settings"), "/me")],
        ..TextBlock::default()
    };
    let page = TextPage {
        title: ctx.text("kernel-home"),
        blocks: vec![block],
        ..TextPage::default()
    };
    answer::text(ctx, req, page, Vec::new())
}

/// One company, or all of them to look at.
fn switch_company(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let wanted = req.value("company");
    let company = if wanted == "all" {
        ops::ALL_COMPANIES
    } else {
        let id = wanted.parse::<CompanyId>().ok();
        let known = id.filter(|id| ctx.company_of(*id).is_some() && ctx.actor.sees(*id));
        let problem = || Error::invalid("company", Message::new("problem-not-a-choice").with("value", &wanted));
        known.ok_or_else(problem)?
    };
    let session = ctx.signed.as_ref().ok_or(Error::Unauthenticated)?.session;
    ctx.note(move |tx| ops::work_in(tx, session, company))?;
    Ok(Reply::see_other(own_address(&req.value("back")), ""))
}
