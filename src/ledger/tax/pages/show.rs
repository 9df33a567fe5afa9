//! A tax code's page: what it is, its components with their accounts, and every rate with the day it begins.
use crate::company::activity;
use crate::ids::Subject;
use crate::ids::TaxCodeId;
use crate::kernel::error::Result;
use crate::kernel::value::Value;
use crate::kernel::view::Action;
use crate::kernel::view::Cell;
use crate::kernel::view::DataTable;
use crate::kernel::view::Fact;
use crate::kernel::view::ObjectPage;
use crate::kernel::view::Section;
use crate::kernel::view::SectionBody;
use crate::kernel::view::TableColumn;
use crate::kernel::view::TableRow;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::answer;
use crate::kernel::web::master;
use crate::ledger::tax::ComponentRow;
use crate::ledger::tax::FullTaxCode;
use crate::ledger::tax::RateRow;
use crate::ledger::tax::queries;
use crate::permission::Permission::AccountEdit;
use crate::permission::Permission::LedgerRead;

pub(super) fn show(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: TaxCodeId = req.id()?;
    let full = ctx.read(|conn| queries::full(conn, id))?;
    let row = &full.code;
    ctx.visible(LedgerRead, row.company_id)?;
    if req.is_api() {
        return Reply::json(&full);
    }
    let may_edit = ctx.actor.may(AccountEdit, row.company_id);
    let mut rates = Section::new("rates", ctx.text("tax-rates"), SectionBody::Table(rates(ctx, &full)));
    if may_edit {
        let url = format!("{}/{id}/rate", super::URL);
        rates.actions.push(Action::get(ctx.text("tax-rate-new"), "plus", url));
    }
    let page = ObjectPage {
        facts: facts(ctx, &full),
        sections: vec![rates],
        ..master::page(ctx, &super::head_of(row), may_edit)
    };
    let page = activity::attach(ctx, page, id.into(), Some(row.company_id))?;
    answer::object(ctx, req, page, super::PLACE.crumbs(ctx, &row.name))
}

fn facts(ctx: &Ctx, full: &FullTaxCode) -> Vec<Fact> {
    let row = &full.code;
    let company = ctx.company_name(row.company_id);
    let inclusive = Value::Flag(row.is_inclusive).cell(ctx.messages, &ctx.formats);
    vec![
        Fact::text(ctx.text("field-code"), row.code.as_str()),
        Fact::text(ctx.text("field-kind"), ctx.text(row.kind.message_key())),
        Fact::new(ctx.text("field-is-inclusive"), inclusive),
        Fact::text(ctx.text("field-note-on-invoice"), row.note_on_invoice.as_str()),
        Fact::text(ctx.text("field-company"), company),
    ]
}

/// One row for each rate; the component stands in its first.
fn rates(ctx: &Ctx, full: &FullTaxCode) -> DataTable {
    let of_component = |component: &ComponentRow| -> Vec<TableRow> {
        let rows = component.rates.iter().enumerate();
        rows.map(|(place, rate)| rate_row(ctx, component, rate, place == 0))
            .collect()
    };
    DataTable {
        columns: vec![
            TableColumn::text(ctx.text("tax-component")),
            TableColumn::text(ctx.text("field-account")),
            TableColumn::text(ctx.text("field-is-compound")),
            TableColumn::text(ctx.text("field-start-date")),
            TableColumn::number(ctx.text("field-rate-percent")),
        ],
        rows: full.components.iter().flat_map(of_component).collect(),
        ..DataTable::default()
    }
}

fn rate_row(ctx: &Ctx, component: &ComponentRow, rate: &RateRow, is_first: bool) -> TableRow {
    let head = if is_first {
        let account = format!("{} {}", component.account_code, component.account_name);
        [
            Cell::text(component.name.as_str()),
            Cell::link(account, Subject::from(component.account_id).url()),
            Value::Flag(component.is_compound).cell(ctx.messages, &ctx.formats),
        ]
    } else {
        [Cell::Empty, Cell::Empty, Cell::Empty]
    };
    let rate = [
        Cell::text(ctx.formats.date(rate.start_date)),
        Cell::number(ctx.formats.percent(rate.rate_percent.to_decimal())),
    ];
    TableRow::new(head.into_iter().chain(rate).collect())
}
