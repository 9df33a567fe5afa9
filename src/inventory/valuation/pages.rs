//! Stock value: the list at any date, one product's value with its history, and the changes behind it.
use crate::catalog::category;
use crate::catalog::category::CostingMethod;
use crate::ids::Subject;
use crate::ids::ValuationBalanceId;
use crate::ids::ValuationEntryId;
use crate::inventory::lot::pages::product_label;
use crate::inventory::valuation::ValuationKind;
use crate::inventory::valuation::Worth;
use crate::inventory::valuation::queries;
use crate::inventory::valuation::queries::EntryRow;
use crate::inventory::valuation::queries::ValueRow;
use crate::inventory::valuation_area;
use crate::kernel::chart::Chart;
use crate::kernel::chart::Series;
use crate::kernel::chart::SeriesKind;
use crate::kernel::error::Result;
use crate::kernel::list;
use crate::kernel::list::Filter;
use crate::kernel::list::FilterOf;
use crate::kernel::list::List;
use crate::kernel::list::Options;
use crate::kernel::list::View;
use crate::kernel::list::column;
use crate::kernel::list::filter;
use crate::kernel::list::view;
use crate::kernel::value::Kind;
use crate::kernel::value::Value;
use crate::kernel::view::Cell;
use crate::kernel::view::Crumb;
use crate::kernel::view::DataTable;
use crate::kernel::view::Fact;
use crate::kernel::view::ObjectPage;
use crate::kernel::view::Phone;
use crate::kernel::view::Section;
use crate::kernel::view::SectionBody;
use crate::kernel::view::TableColumn;
use crate::kernel::view::TableRow;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::Route;
use crate::kernel::web::answer;
use crate::kernel::web::get;
use crate::permission::Permission::CostRead;
use chrono::NaiveDate;
use rust_decimal::prelude::ToPrimitive;
use tenon_db::Conn;

const URL: &str = "/inventory/stock-value";
const ENTRIES: &str = "/inventory/valuation-entries";

pub const ROUTES: &[Route] = &[
    get(URL, CostRead, list).lists(|| values().described()),
    get("/inventory/stock-value/{id}", CostRead, show).gives::<ValueRow>(),
    get(ENTRIES, CostRead, entries).lists(|| changes().described()),
    get("/inventory/valuation-entries/{id}", CostRead, entry),
];

fn levels(_: &mut Conn, ctx: &Ctx) -> Result<Options> {
    Ok(vec![("stock".to_owned(), ctx.text("stock-level-stock"))])
}

fn methods(_: &mut Conn, ctx: &Ctx) -> Result<Options> {
    Ok(ctx.options(CostingMethod::ALL, CostingMethod::code, CostingMethod::message_key))
}

fn categories(conn: &mut Conn, _: &Ctx) -> Result<Options> {
    category::queries::choices(conn)
}

fn areas(conn: &mut Conn, ctx: &Ctx) -> Result<Options> {
    valuation_area::queries::choices(conn, ctx.company.id)
}

fn kinds(_: &mut Conn, ctx: &Ctx) -> Result<Options> {
    Ok(ctx.options(ValuationKind::ALL, ValuationKind::code, ValuationKind::message_key))
}

const PRODUCT: Filter = Filter {
    name: "product",
    of: FilterOf::Record {
        search_url: "/catalog/products/search",
        name: product_label,
    },
};

/// The changes that add up to a value.
fn drill(row: &ValueRow) -> String {
    let until = row.as_of.map(|date| format!("&date.to={date}")).unwrap_or_default();
    format!(
        "{ENTRIES}?product={}&valuation-area={}{until}&view=all",
        row.product_id, row.valuation_area_id
    )
}

fn values() -> List<ValueRow> {
    List {
        name: "stock-value",
        url: URL,
        icon: "coins",
        permission: CostRead,
        columns: vec![
            column("product", Kind::Text, |row: &ValueRow| {
                let url = Subject::ValuationBalance(row.id).url();
                Value::Item(row.product_code.clone(), row.product_name.clone(), url)
            })
            .sorts_by(|row| row.product_code.clone())
            .phone(Phone::Name),
            column("valuation-area", Kind::Text, |row: &ValueRow| {
                Value::text(&row.valuation_area)
            }),
            column("costing", Kind::Text, |row: &ValueRow| {
                Value::Code(row.costing_method.message_key(), row.costing_method.code().to_owned())
            }),
            column("quantity", Kind::Decimal, |row: &ValueRow| {
                Value::Measure(row.quantity, row.unit_code.clone())
            })
            .phone(Phone::Partner),
            column("unit-cost", Kind::Decimal, |row: &ValueRow| {
                let cost = row.worth().unit_cost();
                cost.map_or(Value::Empty, |cost| Value::Cost(cost, row.currency.clone()))
            }),
            column("value", Kind::Decimal, |row: &ValueRow| {
                Value::MoneyLink(row.amount, row.currency.clone(), drill(row))
            })
            .phone(Phone::Amount),
            column("currency", Kind::Text, |row: &ValueRow| Value::text(&row.currency)).hidden(),
            column("company", Kind::Text, |row: &ValueRow| Value::text(&row.company_code)).hidden(),
        ],
        filters: vec![
            filter("as-of", FilterOf::Date),
            PRODUCT,
            filter("category", FilterOf::Choice(categories)),
            filter("valuation-area", FilterOf::Choice(areas)),
            filter("costing", FilterOf::Choice(methods)),
            filter("level", FilterOf::Choice(levels)),
        ],
        views: vec![view("in-stock", "level=stock"), View { name: "all", query: "" }],
        sort: ("product", false),
        subject: |row| row.id.into(),
        new: None,
        bulk: Vec::new(),
        fetch: queries::page,
        sums: queries::sums,
        peek: false,
    }
}

fn changes() -> List<EntryRow> {
    List {
        name: "valuation-entries",
        url: ENTRIES,
        icon: "list",
        permission: CostRead,
        columns: vec![
            column("document", Kind::Text, |row: &EntryRow| {
                let url = row.origin().map(Subject::url).unwrap_or_default();
                Value::Link(row.document_name(), url)
            })
            .phone(Phone::Name),
            column("date", Kind::Date, |row: &EntryRow| Value::Date(row.posting_date))
                .sorts()
                .phone(Phone::Date),
            column("kind", Kind::Text, |row: &EntryRow| {
                Value::Code(row.kind.message_key(), row.kind.code().to_owned())
            }),
            column("product", Kind::Text, |row: &EntryRow| {
                let url = Subject::Product(row.product_id).url();
                Value::Item(row.product_code.clone(), row.product_name.clone(), url)
            })
            .phone(Phone::Partner),
            column("quantity", Kind::Decimal, |row: &EntryRow| {
                Value::Measure(row.quantity, row.unit_code.clone())
            }),
            column("value", Kind::Decimal, |row: &EntryRow| {
                Value::Money(row.amount, row.currency.clone())
            })
            .phone(Phone::Amount),
            column("entry", Kind::Text, |row: &EntryRow| {
                match (row.journal_entry_id, &row.journal_entry) {
                    (Some(id), Some(number)) => Value::Link(number.clone(), Subject::JournalEntry(id).url()),
                    _ => Value::Empty,
                }
            }),
        ],
        filters: vec![
            filter("date", FilterOf::Dates),
            PRODUCT,
            filter("valuation-area", FilterOf::Choice(areas)),
            filter("kind", FilterOf::Choice(kinds)),
        ],
        views: Vec::new(),
        sort: ("date", true),
        subject: |row| row.id.into(),
        new: None,
        bulk: Vec::new(),
        fetch: queries::entries,
        sums: queries::entry_sums,
        peek: false,
    }
}

fn list(ctx: &Ctx, req: &Req) -> Result<Reply> {
    list::show(ctx, req, &values())
}

fn entries(ctx: &Ctx, req: &Req) -> Result<Reply> {
    list::show(ctx, req, &changes())
}

/// An entry has no page of its own: it opens its move.
fn entry(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: ValuationEntryId = req.id()?;
    let (company, stock_move) = ctx.read(|conn| queries::entry_move(conn, id))?;
    ctx.visible(CostRead, company)?;
    Ok(Reply::see_other(Subject::StockMove(stock_move).url(), ""))
}

fn show(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: ValuationBalanceId = req.id()?;
    let row = ctx.read(|conn| queries::balance(conn, id))?;
    ctx.visible(CostRead, row.company_id)?;
    if req.is_api() {
        return Reply::json(&row);
    }
    let mut sections = Vec::new();
    if row.costing_method == CostingMethod::Fifo {
        let title = ctx.text("valuation-layers");
        sections.push(Section::new("layers", title, SectionBody::Table(layers(ctx, &row)?)));
    }
    let history = ctx.read(|conn| queries::history(conn, &row))?;
    if history.len() > 1 {
        sections.push(Section::new(
            "history",
            ctx.text("valuation-history"),
            SectionBody::Chart(chart(ctx, &row, &history)),
        ));
    }
    let changes = ctx.read(|conn| queries::newest(conn, &row))?;
    sections.push(Section::new(
        "changes",
        ctx.text("list-valuation-entries"),
        SectionBody::Table(table(ctx, &changes)),
    ));
    let page = ObjectPage {
        title: format!("{} {}", row.product_code, row.product_name),
        subtitle: row.valuation_area.clone(),
        facts: facts(ctx, &row),
        sections,
        ..ObjectPage::default()
    };
    let crumbs = vec![
        Crumb::new(ctx.text("list-stock-value"), URL),
        Crumb::new(&page.title, ""),
    ];
    answer::object(ctx, req, page, crumbs)
}

fn facts(ctx: &Ctx, row: &ValueRow) -> Vec<Fact> {
    let product = format!("{} {}", row.product_code, row.product_name);
    let quantity = Cell::Quantity {
        figure: ctx.formats.quantity(row.quantity.to_decimal(), 6),
        unit: row.unit_code.clone(),
    };
    let unit_cost = row.worth().unit_cost().map_or(Cell::Empty, |cost| {
        Cell::number(ctx.formats.unit_price(cost.to_decimal(), &row.currency))
    });
    let value = ctx.formats.money(row.amount.to_decimal(), &row.currency);
    vec![
        Fact::link(
            ctx.text("field-product"),
            product,
            Subject::Product(row.product_id).url(),
        ),
        Fact::link(
            ctx.text("field-valuation-area"),
            &row.valuation_area,
            Subject::ValuationArea(row.valuation_area_id).url(),
        ),
        Fact::text(ctx.text("column-costing"), ctx.text(row.costing_method.message_key())),
        Fact::new(ctx.text("column-quantity"), quantity),
        Fact::new(ctx.text("column-unit-cost"), unit_cost),
        Fact::new(ctx.text("column-value"), Cell::money_link(value, drill(row))),
    ]
}

fn layers(ctx: &Ctx, row: &ValueRow) -> Result<DataTable> {
    let open = ctx.read(|conn| queries::open_receipts(conn, row))?;
    let rows = open.iter().map(|(stock_move, date, rest)| {
        let cost = rest.unit_cost().map_or(Cell::Empty, |cost| {
            Cell::number(ctx.formats.unit_price(cost.to_decimal(), &row.currency))
        });
        TableRow::new(vec![
            Cell::link(ctx.formats.date(*date), Subject::StockMove(*stock_move).url()),
            Cell::number(ctx.formats.quantity(rest.quantity.to_decimal(), 6)),
            cost,
            Cell::money(ctx.formats.amount_in(rest.amount.to_decimal(), &row.currency)),
        ])
    });
    Ok(DataTable {
        columns: vec![
            TableColumn::text(ctx.text("column-date")).phone(Phone::Name),
            TableColumn::number(ctx.text("column-quantity")).phone(Phone::Partner),
            TableColumn::number(ctx.text("column-unit-cost")),
            TableColumn::number(ctx.text("column-value")).phone(Phone::Amount),
        ],
        rows: rows.collect(),
        empty: ctx.text("stock-none"),
        ..DataTable::default()
    })
}

/// The value at the end of each day on which it changed.
fn chart(ctx: &Ctx, row: &ValueRow, history: &[(NaiveDate, Worth)]) -> Chart {
    let money = |worth: &Worth| ctx.formats.amount_in(worth.amount.to_decimal(), &row.currency);
    Chart {
        title: ctx.text("valuation-history"),
        description: String::new(),
        label_head: ctx.text("column-date"),
        labels: history.iter().map(|(date, _)| ctx.formats.date_short(*date)).collect(),
        series: vec![Series {
            name: ctx.text("column-value"),
            kind: SeriesKind::Line,
            values: history
                .iter()
                .map(|(_, worth)| worth.amount.to_decimal().to_f64())
                .collect(),
            shown: history.iter().map(|(_, worth)| money(worth)).collect(),
        }],
        last_open: false,
        urls: Vec::new(),
    }
}

fn table(ctx: &Ctx, rows: &[EntryRow]) -> DataTable {
    let row = |row: &EntryRow| {
        let entry = match (row.journal_entry_id, &row.journal_entry) {
            (Some(id), Some(number)) => Cell::link(number, Subject::JournalEntry(id).url()),
            _ => Cell::Empty,
        };
        TableRow::new(vec![
            Cell::date(ctx.formats.date_short(row.posting_date), row.posting_date.to_string()),
            Cell::link(row.document_name(), Subject::StockMove(row.stock_move_id).url()),
            Cell::text(ctx.text(row.kind.message_key())),
            Cell::Quantity {
                figure: ctx.formats.quantity(row.quantity.to_decimal(), 6),
                unit: row.unit_code.clone(),
            },
            Cell::money(ctx.formats.amount_in(row.amount.to_decimal(), &row.currency)),
            entry,
        ])
    };
    DataTable {
        columns: vec![
            TableColumn::text(ctx.text("column-date")).phone(Phone::Date),
            TableColumn::text(ctx.text("column-document")).phone(Phone::Name),
            TableColumn::text(ctx.text("column-kind")).phone(Phone::Status),
            TableColumn::number(ctx.text("column-quantity")).phone(Phone::Partner),
            TableColumn::number(ctx.text("column-value")).phone(Phone::Amount),
            TableColumn::text(ctx.text("column-entry")),
        ],
        rows: rows.iter().map(row).collect(),
        empty: ctx.text("moves-none"),
        ..DataTable::default()
    }
}
