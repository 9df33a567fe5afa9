//! Set-up pages, import, the demo group, the laws checked live.
pub mod demo;
pub mod founding;

use crate::kernel::web::Department;
use crate::kernel::web::MenuItem;
use crate::permission::Permission::LedgerRead;

/// The panel of set-up. Each department adds its pages to its own group.
const MENU: &[MenuItem] = &[MenuItem::new(
    "setup-accounting",
    "list-payment-terms",
    "calendar-clock",
    "/setup/payment-terms",
    LedgerRead,
)];

pub const DEPARTMENT: Department = Department {
    in_rail: true,
    routes: &[],
    menu: MENU,
    create: &[],
    documents: &[],
    search: &[],
    ..Department::new("setup", "settings")
};
