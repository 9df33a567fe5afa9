//! Invoices, payments, allocation and the reports of receivables.
pub mod ageing;
pub mod credit;
pub mod invoice;
pub mod open_item;
pub mod overview;
pub mod paper;
pub mod parts;
pub mod payment;
pub mod sections;
pub mod statement;

use crate::kernel::web::Department;
use crate::kernel::web::MenuItem;
use crate::kernel::web::route::CreateEntry;
use crate::kernel::web::route::PageSection;
use crate::permission::Permission;

const MENU: &[MenuItem] = &[
    MenuItem::new(
        "",
        "menu-overview",
        "layout-dashboard",
        overview::pages::URL,
        Permission::PaymentRead,
    ),
    MenuItem::new(
        "menu-documents",
        "list-invoices",
        "receipt-text",
        invoice::pages::URL,
        Permission::InvoiceRead,
    ),
    MenuItem::new(
        "menu-documents",
        "list-payments",
        "banknote",
        payment::pages::URL,
        Permission::PaymentRead,
    ),
    MenuItem::new(
        "menu-documents",
        "list-open-items",
        "coins",
        open_item::pages::URL,
        Permission::PaymentRead,
    ),
    MenuItem::new(
        "menu-worklists",
        "list-to-allocate",
        "split",
        open_item::pages::worklist::URL,
        Permission::PaymentRead,
    )
    .count(open_item::pages::worklist::count),
    MenuItem::new(
        "menu-reports",
        "report-ageing",
        "clock",
        ageing::pages::URL,
        Permission::PaymentRead,
    ),
    MenuItem::new(
        "menu-reports",
        "report-statement",
        "scroll-text",
        statement::pages::URL,
        Permission::PaymentRead,
    ),
    // The books are the ledger's; their pages stand in the same panel.
    MenuItem::new(
        "menu-books",
        "list-journal-entries",
        "book-open",
        "/finance/journal-entries",
        Permission::LedgerRead,
    ),
    MenuItem::new(
        "menu-books",
        "list-accounts",
        "list-tree",
        "/finance/accounts",
        Permission::LedgerRead,
    ),
    MenuItem::new(
        "menu-books",
        "report-trial-balance",
        "scale",
        "/finance/trial-balance",
        Permission::LedgerRead,
    ),
    MenuItem::new(
        "menu-books",
        "report-general-ledger",
        "book-open-check",
        "/finance/general-ledger",
        Permission::LedgerRead,
    ),
    MenuItem::new(
        "menu-books",
        "report-journal-report",
        "list-ordered",
        "/finance/journal-report",
        Permission::LedgerRead,
    ),
];

const CREATE: &[CreateEntry] = &[
    CreateEntry {
        label: "new-invoices",
        icon: "receipt-text",
        url: "/finance/invoices/new",
        key: "I",
        permission: Permission::InvoiceEdit,
    },
    CreateEntry {
        label: "new-payments",
        icon: "banknote",
        url: "/finance/payments/new",
        key: "Y",
        permission: Permission::PaymentPost,
    },
    CreateEntry {
        label: "new-journal-entries",
        icon: "scroll-text",
        url: "/finance/journal-entries/new",
        key: "J",
        permission: Permission::LedgerPost,
    },
];

pub const DEPARTMENT: Department = Department {
    in_rail: true,
    routes: &[
        overview::pages::ROUTES,
        invoice::pages::ROUTES,
        payment::pages::ROUTES,
        open_item::pages::worklist::ROUTES,
        open_item::pages::ROUTES,
        ageing::pages::ROUTES,
        statement::pages::ROUTES,
    ],
    menu: MENU,
    create: CREATE,
    documents: &[invoice::pages::DOCUMENTS, payment::pages::DOCUMENTS],
    search: &[invoice::pages::SEARCH, payment::pages::SEARCH],
    party_sections: &[PageSection {
        permission: Permission::PaymentRead,
        make: sections::of_party,
    }],
    ..Department::new("finance", "landmark")
};
