//! What orders add to the pages of customers and products.
use crate::ids::ProductId;
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
use crate::orders::sales_order::SalesOrder;
use crate::orders::sales_order::pages::list::URL;
use crate::orders::sales_order::queries;
use crate::permission::Permission::SalesOrderEdit;
use crate::permission::Permission::SalesOrderRead;
use tenon_db::Conn;
use tenon_db::Quantity;

/// Orders shown on another record's page.
const SHOWN: i64 = 10;

fn table(ctx: &Ctx, rows: Vec<TableRow>, last: &str) -> DataTable {
    DataTable {
        columns: vec![
            TableColumn::text(ctx.text("column-order")).phone(Phone::Name),
            TableColumn::text(ctx.text("column-state")).phone(Phone::Status),
            TableColumn::text(ctx.text("column-date")).phone(Phone::Date),
            TableColumn::text(ctx.text("column-requested")),
            TableColumn::number(ctx.text("column-delivered")),
            TableColumn::number(ctx.text(last)).phone(Phone::Amount),
        ],
        rows,
        empty: ctx.text("lines-none"),
        ..DataTable::default()
    }
}

fn row(ctx: &Ctx, order: &SalesOrder, last: Value) -> TableRow {
    let cell = |value: Value| value.cell(ctx.messages, &ctx.formats);
    TableRow::new(vec![
        Cell::link(&order.number, order.url()),
        cell(Value::State(order.look())),
        cell(Value::Date(order.order_date)),
        cell(Value::Date(order.requested_date)),
        cell(Value::Meter(order.delivered_percent)),
        cell(last),
    ])
}

fn section(ctx: &Ctx, table: DataTable, all: String) -> Section {
    Section {
        actions: vec![Action::get(ctx.text("view-all"), "", all)],
        ..Section::new(
            "sales-orders",
            ctx.text("section-sales-orders"),
            SectionBody::Table(table),
        )
    }
}

/// The newest orders of a customer.
pub fn of_party(conn: &mut Conn, ctx: &Ctx, party: i64) -> Result<Vec<Section>> {
    let orders = queries::list::of_party(conn, &ctx.reach(SalesOrderRead), party, SHOWN)?;
    if orders.is_empty() && !ctx.may(SalesOrderEdit) {
        return Ok(Vec::new());
    }
    let total = |order: &SalesOrder| Value::Money(order.total_amount, order.currency.clone());
    let rows = orders.iter().map(|order| row(ctx, order, total(order))).collect();
    let mut section = section(
        ctx,
        table(ctx, rows, "column-total"),
        format!("{URL}?view=all&customer={party}"),
    );
    if ctx.may(SalesOrderEdit) {
        let url = format!("{URL}/new?party={party}");
        section
            .actions
            .push(Action::get(ctx.text("new-sales-orders"), "plus", url));
    }
    Ok(vec![section])
}

/// Open orders of a product: who waits for how much.
pub fn of_product(conn: &mut Conn, ctx: &Ctx, product: i64) -> Result<Vec<Section>> {
    let reach = ctx.reach(SalesOrderRead);
    let open = queries::list::open_of_product(conn, &reach, ProductId::from(product), SHOWN)?;
    if open.is_empty() {
        return Ok(Vec::new());
    }
    let quantity = |open: Quantity| Value::Quantity(open);
    let rows = open
        .iter()
        .map(|(order, open)| row(ctx, order, quantity(*open)))
        .collect();
    let table = table(ctx, rows, "column-undelivered");
    Ok(vec![section(ctx, table, format!("{URL}?view=open"))])
}
