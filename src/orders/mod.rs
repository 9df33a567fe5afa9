//! Sales orders, deliveries and returns, and what of them is billed.
pub mod billing;
pub mod delivery;
pub mod line;
pub mod overview;
pub mod progress;
pub mod returns;
pub mod sales_order;
mod sections;

use crate::kernel::chain::DocumentKind;
use crate::kernel::chain::Summary;
use crate::kernel::error::Result;
use crate::kernel::search::SearchKind;
use crate::kernel::web::Ctx;
use crate::kernel::web::Department;
use crate::kernel::web::MenuItem;
use crate::kernel::web::PageSection;
use crate::kernel::web::Route;
use crate::kernel::web::route::CreateEntry;
use crate::orders::delivery::Kind;
use crate::orders::delivery::pages::list::RETURNS_URL;
use crate::orders::delivery::pages::list::URL as DELIVERIES_URL;
use crate::orders::sales_order::State;
use crate::orders::sales_order::pages::list::HOLDS_URL;
use crate::orders::sales_order::pages::list::LATE_URL;
use crate::orders::sales_order::pages::list::URL as ORDERS_URL;
use crate::permission::Permission::DeliveryRead;
use crate::permission::Permission::SalesOrderEdit;
use crate::permission::Permission::SalesOrderRead;
use tenon_db::Conn;

const ROUTES: &[&[Route]] = &[
    overview::pages::ROUTES,
    sales_order::pages::ROUTES,
    delivery::pages::ROUTES,
    returns::pages::ROUTES,
];

const MENU: &[MenuItem] = &[
    MenuItem::new("", "menu-overview", "layout-dashboard", "/orders", SalesOrderRead),
    MenuItem::new(
        "menu-documents",
        "list-sales-orders",
        "receipt-text",
        ORDERS_URL,
        SalesOrderRead,
    ),
    MenuItem::new(
        "menu-documents",
        "list-deliveries",
        "truck",
        DELIVERIES_URL,
        DeliveryRead,
    )
    .count(picking),
    MenuItem::new("menu-documents", "list-returns", "undo-2", RETURNS_URL, DeliveryRead).count(expected),
    MenuItem::new("menu-worklists", "list-credit-holds", "ban", HOLDS_URL, SalesOrderRead).count(held),
    MenuItem::new(
        "menu-worklists",
        "list-late-deliveries",
        "clock",
        LATE_URL,
        SalesOrderRead,
    ),
];

fn picking(conn: &mut Conn, ctx: &Ctx) -> Result<i64> {
    delivery::queries::list::drafts(conn, &ctx.reach(DeliveryRead), Kind::Delivery)
}

fn expected(conn: &mut Conn, ctx: &Ctx) -> Result<i64> {
    delivery::queries::list::drafts(conn, &ctx.reach(DeliveryRead), Kind::Return)
}

fn held(conn: &mut Conn, ctx: &Ctx) -> Result<i64> {
    sales_order::queries::list::count(conn, &ctx.reach(SalesOrderRead), &[State::Held])
}

const DOCUMENTS: &[DocumentKind] = &[
    DocumentKind {
        kind: "sales-order",
        column: 1,
        permission: SalesOrderRead,
        describe: describe_orders,
    },
    DocumentKind {
        kind: "delivery",
        column: 2,
        permission: DeliveryRead,
        describe: describe_deliveries,
    },
    DocumentKind {
        kind: "return",
        column: 2,
        permission: DeliveryRead,
        describe: describe_returns,
    },
];

fn describe_orders(conn: &mut Conn, ids: &[i64]) -> Result<Vec<Summary>> {
    let orders = sales_order::queries::list::many(conn, ids)?;
    Ok(orders
        .into_iter()
        .map(|order| Summary {
            subject: order.subject(),
            label: "kind-sales-order",
            company: order.company_id,
            owner: Some(order.owner_id),
            team: order.team_id,
            state: order.look(),
            date: order.order_date,
            total: Some((order.total_amount, order.currency)),
            number: order.number,
        })
        .collect())
}

fn describe(conn: &mut Conn, ids: &[i64], kind: Kind) -> Result<Vec<Summary>> {
    let deliveries = delivery::queries::list::many(conn, ids, kind)?;
    Ok(deliveries
        .into_iter()
        .map(|(one, team)| Summary {
            subject: one.subject(),
            label: match kind {
                Kind::Delivery => "kind-delivery",
                Kind::Return => "kind-return",
            },
            company: one.company_id,
            owner: Some(one.owner_id),
            team,
            state: one.look(),
            date: one.delivery_date,
            total: None,
            number: one.number,
        })
        .collect())
}

fn describe_deliveries(conn: &mut Conn, ids: &[i64]) -> Result<Vec<Summary>> {
    describe(conn, ids, Kind::Delivery)
}

fn describe_returns(conn: &mut Conn, ids: &[i64]) -> Result<Vec<Summary>> {
    describe(conn, ids, Kind::Return)
}

const SEARCH: &[SearchKind] = &[
    SearchKind {
        kind: "sales-order",
        label: "list-sales-orders",
        icon: "receipt-text",
        permission: SalesOrderRead,
    },
    SearchKind {
        kind: "delivery",
        label: "list-deliveries",
        icon: "truck",
        permission: DeliveryRead,
    },
    SearchKind {
        kind: "return",
        label: "list-returns",
        icon: "undo-2",
        permission: DeliveryRead,
    },
];

pub const DEPARTMENT: Department = Department {
    in_rail: true,
    routes: ROUTES,
    menu: MENU,
    create: &[CreateEntry {
        label: "new-sales-orders",
        icon: "receipt-text",
        url: "/orders/sales-orders/new",
        key: "O",
        permission: SalesOrderEdit,
    }],
    documents: DOCUMENTS,
    search: SEARCH,
    party_sections: &[PageSection {
        permission: SalesOrderRead,
        make: sections::of_party,
    }],
    product_sections: &[PageSection {
        permission: SalesOrderRead,
        make: sections::of_product,
    }],
    ..Department::new("orders", "receipt-text")
};
