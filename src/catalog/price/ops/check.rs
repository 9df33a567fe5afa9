//! What is wrong with a price list and its prices.
use crate::catalog::price::EditPriceList;
use crate::catalog::price::PriceList;
use crate::catalog::price::PriceOf;
use crate::catalog::price::queries;
use crate::catalog::product;
use crate::company;
use crate::ids::PriceListId;
use crate::ids::PriceListItemId;
use crate::ids::ProductId;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Problem;
use crate::kernel::error::Result;
use crate::kernel::tx::Tx;
use crate::kernel::tx::refuse_taken;
use crate::party::group;
use crate::refuse_unless;
use diesel::prelude::*;
use std::collections::BTreeSet;
use tenon_db::Quantity;
use tenon_schema::currency;
use tenon_schema::price_list;
use tenon_schema::price_list_item;

/// What is wrong with what a list says about itself; `but` is the list that is changed.
pub(super) fn head(tx: &mut Tx<'_>, edit: &EditPriceList, but: Option<PriceListId>) -> Result<()> {
    let holder: Option<PriceListId> = price_list::table
        .filter(price_list::code.eq(&edit.code))
        .select(price_list::id)
        .first(tx.conn)
        .optional()?;
    refuse_taken(holder, but, &edit.code)?;
    company::queries::require_known(tx.conn, "for_company_id", edit.for_company_id)?;
    let known: Option<String> = currency::table
        .find(&edit.currency)
        .filter(currency::is_active.eq(true))
        .select(currency::code)
        .first(tx.conn)
        .optional()?;
    if known.is_none() {
        return Err(Error::invalid("currency", Message::new("problem-not-offered")));
    }
    if let Some(group) = &edit.customer_group
        && !group::queries::is_known(tx.conn, group)?
    {
        return Err(Error::invalid("customer_group", Message::new("problem-not-offered")));
    }
    Ok(())
}

/// What is wrong with prices; `at` is where they stand in the command.
pub(super) fn prices(tx: &mut Tx<'_>, prices: &[PriceOf], at: &str) -> Result<()> {
    let ids: Vec<ProductId> = prices.iter().map(|price| price.product_id).collect();
    let known: BTreeSet<ProductId> = product::queries::get_many(tx.conn, &ids)?.into_keys().collect();
    let mut seen = BTreeSet::new();
    let mut problems = Vec::new();
    for (place, price) in prices.iter().enumerate() {
        let mut problem = |field: &str, key: &'static str| {
            let path = if at.is_empty() {
                field.to_owned()
            } else {
                format!("{at}.{place}.{field}")
            };
            problems.push(Problem::new(path, Message::new(key)));
        };
        if !known.contains(&price.product_id) {
            problem("product_id", "problem-not-offered");
        }
        if price.unit_price.is_negative() {
            problem("unit_price", "problem-negative");
        }
        if price.minimum_quantity.is_some_and(Quantity::is_negative) {
            problem("minimum_quantity", "problem-negative");
        }
        if price
            .start_date
            .zip(price.end_date)
            .is_some_and(|(start, end)| start > end)
        {
            problem("end_date", "price-ends-before-start");
        }
        if !seen.insert((
            price.product_id,
            price.minimum_quantity.unwrap_or_default(),
            price.start_date,
        )) {
            problem("product_id", "price-twice");
        }
    }
    if problems.is_empty() {
        Ok(())
    } else {
        Err(Error::Invalid(problems))
    }
}

/// A list has no more prices than are read of it.
pub(super) fn refuse_full(tx: &mut Tx<'_>, list: &PriceList) -> Result<()> {
    let prices: i64 = price_list_item::table
        .filter(price_list_item::price_list_id.eq(list.id))
        .count()
        .get_result(tx.conn)?;
    refuse_unless!(
        prices < queries::PRICES_MAX,
        "price-list-full",
        name = list.label(),
        max = queries::PRICES_MAX
    );
    Ok(())
}

/// A list has one price for a product from a quantity and a day on.
pub(super) fn refuse_known(
    tx: &mut Tx<'_>,
    list: PriceListId,
    price: &PriceOf,
    but: Option<PriceListItemId>,
) -> Result<()> {
    let same: Vec<(PriceListItemId, Option<chrono::NaiveDate>)> = price_list_item::table
        .filter(price_list_item::price_list_id.eq(list))
        .filter(price_list_item::product_id.eq(price.product_id))
        .filter(price_list_item::minimum_quantity.eq(price.minimum_quantity.unwrap_or_default()))
        .select((price_list_item::id, price_list_item::start_date))
        .limit(queries::PRICES_MAX)
        .load(tx.conn)?;
    let is_known = same
        .iter()
        .any(|(id, start)| *start == price.start_date && Some(*id) != but);
    if is_known {
        return Err(Error::invalid("minimum_quantity", Message::new("price-twice")));
    }
    Ok(())
}
