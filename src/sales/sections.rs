//! What sales adds to the page of a customer.
use crate::kernel::error::Result;
use crate::kernel::value::Value;
use crate::kernel::view::Action;
use crate::kernel::view::Cell;
use crate::kernel::view::DataTable;
use crate::kernel::view::Phone;
use crate::kernel::view::Section;
use crate::kernel::view::SectionBody;
use crate::kernel::view::TableColumn;
use crate::kernel::view::TableRow;
use crate::kernel::web::Ctx;
use crate::permission::Permission::QuotationEdit;
use crate::permission::Permission::QuotationRead;
use crate::sales::quotation::Quotation;
use crate::sales::quotation::pages::list::URL;
use crate::sales::quotation::queries::figures;
use tenon_db::Conn;

/// Quotations shown on a customer's page.
const SHOWN: i64 = 10;

/// The newest quotations of a customer.
pub fn of_party(conn: &mut Conn, ctx: &Ctx, party: i64) -> Result<Vec<Section>> {
    let quotations = figures::of_party(conn, &ctx.reach(QuotationRead), party, SHOWN)?;
    if quotations.is_empty() && !ctx.may(QuotationEdit) {
        return Ok(Vec::new());
    }
    let table = DataTable {
        columns: vec![
            TableColumn::text(ctx.text("kind-quotation")).phone(Phone::Name),
            TableColumn::text(ctx.text("column-state")).phone(Phone::Status),
            TableColumn::text(ctx.text("column-date")).phone(Phone::Date),
            TableColumn::text(ctx.text("column-valid-until")),
            TableColumn::number(ctx.text("column-net")).phone(Phone::Amount),
        ],
        rows: quotations.iter().map(|row| cells(ctx, row)).collect(),
        empty: ctx.text("quotations-none"),
        ..DataTable::default()
    };
    let all = format!("{URL}?view=all&customer={party}");
    let mut actions = vec![Action::get(ctx.text("view-all"), "", all)];
    if ctx.may(QuotationEdit) {
        let url = format!("{URL}/new?party={party}");
        actions.push(Action::get(ctx.text("new-quotations"), "plus", url));
    }
    let body = SectionBody::Table(table);
    Ok(vec![Section {
        actions,
        ..Section::new("quotations", ctx.text("list-quotations"), body)
    }])
}

fn cells(ctx: &Ctx, row: &Quotation) -> TableRow {
    let cell = |value: Value| value.cell(ctx.messages, &ctx.formats);
    TableRow::new(vec![
        Cell::link(&row.number, row.url()),
        cell(Value::State(row.look(ctx.today()))),
        cell(Value::Date(row.quotation_date)),
        cell(Value::Date(row.valid_until)),
        cell(Value::Money(row.net_amount, row.currency.clone())),
    ])
}
