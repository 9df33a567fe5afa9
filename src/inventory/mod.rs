//! Warehouses, stock moves, valuation, reservations, receipts. Stock moves are the only way a quantity changes, and each
//! document posts its own entry, so that stock value equals the inventory accounts at every posting date.
pub mod goods_receipt;
pub mod location;
pub mod lot;
pub mod overview;
pub mod reservation;
pub mod stock;
pub mod stock_move;
pub mod valuation;
pub mod valuation_area;
pub mod warehouse;

use crate::kernel::chain::DocumentKind;
use crate::kernel::error::Result;
use crate::kernel::list::ListQuery;
use crate::kernel::search::SearchKind;
use crate::kernel::web::Ctx;
use crate::kernel::web::Department;
use crate::kernel::web::MenuItem;
use crate::kernel::web::PageSection;
use crate::kernel::web::Route;
use crate::kernel::web::route::CreateEntry;
use crate::permission::Permission::CostRead;
use crate::permission::Permission::ProductRead;
use crate::permission::Permission::StockMove;
use crate::permission::Permission::StockRead;
use tenon_db::Conn;

/// The pages of all concepts.
const ROUTES: &[&[Route]] = &[
    overview::pages::ROUTES,
    stock::pages::ROUTES,
    valuation::pages::ROUTES,
    stock_move::pages::ROUTES,
    reservation::pages::ROUTES,
    goods_receipt::pages::ROUTES,
    lot::pages::ROUTES,
    warehouse::pages::ROUTES,
    location::pages::ROUTES,
    valuation_area::pages::ROUTES,
];

const MENU: &[MenuItem] = &[
    MenuItem::new("", "menu-overview", "layout-dashboard", "/inventory", StockRead),
    MenuItem::new(
        "menu-documents",
        "list-receipts",
        "package-plus",
        "/inventory/receipts",
        StockRead,
    )
    .count(drafts),
    MenuItem::new(
        "menu-documents",
        "list-shortages",
        "triangle-alert",
        "/inventory/shortages",
        StockRead,
    )
    .count(shortages),
    MenuItem::new("menu-lists", "list-stock", "boxes", "/inventory/stock", StockRead),
    MenuItem::new(
        "menu-lists",
        "list-stock-positions",
        "map-pin",
        "/inventory/stock-positions",
        StockRead,
    ),
    MenuItem::new(
        "menu-lists",
        "list-moves",
        "arrow-left-right",
        "/inventory/moves",
        StockRead,
    ),
    MenuItem::new(
        "menu-lists",
        "list-reservations",
        "package-check",
        "/inventory/reservations",
        StockRead,
    ),
    MenuItem::new("menu-lists", "list-lots", "barcode", "/inventory/lots", StockRead),
    MenuItem::new(
        "menu-masters",
        "list-products",
        "package",
        "/catalog/products",
        ProductRead,
    ),
    MenuItem::new(
        "menu-reports",
        "list-stock-value",
        "coins",
        "/inventory/stock-value",
        CostRead,
    ),
    MenuItem::new(
        "menu-reports",
        "list-valuation-entries",
        "list",
        "/inventory/valuation-entries",
        CostRead,
    ),
];

fn drafts(conn: &mut Conn, ctx: &Ctx) -> Result<i64> {
    goods_receipt::queries::draft_count(conn, &ctx.reach(StockRead))
}

fn shortages(conn: &mut Conn, ctx: &Ctx) -> Result<i64> {
    Ok(reservation::queries::shortage_counts(conn, &ctx.reach(StockRead), ctx.today())?.0)
}

const CREATE: &[CreateEntry] = &[CreateEntry {
    label: "new-receipts",
    icon: "package-plus",
    url: "/inventory/receipts/new",
    key: "R",
    permission: StockMove,
}];

const DOCUMENTS: &[DocumentKind] = &[DocumentKind {
    kind: "goods-receipt",
    column: 2,
    permission: StockRead,
    describe: goods_receipt::queries::describe,
}];

const fn found(kind: &'static str, label: &'static str, icon: &'static str) -> SearchKind {
    SearchKind {
        kind,
        label,
        icon,
        permission: StockRead,
    }
}

const SEARCH: &[SearchKind] = &[
    found("goods-receipt", "list-receipts", "package-plus"),
    found("lot", "list-lots", "barcode"),
    found("warehouse", "list-warehouses", "warehouse"),
];

pub const DEPARTMENT: Department = Department {
    in_rail: true,
    routes: ROUTES,
    menu: MENU,
    create: CREATE,
    documents: DOCUMENTS,
    search: SEARCH,
    product_sections: &[PageSection {
        permission: StockRead,
        make: stock::section::of_product,
    }],
    ..Department::new("inventory", "warehouse")
};

/// The records chosen in a filter of several; none when it is not set.
fn chosen(list: &ListQuery, filter: &str) -> Option<Vec<i64>> {
    let values = list.choice(filter)?;
    Some(values.iter().filter_map(|value| value.parse().ok()).collect())
}
