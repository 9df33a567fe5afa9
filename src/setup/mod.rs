//! Set-up pages, import, the demo group, the laws checked live.
pub mod check;
pub mod demo;
pub mod founding;
pub mod housekeeping;
pub mod import;
pub mod index;
pub mod job;

use crate::kernel::web::Department;
use crate::kernel::web::MenuItem;
use crate::kernel::web::Route;
use crate::permission::Permission::AuditRead;
use crate::permission::Permission::CheckRead;
use crate::permission::Permission::CompanyRead;
use crate::permission::Permission::ImportRun;
use crate::permission::Permission::LedgerRead;
use crate::permission::Permission::Own;
use crate::permission::Permission::PartyRead;
use crate::permission::Permission::ProductRead;
use crate::permission::Permission::UserRead;

/// The pages of set-up's own concepts.
const ROUTES: &[&[Route]] = &[
    index::ROUTES,
    check::pages::ROUTES,
    founding::pages::ROUTES,
    import::pages::ROUTES,
    job::pages::ROUTES,
];

/// The panel of set-up and its index: each department adds its pages to its own group.
pub(crate) const MENU: &[MenuItem] = &[
    MenuItem::new("", "setup-index", "layout-dashboard", "/setup", Own),
    MenuItem::new(
        "setup-companies",
        "list-companies",
        "building-2",
        "/setup/companies",
        CompanyRead,
    ),
    MenuItem::new(
        "setup-companies",
        "list-number-series",
        "list-ordered",
        "/setup/number-series",
        CompanyRead,
    ),
    MenuItem::new(
        "setup-companies",
        "list-holidays",
        "calendar-days",
        "/setup/holidays",
        CompanyRead,
    ),
    MenuItem::new(
        "setup-companies",
        "list-reasons",
        "list-checks",
        "/setup/reasons",
        CompanyRead,
    ),
    MenuItem::new("setup-people", "list-users", "users", "/setup/users", UserRead),
    MenuItem::new("setup-people", "list-roles", "shield", "/setup/roles", UserRead),
    MenuItem::new("setup-people", "list-teams", "users-round", "/setup/teams", UserRead),
    MenuItem::new(
        "setup-accounting",
        "list-payment-terms",
        "calendar-clock",
        "/setup/payment-terms",
        LedgerRead,
    ),
    MenuItem::new(
        "setup-accounting",
        "account-roles",
        "waypoints",
        "/setup/account-roles",
        LedgerRead,
    ),
    MenuItem::new(
        "setup-accounting",
        "list-tax-codes",
        "percent",
        "/setup/tax-codes",
        LedgerRead,
    ),
    MenuItem::new(
        "setup-accounting",
        "list-tax-positions",
        "scale",
        "/setup/tax-positions",
        LedgerRead,
    ),
    MenuItem::new(
        "setup-accounting",
        "list-journals",
        "book-open",
        "/setup/journals",
        LedgerRead,
    ),
    MenuItem::new(
        "setup-accounting",
        "list-cost-centers",
        "target",
        "/setup/cost-centers",
        LedgerRead,
    ),
    MenuItem::new(
        "setup-accounting",
        "list-fiscal-years",
        "calendar-range",
        "/setup/fiscal-years",
        LedgerRead,
    ),
    MenuItem::new(
        "setup-accounting",
        "list-currencies",
        "coins",
        "/setup/currencies",
        LedgerRead,
    ),
    MenuItem::new(
        "setup-accounting",
        "list-exchange-rates",
        "arrow-left-right",
        "/setup/exchange-rates",
        LedgerRead,
    ),
    MenuItem::new(
        "department-party",
        "list-customer-groups",
        "tags",
        "/setup/customer-groups",
        PartyRead,
    ),
    MenuItem::new(
        "department-party",
        "list-carriers",
        "truck",
        "/setup/carriers",
        PartyRead,
    ),
    MenuItem::new(
        "department-catalog",
        "list-categories",
        "list-tree",
        "/catalog/categories",
        ProductRead,
    ),
    MenuItem::new("department-catalog", "list-units", "ruler", "/setup/units", ProductRead),
    MenuItem::new("menu-data", "list-audit", "history", "/setup/audit", AuditRead),
    MenuItem::new("menu-data", "check-title", "shield-check", "/setup/check", CheckRead),
    MenuItem::new("menu-data", "import-title", "upload", "/setup/import", ImportRun),
    MenuItem::new("menu-data", "list-jobs", "list-checks", "/setup/jobs", ImportRun),
];

pub const DEPARTMENT: Department = Department {
    in_rail: true,
    routes: ROUTES,
    menu: MENU,
    create: &[],
    documents: &[],
    search: &[],
    ..Department::new("setup", "settings")
};
