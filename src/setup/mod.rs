//! Set-up pages, import, the demo group, the laws checked live.
pub mod demo;
pub mod founding;
pub mod import;
pub mod job;

use crate::kernel::web::Department;
use crate::kernel::web::MenuItem;
use crate::kernel::web::Route;
use crate::permission::Permission::ImportRun;
use crate::permission::Permission::LedgerRead;

/// The pages of set-up's own concepts.
const ROUTES: &[&[Route]] = &[import::pages::ROUTES, job::pages::ROUTES];

/// The panel of set-up. Each department adds its pages to its own group.
const MENU: &[MenuItem] = &[
    MenuItem::new(
        "setup-accounting",
        "list-payment-terms",
        "calendar-clock",
        "/setup/payment-terms",
        LedgerRead,
    ),
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
