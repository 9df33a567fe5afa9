//! Changes of price lists. Documents keep the prices they were made with.
mod check;
mod rows;

use crate::catalog::price::EditPrice;
use crate::catalog::price::EditPriceList;
use crate::catalog::price::NewPrice;
use crate::catalog::price::NewPriceList;
use crate::catalog::price::PRIORITY_USUAL;
use crate::catalog::price::PriceList;
use crate::catalog::price::PriceListItem;
use crate::catalog::price::PriceOf;
use crate::catalog::price::SetPrices;
use crate::catalog::price::queries;
use crate::catalog::product;
use crate::catalog::require_shared;
use crate::event::Event;
use crate::event::EventKind;
use crate::ids::CompanyId;
use crate::ids::PriceListId;
use crate::ids::PriceListItemId;
use crate::kernel::beside;
use crate::kernel::error::Error;
use crate::kernel::error::Result;
use crate::kernel::id;
use crate::kernel::search;
use crate::kernel::tx::Tx;
use crate::kernel::whole::whole;
use crate::permission::Permission;
use crate::refuse_unless;
use crate::set_active;
use diesel::prelude::*;
use std::collections::BTreeSet;
use tenon_schema::price_list;
use tenon_schema::price_list_item;

/// A list of one company is that company's to change; a shared one is for whoever may in the company asked for.
fn require(tx: &Tx<'_>, asking: Option<CompanyId>, list_company: Option<CompanyId>) -> Result<()> {
    require_shared(tx, Permission::PriceEdit, list_company.or(asking))
}

fn index(tx: &mut Tx<'_>, id: PriceListId, edit: &EditPriceList) -> Result<()> {
    let entry = search::Entry {
        subject: id.into(),
        company: edit.for_company_id,
        owner: None,
        title: &edit.name,
        subtitle: &edit.code,
        words: edit.customer_group.as_deref().unwrap_or_default(),
    };
    search::put(tx.conn, &entry)
}

fn count(rows: usize) -> i64 {
    i64::try_from(rows).unwrap_or(i64::MAX)
}

/// A price list with its prices.
pub fn create(tx: &mut Tx<'_>, new: &NewPriceList) -> Result<PriceListId> {
    require(tx, new.company_id, new.for_company_id)?;
    let head = EditPriceList {
        code: new.code.clone(),
        name: new.name.clone(),
        currency: new.currency.clone(),
        for_company_id: new.for_company_id,
        customer_group: new.customer_group.clone(),
        priority: new.priority,
    };
    check::head(tx, &head, None)?;
    check::prices(tx, &new.items, "items")?;
    let id: PriceListId = id::new();
    tx.conn.later(&diesel::insert_into(price_list::table).values((
        price_list::id.eq(id),
        price_list::code.eq(&head.code),
        price_list::name.eq(&head.name),
        price_list::currency.eq(&head.currency),
        price_list::company_id.eq(head.for_company_id),
        price_list::customer_group.eq(head.customer_group.as_deref().unwrap_or_default()),
        price_list::priority.eq(head.priority.unwrap_or(PRIORITY_USUAL)),
        price_list::is_active.eq(true),
        price_list::version.eq(1),
    )))?;
    rows::insert(tx, id, &new.items)?;
    index(tx, id, &head)?;
    let event = Event::new(EventKind::MasterCreated, head.for_company_id, id)
        .say("name", format!("{} {}", head.code, head.name))
        .change("prices", None::<i64>, count(new.items.len()));
    tx.record(event);
    Ok(id)
}

/// Changes what a list says about itself. Its currency stays while it has prices: they would mean something else.
pub fn update(tx: &mut Tx<'_>, asking: CompanyId, id: PriceListId, version: i32, edit: &EditPriceList) -> Result<()> {
    let old = queries::get(tx.conn, id)?;
    require(tx, Some(asking), old.company_id)?;
    require(tx, Some(asking), edit.for_company_id)?;
    check::head(tx, edit, Some(id))?;
    if old.currency != edit.currency {
        let prices: i64 = price_list_item::table
            .filter(price_list_item::price_list_id.eq(id))
            .count()
            .get_result(tx.conn)?;
        refuse_unless!(prices == 0, "price-list-currency-in-use", name = old.label());
    }
    let group = edit.customer_group.as_deref().unwrap_or_default();
    let priority = edit.priority.unwrap_or(PRIORITY_USUAL);
    let changed = diesel::update(price_list::table.find(id).filter(price_list::version.eq(version)))
        .set((
            price_list::code.eq(&edit.code),
            price_list::name.eq(&edit.name),
            price_list::currency.eq(&edit.currency),
            price_list::company_id.eq(edit.for_company_id),
            price_list::customer_group.eq(group),
            price_list::priority.eq(priority),
            price_list::version.eq(version + 1),
        ))
        .execute(tx.conn)?;
    tx.stale_unless(changed, id)?;
    index(tx, id, edit)?;
    let event = Event::new(EventKind::MasterChanged, edit.for_company_id, id)
        .say("name", old.label())
        .change("code", old.code, &edit.code)
        .change("name", old.name, &edit.name)
        .change("currency", old.currency, &edit.currency)
        .change("customer_group", old.customer_group, group)
        .change("priority", old.priority, priority);
    tx.record(event);
    Ok(())
}

/// Counts a change of its prices as one of the list, so that nobody replaces them all without having seen it.
fn touch(tx: &mut Tx<'_>, list: &PriceList, version: i32) -> Result<()> {
    let changed = diesel::update(price_list::table.find(list.id).filter(price_list::version.eq(version)))
        .set(price_list::version.eq(version + 1))
        .execute(tx.conn)?;
    tx.stale_unless(changed, list.id)
}

/// All prices of a list in place of those it had; a price that stays keeps its id.
pub fn set_prices(tx: &mut Tx<'_>, asking: CompanyId, id: PriceListId, version: i32, set: &SetPrices) -> Result<()> {
    let list = queries::get(tx.conn, id)?;
    require(tx, Some(asking), list.company_id)?;
    check::prices(tx, &set.items, "items")?;
    touch(tx, &list, version)?;
    let own = price_list_item::table.filter(price_list_item::price_list_id.eq(id));
    let old: Vec<PriceListItem> = own
        .select(PriceListItem::as_select())
        .limit(queries::PRICES_MAX + 1)
        .load(tx.conn)?;
    let old = whole(old, queries::PRICES_MAX)?;
    let before = diesel::delete(own).execute(tx.conn)?;
    let keys = rows::keys(&old, &set.items);
    let kept: BTreeSet<PriceListItemId> = keys.iter().map(|(id, _)| *id).collect();
    let gone = old.iter().map(|price| price.id).filter(|id| !kept.contains(id));
    // What other systems call a price goes with it: an import that knew it makes it again.
    beside::forget_keys(tx.conn, "price", &gone.map(|id| id.raw()).collect::<Vec<i64>>())?;
    rows::insert_as(tx, id, &set.items, &keys)?;
    let event = Event::new(EventKind::MasterChanged, list.company_id, id)
        .say("name", list.label())
        .change("prices", count(before), count(set.items.len()));
    tx.record(event);
    Ok(())
}

/// One more price in a list.
pub fn add_price(tx: &mut Tx<'_>, asking: CompanyId, new: &NewPrice) -> Result<PriceListItemId> {
    let list = queries::get(tx.conn, new.price_list_id)?;
    require(tx, Some(asking), list.company_id)?;
    let price = PriceOf {
        product_id: new.product_id,
        minimum_quantity: new.minimum_quantity,
        start_date: new.start_date,
        end_date: new.end_date,
        unit_price: new.unit_price,
    };
    check::prices(tx, std::slice::from_ref(&price), "")?;
    check::refuse_known(tx, list.id, &price, None)?;
    check::refuse_full(tx, &list)?;
    touch(tx, &list, list.version)?;
    let ids = rows::insert(tx, list.id, std::slice::from_ref(&price))?;
    let id = ids
        .first()
        .copied()
        .ok_or_else(|| Error::internal("no price was added"))?;
    let product = product::queries::get(tx.conn, price.product_id)?;
    let event = Event::new(EventKind::MasterCreated, list.company_id, id)
        .with(list.id)
        .with(product.id)
        .say("name", format!("{} – {}", list.code, product.label()))
        .change("unit_price", None::<i64>, price.unit_price);
    tx.record(event);
    Ok(id)
}

/// Changes a price for documents to come.
pub fn update_price(
    tx: &mut Tx<'_>,
    asking: CompanyId,
    id: PriceListItemId,
    version: i32,
    edit: &EditPrice,
) -> Result<()> {
    let old = queries::get_item(tx.conn, id)?;
    let list = queries::get(tx.conn, old.price_list_id)?;
    require(tx, Some(asking), list.company_id)?;
    let price = PriceOf {
        product_id: old.product_id,
        minimum_quantity: edit.minimum_quantity,
        start_date: edit.start_date,
        end_date: edit.end_date,
        unit_price: edit.unit_price,
    };
    check::prices(tx, std::slice::from_ref(&price), "")?;
    check::refuse_known(tx, list.id, &price, Some(id))?;
    let minimum = edit.minimum_quantity.unwrap_or_default();
    let changed = diesel::update(
        price_list_item::table
            .find(id)
            .filter(price_list_item::version.eq(version)),
    )
    .set((
        price_list_item::minimum_quantity.eq(minimum),
        price_list_item::start_date.eq(edit.start_date),
        price_list_item::end_date.eq(edit.end_date),
        price_list_item::unit_price.eq(edit.unit_price),
        price_list_item::version.eq(version + 1),
    ))
    .execute(tx.conn)?;
    tx.stale_unless(changed, id)?;
    touch(tx, &list, list.version)?;
    let product = product::queries::get(tx.conn, old.product_id)?;
    let event = Event::new(EventKind::MasterChanged, list.company_id, id)
        .with(list.id)
        .with(product.id)
        .say("name", format!("{} – {}", list.code, product.label()))
        .change("minimum_quantity", old.minimum_quantity, minimum)
        .change("start_date", old.start_date, edit.start_date)
        .change("end_date", old.end_date, edit.end_date)
        .change("unit_price", old.unit_price, edit.unit_price);
    tx.record(event);
    Ok(())
}

/// Takes a price out of its list.
pub fn delete_price(tx: &mut Tx<'_>, asking: CompanyId, id: PriceListItemId, version: i32) -> Result<PriceListId> {
    let old = queries::get_item(tx.conn, id)?;
    let list = queries::get(tx.conn, old.price_list_id)?;
    require(tx, Some(asking), list.company_id)?;
    let gone = diesel::delete(
        price_list_item::table
            .find(id)
            .filter(price_list_item::version.eq(version)),
    )
    .execute(tx.conn)?;
    tx.stale_unless(gone, id)?;
    touch(tx, &list, list.version)?;
    let product = product::queries::get(tx.conn, old.product_id)?;
    let event = Event::new(EventKind::MasterDeleted, list.company_id, id)
        .with(list.id)
        .with(product.id)
        .say("name", format!("{} – {}", list.code, product.label()))
        .change("unit_price", old.unit_price, None::<i64>);
    tx.record(event);
    Ok(list.id)
}

/// No longer asked for prices, or asked again.
pub fn archive(tx: &mut Tx<'_>, asking: CompanyId, id: PriceListId, version: i32, is_active: bool) -> Result<()> {
    let old = queries::get(tx.conn, id)?;
    require(tx, Some(asking), old.company_id)?;
    set_active!(tx, price_list, id, version, is_active);
    tx.record(Event::new(EventKind::of_usage(is_active), old.company_id, id).say("name", old.label()));
    Ok(())
}

/// Removes a list, with its prices, that no customer and no document names.
pub fn delete(tx: &mut Tx<'_>, asking: CompanyId, id: PriceListId, version: i32) -> Result<()> {
    let old = queries::get(tx.conn, id)?;
    require(tx, Some(asking), old.company_id)?;
    refuse_unless!(!queries::is_used(tx.conn, id)?, "price-list-in-use", name = old.label());
    let own = price_list_item::table.filter(price_list_item::price_list_id.eq(id));
    let prices: Vec<i64> = own
        .select(price_list_item::id)
        .limit(queries::PRICES_MAX + 1)
        .load(tx.conn)?;
    let prices = whole(prices, queries::PRICES_MAX)?;
    beside::forget_keys(tx.conn, "price", &prices)?;
    diesel::delete(own).execute(tx.conn)?;
    let gone = diesel::delete(price_list::table.find(id).filter(price_list::version.eq(version))).execute(tx.conn)?;
    tx.stale_unless(gone, id)?;
    search::remove(tx.conn, id.into())?;
    tx.record(Event::new(EventKind::MasterDeleted, old.company_id, id).say("name", old.label()));
    Ok(())
}
