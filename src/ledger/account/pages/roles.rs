//! Which account a company posts for each role.
use crate::ids::AccountId;
use crate::kernel::error::Result;
use crate::kernel::fields::Fields;
use crate::kernel::view::Crumb;
use crate::kernel::view::Field;
use crate::kernel::view::FormPage;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::answer;
use crate::ledger::account::Account;
use crate::ledger::account::AccountRole;
use crate::ledger::account::SEARCH_URL;
use crate::ledger::account::SetRoles;
use crate::ledger::account::ops;
use crate::ledger::account::queries;
use crate::permission::Permission::LedgerRead;
use serde_json::json;
use std::collections::BTreeMap;

pub(super) const URL: &str = "/setup/account-roles";

pub(super) fn show(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let company = ctx.company.id;
    ctx.visible(LedgerRead, company)?;
    let (chosen, accounts) = ctx.read(|conn| {
        let chosen = queries::roles(conn, company)?;
        let ids: Vec<AccountId> = chosen.0.values().copied().collect();
        Ok((chosen, queries::get_many(conn, &ids)?))
    })?;
    let role = |role: &AccountRole| json!({"role": role, "account_id": chosen.find(*role)});
    let record = json!({"roles": AccountRole::ALL.iter().map(role).collect::<Vec<_>>()});
    let fields = Fields::new(ctx, req, &record);
    let mut inputs: Vec<Field> = Vec::new();
    for (place, role) in AccountRole::ALL.iter().enumerate() {
        inputs.extend(of_role(ctx, &fields.row("roles", place), *role, &accounts));
    }
    let title = ctx.text("account-roles");
    let page = FormPage {
        title: title.clone(),
        subtitle: ctx.company.name.clone(),
        action: URL.to_owned(),
        discard_url: "/setup".to_owned(),
        ..FormPage::default()
    };
    let page = page.group("", inputs);
    answer::form(ctx, req, page, vec![Crumb::new(title, "")])
}

fn of_role(ctx: &Ctx, fields: &Fields<'_>, role: AccountRole, accounts: &BTreeMap<AccountId, Account>) -> [Field; 2] {
    let id = fields.id("account_id").map(AccountId::from);
    let name = id.and_then(|id| accounts.get(&id)).map(Account::label);
    let mut account = fields
        .combo("account_id", SEARCH_URL, "list-tree", name.unwrap_or_default())
        .width(6);
    account.label = ctx.text(&role.message_key());
    [fields.hidden("role").value(role.code()), account]
}

pub(super) fn update(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let edit: SetRoles = req.command(ctx)?;
    let company = edit.company_id.unwrap_or(ctx.company.id);
    let door = req.door;
    ctx.write(req, move |tx| {
        let company = ops::set_roles(tx, company, &edit.roles)?;
        Ok(Reply::done_by_at(door, company, URL, "notice-saved"))
    })
}
