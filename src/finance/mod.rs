//! Invoices, payments, allocation and the reports of receivables.
pub mod credit;
pub mod invoice;
pub mod open_item;
pub mod paper;
pub mod parts;
pub mod payment;

use crate::kernel::web::Department;
use crate::kernel::web::MenuItem;
use crate::kernel::web::route::CreateEntry;
use crate::permission::Permission;

const MENU: &[MenuItem] = &[
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
];

const CREATE: &[CreateEntry] = &[
    CreateEntry {
        label: "new-invoices",
        icon: "receipt-text",
        url: "/finance/invoices/new",
        key: "",
        permission: Permission::InvoiceEdit,
    },
    CreateEntry {
        label: "new-payments",
        icon: "banknote",
        url: "/finance/payments/new",
        key: "",
        permission: Permission::PaymentPost,
    },
];

pub const DEPARTMENT: Department = Department {
    in_rail: true,
    routes: &[invoice::pages::ROUTES, payment::pages::ROUTES, open_item::pages::ROUTES],
    menu: MENU,
    create: CREATE,
    documents: &[invoice::pages::DOCUMENTS, payment::pages::DOCUMENTS],
    search: &[invoice::pages::SEARCH, payment::pages::SEARCH],
    ..Department::new("finance", "landmark")
};
