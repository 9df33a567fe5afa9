//! Stock on hand: by product, place by place, and one place with who was promised what.
use crate::catalog::category;
use crate::ids::StockBalanceId;
use crate::ids::Subject;
use crate::inventory::lot::pages::product_label;
use crate::inventory::reservation;
use crate::inventory::stock::Position;
use crate::inventory::stock::queries;
use crate::inventory::stock::queries::Row;
use crate::inventory::stock_move;
use crate::inventory::warehouse;
use crate::kernel::error::Result;
use crate::kernel::list;
use crate::kernel::list::Filter;
use crate::kernel::list::FilterOf;
use crate::kernel::list::List;
use crate::kernel::list::Options;
use crate::kernel::list::View;
use crate::kernel::list::column;
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
use crate::permission::Permission::StockRead;
use tenon_db::Conn;
use tenon_db::Quantity;

pub const ROUTES: &[Route] = &[
    get("/inventory/stock", StockRead, list).lists(|| by_product().described()),
    get("/inventory/stock-positions", StockRead, positions).lists(|| by_place().described()),
    get("/inventory/stock-positions/{id}", StockRead, show).gives::<Position>(),
];

/// How much there is, as a filter.
fn levels(_: &mut Conn, ctx: &Ctx) -> Result<Options> {
    let level = |code: &str| (code.to_owned(), ctx.text(&format!("stock-level-{code}")));
    Ok(["stock", "low", "reserved", "negative", "none"].map(level).to_vec())
}

fn categories(conn: &mut Conn, _: &Ctx) -> Result<Options> {
    category::queries::choices(conn)
}

fn filters() -> Vec<Filter> {
    let filter = |name: &'static str, of: FilterOf| Filter { name, of };
    vec![
        filter("as-of", FilterOf::Date),
        filter("location", FilterOf::Linked),
        filter("level", FilterOf::Choice(levels)),
        filter("warehouse", FilterOf::Choice(warehouse::queries::filter_options)),
        filter(
            "product",
            FilterOf::Record {
                search_url: "/catalog/products/search",
                name: product_label,
            },
        ),
        filter("category", FilterOf::Choice(categories)),
    ]
}

fn views() -> Vec<View> {
    let view = |name: &'static str, query: &'static str| View { name, query };
    vec![
        view("in-stock", "level=stock"),
        view("low-stock", "level=low"),
        view("below-zero", "level=negative"),
        view("all", ""),
    ]
}

fn quantity(row: &Row, quantity: Option<Quantity>) -> Value {
    quantity.map_or(Value::Empty, |quantity| Value::Measure(quantity, row.unit.clone()))
}

fn by_product() -> List<Row> {
    List {
        name: "stock",
        url: "/inventory/stock",
        icon: "boxes",
        permission: StockRead,
        columns: vec![
            column("product", Kind::Text, |row: &Row| {
                Value::Item(
                    row.code.clone(),
                    row.name.clone(),
                    Subject::Product(row.product_id).url(),
                )
            })
            .sorts_by(|row| row.code.clone())
            .phone(Phone::Name),
            column("on-hand", Kind::Decimal, |row: &Row| quantity(row, Some(row.on_hand))).phone(Phone::Amount),
            column("reserved", Kind::Decimal, |row: &Row| quantity(row, row.reserved)),
            column("available", Kind::Decimal, |row: &Row| {
                quantity(row, row.reserved.map(|reserved| row.on_hand - reserved))
            }),
            column("reorder", Kind::Decimal, |row: &Row| quantity(row, Some(row.reorder))).hidden(),
            column("places", Kind::Number, |row: &Row| {
                let url = format!("/inventory/stock-positions?product={}&view=in-stock", row.product_id);
                Value::Link(row.places.to_string(), url)
            }),
        ],
        filters: filters(),
        views: views(),
        sort: ("product", false),
        subject: |row| row.product_id.into(),
        new: None,
        bulk: Vec::new(),
        fetch: queries::page,
        sums: queries::sums,
        peek: false,
    }
}

fn by_place() -> List<Position> {
    List {
        name: "stock-positions",
        url: "/inventory/stock-positions",
        icon: "map-pin",
        permission: StockRead,
        columns: vec![
            column("product", Kind::Text, |row: &Position| {
                let url = Subject::StockBalance(row.id).url();
                Value::Item(row.product_code.clone(), row.product_name.clone(), url)
            })
            .sorts_by(|row| row.product_code.clone())
            .phone(Phone::Name),
            column("warehouse", Kind::Text, |row: &Position| {
                Value::text(row.warehouse_code.clone().unwrap_or_default())
            }),
            column("location", Kind::Text, |row: &Position| Value::text(&row.location_code)).phone(Phone::Partner),
            column("lot", Kind::Text, |row: &Position| match (row.lot_id, &row.lot_code) {
                (Some(id), Some(code)) => Value::Link(code.clone(), Subject::Lot(id).url()),
                _ => Value::Empty,
            }),
            column("on-hand", Kind::Decimal, |row: &Position| {
                Value::Measure(row.on_hand, row.unit_code.clone())
            })
            .phone(Phone::Amount),
            column("reserved", Kind::Decimal, |row: &Position| {
                Value::Measure(row.reserved, row.unit_code.clone())
            }),
        ],
        filters: filters(),
        views: views(),
        sort: ("product", false),
        subject: |row| row.id.into(),
        new: None,
        bulk: Vec::new(),
        fetch: queries::positions,
        sums: queries::positions_sums,
        peek: false,
    }
}

fn list(ctx: &Ctx, req: &Req) -> Result<Reply> {
    list::show(ctx, req, &by_product())
}

fn positions(ctx: &Ctx, req: &Req) -> Result<Reply> {
    list::show(ctx, req, &by_place())
}

fn show(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: StockBalanceId = req.id()?;
    let place = ctx.read(|conn| queries::position(conn, id))?;
    ctx.visible(StockRead, place.company_id)?;
    if req.is_api() {
        return Reply::json(&place);
    }
    let held = ctx.read(|conn| reservation::queries::at(conn, &place))?;
    let moves = ctx.read(|conn| stock_move::queries::at(conn, &place))?;
    let title = format!("{} · {}", place.product_code, place.location_code);
    let page = ObjectPage {
        title: title.clone(),
        subtitle: place.product_name.clone(),
        facts: facts(ctx, &place),
        sections: vec![
            Section::new(
                "reservations",
                ctx.text("list-reservations"),
                SectionBody::Table(reservation::pages::table(ctx, &held)),
            ),
            Section::new(
                "moves",
                ctx.text("list-moves"),
                SectionBody::Table(stock_move::pages::table(ctx, &moves)),
            ),
        ],
        ..ObjectPage::default()
    };
    let list = Crumb::new(ctx.text("list-stock-positions"), "/inventory/stock-positions");
    answer::object(ctx, req, page, vec![list, Crumb::new(title, "")])
}

fn facts(ctx: &Ctx, place: &Position) -> Vec<Fact> {
    let figure = |key: &str, quantity: Quantity| {
        let cell = Cell::Quantity {
            figure: ctx.formats.quantity(quantity.to_decimal(), 6),
            unit: place.unit_code.clone(),
        };
        Fact::new(ctx.text(key), cell)
    };
    let product = format!("{} {}", place.product_code, place.product_name);
    let location = Subject::Location(place.location_id).url();
    let lot = match (place.lot_id, &place.lot_code) {
        (Some(id), Some(code)) => Cell::link(code, Subject::Lot(id).url()),
        _ => Cell::Empty,
    };
    vec![
        Fact::link(
            ctx.text("field-product"),
            product,
            Subject::Product(place.product_id).url(),
        ),
        Fact::link(ctx.text("field-location"), &place.location_code, location),
        Fact::new(ctx.text("field-lot"), lot),
        figure("column-on-hand", place.on_hand),
        figure("column-reserved", place.reserved),
        figure("column-available", place.on_hand - place.reserved),
    ]
}

/// Places as a table inside a page.
pub(crate) fn places(ctx: &Ctx, places: &[Position]) -> DataTable {
    let figure = |place: &Position, quantity: Quantity| Cell::Quantity {
        figure: ctx.formats.quantity(quantity.to_decimal(), 6),
        unit: place.unit_code.clone(),
    };
    let row = |place: &Position| {
        let lot = match (place.lot_id, &place.lot_code) {
            (Some(id), Some(code)) => Cell::link(code, Subject::Lot(id).url()),
            _ => Cell::Empty,
        };
        TableRow::new(vec![
            Cell::link(&place.location_code, Subject::StockBalance(place.id).url()),
            Cell::text(place.warehouse_code.clone().unwrap_or_default()),
            lot,
            figure(place, place.on_hand),
            figure(place, place.reserved),
            figure(place, place.on_hand - place.reserved),
        ])
    };
    DataTable {
        columns: vec![
            TableColumn::text(ctx.text("column-location")).phone(Phone::Name),
            TableColumn::text(ctx.text("column-warehouse")),
            TableColumn::text(ctx.text("column-lot")).phone(Phone::Partner),
            TableColumn::number(ctx.text("column-on-hand")).phone(Phone::Amount),
            TableColumn::number(ctx.text("column-reserved")),
            TableColumn::number(ctx.text("column-available")),
        ],
        rows: places.iter().map(row).collect(),
        empty: ctx.text("stock-none"),
        ..DataTable::default()
    }
}
