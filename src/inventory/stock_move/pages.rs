//! Stock moves: the list, one move, and moves inside other pages.
use crate::company::activity;
use crate::ids::StockMoveId;
use crate::ids::Subject;
use crate::inventory::lot::pages::product_label;
use crate::inventory::stock_move::queries;
use crate::inventory::stock_move::queries::MoveRow;
use crate::inventory::warehouse;
use crate::kernel::error::Result;
use crate::kernel::list;
use crate::kernel::list::Filter;
use crate::kernel::list::FilterOf;
use crate::kernel::list::List;
use crate::kernel::list::column;
use crate::kernel::value::Kind;
use crate::kernel::value::Value;
use crate::kernel::view::Cell;
use crate::kernel::view::Crumb;
use crate::kernel::view::DataTable;
use crate::kernel::view::Fact;
use crate::kernel::view::ObjectPage;
use crate::kernel::view::Phone;
use crate::kernel::view::TableColumn;
use crate::kernel::view::TableRow;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::Route;
use crate::kernel::web::answer;
use crate::kernel::web::get;
use crate::permission::Permission::CostRead;
use crate::permission::Permission::LedgerRead;
use crate::permission::Permission::StockRead;

const URL: &str = "/inventory/moves";

pub const ROUTES: &[Route] = &[
    get(URL, StockRead, list).lists(|| moves().described()),
    get("/inventory/moves/{id}", StockRead, show).gives::<MoveRow>(),
];

fn moves() -> List<MoveRow> {
    List {
        name: "moves",
        url: URL,
        icon: "arrow-left-right",
        permission: StockRead,
        columns: vec![
            column("document", Kind::Text, |row: &MoveRow| {
                let url = row.origin().map(Subject::url).unwrap_or_default();
                Value::Link(document(row), url)
            })
            .phone(Phone::Name),
            column("date", Kind::Date, |row: &MoveRow| Value::Date(row.move_date))
                .sorts()
                .phone(Phone::Date),
            column("direction", Kind::Text, |row: &MoveRow| {
                Value::Code(row.direction().message_key(), row.direction().code().to_owned())
            }),
            column("product", Kind::Text, |row: &MoveRow| {
                let url = Subject::Product(row.product_id).url();
                Value::Item(row.product_code.clone(), row.product_name.clone(), url)
            })
            .phone(Phone::Partner),
            column("from", Kind::Text, |row: &MoveRow| Value::text(&row.from_code)),
            column("to", Kind::Text, |row: &MoveRow| Value::text(&row.to_code)),
            column("lot", Kind::Text, |row: &MoveRow| match (row.lot_id, &row.lot_code) {
                (Some(id), Some(code)) => Value::Link(code.clone(), Subject::Lot(id).url()),
                _ => Value::Empty,
            }),
            column("quantity", Kind::Decimal, |row: &MoveRow| {
                Value::Measure(row.quantity, row.unit_code.clone())
            })
            .phone(Phone::Amount),
            column("value", Kind::Decimal, |row: &MoveRow| {
                let amount = row.value.map(|amount| Value::Money(amount, row.currency.clone()));
                amount.unwrap_or(Value::Empty)
            })
            .needs_in(CostRead, |row| row.company_id),
        ],
        filters: filters(),
        views: Vec::new(),
        sort: ("date", true),
        subject: |row| row.id.into(),
        new: None,
        bulk: Vec::new(),
        fetch: queries::page,
        sums: queries::sums,
        peek: false,
    }
}

fn filters() -> Vec<Filter> {
    let filter = |name: &'static str, of: FilterOf| Filter { name, of };
    vec![
        filter("date", FilterOf::Dates),
        filter(
            "product",
            FilterOf::Record {
                search_url: "/catalog/products/search",
                name: product_label,
            },
        ),
        filter("warehouse", FilterOf::Choice(warehouse::queries::filter_options)),
        filter("document", FilterOf::Text),
        filter("location", FilterOf::Linked),
    ]
}

/// What was worth nothing has no entry that would name its document.
fn document(row: &MoveRow) -> String {
    if row.document.is_empty() {
        row.id.to_string()
    } else {
        row.document.clone()
    }
}

fn list(ctx: &Ctx, req: &Req) -> Result<Reply> {
    list::show(ctx, req, &moves())
}

fn show(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: StockMoveId = req.id()?;
    let mut row = ctx.read(|conn| queries::get(conn, id))?;
    ctx.visible(StockRead, row.company_id)?;
    if !ctx.actor.may(CostRead, row.company_id) {
        row.value = None;
    }
    if req.is_api() {
        return Reply::json(&row);
    }
    let title = format!("{} · {}", document(&row), row.product_code);
    let page = ObjectPage {
        title: title.clone(),
        subtitle: ctx.text(row.direction().message_key()),
        facts: facts(ctx, &row),
        ..ObjectPage::default()
    };
    let page = activity::attach(ctx, page, id.into(), Some(row.company_id))?;
    let crumbs = vec![Crumb::new(ctx.text("list-moves"), URL), Crumb::new(title, "")];
    answer::object(ctx, req, page, crumbs)
}

fn facts(ctx: &Ctx, row: &MoveRow) -> Vec<Fact> {
    let product = format!("{} {}", row.product_code, row.product_name);
    let from = Subject::Location(row.from_location_id).url();
    let to = Subject::Location(row.to_location_id).url();
    let origin = row.origin().map(Subject::url).unwrap_or_default();
    let mut facts = vec![
        Fact::link(ctx.text("column-document"), document(row), origin),
        Fact::text(ctx.text("column-date"), ctx.formats.date(row.move_date)),
        Fact::link(
            ctx.text("field-product"),
            product,
            Subject::Product(row.product_id).url(),
        ),
        Fact::new(ctx.text("column-quantity"), measure(ctx, row)),
        Fact::link(ctx.text("column-from"), &row.from_code, from),
        Fact::link(ctx.text("column-to"), &row.to_code, to),
    ];
    if let (Some(id), Some(code)) = (row.lot_id, &row.lot_code) {
        facts.push(Fact::link(ctx.text("field-lot"), code, Subject::Lot(id).url()));
    }
    if let Some(value) = row.value {
        let shown = ctx.formats.money(value.to_decimal(), &row.currency);
        facts.push(Fact::text(ctx.text("column-value"), shown));
    }
    if let Some(entry) = row
        .journal_entry_id
        .filter(|_| ctx.actor.may(LedgerRead, row.company_id))
    {
        let url = Subject::JournalEntry(entry).url();
        facts.push(Fact::link(ctx.text("kind-journal-entry"), ctx.text("action-open"), url));
    }
    if let Some(old) = row.reverses_id {
        let url = Subject::StockMove(old).url();
        facts.push(Fact::link(ctx.text("move-reverses"), ctx.text("action-open"), url));
    }
    facts
}

fn measure(ctx: &Ctx, row: &MoveRow) -> Cell {
    Cell::Quantity {
        figure: ctx.formats.quantity(row.quantity.to_decimal(), 6),
        unit: row.unit_code.clone(),
    }
}

/// Moves as a table inside a page.
pub(crate) fn table(ctx: &Ctx, rows: &[MoveRow]) -> DataTable {
    let row = |row: &MoveRow| {
        TableRow::new(vec![
            Cell::date(ctx.formats.date_short(row.move_date), row.move_date.to_string()),
            Cell::link(document(row), Subject::StockMove(row.id).url()),
            Cell::text(ctx.text(row.direction().message_key())),
            Cell::text(&row.from_code),
            Cell::text(&row.to_code),
            measure(ctx, row),
        ])
    };
    DataTable {
        columns: vec![
            TableColumn::text(ctx.text("column-date")).phone(Phone::Date),
            TableColumn::text(ctx.text("column-document")).phone(Phone::Name),
            TableColumn::text(ctx.text("column-direction")).phone(Phone::Status),
            TableColumn::text(ctx.text("column-from")),
            TableColumn::text(ctx.text("column-to")).phone(Phone::Partner),
            TableColumn::number(ctx.text("column-quantity")).phone(Phone::Amount),
        ],
        rows: rows.iter().map(row).collect(),
        empty: ctx.text("moves-none"),
        ..DataTable::default()
    }
}
