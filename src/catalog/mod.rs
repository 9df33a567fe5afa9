//! Products, units of measure, prices.
pub mod category;
pub mod price;
pub mod product;
pub mod tax_classes;
pub mod unit;

use crate::ids::CompanyId;
use crate::kernel::error::Error;
use crate::kernel::error::Result;
use crate::kernel::tx::Tx;
use crate::kernel::web::Department;
use crate::kernel::web::route::CreateEntry;
use crate::permission::Permission;

pub const DEPARTMENT: Department = Department {
    in_rail: false,
    routes: &[
        product::pages::ROUTES,
        category::pages::ROUTES,
        price::pages::ROUTES,
        unit::pages::ROUTES,
    ],
    create: &[CreateEntry {
        label: "new-products",
        icon: "package",
        url: "/catalog/products/new",
        key: "P",
        permission: Permission::ProductEdit,
    }],
    search: &[product::pages::SEARCH, category::pages::SEARCH, price::pages::SEARCH],
    ..Department::new("catalog", "tag")
};

/// What the group shares is changed by whoever may in the company asked for, or in any when none is named.
pub(crate) fn require_shared(tx: &Tx<'_>, permission: Permission, company: Option<CompanyId>) -> Result<()> {
    match company {
        Some(company) => tx.require(permission, company),
        None if tx.actor.may_somewhere(permission) => Ok(()),
        None => Err(Error::Forbidden(permission)),
    }
}
