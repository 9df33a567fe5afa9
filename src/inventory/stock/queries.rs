//! Reads of stock on hand.
use crate::ids::CompanyId;
use crate::ids::ProductId;
use crate::inventory::stock::Availability;
use crate::kernel::error::Result;
use diesel::prelude::*;
use std::collections::BTreeMap;
use tenon_db::Conn;
use tenon_db::Quantity;
use tenon_db::exact_sum;
use tenon_schema::stock_balance;

/// What a company has and has promised of these products, over all its locations; products it never had are absent.
pub fn available(
    conn: &mut Conn,
    company: CompanyId,
    products: &[ProductId],
) -> Result<BTreeMap<ProductId, Availability>> {
    let rows: Vec<(ProductId, Option<Quantity>, Option<Quantity>)> = stock_balance::table
        .filter(stock_balance::company_id.eq(company))
        .filter(stock_balance::product_id.eq_any(products.to_vec()))
        .group_by(stock_balance::product_id)
        .select((
            stock_balance::product_id,
            exact_sum(stock_balance::on_hand),
            exact_sum(stock_balance::reserved),
        ))
        .load(conn)?;
    let availability = |on_hand: Option<Quantity>, reserved: Option<Quantity>| Availability {
        on_hand: on_hand.unwrap_or_default(),
        reserved: reserved.unwrap_or_default(),
    };
    Ok(rows
        .into_iter()
        .map(|(product, on_hand, reserved)| (product, availability(on_hand, reserved)))
        .collect())
}
