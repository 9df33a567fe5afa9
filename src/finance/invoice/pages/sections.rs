//! The sections of an invoice's page: lines with their sums, open items, settlements, entries.
use super::known::Known;
use crate::finance::invoice::Invoice;
use crate::finance::invoice::InvoiceLine;
use crate::finance::invoice::InvoiceTax;
use crate::finance::parts;
use crate::finance::parts::date_cell;
use crate::finance::parts::money_cell;
use crate::ids::Subject;
use crate::kernel::view::Cell;
use crate::kernel::view::DataTable;
use crate::kernel::view::Phone;
use crate::kernel::view::Section;
use crate::kernel::view::SectionBody;
use crate::kernel::view::TableColumn;
use crate::kernel::view::TableRow;
use crate::kernel::view::Total;
use crate::kernel::web::Ctx;
use crate::ledger::open_item::OpenItem;
use crate::permission::Permission::PaymentRead;

/// Its lines with their sums, what is open, what settles it, its entries.
pub fn sections(ctx: &Ctx, known: &Known) -> Vec<Section> {
    let invoice = &known.invoice;
    let mut lines = Section::new(
        "lines",
        ctx.text("field-lines"),
        SectionBody::Lines {
            table: line_table(ctx, known),
            totals: totals(ctx, invoice, &known.taxes),
        },
    );
    lines.count = Some(ctx.formats.integer(i64::try_from(known.lines.len()).unwrap_or(0)));
    let mut sections = vec![lines];
    if !known.items.is_empty() && ctx.actor.may(PaymentRead, invoice.company_id) {
        sections.push(Section::new(
            "open-items",
            ctx.text("list-open-items"),
            SectionBody::Table(item_table(ctx, &known.items)),
        ));
        let settled = parts::settlements(ctx, &known.settlements);
        sections.push(Section::new(
            "settlement",
            ctx.text("section-settlement"),
            SectionBody::Table(settled),
        ));
    }
    if !known.entries.is_empty() {
        sections.push(parts::entries(ctx, &known.entries, &known.own_currency));
    }
    sections
}

/// The lines.
pub fn line_table(ctx: &Ctx, known: &Known) -> DataTable {
    let currency = &known.invoice.currency;
    let row = |line: &InvoiceLine| {
        TableRow::new(vec![
            Cell::Muted((line.position * 10).to_string()),
            Cell::Item {
                code: known.names.product(line.product_id),
                url: Subject::Product(line.product_id).url(),
                text: line.description.clone(),
            },
            Cell::Quantity {
                figure: ctx.formats.quantity(line.quantity.to_decimal(), 6),
                unit: known.names.unit(line.unit_id),
            },
            Cell::number(ctx.formats.unit_price(line.unit_price.to_decimal(), currency)),
            if line.discount_percent.is_zero() {
                Cell::Empty
            } else {
                Cell::number(ctx.formats.percent(line.discount_percent.to_decimal()))
            },
            Cell::text(line.tax_code_id.map(|id| known.names.tax(id)).unwrap_or_default()),
            money_cell(ctx, line.net_amount, currency),
        ])
    };
    DataTable {
        columns: vec![
            TableColumn::text(ctx.text("kernel-grid-position")),
            TableColumn::text(ctx.text("column-product")).phone(Phone::Name),
            TableColumn::number(ctx.text("column-quantity")).phone(Phone::Partner),
            TableColumn::number(ctx.text("column-unit-price")),
            TableColumn::number(ctx.text("column-discount")),
            TableColumn::text(ctx.text("column-tax")),
            TableColumn::number(ctx.say_with("head-net", &[("currency", currency.into())])).phone(Phone::Amount),
        ],
        rows: known.lines.iter().map(row).collect(),
        tall: true,
        ..DataTable::default()
    }
}

/// Net, each tax with its rate, and the total.
fn totals(ctx: &Ctx, invoice: &Invoice, taxes: &[InvoiceTax]) -> Vec<Total> {
    let currency = &invoice.currency;
    let mut totals = vec![Total::new(
        ctx.text("total-net"),
        parts::figure(ctx, invoice.net_amount, currency),
    )];
    totals.extend(
        taxes
            .iter()
            .map(|tax| Total::new(&tax.name, parts::figure(ctx, tax.tax_amount, currency))),
    );
    totals.push(Total::grand(
        ctx.say_with("total-in", &[("currency", currency.into())]),
        parts::figure(ctx, invoice.total_amount, currency),
    ));
    totals
}

fn item_table(ctx: &Ctx, items: &[OpenItem]) -> DataTable {
    let row = |item: &OpenItem| {
        TableRow::new(vec![
            date_cell(ctx, item.due_date),
            money_cell(ctx, item.amount, &item.currency),
            money_cell(ctx, item.open_amount, &item.currency),
            item.settled_date.map_or(Cell::Empty, |day| date_cell(ctx, day)),
            Cell::link(ctx.text("settlement-show"), Subject::OpenItem(item.id).url()),
        ])
    };
    DataTable {
        columns: vec![
            TableColumn::text(ctx.text("column-due")),
            TableColumn::number(ctx.text("column-amount")),
            TableColumn::number(ctx.text("column-open")),
            TableColumn::text(ctx.text("column-settled")),
            TableColumn::text(ctx.text("column-item")),
        ],
        rows: items.iter().map(row).collect(),
        ..DataTable::default()
    }
}
