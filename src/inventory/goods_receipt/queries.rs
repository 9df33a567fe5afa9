//! Reads of goods receipts.
use crate::ids::CompanyId;
use crate::ids::GoodsReceiptId;
use crate::ids::GoodsReceiptLineId;
use crate::ids::LotId;
use crate::ids::ProductId;
use crate::ids::Subject;
use crate::ids::UnitId;
use crate::inventory::chosen;
use crate::inventory::goods_receipt::GoodsReceipt;
use crate::inventory::goods_receipt::ReceiptLine;
use crate::inventory::goods_receipt::ReceiptState;
use crate::kernel::actor::Reach;
use crate::kernel::chain::Summary;
use crate::kernel::error::Result;
use crate::kernel::error::found;
use crate::kernel::list::ListQuery;
use crate::kernel::list::Sums;
use crate::kernel::value::Value;
use crate::sort_page;
use crate::within_companies;
use chrono::NaiveDate;
use diesel::prelude::*;
use tenon_db::Conn;
use tenon_db::IgnoringCase;
use tenon_db::Money;
use tenon_db::Quantity;
use tenon_db::Sql;
use tenon_db::UnitPrice;
use tenon_db::exact_sum;
use tenon_schema::company;
use tenon_schema::goods_receipt;
use tenon_schema::goods_receipt_line;
use tenon_schema::lot;
use tenon_schema::party;
use tenon_schema::product;
use tenon_schema::unit;
use tenon_schema::warehouse;

/// Most lines of one receipt.
const LINES_MAX: i64 = 5_000;

pub fn get(conn: &mut Conn, id: GoodsReceiptId) -> Result<GoodsReceipt> {
    let row = goods_receipt::table
        .find(id)
        .select(GoodsReceipt::as_select())
        .first(conn);
    found(row, "goods-receipt")
}

type LineRow = (
    (GoodsReceiptLineId, i32),
    (ProductId, String, String),
    (UnitId, String),
    (Quantity, Quantity, UnitPrice, Money),
    (Option<LotId>, Option<String>),
);

pub fn lines(conn: &mut Conn, id: GoodsReceiptId) -> Result<Vec<ReceiptLine>> {
    use goods_receipt_line as line;
    let rows: Vec<LineRow> = line::table
        .inner_join(product::table)
        .inner_join(unit::table)
        .left_join(lot::table)
        .filter(line::goods_receipt_id.eq(id))
        .order(line::position.asc())
        .limit(LINES_MAX)
        .select((
            (line::id, line::position),
            (product::id, product::code, product::name),
            (unit::id, unit::code),
            (line::unit_quantity, line::base_quantity, line::unit_cost, line::amount),
            (line::lot_id, lot::code.nullable()),
        ))
        .load(conn)?;
    Ok(rows.into_iter().map(read_line).collect())
}

fn read_line(row: LineRow) -> ReceiptLine {
    let ((id, position), product, unit, (unit_quantity, base_quantity, unit_cost, amount), lot) = row;
    ReceiptLine {
        id,
        position,
        product_id: product.0,
        product_code: product.1,
        product_name: product.2,
        unit_id: unit.0,
        unit_code: unit.1,
        unit_quantity,
        base_quantity,
        unit_cost: Some(unit_cost),
        amount: Some(amount),
        lot_id: lot.0,
        lot_code: lot.1,
    }
}

/// A row of the list.
#[derive(Debug, Clone)]
pub struct Row {
    pub receipt: GoodsReceipt,
    pub party_name: Option<String>,
    pub warehouse_code: String,
    pub company_code: String,
    pub currency: String,
}

macro_rules! matching {
    ($query:expr, $reach:expr, $list:expr) => {{
        let mut query = within_companies!($query, $reach, goods_receipt);
        if let Some(pattern) = $list.starts_with() {
            let by_number = goods_receipt::number.like_ignoring_case(format!("%{pattern}"));
            query = query.filter(by_number.or(goods_receipt::supplier_reference.like_ignoring_case(pattern)));
        }
        if let Some(states) = $list.choice("state") {
            query = query.filter(goods_receipt::state.eq_any(states));
        }
        if let Some(kinds) = $list.choice("kind") {
            query = query.filter(goods_receipt::kind.eq_any(kinds));
        }
        if let Some(warehouses) = chosen($list, "warehouse") {
            query = query.filter(goods_receipt::warehouse_id.eq_any(warehouses));
        }
        if let Some(party) = $list.id("party") {
            query = query.filter(goods_receipt::party_id.eq(Some(party)));
        }
        if let Some(first) = $list.from_date("date") {
            query = query.filter(goods_receipt::receipt_date.ge(first));
        }
        if let Some(last) = $list.to_date("date") {
            query = query.filter(goods_receipt::receipt_date.le(last));
        }
        query
    }};
}

pub fn page(conn: &mut Conn, reach: &Reach, list: &ListQuery) -> Result<Vec<Row>> {
    let query = goods_receipt::table
        .left_join(warehouse::table)
        .left_join(company::table)
        .left_join(party::table)
        .select((
            GoodsReceipt::as_select(),
            party::name.nullable(),
            warehouse::code.assume_not_null(),
            company::code.assume_not_null(),
            company::currency.assume_not_null(),
        ))
        .into_boxed::<Sql>();
    let query = matching!(query, reach, list);
    let query = sort_page!(query, list, goods_receipt::id, {
        "date" => goods_receipt::receipt_date, NaiveDate; "number" => goods_receipt::number, String;
    });
    let rows: Vec<(GoodsReceipt, Option<String>, String, String, String)> = query.load(conn)?;
    let row = |(receipt, party_name, warehouse_code, company_code, currency)| Row {
        receipt,
        party_name,
        warehouse_code,
        company_code,
        currency,
    };
    Ok(rows.into_iter().map(row).collect())
}

/// The total is in one currency only when one company is looked at.
pub fn sums(conn: &mut Conn, reach: &Reach, list: &ListQuery) -> Result<Sums> {
    let counted = matching!(goods_receipt::table.count().into_boxed::<Sql>(), reach, list);
    let count = counted.get_result(conn)?;
    let summed = goods_receipt::table
        .inner_join(company::table)
        .group_by(company::currency)
        .select((company::currency, exact_sum(goods_receipt::total_amount)))
        .into_boxed::<Sql>();
    let rows: Vec<(String, Option<Money>)> = matching!(summed, reach, list).limit(2).load(conn)?;
    let sums = match rows.as_slice() {
        [(currency, total)] => vec![("total", Value::Money(total.unwrap_or_default(), currency.clone()))],
        _ => Vec::new(),
    };
    Ok(Sums { count, sums })
}

type ChainRow = (
    GoodsReceiptId,
    CompanyId,
    String,
    NaiveDate,
    ReceiptState,
    Money,
    String,
);

/// How receipts are described in the chain of documents.
pub fn describe(conn: &mut Conn, ids: &[i64]) -> Result<Vec<Summary>> {
    let rows: Vec<ChainRow> = goods_receipt::table
        .inner_join(company::table)
        .filter(goods_receipt::id.eq_any(ids.to_vec()))
        .limit(LINES_MAX)
        .select((
            goods_receipt::id,
            goods_receipt::company_id,
            goods_receipt::number,
            goods_receipt::receipt_date,
            goods_receipt::state,
            goods_receipt::total_amount,
            company::currency,
        ))
        .load(conn)?;
    let summary = |(id, company, number, date, state, total, currency): ChainRow| Summary {
        label: "kind-goods-receipt",
        subject: Subject::GoodsReceipt(id),
        company,
        owner: None,
        team: None,
        number,
        date,
        state: state.look(),
        total: Some((total, currency)),
    };
    Ok(rows.into_iter().map(summary).collect())
}

/// Receipts that wait to be posted.
pub fn draft_count(conn: &mut Conn, reach: &Reach) -> Result<i64> {
    let query = within_companies!(goods_receipt::table.count().into_boxed::<Sql>(), reach, goods_receipt);
    Ok(query
        .filter(goods_receipt::state.eq(ReceiptState::Draft))
        .get_result(conn)?)
}
