//! Who may see what hangs on a record: notes, files and timeline follow the permission and the scope of the record.
pub mod queries;

use crate::ids::CompanyId;
use crate::ids::Subject;
use crate::ids::TeamId;
use crate::ids::UserId;
use crate::kernel::actor::Actor;
use crate::kernel::actor::Reach;
use crate::kernel::error::Error;
use crate::kernel::error::Result;
use crate::permission::Permission;
use tenon_db::Conn;

/// Whose a record is; nothing for what all share.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Whose {
    pub company: Option<CompanyId>,
    pub owner: Option<UserId>,
    pub team: Option<TeamId>,
}

/// What opens a kind of record, and how its owner is found.
#[derive(Clone, Copy)]
pub struct Access {
    /// Code of the subject.
    pub kind: &'static str,
    pub read: Permission,
    pub whose: fn(&mut Conn, i64) -> Result<Option<Whose>>,
}

const fn access(kind: &'static str, read: Permission, whose: fn(&mut Conn, i64) -> Result<Option<Whose>>) -> Access {
    Access { kind, read, whose }
}

/// Every kind of record whose page shows its activity; notes and files of others are not taken.
pub const ACCESS: &[Access] = &[
    access("company", Permission::CompanyRead, queries::company),
    access("fiscal-year", Permission::LedgerRead, queries::fiscal_year),
    access("fiscal-period", Permission::LedgerRead, queries::fiscal_period),
    access("number-series", Permission::CompanyRead, queries::number_series),
    access("exchange-rate", Permission::LedgerRead, queries::exchange_rate),
    access("holiday", Permission::CompanyRead, queries::holiday),
    access("team", Permission::UserRead, queries::team),
    access("user", Permission::UserRead, queries::app_user),
    access("role", Permission::UserRead, queries::role),
    access("reason", Permission::CompanyRead, queries::choice),
    access("choice", Permission::PartyRead, queries::choice),
    access("account", Permission::LedgerRead, queries::account),
    access("journal", Permission::LedgerRead, queries::journal),
    access("cost-center", Permission::LedgerRead, queries::cost_center),
    access("payment-term", Permission::LedgerRead, queries::payment_term),
    access("tax-code", Permission::LedgerRead, queries::tax_code),
    access("tax-position", Permission::LedgerRead, queries::tax_position),
    access("party", Permission::PartyRead, queries::party),
    access("price-list", Permission::PriceRead, queries::price_list),
    access("carrier", Permission::PartyRead, queries::carrier),
    access("employee", Permission::EmployeeRead, queries::employee),
    access("unit", Permission::ProductRead, queries::unit),
    access("product-category", Permission::ProductRead, queries::product_category),
    access("product", Permission::ProductRead, queries::product),
    access("journal-entry", Permission::LedgerRead, queries::journal_entry),
    access("open-item", Permission::PaymentRead, queries::open_item),
    access("valuation-area", Permission::StockRead, queries::valuation_area),
    access("warehouse", Permission::StockRead, queries::warehouse),
    access("location", Permission::StockRead, queries::location),
    access("lot", Permission::StockRead, queries::lot),
    access("stock-move", Permission::StockRead, queries::stock_move),
    access("goods-receipt", Permission::StockRead, queries::goods_receipt),
    access("quotation", Permission::QuotationRead, queries::quotation),
    access("sales-order", Permission::SalesOrderRead, queries::sales_order),
    access("delivery", Permission::DeliveryRead, queries::delivery),
    access("customer-invoice", Permission::InvoiceRead, queries::customer_invoice),
    access("payment", Permission::PaymentRead, queries::payment),
];

/// Kinds without an activity of their own whose events are told on the pages of others.
const TOLD: &[Access] = &[
    access("return", Permission::DeliveryRead, queries::delivery),
    access("price-list-item", Permission::PriceRead, queries::price_list_item),
];

/// How a kind is opened; `None` for parts and for what has no page.
pub fn of(kind: &str) -> Option<&'static Access> {
    ACCESS.iter().find(|access| access.kind == kind)
}

impl Whose {
    /// Within the reach: a record of a company by its scope, a shared one by holding the permission anywhere in full, or
    /// by owning it.
    pub fn is_within(&self, reach: &Reach) -> bool {
        match self.company {
            Some(company) => reach.covers(company, self.owner, self.team),
            None => reach.opens_shared(self.owner),
        }
    }
}

/// Whether the actor may read what happened to a record in a company, when it is told on the page of another.
pub fn is_told(conn: &mut Conn, actor: &Actor, subject: Subject, company: Option<CompanyId>) -> Result<bool> {
    let told = || TOLD.iter().find(|access| access.kind == subject.code());
    let Some(access) = of(subject.code()).or_else(told) else {
        return Ok(true);
    };
    let reach = actor.reach(access.read);
    let is_wide = match company {
        Some(company) => reach.wide.contains(&company.raw()),
        None => !reach.wide.is_empty(),
    };
    if is_wide || reach.is_empty() {
        return Ok(is_wide);
    }
    let whose = (access.whose)(conn, subject.raw())?;
    Ok(whose.is_some_and(|whose| whose.is_within(&reach)))
}

/// The record of a code and id in an address.
pub fn subject_of(kind: &str, id: &str) -> Result<Subject> {
    let subject = id.parse().ok().and_then(|id| Subject::from_parts(kind, id));
    subject.filter(|_| of(kind).is_some()).ok_or(Error::NotFound("record"))
}

/// Who looks after a record, whoever asks.
pub fn owner(conn: &mut Conn, subject: Subject) -> Result<Option<UserId>> {
    let Some(access) = of(subject.code()) else {
        return Ok(None);
    };
    Ok((access.whose)(conn, subject.raw())?.and_then(|whose| whose.owner))
}

/// Whose the record is, when the actor may open it; else it does not exist for him.
pub fn open(conn: &mut Conn, actor: &Actor, subject: Subject) -> Result<Whose> {
    let access = of(subject.code()).ok_or(Error::NotFound("record"))?;
    if !actor.may_somewhere(access.read) {
        return Err(Error::Forbidden(access.read));
    }
    let whose = (access.whose)(conn, subject.raw())?;
    let reach = actor.reach(access.read);
    whose
        .filter(|whose| whose.is_within(&reach))
        .ok_or(Error::NotFound("record"))
}

/// Whether the actor may open the record.
pub fn is_open(conn: &mut Conn, actor: &Actor, subject: Subject) -> Result<bool> {
    match open(conn, actor, subject) {
        Ok(_) => Ok(true),
        Err(Error::NotFound(_) | Error::Forbidden(_)) => Ok(false),
        Err(error) => Err(error),
    }
}

/// What a record is called, for a filter or a form that names it by id: nothing unless the actor may open it.
pub fn name(
    conn: &mut Conn,
    actor: &Actor,
    subject: Subject,
    name: impl FnOnce(&mut Conn) -> Result<String>,
) -> Result<String> {
    if is_open(conn, actor, subject)? {
        name(conn)
    } else {
        Ok(String::new())
    }
}

#[cfg(test)]
mod tests {
    use super::ACCESS;
    use super::Whose;
    use crate::ids::CompanyId;
    use crate::ids::Subject;
    use crate::ids::UserId;
    use crate::kernel::actor::Reach;

    #[test]
    fn every_kind_is_a_record_there_is_and_stands_once() {
        for (index, access) in ACCESS.iter().enumerate() {
            assert!(Subject::CODES.contains(&access.kind), "{}", access.kind);
            assert!(
                ACCESS.iter().skip(index + 1).all(|other| other.kind != access.kind),
                "{}",
                access.kind
            );
        }
    }

    #[test]
    fn own_scope_covers_own_records_only() {
        let reach = Reach {
            user: 7,
            own_only: vec![1],
            ..Reach::default()
        };
        let of = |company, owner| Whose {
            company: Some(CompanyId::from(company)),
            owner: Some(UserId::from(owner)),
            team: None,
        };
        assert!(of(1, 7).is_within(&reach));
        assert!(!of(1, 8).is_within(&reach));
        assert!(!of(2, 7).is_within(&reach));
        assert!(!Whose::default().is_within(&Reach::default()));
    }
}
