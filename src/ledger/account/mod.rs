//! The chart of accounts: what an account is, which one a posting takes by its role, and which are not posted by hand.
pub mod ops;
pub mod pages;
pub mod queries;

use crate::command;
use crate::ids::AccountId;
use crate::ids::CompanyId;
use crate::ids::ProductCategoryId;
use crate::ids::Subject;
use crate::input_from_str;
use crate::kernel::error::Argument;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Result;
use diesel::prelude::*;
use serde::Serialize;
use std::collections::BTreeMap;
use tenon_db::Money;
use tenon_schema::account;

/// The options of every field that takes an account.
pub const SEARCH_URL: &str = "/finance/accounts/search";

tenon_db::code_enum! {
    /// Where an account stands: in the statement of financial position, or in that of profit or loss.
    pub enum AccountKind {
        Asset = "asset",
        Liability = "liability",
        Equity = "equity",
        Revenue = "revenue",
        Expense = "expense",
    }
}

tenon_db::code_enum! {
    /// What explains an account line by line. Only `None` is posted by hand; the others are posted by their documents.
    pub enum Control {
        None = "none",
        Receivable = "receivable",
        Payable = "payable",
        Inventory = "inventory",
        /// Goods received not billed, goods delivered not invoiced: each line is explained by its order.
        Interim = "interim",
    }
}

tenon_db::code_enum! {
    /// What a posting needs an account for; a company names one for each, a product category may name another.
    pub enum AccountRole {
        Receivable = "receivable",
        Payable = "payable",
        Inventory = "inventory",
        GoodsReceivedNotBilled = "goods-received-not-billed",
        GoodsDeliveredNotInvoiced = "goods-delivered-not-invoiced",
        CostOfSales = "cost-of-sales",
        Revenue = "revenue",
        RoundingDifference = "rounding-difference",
        ExchangeGain = "exchange-gain",
        ExchangeLoss = "exchange-loss",
        Bank = "bank",
        Cash = "cash",
        WriteOff = "write-off",
        SalesDiscount = "sales-discount",
        StockAdjustment = "stock-adjustment",
        OpeningBalance = "opening-balance",
        RetainedEarnings = "retained-earnings",
        CustomerAdvance = "customer-advance",
        TaxPayable = "tax-payable",
        TaxReceivable = "tax-receivable",
    }
}

input_from_str!(AccountKind, Control, AccountRole);

impl AccountKind {
    /// `account-kind-asset`
    pub fn message_key(self) -> &'static str {
        match self {
            AccountKind::Asset => "account-kind-asset",
            AccountKind::Liability => "account-kind-liability",
            AccountKind::Equity => "account-kind-equity",
            AccountKind::Revenue => "account-kind-revenue",
            AccountKind::Expense => "account-kind-expense",
        }
    }

    /// Its balance is usually in debit.
    pub fn is_debit(self) -> bool {
        matches!(self, AccountKind::Asset | AccountKind::Expense)
    }

    /// Part of profit or loss; the others carry their balance into the next year.
    pub fn is_result(self) -> bool {
        matches!(self, AccountKind::Revenue | AccountKind::Expense)
    }
}

impl Control {
    pub fn message_key(self) -> &'static str {
        match self {
            Control::None => "account-control-none",
            Control::Receivable => "account-control-receivable",
            Control::Payable => "account-control-payable",
            Control::Inventory => "account-control-inventory",
            Control::Interim => "account-control-interim",
        }
    }
}

impl AccountRole {
    /// `account-role-receivable`
    pub fn message_key(self) -> String {
        format!("account-role-{}", self.code())
    }

    /// What must explain the account of this role line by line.
    pub fn control(self) -> Control {
        match self {
            AccountRole::Receivable => Control::Receivable,
            AccountRole::Payable => Control::Payable,
            AccountRole::Inventory => Control::Inventory,
            AccountRole::GoodsReceivedNotBilled | AccountRole::GoodsDeliveredNotInvoiced => Control::Interim,
            AccountRole::CostOfSales
            | AccountRole::Revenue
            | AccountRole::RoundingDifference
            | AccountRole::ExchangeGain
            | AccountRole::ExchangeLoss
            | AccountRole::Bank
            | AccountRole::Cash
            | AccountRole::WriteOff
            | AccountRole::SalesDiscount
            | AccountRole::StockAdjustment
            | AccountRole::OpeningBalance
            | AccountRole::RetainedEarnings
            | AccountRole::CustomerAdvance
            | AccountRole::TaxPayable
            | AccountRole::TaxReceivable => Control::None,
        }
    }

    /// Where an account of this role may stand: the one side for what is owned, owed or earned, either where charts
    /// differ (a tax account may be kept as one, gains and losses beside income or beside costs).
    fn kinds(self) -> &'static [AccountKind] {
        match self {
            AccountRole::Receivable
            | AccountRole::Inventory
            | AccountRole::GoodsDeliveredNotInvoiced
            | AccountRole::Bank
            | AccountRole::Cash => &[AccountKind::Asset],
            AccountRole::Payable | AccountRole::GoodsReceivedNotBilled | AccountRole::CustomerAdvance => {
                &[AccountKind::Liability]
            }
            AccountRole::TaxPayable | AccountRole::TaxReceivable => &[AccountKind::Liability, AccountKind::Asset],
            AccountRole::OpeningBalance | AccountRole::RetainedEarnings => &[AccountKind::Equity],
            AccountRole::Revenue => &[AccountKind::Revenue],
            AccountRole::CostOfSales => &[AccountKind::Expense],
            AccountRole::RoundingDifference
            | AccountRole::ExchangeGain
            | AccountRole::ExchangeLoss
            | AccountRole::WriteOff
            | AccountRole::SalesDiscount
            | AccountRole::StockAdjustment => &[AccountKind::Expense, AccountKind::Revenue],
        }
    }

    /// Whether an account of this kind and control can serve the role.
    pub fn suits(self, kind: AccountKind, control: Control) -> bool {
        self.kinds().contains(&kind) && control == self.control()
    }
}

#[derive(Debug, Clone, Queryable, Selectable, Serialize, schemars::JsonSchema)]
#[diesel(table_name = account)]
pub struct Account {
    pub id: AccountId,
    pub company_id: CompanyId,
    pub code: String,
    pub name: String,
    pub kind: AccountKind,
    pub control: Control,
    pub is_active: bool,
    pub version: i32,
}

impl Account {
    pub fn url(&self) -> String {
        Subject::Account(self.id).url()
    }

    /// "1122 Trade receivables"
    pub fn label(&self) -> String {
        format!("{} {}", self.code, self.name)
    }
}

command! {
    /// Opens an account in a company's chart.
    pub struct NewAccount {
        pub company_id: Option<CompanyId>,
        pub code: String,
        pub name: String,
        pub kind: AccountKind,
        pub control: Control,
    }
    /// Code, kind and control stay as they are once something is posted.
    pub struct EditAccount {
        pub code: String,
        pub name: String,
        pub kind: AccountKind,
        pub control: Control,
    }
    /// The account a role is posted to.
    pub struct RoleOf { pub role: AccountRole, pub account_id: AccountId }
    /// Names the accounts of roles in a company; roles that are not named keep theirs.
    pub struct SetRoles { pub company_id: Option<CompanyId>, pub roles: Vec<RoleOf> }
}

/// An account as a list shows it: with all that was ever posted to it.
#[derive(Debug, Clone)]
pub struct AccountRow {
    pub account: Account,
    pub company_code: String,
    pub currency: String,
    pub balance: Money,
}

/// The account of each role in one company.
#[derive(Debug, Clone, Default)]
pub struct RoleAccounts(pub BTreeMap<AccountRole, AccountId>);

impl RoleAccounts {
    pub fn find(&self, role: AccountRole) -> Option<AccountId> {
        self.0.get(&role).copied()
    }

    /// The account, or a refusal that names the role that has none.
    pub fn get(&self, role: AccountRole) -> Result<AccountId> {
        self.find(role).ok_or_else(|| missing(role))
    }
}

fn missing(role: AccountRole) -> Error {
    Error::Refused(Message::new("account-role-has-no-account").with("role", Argument::Key(role.message_key())))
}

/// The accounts of product categories in one company, with the company's own behind them.
#[derive(Debug, Clone, Default)]
pub struct CategoryAccounts {
    pub of_category: BTreeMap<(ProductCategoryId, AccountRole), AccountId>,
    pub company: RoleAccounts,
}

impl CategoryAccounts {
    /// The category's account for a role, else the company's, else a refusal.
    pub fn get(&self, category: ProductCategoryId, role: AccountRole) -> Result<AccountId> {
        match self.of_category.get(&(category, role)) {
            Some(account) => Ok(*account),
            None => self.company.get(role),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::AccountRole;
    use super::CategoryAccounts;
    use super::RoleAccounts;
    use crate::ids::AccountId;
    use crate::ids::ProductCategoryId;
    use std::collections::BTreeMap;

    #[test]
    fn a_category_without_its_own_account_takes_the_company_s() {
        let (own, shared) = (AccountId::from(1), AccountId::from(2));
        let (drums, belts) = (ProductCategoryId::from(7), ProductCategoryId::from(8));
        let accounts = CategoryAccounts {
            of_category: BTreeMap::from([((drums, AccountRole::Revenue), own)]),
            company: RoleAccounts(BTreeMap::from([(AccountRole::Revenue, shared)])),
        };
        assert_eq!(accounts.get(drums, AccountRole::Revenue).ok(), Some(own));
        assert_eq!(accounts.get(belts, AccountRole::Revenue).ok(), Some(shared));
        assert!(accounts.get(belts, AccountRole::Inventory).is_err());
    }
}
