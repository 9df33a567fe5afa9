//! Quotations: what customers are offered, and what becomes of it.
pub mod overview;
pub mod quotation;
mod sections;

use crate::kernel::chain::DocumentKind;
use crate::kernel::error::Result;
use crate::kernel::search::SearchKind;
use crate::kernel::web::Ctx;
use crate::kernel::web::Department;
use crate::kernel::web::MenuItem;
use crate::kernel::web::PageSection;
use crate::kernel::web::Route;
use crate::kernel::web::route::CreateEntry;
use crate::permission::Permission::PartyRead;
use crate::permission::Permission::PriceRead;
use crate::permission::Permission::ProductRead;
use crate::permission::Permission::QuotationEdit;
use crate::permission::Permission::QuotationRead;
use crate::sales::quotation::EXPIRING_DAYS;
use crate::sales::quotation::pages::list;
use crate::sales::quotation::queries::figures;
use crate::sales::quotation::queries::figures::Sum;
use chrono::Days;
use tenon_db::Conn;

const ROUTES: &[&[Route]] = &[overview::pages::ROUTES, quotation::pages::ROUTES];

const MENU: &[MenuItem] = &[
    MenuItem::new("", "menu-overview", "layout-dashboard", "/sales", QuotationRead),
    MenuItem::new(
        "menu-documents",
        "list-quotations",
        "file-text",
        list::URL,
        QuotationRead,
    )
    .count(open),
    MenuItem::new(
        "menu-lists",
        "list-expiring",
        "calendar-clock",
        list::EXPIRING_URL,
        QuotationRead,
    )
    .count(expiring),
    MenuItem::new("menu-masters", "list-parties", "users", "/parties", PartyRead),
    MenuItem::new(
        "menu-masters",
        "list-products",
        "package",
        "/catalog/products",
        ProductRead,
    ),
    MenuItem::new(
        "menu-masters",
        "list-price-lists",
        "tag",
        "/catalog/price-lists",
        PriceRead,
    ),
    MenuItem::new("menu-masters", "list-prices", "coins", "/catalog/prices", PriceRead),
];

fn count(sums: &[Sum]) -> i64 {
    sums.iter().map(|sum| sum.count).sum()
}

fn open(conn: &mut Conn, ctx: &Ctx) -> Result<i64> {
    Ok(count(&figures::open(conn, &ctx.reach(QuotationRead))?))
}

fn expiring(conn: &mut Conn, ctx: &Ctx) -> Result<i64> {
    let until = ctx.today().checked_add_days(Days::new(EXPIRING_DAYS));
    let until = until.unwrap_or(ctx.today());
    Ok(count(&figures::sent_until(conn, &ctx.reach(QuotationRead), until)?))
}

const CREATE: &[CreateEntry] = &[CreateEntry {
    label: "new-quotations",
    icon: "file-text",
    url: "/sales/quotations/new",
    key: "Q",
    permission: QuotationEdit,
}];

const DOCUMENTS: &[DocumentKind] = &[DocumentKind {
    kind: "quotation",
    column: 0,
    permission: QuotationRead,
    describe: quotation::queries::describe,
}];

const SEARCH: &[SearchKind] = &[SearchKind {
    kind: "quotation",
    label: "list-quotations",
    icon: "file-text",
    permission: QuotationRead,
}];

pub const DEPARTMENT: Department = Department {
    in_rail: true,
    routes: ROUTES,
    menu: MENU,
    create: CREATE,
    documents: DOCUMENTS,
    search: SEARCH,
    party_sections: &[PageSection {
        permission: QuotationRead,
        make: sections::of_party,
    }],
    ..Department::new("sales", "handshake")
};
