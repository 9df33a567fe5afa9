//! Changes of product categories. How stock is valued and where its value stands stay once goods have moved.
use crate::catalog::category::AccountOf;
use crate::catalog::category::CategoryRole;
use crate::catalog::category::NewCategory;
use crate::catalog::category::SetAccounts;
use crate::catalog::category::queries;
use crate::event::Event;
use crate::event::EventKind;
use crate::ids::CompanyId;
use crate::ids::ProductCategoryId;
use crate::kernel::error::Argument;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Result;
use crate::kernel::id;
use crate::kernel::search;
use crate::kernel::tx::Tx;
use crate::kernel::tx::refuse_taken;
use crate::permission::Permission;
use crate::refuse_unless;
use crate::set_active;
use diesel::prelude::*;
use tenon_schema::category_account;
use tenon_schema::product_category;

/// The class of products for which nothing else is said.
pub const TAX_CLASS_USUAL: &str = "standard";

fn refuse_code(tx: &mut Tx<'_>, code: &str, but: Option<ProductCategoryId>) -> Result<()> {
    let holder: Option<ProductCategoryId> = product_category::table
        .filter(product_category::code.eq(code))
        .select(product_category::id)
        .first(tx.conn)
        .optional()?;
    refuse_taken(holder, but, code)
}

fn index(tx: &mut Tx<'_>, id: ProductCategoryId, new: &NewCategory) -> Result<()> {
    let entry = search::Entry {
        subject: id.into(),
        company: None,
        owner: None,
        title: &format!("{} {}", new.code, new.name),
        subtitle: "",
        words: &new.description.0,
    };
    search::put(tx.conn, &entry)
}

/// Makes a category for all companies.
pub fn create(tx: &mut Tx<'_>, asking: CompanyId, new: &NewCategory) -> Result<ProductCategoryId> {
    tx.require(Permission::ProductEdit, asking)?;
    refuse_code(tx, &new.code, None)?;
    let id: ProductCategoryId = id::new();
    tx.conn.later(&diesel::insert_into(product_category::table).values((
        product_category::id.eq(id),
        product_category::code.eq(&new.code),
        product_category::name.eq(&new.name),
        product_category::description.eq(&new.description.0),
        product_category::costing_method.eq(new.costing_method),
        product_category::tax_class.eq(new.tax_class.as_deref().unwrap_or(TAX_CLASS_USUAL)),
        product_category::is_active.eq(true),
        product_category::version.eq(1),
    )))?;
    index(tx, id, new)?;
    tx.record(Event::new(EventKind::MasterCreated, None, id).say("name", &new.name));
    Ok(id)
}

/// Changes a category; its costing method stays once one of its products has moved.
pub fn update(
    tx: &mut Tx<'_>,
    asking: CompanyId,
    id: ProductCategoryId,
    version: i32,
    new: &NewCategory,
) -> Result<()> {
    tx.require(Permission::ProductEdit, asking)?;
    let old = queries::get(tx.conn, id)?;
    refuse_code(tx, &new.code, Some(id))?;
    let is_held = old.costing_method != new.costing_method && queries::has_moved(tx.conn, id, None)?;
    refuse_unless!(!is_held, "category-costing-in-use", name = old.name);
    let tax_class = new.tax_class.as_deref().unwrap_or(TAX_CLASS_USUAL);
    let changed = diesel::update(
        product_category::table
            .find(id)
            .filter(product_category::version.eq(version)),
    )
    .set((
        product_category::code.eq(&new.code),
        product_category::name.eq(&new.name),
        product_category::description.eq(&new.description.0),
        product_category::costing_method.eq(new.costing_method),
        product_category::tax_class.eq(tax_class),
        product_category::version.eq(version + 1),
    ))
    .execute(tx.conn)?;
    tx.stale_unless(changed, id)?;
    index(tx, id, new)?;
    let event = Event::new(EventKind::MasterChanged, None, id)
        .say("name", &old.name)
        .change("code", old.code, &new.code)
        .change("name", old.name, &new.name)
        .change("description", old.description, &new.description.0)
        .change("costing_method", old.costing_method.code(), new.costing_method.code())
        .change("tax_class", old.tax_class, tax_class);
    tx.record(event);
    Ok(())
}

/// No longer offered, or offered again.
pub fn archive(tx: &mut Tx<'_>, asking: CompanyId, id: ProductCategoryId, version: i32, is_active: bool) -> Result<()> {
    tx.require(Permission::ProductEdit, asking)?;
    let old = queries::get(tx.conn, id)?;
    set_active!(tx, product_category, id, version, is_active);
    tx.record(Event::new(EventKind::of_usage(is_active), None, id).say("name", old.name));
    Ok(())
}

/// Removes a category without products.
pub fn delete(tx: &mut Tx<'_>, asking: CompanyId, id: ProductCategoryId, version: i32) -> Result<()> {
    tx.require(Permission::ProductEdit, asking)?;
    let old = queries::get(tx.conn, id)?;
    refuse_unless!(!queries::is_used(tx.conn, id)?, "category-in-use", name = old.name);
    diesel::delete(category_account::table.filter(category_account::category_id.eq(id))).execute(tx.conn)?;
    let gone = diesel::delete(
        product_category::table
            .find(id)
            .filter(product_category::version.eq(version)),
    )
    .execute(tx.conn)?;
    tx.stale_unless(gone, id)?;
    search::remove(tx.conn, id.into())?;
    tx.record(Event::new(EventKind::MasterDeleted, None, id).say("name", old.name));
    Ok(())
}

/// What an account for a role must be controlled by.
fn control_for(role: CategoryRole) -> &'static str {
    match role {
        CategoryRole::Inventory => "inventory",
        CategoryRole::GoodsReceivedNotBilled | CategoryRole::GoodsDeliveredNotInvoiced => "interim",
        CategoryRole::Revenue | CategoryRole::CostOfSales | CategoryRole::StockAdjustment => "none",
    }
}

/// Where an account for a role may stand, as codes of its kind; the first is the usual one.
fn kinds_for(role: CategoryRole) -> &'static [&'static str] {
    match role {
        CategoryRole::Inventory | CategoryRole::GoodsDeliveredNotInvoiced => &["asset"],
        CategoryRole::GoodsReceivedNotBilled => &["liability"],
        CategoryRole::Revenue => &["revenue"],
        CategoryRole::CostOfSales => &["expense"],
        CategoryRole::StockAdjustment => &["expense", "revenue"],
    }
}

/// "1499 Goods is of the kind Asset. An account for Revenue is of the kind Revenue."
fn wrong_kind(role: CategoryRole, label: String, kind: &str) -> Message {
    let named = |kind: &str| Argument::Key(format!("account-kind-{kind}"));
    let kinds = kinds_for(role);
    let key = if kinds.len() > 1 {
        "account-kind-does-not-suit-role-of-two"
    } else {
        "account-kind-does-not-suit-role"
    };
    let message = Message::new(key)
        .with("account", label)
        .with("kind", named(kind))
        .with("role", Argument::Key(role.message_key()))
        .with("right", named(kinds.first().copied().unwrap_or_default()));
    match kinds.get(1) {
        Some(other) => message.with("other", named(other)),
        None => message,
    }
}

/// The account's label, when it is one of the company that may stand for the role.
fn checked(tx: &mut Tx<'_>, company: CompanyId, place: usize, of: &AccountOf) -> Result<Option<String>> {
    let Some(account) = of.account_id else {
        return Ok(None);
    };
    let field = format!("accounts.{place}.account_id");
    let Some((kind, control, code, name)) = queries::nature_of(tx.conn, company, account)? else {
        return Err(Error::invalid(field, Message::new("account-not-of-company")));
    };
    if !kinds_for(of.role).contains(&kind.as_str()) {
        let label = format!("{code} {name}");
        return Err(Error::invalid(field, wrong_kind(of.role, label, &kind)));
    }
    if control != control_for(of.role) {
        let message = Message::new("account-does-not-suit-role")
            .with("account", format!("{code} {name}"))
            .with("role", Argument::Key(of.role.message_key()));
        return Err(Error::invalid(field, message));
    }
    Ok(Some(format!("{code} {name}")))
}

/// Names the accounts a category posts to in one company. Where stock value or open deliveries stand stays once goods
/// have moved there.
pub fn set_accounts(
    tx: &mut Tx<'_>,
    company: CompanyId,
    id: ProductCategoryId,
    version: i32,
    set: &SetAccounts,
) -> Result<()> {
    tx.require(Permission::AccountEdit, company)?;
    let category = queries::get(tx.conn, id)?;
    touch(tx, id, version)?;
    let before = queries::accounts(tx.conn, id, company)?;
    let has_moved = queries::has_moved(tx.conn, id, Some(company))?;
    let mut event = Event::new(EventKind::SettingChanged, Some(company), id).say("name", &category.name);
    let mut rows = Vec::new();
    for (place, of) in set.accounts.iter().enumerate() {
        if set.accounts.iter().take(place).any(|before| before.role == of.role) {
            let message = Message::new("category-role-twice").with("role", Argument::Key(of.role.message_key()));
            return Err(Error::invalid(format!("accounts.{place}.role"), message));
        }
        let label = checked(tx, company, place, of)?;
        let old = before.own.get(of.role.code());
        let in_force = old.or_else(|| before.company.get(of.role.code()));
        let stays = control_for(of.role) == "none" || !has_moved;
        let new = of
            .account_id
            .or_else(|| before.company.get(of.role.code()).map(|one| one.account));
        refuse_unless!(
            stays || new == in_force.map(|one| one.account),
            "category-account-in-use",
            name = &category.name,
            role = Argument::Key(of.role.message_key())
        );
        event = event.change(field_of(of.role), old.map(|old| old.label.clone()), label);
        rows.extend(of.account_id.map(|account| {
            (
                category_account::category_id.eq(id),
                category_account::company_id.eq(company),
                category_account::role.eq(of.role),
                category_account::account_id.eq(account),
            )
        }));
    }
    let named: Vec<&str> = set.accounts.iter().map(|of| of.role.code()).collect();
    let replaced = category_account::table
        .filter(category_account::category_id.eq(id))
        .filter(category_account::company_id.eq(company))
        .filter(category_account::role.eq_any(named));
    diesel::delete(replaced).execute(tx.conn)?;
    if !rows.is_empty() {
        tx.conn
            .later(&diesel::insert_into(category_account::table).values(&rows))?;
    }
    tx.record(event);
    Ok(())
}

/// Counts a change of the accounts as one of the category, so that nobody replaces what he has not seen.
fn touch(tx: &mut Tx<'_>, id: ProductCategoryId, version: i32) -> Result<()> {
    let row = product_category::table
        .find(id)
        .filter(product_category::version.eq(version));
    let changed = diesel::update(row)
        .set(product_category::version.eq(version + 1))
        .execute(tx.conn)?;
    tx.stale_unless(changed, id)
}

/// The name of the field in the timeline.
fn field_of(role: CategoryRole) -> &'static str {
    match role {
        CategoryRole::Revenue => "revenue_account",
        CategoryRole::CostOfSales => "cost_of_sales_account",
        CategoryRole::Inventory => "inventory_account",
        CategoryRole::StockAdjustment => "stock_adjustment_account",
        CategoryRole::GoodsReceivedNotBilled => "goods_received_account",
        CategoryRole::GoodsDeliveredNotInvoiced => "goods_delivered_account",
    }
}
