//! The rows of a price list's prices, written in batches.
use crate::catalog::price::PriceListItem;
use crate::catalog::price::PriceOf;
use crate::ids::PriceListId;
use crate::ids::PriceListItemId;
use crate::kernel::error::Result;
use crate::kernel::id;
use crate::kernel::tx::Tx;
use diesel::prelude::*;
use std::collections::BTreeMap;
use tenon_db::batches;
use tenon_schema::price_list_item;

/// Columns of a price's row, for batches.
const PRICE_COLUMNS: usize = 8;

/// Puts new prices into a list.
pub(super) fn insert(tx: &mut Tx<'_>, list: PriceListId, prices: &[PriceOf]) -> Result<Vec<PriceListItemId>> {
    let keys: Vec<(PriceListItemId, i32)> = prices.iter().map(|_| (id::new(), 1)).collect();
    insert_as(tx, list, prices, &keys)?;
    Ok(keys.into_iter().map(|(id, _)| id).collect())
}

/// Puts prices into a list under these ids and versions.
pub(super) fn insert_as(
    tx: &mut Tx<'_>,
    list: PriceListId,
    prices: &[PriceOf],
    keys: &[(PriceListItemId, i32)],
) -> Result<()> {
    let rows: Vec<_> = prices
        .iter()
        .zip(keys)
        .map(|(price, (id, version))| {
            (
                price_list_item::id.eq(*id),
                price_list_item::price_list_id.eq(list),
                price_list_item::product_id.eq(price.product_id),
                price_list_item::minimum_quantity.eq(price.minimum_quantity.unwrap_or_default()),
                price_list_item::start_date.eq(price.start_date),
                price_list_item::end_date.eq(price.end_date),
                price_list_item::unit_price.eq(price.unit_price),
                price_list_item::version.eq(*version),
            )
        })
        .collect();
    for batch in batches(&rows, PRICE_COLUMNS) {
        tx.conn
            .later(&diesel::insert_into(price_list_item::table).values(batch))?;
    }
    Ok(())
}

/// Id and version of each price in the list from now on: those of the price it takes the place of, or new ones.
pub(super) fn keys(old: &[PriceListItem], prices: &[PriceOf]) -> Vec<(PriceListItemId, i32)> {
    let place = |price: &PriceListItem| (price.product_id, price.minimum_quantity, price.start_date);
    let known: BTreeMap<_, &PriceListItem> = old.iter().map(|price| (place(price), price)).collect();
    let key = |price: &PriceOf| {
        let minimum = price.minimum_quantity.unwrap_or_default();
        match known.get(&(price.product_id, minimum, price.start_date)) {
            Some(old) => {
                let is_same = old.unit_price == price.unit_price && old.end_date == price.end_date;
                (old.id, if is_same { old.version } else { old.version + 1 })
            }
            None => (id::new(), 1),
        }
    };
    prices.iter().map(key).collect()
}
