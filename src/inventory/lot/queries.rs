//! Reads of lots.
use crate::catalog::product::queries::call_in;
use crate::ids::LotId;
use crate::ids::ProductId;
use crate::inventory::lot::Lot;
use crate::inventory::lot::LotKind;
use crate::kernel::actor::Reach;
use crate::kernel::error::Result;
use crate::kernel::error::found;
use crate::kernel::list::ListQuery;
use crate::kernel::list::Sums;
use crate::sort_page;
use diesel::dsl::exists;
use diesel::prelude::*;
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use tenon_db::Conn;
use tenon_db::IgnoringCase;
use tenon_db::Quantity;
use tenon_db::Sql;
use tenon_db::exact_sum;
use tenon_schema::lot;
use tenon_schema::product;
use tenon_schema::stock_balance;
use tenon_schema::stock_move;
use tenon_schema::unit;

/// Most lots of one document.
const LOTS_MAX: i64 = 5_000;

pub fn get(conn: &mut Conn, id: LotId) -> Result<Lot> {
    found(lot::table.find(id).select(Lot::as_select()).first(conn), "lot")
}

/// Codes by id.
pub fn codes(conn: &mut Conn, ids: &[LotId]) -> Result<BTreeMap<LotId, String>> {
    let rows: Vec<(LotId, String)> = lot::table
        .filter(lot::id.eq_any(ids.to_vec()))
        .limit(LOTS_MAX)
        .select((lot::id, lot::code))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

/// The lots of these codes that there are.
pub fn by_codes<'a>(
    conn: &mut Conn,
    wanted: impl Iterator<Item = &'a (ProductId, String)>,
) -> Result<BTreeMap<(ProductId, String), LotId>> {
    let (products, codes): (Vec<ProductId>, Vec<String>) = wanted.cloned().unzip();
    let rows: Vec<(ProductId, String, LotId)> = lot::table
        .filter(lot::product_id.eq_any(products))
        .filter(lot::code.eq_any(codes))
        .limit(LOTS_MAX)
        .select((lot::product_id, lot::code, lot::id))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(product, code, id)| ((product, code), id))
        .collect())
}

/// A lot with its product, and what of it is in the companies looked at.
#[derive(Debug, Clone)]
pub struct Row {
    pub lot: Lot,
    pub product_code: String,
    pub product_name: String,
    pub unit: String,
    pub on_hand: Quantity,
}

macro_rules! matching {
    ($query:expr, $reach:expr, $list:expr) => {{
        let here = stock_move::table
            .filter(stock_move::lot_id.eq(lot::id.nullable()))
            .filter(stock_move::company_id.eq_any($reach.companies()));
        let mut query = $query.filter(exists(here));
        if let Some(pattern) = $list.starts_with() {
            query = query.filter(lot::code.like_ignoring_case(pattern));
        }
        if let Some(product) = $list.id("product") {
            query = query.filter(lot::product_id.eq(product));
        }
        if let Some(kinds) = $list.choice("kind") {
            query = query.filter(lot::kind.eq_any(kinds));
        }
        query
    }};
}

/// Lots that were ever moved in the companies looked at.
pub fn page(conn: &mut Conn, reach: &Reach, list: &ListQuery) -> Result<Vec<Row>> {
    let query = lot::table
        .inner_join(product::table.inner_join(unit::table))
        .select((Lot::as_select(), product::code, product::name, unit::code))
        .into_boxed::<Sql>();
    let query = matching!(query, reach, list);
    let query = sort_page!(query, list, lot::id, { "code" => lot::code, String; });
    let rows: Vec<(Lot, String, String, String)> = query.load(conn)?;
    let ids: Vec<i64> = rows.iter().map(|row| row.0.id.raw()).collect();
    let sums: Vec<(i64, Option<Quantity>)> = stock_balance::table
        .filter(stock_balance::lot_id.eq_any(ids))
        .filter(stock_balance::company_id.eq_any(reach.companies()))
        .group_by(stock_balance::lot_id)
        .limit(LOTS_MAX)
        .select((stock_balance::lot_id, exact_sum(stock_balance::on_hand)))
        .load(conn)?;
    let sums: BTreeMap<i64, Option<Quantity>> = sums.into_iter().collect();
    let row = |(lot, product_code, product_name, unit): (Lot, String, String, String)| Row {
        on_hand: sums.get(&lot.id.raw()).copied().flatten().unwrap_or_default(),
        lot,
        product_code,
        product_name,
        unit,
    };
    let mut rows: Vec<Row> = rows.into_iter().map(row).collect();
    call_in(conn, list.language, &mut rows, |row| {
        (row.lot.product_id, &mut row.product_name)
    })?;
    Ok(rows)
}

pub fn sums(conn: &mut Conn, reach: &Reach, list: &ListQuery) -> Result<Sums> {
    let query = matching!(lot::table.count().into_boxed::<Sql>(), reach, list);
    Ok(Sums::count(query.get_result(conn)?))
}

/// Whether the lot was ever moved in one of these companies.
pub fn is_within(conn: &mut Conn, id: LotId, companies: &[i64]) -> Result<bool> {
    let moved = stock_move::table
        .filter(stock_move::lot_id.eq(Some(id)))
        .filter(stock_move::company_id.eq_any(companies.to_vec()));
    Ok(diesel::select(exists(moved)).get_result(conn)?)
}

/// Those that are single pieces and in stock.
pub fn serials_in_stock(conn: &mut Conn, ids: &[LotId]) -> Result<BTreeSet<LotId>> {
    let raw: Vec<i64> = ids.iter().map(|id| id.raw()).collect();
    let rows: Vec<LotId> = lot::table
        .inner_join(stock_balance::table.on(stock_balance::lot_id.eq(lot::id)))
        .filter(lot::id.eq_any(raw))
        .filter(lot::kind.eq(LotKind::Serial))
        .filter(stock_balance::on_hand.gt(Quantity::ZERO))
        .limit(LOTS_MAX)
        .select(lot::id)
        .load(conn)?;
    Ok(rows.into_iter().collect())
}
