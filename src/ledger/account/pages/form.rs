//! The form of an account, archiving and deleting it.
use crate::ids::AccountId;
use crate::kernel::error::Result;
use crate::kernel::fields::Fields;
use crate::kernel::view::FormPage;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::answer;
use crate::kernel::web::master;
use crate::ledger::account::EditAccount;
use crate::ledger::account::NewAccount;
use crate::ledger::account::ops;
use crate::ledger::account::queries;
use crate::permission::Permission::AccountEdit;
use serde::Serialize;
use serde_json::json;

fn form(ctx: &Ctx, req: &Req, title: String, action: String, record: &impl Serialize) -> FormPage {
    let fields = Fields::new(ctx, req, record);
    let inputs = vec![
        fields.text("code").width(3),
        fields.text("name").width(8),
        fields.select("kind", &super::kind_options(ctx), false).width(4),
        fields
            .select("control", &super::control_options(ctx), false)
            .width(4)
            .hint(ctx.text("account-control-hint")),
    ];
    FormPage {
        title,
        action,
        ..FormPage::default()
    }
    .group("", inputs)
}

pub(super) fn new(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let title = ctx.text("new-accounts");
    let usual = json!({"kind": "expense", "control": "none"});
    let mut page = form(ctx, req, title.clone(), super::URL.to_owned(), &usual);
    page.subtitle = ctx.company.name.clone();
    page.discard_url = super::URL.to_owned();
    page.save_and_new = true;
    answer::form(ctx, req, page, super::crumbs(ctx, &title))
}

pub(super) fn edit(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: AccountId = req.id()?;
    let account = ctx.read(|conn| queries::get(conn, id))?;
    ctx.visible(AccountEdit, account.company_id)?;
    let title = ctx.say_with("edit-title", &[("name", account.label().into())]);
    let record = EditAccount {
        code: account.code.clone(),
        name: account.name.clone(),
        kind: account.kind,
        control: account.control,
    };
    let page = form(ctx, req, title.clone(), account.url(), &record);
    let page = master::edit_form(ctx, req, id, account.version, &record, page)?;
    answer::form(ctx, req, page, super::crumbs(ctx, &title))
}

pub(super) fn create(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let new: NewAccount = req.command(ctx)?;
    let company = new.company_id.unwrap_or(ctx.company.id);
    ctx.done(req, "notice-created", move |tx| ops::create(tx, company, &new))
}

pub(super) fn update(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (id, version): (AccountId, _) = (req.id()?, req.required_version()?);
    let edit: EditAccount = req.command(ctx)?;
    ctx.done(req, "notice-saved", move |tx| {
        ops::update(tx, id, version, &edit)?;
        Ok(id)
    })
}

fn set_active(ctx: &Ctx, req: &Req, is_active: bool, notice: &'static str) -> Result<Reply> {
    let (id, version): (AccountId, _) = (req.id()?, req.required_version()?);
    ctx.done(req, notice, move |tx| {
        ops::archive(tx, id, version, is_active)?;
        Ok(id)
    })
}

pub(super) fn archive(ctx: &Ctx, req: &Req) -> Result<Reply> {
    set_active(ctx, req, false, "notice-archived")
}

pub(super) fn restore(ctx: &Ctx, req: &Req) -> Result<Reply> {
    set_active(ctx, req, true, "notice-restored")
}

pub(super) fn delete(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (id, version): (AccountId, _) = (req.id()?, req.required_version()?);
    let door = req.door;
    ctx.write(req, move |tx| {
        ops::delete(tx, id, version)?;
        Ok(Reply::gone(door, id, super::URL))
    })
}
