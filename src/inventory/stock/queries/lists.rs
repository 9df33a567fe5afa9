//! The lists of stock: by product, and place by place. A past date is today's stock less what was moved since.
use crate::catalog::product::queries::call_in;
use crate::catalog::unit as catalog_unit;
use crate::ids::CompanyId;
use crate::ids::LocationId;
use crate::ids::LotId;
use crate::ids::ProductId;
use crate::ids::StockBalanceId;
use crate::ids::UnitId;
use crate::ids::WarehouseId;
use crate::inventory::chosen;
use crate::inventory::stock::Position;
use crate::kernel::actor::Reach;
use crate::kernel::error::Result;
use crate::kernel::error::found;
use crate::kernel::list::ListQuery;
use crate::kernel::list::Sums;
use crate::kernel::translation;
use crate::sort_page;
use crate::within_companies;
use chrono::NaiveDate;
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use diesel::sql_types::Date;
use tenon_db::Conn;
use tenon_db::Quantity;
use tenon_db::Sql;
use tenon_db::exact_sum;
use tenon_schema::location;
use tenon_schema::lot;
use tenon_schema::product;
use tenon_schema::stock_balance;
use tenon_schema::unit;
use tenon_schema::warehouse;

/// Most places of one product or lot shown on its page.
const PLACES_MAX: i64 = 200;

/// What was at a place at the end of a day: what is there now less what was moved since.
macro_rules! on_hand_at {
    ($day:expr) => {
        sql::<BigInt>(
            "(stock_balance.on_hand - COALESCE((SELECT CAST(SUM(CASE WHEN later.to_location_id = \
             stock_balance.location_id THEN later.quantity ELSE -later.quantity END) AS BIGINT) FROM stock_move later \
             WHERE later.product_id = stock_balance.product_id AND (later.to_location_id = stock_balance.location_id \
             OR later.from_location_id = stock_balance.location_id) AND COALESCE(later.lot_id, 0) = \
             stock_balance.lot_id AND later.move_date > ",
        )
        .bind::<Date, _>($day)
        .sql("), 0))")
    };
}

/// The day asked for; far ahead means now.
fn day_of(list: &ListQuery) -> NaiveDate {
    list.day("as-of")
        .unwrap_or(NaiveDate::from_ymd_opt(9999, 12, 31).unwrap_or(NaiveDate::MAX))
}

macro_rules! matching {
    ($query:expr, $reach:expr, $list:expr) => {{
        let mut query = within_companies!($query, $reach, stock_balance);
        if let Some(pattern) = $list.contains() {
            query = query.filter(product::search_text.like(pattern).escape('\\'));
        }
        if let Some(product) = $list.id("product") {
            query = query.filter(stock_balance::product_id.eq(product));
        }
        if let Some(warehouses) = chosen($list, "warehouse") {
            query = query.filter(location::warehouse_id.assume_not_null().eq_any(warehouses));
        }
        if let Some(location) = $list.id("location") {
            query = query.filter(stock_balance::location_id.eq(location));
        }
        if let Some(categories) = chosen($list, "category") {
            query = query.filter(product::category_id.eq_any(categories));
        }
        match $list.one("level") {
            Some("stock") => query = query.filter(on_hand_at!(day_of($list)).ne(0_i64)),
            Some("negative") => query = query.filter(on_hand_at!(day_of($list)).lt(0_i64)),
            Some("none") => query = query.filter(on_hand_at!(day_of($list)).eq(0_i64)),
            Some("reserved") => query = query.filter(stock_balance::reserved.gt(Quantity::ZERO)),
            Some("low") => query = query.filter(low($reach)),
            Some(_) | None => {}
        }
        query
    }};
}

/// Fewer than the product's reorder quantity are left that nobody was promised, in the companies looked at.
fn low(reach: &Reach) -> diesel::expression::SqlLiteral<diesel::sql_types::Bool> {
    let none = "0".to_owned();
    let companies = reach.companies().into_iter().map(|company| company.to_string());
    let companies: Vec<String> = companies.chain([none]).collect();
    sql(&format!(
        "(product.reorder_quantity > (SELECT CAST(SUM(own.on_hand - own.reserved) AS BIGINT) FROM stock_balance own \
         WHERE own.product_id = product.id AND own.company_id IN ({})))",
        companies.join(", ")
    ))
}

/// A product with what the companies looked at have of it.
#[derive(Debug, Clone)]
pub struct Row {
    pub product_id: ProductId,
    pub code: String,
    pub name: String,
    pub unit: String,
    pub on_hand: Quantity,
    /// None at a past date: what was promised then is not kept.
    pub reserved: Option<Quantity>,
    pub reorder: Quantity,
    /// How many places it is or was in.
    pub places: i64,
}

type ProductRow = (
    (ProductId, String, String, UnitId, Quantity),
    Option<Quantity>,
    Option<Quantity>,
    i64,
);

/// Product by product.
pub fn page(conn: &mut Conn, reach: &Reach, list: &ListQuery) -> Result<Vec<Row>> {
    let query = stock_balance::table
        .inner_join(location::table)
        .inner_join(product::table)
        .group_by(product::id)
        .select((
            (
                product::id,
                product::code,
                product::name,
                product::unit_id,
                product::reorder_quantity,
            ),
            exact_sum(on_hand_at!(day_of(list))),
            exact_sum(stock_balance::reserved),
            diesel::dsl::count_star(),
        ))
        .into_boxed::<Sql>();
    let query = matching!(query, reach, list);
    let query = sort_page!(query, list, product::id, { "product" => product::code, String; });
    let rows: Vec<ProductRow> = query.load(conn)?;
    let units = catalog_unit::queries::all(conn)?;
    let ids: Vec<i64> = rows.iter().map(|row| row.0.0.raw()).collect();
    let names = translation::many(conn, "product", &ids, "name", list.language)?;
    let is_now = list.day("as-of").is_none();
    let row = |((product_id, code, name, unit, reorder), on_hand, reserved, places): ProductRow| Row {
        product_id,
        code,
        name: names.get(&product_id.raw()).cloned().unwrap_or(name),
        unit: units.get(&unit).map(|unit| unit.code.clone()).unwrap_or_default(),
        on_hand: on_hand.unwrap_or_default(),
        reserved: reserved.filter(|_| is_now),
        reorder,
        places,
    };
    Ok(rows.into_iter().map(row).collect())
}

pub fn sums(conn: &mut Conn, reach: &Reach, list: &ListQuery) -> Result<Sums> {
    let query = stock_balance::table
        .inner_join(location::table)
        .inner_join(product::table.inner_join(unit::table))
        .select(sql::<BigInt>("COUNT(DISTINCT product.id)"))
        .into_boxed::<Sql>();
    let query = matching!(query, reach, list);
    Ok(Sums::count(query.get_result(conn)?))
}

type PositionRow = (
    (StockBalanceId, CompanyId),
    (ProductId, String, String, String),
    (LocationId, String),
    (Option<WarehouseId>, Option<String>),
    (i64, Option<String>),
    (Quantity, Quantity),
);

macro_rules! position_columns {
    ($on_hand:expr) => {
        (
            (stock_balance::id, stock_balance::company_id),
            (product::id, product::code, product::name, unit::code),
            (location::id, location::code),
            (warehouse::id.nullable(), warehouse::code.nullable()),
            (stock_balance::lot_id, lot::code.nullable()),
            ($on_hand, stock_balance::reserved),
        )
    };
}

macro_rules! positions_from {
    () => {
        stock_balance::table
            .inner_join(location::table.left_join(warehouse::table))
            .inner_join(product::table.inner_join(unit::table))
            .left_join(lot::table.on(lot::id.eq(stock_balance::lot_id)))
    };
}

fn read(row: PositionRow) -> Position {
    let ((id, company_id), product, location, warehouse, (lot, lot_code), (on_hand, reserved)) = row;
    Position {
        id,
        company_id,
        product_id: product.0,
        product_code: product.1,
        product_name: product.2,
        unit_code: product.3,
        warehouse_id: warehouse.0,
        warehouse_code: warehouse.1,
        location_id: location.0,
        location_code: location.1,
        lot_id: (lot != 0).then(|| LotId::from(lot)),
        lot_code,
        on_hand,
        reserved,
    }
}

/// Place by place.
pub fn positions(conn: &mut Conn, reach: &Reach, list: &ListQuery) -> Result<Vec<Position>> {
    let query = positions_from!()
        .select(position_columns!(on_hand_at!(day_of(list))))
        .into_boxed::<Sql>();
    let query = matching!(query, reach, list);
    let query = sort_page!(query, list, stock_balance::id, { "product" => product::code, String; });
    let rows: Vec<PositionRow> = query.load(conn)?;
    let mut rows: Vec<Position> = rows.into_iter().map(read).collect();
    call_in(conn, list.language, &mut rows, |row| {
        (row.product_id, &mut row.product_name)
    })?;
    Ok(rows)
}

pub fn positions_sums(conn: &mut Conn, reach: &Reach, list: &ListQuery) -> Result<Sums> {
    let query = stock_balance::table
        .inner_join(location::table)
        .inner_join(product::table.inner_join(unit::table))
        .select(diesel::dsl::count_star())
        .into_boxed::<Sql>();
    let query = matching!(query, reach, list);
    Ok(Sums::count(query.get_result(conn)?))
}

pub fn position(conn: &mut Conn, id: StockBalanceId) -> Result<Position> {
    let row: std::result::Result<PositionRow, _> = positions_from!()
        .filter(stock_balance::id.eq(id))
        .select(position_columns!(stock_balance::on_hand))
        .first(conn);
    found(row, "stock").map(read)
}

/// Where a product is, in these companies.
pub fn places_of_product(conn: &mut Conn, companies: &[i64], product: ProductId) -> Result<Vec<Position>> {
    let rows: Vec<PositionRow> = positions_from!()
        .filter(stock_balance::company_id.eq_any(companies.to_vec()))
        .filter(stock_balance::product_id.eq(product))
        .filter(
            stock_balance::on_hand
                .ne(Quantity::ZERO)
                .or(stock_balance::reserved.ne(Quantity::ZERO)),
        )
        .order((location::code.asc(), stock_balance::id.asc()))
        .limit(PLACES_MAX)
        .select(position_columns!(stock_balance::on_hand))
        .load(conn)?;
    Ok(rows.into_iter().map(read).collect())
}

/// Where a lot is, in these companies.
pub fn places_of_lot(conn: &mut Conn, companies: &[i64], lot: LotId) -> Result<Vec<Position>> {
    let rows: Vec<PositionRow> = positions_from!()
        .filter(stock_balance::company_id.eq_any(companies.to_vec()))
        .filter(stock_balance::lot_id.eq(lot.raw()))
        .filter(stock_balance::on_hand.ne(Quantity::ZERO))
        .order((location::code.asc(), stock_balance::id.asc()))
        .limit(PLACES_MAX)
        .select(position_columns!(stock_balance::on_hand))
        .load(conn)?;
    Ok(rows.into_iter().map(read).collect())
}
