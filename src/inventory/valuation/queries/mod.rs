//! Reads of stock values.
mod entries;
mod lists;
mod trend;

use crate::catalog::category::CostingMethod;
use crate::catalog::product::ProductKind;
use crate::ids::CompanyId;
use crate::ids::ProductCategoryId;
use crate::ids::ProductId;
use crate::ids::StockMoveId;
use crate::ids::ValuationAreaId;
use crate::ids::ValuationBalanceId;
use crate::ids::WarehouseId;
use crate::inventory::valuation::Worth;
use crate::inventory::valuation::account::Layer;
use crate::inventory::valuation::account::Use;
use crate::inventory::valuation::account::ValueAccount;
use crate::inventory::valuation::book::Book;
use crate::inventory::valuation::book::BookHead;
use crate::inventory::valuation::book::ProductPage;
use crate::kernel::error::Error;
use crate::kernel::error::Result;
use chrono::NaiveDate;
use diesel::prelude::*;
pub use entries::EntryRow;
pub use entries::entries;
pub use entries::entry_move;
pub use entries::entry_sums;
pub use entries::newest;
pub use lists::ValueRow;
pub use lists::balance;
pub use lists::dearest;
pub use lists::history;
pub use lists::open_receipts;
pub use lists::page;
pub use lists::sums;
pub use lists::value_at;
use std::collections::BTreeMap;
use tenon_db::Conn;
use tenon_db::Money;
use tenon_db::Quantity;
use tenon_schema::company;
use tenon_schema::currency;
use tenon_schema::product;
use tenon_schema::product_category;
use tenon_schema::valuation_balance;
use tenon_schema::valuation_day_balance;
use tenon_schema::valuation_entry;
use tenon_schema::valuation_layer;
use tenon_schema::valuation_layer_rest;
use tenon_schema::valuation_layer_use;
use tenon_schema::warehouse;
pub use trend::Month;
pub use trend::months;

/// Most open layers of the products of one document.
const LAYERS_MAX: i64 = 50_000;
/// Most moves of one document, and most uses of layers by them.
const MOVES_MAX: i64 = 50_000;
/// Most days on which the products of a back-dated document were moved later.
const DAYS_MAX: i64 = 100_000;

type HeadRow = (CompanyId, ValuationAreaId, String, bool, String, i32);
type ProductRow = (ProductId, String, String, ProductKind, ProductCategoryId, CostingMethod);
type BalanceRow = (ValuationBalanceId, Quantity, Money, NaiveDate);

/// Opens the book of some products in a warehouse's valuation area, with their value now; without layers.
pub fn book(conn: &mut Conn, warehouse: WarehouseId, date: NaiveDate, products: &[ProductId]) -> Result<Book> {
    let in_area = valuation_balance::product_id
        .eq(product::id)
        .and(valuation_balance::valuation_area_id.eq(warehouse::valuation_area_id));
    let rows: Vec<(HeadRow, ProductRow, Option<BalanceRow>)> = product::table
        .inner_join(product_category::table)
        .inner_join(warehouse::table.on(warehouse::id.eq(warehouse)))
        .inner_join(company::table.on(company::id.eq(warehouse::company_id)))
        .inner_join(currency::table.on(currency::code.eq(company::currency)))
        .left_join(valuation_balance::table.on(in_area))
        .filter(product::id.eq_any(products.to_vec()))
        .select((
            (
                warehouse::company_id,
                warehouse::valuation_area_id,
                warehouse::name,
                warehouse::allows_negative,
                currency::code,
                currency::decimals,
            ),
            (
                product::id,
                product::code,
                product::name,
                product::kind,
                product::category_id,
                product_category::costing_method,
            ),
            (
                valuation_balance::id,
                valuation_balance::quantity,
                valuation_balance::amount,
                valuation_balance::last_date,
            )
                .nullable(),
        ))
        .load(conn)?;
    let Some((first, _, _)) = rows.first() else {
        return Err(Error::NotFound("product"));
    };
    let head = head(first);
    let pages = rows
        .into_iter()
        .map(|(_, product, balance)| (product.0, product_page(product, balance)));
    Ok(Book::new(head, date, pages.collect()))
}

fn head(row: &HeadRow) -> BookHead {
    BookHead {
        company: row.0,
        area: row.1,
        warehouse_name: row.2.clone(),
        allows_negative: row.3,
        currency: row.4.clone(),
        decimals: u32::try_from(row.5).unwrap_or(2),
    }
}

fn product_page(row: ProductRow, balance: Option<BalanceRow>) -> ProductPage {
    let (_, code, name, kind, category, method) = row;
    let is_fifo = method == CostingMethod::Fifo;
    let worth = balance.map_or(Worth::default(), |row| Worth::new(row.1, row.2));
    ProductPage {
        code,
        name,
        category,
        is_stocked: kind == ProductKind::Stocked,
        is_fifo,
        balance: balance.map(|row| row.0),
        last_date: balance.map(|row| row.3),
        account: ValueAccount {
            worth,
            layers: is_fifo.then(Vec::new),
            last_known: Worth::default(),
        },
        delta: Worth::default(),
    }
}

type LayerRow = (ProductId, i64, NaiveDate, Quantity, Money);

fn layer_of(row: LayerRow) -> (ProductId, Layer) {
    let (product, id, date, quantity, amount) = row;
    let rest = Worth::new(quantity, amount);
    (product, Layer { id, date, rest })
}

/// What is left of the receipts of FIFO products, oldest first.
pub fn open_layers(
    conn: &mut Conn,
    area: ValuationAreaId,
    products: &[ProductId],
) -> Result<BTreeMap<ProductId, Vec<Layer>>> {
    let rows: Vec<LayerRow> = valuation_layer_rest::table
        .filter(valuation_layer_rest::valuation_area_id.eq(area))
        .filter(valuation_layer_rest::product_id.eq_any(products.to_vec()))
        .filter(valuation_layer_rest::quantity.gt(Quantity::ZERO))
        .order((
            valuation_layer_rest::layer_date.asc(),
            valuation_layer_rest::valuation_layer_id.asc(),
        ))
        .limit(LAYERS_MAX)
        .select((
            valuation_layer_rest::product_id,
            valuation_layer_rest::valuation_layer_id,
            valuation_layer_rest::layer_date,
            valuation_layer_rest::quantity,
            valuation_layer_rest::amount,
        ))
        .load(conn)?;
    let mut layers: BTreeMap<ProductId, Vec<Layer>> = BTreeMap::new();
    for (product, layer) in rows.into_iter().map(layer_of) {
        layers.entry(product).or_default().push(layer);
    }
    Ok(layers)
}

/// Layers by their ids, used up or not.
pub fn layers(conn: &mut Conn, ids: &[i64]) -> Result<Vec<(ProductId, Layer)>> {
    let rows: Vec<LayerRow> = valuation_layer_rest::table
        .filter(valuation_layer_rest::valuation_layer_id.eq_any(ids.to_vec()))
        .limit(LAYERS_MAX)
        .select((
            valuation_layer_rest::product_id,
            valuation_layer_rest::valuation_layer_id,
            valuation_layer_rest::layer_date,
            valuation_layer_rest::quantity,
            valuation_layer_rest::amount,
        ))
        .load(conn)?;
    Ok(rows.into_iter().map(layer_of).collect())
}

/// The layers that moves made.
pub fn layers_of_moves(conn: &mut Conn, moves: &[StockMoveId]) -> Result<BTreeMap<StockMoveId, i64>> {
    let rows: Vec<(StockMoveId, i64)> = valuation_layer::table
        .filter(valuation_layer::stock_move_id.eq_any(moves.to_vec()))
        .limit(LAYERS_MAX)
        .select((valuation_layer::stock_move_id, valuation_layer::id))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

/// What moves took from layers.
pub fn uses_of_moves(conn: &mut Conn, moves: &[StockMoveId]) -> Result<BTreeMap<StockMoveId, Vec<Use>>> {
    let rows: Vec<(StockMoveId, i64, Quantity, Money)> = valuation_layer_use::table
        .filter(valuation_layer_use::stock_move_id.eq_any(moves.to_vec()))
        .order(valuation_layer_use::id.asc())
        .limit(LAYERS_MAX)
        .select((
            valuation_layer_use::stock_move_id,
            valuation_layer_use::valuation_layer_id,
            valuation_layer_use::quantity,
            valuation_layer_use::amount,
        ))
        .load(conn)?;
    let mut uses: BTreeMap<StockMoveId, Vec<Use>> = BTreeMap::new();
    for (stock_move, layer, quantity, amount) in rows {
        let taken = Worth::new(quantity, amount);
        uses.entry(stock_move).or_default().push(Use { layer, taken });
    }
    Ok(uses)
}

/// The newest receipts of products, whose average values what leaves where nothing is.
pub fn last_known(
    conn: &mut Conn,
    area: ValuationAreaId,
    products: &[ProductId],
) -> Result<BTreeMap<ProductId, Worth>> {
    let receipt = diesel::alias!(valuation_entry as receipt);
    let newest = receipt
        .filter(receipt.field(valuation_entry::valuation_area_id).eq(area))
        .filter(receipt.field(valuation_entry::product_id).eq_any(products.to_vec()))
        .filter(receipt.field(valuation_entry::quantity).gt(Quantity::ZERO))
        .group_by(receipt.field(valuation_entry::product_id))
        .select(diesel::dsl::max(receipt.field(valuation_entry::id)));
    let rows: Vec<(ProductId, Quantity, Money)> = valuation_entry::table
        .filter(valuation_entry::id.nullable().eq_any(newest))
        .limit(MOVES_MAX)
        .select((
            valuation_entry::product_id,
            valuation_entry::quantity,
            valuation_entry::amount,
        ))
        .load(conn)?;
    let known = rows
        .into_iter()
        .map(|(product, quantity, amount)| (product, Worth::new(quantity, amount)));
    Ok(known.collect())
}

/// Quantity and value at the end of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Closing {
    pub product: ProductId,
    pub date: NaiveDate,
    pub worth: Worth,
}

/// The closings of products from a day on, and before them the last one that is not after the day; by product and day.
pub fn closings_from(
    conn: &mut Conn,
    area: ValuationAreaId,
    products: &[ProductId],
    date: NaiveDate,
) -> Result<Vec<Closing>> {
    use valuation_day_balance as day;
    let older = diesel::alias!(valuation_day_balance as older);
    let before = older
        .filter(older.field(day::valuation_area_id).eq(day::valuation_area_id))
        .filter(older.field(day::product_id).eq(day::product_id))
        .filter(older.field(day::posting_date).le(date))
        .select(diesel::dsl::max(older.field(day::posting_date)))
        .single_value();
    let rows: Vec<(ProductId, NaiveDate, Quantity, Money)> = day::table
        .filter(day::valuation_area_id.eq(area))
        .filter(day::product_id.eq_any(products.to_vec()))
        .filter(day::posting_date.gt(date).or(day::posting_date.nullable().eq(before)))
        .order((day::product_id.asc(), day::posting_date.asc()))
        .limit(DAYS_MAX)
        .select((day::product_id, day::posting_date, day::quantity, day::amount))
        .load(conn)?;
    let closing = |(product, date, quantity, amount)| Closing {
        product,
        date,
        worth: Worth::new(quantity, amount),
    };
    Ok(rows.into_iter().map(closing).collect())
}
