//! The forms of a tax code: a new one with its components, its texts, a further rate; archiving and deleting.
use crate::ids::AccountId;
use crate::ids::TaxCodeId;
use crate::kernel::error::Result;
use crate::kernel::fields::Fields;
use crate::kernel::view::Crumb;
use crate::kernel::view::FormPage;
use crate::kernel::view::LineKind;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::answer;
use crate::ledger::account;
use crate::ledger::account::AccountRole;
use crate::ledger::tax::EditTaxCode;
use crate::ledger::tax::NewRate;
use crate::ledger::tax::NewTaxCode;
use crate::ledger::tax::ops;
use crate::ledger::tax::pages::PLACE;
use crate::ledger::tax::pages::head_of;
use crate::ledger::tax::queries;
use crate::permission::Permission::AccountEdit;
use crate::permission::Permission::LedgerRead;
use serde_json::json;

pub(super) fn new(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let company = ctx.company.id;
    let payable = ctx.read(|conn| {
        let role = account::queries::roles(conn, company)?.find(AccountRole::TaxPayable);
        let ids: Vec<AccountId> = role.into_iter().collect();
        Ok(account::queries::get_many(conn, &ids)?.into_values().next())
    })?;
    let usual = json!({
        "kind": "sale",
        "components": [{
            "account_id": payable.as_ref().map(|account| account.id),
            "rates": [{"start_date": ctx.today()}],
        }],
    });
    let fields = Fields::new(ctx, req, &usual);
    let inputs = vec![
        fields.text("code").width(3),
        fields.text("name").width(6),
        fields.select("kind", &super::kinds(ctx), false).width(3),
        fields.text("note_on_invoice").width(12).optional(),
        fields.check("is_inclusive").width(6),
    ];
    let search_url = account::SEARCH_URL.to_owned();
    let columns = vec![
        fields.column("name", LineKind::Text, 56),
        fields.column("account", LineKind::Combo { search_url }, 0),
        fields.column("rates.0.rate_percent", LineKind::Percent, 32),
        fields.column("rates.0.start_date", LineKind::Date, 44),
        fields.column("is_compound", LineKind::Check, 40),
    ];
    let label = payable.map(|account| account.label()).unwrap_or_default();
    let page = FormPage {
        subtitle: ctx.company.name.clone(),
        ..FormPage::default()
    };
    let grid = fields.grid("components", columns, &|_, _| label.clone());
    PLACE.new_form(ctx, req, page.group("", inputs).lines(grid))
}

pub(super) fn create(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let new: NewTaxCode = req.command(ctx)?;
    let company = new.company_id.unwrap_or(ctx.company.id);
    ctx.done(req, "notice-created", move |tx| ops::create(tx, company, &new))
}

pub(super) fn edit(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: TaxCodeId = req.id()?;
    let row = ctx.read(|conn| queries::get(conn, id))?;
    ctx.require_on(LedgerRead, AccountEdit, row.company_id)?;
    let record = EditTaxCode {
        code: row.code.clone(),
        name: row.name.clone(),
        note_on_invoice: Some(row.note_on_invoice.clone()),
    };
    let fields = Fields::new(ctx, req, &record);
    let inputs = vec![
        fields.text("code").width(3),
        fields.text("name").width(6),
        fields.text("note_on_invoice").width(12).optional(),
    ];
    let page = FormPage::default().group("", inputs);
    PLACE.edit_form(ctx, req, &head_of(&row), &record, page)
}

pub(super) fn new_rate(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: TaxCodeId = req.id()?;
    let full = ctx.read(|conn| queries::full(conn, id))?;
    ctx.require_on(LedgerRead, AccountEdit, full.code.company_id)?;
    let options: Vec<(String, String)> = full
        .components
        .iter()
        .map(|component| (component.id.to_string(), component.name.clone()))
        .collect();
    let fields = Fields::new(ctx, req, &json!({"start_date": ctx.today()}));
    let inputs = vec![
        fields.select("tax_component_id", &options, false).width(6),
        fields.date("start_date"),
        fields.number("rate_percent"),
    ];
    let (title, url) = (ctx.text("tax-rate-new"), format!("{}/{id}", super::URL));
    let page = FormPage {
        title: title.clone(),
        subtitle: full.code.name.clone(),
        action: format!("{url}/rate"),
        discard_url: url.clone(),
        ..FormPage::default()
    };
    let crumbs = vec![
        Crumb::new(ctx.text("list-tax-codes"), super::URL),
        Crumb::new(full.code.name, url),
        Crumb::new(title, ""),
    ];
    answer::form(ctx, req, page.group("", inputs), crumbs)
}

pub(super) fn add_rate(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (id, new): (TaxCodeId, NewRate) = (req.id()?, req.command(ctx)?);
    ctx.done(req, "notice-saved", move |tx| {
        ops::add_rate(tx, id, &new)?;
        Ok(id)
    })
}
