//! Who was promised what, and who still waits: the list of reservations and the worklist of shortages.
use crate::ids::CompanyId;
use crate::ids::ReservationId;
use crate::ids::StockShortageId;
use crate::ids::Subject;
use crate::inventory::lot::pages::product_label;
use crate::inventory::reservation::queries;
use crate::inventory::reservation::queries::PromiseRow;
use crate::inventory::warehouse;
use crate::kernel::error::Error;
use crate::kernel::error::Result;
use crate::kernel::list;
use crate::kernel::list::Column;
use crate::kernel::list::Filter;
use crate::kernel::list::FilterOf;
use crate::kernel::list::List;
use crate::kernel::list::column;
use crate::kernel::list::filter;
use crate::kernel::value::Kind;
use crate::kernel::value::Value;
use crate::kernel::view::Cell;
use crate::kernel::view::DataTable;
use crate::kernel::view::Phone;
use crate::kernel::view::TableColumn;
use crate::kernel::view::TableRow;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::Route;
use crate::kernel::web::get;
use crate::permission::Permission::StockRead;

pub const ROUTES: &[Route] = &[
    get("/inventory/reservations", StockRead, reservations).lists(|| reservation_list().described()),
    get("/inventory/reservations/{id}", StockRead, reservation),
    get("/inventory/shortages", StockRead, shortages).lists(|| shortage_list().described()),
    get("/inventory/shortages/{id}", StockRead, shortage),
];

fn order(row: &PromiseRow) -> Value {
    let url = row.origin.map(Subject::url).unwrap_or_default();
    Value::Link(row.order_number.clone(), url)
}

/// The columns both lists have.
fn shared() -> (
    Column<PromiseRow>,
    Column<PromiseRow>,
    Column<PromiseRow>,
    Column<PromiseRow>,
) {
    let product = column("product", Kind::Text, |row: &PromiseRow| {
        let url = Subject::Product(row.product_id).url();
        Value::Item(row.product_code.clone(), row.product_name.clone(), url)
    });
    (
        column("document", Kind::Text, order).phone(Phone::Name),
        column("customer", Kind::Text, |row: &PromiseRow| Value::text(&row.customer)).phone(Phone::Partner),
        product,
        column("quantity", Kind::Decimal, |row: &PromiseRow| {
            Value::Measure(row.quantity, row.unit_code.clone())
        })
        .phone(Phone::Amount),
    )
}

const PRODUCT: Filter = Filter {
    name: "product",
    of: FilterOf::Record {
        search_url: "/catalog/products/search",
        name: product_label,
    },
};
const DOCUMENT: Filter = filter("document", FilterOf::Text);

fn reservation_list() -> List<PromiseRow> {
    let (document, customer, product, quantity) = shared();
    List {
        name: "reservations",
        url: "/inventory/reservations",
        icon: "package-check",
        permission: StockRead,
        columns: vec![
            document,
            customer,
            product.sorts_by(|row| row.product_code.clone()),
            column("location", Kind::Text, |row: &PromiseRow| Value::text(&row.place)),
            quantity,
        ],
        filters: vec![PRODUCT, DOCUMENT],
        views: Vec::new(),
        sort: ("product", false),
        subject: |row| Subject::Reservation(ReservationId::from(row.id)),
        new: None,
        bulk: Vec::new(),
        fetch: queries::page,
        sums: queries::sums,
        peek: false,
    }
}

fn shortage_list() -> List<PromiseRow> {
    let (document, customer, product, quantity) = shared();
    List {
        name: "shortages",
        url: "/inventory/shortages",
        icon: "triangle-alert",
        permission: StockRead,
        columns: vec![
            document,
            column("promise", Kind::Date, |row: &PromiseRow| Value::date(row.promise_date))
                .sorts()
                .phone(Phone::Date),
            customer,
            product,
            column("warehouse", Kind::Text, |row: &PromiseRow| Value::text(&row.place)),
            quantity,
        ],
        filters: vec![
            filter("promise", FilterOf::Dates),
            PRODUCT,
            filter("warehouse", FilterOf::Choice(warehouse::queries::filter_options)),
            DOCUMENT,
        ],
        views: Vec::new(),
        sort: ("promise", false),
        subject: |row| Subject::StockShortage(StockShortageId::from(row.id)),
        new: None,
        bulk: Vec::new(),
        fetch: queries::shortages,
        sums: queries::shortage_sums,
        peek: false,
    }
}

fn reservations(ctx: &Ctx, req: &Req) -> Result<Reply> {
    list::show(ctx, req, &reservation_list())
}

fn shortages(ctx: &Ctx, req: &Req) -> Result<Reply> {
    list::show(ctx, req, &shortage_list())
}

/// A reservation has no page of its own: it opens its order.
fn reservation(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: ReservationId = req.id()?;
    go(ctx, ctx.read(|conn| queries::order_of(conn, id))?, "reservation")
}

fn shortage(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: StockShortageId = req.id()?;
    go(ctx, ctx.read(|conn| queries::order_short(conn, id))?, "stock-shortage")
}

fn go(ctx: &Ctx, (company, order): (CompanyId, Option<Subject>), what: &'static str) -> Result<Reply> {
    ctx.visible(StockRead, company)?;
    match order {
        Some(order) => Ok(Reply::see_other(order.url(), "")),
        None => Err(Error::NotFound(what)),
    }
}

/// Promises as a table inside a page.
pub(crate) fn table(ctx: &Ctx, rows: &[PromiseRow]) -> DataTable {
    let row = |row: &PromiseRow| {
        let date = row.promise_date.map_or(Cell::Empty, |date| {
            Cell::date(ctx.formats.date_short(date), date.to_string())
        });
        let url = row.origin.map(Subject::url).unwrap_or_default();
        TableRow::new(vec![
            Cell::link(&row.order_number, url),
            Cell::text(&row.customer),
            Cell::text(&row.place),
            date,
            Cell::Quantity {
                figure: ctx.formats.quantity(row.quantity.to_decimal(), 6),
                unit: row.unit_code.clone(),
            },
        ])
    };
    DataTable {
        columns: vec![
            TableColumn::text(ctx.text("column-document")).phone(Phone::Name),
            TableColumn::text(ctx.text("column-customer")).phone(Phone::Partner),
            TableColumn::text(ctx.text("column-place")),
            TableColumn::text(ctx.text("column-promise")).phone(Phone::Date),
            TableColumn::number(ctx.text("column-quantity")).phone(Phone::Amount),
        ],
        rows: rows.iter().map(row).collect(),
        empty: ctx.text("reservations-none"),
        ..DataTable::default()
    }
}
