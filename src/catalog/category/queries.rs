//! Reads of product categories and the accounts they post to.
use crate::catalog::category::CategoryRole;
use crate::catalog::category::ProductCategory;
use crate::ids::AccountId;
use crate::ids::CompanyId;
use crate::ids::ProductCategoryId;
use crate::kernel::actor::Reach;
use crate::kernel::error::Result;
use crate::kernel::error::found;
use crate::kernel::list::ListQuery;
use crate::kernel::list::Sums;
use crate::kernel::search_text;
use crate::matching_master;
use crate::sort_page;
use diesel::prelude::*;
use std::collections::BTreeMap;
use tenon_db::Conn;
use tenon_db::Sql;
use tenon_schema::account;
use tenon_schema::account_role;
use tenon_schema::category_account;
use tenon_schema::product;
use tenon_schema::product_category;
use tenon_schema::stock_move;

/// Most categories offered in a select.
pub const CATEGORIES_MAX: i64 = 500;

pub fn get(conn: &mut Conn, id: ProductCategoryId) -> Result<ProductCategory> {
    let row = product_category::table
        .find(id)
        .select(ProductCategory::as_select())
        .first(conn);
    found(row, "product-category")
}

pub fn get_many(conn: &mut Conn, ids: &[ProductCategoryId]) -> Result<BTreeMap<ProductCategoryId, ProductCategory>> {
    let rows: Vec<ProductCategory> = product_category::table
        .filter(product_category::id.eq_any(ids.to_vec()))
        .select(ProductCategory::as_select())
        .limit(CATEGORIES_MAX)
        .load(conn)?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// The categories in use, for filters: id and name.
pub fn choices(conn: &mut Conn) -> Result<Vec<(String, String)>> {
    let rows: Vec<(ProductCategoryId, String)> = product_category::table
        .filter(product_category::is_active.eq(true))
        .order(product_category::code.asc())
        .limit(CATEGORIES_MAX)
        .select((product_category::id, product_category::name))
        .load(conn)?;
    Ok(rows.into_iter().map(|(id, name)| (id.to_string(), name)).collect())
}

/// Categories in use whose code or name holds the text, by code.
pub fn search(conn: &mut Conn, text: &str, limit: i64) -> Result<Vec<ProductCategory>> {
    let wanted = search_text::fold(text.trim());
    let rows: Vec<ProductCategory> = product_category::table
        .filter(product_category::is_active.eq(true))
        .order(product_category::code.asc())
        .limit(CATEGORIES_MAX)
        .select(ProductCategory::as_select())
        .load(conn)?;
    let holds = |row: &ProductCategory| search_text::fold(&format!("{} {}", row.code, row.name)).contains(&wanted);
    let limit = usize::try_from(limit).unwrap_or(0);
    Ok(rows.into_iter().filter(holds).take(limit).collect())
}

pub fn count_products(conn: &mut Conn, id: ProductCategoryId) -> Result<i64> {
    let products = product::table.filter(product::category_id.eq(id));
    Ok(products.count().get_result(conn)?)
}

/// The account a category, or the company behind it, has for a role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleAccount {
    pub account: AccountId,
    /// "5401 Cost of goods sold"
    pub label: String,
}

/// The category's own accounts and the company's, by role code.
#[derive(Debug, Clone, Default)]
pub struct Accounts {
    pub own: BTreeMap<String, RoleAccount>,
    pub company: BTreeMap<String, RoleAccount>,
}

type AccountRow = (String, AccountId, String, String);

fn by_role(rows: Vec<AccountRow>) -> BTreeMap<String, RoleAccount> {
    rows.into_iter()
        .map(|(role, account, code, name)| {
            let label = format!("{code} {name}");
            (role, RoleAccount { account, label })
        })
        .collect()
}

/// What a category posts to in one company.
pub fn accounts(conn: &mut Conn, id: ProductCategoryId, company: CompanyId) -> Result<Accounts> {
    let own: Vec<AccountRow> = category_account::table
        .inner_join(account::table)
        .filter(category_account::category_id.eq(id))
        .filter(category_account::company_id.eq(company))
        .select((category_account::role, account::id, account::code, account::name))
        .limit(CATEGORIES_MAX)
        .load(conn)?;
    let roles: Vec<&str> = CategoryRole::ALL.iter().map(|role| role.code()).collect();
    let shared: Vec<AccountRow> = account_role::table
        .inner_join(account::table)
        .filter(account_role::company_id.eq(company))
        .filter(account_role::role.eq_any(roles))
        .select((account_role::role, account::id, account::code, account::name))
        .limit(CATEGORIES_MAX)
        .load(conn)?;
    Ok(Accounts {
        own: by_role(own),
        company: by_role(shared),
    })
}

/// Kind, control, code and name of an account.
type Nature = (String, String, String, String);

/// What decides whether an account can serve a category, for an account in use of the company.
pub fn nature_of(conn: &mut Conn, company: CompanyId, id: AccountId) -> Result<Option<Nature>> {
    let row = account::table
        .filter(account::id.eq(id))
        .filter(account::company_id.eq(company))
        .filter(account::is_active.eq(true))
        .select((account::kind, account::control, account::code, account::name))
        .first(conn)
        .optional()?;
    Ok(row)
}

/// Whether any product of the category ever moved, in one company or in any.
pub fn has_moved(conn: &mut Conn, id: ProductCategoryId, company: Option<CompanyId>) -> Result<bool> {
    let moves = stock_move::table
        .inner_join(product::table)
        .filter(product::category_id.eq(id))
        .select(stock_move::id)
        .into_boxed::<Sql>();
    let moves = match company {
        Some(company) => moves.filter(stock_move::company_id.eq(company)),
        None => moves,
    };
    let first: Option<i64> = moves.limit(1).first(conn).optional()?;
    Ok(first.is_some())
}

/// Whether a product belongs to it.
pub fn is_used(conn: &mut Conn, id: ProductCategoryId) -> Result<bool> {
    let used = diesel::dsl::exists(product::table.filter(product::category_id.eq(id)));
    Ok(diesel::select(used).get_result(conn)?)
}

macro_rules! matching {
    ($query:expr, $list:expr) => {{
        let mut query = matching_master!($query, $list, product_category);
        if let Some(methods) = $list.choice("costing-method") {
            query = query.filter(product_category::costing_method.eq_any(methods));
        }
        query
    }};
}

/// Categories are shared by all companies.
pub fn page(conn: &mut Conn, _: &Reach, list: &ListQuery) -> Result<Vec<ProductCategory>> {
    let query = matching!(
        product_category::table
            .select(ProductCategory::as_select())
            .into_boxed::<Sql>(),
        list
    );
    let query = sort_page!(query, list, product_category::id, { "code" => product_category::code, String; });
    Ok(query.load(conn)?)
}

pub fn sums(conn: &mut Conn, _: &Reach, list: &ListQuery) -> Result<Sums> {
    let query = matching!(product_category::table.count().into_boxed::<Sql>(), list);
    Ok(Sums::count(query.get_result(conn)?))
}
