//! Stock values as people see them: product by product at any date, and the entries behind a value. A past date is one
//! look-up a product: the last closing that is not after it.
use crate::catalog::category::CostingMethod;
use crate::catalog::product::queries::call_in;
use crate::ids::CompanyId;
use crate::ids::ProductId;
use crate::ids::StockMoveId;
use crate::ids::ValuationAreaId;
use crate::ids::ValuationBalanceId;
use crate::inventory::chosen;
use crate::inventory::valuation::Worth;
use crate::kernel::actor::Reach;
use crate::kernel::error::Result;
use crate::kernel::error::found;
use crate::kernel::list::ListQuery;
use crate::kernel::list::Sums;
use crate::kernel::value::Value;
use crate::sort_page;
use crate::within_companies;
use chrono::NaiveDate;
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use diesel::sql_types::Date;
use serde::Serialize;
use tenon_db::Conn;
use tenon_db::Money;
use tenon_db::Quantity;
use tenon_db::Sql;
use tenon_db::exact_sum;
use tenon_schema::company;
use tenon_schema::product;
use tenon_schema::product_category;
use tenon_schema::unit;
use tenon_schema::valuation_area;
use tenon_schema::valuation_balance;
use tenon_schema::valuation_day_balance;
use tenon_schema::valuation_layer;
use tenon_schema::valuation_layer_rest;

/// Most rows shown inside a page.
const SHOWN_MAX: i64 = 50;
/// Most closings that a chart draws.
const HISTORY_MAX: i64 = 400;

/// A kept sum at the end of a day: the last closing of the product that is not after it.
macro_rules! closing_at {
    ($column:literal, $day:expr) => {
        sql::<BigInt>(concat!(
            "COALESCE((SELECT closing.",
            $column,
            " FROM valuation_day_balance closing WHERE closing.valuation_area_id = valuation_balance.valuation_area_id \
             AND closing.product_id = valuation_balance.product_id AND closing.posting_date <= "
        ))
        .bind::<Date, _>($day)
        .sql(" ORDER BY closing.posting_date DESC LIMIT 1), 0)")
    };
}

/// The day asked for; far ahead means now.
fn day_of(list: &ListQuery) -> NaiveDate {
    list.day("as-of").unwrap_or(far_ahead())
}

fn far_ahead() -> NaiveDate {
    NaiveDate::from_ymd_opt(9999, 12, 31).unwrap_or(NaiveDate::MAX)
}

/// A product's value in an area at a date.
#[derive(Debug, Clone, Serialize, schemars::JsonSchema)]
pub struct ValueRow {
    pub id: ValuationBalanceId,
    pub company_id: CompanyId,
    pub company_code: String,
    pub currency: String,
    pub valuation_area_id: ValuationAreaId,
    pub valuation_area: String,
    pub product_id: ProductId,
    pub product_code: String,
    pub product_name: String,
    pub unit_code: String,
    pub costing_method: CostingMethod,
    pub quantity: Quantity,
    pub amount: Money,
    /// The day it is told for; now when missing.
    pub as_of: Option<NaiveDate>,
}

impl ValueRow {
    pub fn worth(&self) -> Worth {
        Worth::new(self.quantity, self.amount)
    }
}

type Row = (
    ValuationBalanceId,
    (CompanyId, String, String),
    (ValuationAreaId, String),
    (ProductId, String, String, String, CostingMethod),
    (Quantity, Money),
);

fn read(row: Row, as_of: Option<NaiveDate>) -> ValueRow {
    let (id, company, area, product, (quantity, amount)) = row;
    ValueRow {
        id,
        company_id: company.0,
        company_code: company.1,
        currency: company.2,
        valuation_area_id: area.0,
        valuation_area: area.1,
        product_id: product.0,
        product_code: product.1,
        product_name: product.2,
        unit_code: product.3,
        costing_method: product.4,
        quantity,
        amount,
        as_of,
    }
}

macro_rules! joined {
    () => {
        valuation_balance::table
            .inner_join(valuation_area::table)
            .inner_join(company::table.on(company::id.eq(valuation_balance::company_id)))
            .inner_join(
                product::table
                    .inner_join(unit::table)
                    .inner_join(product_category::table),
            )
    };
}

macro_rules! columns {
    ($quantity:expr, $amount:expr) => {
        (
            valuation_balance::id,
            (company::id, company::code, company::currency),
            (valuation_area::id, valuation_area::name),
            (
                product::id,
                product::code,
                product::name,
                unit::code,
                product_category::costing_method,
            ),
            ($quantity, $amount),
        )
    };
}

macro_rules! matching {
    ($query:expr, $reach:expr, $list:expr) => {{
        let mut query = within_companies!($query, $reach, valuation_balance);
        if let Some(pattern) = $list.contains() {
            query = query.filter(product::search_text.like(pattern).escape('\\'));
        }
        if let Some(product) = $list.id("product") {
            query = query.filter(valuation_balance::product_id.eq(product));
        }
        if let Some(categories) = chosen($list, "category") {
            query = query.filter(product::category_id.eq_any(categories));
        }
        if let Some(areas) = chosen($list, "valuation-area") {
            query = query.filter(valuation_balance::valuation_area_id.eq_any(areas));
        }
        if let Some(methods) = $list.choice("costing") {
            query = query.filter(product_category::costing_method.eq_any(methods));
        }
        if $list.one("level") == Some("stock") {
            let day = day_of($list);
            query = query.filter(
                closing_at!("quantity", day)
                    .ne(0_i64)
                    .or(closing_at!("amount", day).ne(0_i64)),
            );
        }
        query
    }};
}

pub fn page(conn: &mut Conn, reach: &Reach, list: &ListQuery) -> Result<Vec<ValueRow>> {
    let day = day_of(list);
    let query = joined!()
        .select(columns!(closing_at!("quantity", day), closing_at!("amount", day)))
        .into_boxed::<Sql>();
    let query = matching!(query, reach, list);
    let query = sort_page!(query, list, valuation_balance::id, { "product" => product::code, String; });
    let rows: Vec<Row> = query.load(conn)?;
    let as_of = list.day("as-of");
    let mut rows: Vec<ValueRow> = rows.into_iter().map(|row| read(row, as_of)).collect();
    call_in(conn, list.language, &mut rows, |row| {
        (row.product_id, &mut row.product_name)
    })?;
    Ok(rows)
}

/// The total is in one currency only when the companies looked at share it.
pub fn sums(conn: &mut Conn, reach: &Reach, list: &ListQuery) -> Result<Sums> {
    let counted = matching!(
        joined!().select(diesel::dsl::count_star()).into_boxed::<Sql>(),
        reach,
        list
    );
    let count = counted.get_result(conn)?;
    let summed = joined!()
        .group_by(company::currency)
        .select((company::currency, exact_sum(closing_at!("amount", day_of(list)))))
        .into_boxed::<Sql>();
    let rows: Vec<(String, Option<Money>)> = matching!(summed, reach, list).limit(2).load(conn)?;
    let sums = match rows.as_slice() {
        [(currency, total)] => vec![("value", Value::Money(total.unwrap_or_default(), currency.clone()))],
        _ => Vec::new(),
    };
    Ok(Sums { count, sums })
}

/// Stock value of companies at the end of a day, company by company.
pub fn value_at(conn: &mut Conn, reach: &Reach, date: NaiveDate) -> Result<Vec<(CompanyId, Money)>> {
    let rows: Vec<(CompanyId, Option<Money>)> = valuation_balance::table
        .filter(valuation_balance::company_id.eq_any(reach.companies()))
        .group_by(valuation_balance::company_id)
        .limit(SHOWN_MAX)
        .select((valuation_balance::company_id, exact_sum(closing_at!("amount", date))))
        .load(conn)?;
    let value = |(company, amount): (CompanyId, Option<Money>)| (company, amount.unwrap_or_default());
    Ok(rows.into_iter().map(value).collect())
}

pub fn balance(conn: &mut Conn, id: ValuationBalanceId) -> Result<ValueRow> {
    let row: std::result::Result<Row, _> = joined!()
        .filter(valuation_balance::id.eq(id))
        .select(columns!(valuation_balance::quantity, valuation_balance::amount))
        .first(conn);
    Ok(read(found(row, "valuation-balance")?, None))
}

/// The products worth most now, in these companies.
pub fn dearest(conn: &mut Conn, reach: &Reach, language: &str, limit: i64) -> Result<Vec<ValueRow>> {
    let rows: Vec<Row> = joined!()
        .filter(valuation_balance::company_id.eq_any(reach.companies()))
        .order((valuation_balance::amount.desc(), valuation_balance::id.asc()))
        .limit(limit)
        .select(columns!(valuation_balance::quantity, valuation_balance::amount))
        .load(conn)?;
    let mut rows: Vec<ValueRow> = rows.into_iter().map(|row| read(row, None)).collect();
    call_in(conn, language, &mut rows, |row| (row.product_id, &mut row.product_name))?;
    Ok(rows)
}

/// The closings of a product, the newest last.
pub fn history(conn: &mut Conn, of: &ValueRow) -> Result<Vec<(NaiveDate, Worth)>> {
    use valuation_day_balance as day;
    let mut rows: Vec<(NaiveDate, Quantity, Money)> = day::table
        .filter(day::valuation_area_id.eq(of.valuation_area_id))
        .filter(day::product_id.eq(of.product_id))
        .order(day::posting_date.desc())
        .limit(HISTORY_MAX)
        .select((day::posting_date, day::quantity, day::amount))
        .load(conn)?;
    rows.reverse();
    let closing = |(date, quantity, amount)| (date, Worth::new(quantity, amount));
    Ok(rows.into_iter().map(closing).collect())
}

/// FIFO: what is left of each receipt, the oldest first, with its move.
pub fn open_receipts(conn: &mut Conn, of: &ValueRow) -> Result<Vec<(StockMoveId, NaiveDate, Worth)>> {
    let rows: Vec<(StockMoveId, NaiveDate, Quantity, Money)> = valuation_layer_rest::table
        .inner_join(valuation_layer::table)
        .filter(valuation_layer_rest::valuation_area_id.eq(of.valuation_area_id))
        .filter(valuation_layer_rest::product_id.eq(of.product_id))
        .filter(valuation_layer_rest::quantity.gt(Quantity::ZERO))
        .order((
            valuation_layer_rest::layer_date.asc(),
            valuation_layer_rest::valuation_layer_id.asc(),
        ))
        .limit(SHOWN_MAX)
        .select((
            valuation_layer::stock_move_id,
            valuation_layer_rest::layer_date,
            valuation_layer_rest::quantity,
            valuation_layer_rest::amount,
        ))
        .load(conn)?;
    let layer = |(stock_move, date, quantity, amount)| (stock_move, date, Worth::new(quantity, amount));
    Ok(rows.into_iter().map(layer).collect())
}
