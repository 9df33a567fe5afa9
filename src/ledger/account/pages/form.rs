//! The form of an account, archiving and deleting it.
use crate::ids::AccountId;
use crate::kernel::error::Result;
use crate::kernel::fields::Fields;
use crate::kernel::view::FormPage;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::ledger::account::EditAccount;
use crate::ledger::account::NewAccount;
use crate::ledger::account::ops;
use crate::ledger::account::pages::PLACE;
use crate::ledger::account::pages::head_of;
use crate::ledger::account::queries;
use crate::permission::Permission::AccountEdit;
use crate::permission::Permission::LedgerRead;
use serde::Serialize;
use serde_json::json;

fn form(ctx: &Ctx, req: &Req, record: &impl Serialize) -> FormPage {
    let fields = Fields::new(ctx, req, record);
    let inputs = vec![
        fields.text("code").width(3),
        fields.text("name").width(8),
        fields.select("kind", &super::kinds(ctx), false).width(4),
        fields
            .select("control", &super::controls(ctx), false)
            .width(4)
            .hint(ctx.text("account-control-hint")),
    ];
    FormPage::default().group("", inputs)
}

pub(super) fn new(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let usual = json!({"kind": "expense", "control": "none"});
    let page = FormPage {
        subtitle: ctx.company.name.clone(),
        ..form(ctx, req, &usual)
    };
    PLACE.new_form(ctx, req, page)
}

pub(super) fn edit(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: AccountId = req.id()?;
    let account = ctx.read(|conn| queries::get(conn, id))?;
    ctx.require_on(LedgerRead, AccountEdit, account.company_id)?;
    let record = EditAccount {
        code: account.code.clone(),
        name: account.name.clone(),
        kind: account.kind,
        control: account.control,
    };
    PLACE.edit_form(ctx, req, &head_of(&account), &record, form(ctx, req, &record))
}

pub(super) fn create(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let new: NewAccount = req.command(ctx)?;
    let company = new.company_id.unwrap_or(ctx.company.id);
    ctx.done(req, "notice-created", move |tx| ops::create(tx, company, &new))
}
