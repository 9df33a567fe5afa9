//! Changes of products. What documents and stock already count on stays.
use crate::catalog::category;
use crate::catalog::product::NewProduct;
use crate::catalog::product::Product;
use crate::catalog::product::ProductKind;
use crate::catalog::product::Tracking;
use crate::catalog::product::barcode::expected_check_digit;
use crate::catalog::product::queries;
use crate::catalog::require_shared;
use crate::catalog::unit;
use crate::event::Event;
use crate::event::EventKind;
use crate::ids::CompanyId;
use crate::ids::ProductCategoryId;
use crate::ids::ProductId;
use crate::ids::UnitId;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Problem;
use crate::kernel::error::Result;
use crate::kernel::id;
use crate::kernel::message::Language;
use crate::kernel::search;
use crate::kernel::search_text;
use crate::kernel::translation;
use crate::kernel::translation::Text;
use crate::kernel::tx::Tx;
use crate::kernel::tx::refuse_taken;
use crate::permission::Permission;
use crate::refuse_unless;
use crate::set_active;
use diesel::prelude::*;
use std::collections::BTreeSet;
use tenon_schema::category_account;
use tenon_schema::company;
use tenon_schema::currency;
use tenon_schema::party;
use tenon_schema::product;
use tenon_schema::unit_conversion;

/// What a command comes to once its gaps are filled and it was checked.
struct Settled {
    tax_class: String,
    currency: String,
    tracking: Tracking,
    barcode: String,
}

/// Checks a product against everything it names; all problems at once.
fn settle(tx: &mut Tx<'_>, new: &NewProduct, old: Option<&Product>) -> Result<Settled> {
    let id = old.map(|old| old.id);
    let holder: Option<ProductId> = product::table
        .filter(product::code.eq(&new.code))
        .select(product::id)
        .first(tx.conn)
        .optional()?;
    refuse_taken(holder, id, &new.code)?;
    let mut problems = Vec::new();
    let mut problem = |field: &str, key: &'static str| problems.push(Problem::new(field, Message::new(key)));
    let category = category::queries::get_many(tx.conn, &[new.category_id])?.remove(&new.category_id);
    let is_old_category = old.is_some_and(|old| old.category_id == new.category_id);
    if !category.as_ref().is_some_and(|one| one.is_active || is_old_category) {
        problem("category_id", "problem-not-offered");
    }
    let base = unit::queries::get_many(tx.conn, &[new.unit_id])?.remove(&new.unit_id);
    let is_old_unit = old.is_some_and(|old| old.unit_id == new.unit_id);
    if !base.is_some_and(|one| one.is_active || is_old_unit) {
        problem("unit_id", "problem-not-offered");
    }
    if let Some(supplier) = new.supplier_id {
        let supplies: Option<bool> = party::table
            .find(supplier)
            .select(party::is_supplier)
            .first(tx.conn)
            .optional()?;
        if supplies != Some(true) && old.is_none_or(|old| old.supplier_id != Some(supplier)) {
            problem("supplier_id", "product-supplier-is-none");
        }
    }
    if new.list_price.is_some_and(|price| price.is_negative()) {
        problem("list_price", "problem-negative");
    }
    if new.reorder_quantity.is_some_and(|quantity| quantity.is_negative()) {
        problem("reorder_quantity", "problem-negative");
    }
    let tracking = new.tracking.unwrap_or(Tracking::None);
    if new.kind == ProductKind::Service && tracking != Tracking::None {
        problem("tracking", "product-service-has-no-tracking");
    }
    let currency = currency_of(tx, new, old)?;
    if currency.is_none() {
        problem("list_currency", "problem-not-offered");
    }
    problems.extend(unit_problems(tx, new)?);
    problems.extend(text_problems(new));
    let barcode = new.barcode.clone().unwrap_or_default();
    problems.extend(barcode_problem(tx, &barcode, id)?);
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    warn_of_check_digit(tx, &barcode)?;
    let usual = category.map(|category| category.tax_class).unwrap_or_default();
    Ok(Settled {
        tax_class: new.tax_class.clone().unwrap_or(usual),
        currency: currency.unwrap_or_default(),
        tracking,
        barcode,
    })
}

/// The currency of the list price, when there is such.
fn currency_of(tx: &mut Tx<'_>, new: &NewProduct, old: Option<&Product>) -> Result<Option<String>> {
    if let Some(code) = &new.list_currency {
        let known = currency::table
            .find(code)
            .filter(currency::is_active.eq(true))
            .select(currency::code)
            .first(tx.conn)
            .optional()?;
        return Ok(known);
    }
    if let Some(old) = old {
        return Ok(Some(old.list_currency.clone()));
    }
    let Some(id) = new.company_id else {
        return Ok(None);
    };
    let of_company = company::table.find(id).select(company::currency);
    Ok(of_company.first(tx.conn).optional()?)
}

fn unit_problems(tx: &mut Tx<'_>, new: &NewProduct) -> Result<Vec<Problem>> {
    let ids: Vec<UnitId> = new.units.iter().map(|one| one.unit_id).collect();
    let known = unit::queries::get_many(tx.conn, &ids)?;
    let mut seen = BTreeSet::from([new.unit_id]);
    let mut problems = Vec::new();
    for (place, one) in new.units.iter().enumerate() {
        let mut problem = |field: &str, key: &'static str| {
            problems.push(Problem::new(format!("units.{place}.{field}"), Message::new(key)));
        };
        if !known.contains_key(&one.unit_id) {
            problem("unit_id", "problem-not-offered");
        } else if !seen.insert(one.unit_id) {
            problem("unit_id", "product-unit-twice");
        }
        if one.numerator < 1 {
            problem("numerator", "problem-not-positive");
        }
        if one.denominator.is_some_and(|denominator| denominator < 1) {
            problem("denominator", "problem-not-positive");
        }
    }
    Ok(problems)
}

fn text_problems(new: &NewProduct) -> Vec<Problem> {
    let mut seen = BTreeSet::new();
    let unknown = new.texts.iter().enumerate().filter_map(|(place, text)| {
        let key = match Language::from_code(&text.language) {
            None => "problem-not-offered",
            Some(language) if !seen.insert(language.code()) => "language-twice",
            Some(_) => return None,
        };
        Some(Problem::new(format!("texts.{place}.language"), Message::new(key)))
    });
    unknown.collect()
}

fn barcode_problem(tx: &mut Tx<'_>, barcode: &str, but: Option<ProductId>) -> Result<Option<Problem>> {
    if barcode.is_empty() {
        return Ok(None);
    }
    let holder = queries::holder_of_barcode(tx.conn, barcode, but)?;
    Ok(holder.map(|holder| Problem::new("barcode", Message::new("barcode-taken").with("holder", holder))))
}

/// A mistyped EAN is told before it is saved; saving anyway is possible, for codes that only look like one.
fn warn_of_check_digit(tx: &Tx<'_>, barcode: &str) -> Result<()> {
    let Some(expected) = expected_check_digit(barcode) else {
        return Ok(());
    };
    tx.warn_unless(false, || {
        Message::new("barcode-check-digit")
            .with("barcode", barcode)
            .with("digit", expected.to_string())
    })
}

/// Names and descriptions in the languages they were written in.
fn texts(new: &NewProduct) -> Vec<Text<'_>> {
    let known = new
        .texts
        .iter()
        .filter_map(|text| Some((Language::from_code(&text.language)?, text)));
    known
        .flat_map(|(language, text)| {
            let own = |field, body| Text { field, language, body };
            let name = text.name.as_deref().unwrap_or_default();
            [own("name", name), own("description", text.description.0.as_str())]
        })
        .collect()
}

/// Everything a list search looks in.
fn search_text_of(new: &NewProduct) -> String {
    let names = new.texts.iter().filter_map(|text| text.name.as_deref());
    let parts: Vec<&str> = [new.code.as_str(), new.name.as_str()]
        .into_iter()
        .chain(names)
        .chain(new.barcode.as_deref())
        .collect();
    search_text::fold(&parts.join(" "))
}

fn index(tx: &mut Tx<'_>, id: ProductId, new: &NewProduct) -> Result<()> {
    let names = new.texts.iter().filter_map(|text| text.name.as_deref());
    let words: Vec<&str> = names.chain(new.barcode.as_deref()).collect();
    let entry = search::Entry {
        subject: id.into(),
        company: None,
        owner: None,
        title: &new.name,
        subtitle: &new.code,
        words: &words.join(" "),
    };
    search::put(tx.conn, &entry)
}

fn put_units(tx: &mut Tx<'_>, id: ProductId, new: &NewProduct) -> Result<()> {
    let rows: Vec<(UnitId, UnitId, i64, i64)> = new
        .units
        .iter()
        .map(|one| (one.unit_id, new.unit_id, one.numerator, one.denominator.unwrap_or(1)))
        .collect();
    unit::ops::put_conversions(tx, Some(id), &rows)
}

/// What creating and changing a product write alike.
macro_rules! columns {
    ($new:expr, $settled:expr) => {
        (
            product::code.eq(&$new.code),
            product::name.eq(&$new.name),
            product::sort_name.eq(search_text::fold(&$new.name)),
            product::search_text.eq(search_text_of($new)),
            product::description.eq(&$new.description.0),
            product::kind.eq($new.kind),
            product::category_id.eq($new.category_id),
            product::unit_id.eq($new.unit_id),
            product::barcode.eq(&$settled.barcode),
            product::tax_class.eq(&$settled.tax_class),
            product::list_price.eq($new.list_price.unwrap_or_default()),
            product::list_currency.eq(&$settled.currency),
            product::pack_text.eq($new.pack_text.as_deref().unwrap_or_default()),
            product::supplier_id.eq($new.supplier_id),
            product::reorder_quantity.eq($new.reorder_quantity.unwrap_or_default()),
            product::tracking.eq($settled.tracking),
        )
    };
}

/// A new product, for all companies.
pub fn create(tx: &mut Tx<'_>, new: &NewProduct) -> Result<ProductId> {
    require_shared(tx, Permission::ProductEdit, new.company_id)?;
    let settled = settle(tx, new, None)?;
    let id: ProductId = id::new();
    tx.conn.later(&diesel::insert_into(product::table).values((
        product::id.eq(id),
        columns!(new, settled),
        product::is_sold.eq(new.is_sold.unwrap_or(true)),
        product::is_active.eq(true),
        product::version.eq(1),
        product::created_at.eq(tx.now),
    )))?;
    translation::put(tx.conn, id, &texts(new))?;
    put_units(tx, id, new)?;
    index(tx, id, new)?;
    let event = Event::new(EventKind::MasterCreated, None, id);
    tx.record(event.say("name", format!("{} {}", new.code, new.name)));
    Ok(id)
}

/// What stock counts on stays once the product has moved: unit, kind, tracking, and a category of the same costing
/// method and the same accounts.
fn refuse_moved(tx: &mut Tx<'_>, old: &Product, new: &NewProduct, tracking: Tracking) -> Result<()> {
    let keeps = old.unit_id == new.unit_id && old.kind == new.kind && old.tracking == tracking;
    let keeps_category = old.category_id == new.category_id;
    if (keeps && keeps_category) || !queries::has_moved(tx.conn, old.id)? {
        return Ok(());
    }
    refuse_unless!(keeps, "product-has-moved", name = old.label());
    let both = category::queries::get_many(tx.conn, &[old.category_id, new.category_id])?;
    let methods: BTreeSet<&str> = both.values().map(|one| one.costing_method.code()).collect();
    let same = methods.len() == 1 && stock_accounts(tx, old.category_id)? == stock_accounts(tx, new.category_id)?;
    refuse_unless!(same, "product-category-differs", name = old.label());
    Ok(())
}

/// Where the stock value and the open deliveries of a category stand, in each company that says so.
fn stock_accounts(tx: &mut Tx<'_>, id: ProductCategoryId) -> Result<BTreeSet<(CompanyId, String, i64)>> {
    let roles = ["inventory", "goods-received-not-billed", "goods-delivered-not-invoiced"];
    let rows: Vec<(CompanyId, String, i64)> = category_account::table
        .filter(category_account::category_id.eq(id))
        .filter(category_account::role.eq_any(roles.to_vec()))
        .select((
            category_account::company_id,
            category_account::role,
            category_account::account_id,
        ))
        .limit(queries::PRODUCTS_MAX)
        .load(tx.conn)?;
    Ok(rows.into_iter().collect())
}

/// Changes a product for documents to come; those there are keep what they say.
pub fn update(tx: &mut Tx<'_>, id: ProductId, version: i32, new: &NewProduct) -> Result<()> {
    require_shared(tx, Permission::ProductEdit, new.company_id)?;
    let old = queries::get(tx.conn, id)?;
    let settled = settle(tx, new, Some(&old))?;
    refuse_moved(tx, &old, new, settled.tracking)?;
    let changed = diesel::update(product::table.find(id).filter(product::version.eq(version)))
        .set((
            columns!(new, settled),
            product::is_sold.eq(new.is_sold.unwrap_or(old.is_sold)),
            product::version.eq(version + 1),
        ))
        .execute(tx.conn)?;
    tx.stale_unless(changed, id)?;
    translation::put(tx.conn, id, &texts(new))?;
    diesel::delete(unit_conversion::table.filter(unit_conversion::product_id.eq(id))).execute(tx.conn)?;
    put_units(tx, id, new)?;
    index(tx, id, new)?;
    let event = changes(Event::new(EventKind::MasterChanged, None, id), &old, new, &settled);
    tx.record(event);
    Ok(())
}

fn changes(event: Event, old: &Product, new: &NewProduct, settled: &Settled) -> Event {
    event
        .say("name", old.label())
        .change("code", &old.code, &new.code)
        .change("name", &old.name, &new.name)
        .change("description", &old.description, &new.description.0)
        .change("kind", old.kind.code(), new.kind.code())
        .change("barcode", &old.barcode, &settled.barcode)
        .change("tax_class", &old.tax_class, &settled.tax_class)
        .change("list_price", old.list_price, new.list_price.unwrap_or_default())
        .change("list_currency", &old.list_currency, &settled.currency)
        .change(
            "pack_text",
            &old.pack_text,
            new.pack_text.as_deref().unwrap_or_default(),
        )
        .change(
            "reorder_quantity",
            old.reorder_quantity,
            new.reorder_quantity.unwrap_or_default(),
        )
        .change("tracking", old.tracking.code(), settled.tracking.code())
}

/// No longer offered, or offered again; documents and stock stay as they are.
pub fn archive(tx: &mut Tx<'_>, asking: CompanyId, id: ProductId, version: i32, is_active: bool) -> Result<()> {
    tx.require(Permission::ProductEdit, asking)?;
    let old = queries::get(tx.conn, id)?;
    if is_active && !old.barcode.is_empty() {
        let problem = barcode_problem(tx, &old.barcode, Some(id))?;
        problem.map_or(Ok(()), |problem| Err(Error::Refused(problem.message)))?;
    }
    set_active!(tx, product, id, version, is_active);
    tx.record(Event::new(EventKind::of_usage(is_active), None, id).say("name", old.label()));
    Ok(())
}

/// Removes a product that nothing names.
pub fn delete(tx: &mut Tx<'_>, asking: CompanyId, id: ProductId, version: i32) -> Result<()> {
    tx.require(Permission::ProductEdit, asking)?;
    let old = queries::get(tx.conn, id)?;
    refuse_unless!(!queries::is_used(tx.conn, id)?, "product-in-use", name = old.label());
    translation::remove(tx.conn, id)?;
    diesel::delete(unit_conversion::table.filter(unit_conversion::product_id.eq(id))).execute(tx.conn)?;
    let gone = diesel::delete(product::table.find(id).filter(product::version.eq(version))).execute(tx.conn)?;
    tx.stale_unless(gone, id)?;
    search::remove(tx.conn, id.into())?;
    tx.record(Event::new(EventKind::MasterDeleted, None, id).say("name", old.label()));
    Ok(())
}
