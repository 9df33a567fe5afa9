//! Reads of the chart of accounts.
use crate::ids::AccountId;
use crate::ids::CompanyId;
use crate::ids::ProductCategoryId;
use crate::kernel::actor::Reach;
use crate::kernel::error::Result;
use crate::kernel::error::found;
use crate::kernel::list::ListQuery;
use crate::kernel::list::Sums;
use crate::ledger::account::Account;
use crate::ledger::account::AccountRole;
use crate::ledger::account::AccountRow;
use crate::ledger::account::CategoryAccounts;
use crate::ledger::account::RoleAccounts;
use crate::ledger::balance;
use crate::matching_master;
use crate::sort_page;
use crate::within_companies;
use diesel::dsl::exists;
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use diesel::sql_types::Bool;
use std::collections::BTreeMap;
use tenon_db::Conn;
use tenon_db::IgnoringCase;
use tenon_db::Money;
use tenon_db::Sql;
use tenon_db::exact_sum;
use tenon_schema::account;
use tenon_schema::account_balance;
use tenon_schema::account_role;
use tenon_schema::category_account;
use tenon_schema::company;
use tenon_schema::customer_invoice_line;
use tenon_schema::journal_entry_line;
use tenon_schema::open_item;
use tenon_schema::payment;
use tenon_schema::tax_component;

/// Most accounts of one chart that are read at once.
pub const ACCOUNTS_MAX: i64 = 5_000;

pub fn get(conn: &mut Conn, id: AccountId) -> Result<Account> {
    found(
        account::table.find(id).select(Account::as_select()).first(conn),
        "account",
    )
}

pub fn get_many(conn: &mut Conn, ids: &[AccountId]) -> Result<BTreeMap<AccountId, Account>> {
    let rows: Vec<Account> = account::table
        .filter(account::id.eq_any(ids.to_vec()))
        .select(Account::as_select())
        .limit(ACCOUNTS_MAX)
        .load(conn)?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// The account of each role.
pub fn roles(conn: &mut Conn, company: CompanyId) -> Result<RoleAccounts> {
    conn.remembered(("account-roles", company), |conn, _| {
        let rows: Vec<(AccountRole, AccountId)> = account_role::table
            .filter(account_role::company_id.eq(company))
            .select((account_role::role, account_role::account_id))
            .load(conn)?;
        Ok(RoleAccounts(rows.into_iter().collect()))
    })
}

/// The accounts of these categories, each falling back to the company's: one statement.
pub fn category_accounts(
    conn: &mut Conn,
    company: CompanyId,
    categories: &[ProductCategoryId],
) -> Result<CategoryAccounts> {
    let mut categories = categories.to_vec();
    categories.sort_unstable();
    categories.dedup();
    conn.remembered(
        ("category-accounts", company, categories),
        |conn, (_, _, categories)| read_category_accounts(conn, company, categories),
    )
}

fn read_category_accounts(
    conn: &mut Conn,
    company: CompanyId,
    categories: &[ProductCategoryId],
) -> Result<CategoryAccounts> {
    let no_category = ProductCategoryId::from(0);
    let of_company = account_role::table
        .filter(account_role::company_id.eq(company))
        .select((0_i64.into_sql::<BigInt>(), account_role::role, account_role::account_id));
    let of_categories = category_account::table
        .filter(category_account::company_id.eq(company))
        .filter(category_account::category_id.eq_any(categories.to_vec()))
        .select((
            category_account::category_id,
            category_account::role,
            category_account::account_id,
        ));
    let rows: Vec<(ProductCategoryId, AccountRole, AccountId)> = of_company.union_all(of_categories).load(conn)?;
    let mut accounts = CategoryAccounts::default();
    for (category, role, account) in rows {
        if category == no_category {
            accounts.company.0.insert(role, account);
        } else {
            accounts.of_category.insert((category, role), account);
        }
    }
    Ok(accounts)
}

/// All accounts of a company by code, archived ones too.
pub fn chart(conn: &mut Conn, company: CompanyId) -> Result<Vec<Account>> {
    let rows = account::table
        .filter(account::company_id.eq(company))
        .order(account::code.asc())
        .select(Account::as_select())
        .limit(ACCOUNTS_MAX)
        .load(conn)?;
    Ok(rows)
}

/// All accounts of companies by company and code.
pub fn charts(conn: &mut Conn, companies: &[i64]) -> Result<Vec<Account>> {
    let count = i64::try_from(companies.len()).unwrap_or(1);
    let rows = account::table
        .filter(account::company_id.eq_any(companies.to_vec()))
        .order((account::company_id.asc(), account::code.asc()))
        .select(Account::as_select())
        .limit(ACCOUNTS_MAX.saturating_mul(count))
        .load(conn)?;
    Ok(rows)
}

/// Accounts whose code begins with, or whose name contains the text; those in use only.
pub fn search(conn: &mut Conn, companies: &[i64], text: &str, limit: i64) -> Result<Vec<Account>> {
    let mut query = account::table
        .filter(account::company_id.eq_any(companies.to_vec()))
        .filter(account::is_active.eq(true))
        .into_boxed::<Sql>();
    let query_text = ListQuery {
        search: text.to_owned(),
        ..ListQuery::default()
    };
    if let Some(pattern) = query_text.starts_with() {
        let in_name = format!("%{pattern}");
        query = query.filter(
            account::code
                .like_ignoring_case(pattern)
                .or(account::name.like_ignoring_case(in_name)),
        );
    }
    let rows = query
        .order(account::code.asc())
        .limit(limit)
        .select(Account::as_select())
        .load(conn)?;
    Ok(rows)
}

/// Whether anything was ever posted to the account.
pub fn is_used(conn: &mut Conn, id: AccountId) -> Result<bool> {
    let used = diesel::select(diesel::dsl::exists(
        journal_entry_line::table.filter(journal_entry_line::account_id.eq(id)),
    ))
    .get_result(conn)?;
    Ok(used)
}

macro_rules! matching {
    ($query:expr, $reach:expr, $list:expr) => {{
        let mut query = matching_master!(within_companies!($query, $reach, account), $list, account);
        if let Some(kinds) = $list.choice("kind") {
            query = query.filter(account::kind.eq_any(kinds));
        }
        if let Some(controls) = $list.choice("control") {
            query = query.filter(account::control.eq_any(controls));
        }
        query
    }};
}

pub fn page(conn: &mut Conn, reach: &Reach, list: &ListQuery) -> Result<Vec<AccountRow>> {
    let query =
        account::table
            .inner_join(company::table)
            .select((Account::as_select(), company::code, company::currency));
    let query = matching!(query.into_boxed::<Sql>(), reach, list);
    let query =
        sort_page!(query, list, account::id, { "code" => account::code, String; "name" => account::name, String; });
    let rows: Vec<(Account, String, String)> = query.load(conn)?;
    let ids: Vec<AccountId> = rows.iter().map(|(account, _, _)| account.id).collect();
    let balances = balances(conn, &ids)?;
    let row = |(account, company_code, currency): (Account, String, String)| AccountRow {
        balance: balances.get(&account.id).copied().unwrap_or_default(),
        account,
        company_code,
        currency,
    };
    Ok(rows.into_iter().map(row).collect())
}

/// All that was ever posted to accounts, debit less credit.
fn balances(conn: &mut Conn, ids: &[AccountId]) -> Result<BTreeMap<AccountId, Money>> {
    balance::kept::bring_up_to_date(conn)?;
    let rows: Vec<(AccountId, Option<Money>, Option<Money>)> = account_balance::table
        .filter(account_balance::account_id.eq_any(ids.to_vec()))
        .group_by(account_balance::account_id)
        .select((
            account_balance::account_id,
            exact_sum(account_balance::debit),
            exact_sum(account_balance::credit),
        ))
        .limit(ACCOUNTS_MAX)
        .load(conn)?;
    let net = |(id, debit, credit): (AccountId, Option<Money>, Option<Money>)| {
        (id, debit.unwrap_or_default() - credit.unwrap_or_default())
    };
    Ok(rows.into_iter().map(net).collect())
}

/// Whether something of the account still waits: an open item, or a balance.
pub fn is_open(conn: &mut Conn, id: AccountId) -> Result<bool> {
    let items = open_item::table
        .filter(open_item::account_id.eq(id))
        .filter(sql::<Bool>("open_amount <> 0"));
    let has_items: bool = diesel::select(exists(items)).get_result(conn)?;
    let balance = balances(conn, &[id])?.remove(&id).unwrap_or_default();
    Ok(has_items || !balance.is_zero())
}

/// The roles an account is named for.
pub fn roles_of(conn: &mut Conn, id: AccountId) -> Result<Vec<AccountRole>> {
    let rows = account_role::table
        .filter(account_role::account_id.eq(id))
        .select(account_role::role)
        .order(account_role::role.asc())
        .limit(100)
        .load(conn)?;
    Ok(rows)
}

/// Whether a setting of the company, a category, a tax or a payment names the account.
pub fn is_named(conn: &mut Conn, id: AccountId) -> Result<bool> {
    let of_role = exists(account_role::table.filter(account_role::account_id.eq(id)));
    let of_category = exists(category_account::table.filter(category_account::account_id.eq(id)));
    let of_tax = exists(tax_component::table.filter(tax_component::account_id.eq(id)));
    let of_payment = exists(payment::table.filter(payment::account_id.eq(id)));
    let of_invoice = exists(customer_invoice_line::table.filter(customer_invoice_line::account_id.eq(id.raw())));
    let named = of_role.or(of_category).or(of_tax).or(of_payment).or(of_invoice);
    Ok(diesel::select(named).get_result(conn)?)
}

pub fn sums(conn: &mut Conn, reach: &Reach, list: &ListQuery) -> Result<Sums> {
    let query = matching!(account::table.count().into_boxed::<Sql>(), reach, list);
    Ok(Sums::count(query.get_result(conn)?))
}
