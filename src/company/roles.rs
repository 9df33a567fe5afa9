//! The roles a fresh database has: which permissions, and how far. Administrators change them as rows.
use crate::permission::Permission;
use crate::permission::Scope;

/// A role as it is first made.
pub struct StandardRole {
    pub code: &'static str,
    pub name: &'static str,
    pub permissions: &'static [(Permission, Scope)],
}

use Permission as P;
use Scope::All;
use Scope::Company;

/// One role for each kind of desk. The administrator's permissions are all there are.
pub const STANDARD: &[StandardRole] = &[
    StandardRole {
        code: "administrator",
        name: "Administrator",
        permissions: &[],
    },
    StandardRole {
        code: "sales",
        name: "Sales",
        permissions: &[
            (P::PartyRead, All),
            (P::PartyEdit, All),
            (P::ProductRead, All),
            (P::PriceRead, Company),
            (P::QuotationRead, Company),
            (P::QuotationEdit, Company),
            (P::SalesOrderRead, Company),
            (P::SalesOrderEdit, Company),
            (P::SalesOrderConfirm, Company),
            (P::DeliveryRead, Company),
            (P::InvoiceRead, Company),
            (P::PaymentRead, Company),
            (P::StockRead, Company),
        ],
    },
    StandardRole {
        code: "warehouse",
        name: "Warehouse",
        permissions: &[
            (P::PartyRead, All),
            (P::ProductRead, All),
            (P::SalesOrderRead, Company),
            (P::DeliveryRead, Company),
            (P::DeliveryShip, Company),
            (P::StockRead, Company),
            (P::StockMove, Company),
        ],
    },
    StandardRole {
        code: "accountant",
        name: "Accountant",
        permissions: &[
            (P::PartyRead, All),
            (P::PartyEdit, All),
            (P::CreditEdit, Company),
            (P::CreditRelease, Company),
            (P::ProductRead, All),
            (P::CostRead, Company),
            (P::MarginRead, Company),
            (P::QuotationRead, Company),
            (P::SalesOrderRead, Company),
            (P::DeliveryRead, Company),
            (P::InvoiceRead, Company),
            (P::InvoiceEdit, Company),
            (P::InvoicePost, Company),
            (P::PaymentRead, Company),
            (P::PaymentPost, Company),
            (P::LedgerRead, Company),
            (P::LedgerPost, Company),
            (P::AccountEdit, Company),
            (P::PeriodClose, Company),
            (P::StockRead, Company),
            (P::CheckRead, Company),
            (P::AuditRead, Company),
        ],
    },
];
